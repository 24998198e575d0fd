# mistake: dW1 is not divided by m
# right: dW1 = np.dot(dZ1, X.T) / m
# mistake: keepdims is missing, so db1 has shape (n_1,)
# right: db1 = np.sum(dZ1, axis=1, keepdims=True) / m

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward


def parameter_gradients(AL, Y, caches):
    L = len(caches)
    grads = {}
    dA = -(Y / AL - (1 - Y) / (1 - AL))

    # layers L to 2
    for l in range(L, 1, -1):
        act = "relu"
        if l == L:
            act = "sigmoid"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], act)
        grads["dW" + str(l)] = dW
        grads["db" + str(l)] = db

    # layer 1 without dA0
    X = caches[0][0][0]
    Z1 = caches[0][1]
    m = X.shape[1]
    if L == 1:
        dZ1 = sigmoid_backward(dA, Z1)
    else:
        dZ1 = relu_backward(dA, Z1)
    dW1 = np.dot(dZ1, X.T)
    db1 = np.sum(dZ1, axis=1) / m
    grads["dW1"] = dW1
    grads["db1"] = db1
    return grads
