# mistake: the cache holds W before A_prev
# right: cache = (A_prev, W, b)

import numpy as np


def linear_forward(A_prev, W, b):
    Z = np.matmul(W, A_prev)
    Z = Z + b  # b is broadcast over the columns
    cache = (W, A_prev, b)
    return Z, cache
