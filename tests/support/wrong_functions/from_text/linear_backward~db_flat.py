# mistake: keepdims is missing, so db has shape (n,) instead of (n, 1)
# right: db = (1 / m) * np.sum(dZ, axis=1, keepdims=True)

import numpy as np


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = (1 / m) * (dZ @ A_prev.T)
    db = (1 / m) * np.sum(dZ, axis=1)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db
