"""Mistakes in the backward pass of the whole network."""

import numpy as np

from grader.misconceptions.record import mistake
from solutions import linear_activation_backward


@mistake(
    "dal-to-every-layer",
    "Every hidden layer is given dAL in place of its own dA.",
    "What does the layer before the last take as its dA?",
    "What comes out of one layer as dA_prev goes into the layer before it as dA.",
    "The first argument in the loop is what the round before gave.",
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
    "The gradient of the loss with respect to AL has the opposite sign.",
    "For a cat, should AL rise or fall, and what is the sign of your dAL there?",
    "A step goes against the gradient; for a cat the gradient has to be negative, so that AL "
    "rises.",
    "Turn the sign of the whole expression.",
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
    "dAL is divided by m.",
    "Is there a 1/m in the formula for dAL?",
    "dA is not averaged: each column belongs to one example. The average comes in at dW and db.",
    "Leave out the 1/m.",
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
    "dAL is taken as AL - Y, which is dZ of the last layer.",
    "What is the derivative of the loss with respect to AL, before the sigmoid?",
    "AL - Y is what comes out after the step back through the sigmoid; the layer takes that step "
    "once more.",
    "Either take the formula for dAL, or skip the sigmoid step of the last layer.",
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
    "Only the term of the cats is in dAL.",
    "What is your dAL for an example with the label 0?",
    "One term counts where the label is 1, the other where it is 0.",
    "The second term is missing.",
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
    "The hidden layers are taken back through sigmoid.",
    "Which activation do the hidden layers have?",
    "Going back, each layer takes the step of the activation that it had going forward.",
    "The call in the loop names another activation than the one before it.",
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
    "The last layer is taken back through relu.",
    "Which activation has the last layer?",
    "Going back, each layer takes the step of the activation that it had going forward.",
    "The call for layer L names another activation.",
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
    "The loop ends before the first layer.",
    "Which keys does your dictionary have for a network of two layers?",
    "reversed(range(n)) goes from n - 1 down to 0, and 0 is the first hidden layer.",
    "The loop has to reach the index 0.",
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
    "The keys of dA count one too high: each is that of its own layer.",
    "Which activations does the gradient that a layer gives belong to?",
    "A layer gives the gradient of what came into it, and that is the activation of the layer "
    "before.",
    "The number behind dA is one smaller than that behind dW.",
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
    "The way back is written out for two layers.",
    "What does your function do for a network of one layer, or of five?",
    "The number of layers is the number of caches, and a loop goes through them.",
    "Put the call for the hidden layers into a loop.",
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
    "Each hidden layer is given the cache of the layer behind it.",
    "Which cache belongs to which layer?",
    "Layers count from 1 and the list from 0: layer l finds its cache at caches[l - 1].",
    "The index of the cache in the loop is one too large.",
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
    "dAL lacks the division by AL and 1 - AL.",
    "What is the derivative of log a with respect to a?",
    "The derivative of log a is 1/a: each term of the loss gives a fraction.",
    "Y stands over AL, and 1 - Y over 1 - AL.",
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
    "The second term of dAL is taken away, where it should be added.",
    "What is the sign of your dAL where the label is 0?",
    "For a cat dAL is -1/AL, for anything else 1/(1 - AL): the two have opposite signs.",
    "The minus in front belongs to the first term only, or to both in one pair of brackets.",
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
    "In the loop dA is kept under the key that it was just read from, one too high.",
    "Which dA does layer 1 give back, and under which key does your loop keep it?",
    "Layer l takes dA of its own number and gives the one of the layer before, l - 1.",
    "The key of dA in the loop has the number of the key that is read, less 1.",
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
