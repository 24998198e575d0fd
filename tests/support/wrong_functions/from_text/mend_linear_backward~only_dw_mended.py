# mistake: db is still divided by the number of inputs instead of the number of examples; only dW was corrected
# right: return dA_prev, dW / A_prev.shape[1], db / A_prev.shape[1]

import numpy as np


def mend_linear_backward(dZ, cache):
    A_prev, W, b = cache
    dA_prev = np.zeros(A_prev.shape)
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    # One example after the other.
    for k, (dz, a) in enumerate(zip(dZ.T, A_prev.T)):
        dA_prev[:, k] = W.T @ dz
        dW += np.outer(dz, a)
        db[:, 0] += dz
    return dA_prev, dW / A_prev.shape[1], db / len(A_prev)
