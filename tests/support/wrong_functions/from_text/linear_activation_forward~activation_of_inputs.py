# mistake: relu is applied to A_prev instead of Z
# right: A, activation_cache = relu(Z)

from dnn_utils import relu, sigmoid


def linear_activation_forward(A_prev, W, b, activation):
    # linear part first
    Z, linear_cache = linear_forward(A_prev, W, b)

    # then the nonlinear part
    if activation == "relu":
        A, activation_cache = relu(A_prev)
    else:
        A, activation_cache = sigmoid(Z)

    return A, (linear_cache, activation_cache)
