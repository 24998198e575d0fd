# mistake: the two terms of dAL have the same sign
# right: dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
# mistake: the loop ends before layer 1
# right: for l in range(L - 1, 0, -1):

import numpy as np


def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) + np.divide(1 - Y, 1 - AL))
    cache = caches[L - 1]
    dA, dW, db = linear_activation_backward(dAL, cache, activation="sigmoid")
    grads["dA%d" % (L - 1)] = dA
    grads["dW%d" % L] = dW
    grads["db%d" % L] = db
    for l in range(L - 1, 1, -1):
        cache = caches[l - 1]
        dA, dW, db = linear_activation_backward(dA, cache, activation="relu")
        grads["dA%d" % (l - 1)] = dA
        grads["dW%d" % l] = dW
        grads["db%d" % l] = db
    return grads
