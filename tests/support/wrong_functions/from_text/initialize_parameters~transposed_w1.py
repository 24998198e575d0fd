# mistake: W1 has its two sizes the wrong way round, (n_x, n_h) instead of (n_h, n_x)
# right: W1 = np.random.randn(n_h, n_x) * 0.01

import numpy as np


def initialize_parameters(n_x, n_h, n_y):
    # hidden layer
    W1 = np.random.randn(n_x, n_h) * 0.01
    b1 = np.zeros((n_h, 1))
    # output layer
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))

    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters
