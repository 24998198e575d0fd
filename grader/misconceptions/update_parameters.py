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


@mistake(
    "update-past-the-last-layer",
    "The loop goes on past the last layer, and asks for one that is not there.",
    "How many entries does parameters hold for a network of two layers?",
    "Each layer has a W and a b, so there are half as many layers as entries.",
    "The number of layers is len(parameters) // 2.",
)
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters)
    for l in range(L):
        for name in ("W" + str(l + 1), "b" + str(l + 1)):
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters


@mistake(
    "w-looked-up-in-the-gradients",
    "W1 is looked up in the dictionary that holds the gradients, where the key is dW1.",
    "Which of the two dictionaries does your line ask for W1, and which keys does that one hold?",
    "parameters comes first and holds W1 and b1; grads comes second and holds dW1 and db1.",
    "Keep the order of the arguments as it was given, and put a d before the keys of grads.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["W" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["b" + str(l)]
    return updated


@mistake(
    "gradients-from-parameters",
    "The gradients are looked up in parameters, where only weights and biases are.",
    "Which of the two dictionaries holds dW1?",
    "parameters holds W and b; grads holds dW and db.",
    "Read the d-keys from grads.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * parameters["dW" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * parameters["db" + str(l)]
    return updated


@mistake(
    "update-keys-small",
    "The keys of the weights are written with a small w.",
    "Is a key with a small letter the same key to Python?",
    "Python tells capitals from small letters, in names and in keys: w1 and W1 are two.",
    "Write the keys of the weights with a capital.",
)
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        updated["w" + str(l)] = parameters["w" + str(l)] - learning_rate * grads["dw" + str(l)]
        updated["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return updated


@mistake(
    "two-layers-returned",
    "The update is written out for two layers, and only these are returned.",
    "What does your function do for a network of one layer, or of five?",
    "The number of layers is half the number of parameters, and a loop goes through them.",
    "Put the lines into a loop over all layers.",
)
def update_parameters(parameters, grads, learning_rate):
    return {
        name: parameters[name] - learning_rate * grads["d" + name]
        for name in ("W1", "b1", "W2", "b2")
    }
