"""Explaining a graded result: what the recorded edits suggest, tried with the fresh test inputs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from grader.judging.edits.classes import answers_of, edits_of, unheard
from grader.judging.edits.edit import Edit
from testcases.execution.outcome import Answer, Outcome
from testcases.judging.edits import MOST_WAYS, EditTable, Explanation, explain
from testcases.judging.projection import WHOLE, project
from testcases.judging.recorded import read_cases, read_edits
from testcases.record import Case, Course, Exercise

# Asks the function the given test inputs, and gives what comes of each.
Ask = Callable[[Sequence[Case]], Iterable[Outcome]]


@functools.lru_cache(maxsize=64)
def _recorded(course: Course, name: str) -> tuple[tuple[Case, ...], EditTable | None]:
    return tuple(read_cases(name, course.record)), read_edits(name, course.record)


def confirmed(
    course: Course, exercise: Exercise, cases: Sequence[Case], lost: Sequence[str], ask: Ask
) -> dict[str, tuple[Explanation, ...]]:
    """
    Explain a wrong result by an edit that gives the same with the recorded and the fresh inputs.

    The record says which few edits to try, so that a grading runs no others.

    Parameters
    ----------
    course : with the record
    exercise : whose result it is
    cases : the fresh test inputs
    lost : the parts that are wrong
    ask : puts test inputs to the student's function

    Returns
    -------
    found : as `testcases.judging.edits.explain` gives them
    """
    known, table = _recorded(course, exercise.name)
    if table is None:
        return {}
    answers = [one for one in ask([*known, *cases]) if isinstance(one, Answer)]
    if len(answers) != len(known) + len(cases):
        return {}
    suggested = explain(exercise, known, answers[: len(known)], lost, table)
    fresh = answers[len(known) :]
    found = {
        part: tuple(one for one in says if _holds(course, exercise, cases, fresh, part, one.slug))
        for part, says in suggested.items()
    }
    return {part: says for part, says in found.items() if 0 < len(says) <= MOST_WAYS}


def _holds(
    course: Course,
    exercise: Exercise,
    cases: Sequence[Case],
    answers: Sequence[Answer],
    part: str,
    slug: str,
) -> bool:
    """Say whether an edit of this name gives the same as the student's function."""
    theirs = project(exercise, cases, answers)
    wanted = {part} if part != WHOLE else theirs.keys()
    for edit in _named(course, exercise.name, slug):
        with unheard(course):
            tried = answers_of(course, exercise, edit, cases)
        ours = project(exercise, cases, tried) if tried is not None else {}
        if all(one in ours and _alike(theirs[one], ours[one]) for one in wanted):
            return True
    return False


def _named(course: Course, name: str, slug: str) -> Iterable[Edit]:
    return (edit for edit in edits_of(course, name) if edit.explanation.slug == slug)


def _alike(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> bool:
    (numbers, near), (others, _) = one, other
    return numbers.shape == others.shape and bool((np.abs(numbers - others) <= near).all())
