"""A small network of random numbers."""

from __future__ import annotations

import numpy as np

import solutions


def draw_network(dims, m=7, seed=0):
    """Give parameters, right gradients, and the cost as a function of the parameters."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer in range(1, len(dims)):
        n, n_prev = dims[layer], dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{layer}"] = rng.standard_normal((n, 1))
    X, Y = rng.standard_normal((dims[0], m)), rng.integers(0, 2, (1, m))
    AL, caches = solutions.L_model_forward(X, parameters)

    def cost(changed):
        return solutions.compute_cost(solutions.L_model_forward(X, changed)[0], Y)

    return parameters, solutions.L_model_backward(AL, Y, caches), cost
