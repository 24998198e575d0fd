"""Every wrong function is caught by the public check and by fresh questions, and blamed alone."""

from __future__ import annotations

import collections

import pytest
from functions import judge_cells, right_cells

from grader.misconceptions import MISCONCEPTIONS
from testcases.catalogue import EXERCISES
from testcases.check import verdict_on

OWN = [name for name, exercise in EXERCISES.items() if not exercise.together]


@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_public_check_catches_it(slug):
    verdict = verdict_on(MISCONCEPTIONS[slug].function)
    assert verdict.verdict in ("partly", "wrong", "error")
    assert verdict.points < verdict.max_points
    assert verdict.misconception == slug


@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_fresh_questions_catch_it_and_blame_it_alone(slug):
    one = MISCONCEPTIONS[slug]
    verdicts = judge_cells(right_cells(**{one.exercise: one.source}), EXERCISES, seed=5)
    wrong = [name for name in OWN if verdicts[name].verdict != "right"]
    assert wrong == [one.exercise]
    assert verdicts[one.exercise].misconception == slug


def test_every_exercise_has_misconceptions_with_three_hints():
    counts = collections.Counter(one.exercise for one in MISCONCEPTIONS.values())
    assert set(counts) == set(OWN)
    assert min(counts.values()) >= 5
    assert len(MISCONCEPTIONS) >= 80
    for one in MISCONCEPTIONS.values():
        assert len({one.sentence, *one.hints}) == 4
        assert all(text.endswith((".", "?")) for text in (one.sentence, *one.hints)), one.slug
