"""The exercises of the fourth notebook: backpropagation."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.exercises._draw import (
    LAYER_SIZES,
    NETWORK_SIZES,
    ONE_LAYER,
    center_predictions,
    draw_labels_for,
    draw_layer,
    draw_parameters,
    make_case,
)
from testcases.exercises._register import exercise
from testcases.record import Case, Group, Keys, Value

_LINEAR_GRADIENTS = Group("answer", (Value("dA_prev"), Value("dW"), Value("db")))

# The backward pass of one layer, which later exercises build on.
LAYER_BACKWARD = ("linear_backward", "linear_activation_backward")


@exercise(
    "linear_backward",
    notebook="04-backward",
    parts={"dA_prev": 4, "dW": 3, "db": 3},
    returns=_LINEAR_GRADIENTS,
    to_mend=True,
)
def linear_gradients(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a layer of every size, and the gradient with respect to its Z."""
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        _, cache = reference.linear_forward(**draw_layer(rng, n_prev, n, m))
        inputs = {"dZ": rng.standard_normal((n, m)), "cache": cache}
        cases.append(make_case(rng, inputs, n_prev=n_prev, n=n, m=m))
    return cases


@exercise(
    "linear_activation_backward",
    notebook="04-backward",
    parts={"dA_prev": 4, "dW": 3, "db": 3},
    returns=_LINEAR_GRADIENTS,
    builds_on=("linear_backward",),
)
def activated_gradients(rng: np.random.Generator, reference: Any) -> list[Case]:
    """
    Draw a layer of every size with each activation, and the gradient with respect to its A.

    In the last one an entry of Z is exactly 0, where ReLU's gradient is 0, too.
    """
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        for activation in ("sigmoid", "relu"):
            layer = draw_layer(rng, n_prev, n, m)
            if m == 6:
                layer["A_prev"][:, 0] = layer["b"][0] = 0
            _, cache = reference.linear_activation_forward(**layer, activation=activation)
            inputs = {"dA": rng.standard_normal((n, m)), "cache": cache, "activation": activation}
            cases.append(make_case(rng, inputs, n_prev=n_prev, n=n, m=m))
    return cases


@exercise(
    "L_model_backward",
    notebook="04-backward",
    parts={"dA": 4, "dW": 3, "db": 3},
    returns=Keys("grads"),
    builds_on=LAYER_BACKWARD,
    edge=ONE_LAYER,
)
def network_gradients(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a network of every size, its forward pass, and labels."""
    cases = []
    for dims, m in NETWORK_SIZES:
        X, parameters = rng.standard_normal((dims[0], m)), draw_parameters(rng, dims)
        AL, caches = center_predictions(parameters, X, reference, 0.5)
        Y = draw_labels_for(rng, AL).astype(float if m == 4 else int)
        inputs = {"AL": AL, "Y": Y, "caches": caches}
        cases.append(make_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases
