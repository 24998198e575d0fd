# mistake: dW is transposed: its factors are in the wrong order
# right: grad_W = np.dot(dZ, A_prev.T) / m
# mistake: db is one number, the sum over all units and examples, instead of one sum per unit
# right: grad_b = np.sum(dZ, axis=1, keepdims=True) / m

import numpy as np


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    grad_W = np.dot(A_prev, dZ.T) / m
    grad_b = np.sum(dZ) / m
    grad_A = np.dot(W.T, dZ)
    return grad_A, grad_W, grad_b
