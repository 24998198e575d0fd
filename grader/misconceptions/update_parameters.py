"""Mistakes in one step of gradient descent."""

from grader.misconceptions.record import mistake


@mistake(
    "step-uphill",
    "The gradient is added, so that every step goes uphill.",
    "Does your step make the cost smaller or larger?",
    "The gradient points to where the cost grows; the step goes the other way.",
    "The sign before the learning rate is a minus.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "learning-rate-constant",
    "The step's length is written as a number.",
    "What does your function do with another learning rate?",
    "The length of the step is an argument: whoever calls decides.",
    "Use the argument where the number stands.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - 0.0075 * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - 0.0075 * grads["db" + str(l)]
    return updated


@mistake(
    "learning-rate-left-out",
    "The whole gradient is taken away, without the learning rate.",
    "Which argument does your line not use?",
    "A step is a small multiple of the gradient, and the learning rate says how small.",
    "Multiply the gradient by the learning rate.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - grads["db" + str(l)]
    return updated


@mistake(
    "only-w-updated",
    "Only the weights take the step.",
    "What becomes of b?",
    "Weights and biases are both learned, each by its own gradient.",
    "The same line is there once more, for b.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)]
    return updated


@mistake(
    "only-b-updated",
    "Only the biases take the step.",
    "What becomes of W?",
    "Weights and biases are both learned, each by its own gradient.",
    "The same line is there once more, for W.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "last-layer-not-updated",
    "The loop ends before the last layer.",
    "Which layers does your loop go through when there are two?",
    "range leaves out its end, and layers count from 1 to L.",
    "The end of the loop is one too small.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = dict(parameters)
    for l in range(1, len(parameters) // 2):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "step-returned",
    "The step is returned in place of the parameters after it.",
    "Is what you return small, like a step, or like the parameters?",
    "After the step the parameters are what they were, less the learning rate times the gradient.",
    "Take the product away from the parameter.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "two-layers-updated",
    "The update is written out for two layers.",
    "What does your function do for a network of one layer, or of five?",
    "The number of layers is half the number of parameters, and a loop goes through them.",
    "Put the lines into a loop over all layers.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = dict(parameters)
    for l in (1, 2):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "layers-from-zero",
    "The loop counts the layers from 0.",
    "Which key does your loop ask for in its first round?",
    "Layers count from 1 to L, and range(L) from 0 to L - 1.",
    "Add 1 to the number in the keys, or begin the range at 1.",
)
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters
