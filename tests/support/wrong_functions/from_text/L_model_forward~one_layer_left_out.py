# mistake: the loop ends at L - 2, so layer L - 1 is left out
# right: for l in range(1, L):


def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2

    # hidden layers
    for l in range(1, L - 1):
        A_prev = A
        A, cache = linear_activation_forward(
            A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)

    # output layer
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)

    return AL, caches
