# mistake: linear_backward gets dA instead of dZ, so the slope of the activation function is left out
# right: dA_prev, dW, db = linear_backward(dZ, linear_cache)

from dnn_utils import relu_backward, sigmoid_backward


def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    dA_prev, dW, db = linear_backward(dA, linear_cache)
    return dA_prev, dW, db
