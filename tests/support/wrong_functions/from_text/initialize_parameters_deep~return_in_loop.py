# mistake: the return is inside the loop, so only the first layer is made
# right: return params, indented like the for

import numpy as np


def initialize_parameters_deep(layer_dims):
    params = dict()
    for l in range(1, len(layer_dims)):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        params["W" + str(l)] = np.random.randn(n, n_prev) * 0.01
        params["b" + str(l)] = np.zeros([n, 1])
        return params
