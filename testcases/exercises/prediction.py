"""The exercises of the sixth notebook: prediction, and the whole network assembled."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.exercises import training
from testcases.exercises._draw import (
    NETWORK_SIZES,
    center_predictions,
    draw_labels_for,
    draw_parameters,
    make_case,
)
from testcases.exercises._register import exercise
from testcases.exercises.forward import LAYER_FORWARD
from testcases.record import Case, Group, Keys, Value


@exercise(
    "predict",
    notebook="06-cat-classifier",
    parts={"p": 4, "printed": 1},
    returns=Value("p"),
    builds_on=(*LAYER_FORWARD, "L_model_forward"),
    to_mend=True,
    insight=(
        "The threshold 0.5 treats both kinds of error alike. If missing a cat were worse than a "
        "false alarm, you would lower it."
    ),
    insight_fixed=(
        "A threshold of 0 calls everything a cat and still gets every cat right. Accuracy alone "
        "can hide that, so look at the predictions, too."
    ),
    hints=(
        "Which example gets the wrong prediction, and what is its probability?",
        "The prediction is 1 where the probability is greater than 0.5, and 0 elsewhere.",
        "Print `AL` and `p` side by side, and check the comparison with 0.5.",
    ),
)
def predictions(rng: np.random.Generator, reference: Any) -> list[Case]:
    """
    Draw networks none of whose probabilities is so close to 0.5 that rounding tips it over, and one
    with a probability that is exactly 0.5, which is not above it.
    """
    cases = []
    for dims, m in (*NETWORK_SIZES, ([4, 3, 1], 12)):
        while True:
            X, parameters = rng.standard_normal((dims[0], m)), draw_parameters(rng, dims)
            AL, _ = center_predictions(parameters, X, reference, 0.6)
            # In the largest network another threshold, the mean, gives other predictions.
            shows = m < 12 or np.any((AL.mean() < AL) != (AL > 0.5))
            if shows and np.abs(AL - 0.5).min() > 1e-4:
                break
        inputs = {"X": X, "y": draw_labels_for(rng, AL), "parameters": parameters}
        cases.append(make_case(rng, inputs, m=m, L=len(dims) - 1))
    return [*cases, _undecided(rng, reference)]


def _undecided(rng: np.random.Generator, reference: Any) -> Case:
    """Draw a network without biases, and an input of zeros: its probability is exactly 0.5."""
    while True:
        X, parameters = rng.standard_normal((4, 6)), draw_parameters(rng, [4, 3, 1])
        X[:, rng.integers(6)] = 0
        parameters |= {name: 0 * p for name, p in parameters.items() if name[0] == "b"}
        AL, _ = reference.L_model_forward(X, parameters)
        others = AL[np.any(X, axis=0, keepdims=True)]
        if np.abs(others - 0.5).min() > 1e-4 and others.min() < 0.5 < others.max():
            break
    inputs = {"X": X, "y": draw_labels_for(rng, AL), "parameters": parameters}
    return make_case(rng, inputs, m=6, L=2)


@exercise(
    "assembled_network",
    notebook="06-cat-classifier",
    parts={"parameters": 3, "predictions": 2},
    returns=Group("answer", (Value("predictions"), Keys("parameters", exact=True))),
    builds_on=(*training.GRADIENTS, "update_parameters", "L_layer_model", "predict"),
    end_to_end=True,
    stands_for=training.INITIALIZE,
    insight=(
        "Every function in this network is yours. You could now read the code of a deep learning "
        "library and recognize each step."
    ),
)
def assembled(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Draw the test inputs of `L_layer_model`, without those that print."""
    cases = []
    for case in training.trainings(rng, reference)[:4]:
        inputs = {**case.inputs, **case.options}
        del inputs["print_cost"]
        cases.append(Case(inputs, case.sizes, seed=case.seed))
    return cases
