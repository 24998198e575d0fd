# mistake: dAL is divided by m, although dA is not averaged
# right: dAL = -(Y / AL - (1 - Y) / (1 - AL))
# mistake: the output layer is treated as relu instead of sigmoid
# right: dA_prev, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")


def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    dAL = -(Y / AL - (1 - Y) / (1 - AL)) / m
    dA_prev, dW, db = linear_activation_backward(dAL, caches[L - 1], "relu")
    grads["dA" + str(L - 1)] = dA_prev
    grads["dW" + str(L)] = dW
    grads["db" + str(L)] = db
    for l in range(L - 1, 0, -1):
        dA_prev, dW, db = linear_activation_backward(dA_prev, caches[l - 1], "relu")
        grads["dA" + str(l - 1)] = dA_prev
        grads["dW" + str(l)] = dW
        grads["db" + str(l)] = db
    return grads
