# mistake: the inner loop stops before the last input of the unit
# right: for j in range(n_prev):

import numpy as np


def linear_forward(A_prev, W, b):
    n, n_prev = W.shape
    m = A_prev.shape[1]
    Z = np.zeros((n, m))
    for i in range(n):
        for k in range(m):
            total = b[i, 0]
            for j in range(n_prev - 1):
                total += W[i, j] * A_prev[j, k]
            Z[i, k] = total
    return Z, (A_prev, W, b)
