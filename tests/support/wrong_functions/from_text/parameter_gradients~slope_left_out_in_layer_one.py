# mistake: layer 1 uses dA1 as dZ1, the slope of its activation function is left out
# right: dZ1 = relu_backward(dA, Z1) if L > 1 else sigmoid_backward(dA, Z1)


def parameter_gradients(AL, Y, caches):
    L = len(caches)
    m = Y.shape[1]
    grads = {}
    dA = -Y / AL + (1 - Y) / (1 - AL)
    kind = "sigmoid"
    for l in range(L, 1, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], kind)
        grads[f"dW{l}"], grads[f"db{l}"] = dW, db
        kind = "relu"
    linear_cache, Z1 = caches[0]
    X = linear_cache[0]
    dZ1 = dA
    grads["dW1"] = dZ1 @ X.T / m
    grads["db1"] = dZ1.sum(axis=1, keepdims=True) / m
    return grads
