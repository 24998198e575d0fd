"""The exercises of the second notebook: forward propagation."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.exercises._draw import (
    LAYER_SIZES,
    NETWORK_SIZES,
    ONE_LAYER,
    draw_layer,
    draw_parameters,
    make_case,
)
from testcases.exercises._register import exercise
from testcases.record import Case, Group, Many, Value

_LINEAR_CACHE = Group("linear_cache", (Value("A_prev"), Value("W"), Value("b")))
_LAYER_CACHE = Group("cache", (_LINEAR_CACHE, Value("activation_cache")))

# The forward pass of one layer, which later exercises build on.
LAYER_FORWARD = ("linear_forward", "linear_activation_forward")


@exercise(
    "linear_forward",
    notebook="02-forward",
    parts={"Z": 3, "cache": 2},
    returns=Group("answer", (Value("Z"), Group("cache", _LINEAR_CACHE.items))),
)
def layers(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a layer of every size."""
    return [
        make_case(rng, draw_layer(rng, n_prev, n, m), n_prev=n_prev, n=n, m=m)
        for n_prev, n, m in LAYER_SIZES
    ]


@exercise(
    "linear_activation_forward",
    notebook="02-forward",
    parts={"A": 3, "cache": 2},
    returns=Group("answer", (Value("A"), _LAYER_CACHE)),
    builds_on=("linear_forward",),
)
def activated_layers(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a layer of every size with each activation."""
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        for activation in ("sigmoid", "relu"):
            inputs = {**draw_layer(rng, n_prev, n, m), "activation": activation}
            cases.append(make_case(rng, inputs, n_prev=n_prev, n=n, m=m))
    return cases


@exercise(
    "L_model_forward",
    notebook="02-forward",
    parts={"AL": 6, "caches": 4},
    returns=Group("answer", (Value("AL"), Many("caches", _LAYER_CACHE))),
    builds_on=LAYER_FORWARD,
    edge=ONE_LAYER,
    to_mend=True,
)
def networks(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a network of every size, and its inputs."""
    cases = []
    for dims, m in NETWORK_SIZES:
        inputs = {"X": rng.standard_normal((dims[0], m)), "parameters": draw_parameters(rng, dims)}
        cases.append(make_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases
