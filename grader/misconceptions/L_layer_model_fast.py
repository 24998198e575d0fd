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
    "W1 is returned as it was before the first step.",
    "How does your returned W1 differ from the one that initialize gave?",
    "The steps of layer 1 are all in S; W1 itself was never touched. At the end both are put "
    "together.",
    "Return W1 less the product of S and X transposed.",
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
    "S X^T is added to W1 at the end in place of taken away.",
    "S is the sum of the steps. In which direction does a step go?",
    "The weights after the training are W1 - S X^T: the minus of every step stands before S.",
    "Change the sign in the line that makes W1 at the end.",
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
    "The layers above the first take no step.",
    "What does your loop do with dW1 of the upper network, which is dW2 of the whole?",
    "The trick is for layer 1 alone. All other layers learn as before.",
    "Call update_parameters for the upper network, and keep what it returns.",
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
    "Every round goes forward from the Z of the start.",
    "Which of the three things that gram_step returns does your next round use?",
    "The forward pass of the next round has to start from the Z after this step.",
    "Give all three of what gram_step returns their names again: S, b, Z.",
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
    "S is set back to zeros in every round.",
    "Where in your function is S set to zeros?",
    "S adds up the steps of the whole training; before the first it is zero, and never again.",
    "Make S before the loop.",
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
    "The gradient of A1 is handed to gram_step as that of Z1.",
    "What stands between A1 and Z1 on the way back?",
    "dA0 of the upper network is the gradient with respect to A1. The ReLU of layer 1 lies "
    "between A1 and Z1.",
    "Take the step back through relu_backward before gram_step.",
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
    "The parameters of the upper layers are returned under their numbers in the upper network.",
    "Which layer of the whole network is layer 1 of the upper one?",
    "Layer l of the whole network is layer l - 1 of the upper one. Going in, the numbers fall by "
    "one; coming out, they rise by one.",
    "Store the W of the upper layer l - 1 as the W of layer l.",
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
