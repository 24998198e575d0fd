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
    insight=(
        "The same line is `nn.Linear` in PyTorch, where examples are rows and the product is `X @ "
        "W.T + b`."
    ),
    hints=(
        "What is `Z[0, 0]` for this test input, computed by hand from row 0 of `W`, column 0 "
        "of `A_prev` and `b[0]`?",
        "`Z` is a matrix product plus a column. Compute the product and the sum separately, "
        "and compare each with your own calculation.",
        "Look at the line for `Z`: the order of the factors, an extra transpose, the sign of `b`.",
    ),
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
    insight=(
        "Without the activation function, two layers would be one: a product of matrices is a "
        "matrix."
    ),
    hints=(
        "Is it `Z` that differs, or what the activation function makes of it?",
        "`linear_forward` gives `Z`, and the function named by `activation` turns `Z` into `A`.",
        "Print `Z` and `A` in the branch that this test input takes, and compare both with "
        "your own calculation for one entry.",
    ),
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
    insight=(
        "This is the whole network at prediction time. Everything that follows is about finding "
        "good parameters for it."
    ),
    insight_fixed=(
        "With sigmoid in every layer the network still runs and still gives probabilities. Only a "
        "comparison with known values finds such a bug."
    ),
    hints=(
        "How many layers does this test input have, and after which of them do the activations"
        " first differ from what you expect?",
        "Layers 1 to L-1 use ReLU, layer L uses sigmoid, and each layer takes the activations "
        "of the previous one.",
        "Print `A` after each layer. Check the range of the loop, the keys, the activation, "
        "and the first argument of each call.",
    ),
)
def networks(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a network of every size, and its inputs."""
    cases = []
    for dims, m in NETWORK_SIZES:
        inputs = {"X": rng.standard_normal((dims[0], m)), "parameters": draw_parameters(rng, dims)}
        cases.append(make_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases
