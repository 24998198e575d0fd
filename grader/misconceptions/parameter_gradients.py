"""Mistakes in the backward pass that leaves out dA0."""

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward
from grader.misconceptions.record import mistake
from solutions import linear_activation_backward


@mistake(
    "da0-computed-and-dropped",
    "dA0 is computed all the same, and then not used.",
    "Which function do you call for layer 1, and what does it compute besides dW1 and db1?",
    "linear_activation_backward always computes dA_prev, from W. Leaving its answer out of grads "
    "saves nothing: the time went into computing it.",
    "End the loop before layer 1, and write its dZ1, dW1 and db1 out: three lines.",
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
    "Layer 1 gets no gradients at all.",
    "Which keys does your dictionary have for a network of two layers?",
    "Only dA0 is of no use. dW1 and db1 are what the step needs.",
    "After the loop, compute dW1 and db1 from the dA that came out of layer 2.",
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
    "dW1 is not divided by m.",
    "By how much is dW1 too large, and which number of the question is that?",
    "dW is the gradient of the mean over the examples; the product adds them up.",
    "Divide the product for dW1 by m.",
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
    "db1 is not divided by m.",
    "By how much is db1 too large, and which number of the question is that?",
    "db is the gradient of the mean over the examples; the sum adds them up.",
    "Divide the sum for db1 by m.",
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
    "Layer 1 takes dA1 for dZ1: the step back through its activation function is missing.",
    "What stands between dA1 and dW1?",
    "A layer's way back goes through the activation function first, then through the linear part.",
    "Make dZ1 from dA and the activation cache of layer 1, and use it in both products.",
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
    "Layer 1 is taken for a ReLU layer even where it is the only one.",
    "In a network of one layer, which activation function does layer 1 have?",
    "The last layer has the sigmoid. With one layer, the first is the last.",
    "Choose between relu_backward and sigmoid_backward by whether L is 1.",
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
