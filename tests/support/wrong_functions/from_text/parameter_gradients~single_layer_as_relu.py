# mistake: layer 1 is always treated as relu, which is wrong for a network of one layer
# right: dZ1 = sigmoid_backward(dA, Z1) if L == 1 else relu_backward(dA, Z1)

import numpy as np

from dnn_utils import relu_backward


def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in reversed(range(2, L + 1)):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)] = dW
        grads["db" + str(l)] = db
    (X, W1, b1), Z1 = caches[0]
    dZ1 = relu_backward(dA, Z1)
    m = X.shape[1]
    grads["dW1"] = np.dot(dZ1, X.T) / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads
