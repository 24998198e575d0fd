"""Mistakes in the first layer's step that keeps S."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "s-sign",
    "The step is taken away from S in place of added.",
    "In W - S X^T, where is the minus of the step already?",
    "S is the sum of the steps, and the minus stands before it. So each step adds to S.",
    "It is S + learning_rate * dZ / m.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S - learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "s-not-averaged",
    "The step of S is not divided by m.",
    "Where does the formula for dW have its 1/m, and where has it gone in your S?",
    "dW1 is dZ1 X^T / m, and S takes all of it but the X^T.",
    "Divide learning_rate * dZ by m.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "s-without-rate",
    "The learning rate is missing in S.",
    "What does your S do with another learning rate?",
    "S adds up whole steps: learning rate times gradient.",
    "Multiply dZ / m by learning_rate.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "s-not-summed",
    "S holds the last step only, not the sum of all.",
    "After two steps, what should S hold of the first?",
    "The weights are the first ones less every step so far; S is the sum of these.",
    "Add the new step to the S that came in.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "z-before-the-step",
    "Z is computed from S and b as they were before the step.",
    "Which S stands in your line for Z, the one that came in or the new one?",
    "Z is what the next forward pass starts from, so the step has to be in it.",
    "Compute the new S and the new b first, then Z from these.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    Z = WX - np.dot(S, G) + b
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, Z


@mistake(
    "z-with-plus",
    "S G is added to W X in place of taken away.",
    "The weights are W - S X^T. What is that times X?",
    "(W - S X^T) X is W X - S (X^T X); the minus stays.",
    "It is WX - np.dot(S, G) + b.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX + np.dot(S, G) + b


@mistake(
    "z-without-gram",
    "S itself is taken away from W X, without the product with G.",
    "What is (W - S X^T) times X?",
    "X^T times X is G, and it stays in the formula: every example's step moves every other "
    "example's Z.",
    "Multiply S by G before it is taken away.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - S + b


@mistake(
    "z-without-bias",
    "b is missing in Z.",
    "Which part of the layer's formula has no place in your line for Z?",
    "Z is W X + b, in whatever form W X is computed.",
    "Add the new b at the end.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G)


@mistake(
    "bias-not-averaged",
    "The step of b is not divided by m.",
    "Where does the formula for db have its 1/m?",
    "db is the mean of dZ over the examples; a sum alone is m times that.",
    "Divide the sum by m, or use np.mean with the same axis and keepdims.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True)
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "bias-uphill",
    "The step of b is added in place of taken away.",
    "S is a sum that has its minus outside. Does b have one?",
    "b is kept as it is and not as a sum of steps, so its step goes against the gradient.",
    "It is b - learning_rate times the mean of dZ.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b + learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b


@mistake(
    "z-with-the-old-s",
    "Z is computed from the S that came in, and not from the new one.",
    "Which S stands in your line for Z, the one that came in or the new one?",
    "Z is what the next forward pass starts from, so the step of S has to be in it as well as that "
    "of b.",
    "Compute the new S before the line that makes Z, and use it there.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    new_S = S + learning_rate * dZ / m
    b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return new_S, b, WX - np.dot(S, G) + b


@mistake(
    "z-with-the-old-b",
    "Z is computed from the b that came in, and not from the new one.",
    "Which b stands in your line for Z, the one that came in or the new one?",
    "Z is what the next forward pass starts from, so the step of b has to be in it as well as that "
    "of S.",
    "Compute the new b before the line that makes Z, and use it there.",
)
def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    new_b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return S, new_b, WX - np.dot(S, G) + b
