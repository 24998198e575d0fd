# mistake: the loop ends before the last layer, which keeps its old parameters
# right: for l in range(1, L + 1):


def update_parameters(parameters, grads, learning_rate):
    parameters = parameters.copy()
    L = len(parameters) // 2
    for l in range(1, L):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        parameters[f"W{l}"] = W - learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] = b - learning_rate * grads[f"db{l}"]
    return parameters
