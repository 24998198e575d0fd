"""The exercises of the first notebook: initializing the parameters."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.exercises._draw import draw_layer_dims, make_case
from testcases.exercises._register import exercise
from testcases.record import Case, Keys


@exercise(
    "initialize_parameters",
    notebook="01-initialization",
    parts={"W": 3, "b": 2},
    returns=Keys("parameters", exact=True),
    weight_scale=lambda n_prev: 0.01,
    insight=(
        "Random weights break the symmetry between units. Fill both matrices with one number, and "
        "all hidden units stay equal, however long you train."
    ),
)
def shallow_sizes(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw layer sizes, some so large that the standard deviation shows."""
    fixed = ((3, 2, 1), (2, 4, 3), (1, 1, 1), (120, 70, 60))
    drawn = tuple(int(n) for n in rng.integers(3, 9, 3))
    return [
        make_case(rng, {"n_x": n_x, "n_h": n_h, "n_y": n_y}, n_x=n_x, n_h=n_h, n_y=n_y)
        for n_x, n_h, n_y in (*fixed, drawn)
    ]


@exercise(
    "initialize_parameters_deep",
    notebook="01-initialization",
    parts={"W": 3, "b": 2},
    returns=Keys("parameters", exact=True),
    weight_scale=lambda n_prev: 0.01,
    to_mend=True,
    insight=(
        "In PyTorch this is `nn.Linear` in a loop. Its default scale depends on the number of "
        "inputs, and notebook 05 shows why."
    ),
    insight_fixed=(
        "A wrong shape need not raise an error, because NumPy broadcasts. Print the shapes of all "
        "parameters before you train."
    ),
)
def deep_sizes(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw layer sizes of networks of different depth."""
    return draw_layer_dims(rng)
