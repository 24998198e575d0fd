# mistake: the hidden layers use sigmoid instead of relu
# right: A, cache = linear_activation_forward(A, W, b, "relu")
# mistake: the cache of the output layer is put at the front of the list instead of at its end
# right: caches.append(cache)


def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        A, cache = linear_activation_forward(A, W, b, "sigmoid")
        caches.append(cache)
    W, b = parameters["W" + str(L)], parameters["b" + str(L)]
    AL, cache = linear_activation_forward(A, W, b, "sigmoid")
    caches.insert(0, cache)
    return AL, caches
