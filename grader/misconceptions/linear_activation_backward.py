"""Mistakes in a whole layer of the backward step."""

from dnn_utils import relu, relu_backward, sigmoid, sigmoid_backward
from grader.misconceptions.record import mistake
from solutions import linear_backward


@mistake(
    "backward-activations-swapped",
    "The two backward functions are swapped.",
    'Which function does your code call for "relu", and which for "sigmoid"?',
    "Each activation function has its own backward function, and `activation` names the one to "
    "use.",
    "Swap the two calls, or the two strings that you compare with.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = sigmoid_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = relu_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake(
    "backward-always-relu",
    "The code calls `relu_backward`, whatever `activation` is.",
    'What does your code do when `activation` is "sigmoid"?',
    "Each activation function has its own backward function, and `activation` names the one to "
    "use.",
    "Add a condition on `activation` before the call, with a branch for each function.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    dZ = relu_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake(
    "backward-always-sigmoid",
    "The code calls `sigmoid_backward`, whatever `activation` is.",
    'What does your code do when `activation` is "relu"?',
    "Each activation function has its own backward function, and `activation` names the one to "
    "use.",
    "Add a condition on `activation` before the call, with a branch for each function.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    dZ = sigmoid_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake(
    "forward-functions-backward",
    "The code calls `relu` and `sigmoid`, not their backward functions.",
    "Which of the functions that you call takes `dA`?",
    "The backward pass multiplies `dA` by the derivative of the activation. `relu_backward` and "
    "`sigmoid_backward` do both.",
    "Replace the two calls by those of the backward functions, which take `dA` and the cache.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ, _ = relu(activation_cache)
    elif activation == "sigmoid":
        dZ, _ = sigmoid(activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake(
    "activation-step-left-out",
    "`dA` goes straight into `linear_backward`, without the activation's backward step.",
    "Which gradient does `linear_backward` take as its first argument?",
    "The backward pass goes through the activation first, which turns `dA` into `dZ`, and then "
    "through the linear part.",
    "Call the activation's backward function before `linear_backward`, and pass its result on.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    return linear_backward(dA, linear_cache)


@mistake(
    "derivative-at-a",
    "The derivative is evaluated at `A` instead of `Z`.",
    "What does `activation_cache` hold, and what do you pass to the backward function?",
    "`sigmoid_backward` and `relu_backward` expect `Z` and apply the activation function "
    "themselves.",
    "Pass the activation cache to the backward function unchanged.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    import numpy as np

    Z = activation_cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    else:
        dZ = sigmoid_backward(dA, 1 / (1 + np.exp(-Z)))
    return linear_backward(dZ, linear_cache)


@mistake(
    "da-returned-as-it-came",
    "The function returns `dA` in place of `dA_prev`.",
    "Which layer does the first of your three results belong to?",
    "`linear_backward` computes the gradient for the previous layer, and that gradient is passed "
    "on.",
    "Change the first name in the `return` statement.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    dZ = (
        relu_backward(dA, activation_cache)
        if activation == "relu"
        else sigmoid_backward(dA, activation_cache)
    )
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA, dW, db


@mistake(
    "derivative-without-da",
    "The derivative of the activation is not multiplied by `dA`.",
    "Where does your code use `dA`?",
    "By the chain rule, `dZ` is `dA` times the derivative of the activation, entry by entry.",
    "Look at the first argument of the activation's backward function.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    ones = 0 * dA + 1
    dZ = (
        relu_backward(ones, activation_cache)
        if activation == "relu"
        else sigmoid_backward(ones, activation_cache)
    )
    return linear_backward(dZ, linear_cache)


@mistake(
    "dz-averaged",
    "`dZ` is divided by `m`, so the mean is taken twice.",
    "How many times does the factor 1/m enter your `dW`, counting `linear_backward`?",
    "`dZ` and `dA` have one column per example. The mean is taken once, in `dW` and `db`.",
    "Remove the division from the activation's step. `linear_backward` has its own.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    step = relu_backward if activation == "relu" else sigmoid_backward
    dZ = step(dA, activation_cache) / dA.shape[1]
    return linear_backward(dZ, linear_cache)


@mistake(
    "sigmoid-left-out-of-its-derivative",
    "The formula s(1 - s) is evaluated with `Z` in place of s.",
    "What does s stand for in the derivative s(1 - s)?",
    "The derivative of the sigmoid is s(1 - s) with s = sigmoid(Z).",
    "Compute the sigmoid of `Z` first, or call `sigmoid_backward`.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = dA * (Z > 0) if activation == "relu" else dA * Z * (1 - Z)
    return linear_backward(dZ, linear_cache)


@mistake(
    "derivative-arguments-swapped",
    "`dA` and the activation cache are passed in the wrong order.",
    "In which order does `relu_backward` take its two arguments?",
    "The gradient comes first, then the cache that the forward pass stored.",
    "Swap the two arguments in both calls of a backward function.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    step = relu_backward if activation == "relu" else sigmoid_backward
    return linear_backward(step(activation_cache, dA), linear_cache)
