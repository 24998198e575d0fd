# mistake: W is transposed before the product, so the inner sizes do not match
# right: Z = np.dot(W, A_prev) + b

import numpy as np


def linear_forward(A_prev, W, b):
    Z = np.dot(W.T, A_prev) + b
    cache = (A_prev, W, b)
    return Z, cache
