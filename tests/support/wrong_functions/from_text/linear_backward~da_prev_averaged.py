# mistake: dA_prev is divided by m, although it holds the gradient of each example's own loss
# right: dA_prev = np.matmul(W.T, dZ)

import numpy as np


def linear_backward(dZ, cache):
    (A_prev, W, b) = cache
    m = dZ.shape[1]
    dW = np.matmul(dZ, A_prev.T) / m
    db = dZ.sum(axis=1, keepdims=True) / m
    dA_prev = np.matmul(W.T, dZ) / m
    return dA_prev, dW, db
