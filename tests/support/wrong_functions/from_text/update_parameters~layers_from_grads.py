# mistake: the number of layers is half the number of gradients, but grads also holds the dA, so the loop goes on to layers that do not exist
# right: n_layers = len(parameters) // 2


def update_parameters(parameters, grads, learning_rate):
    updated = {}
    n_layers = len(grads) // 2
    for layer in range(1, n_layers + 1):
        w = "W" + str(layer)
        b = "b" + str(layer)
        updated[w] = parameters[w] - learning_rate * grads["d" + w]
        updated[b] = parameters[b] - learning_rate * grads["d" + b]
    return updated
