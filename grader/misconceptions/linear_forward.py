"""Mistakes in the linear part of the forward step."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "forward-without-b",
    "The bias is not added.",
    "Which of the three arguments does your line for `Z` not use?",
    "`Z` is the product of `W` and `A_prev`, plus `b`. NumPy adds the column `b` to every example.",
    "Add the missing argument to the product in the line for `Z`.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev)
    return Z, (A_prev, W, b)


@mistake(
    "forward-minus-b",
    "The bias is subtracted instead of added.",
    "Set `W` to zero in your mind. What is `Z` then, according to the formula and to your line?",
    "A unit adds its bias to the weighted sum of its inputs.",
    "Change the sign in front of `b` in the line for `Z`.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) - b
    return Z, (A_prev, W, b)


@mistake(
    "forward-b-twice",
    "The bias is added twice.",
    "Set `W` to zero in your mind. What is `Z` then, according to the formula and to your code?",
    "The formula adds `b` once.",
    "Look for the two places that add `b`, and remove one.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    Z = Z + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-cache-order",
    "The cache holds `W` before `A_prev`.",
    "In which order does the description list the items of the cache?",
    "The backward pass unpacks the cache by position, so the order is part of the result.",
    "Reorder the tuple in the line that makes the cache: activations first, then weights, then "
    "biases.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return Z, (W, A_prev, b)


@mistake(
    "linear-cache-with-z",
    "The cache holds `Z` in place of `A_prev`.",
    "Which three arrays does the description put into the cache?",
    "The backward pass needs what went into this layer. The cache keeps the function's own "
    "arguments.",
    "Replace the first item of the cache with the function's first argument.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return Z, (Z, W, b)


@mistake(
    "linear-returns-swapped",
    "The cache is returned before `Z`.",
    "In which order does the description list the two results?",
    "The caller unpacks the results by position, so their order matters.",
    "Swap the two names in the `return` statement.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    cache = (A_prev, W, b)
    return cache, Z


@mistake(
    "linear-product-swapped",
    "The product has `A_prev` on the left and `W` on the right.",
    "Which two sizes meet in the middle of your product?",
    "A row of `W` holds the weights of one unit, a column of `A_prev` holds one example. The "
    "product pairs each row on the left with each column on the right.",
    "Swap the two factors of the product, and check that the arguments are in the order `A_prev, "
    "W, b`.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(A_prev, W) + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-weights-transposed",
    "`W` is transposed before the product.",
    "What does a row of `W` stand for in this course?",
    "`W` has the shape (units, inputs), which already fits on the left of `A_prev`.",
    "Remove the transpose from the line for `Z`.",
)
def linear_forward(A_prev, W, b):
    Z = np.dot(W.T, A_prev) + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-entry-by-entry",
    "`W` and `A_prev` are multiplied entry by entry.",
    "What does `*` do with two matrices, and what does the formula ask for?",
    "A unit adds up all of its weighted inputs. For all units and examples at once, that is a "
    "matrix product.",
    "Use the matrix product, `np.dot` or `@`, in the line for `Z`.",
)
def linear_forward(A_prev, W, b):
    Z = W * A_prev + b
    return Z, (A_prev, W, b)


@mistake(
    "linear-no-cache",
    "The function returns `Z` alone, without the cache.",
    'How many results does the description list under "Returns"?',
    "The backward pass needs the arguments of this layer, so the function returns them beside `Z`.",
    "Add the tuple of the three arguments to the `return` statement.",
)
def linear_forward(A_prev, W, b):
    return np.dot(W, A_prev) + b
