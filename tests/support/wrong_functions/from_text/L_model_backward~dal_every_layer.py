# mistake: every hidden layer gets dAL instead of the dA that came back from the layer after it
# right: dA_prev, dW, db = linear_activation_backward(grads["dA" + str(l)], caches[l - 1], "relu")


def L_model_backward(AL, Y, caches):
    L = len(caches)
    grads = {}
    dAL = -Y / AL + (1 - Y) / (1 - AL)
    dA_prev, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)] = dA_prev
    grads["dW" + str(L)] = dW
    grads["db" + str(L)] = db
    l = L - 1
    while l > 0:
        dA_prev, dW, db = linear_activation_backward(dAL, caches[l - 1], "relu")
        grads["dA" + str(l - 1)] = dA_prev
        grads["dW" + str(l)] = dW
        grads["db" + str(l)] = db
        l = l - 1
    return grads
