# mistake: b1 has one row per input instead of one row per hidden unit
# right: b1 = np.zeros((n_h, 1))
# mistake: W2 is all zeros instead of random
# right: W2 = np.random.randn(n_y, n_h) * 0.01

import numpy as np


def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_x, 1))
    W2 = np.zeros((n_y, n_h))
    b2 = np.zeros((n_y, 1))
    parameters = {
        "W1": W1,
        "b1": b1,
        "W2": W2,
        "b2": b2,
    }
    return parameters
