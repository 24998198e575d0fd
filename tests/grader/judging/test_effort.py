"""The reference answers what test inputs lead to, and nothing that would keep it busy."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judging import effort, trials
from grader.judging.cases import cases_of
from grader.this_course import COURSE
from testcases.exercises import EXERCISES
from testcases.record import Returns

X, Y = np.ones((4, 5)), np.ones((1, 5))
SMALL = Returns({"W1": np.ones((1, 4)), "b1": np.ones((1, 1))})
LARGE = Returns({"W1": np.ones((30, 60)), "b1": np.ones((30, 1))})
WIDE = np.ones((1, 1900))

ENDLESS = {
    "many iterations": ("L_layer_model", (X, Y, [4, 1], 0.1, 100_000), {"initialize": SMALL}),
    "iterations by default": ("L_layer_model", (X, Y, [4, 40, 1]), {}),
    "iterations, each with much": (
        "L_layer_model_fast",
        (np.ones((60, 10)), np.ones((1, 10)), [60, 30, 1], 0.1, 1_500),
        {},
    ),
    "iterations from large parameters": (
        "L_layer_model",
        (X, Y, [4, 1], 0.1, 1_900),
        {"initialize": LARGE},
    ),
    "layers that nobody counts": (
        "L_layer_model",
        (X, Y, None, 0.1, 1_900),
        {"initialize": LARGE},
    ),
    "large layers and no iteration": ("L_layer_model", (X, Y, [900, 900], 0.1, 0), {}),
    "wide layers": ("initialize_parameters_deep", ([900, 900],), {}),
    "wide layers, by keyword": ("initialize_parameters_scaled", (), {"layer_dims": [900, 900]}),
    "wide layers of a function to mend": ("mend_initialize_parameters_deep", ([900, 900],), {}),
    "wide layers one by one": ("initialize_parameters", (900, 900, 1), {}),
    "a width beside none": ("initialize_parameters_deep", ([10**9, 0, 10**9],), {}),
    "a width below none": ("initialize_parameters_deep", ([-(10**9), 1],), {}),
    "a width without a sign": ("linear_forward", (np.array([[10**9]], np.uint64), X, X), {}),
    "axes of no length": ("linear_forward", (np.ones((0, 900)), np.ones((900, 0)), X), {}),
    "more than two axes": ("linear_forward", (np.ones((40, 1, 40)), np.ones((1, 40, 1)), X), {}),
    "many numbers": ("linear_forward", (WIDE.T, WIDE, WIDE), {}),
    "arguments that don't fit": ("linear_forward", (10**9,), {"unknown": 1}),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_the_reference_is_not_kept_busy(what):
    name, args, kwargs = ENDLESS[what]
    with pytest.raises(ValueError, match="than are asked here"):
        trials._answer(COURSE, name, args, kwargs)


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("scale", [1, 5])
def test_what_is_asked_of_students_is_answered_with_room_to_spare(name, scale, monkeypatch):
    for most in ("MOST_ENTRIES", "MOST_DRAWN", "MOST_TRAINED"):
        monkeypatch.setattr(effort, most, getattr(effort, most) // scale)
    for seed in range(3):
        for case in cases_of(COURSE, name, seed):
            if EXERCISES[name].weight_scale is None and not {*case.inputs} >= {
                "layers_dims",
                "num_iterations",
            }:
                assert effort.entries((case.inputs, case.options)) <= effort.MOST_ENTRIES
            assert not effort.is_too_much(
                COURSE, name, tuple(case.inputs.values()), dict(case.options)
            )


def test_random_numbers_are_drawn_the_same_for_all_and_disturb_nobody():
    first = trials._answer(COURSE, "initialize_parameters_deep", ([3, 2],), {})
    np.random.rand()
    again = trials._answer(COURSE, "initialize_parameters_deep", ([3, 2],), {})
    assert np.array_equal(first["W1"], again["W1"])
    np.random.seed(3)
    expected = np.random.rand()
    np.random.seed(3)
    trials._answer(COURSE, "initialize_parameters_deep", ([3, 2],), {})
    assert np.random.rand() == expected
