# mistake: the pair that the activation function returns is not unpacked, so A is a tuple
# right: A, activation_cache = g(Z)

from dnn_utils import relu, sigmoid


def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    g = sigmoid if activation == "sigmoid" else relu
    A = g(Z)
    return A, (linear_cache, Z)
