# mistake: the sigmoid line is not in a branch, so it overwrites dZ of a relu layer
# right: else:
# right: dZ = sigmoid_backward(dA, Z)

from dnn_utils import relu_backward, sigmoid_backward


def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    dZ = sigmoid_backward(dA, Z)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
