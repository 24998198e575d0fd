# mistake: the keys are numbered from 0, so the first layer is "W0" and "b0"
# right: parameters[f"W{i + 1}"] = np.random.randn(rows, cols) * 0.01
# right: parameters[f"b{i + 1}"] = np.zeros((rows, 1))

import numpy as np


def initialize_parameters_deep(layer_dims):
    parameters = {}
    for i in range(len(layer_dims) - 1):
        rows = layer_dims[i + 1]
        cols = layer_dims[i]
        parameters[f"W{i}"] = np.random.randn(rows, cols) * 0.01
        parameters[f"b{i}"] = np.zeros((rows, 1))
    return parameters
