"""Forms of the faster training."""

import numpy as np

from dnn_utils import relu, relu_backward, sigmoid_backward


def parameter_gradients(AL, Y, caches):
    L = len(caches)
    m = AL.shape[1]
    grads = {}
    dA = (1 - Y) / (1 - AL) - Y / AL
    for l in range(L, 1, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dW" + str(l)] = dW
        grads["db" + str(l)] = db
    (X, W1, b1), Z1 = caches[0]
    dZ1 = relu_backward(dA, Z1) if L > 1 else sigmoid_backward(dA, Z1)
    grads["dW1"] = np.dot(dZ1, X.T) / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
    return parameters, cost


def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    Z = WX - np.dot(S, G) + b
    return S, b, Z
