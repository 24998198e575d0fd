# mistake: the draws of both weight matrices are not multiplied by 0.01
# right: w_hidden = np.random.randn(n_h, n_x) * 0.01
# right: w_out = np.random.randn(n_y, n_h) * 0.01

import numpy as np


def initialize_parameters(n_x, n_h, n_y):
    w_hidden = np.random.randn(n_h, n_x)
    w_out = np.random.randn(n_y, n_h)
    return {
        "W1": w_hidden,
        "b1": np.zeros((n_h, 1)),
        "W2": w_out,
        "b2": np.zeros((n_y, 1)),
    }
