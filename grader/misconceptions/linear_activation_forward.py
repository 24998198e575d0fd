"""Mistakes in a whole layer of the forward step."""

from dnn_utils import relu, sigmoid
from grader.misconceptions.record import mistake


@mistake(
    "activations-swapped",
    "The two activation functions are swapped.",
    'Which function does your code call for "relu", and which for "sigmoid"?',
    "The argument `activation` names the function to apply.",
    "Swap the two calls, or the two strings that you compare with.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = relu(Z)
    elif activation == "relu":
        A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake(
    "always-relu",
    "The code calls `relu`, whatever `activation` is.",
    'What does your code do when `activation` is "sigmoid"?',
    "The argument `activation` decides between two functions.",
    "Add a condition on `activation` before the call, with a branch for each function.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)


@mistake(
    "always-sigmoid",
    "The code calls `sigmoid`, whatever `activation` is.",
    'What does your code do when `activation` is "relu"?',
    "The argument `activation` decides between two functions.",
    "Add a condition on `activation` before the call, with a branch for each function.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake(
    "activation-cache-is-a",
    "The cache keeps `A` where it should keep `Z`.",
    "What are the two results of `sigmoid` and `relu`, and which one is in your cache?",
    "The backward pass needs the derivative at `Z`. The activation functions return `Z` as their "
    "second result.",
    "Put the second result of the activation function into the cache instead of the first.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (linear_cache, A)


@mistake(
    "layer-cache-order",
    "The two caches are in the wrong order.",
    "In which order does the description list the two caches?",
    "The backward pass unpacks the cache by position.",
    "Put the cache of `linear_forward` first in the tuple, then the one of the activation "
    "function.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (activation_cache, linear_cache)


@mistake(
    "layer-cache-flat",
    "The two caches are joined into one flat tuple.",
    "How many items should the cache have, and how many does yours have?",
    "The cache is a pair. Its first item is itself a tuple of three arrays.",
    "Make a tuple of the two caches as they are, without `+` or unpacking.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, linear_cache + (activation_cache,)


@mistake(
    "z-returned",
    "The function returns `Z` in place of `A`.",
    "Which values does the next layer take: those before the activation function, or those after "
    "it?",
    "The linear part computes `Z`. The activation function turns `Z` into `A`, the output of the "
    "layer.",
    "Change the first name in the `return` statement.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return Z, (linear_cache, activation_cache)
