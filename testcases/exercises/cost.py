"""The exercises of the third notebook: the cost."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.exercises._draw import draw_labels_for, make_case
from testcases.exercises._register import exercise
from testcases.record import Case, Value


@exercise(
    "compute_cost",
    notebook="03-cost",
    parts={"cost": 10},
    returns=Value("cost", number=True),
    to_mend=True,
    insight=(
        "This is `nn.BCELoss` in PyTorch. What does it return for a prediction of exactly 0 or 1, "
        "and how would you make it safe?"
    ),
    insight_fixed=(
        "The two terms never count at the same time, so a wrong sign shows only for one of the two"
        " labels. Test both."
    ),
    hints=(
        "What is the loss of each example in this test, one by one?",
        "An example with label 1 contributes -log(a), an example with label 0 contributes "
        "-log(1 - a). The cost is their mean.",
        "Compare your expression with the formula term by term: sign, logarithm, `1 - AL`, and"
        " the division by `m`.",
    ),
)
def probabilities_and_labels(rng: np.random.Generator, reference: Any) -> list[Case]:
    """
    Draw probabilities, and labels that are integers or floats.

    Two probabilities are below 0.001 and above 0.999, so that it shows if they are clipped there.
    A constant of 1e-7 or less inside a logarithm stays below the tolerance.
    """
    cases = []
    for m, kind in ((5, int), (3, float), (1, int), (8, int), (16, int), (17, float)):
        AL = rng.uniform(0.05, 0.95, (1, m))
        if m > 4:
            AL[0, :4] = rng.uniform(0.05, 0.45, 4) + [0, 0, 0.5, 0.5]
        Y = draw_labels_for(rng, AL).astype(kind)
        if m > 8:
            # Confident and wrong.
            Y[0, 4] = m % 2
            AL[0, 4] = abs(1 - Y[0, 4] - rng.uniform(0.0009, 0.00098))
        cases.append(make_case(rng, {"AL": AL, "Y": Y}, m=m))
    return cases
