"""Mistakes in the backward pass that leaves out dA0."""

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward
from grader.misconceptions.record import mistake
from solutions import linear_activation_backward


@mistake(
    "da0-computed-and-dropped",
    "`dA0` is computed and then not used.",
    "Which function do you call for layer 1, and what does it compute besides `dW1` and `db1`?",
    "`linear_activation_backward` always computes `dA_prev` from `W`. Dropping the result "
    "afterwards saves no time.",
    "End the loop before layer 1, and compute its `dZ1`, `dW1` and `db1` separately.",
)
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)], grads["db" + str(l)] = dW, db
    return grads


@mistake(
    "first-layer-left-out",
    "Layer 1 gets no gradients.",
    "Which keys does your dictionary have for a network of two layers?",
    "Only `dA0` is unnecessary. The update still needs `dW1` and `db1`.",
    "After the loop, add the computation of `dW1` and `db1` from the `dA` that layer 2 returned.",
)
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 1, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)], grads["db" + str(l)] = dW, db
    return grads


@mistake(
    "first-dw-not-averaged",
    "`dW1` is not divided by `m`.",
    "Which other number is equal to this factor in each test?",
    "`dW1` is a mean over the examples. A matrix product only adds the examples up.",
    "Look at the line that computes `dW1`, and compare its factor with the formula.",
)
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 1, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)], grads["db" + str(l)] = dW, db
    linear_cache, Z1 = caches[0]
    dZ1 = relu_backward(dA, Z1) if L > 1 else sigmoid_backward(dA, Z1)
    grads["dW1"] = np.dot(dZ1, linear_cache[0].T)
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


@mistake(
    "first-db-not-averaged",
    "`db1` is not divided by `m`.",
    "Which other number is equal to this factor in each test?",
    "`db1` is a mean over the examples. A sum only adds the examples up.",
    "Look at the line that computes `db1`, and compare its factor with the formula.",
)
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 1, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)], grads["db" + str(l)] = dW, db
    linear_cache, Z1 = caches[0]
    dZ1 = relu_backward(dA, Z1) if L > 1 else sigmoid_backward(dA, Z1)
    grads["dW1"] = np.dot(dZ1, linear_cache[0].T) / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True)
    return grads


@mistake(
    "first-layer-without-activation",
    "Layer 1 uses `dA1` as if it were `dZ1`.",
    "Which step is between `dA1` and `dW1` in the backward pass?",
    "The backward pass of a layer goes through the activation function first, then through the "
    "linear part.",
    "Compute `dZ1` from `dA` and the activation cache of layer 1, and use it in both gradients.",
)
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 1, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)], grads["db" + str(l)] = dW, db
    A_prev = caches[0][0][0]
    grads["dW1"] = np.dot(dA, A_prev.T) / m
    grads["db1"] = np.sum(dA, axis=1, keepdims=True) / m
    return grads


@mistake(
    "first-layer-always-relu",
    "Layer 1 uses ReLU even if it is the only layer.",
    "Which activation function does layer 1 have in a network of one layer?",
    "The last layer has the sigmoid. In a network of one layer, the first layer is the last.",
    "Choose the backward function of layer 1 by whether L is 1.",
)
def parameter_gradients(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 1, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)], grads["db" + str(l)] = dW, db
    linear_cache, Z1 = caches[0]
    dZ1 = relu_backward(dA, Z1)
    grads["dW1"] = np.dot(dZ1, linear_cache[0].T) / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads
