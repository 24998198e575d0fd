"""Mistakes in the step that is taken in place."""

import copy

import numpy as np

from dnn_utils import relu_backward, sigmoid_backward
from grader.misconceptions.record import mistake
from solutions import L_model_forward, compute_cost, linear_backward, parameter_gradients


@mistake(
    "new-arrays-not-in-place",
    "The updated parameters are new arrays, and the caller's arrays are unchanged.",
    "Does your line create a new array, or write into the existing one?",
    "`W = W - step` creates a new array. `W -= step` writes into the existing one, so every holder"
    " of it sees the change.",
    "Change the assignment in the update, so that it works in place.",
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
    "Which parameters produced the predictions in your cost?",
    "The cost belongs to the forward pass, and so to the parameters before the step.",
    "Compute the cost from the first `AL`, before any parameter changes.",
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
    "The gradient is added, so every step raises the cost.",
    "When a gradient is positive, should its parameter grow or shrink?",
    "The gradient points to where the cost grows. Gradient descent goes the opposite way.",
    "Change the sign of the update.",
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
    "The step does not include the learning rate.",
    "What does your function do when you pass another learning rate?",
    "A gradient descent step is the gradient times the learning rate.",
    "Multiply the gradient by the missing argument in the update.",
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
    "The biases are not updated.",
    "How does `b1` differ before and after your step?",
    "Weights and biases are both learned, each with its own gradient.",
    "Add the update of the biases, beside that of the weights.",
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
    "Only the weights are updated in place, and the biases are new arrays.",
    "Do your lines for the weights and for the biases use the same kind of assignment?",
    "Both kinds of array belong to the caller, and after the call both should hold the new values.",
    "Change the assignment of the biases, so that it works in place.",
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
    "The gradients are computed again after each array is updated.",
    "Which values does `W1` have when your code computes the gradient of `b1`?",
    "One step uses the gradients at one point, so all of them are computed before the first "
    "update.",
    "Move the forward and the backward pass before the loop over the parameters.",
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
    "The function returns the cost alone.",
    'How many results does the description list under "Returns"?',
    "The arrays change in place, and the dictionary is still returned beside the cost.",
    "Extend the `return` statement to two values, in the order of the description.",
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
    "`W` of a layer is updated before the gradient of the previous layer is computed from it.",
    "Which values does `W` have when your loop computes `dA` of the previous layer?",
    "The caches hold the same arrays as `parameters`, and `dA_prev` needs `W` from before the "
    "step.",
    "Separate the two: compute all gradients first, then update the parameters.",
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
