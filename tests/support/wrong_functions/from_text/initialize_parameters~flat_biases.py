# mistake: both biases have one dimension, (n_h,) and (n_y,), instead of being columns
# right: b1, b2 = np.zeros((n_h, 1)), np.zeros((n_y, 1))

import numpy as np


def initialize_parameters(n_x, n_h, n_y):
    scale = 0.01
    W1 = np.random.randn(n_h, n_x) * scale
    W2 = np.random.randn(n_y, n_h) * scale
    b1, b2 = np.zeros(n_h), np.zeros(n_y)
    return dict(W1=W1, b1=b1, W2=W2, b2=b2)
