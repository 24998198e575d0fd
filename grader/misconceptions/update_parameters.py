"""Mistakes in one step of gradient descent."""

from grader.misconceptions.record import mistake


@mistake(
    "step-uphill",
    "The gradient is added, so every step raises the cost.",
    "Does your step make the cost smaller or larger?",
    "The gradient points to where the cost grows. Gradient descent goes the opposite way.",
    "Change the sign in front of the learning rate, in both lines.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "old-parameters-returned",
    "The parameters that come back are those that went in.",
    "Which number in the dictionary does your step change?",
    "A line such as `W = W - step` gives the new array to the name `W`. The dictionary still has "
    "the old one.",
    "Check where each new array is stored: it has to be in the dictionary that you return.",
)
def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        W = W - learning_rate * grads["dW" + str(l)]
        b = b - learning_rate * grads["db" + str(l)]
    return parameters


@mistake(
    "learning-rate-constant",
    "The learning rate is written as a fixed number.",
    "What does your function do when you pass another learning rate?",
    "The learning rate is an argument, so that the caller decides how long the steps are.",
    "Replace the number in the step with the argument.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - 0.0075 * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - 0.0075 * grads["db" + str(l)]
    return updated


@mistake(
    "learning-rate-left-out",
    "The step does not include the learning rate.",
    "Which argument does your code not use?",
    "A gradient descent step is the gradient times the learning rate.",
    "Multiply the gradient by the missing argument, in both lines.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - grads["db" + str(l)]
    return updated


@mistake(
    "only-w-updated",
    "Only the weights are updated.",
    "How does `b1` differ before and after your step?",
    "Weights and biases are both learned, each with its own gradient.",
    "Add the update of the biases inside the loop, beside that of the weights.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)]
    return updated


@mistake(
    "only-b-updated",
    "Only the biases are updated.",
    "How does `W1` differ before and after your step?",
    "Weights and biases are both learned, each with its own gradient.",
    "Add the update of the weights inside the loop, beside that of the biases.",
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
    "Which layers does your loop visit when there are two?",
    "Layers are numbered from 1 to L, and `range` leaves out its end.",
    "Change the end of the `range` by one.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = dict(parameters)
    for l in range(1, len(parameters) // 2):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "step-returned",
    "The function returns the steps instead of the updated parameters.",
    "Are the values you return close to the parameters, or are they small like a step?",
    "The updated parameters are the old ones minus the step.",
    "In each line, subtract the step from the parameter it belongs to.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = learning_rate * grads["dW" + str(l)]
        updated["b" + str(l)] = learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "two-layers-updated",
    "The code updates exactly two layers.",
    "What does your function do for a network of one layer, and for one of five?",
    "The number of layers is half the number of entries in `parameters`.",
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
    "The loop numbers the layers from 0.",
    "Which key does your loop look up in its first iteration?",
    "Layers are numbered from 1 to L, but `range(L)` runs from 0 to L - 1.",
    "Change the start and the end of the `range`, or the number in the keys.",
)
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


@mistake(
    "update-past-the-last-layer",
    "The loop runs past the last layer.",
    "How many entries does `parameters` have for a network of two layers?",
    "Each layer has a `W` and a `b`, so there are half as many layers as entries.",
    "Change the line that computes the number of layers, or the end of the `range`.",
)
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters)
    for l in range(L):
        for name in ("W" + str(l + 1), "b" + str(l + 1)):
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters


@mistake(
    "w-looked-up-in-the-gradients",
    "The parameters are looked up in the dictionary of the gradients.",
    "Which dictionary does the failing line use, and which keys does it have?",
    "`parameters`, the first argument, holds W1 and b1. `grads`, the second, holds dW1 and db1.",
    "Check the order of the arguments in the `def` line, and which dictionary each lookup uses.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["W" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["b" + str(l)]
    return updated


@mistake(
    "gradients-from-parameters",
    "The gradients are looked up in `parameters`.",
    'Which of the two dictionaries has the key "dW1"?',
    "`parameters` holds W and b, and `grads` holds dW and db.",
    "Change the dictionary in the lookups whose key starts with a d.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * parameters["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * parameters["db" + str(l)]
    return updated


@mistake(
    "update-keys-small",
    "The keys of the weights have a lowercase w.",
    "Compare your keys with those in the description, letter by letter. Which differ?",
    "Python distinguishes uppercase from lowercase in names and in keys.",
    "Write the keys of the weights with a capital letter.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["w" + str(l)] = parameters["w" + str(l)] - learning_rate * grads["dw" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "two-layers-returned",
    "The code updates exactly two layers and returns only those.",
    "What does your function return for a network of one layer, and for one of five?",
    "The number of layers is half the number of entries in `parameters`.",
    "Put the lines into a loop over all layers, and store every result.",
)
def update_parameters(parameters, grads, learning_rate):
    return {
        name: parameters[name] - learning_rate * grads["d" + name]
        for name in ("W1", "b1", "W2", "b2")
    }
