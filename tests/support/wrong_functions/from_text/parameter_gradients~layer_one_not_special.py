# mistake: the loop goes down to layer 1 with linear_activation_backward, which needs W1 for dA0 and stops with an error
# right: for l in range(L, 1, -1):
# right: and after the loop, from caches[0] only: dW1 = np.dot(dZ1, X.T) / m and db1 = np.sum(dZ1, axis=1, keepdims=True) / m

import numpy as np


def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        dA, grads["dW" + str(l)], grads["db" + str(l)] = linear_activation_backward(
            dA, caches[l - 1], "sigmoid" if l == L else "relu"
        )
    return grads
