"""Mistakes in scaling the weights by the number of inputs."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "scaled-by-units",
    "The weights are divided by the root of the layer's own number of units.",
    "Which number counts what one unit adds up?",
    "A unit's sum grows with the number of things that it adds up, and that is the number of its "
    "inputs.",
    "Take the size of the layer before under the root.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(
            layer_dims[l]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-without-root",
    "The weights are divided by the number of inputs, not by its root.",
    "How large is a typical weight for 100 inputs, and how large should it be?",
    "A sum of n terms has n times the variance of one, and the root of n times its spread.",
    "There is a square root around the number of inputs.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = (
            np.random.randn(layer_dims[l], layer_dims[l - 1]) / layer_dims[l - 1]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-he",
    "The weights are multiplied by the root of 2 over the number of inputs.",
    "Is there a 2 in the formula above the exercise?",
    "The root of 2/n is another rule, made for ReLU; here the spread is one over the root of n.",
    "Leave out the 2.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * np.sqrt(
            2 / layer_dims[l - 1]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-still-small",
    "The weights are still multiplied by 0.01.",
    "How large is a typical weight for 100 inputs, and how large should it be?",
    "The 0.01 was the old rule: one number for every layer.",
    "Divide the draws by the root of the number of inputs, and leave out the 0.01.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-and-small",
    "The weights are divided by the root, and then multiplied by 0.01 as well.",
    "How large is a typical weight for 100 inputs, and how large should it be?",
    "The division takes the place of the 0.01; the two together make the weights too small again.",
    "Leave out the 0.01.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = (
            np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1]) * 0.01
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-times-root",
    "The weights are multiplied by the root of the number of inputs.",
    "Should a unit with many inputs have larger or smaller weights?",
    "A unit's sum grows with the number of things that it adds up, and that is the number of its "
    "inputs.",
    "It is a division, not a multiplication.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * np.sqrt(
            layer_dims[l - 1]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-first-size",
    "Every layer is scaled by the number of the network's inputs.",
    "Does each layer add up the same number of things?",
    "Each layer has a scale of its own: what counts is the layer before it.",
    "The index under the root changes with the layer.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(
            layer_dims[0]
        )
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-b-drawn",
    "The biases are drawn at random as well.",
    "Which arrays are to be random?",
    "The weights already make the units different, so the biases may start at zero.",
    "Make each b of zeros.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(
            layer_dims[l - 1]
        )
        parameters["b" + str(l)] = np.random.randn(layer_dims[l], 1)
    return parameters


@mistake(
    "scaled-randn-of-a-tuple",
    "np.random.randn is given the sizes as one tuple, where it takes them one by one.",
    "How many arguments does np.random.randn take for two sizes?",
    "np.random.randn takes the sizes one by one; np.zeros takes them as one tuple.",
    "Take one pair of brackets away from the call of randn.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = np.random.randn((n, n_prev)) / np.sqrt(n_prev)
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters
