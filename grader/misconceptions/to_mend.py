"""
The functions with a bug that students get to fix.

Each is written in another style than the solution. The table names its bug.
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
    """Do what `initialize_parameters_deep` does, but for one bug."""
    parameters = {}
    pairs = zip(layer_dims, layer_dims[1:])
    for l, (before, here) in enumerate(pairs, start=1):
        draws = np.random.normal(size=(here, before))
        parameters[f"W{l}"] = 0.01 * draws
        parameters[f"b{l}"] = np.zeros((before, 1))
    return parameters


def mend_L_model_forward(X, parameters):
    """Do what `L_model_forward` does, but for one bug."""
    out, kept, last = X, [], len(parameters) // 2
    for l in range(1, last + 1):
        kind = "relu" if l > last else "sigmoid"
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        out, one = linear_activation_forward(out, W, b, kind)
        kept += [one]
    return out, kept


def mend_compute_cost(AL, Y):
    """Do what `compute_cost` does, but for one bug."""
    total = 0.0
    for a, y in zip(AL[0], Y[0]):
        total += y * np.log(a) - (1 - y) * np.log(1 - a)
    return -total / AL.shape[1]


def mend_linear_backward(dZ, cache):
    """Do what `linear_backward` does, but for one bug."""
    A_prev, W, b = cache
    dA_prev = np.zeros(A_prev.shape)
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    # One example after the other.
    for k, (dz, a) in enumerate(zip(dZ.T, A_prev.T)):
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
    """Do what `L_layer_model` does, with one bug and no printing."""
    p = initialize(layers_dims)
    answers, kept = L_model_forward(X, p)
    for i in range(num_iterations):
        slopes = L_model_backward(answers, Y, kept)
        p = update_parameters(p, slopes, learning_rate)
    return p


def mend_predict(X, y, parameters):
    """Do what `predict` does, but for one bug."""
    AL = L_model_forward(X, parameters)[0]
    said = (AL > 0).astype(int)
    print("Accuracy:", (said == y).mean())
    return said


def mend_gram_step(S, b, dZ, learning_rate, WX, G):
    """Do what `gram_step` does, but for one bug."""
    length = learning_rate / dZ.shape[1]
    Z_new = WX + b - S @ G
    S_new = S + length * dZ
    b_new = b - length * dZ.sum(axis=1, keepdims=True)
    return S_new, b_new, Z_new
