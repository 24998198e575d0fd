# mistake: the dA_prev of a layer is stored under the number of that layer instead of the number before it
# right: grads[f"dA{l - 1}"] = dA

import numpy as np


def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = -np.divide(Y, AL) + np.divide(1 - Y, 1 - AL)
    for l in reversed(range(1, L + 1)):
        activation = "relu"
        if l == L:
            activation = "sigmoid"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads[f"dA{l}"] = dA
        grads[f"dW{l}"] = dW
        grads[f"db{l}"] = db
    return grads
