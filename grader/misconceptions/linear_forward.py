"""Mistakes in the linear part of the forward step."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "forward-without-b",
    "The bias is not added.",
    "Which of the three inputs does your line for Z not use?",
    "Z is the product of W and A_prev, plus b.",
    "b is still to be added to the product.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev)
    return Z, (A_prev, W, b)


@mistake(
    "forward-minus-b",
    "The bias is taken away where it should be added.",
    "What happens to b in the formula?",
    "The bias raises what the unit adds up.",
    "The sign before b is a plus.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) - b
    return Z, (A_prev, W, b)


@mistake(
    "forward-b-twice",
    "The bias is added twice.",
    "How often does b stand in your lines, and how often in the formula?",
    "Z is the product of W and A_prev, plus b, once.",
    "Leave out one of the two.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    Z = Z + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-cache-order",
    "The cache holds W before A_prev.",
    "In which order does the description name the parts of the cache?",
    "Whoever calls this function takes apart what comes back by position.",
    "First the activations that came in, then W, then b.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return Z, (W, A_prev, b)


@mistake(
    "linear-cache-with-z",
    "The cache holds Z in place of A_prev.",
    "What does the way back need: what came into this layer, or what came out of its linear part?",
    "The cache is the function's own three inputs, put aside.",
    "The first thing in the cache is the first argument.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return Z, (Z, W, b)


@mistake(
    "linear-returns-swapped",
    "The cache is returned before Z.",
    "In which order does the description name what is returned?",
    "Whoever calls this function takes apart what comes back by position.",
    "First Z, then the cache.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    cache = (A_prev, W, b)
    return cache, Z


@mistake(
    "linear-product-swapped",
    "What is multiplied is A_prev by W, in this order.",
    "Which sizes meet in the middle of your product?",
    "Each row of W holds the weights of one unit, each column of A_prev one example: the product "
    "pairs every unit with every example.",
    "W comes first in the product; and the arguments come in the order A_prev, W, b.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(A_prev, W) + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-weights-transposed",
    "W is transposed before the product.",
    "What are the rows of W?",
    "Each row of W holds the weights of one unit, each column of A_prev one example: the product "
    "pairs every unit with every example.",
    "W already has the right shape for the product; it needs no .T.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W.T, A_prev) + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-entry-by-entry",
    "W and A_prev are multiplied entry by entry, where the matrix product is meant.",
    "What does * do with two matrices, and what should happen here?",
    "Each unit adds up all its inputs, each times a weight: that is a product of matrices.",
    "Take np.dot or @ in place of *.",
)
def linear_forward(A_prev, W, b):
    Z = W * A_prev + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-no-cache",
    "Only Z is returned, and no cache.",
    "How many things does the description name under Returns?",
    "The way back needs what the layer was computed from, so that is handed on beside Z.",
    "Behind return stand Z and the tuple of the three inputs, with a comma between them.",
)
def linear_forward(A_prev, W, b):
    return np.dot(W, A_prev) + b
