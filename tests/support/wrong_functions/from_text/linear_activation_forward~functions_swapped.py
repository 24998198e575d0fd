# mistake: sigmoid and relu are exchanged: each branch calls the function of the other one
# right: A, activation_cache = sigmoid(Z), in the branch for "sigmoid"
# right: A, activation_cache = relu(Z), in the branch for "relu"

from dnn_utils import relu, sigmoid


def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = relu(Z)
    elif activation == "relu":
        A, activation_cache = sigmoid(Z)
    cache = (linear_cache, activation_cache)
    return A, cache
