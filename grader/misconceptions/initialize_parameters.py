"""Mistakes in drawing the parameters of a network with one hidden layer."""

import numpy as np

from grader.misconceptions.record import mistake

SHAPE = "W has a row for each unit of its layer and a column for each input of that unit."
DRAWN = "The weights are draws from the standard normal distribution, times 0.01."


@mistake(
    "shallow-w-transposed",
    "The two sizes of each `W` are swapped: the shape is (inputs, units).",
    "What does a row of `W` stand for, and what does a column stand for?",
    "`W` has one row per unit of its layer and one column per input of that unit.",
    "Change the order of the sizes in both calls of `np.random.randn`.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_x, n_h) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_h, n_y) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-uniform",
    "The weights come from `rand`, which draws evenly from 0 to 1.",
    "How many of your weights are below 0, and how many should be?",
    "A normal distribution is symmetric around 0, so half of the weights are negative.",
    "NumPy has two functions, `rand` and `randn`. Use the one for the normal distribution.",
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
    "What is the standard deviation of your weights, and what does the exercise ask for?",
    "A draw from the standard normal distribution has standard deviation 1. The factor 0.01 makes "
    "it small.",
    "Multiply both draws by the factor that the description names.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x)
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h)
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-w-zero",
    "The weights start at zero.",
    "What would make two units of the same layer learn different things?",
    "Units that start equal get equal gradients and stay equal. Random weights break this "
    "symmetry.",
    "Keep the zeros for the biases. Draw the weights at random.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.zeros((n_h, n_x))
    b1 = np.zeros((n_h, 1))
    W2 = np.zeros((n_y, n_h))
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-b-flat",
    "The biases have one axis, with the shape (n,).",
    "How many axes does your `b1` have, and how many does the description ask for?",
    "`b` is a column, one row per unit. With a single axis, NumPy would treat it as a row.",
    "Give `np.zeros` a shape with two numbers. The second is 1.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(n_h)
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(n_y)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-b-drawn",
    "The biases are drawn at random.",
    "Which of the four arrays should be random?",
    "Random weights already make the units different, so the biases can start at zero.",
    "Replace the random numbers with zeros in the two lines for `b1` and `b2`.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.random.randn(n_h, 1) * 0.01
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.random.randn(n_y, 1) * 0.01
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-w2-from-inputs",
    "`W2` has `n_x` columns, as if the output layer read the input features.",
    "Which values does a unit of the output layer add up?",
    "The inputs of the output layer are the activations of the hidden units.",
    "Change the number of columns of `W2`.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_x) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-w-constant",
    "All entries of a weight matrix are the same number.",
    "How does one unit of a layer differ from the next in your network?",
    "Units with equal weights compute the same values, get equal gradients, and stay equal.",
    "Draw each matrix with `np.random.randn` instead of filling it with one number.",
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
    "The sizes are written as numbers, and `n_x`, `n_h` and `n_y` are not used.",
    "What does your function return if you call it with other sizes?",
    "The sizes are arguments, so that the caller decides how large the network is.",
    "Replace each number in the shapes with the argument that it stands for.",
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
    "The weights are multiplied by 0.1 instead of 0.01.",
    "What is the standard deviation of your weights, and what does the exercise ask for?",
    "The factor after the draw becomes the standard deviation of the weights.",
    "Compare the factor in both lines for the weights with the description, digit by digit.",
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
    "`np.zeros` gets the two sizes as separate arguments.",
    "How many arguments does `np.zeros` take for the shape?",
    "`np.zeros` takes the whole shape as one tuple. `np.random.randn` takes the sizes one by one.",
    "Add a pair of parentheses around the two sizes in each call of `np.zeros`.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(n_h, 1)
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(n_y, 1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@mistake(
    "shallow-keys-small",
    "The keys of the weights have a lowercase w.",
    "Compare your keys with those in the description, letter by letter. Which differ?",
    "Python distinguishes uppercase from lowercase in names and in keys.",
    "Write the keys of the weights with a capital letter.",
)
def initialize_parameters(n_x, n_h, n_y):
    w1 = np.random.randn(n_h, n_x) * 0.01
    w2 = np.random.randn(n_y, n_h) * 0.01
    return {"w1": w1, "b1": np.zeros((n_h, 1)), "w2": w2, "b2": np.zeros((n_y, 1))}


@mistake(
    "shallow-randn-of-a-tuple",
    "`np.random.randn` gets the sizes as one tuple.",
    "How many arguments does `np.random.randn` take for two sizes?",
    "`np.random.randn` takes the sizes one by one. `np.zeros` takes them as one tuple.",
    "Remove one pair of parentheses from each call of `np.random.randn`.",
)
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn((n_h, n_x)) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn((n_y, n_h)) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
