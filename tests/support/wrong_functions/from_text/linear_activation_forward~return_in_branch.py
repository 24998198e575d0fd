# mistake: the return belongs to the relu branch only, so None is returned for a sigmoid layer
# right: return A, cache, indented like the if

from dnn_utils import relu, sigmoid


def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
        cache = (linear_cache, activation_cache)
    elif activation == "relu":
        A, activation_cache = relu(Z)
        cache = (linear_cache, activation_cache)
        return A, cache
