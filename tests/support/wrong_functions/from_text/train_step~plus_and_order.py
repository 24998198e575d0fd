# mistake: the step is added to the biases instead of subtracted
# right: parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
# mistake: the cost is returned before the parameters
# right: return parameters, cost


def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for l in range(1, len(caches) + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] += learning_rate * grads["db" + str(l)]
    return cost, parameters
