"""Mistakes in the backward pass of the whole network."""

import numpy as np

from grader.misconceptions.record import mistake
from solutions import linear_activation_backward


@mistake(
    "dal-to-every-layer",
    "Every hidden layer gets `dAL` instead of its own `dA`.",
    "Which gradient does layer L-1 take as its `dA`?",
    "The `dA_prev` that one layer returns is the `dA` of the layer before it.",
    "Change the first argument of the call inside the loop. It has to change from layer to layer.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dAL + 0 * caches[l][1], caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "dal-sign",
    "`dAL` has the opposite sign.",
    "For a cat, should `AL` grow or shrink? What is the sign of your `dAL` there?",
    "Gradient descent steps against the gradient. For a cat, `dAL` is negative, so that `AL` "
    "grows.",
    "Compare the sign in front of your expression for `dAL` with the formula.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "dal-averaged",
    "`dAL` is divided by `m`.",
    "How many times does the factor 1/m enter your `dW`, counting `linear_backward`?",
    "`dAL` has one column per example and is not averaged. The mean is taken in `dW` and `db`.",
    "Remove the division from the line for `dAL`.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)) / AL.shape[1]
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "dal-is-difference",
    "`dAL` is `AL - Y`, which is already `dZ` of the last layer.",
    "What is the derivative of the loss with respect to `AL`, before the sigmoid's step?",
    "`AL - Y` includes the sigmoid's step, and the last layer then applies that step once more.",
    "Use the formula for `dAL`, or skip the sigmoid's step in the last layer.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = AL - Y
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "dal-one-term",
    "The term for label 0 is missing in `dAL`.",
    "What is your `dAL` for an example with label 0?",
    "The first term counts where the label is 1, the second where the label is 0.",
    "Add the second term of the formula in the line for `dAL`.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = -np.divide(Y, AL)
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "first-cache-everywhere",
    "In the loop, the gradient of one layer meets the cache of another.",
    "Which layer's gradient does the loop start with, and which layer's cache?",
    "Backpropagation goes from the last hidden layer to the first. Layer l finds its cache at "
    "caches[l - 1].",
    "Check two things: the order in which the loop goes through the layers, and the index of the "
    "cache.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[0], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "hidden-layers-as-sigmoid",
    "The hidden layers use the sigmoid in the backward pass.",
    "Which activation function did layers 1 to L-1 have in the forward pass?",
    "In the backward pass, each layer takes the step of the activation function it had in the "
    "forward pass.",
    "Change the activation in the call inside the loop.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "sigmoid")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "last-layer-as-relu",
    "The last layer uses ReLU in the backward pass.",
    "Which activation function did layer L have in the forward pass?",
    "In the backward pass, each layer takes the step of the activation function it had in the "
    "forward pass.",
    "Change the activation in the call for layer L, before the loop.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "relu")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "first-layer-left-out",
    "Layer 1 gets no gradients.",
    "Which keys does your dictionary have for a network of two layers?",
    "Only `dA0` is unnecessary. The update still needs `dW1` and `db1`.",
    "After the loop, add the computation of `dW1` and `db1` from the `dA` that layer 2 returned.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(1, L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "da-counted-from-one",
    "The keys of `dA` are one too high.",
    "Which layer's activations does `dA_prev` belong to?",
    "Layer l computes the gradient of its input, and that is the output of layer l - 1.",
    "Change the number in the key of `dA`. It is one lower than in the key of `dW`.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l + 1)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "two-layers-always",
    "The code handles exactly two layers.",
    "What does your function do for a network of one layer, and for one of five?",
    "The number of layers is the number of caches.",
    "Put the call for a hidden layer into a loop that runs from layer L-1 down to 1.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    grads["dA1"], grads["dW2"], grads["db2"] = linear_activation_backward(dAL, caches[1], "sigmoid")
    grads["dA0"], grads["dW1"], grads["db1"] = linear_activation_backward(
        grads["dA1"], caches[0], "relu"
    )
    return grads


@mistake(
    "cache-of-the-next-layer",
    "Each hidden layer gets the cache of the next layer.",
    "Which cache does layer 1 get in your loop?",
    "Layers are numbered from 1 and the list from 0, so layer l has `caches[l - 1]`.",
    "Change the index of the cache in the loop by one.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l + 1], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "da-multiplied-by-al",
    "`dAL` lacks the division by `AL` and 1 - `AL`.",
    "What is the derivative of log a with respect to a?",
    "The derivative of log a is 1/a, so each term of the loss becomes a fraction.",
    "Compare both terms in the line for `dAL` with the formula: each has a denominator.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(Y * AL - (1 - Y) * (1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads


@mistake(
    "dal-minus-between",
    "The second term of `dAL` has the wrong sign.",
    "What is the sign of your `dAL` where the label is 0?",
    "For a cat, `dAL` is negative, so that `AL` grows. For any other picture it is positive.",
    "Check which terms the minus sign in front applies to. Parentheses decide that.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)
    for l in range(L, 0, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads


@mistake(
    "loop-keeps-da-too-high",
    "The loop stores `dA` under the key it was just read from, one too high.",
    "Which `dA` does layer 1 return, and under which key does your loop store it?",
    "Layer l takes the `dA` of layer l and returns the `dA` of layer l - 1.",
    "Lower the number in the key under which the loop stores `dA`.",
)
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
        grads["dA" + str(l + 1)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads
