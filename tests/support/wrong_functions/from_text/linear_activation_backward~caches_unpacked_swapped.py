# mistake: the two caches are unpacked in the wrong order
# right: linear_cache, activation_cache = cache

from dnn_utils import relu_backward, sigmoid_backward


def linear_activation_backward(dA, cache, activation):
    activation_cache, linear_cache = cache

    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    if activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)

    return linear_backward(dZ, linear_cache)
