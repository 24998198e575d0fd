# mistake: the step makes new arrays, so the arrays of the caller keep their old values
# right: parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
# right: parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]


def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters, cost
