"""Mistakes in the linear part of the backward step."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "dw-not-averaged",
    "dW is not divided by m.",
    "By how much is dW too large, and which number of the question is that?",
    "dW and db are averaged over the examples; dZ and dA are not. A product of matrices adds up "
    "over the examples.",
    "Divide the product for dW by m.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T)
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "db-not-averaged",
    "db is not divided by m.",
    "By how much is db too large, and which number of the question is that?",
    "dW and db are averaged over the examples; dZ and dA are not.",
    "Divide the sum for db by m.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "nothing-averaged",
    "Neither dW nor db is divided by m.",
    "Where does the average over the examples come in?",
    "dW and db are averaged over the examples; dZ and dA are not.",
    "Divide both by m.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T)
    db = np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "da-averaged-too",
    "dA_prev is divided by m as well.",
    "Is there a 1/m in the formula for dA_prev?",
    "dW and db are averaged over the examples; dZ and dA are not. Each column of dA belongs to "
    "one example alone.",
    "Leave the 1/m out of dA_prev.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ) / m
    return dA_prev, dW, db


@mistake(
    "averaged-over-inputs",
    "m is read off the wrong axis: the number of inputs in place of the number of examples.",
    "What does each of the two numbers in A_prev.shape count?",
    "There is one example in each column, so the second number counts them.",
    "The index behind A_prev.shape is another one.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[0]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "db-over-all",
    "db is summed over the units as well as over the examples.",
    "How many numbers does db hold, and how many should it?",
    "Each unit has a bias of its own, so the sum goes along the examples only.",
    "Say along which axis to sum, and keep the other.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "db-lost-axis",
    "db has lost its second axis: keepdims is missing.",
    "What shape has db, and what shape has b?",
    "A sum along an axis takes the axis away, unless it is told to keep it.",
    "np.sum has an argument that keeps the axis.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "db-along-units",
    "db is summed along the units, not along the examples.",
    "What shape has db, and what shape has b?",
    "Each unit has a bias of its own; what is added up are the examples, which stand in columns.",
    "The other axis is meant.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=0, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "gradients-order",
    "The gradients are returned in another order.",
    "In which order does the description name what is returned?",
    "Whoever calls this function takes apart what comes back by position.",
    "First dA_prev, then dW, then db.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dW, db, dA_prev


@mistake(
    "dw-transposed",
    "dW comes out transposed.",
    "What shape has dW, and what shape has W?",
    "A gradient has the shape of what it belongs to.",
    "Swap the factors: dZ comes first, and the other one is transposed.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(A_prev, dZ.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "m-not-made",
    "m is used in the formulas, and the function doesn't make it.",
    "Where does your function get m from?",
    "A function knows its arguments and what it makes itself; a variable of the notebook may be "
    "another one tomorrow.",
    "Read m off the shape of one of the arguments, on a line of its own.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "dw-without-transpose",
    "A_prev is not transposed in the product for dW.",
    "Which shape has dZ, which has A_prev, and which should dW have?",
    "dW has the shape of W, (n, n_prev). The product of (n, m) with (m, n_prev) has it, and adds "
    "up over the examples.",
    "The second factor of dW is A_prev.T.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "da-without-transpose",
    "W is not transposed in the product for dA_prev.",
    "Which shape should dA_prev have, and which has W?",
    "Forward, W takes n_prev numbers to n; the way back takes n to n_prev, along the same "
    "connections: that is the transpose.",
    "In the product for dA_prev it is W.T.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W, dZ)
    return dA_prev, dW, db
