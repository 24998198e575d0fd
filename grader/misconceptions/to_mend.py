"""
The functions that students are handed out to mend.

Each is written as somebody else would, and makes one of the mistakes: the table says which.
"""

import numpy as np

from solutions import (
    L_model_backward,
    L_model_forward,
    initialize_parameters_deep,
    linear_activation_forward,
    update_parameters,
)

MISTAKES = {
    "mend_initialize_parameters_deep": "deep-b-size-before",
    "mend_L_model_forward": "all-layers-sigmoid",
    "mend_compute_cost": "cost-minus-between",
    "mend_linear_backward": "averaged-over-inputs",
    "mend_L_layer_model": "gradients-of-the-start",
    "mend_predict": "rounded-up",
    "mend_gram_step": "z-before-the-step",
}


def mend_initialize_parameters_deep(layer_dims):
    """Does what `initialize_parameters_deep` should do, but for a mistake."""
    parameters = {}
    for l, (before, here) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters[f"W{l}"] = 0.01 * np.random.normal(size=(here, before))
        parameters[f"b{l}"] = np.zeros((before, 1))
    return parameters


def mend_L_model_forward(X, parameters):
    """Does what `L_model_forward` should do, but for a mistake."""
    out, kept, last = X, [], len(parameters) // 2
    for l in range(1, last + 1):
        kind = "relu" if l > last else "sigmoid"
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        out, one = linear_activation_forward(out, W, b, kind)
        kept += [one]
    return out, kept


def mend_compute_cost(AL, Y):
    """Does what `compute_cost` should do, but for a mistake."""
    total = 0.0
    for a, y in zip(AL[0], Y[0]):
        total += y * np.log(a) - (1 - y) * np.log(1 - a)
    return -total / AL.shape[1]


def mend_linear_backward(dZ, cache):
    """Does what `linear_backward` should do, but for a mistake."""
    A_prev, W, b = cache
    dA_prev, dW, db = np.zeros(A_prev.shape), np.zeros(W.shape), np.zeros(b.shape)
    for k, (dz, a) in enumerate(zip(dZ.T, A_prev.T)):  # one example after the other
        dA_prev[:, k] = W.T @ dz
        dW += np.outer(dz, a)
        db[:, 0] += dz
    return dA_prev, dW / len(A_prev), db / len(A_prev)


def mend_L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    initialize=initialize_parameters_deep,
):
    """Does what `L_layer_model` should do, but for a mistake; it prints nothing, and need not."""
    p = initialize(layers_dims)
    answers, kept = L_model_forward(X, p)
    for i in range(num_iterations):
        slopes = L_model_backward(answers, Y, kept)
        p = update_parameters(p, slopes, learning_rate)
    return p


def mend_predict(X, y, parameters):
    """Does what `predict` should do, but for a mistake."""
    AL = L_model_forward(X, parameters)[0]
    said = (AL > 0).astype(int)
    print("Accuracy:", (said == y).mean())
    return said


def mend_gram_step(S, b, dZ, learning_rate, WX, G):
    """Does what `gram_step` should do, but for a mistake."""
    length = learning_rate / dZ.shape[1]
    Z_new = WX + b - S @ G
    S_new = S + length * dZ
    b_new = b - length * dZ.sum(axis=1, keepdims=True)
    return S_new, b_new, Z_new
