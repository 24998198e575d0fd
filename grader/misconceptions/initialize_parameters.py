"""Mistakes in drawing the parameters of a network with one hidden layer."""

import numpy as np

from grader.misconceptions.record import mistake

SHAPE = "W has a row for each unit of its layer and a column for each input of that unit."
DRAWN = "The weights are draws from the standard normal distribution, times 0.01."


@mistake(
    "shallow-w-transposed",
    "Each W is drawn with the shape (inputs, units).",
    "What are the rows of W, and what are its columns?",
    SHAPE,
    "Swap the two sizes in both calls of randn.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_x, n_h) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_h, n_y) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-uniform",
    "The weights come from rand, which draws evenly between 0 and 1.",
    "Are your weights below 0 as often as above?",
    DRAWN,
    "rand and randn are two functions: the n stands for normal.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.rand(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.rand(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-not-scaled",
    "The weights are not multiplied by 0.01.",
    "How large is a typical weight of yours, and how large should it be?",
    DRAWN,
    "Both draws are still to be multiplied by 0.01.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x)
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h)
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-w-zero",
    "The weights are zeros, so that all units of a layer are alike.",
    "What would make two units of the same layer different from each other?",
    "Units that start alike get the same gradient and stay alike; only a random start tells them "
    "apart.",
    "Zeros are for the biases; the weights are drawn.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.zeros((n_h, n_x))
    b1 = np.zeros((n_h, 1))
    W2 = np.zeros((n_y, n_h))
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-b-flat",
    "The biases have the shape (n,), with one axis only.",
    "How many axes has each b?",
    "b is a column: one row for each unit, and one column that is repeated for every example.",
    "np.zeros takes the shape as a tuple of two numbers; the second is 1.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(n_h)
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(n_y)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-b-drawn",
    "The biases are drawn at random as well.",
    "Which of the four arrays are to be random?",
    "The weights already make the units different, so the biases may start at zero.",
    "Make both b of zeros.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.random.randn(n_h, 1) * 0.01
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.random.randn(n_y, 1) * 0.01
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-w2-from-inputs",
    "W2 is sized as if the output layer read the inputs and not the hidden layer.",
    "What does the output layer add up?",
    SHAPE + " The inputs of the output layer are the hidden units.",
    "W2 has n_h columns.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_x) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-w-constant",
    "All weights of a matrix are the same number.",
    "What makes one unit of a layer different from the next?",
    "Units with equal weights compute the same, get the same gradient, and stay equal.",
    "Each weight is a draw of its own, from np.random.randn.",
)
def initialize_parameters(n_x, n_h, n_y):
    return {
        "W1": np.ones((n_h, n_x)) * 0.01,
        "b1": np.zeros((n_h, 1)),
        "W2": np.ones((n_y, n_h)) * 0.01,
        "b2": np.zeros((n_y, 1)),
    }


@mistake(
    "shallow-sizes-as-numbers",
    "The sizes are written as numbers: n_x, n_h and n_y are not used.",
    "What does your function return for other sizes?",
    "The sizes are arguments: whoever calls decides how large the network is.",
    "Put n_x, n_h and n_y where the numbers stand.",
)
def initialize_parameters(n_x, n_h, n_y):
    return {
        "W1": np.random.randn(2, 3) * 0.01,
        "b1": np.zeros((2, 1)),
        "W2": np.random.randn(1, 2) * 0.01,
        "b2": np.zeros((1, 1)),
    }


@mistake(
    "shallow-a-tenth",
    "The weights are multiplied by 0.1, not by 0.01.",
    "How large is a typical weight of yours, and how large should it be?",
    "The number behind the draw is the standard deviation of the weights.",
    "One zero is missing in 0.01.",
)
def initialize_parameters(n_x, n_h, n_y):
    return {
        "W1": np.random.randn(n_h, n_x) * 0.1,
        "b1": np.zeros((n_h, 1)),
        "W2": np.random.randn(n_y, n_h) * 0.1,
        "b2": np.zeros((n_y, 1)),
    }


@mistake(
    "shallow-zeros-without-tuple",
    "np.zeros is given the two sizes one by one, where it takes one tuple.",
    "How many arguments does np.zeros take for the shape?",
    "np.zeros takes the whole shape as its first argument and a type as its second; "
    "np.random.randn takes the sizes one by one.",
    "Put the two sizes of each b into brackets of their own.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(n_h, 1)
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(n_y, 1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-keys-small",
    "The keys of the weights are written with a small w.",
    "Is a key with a small letter the same key to Python?",
    "Python tells capitals from small letters, in names and in keys: w1 and W1 are two.",
    "Write the keys of the weights with a capital.",
)
def initialize_parameters(n_x, n_h, n_y):
    w1 = np.random.randn(n_h, n_x) * 0.01
    w2 = np.random.randn(n_y, n_h) * 0.01
    return {"w1": w1, "b1": np.zeros((n_h, 1)), "w2": w2, "b2": np.zeros((n_y, 1))}


@mistake(
    "shallow-randn-of-a-tuple",
    "np.random.randn is given the sizes as one tuple, where it takes them one by one.",
    "How many arguments does np.random.randn take for two sizes?",
    "np.random.randn takes the sizes one by one; np.zeros takes them as one tuple.",
    "Take one pair of brackets away from each call of randn.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn((n_h, n_x)) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn((n_y, n_h)) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
