# mistake: the draws are multiplied by the root instead of divided by it
# right: draws = np.random.randn(layer_dims[l], layer_dims[l - 1]) / root
# mistake: the biases are rows, (1, n), instead of columns
# right: parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))

import numpy as np


def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        root = layer_dims[l - 1] ** 0.5
        draws = np.random.randn(layer_dims[l], layer_dims[l - 1]) * root
        parameters["W" + str(l)] = draws
        parameters["b" + str(l)] = np.zeros((1, layer_dims[l]))
    return parameters
