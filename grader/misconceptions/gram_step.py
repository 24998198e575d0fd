"""Mistakes in the first layer's step that keeps S."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "s-sign",
    "The step is subtracted from `S` instead of added.",
    "Where does the expression W - S X^T already have the minus sign of the step?",
    "`S` is the sum of the steps, and the minus sign is in front of `S`. So each step adds to `S`.",
    "Change the sign in the line for `S`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S - learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "s-not-averaged",
    "The step of `S` is not divided by `m`.",
    "Where does the formula for `dW` have its factor 1/m, and where is it in your `S`?",
    "`dW1` is dZ1 X^T / m. `S` takes over everything except X^T.",
    "Compare the factor in the line for `S` with the formula.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "s-without-rate",
    "The step of `S` does not include the learning rate.",
    "What does your `S` do when you pass another learning rate?",
    "`S` adds up whole steps, and a step is the gradient times the learning rate.",
    "Compare the factor in the line for `S` with the formula.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "s-not-summed",
    "`S` holds the last step instead of the sum of all steps.",
    "After two steps, what should `S` still contain of the first?",
    "The weights are the initial ones minus every step so far, and `S` is the sum of these steps.",
    "In the line for `S`, combine the new step with the `S` that was passed in.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "z-before-the-step",
    "`Z` is computed from `S` and `b` as they were before the step.",
    "Which `S` and which `b` does your line for `Z` use, the old or the new ones?",
    "The next forward pass starts from `Z`, so `Z` has to include the step.",
    "Compute the new `S` and `b` before `Z`, and use them in the line for `Z`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    Z = WX - np.dot(S, G) + b
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, Z


@mistake(
    "z-with-plus",
    "`S G` is added to `W X` instead of subtracted.",
    "The weights are W - S X^T. What is that times X?",
    "(W - S X^T) X is W X - S (X^T X), so the minus sign stays.",
    "Change the sign in front of the product in the line for `Z`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX + np.dot(S, G) + b


@mistake(
    "z-without-gram",
    "`S` is subtracted from `W X` without the product with `G`.",
    "What is (W - S X^T) times X?",
    "X^T X is the matrix `G`. Through `G`, the step of one example moves `Z` of all the others.",
    "In the line for `Z`, multiply `S` by the missing matrix.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - S + b


@mistake(
    "z-without-bias",
    "The bias is missing in `Z`.",
    "Which term of W X + b does your line for `Z` not contain?",
    "`Z` is W X + b, in whatever form W X is computed.",
    "Add the new bias in the line for `Z`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G)


@mistake(
    "bias-not-averaged",
    "The step of `b` is not divided by `m`.",
    "Where does the formula for `db` have its factor 1/m?",
    "`db` is the mean of `dZ` over the examples. A sum is m times that.",
    "Compare the factor in the line for `b` with the formula.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True)
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "bias-uphill",
    "The step of `b` is added instead of subtracted.",
    "`S` is a sum of steps with its minus sign outside. Is `b` one, too?",
    "`b` is a parameter, not a sum of steps. So its step goes against the gradient.",
    "Change the sign of the step in the line for `b`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b + learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "z-with-the-old-s",
    "`Z` is computed from the old `S`.",
    "Which `S` does your line for `Z` use, the old one or the new one?",
    "The next forward pass starts from `Z`, so `Z` has to include the step of `S` and of `b`.",
    "Compute the new `S` before `Z`, and use it in the line for `Z`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    new_S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return new_S, b, WX - np.dot(S, G) + b


@mistake(
    "z-with-the-old-b",
    "`Z` is computed from the old `b`.",
    "Which `b` does your line for `Z` use, the old one or the new one?",
    "The next forward pass starts from `Z`, so `Z` has to include the step of `b` and of `S`.",
    "Compute the new `b` before `Z`, and use it in the line for `Z`.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    new_b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, new_b, WX - np.dot(S, G) + b
