# mistake: the draws are divided by the number of inputs itself, not by its square root
# right: W = np.random.randn(n, n_prev) / np.sqrt(n_prev)

import numpy as np


def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        W = np.random.randn(n, n_prev) / n_prev
        b = np.zeros((n, 1))
        parameters.update({f"W{l}": W, f"b{l}": b})
    return parameters
