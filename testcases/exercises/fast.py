"""The exercises of the seventh notebook: the same training, faster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from testcases.exercises import backward
from testcases.exercises._draw import (
    LAYER_SIZES,
    NETWORK_SIZES,
    draw_labels,
    draw_parameters,
    draw_trainings,
    make_case,
)
from testcases.exercises._register import exercise
from testcases.exercises.training import GRADIENTS, INITIALIZE, TRAINING
from testcases.record import Case, Group, Keys, Value


@exercise(
    "parameter_gradients",
    notebook="07-make-it-fast",
    parts={"dW": 3, "db": 2},
    returns=Keys("grads"),
    builds_on=backward.LAYER_BACKWARD,
    insight=(
        "`dA0` is as large as the whole training set, and no step uses it. Not computing a result "
        "is the cheapest optimization there is."
    ),
)
def gradients_without_W1(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw the test inputs of `L_model_backward`, without W1."""
    cases = []
    for case in backward.network_gradients(rng, reference):
        ((X, _, b1), Z1), *others = case.inputs["caches"]
        caches = [((X, None, b1), Z1), *others]
        cases.append(replace(case, inputs={**case.inputs, "caches": caches}))
    return cases


@exercise(
    "train_step",
    notebook="07-make-it-fast",
    parts={"parameters": 2, "in place": 2, "cost": 1},
    returns=Group("answer", (Keys("parameters", exact=True), Value("cost", number=True))),
    builds_on=(*GRADIENTS, "parameter_gradients"),
    in_place="parameters",
    insight=(
        "Writing in place saves the time and memory for new arrays. PyTorch's optimizers do it, "
        "too: in-place methods end in an underscore, as in `add_`."
    ),
)
def steps_in_place(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw networks, inputs and labels such that one step changes every array."""
    cases = []
    for dims, m in NETWORK_SIZES:
        moves = False
        while not moves:
            X, Y = rng.standard_normal((dims[0], m)), draw_labels(rng, m)
            parameters = draw_parameters(rng, dims)
            AL, caches = reference.L_model_forward(X, parameters)
            moves = all(np.any(g) for g in reference.parameter_gradients(AL, Y, caches).values())
        inputs = {"X": X, "Y": Y, "parameters": parameters}
        inputs["learning_rate"] = float(rng.uniform(0.05, 0.5))
        cases.append(make_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases


@exercise(
    "gram_step",
    notebook="07-make-it-fast",
    parts={"S": 2, "b": 1, "Z": 2},
    returns=Group("answer", (Value("S"), Value("b"), Value("Z"))),
    to_mend=True,
    insight=(
        "The update never touches the 12,288 input features: `WX` and `G` hold everything about "
        "`X` that training needs."
    ),
    insight_fixed=(
        "After the step, the next forward pass starts from `Z`. A `Z` that lags one step behind "
        "looks like slow training, not like a bug."
    ),
)
def gram_steps(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw a layer of every size, in the middle of its training."""
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        X, W = rng.standard_normal((n_prev, m)), rng.standard_normal((n, n_prev))
        inputs = {
            "S": rng.standard_normal((n, m)),
            "b": rng.standard_normal((n, 1)),
            "dZ": rng.standard_normal((n, m)),
            "learning_rate": float(rng.uniform(0.05, 0.5)),
            "WX": W @ X,
            "G": X.T @ X,
        }
        cases.append(make_case(rng, inputs, n=n, m=m))
    return cases


def _where_fast_is_faster(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Name what `L_layer_model_fast` may not call: the plain training, on fewer examples than inputs.

    With more examples it would be right to fall back on it.
    """
    n_0, m = inputs["X"].shape
    return ("L_layer_model", "mend_L_layer_model") if m < n_0 else ()


@exercise(
    "L_layer_model_fast",
    notebook="07-make-it-fast",
    parts={"W": 3, "b": 1, "printed": 1},
    returns=Keys("parameters", exact=True),
    builds_on=(*TRAINING, "gram_step"),
    without=_where_fast_is_faster,
    stands_for=INITIALIZE,
    insight=(
        "Same parameters, less time: with more features than examples, working with the m x m "
        "matrix `G` beats working with `X`. Kernel methods rest on the same idea."
    ),
)
def fast_trainings(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw networks of at least two layers, with n_0 larger and smaller than m."""
    sizes = (([4, 3, 1], 5), ([9, 4, 1], 3), ([3, 4, 2, 1], 7), ([6, 5, 4, 3, 2, 1], 3),
             ([2, 3, 1], 1))  # fmt: skip
    return draw_trainings(rng, [*zip(sizes, (3, 1, 6, 4, 2), strict=True)])
