# mistake: the divisor is the root of the number of units of the layer instead of the number of its inputs
# right: parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1])

import numpy as np


def initialize_parameters_scaled(layer_dims):
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(
            layer_dims[l]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
