"""Mistakes in a whole layer of the backward step."""

from dnn_utils import relu_backward, sigmoid_backward
from grader.misconceptions.record import mistake
from solutions import linear_backward


@mistake(
    "backward-activations-swapped",
    "relu_backward is used for sigmoid, and the reverse.",
    "Which function does each of your two branches call?",
    "The argument activation names the layer's function, and each has a backward function of its "
    "own.",
    "Swap the calls, or the two words that you compare with.",
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
    "relu_backward is used whatever activation says.",
    "What does your function do where sigmoid is asked for?",
    "The argument activation names the layer's function, and each has a backward function of its "
    "own.",
    "There is a branch missing: look at activation before you choose.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    dZ = relu_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake(
    "backward-always-sigmoid",
    "sigmoid_backward is used whatever activation says.",
    "What does your function do where relu is asked for?",
    "The argument activation names the layer's function, and each has a backward function of its "
    "own.",
    "There is a branch missing: look at activation before you choose.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    dZ = sigmoid_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake(
    "activation-step-left-out",
    "dA goes into the linear part as it is, without the step through the activation.",
    "What does linear_backward take: the gradient of A, or of Z?",
    "Going back, the activation comes first: it turns dA into dZ.",
    "Call the backward function of the activation before linear_backward.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    return linear_backward(dA, linear_cache)


@mistake(
    "derivative-at-a",
    "The derivative is taken at A where it should be taken at Z.",
    "Which of the two caches does the activation's backward function take?",
    "The cache of the activation holds Z, and its backward function applies the activation itself.",
    "Give it the cache as it is.",
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
    "dA is returned in place of dA_prev.",
    "Which layer does the first thing that you return belong to?",
    "linear_backward gives the gradient for the layer before; that is what is passed on.",
    "Return what linear_backward gave, all three.",
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
    "The derivative of the activation is there, but dA is not multiplied in.",
    "Where does dA come into your dZ?",
    "The chain rule multiplies: dZ is dA times the derivative, entry by entry.",
    "The first argument of the activation's backward function is dA.",
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
    "dZ is divided by m, so that the average is taken twice.",
    "Is there a 1/m in the step through the activation?",
    "dZ and dA belong to single examples. The average comes in once, where dW and db are made.",
    "Leave out the 1/m here: linear_backward has it.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    step = relu_backward if activation == "relu" else sigmoid_backward
    dZ = step(dA, activation_cache) / dA.shape[1]
    return linear_backward(dZ, linear_cache)


@mistake(
    "sigmoid-left-out-of-its-derivative",
    "The formula s(1 - s) is filled with Z itself: sigmoid is not applied first.",
    "What is s in the formula of the derivative?",
    "The derivative of sigmoid is s(1 - s), where s is sigmoid(Z) and not Z.",
    "Compute s = 1 / (1 + exp(-Z)) first, or call sigmoid_backward.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = dA * (Z > 0) if activation == "relu" else dA * Z * (1 - Z)
    return linear_backward(dZ, linear_cache)


@mistake(
    "derivative-arguments-swapped",
    "dA and the activation cache are handed over in the wrong order.",
    "In which order do relu_backward and sigmoid_backward take what they need?",
    "The gradient comes first, then what the layer had computed: relu_backward(dA, Z).",
    "Swap the two arguments in both calls.",
)
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    step = relu_backward if activation == "relu" else sigmoid_backward
    return linear_backward(step(activation_cache, dA), linear_cache)
