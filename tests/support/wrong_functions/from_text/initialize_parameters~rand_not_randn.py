# mistake: np.random.rand draws from the uniform distribution between 0 and 1, so all weights are positive, instead of standard normal draws
# right: params["W1"] = 0.01 * np.random.randn(n_h, n_x)
# right: params["W2"] = 0.01 * np.random.randn(n_y, n_h)

import numpy as np


def initialize_parameters(n_x, n_h, n_y):
    params = {}
    params["W1"] = 0.01 * np.random.rand(n_h, n_x)
    params["b1"] = np.zeros(shape=(n_h, 1))
    params["W2"] = 0.01 * np.random.rand(n_y, n_h)
    params["b2"] = np.zeros(shape=(n_y, 1))
    return params
