# mistake: the cost is not returned
# right: return parameters, cost


def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)  # before the step
    grads = parameter_gradients(AL, Y, caches)
    for l in range(len(parameters) // 2):
        W = parameters[f"W{l + 1}"]
        b = parameters[f"b{l + 1}"]
        W -= learning_rate * grads[f"dW{l + 1}"]
        b -= learning_rate * grads[f"db{l + 1}"]
    return parameters
