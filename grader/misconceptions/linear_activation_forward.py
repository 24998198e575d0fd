"""Mistakes in a whole layer of the forward step."""

from dnn_utils import relu, sigmoid
from grader.misconceptions.record import mistake


@mistake(
    "activations-swapped",
    "relu is applied where sigmoid is asked for, and the reverse.",
    "Which function does each of your two branches call?",
    "The argument activation names the function to apply, and there are two.",
    "Swap the calls, or the two words that you compare with.",
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
    "relu is applied whatever activation says.",
    "What does your function do where sigmoid is asked for?",
    "The argument activation names the function to apply, and there are two.",
    "There is a branch missing: look at activation before you choose.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)


@mistake(
    "always-sigmoid",
    "sigmoid is applied whatever activation says.",
    "What does your function do where relu is asked for?",
    "The argument activation names the function to apply, and there are two.",
    "There is a branch missing: look at activation before you choose.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake(
    "activation-cache-is-a",
    "The cache keeps A where it should keep Z.",
    "What does the activation function give as its second result?",
    "The way back needs the derivative at Z, so Z is what is kept.",
    "Keep the cache that sigmoid or relu returned, not its first result.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (linear_cache, A)


@mistake(
    "layer-cache-order",
    "The activation's cache stands before the linear one.",
    "In which order does the description name the two caches?",
    "The way back takes the cache apart by position.",
    "First the cache of linear_forward, then that of the activation function.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (activation_cache, linear_cache)


@mistake(
    "layer-cache-flat",
    "The two caches are joined into one tuple of four.",
    "How many things does the cache hold, by the description?",
    "The cache is a pair, and its first part is a tuple of its own.",
    "Put the two caches into a tuple as they are, without adding them.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, linear_cache + (activation_cache,)


@mistake(
    "z-returned",
    "Z is returned in place of A.",
    "What goes into the next layer: what the unit adds up, or what the activation makes of it?",
    "The linear part comes first; what it gives goes through the function that activation names.",
    "The first thing returned is the activation function's first result.",
)
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return Z, (linear_cache, activation_cache)
