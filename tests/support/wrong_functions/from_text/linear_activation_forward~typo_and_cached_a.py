# mistake: the name is compared with "Sigmoid" in capitals, so every layer becomes a relu layer
# right: if activation == "sigmoid":
# mistake: the cache holds the activations A instead of the cache of the activation function, which is Z
# right: cache = (lin_cache, act_cache)

from dnn_utils import relu, sigmoid


def linear_activation_forward(A_prev, W, b, activation):
    Z, lin_cache = linear_forward(A_prev, W, b)
    if activation == "Sigmoid":
        A, act_cache = sigmoid(Z)
    else:
        A, act_cache = relu(Z)
    cache = (lin_cache, A)
    return A, cache
