# mistake: the hidden layers all use the bias of layer 1
# right: b = parameters["b" + str(l)]
# mistake: the activations of the last hidden layer are returned instead of AL
# right: return AL, caches


def L_model_forward(X, parameters):
    A = X
    caches = []
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        W = parameters["W" + str(l)]
        b = parameters["b1"]
        A, cache = linear_activation_forward(A_prev, W, b, "relu")
        caches.append(cache)
    W = parameters["W" + str(L)]
    b = parameters["b" + str(L)]
    AL, cache = linear_activation_forward(A, W, b, "sigmoid")
    caches.append(cache)
    return A, caches
