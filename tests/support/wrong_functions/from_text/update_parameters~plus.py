# mistake: the step is added instead of subtracted
# right: new["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
# right: new["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]


def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    new = {}
    for l in range(1, L + 1):
        new["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return new
