# mistake: the learning rate is left out for the weights
# right: step_W = learning_rate * grads["dW" + str(l)]
# mistake: the biases go uphill, the step is added
# right: result["b" + str(l)] = parameters["b" + str(l)] - step_b


def update_parameters(parameters, grads, learning_rate):
    result = {}
    for l in range(1, len(parameters) // 2 + 1):
        step_W = grads["dW" + str(l)]
        step_b = learning_rate * grads["db" + str(l)]
        result["W" + str(l)] = parameters["W" + str(l)] - step_W
        result["b" + str(l)] = parameters["b" + str(l)] + step_b
    return result
