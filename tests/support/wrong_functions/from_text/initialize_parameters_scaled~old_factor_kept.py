# mistake: the factor 0.01 of the earlier initialization is still there
# right: parameters["W" + str(i + 1)] = np.random.randn(size_out, size_in) / np.sqrt(size_in)

import numpy as np


def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for i, (size_in, size_out) in enumerate(zip(layer_dims[:-1], layer_dims[1:])):
        parameters["W" + str(i + 1)] = np.random.randn(size_out, size_in) * 0.01 / np.sqrt(size_in)
        parameters["b" + str(i + 1)] = np.zeros((size_out, 1))
    return parameters
