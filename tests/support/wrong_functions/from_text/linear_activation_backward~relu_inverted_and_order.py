# mistake: the relu passes the gradient on where Z is not above 0, instead of blocking it there
# right: dZ = np.array(dA) * (Z > 0)
# mistake: dW is returned before dA_prev
# right: return dA_prev, dW, db

import numpy as np

from dnn_utils import sigmoid_backward


def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache[0], cache[1]
    if activation == "relu":
        dZ = np.array(dA) * (Z <= 0)
    else:
        dZ = sigmoid_backward(dA, Z)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dW, dA_prev, db
