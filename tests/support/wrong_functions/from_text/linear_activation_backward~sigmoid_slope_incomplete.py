# mistake: the slope of the sigmoid is written as s instead of s * (1 - s)
# right: dZ = dA * s * (1 - s)

import numpy as np


def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s
    else:
        dZ = np.where(Z > 0, dA, 0)
    return linear_backward(dZ, linear_cache)
