# mistake: the cost is computed from a second forward pass, after the step
# right: cost = compute_cost(AL, Y)


def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    grads = parameter_gradients(AL, Y, caches)
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    cost = compute_cost(L_model_forward(X, parameters)[0], Y)
    return parameters, cost
