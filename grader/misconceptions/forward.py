"""Mistakes on the way from the inputs to the answer."""

import numpy as np

from dnn_utils import relu, sigmoid
from grader.misconceptions.record import mistake
from solutions import linear_activation_forward, linear_forward


@mistake("forward-without-b", "The bias is not added.")
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev)
    cache = (A_prev, W, b)
    return Z, cache


@mistake("linear-cache-order", "The cache holds W before A_prev.")
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    cache = (W, A_prev, b)
    return Z, cache


@mistake("activations-swapped", "relu is applied where sigmoid is asked for, and the reverse.")
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = relu(Z)
    elif activation == "relu":
        A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake("last-layer-relu", "The output layer uses relu like the others.")
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    return A, caches


@mistake("last-cache-missing", "The output layer's cache is not kept.")
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    return AL, caches
