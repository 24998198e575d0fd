# mistake: the draws are multiplied by 0.1 instead of 0.01
# right: W = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
# mistake: the biases are ones instead of zeros
# right: b = np.zeros((layer_dims[l], 1))

import numpy as np


def initialize_parameters_deep(layer_dims):
    parameters = {}
    n_layers = len(layer_dims)
    for l in range(1, n_layers):
        W = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.1
        b = np.ones((layer_dims[l], 1))
        parameters["W" + str(l)], parameters["b" + str(l)] = W, b
    return parameters
