"""Mistakes in the linear part of the backward step."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "dw-not-averaged",
    "`dW` is not divided by `m`.",
    "Which other number is equal to this factor in each test?",
    "`dW` and `db` are means over the examples. A matrix product only adds the examples up.",
    "Look at the line that computes `dW`, and compare its factor with the formula.",
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
    "`db` is not divided by `m`.",
    "Which other number is equal to this factor in each test?",
    "`dW` and `db` are means over the examples. A sum only adds the examples up.",
    "Look at the line that computes `db`, and compare its factor with the formula.",
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
    "Neither `dW` nor `db` is divided by `m`.",
    "Which other number is equal to this factor in each test?",
    "`dW` and `db` are means over the examples. `dA_prev` has one column per example and is not "
    "averaged.",
    "Compare the factors in the lines for `dW` and `db` with the formulas.",
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
    "`dA_prev` is divided by `m`.",
    "Which of the three gradients has one column per example, and should it be averaged?",
    "`dW` and `db` are means over the examples. Each column of `dA_prev` belongs to one example "
    "alone.",
    "Compare the factor in the line for `dA_prev` with the formula.",
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
    "`m` is read from the wrong axis, so it is the number of inputs.",
    "What do the two numbers in `A_prev.shape` count?",
    "Each column of `A_prev` is one example, so the number of columns is the number of examples.",
    "Change the index in the line that computes `m`.",
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
    "`db` sums over the units as well as over the examples.",
    "How many numbers does your `db` hold, and how many biases does the layer have?",
    "Each unit has its own bias, so only the examples are summed.",
    "Tell the sum which axis to go along, and keep the other axis.",
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
    "The sum in `db` removes its axis.",
    "What is the shape of your `db`, and what is the shape of `b`?",
    "A sum along an axis removes that axis unless you ask NumPy to keep it.",
    "Look up the arguments of `np.sum`. One of them keeps the summed axis with size 1.",
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
    "`db` sums along the units instead of the examples.",
    "What is the shape of your `db`, and what is the shape of `b`?",
    "Each unit has its own bias. The examples are the columns, and those are summed.",
    "Change the axis in the line for `db`.",
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
    "The three gradients are returned in another order.",
    "In which order does the description list the three results?",
    "The caller unpacks the results by position, so their order matters.",
    "Reorder the names in the `return` statement.",
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
    "`dW` is computed transposed.",
    "What is the shape of your `dW`, and what is the shape of `W`?",
    "A gradient has the shape of the array it belongs to, here (units, inputs).",
    "In the product for `dW`, swap the two factors and move the transpose to the other one.",
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
    "The function uses `m` without computing it.",
    "Where does your function get `m` from?",
    "A function knows its arguments and its own variables. A variable of the notebook can change "
    "or be missing.",
    "Compute `m` from the shape of an argument, on a line before you use it.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake(
    "dw-without-transpose",
    "`A_prev` is not transposed in the product for `dW`.",
    "What are the shapes of `dZ` and `A_prev`, and which shape should `dW` have?",
    "`dW` has the shape (n, n_prev). A product of (n, m) with (m, n_prev) has that shape and sums "
    "over the examples.",
    "In the product for `dW`, look at the second factor.",
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
    "`W` is not transposed in the product for `dA_prev`.",
    "What are the shapes of `W` and `dZ`, and which shape should `dA_prev` have?",
    "In the forward pass, `W` turns n_prev values into n. In the backward pass, its transpose "
    "turns n back into n_prev.",
    "In the product for `dA_prev`, look at the first factor.",
)
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W, dZ)
    return dA_prev, dW, db
