"""Mistakes in the step that is taken in place."""

import copy

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward
from grader.misconceptions.record import mistake
from solutions import L_model_forward, compute_cost, linear_backward, parameter_gradients


@mistake(
    "new-arrays-not-in-place",
    "The parameters after the step are new arrays; the ones that were given are as they were.",
    "Does your line make an array, or write into the one that is there?",
    "W = W - step makes a new array and gives it the name; W -= step writes the new numbers into "
    "the old array, which everybody who holds it sees.",
    'Use -= on each array, as in parameters["W1"] -= ...',
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters, cost


@mistake(
    "cost-after-the-step",
    "The cost is computed after the step.",
    "Which parameters did the answers come from that your cost is about?",
    "The cost belongs to the answers of the forward pass, and so to the parameters before the "
    "step. Going forward once more only for the cost would cost a third of the time.",
    "Compute the cost from the AL of the first line, before anything is written over.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    grads = parameter_gradients(AL, Y, caches)
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    AL, caches = L_model_forward(X, parameters)
    return parameters, compute_cost(AL, Y)


@mistake(
    "uphill-in-place",
    "The step goes up the gradient in place of down.",
    "When a gradient is positive, should its parameter grow or shrink?",
    "The gradient points to where the cost rises. A step goes against it.",
    "It is -=, not +=.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for name in parameters:
        parameters[name] += learning_rate * grads["d" + name]
    return parameters, cost


@mistake(
    "step-without-rate",
    "The whole gradient is taken as the step; the learning rate is not used.",
    "What does your function do with another learning rate?",
    "The step is the learning rate times the gradient.",
    "Multiply the gradient by learning_rate before it is taken away.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for name in parameters:
        parameters[name] -= grads["d" + name]
    return parameters, cost


@mistake(
    "only-weights-in-place",
    "The biases take no step.",
    "What becomes of b1?",
    "Weights and biases are both learned, each by its own gradient.",
    "The same line is there once more, for the biases.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
    return parameters, cost


@mistake(
    "biases-not-in-place",
    "Only the weights are written in place; the biases are new arrays.",
    "Is the line for the biases of the same kind as the one for the weights?",
    "Both kinds of array are the caller's, and after the call both should hold the new numbers.",
    "Use -= for the biases too.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for l in range(1, len(parameters) // 2 + 1):
        W, b = "W" + str(l), "b" + str(l)
        parameters[W] -= learning_rate * grads["d" + W]
        parameters[b] = parameters[b] - learning_rate * grads["d" + b]
    return parameters, cost


@mistake(
    "gradients-after-each-array",
    "The gradients are computed anew after each array that is written over.",
    "Which numbers are in W1 when your gradient for b1 is computed?",
    "One step uses the gradients at one place: all of them are computed before the first array is "
    "written over.",
    "Move the two passes before the loop.",
)
def train_step(X, Y, parameters, learning_rate):
    cost = compute_cost(L_model_forward(X, parameters)[0], Y)
    for name in parameters:
        AL, caches = L_model_forward(X, parameters)
        grads = parameter_gradients(AL, Y, caches)
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters, cost


@mistake(
    "only-cost-returned",
    "Only the cost is returned.",
    "How many things does the description name under Returns?",
    "The arrays are changed in place, and the dictionary is returned all the same, beside the "
    "cost.",
    "Return two things, in this order: parameters, cost.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return cost


@mistake(
    "written-over-too-early",
    "A layer's W is written over before the gradient of the layer below has been computed from it.",
    "Which numbers does W hold when your loop computes the dA of the layer below?",
    "The caches hold the same arrays as parameters, so what is written over in one is written over "
    "in the other, and dA_prev is W^T dZ with the W from before the step.",
    "Compute all gradients first, with parameter_gradients, and then go through the parameters.",
)
def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    dA, back = -Y / AL + (1 - Y) / (1 - AL), sigmoid_backward
    for linear_cache, Z in reversed(caches):
        _, W, b = linear_cache
        dZ = back(dA, Z)
        _, dW, db = linear_backward(dZ, linear_cache)
        W -= learning_rate * dW
        b -= learning_rate * db
        dA, back = np.dot(W.T, dZ), relu_backward
    return parameters, cost
