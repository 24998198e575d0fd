# mistake: the dictionary is made again in each pass of the loop, so only the last layer is left
# right: parameters = {}, before the loop

import numpy as np


def initialize_parameters_deep(layer_dims):
    for l in range(1, len(layer_dims)):
        parameters = {}
        W = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        b = np.zeros((layer_dims[l], 1))
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = b
    return parameters
