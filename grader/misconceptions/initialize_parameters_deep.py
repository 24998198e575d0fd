"""Mistakes in drawing the parameters of a deep network."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "deep-last-layer-missing",
    "The loop over the layers stops one layer too early.",
    "How many layers does a network have if `layer_dims` has three entries?",
    "`layer_dims` also counts the input features, so it has L + 1 entries. `range` leaves out its "
    "end.",
    "Change the end of the `range`, so that the loop reaches the last index of `layer_dims`.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims) - 1):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-w-transposed",
    "The two sizes of each `W` are swapped: the shape is (inputs, units).",
    "What does a row of `W` stand for, and what does a column stand for?",
    "`W` has one row per unit of its layer and one column per input of that unit.",
    "Change the order of the sizes in the call of `np.random.randn`.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l - 1], layer_dims[l]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-uniform",
    "The weights come from `rand`, which draws evenly from 0 to 1.",
    "How many of your weights are below 0, and how many should be?",
    "A normal distribution is symmetric around 0, so half of the weights are negative.",
    "NumPy has two functions, `rand` and `randn`. Use the one for the normal distribution.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.rand(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-not-scaled",
    "The weights are not multiplied by 0.01.",
    "What is the standard deviation of your weights, and what does the exercise ask for?",
    "A draw from the standard normal distribution has standard deviation 1. The factor 0.01 makes "
    "it small.",
    "Multiply the draw by the factor that the description names.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-w-zero",
    "The weights start at zero.",
    "What would make two units of the same layer learn different things?",
    "Units that start equal get equal gradients and stay equal. Random weights break this "
    "symmetry.",
    "Keep the zeros for the biases. Draw the weights at random.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.zeros((layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-b-flat",
    "The biases have one axis, with the shape (n,).",
    "How many axes does your `b1` have, and how many does the description ask for?",
    "`b` is a column, one row per unit. With a single axis, NumPy would treat it as a row.",
    "Give `np.zeros` a shape with two numbers. The second is 1.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros(layer_dims[l])
    return parameters


@mistake(
    "deep-b-size-before",
    "Each `b` has the size of the previous layer.",
    "How many biases does a layer with 3 units have?",
    "A bias belongs to a unit of its own layer, and so does a row of `W`.",
    "In the line for `b`, change the index into `layer_dims`. `b` has as many rows as `W`.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l - 1], 1))
    return parameters


@mistake(
    "deep-keys-from-zero",
    "The keys number the layers from 0.",
    "Which key should hold the weights of the first layer?",
    "Layer 0 is the input, which has no parameters. The first layer with weights is layer 1.",
    "Change the layer number in the keys, or the start of the loop.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(len(layer_dims) - 1):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l + 1], layer_dims[l]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l + 1], 1))
    return parameters


@mistake(
    "deep-w-constant",
    "All entries of a weight matrix are the same number.",
    "How does one unit of a layer differ from the next in your network?",
    "Units with equal weights compute the same values, get equal gradients, and stay equal.",
    "Draw each matrix with `np.random.randn` instead of filling it with one number.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.ones((layer_dims[l], layer_dims[l - 1])) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-three-layers-always",
    "The code handles exactly three sizes.",
    "What does your function return for a list of two sizes, and for a list of five?",
    "The length of `layer_dims` decides how many layers there are.",
    "Put the repeated lines into a loop over the layers, from 1 to the last index of `layer_dims`.",
)
def initialize_parameters_deep(layer_dims):
    return {
        "W1": np.random.randn(layer_dims[1], layer_dims[0]) * 0.01,
        "b1": np.zeros((layer_dims[1], 1)),
        "W2": np.random.randn(layer_dims[2], layer_dims[1]) * 0.01,
        "b2": np.zeros((layer_dims[2], 1)),
    }


@mistake(
    "deep-one-layer-more",
    "The loop runs past the last entry of `layer_dims`.",
    "How many layers does a network with the sizes [5, 4, 3] have?",
    "Entry 0 is the number of input features, so there is one layer fewer than there are entries.",
    "Change the end of the `range`. The last valid index is `len(layer_dims) - 1`.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims) + 1):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-a-tenth",
    "The weights are multiplied by 0.1 instead of 0.01.",
    "What is the standard deviation of your weights, and what does the exercise ask for?",
    "The factor after the draw becomes the standard deviation of the weights.",
    "Compare the factor in the line for the weights with the description, digit by digit.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.1
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-scaled-by-root",
    "The weights are divided by the square root of the number of inputs.",
    "Does the standard deviation of your weights depend on the layer? Should it?",
    "In this exercise every layer has the same standard deviation, 0.01. A scale per layer comes "
    "in notebook 05.",
    "Use the factor 0.01 in place of the square root. The root is for notebook 05.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = np.random.randn(n, n_prev) / np.sqrt(n_prev)
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters


@mistake(
    "deep-he",
    "The weights are scaled by the square root of 2/n, which is He initialization.",
    "Does the standard deviation of your weights depend on the layer? Should it?",
    "In this exercise every layer has the same standard deviation, 0.01.",
    "Replace the square root with the factor that the description names.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = np.random.randn(n, n_prev) * np.sqrt(2 / n_prev)
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters


@mistake(
    "deep-zeros-without-tuple",
    "`np.zeros` gets the two sizes as separate arguments.",
    "How many arguments does `np.zeros` take for the shape?",
    "`np.zeros` takes the whole shape as one tuple. `np.random.randn` takes the sizes one by one.",
    "Add a pair of parentheses around the two sizes in the call of `np.zeros`.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros(layer_dims[l], 1)
    return parameters


@mistake(
    "deep-keys-small",
    "The keys of the weights have a lowercase w.",
    "Compare your keys with those in the description, letter by letter. Which differ?",
    "Python distinguishes uppercase from lowercase in names and in keys.",
    "Write the keys of the weights with a capital letter.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["w" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-randn-of-a-tuple",
    "`np.random.randn` gets the sizes as one tuple.",
    "How many arguments does `np.random.randn` take for two sizes?",
    "`np.random.randn` takes the sizes one by one. `np.zeros` takes them as one tuple.",
    "Remove one pair of parentheses from the call of `np.random.randn`.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn((layer_dims[l], layer_dims[l - 1])) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
