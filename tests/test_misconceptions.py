"""Every wrong function is caught by the public check and by fresh questions, and blamed alone."""

from __future__ import annotations

import pytest
from functions import right_cells

from grader.judging import judge_cells
from grader.misconceptions import MISCONCEPTIONS
from testcases.catalogue import EXERCISES
from testcases.check import verdict_on


@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_public_check_catches_it(slug):
    verdict = verdict_on(MISCONCEPTIONS[slug].function)
    assert verdict.verdict in ("partly", "wrong")
    assert verdict.points < verdict.max_points


@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_fresh_questions_catch_it_and_blame_it_alone(slug):
    one = MISCONCEPTIONS[slug]
    verdicts = judge_cells(right_cells(**{one.exercise: one.source}), EXERCISES, seed=5)
    wrong = [name for name, verdict in verdicts.items() if verdict.verdict != "right"]
    assert wrong == [one.exercise]


def test_every_exercise_has_a_misconception():
    assert {one.exercise for one in MISCONCEPTIONS.values()} == set(EXERCISES)
