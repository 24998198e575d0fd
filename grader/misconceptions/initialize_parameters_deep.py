"""Mistakes in drawing the parameters of a deep network."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "deep-last-layer-missing",
    "The loop over the layers ends one too early.",
    "How many layers has a network with three sizes in the list?",
    "The list holds the inputs too, so it has one entry more than there are layers; range leaves "
    "out its end.",
    "The loop has to reach the last index of layer_dims.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims) - 1):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-w-transposed",
    "Each W is drawn with the shape (inputs, units).",
    "What are the rows of W, and what are its columns?",
    "W has a row for each unit of its layer and a column for each input of that unit.",
    "Swap the two sizes in the call of randn.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l - 1], layer_dims[l]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-uniform",
    "The weights come from rand, which draws evenly between 0 and 1.",
    "Are your weights below 0 as often as above?",
    "The weights are draws from the standard normal distribution, times 0.01.",
    "rand and randn are two functions: the n stands for normal.",
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
    "How large is a typical weight of yours, and how large should it be?",
    "The weights are draws from the standard normal distribution, times 0.01.",
    "The draw is still to be multiplied by 0.01.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-w-zero",
    "The weights are zeros, so that all units of a layer are alike.",
    "What would make two units of the same layer different from each other?",
    "Units that start alike get the same gradient and stay alike; only a random start tells them "
    "apart.",
    "Zeros are for the biases; the weights are drawn.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.zeros((layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-b-flat",
    "The biases have the shape (n,), with one axis only.",
    "How many axes has each b?",
    "b is a column: one row for each unit, and one column that is repeated for every example.",
    "np.zeros takes the shape as a tuple of two numbers; the second is 1.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros(layer_dims[l])
    return parameters


@mistake(
    "deep-b-size-before",
    "Each b has the size of the layer before.",
    "How many biases has a layer?",
    "A bias belongs to a unit of the layer itself, as a row of W does.",
    "b has as many rows as W of the same layer.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l - 1], 1))
    return parameters


@mistake(
    "deep-keys-from-zero",
    "The keys count the layers from 0.",
    "What is the key of the first layer's weights?",
    "Layer 0 is the inputs, which have no parameters; the first layer with weights is number 1.",
    "The number in the key is that of the layer whose size stands at the same index of layer_dims.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(len(layer_dims) - 1):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l + 1], layer_dims[l]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l + 1], 1))
    return parameters


@mistake(
    "deep-w-constant",
    "All weights of a matrix are the same number.",
    "What makes one unit of a layer different from the next?",
    "Units with equal weights compute the same, get the same gradient, and stay equal.",
    "Each weight is a draw of its own, from np.random.randn.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.ones((layer_dims[l], layer_dims[l - 1])) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-three-layers-always",
    "The layers are written out for a list of three sizes.",
    "What does your function return for a list of two sizes, or of five?",
    "The list says how many layers there are, and a loop goes through them.",
    "Put the lines into a loop that ends with len(layer_dims) - 1.",
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
    "A size is asked for that is not in the list.",
    "How many layers has a network with the sizes [5, 4, 3]?",
    "Entry 0 is the inputs, so there is one layer less than entries, and the last is entry "
    "len(layer_dims) - 1.",
    "range leaves out its end: range(1, len(layer_dims)) is enough.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims) + 1):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-a-tenth",
    "The weights are multiplied by 0.1, not by 0.01.",
    "How large is a typical weight of yours, and how large should it be?",
    "The number behind the draw is the standard deviation of the weights.",
    "One zero is missing in 0.01.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.1
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-scaled-by-root",
    "The weights are divided by the root of the number of inputs, where 0.01 is asked for.",
    "How large is a typical weight of yours, and does it depend on the layer?",
    "Here every layer has the same scale. A scale for each layer is a later exercise, with a "
    "function of its own.",
    "Multiply the draws by 0.01, and keep the root for initialize_parameters_scaled.",
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
    "The weights are multiplied by the root of 2 over the number of inputs, where 0.01 is asked "
    "for.",
    "How large is a typical weight of yours, and does it depend on the layer?",
    "Here every layer has the same scale, a hundredth; other scales come later.",
    "Multiply the draws by 0.01.",
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
    "np.zeros is given the two sizes one by one, where it takes one tuple.",
    "How many arguments does np.zeros take for the shape?",
    "np.zeros takes the whole shape as its first argument and a type as its second; "
    "np.random.randn takes the sizes one by one.",
    "Put the two sizes of b into brackets of their own.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros(layer_dims[l], 1)
    return parameters


@mistake(
    "deep-keys-small",
    "The keys of the weights are written with a small w.",
    "Is a key with a small letter the same key to Python?",
    "Python tells capitals from small letters, in names and in keys: w1 and W1 are two.",
    "Write the keys of the weights with a capital.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["w" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake(
    "deep-randn-of-a-tuple",
    "np.random.randn is given the sizes as one tuple, where it takes them one by one.",
    "How many arguments does np.random.randn take for two sizes?",
    "np.random.randn takes the sizes one by one; np.zeros takes them as one tuple.",
    "Take one pair of brackets away from the call of randn.",
)
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn((layer_dims[l], layer_dims[l - 1])) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
