"""Every wrong function is caught by the public check and by fresh questions, and blamed alone."""

from __future__ import annotations

import collections

import pytest
from functions import judge_cells, right_cells

from grader.misconceptions import MISCONCEPTIONS, to_mend
from grader.this_course import COURSE
from testcases.execution.call import run_here
from testcases.execution.outcome import Raised
from testcases.exercises import EXERCISES
from testcases.judging.explain import KnownMistake, name_mistake
from testcases.judging.recorded import read_cases
from testcases.notebook._check import verdict_on

OWN = [name for name, exercise in EXERCISES.items() if exercise.is_written]


def name_of(slug: str) -> str | None:
    """Give what a report names: nothing if the function returns no result, but only stops."""
    one = MISCONCEPTIONS[slug]
    exercise, cases = EXERCISES[one.exercise], read_cases(one.exercise, COURSE.record)
    outcomes = (run_here(one.function, case, stands_for=exercise.stands_for) for case in cases)
    return None if all(isinstance(outcome, Raised) for outcome in outcomes) else slug


def test_errors_alone_name_no_mistake():
    unnamed = [slug for slug in MISCONCEPTIONS if name_of(slug) is None]
    assert "dw-without-transpose" in unnamed
    assert 0.05 < len(unnamed) / len(MISCONCEPTIONS) < 0.2


@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_public_check_catches_it(slug):
    verdict = verdict_on(COURSE, MISCONCEPTIONS[slug].function)
    assert verdict.verdict in ("partly", "wrong", "error")
    assert verdict.points < verdict.max_points
    assert verdict.misconception == name_of(slug)


@pytest.mark.exhaustive
@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_fresh_questions_catch_it_and_blame_it_alone(slug):
    one = MISCONCEPTIONS[slug]
    verdicts = judge_cells(right_cells(**{one.exercise: one.source}), EXERCISES, seed=5)
    wrong = [name for name in OWN if verdicts[name].verdict != "right"]
    assert wrong == [one.exercise]
    assert verdicts[one.exercise].misconception == name_of(slug)


@pytest.mark.slow
@pytest.mark.parametrize("name", to_mend.MISTAKES)
def test_what_is_handed_out_to_be_mended_makes_its_mistake(name):
    """It earns nothing, and neither check nor grading says which mistake it is."""
    public = verdict_on(COURSE, getattr(to_mend, name))
    cells = right_cells(**{name: COURSE.starter_code[name]})
    graded = judge_cells(cells, EXERCISES, seed=5)
    assert [n for n in EXERCISES if graded[n].verdict != "right"] == [name]
    for verdict in (public, graded[name]):
        assert (verdict.points, verdict.misconception) == (0, to_mend.MISTAKES[name])
        assert verdict.sentence == ""
        assert verdict.hints[0] == (
            "Go through the function line by line with the numbers of the worked example. On which "
            "line does it first differ from the formula?"
        )


def test_a_mistake_that_could_be_two_is_not_named():
    def mistake(slug: str, value: float, equals: tuple[str, ...] = ()) -> KnownMistake:
        return KnownMistake(slug, "", (), equals, [{"answer": value}])

    found = [{"answer": 2.0}]
    one, same, other = mistake("one", 2.0), mistake("same", 2.0), mistake("other", 3.0)
    assert name_mistake(found, [one, other]) is one
    assert name_mistake(found, [one, same, other]) is None
    declared = mistake("declared", 2.0, equals=("same",))
    assert name_mistake(found, [declared, same]) is declared
    assert name_mistake(found, [declared, same, one]) is None


def test_every_notebook_with_exercises_has_one_to_mend():
    written = {exercise.notebook for exercise in EXERCISES.values() if exercise.is_written}
    mended = [exercise.notebook for exercise in EXERCISES.values() if exercise.mends]
    assert sorted(written) == mended
    assert {name for name, e in EXERCISES.items() if e.mends} == to_mend.MISTAKES.keys()


def test_every_exercise_has_misconceptions_with_three_hints():
    counts = collections.Counter(one.exercise for one in MISCONCEPTIONS.values())
    assert set(counts) == set(OWN)
    assert min(counts.values()) >= 5
    assert len(MISCONCEPTIONS) >= 80
    for one in MISCONCEPTIONS.values():
        assert len({one.sentence, *one.hints}) == 4
        assert all(text.endswith((".", "?")) for text in (one.sentence, *one.hints)), one.slug
