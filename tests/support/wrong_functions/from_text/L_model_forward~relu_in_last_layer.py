# mistake: the output layer uses relu instead of sigmoid
# right: AL, last = linear_activation_forward(A, W, b, activation="sigmoid")


def L_model_forward(X, parameters):
    L = int(len(parameters) / 2)
    A = X
    caches = []
    for layer in range(1, L):
        W = parameters["W%d" % layer]
        b = parameters["b%d" % layer]
        A, c = linear_activation_forward(A, W, b, activation="relu")
        caches.append(c)
    W = parameters["W%d" % L]
    b = parameters["b%d" % L]
    AL, last = linear_activation_forward(A, W, b, activation="relu")
    caches.append(last)
    return AL, caches
