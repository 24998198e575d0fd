# mistake: the number of layers is taken as the number of keys, not half of it, so W of a layer that does not exist is looked up
# right: L = len(parameters) // 2


def L_model_forward(X, parameters):
    caches = []
    L = len(parameters)
    A = X
    for l in range(1, L + 1):
        activation = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], activation
        )
        caches.append(cache)
    return A, caches
