"""Automatic mutants of the reference: each is caught, or is listed as equivalent."""

from __future__ import annotations

import pytest
from functions import define

from grader.judging.cases import draw_cases
from grader.this_course import COURSE
from testcases.execution.call import run_here
from testcases.exercises import EXERCISES
from testcases.judging._judge import judge
from testcases.notebook._check import verdict_on

pytest.importorskip("cosmic_ray", reason="needs the package cosmic-ray")

from mutants import EQUIVALENT, mutants

pytestmark = pytest.mark.slow


# Those of which every mutant trains for long.
LONG = {
    "L_model_backward", "update_parameters", "parameter_gradients", "train_step", "gram_step",
    "L_layer_model_fast", "L_layer_model"
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.exhaustive if name in LONG else ())
        for name, exercise in EXERCISES.items()
        if exercise.is_written
    ],
)
def test_every_mutant_is_caught_or_equivalent(name):
    exercise = EXERCISES[name]
    fresh = draw_cases(COURSE, exercise, 12)
    survivors = {"public": set(), "hidden": set()}
    sources = mutants(name)
    assert len(sources) > 5
    for line, source in sources.items():
        function = define(source, name)
        if verdict_on(COURSE, function).verdict == "right":
            survivors["public"].add(line)
        hidden = judge(
            exercise,
            fresh,
            lambda case, f=function: run_here(f, case, stands_for=exercise.stands_for),
            EXERCISES,
        )
        if hidden.verdict == "right":
            survivors["hidden"].add(line)
    expected = set(EQUIVALENT.get(name, {}))
    assert survivors == {"public": expected, "hidden": expected}
