# mistake: m is the number of rows of A_prev, the inputs, instead of the number of examples
# right: m = A_prev.shape[1]
# mistake: db is summed over the units instead of over the examples
# right: db = 1. / m * np.sum(dZ, axis=1, keepdims=True)

import numpy as np


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[0]
    dW = 1.0 / m * np.dot(dZ, A_prev.T)
    db = 1.0 / m * np.sum(dZ, axis=0, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db
