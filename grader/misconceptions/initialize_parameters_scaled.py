"""Mistakes in scaling the weights by the number of inputs."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "scaled-by-units",
    "The scale uses the number of units of the layer instead of its inputs.",
    "How many terms does one unit add up?",
    "A sum of n terms spreads wider as n grows, and n is the number of inputs of the unit.",
    "Change the size under the square root.",
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
    "The weights are divided by the number of inputs instead of its square root.",
    "How large is a typical weight for 100 inputs, by the rule and in your code?",
    "A sum of n terms has n times the variance of one term, so its standard deviation grows with "
    "the root of n.",
    "Compare the denominator in the line for `W` with the rule above the exercise.",
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
    "The weights are scaled by the square root of 2/n, which is He initialization.",
    "Which number is under the square root in the rule, and which in your code?",
    "He initialization has the factor 2 for ReLU layers. This exercise asks for one over the root "
    "of n.",
    "Remove the factor 2 from the line for `W`.",
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
    "How large is a typical weight for 100 inputs, by the rule and in your code?",
    "The factor 0.01 was the old rule, one number for every layer.",
    "Replace the factor in the line for `W` with the one that depends on the number of inputs.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "scaled-and-small",
    "The weights are divided by the square root and also multiplied by 0.01.",
    "How large is a typical weight for 100 inputs, by the rule and in your code?",
    "The division replaces the factor 0.01. Together they make the weights too small again.",
    "Keep only one of the two factors in the line for `W`.",
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
    "The weights are multiplied by the square root of the number of inputs.",
    "Should a unit with many inputs have larger or smaller weights?",
    "The more terms a unit adds up, the smaller each of them has to be.",
    "Change the operation between the draw and the square root.",
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
    "Every layer uses the number of input features of the network.",
    "How many terms does a unit of layer 2 add up?",
    "Each layer has its own scale, which depends on the size of the previous layer.",
    "Change the index under the square root, so that it depends on the layer.",
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
    "The biases are drawn at random.",
    "Which arrays should be random?",
    "Random weights already make the units different, so the biases can start at zero.",
    "Replace the random numbers in the line for `b` with zeros.",
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
    "`np.random.randn` gets the sizes as one tuple.",
    "How many arguments does `np.random.randn` take for two sizes?",
    "`np.random.randn` takes the sizes one by one. `np.zeros` takes them as one tuple.",
    "Remove one pair of parentheses from the call of `np.random.randn`.",
)
def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = np.random.randn((n, n_prev)) / np.sqrt(n_prev)
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters
