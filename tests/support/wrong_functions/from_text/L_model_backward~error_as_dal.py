# mistake: dAL is AL - Y, which is dZ of the last layer and not dA
# right: dAL = -(Y / AL - (1 - Y) / (1 - AL))


def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    # derivative at the output
    dAL = AL - Y
    out = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = out
    for l in range(L - 2, -1, -1):
        out = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = out
    return grads
