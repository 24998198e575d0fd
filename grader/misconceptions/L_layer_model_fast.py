"""Mistakes in the fast training."""

import numpy as np

from dnn_utils import relu, relu_backward
from grader.misconceptions.record import mistake
from solutions import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    gram_step,
    initialize_parameters_deep,
    update_parameters,
)


@mistake(
    "w1-of-the-start",
    "`W1` is returned as it was before the first step.",
    "How does your returned `W1` differ from the one that `initialize` gave?",
    "All steps of layer 1 are in `S`, and `W1` itself never changed. At the end the two are "
    "combined.",
    "After the loop, compute the trained `W1` from the initial `W1`, `S` and `X`.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"], "b1": b}
    for l in range(1, L):
        parameters[f"W{l + 1}"], parameters[f"b{l + 1}"] = upper[f"W{l}"], upper[f"b{l}"]
    return parameters


@mistake(
    "w1-with-plus",
    "`S X^T` is added to `W1` instead of subtracted.",
    "`S` is the sum of the steps. In which direction does a step go?",
    "The trained weights are W1 - S X^T, with the minus sign of every step in front of `S`.",
    "Change the sign in the line that computes `W1` after the loop.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"] + np.dot(S, X.T), "b1": b}
    for l in range(1, L):
        parameters[f"W{l + 1}"], parameters[f"b{l + 1}"] = upper[f"W{l}"], upper[f"b{l}"]
    return parameters


@mistake(
    "upper-not-updated",
    "The layers above the first are not updated.",
    "What does your loop do with the gradients of layers 2 to L?",
    "The shortcut is for layer 1 alone. All other layers learn as before.",
    "Call `update_parameters` for the upper network in the loop, and store its result.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"] - np.dot(S, X.T), "b1": b}
    for l in range(1, L):
        parameters[f"W{l + 1}"], parameters[f"b{l + 1}"] = upper[f"W{l}"], upper[f"b{l}"]
    return parameters


@mistake(
    "z-of-the-start",
    "Every iteration starts from the initial `Z`.",
    "Which of the three results of `gram_step` does your next iteration use?",
    "The forward pass of the next iteration has to start from `Z` after this step.",
    "Assign all three results of `gram_step` to the variables that the loop uses.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, _ = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"] - np.dot(S, X.T), "b1": b}
    for l in range(1, L):
        parameters[f"W{l + 1}"], parameters[f"b{l + 1}"] = upper[f"W{l}"], upper[f"b{l}"]
    return parameters


@mistake(
    "s-starts-again",
    "`S` is set back to zeros in every iteration.",
    "How often does your function set `S` to zeros?",
    "`S` adds up the steps of the whole training. It is zero only before the first step.",
    "Move the line that creates `S` before the loop.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        S = np.zeros(WX.shape)
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"] - np.dot(S, X.T), "b1": b}
    for l in range(1, L):
        parameters[f"W{l + 1}"], parameters[f"b{l + 1}"] = upper[f"W{l}"], upper[f"b{l}"]
    return parameters


@mistake(
    "first-layer-relu-skipped",
    "The gradient of `A1` is passed to `gram_step` as if it were that of `Z1`.",
    "Which step is between `A1` and `Z1` in the backward pass?",
    "`dA0` of the upper network is the gradient with respect to `A1`. ReLU is between `A1` and "
    "`Z1`.",
    "Apply the backward step of ReLU before you call `gram_step`.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = grads["dA0"]
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"] - np.dot(S, X.T), "b1": b}
    for l in range(1, L):
        parameters[f"W{l + 1}"], parameters[f"b{l + 1}"] = upper[f"W{l}"], upper[f"b{l}"]
    return parameters


@mistake(
    "upper-keys-not-renumbered",
    "The upper layers are returned with the layer numbers of the upper network.",
    "Which layer of the whole network is layer 1 of the upper network?",
    "Layer l of the whole network is layer l - 1 of the upper network.",
    "Raise the layer number in the keys when you combine the two networks.",
)
def L_layer_model_fast(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    start, L = initialize(layers_dims), len(layers_dims) - 1
    WX, G = np.dot(start["W1"], X), np.dot(X.T, X)
    S, b, Z = np.zeros(WX.shape), start["b1"], WX + start["b1"]
    upper = {}
    for l in range(1, L):
        upper[f"W{l}"], upper[f"b{l}"] = start[f"W{l + 1}"], start[f"b{l + 1}"]
    for i in range(num_iterations):
        AL, caches = L_model_forward(relu(Z)[0], upper)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        grads = L_model_backward(AL, Y, caches)
        dZ = relu_backward(grads["dA0"], Z)
        S, b, Z = gram_step(S, b, dZ, learning_rate, WX, G)
        upper = update_parameters(upper, grads, learning_rate)
    parameters = {"W1": start["W1"] - np.dot(S, X.T), "b1": b}
    parameters.update(upper)
    return parameters
