# mistake: the cache of layer l is taken as caches[l] instead of caches[l - 1], which is past the end of the list for the last layer
# right: current_cache = caches[l - 1]


def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = (1 - Y) / (1 - AL) - Y / AL
    for l in range(L, 0, -1):
        current_cache = caches[l]
        kind = "sigmoid" if l == L else "relu"
        dA, grads["dW" + str(l)], grads["db" + str(l)] = linear_activation_backward(
            dA, current_cache, kind
        )
        grads["dA" + str(l - 1)] = dA
    return grads
