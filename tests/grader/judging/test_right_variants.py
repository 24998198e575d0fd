"""Whatever computes the right thing is right: no variant loses a point, under many seeds."""

from __future__ import annotations

import collections
import functools

import pytest
from functions import SETUP, define, judge_cells
from right_variants_backward import RIGHT as BACKWARD
from right_variants_fast import RIGHT as FAST
from right_variants_forward import RIGHT as FORWARD
from right_variants_styles import RIGHT as STYLES

from grader.judging.cases import draw_cases
from grader.this_course import COURSE
from testcases.execution.call import run_here
from testcases.execution.cells import Cell
from testcases.exercises import EXERCISES
from testcases.judging import report
from testcases.judging._judge import judge
from testcases.notebook._check import verdict_on

pytestmark = pytest.mark.slow

VARIANTS = {**FORWARD, **BACKWARD, **FAST, **STYLES}
SEEDS = range(20)


@functools.cache
def questions(name: str, seed: int):
    return draw_cases(COURSE, EXERCISES[name], seed)


@pytest.mark.parametrize("variant", VARIANTS)
def test_right_by_the_check_and_under_many_seeds(variant):
    name = variant.split(":")[0]
    exercise, function = EXERCISES[name], define(VARIANTS[variant], name)
    verdict = verdict_on(COURSE, function, name)
    assert verdict.points == verdict.max_points, report.as_text(verdict)
    for seed in SEEDS:
        verdict = judge(
            exercise,
            questions(name, seed),
            lambda case: run_here(function, case, stands_for=exercise.stands_for),
            EXERCISES,
            seed,
        )
        assert verdict.points == verdict.max_points, report.as_text(verdict)


@pytest.mark.parametrize("name", [n for n, e in EXERCISES.items() if e.is_written])
def test_right_by_the_grading(name):
    own = {variant: s for variant, s in VARIANTS.items() if variant.split(":")[0] == name}
    for variant, source in own.items():
        verdict = judge_cells([SETUP, Cell("notebook, cell 2", source)], [name], 77)[name]
        assert verdict.points == verdict.max_points, f"{variant}\n{report.as_text(verdict)}"


def test_there_are_many():
    counts = collections.Counter(variant.split(":")[0] for variant in VARIANTS)
    assert min(counts.values()) >= 5
    assert set(counts) == {n for n, e in EXERCISES.items() if e.is_written}
    assert len(VARIANTS) >= 150
