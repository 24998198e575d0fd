"""Judging a student's functions from outside, on fresh test inputs."""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import solutions
from grader.cases import cases_of, mistakes_of, nothing_drawn
from grader.clock import Interrupted
from grader.student import StudentProcess
from testcases import wording
from testcases.catalogue import EXERCISES
from testcases.exercise import Exercise, Returns
from testcases.judge import Verdict, judge
from testcases.notebook_code import Cell

NOT_GRADED = (
    "Not graded. {error}, and the same happened again, while {name} was judged. It costs no "
    "points: grade this submission again when the machine has more time and memory."
)
# No question comes near to it, and the reference answers what is smaller in no time.
_MOST_ASKED = 2_000


class NotGraded(Exception):
    """A submission has no result, through no fault of the student's; the message says why."""


def judge_notebooks(
    notebooks: Mapping[str, Sequence[Cell]], names: Iterable[str], seed: int
) -> dict[str, Verdict]:
    """
    Judge the functions that a submission's notebooks define.

    Each is judged by itself: where it calls an earlier exercise's function, the reference
    answers. One that is wrong so and right with the student's own earlier functions, with all or
    with those that are right, is right. An exercise that is judged together runs on the student's
    functions alone.

    Parameters
    ----------
    notebooks : for each notebook's name, its code cells
    names : the exercises to judge
    seed : what to draw the questions with

    Returns
    -------
    verdicts : for each name, its Verdict

    Raises
    ------
    NotGraded
        If the machine is too busy, or has too little memory, to tell.
    """
    verdicts: dict[str, Verdict] = {}
    called: dict[str, set[str]] = {}
    unheard = contextlib.redirect_stdout(io.StringIO())
    with (
        StudentProcess(notebooks) as student,
        unheard,
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        for name in names:
            verdict, called[name] = _judge_by_itself(student, EXERCISES[name], seed, verdicts)
            verdicts[name] = _with_its_functions(verdict, verdicts)
    return {
        name: replace(verdict, inherited=_inherited(called[name], verdicts))
        for name, verdict in verdicts.items()
    }


def _judge_by_itself(
    student: StudentProcess, exercise: Exercise, seed: int, verdicts: Mapping[str, Verdict]
) -> tuple[Verdict, set[str]]:
    """Judge one function; give also the earlier exercises that the reference answered for."""
    answered = _answered_for(exercise, verdicts)
    sound = _sound(verdicts)
    first = [name for name in answered if name not in sound]
    tried: tuple[Verdict, set[str]] | None = None
    if not sound.isdisjoint(exercise.builds_on) and answered:
        # As it stands in the notebook; what needn't be asked across processes takes no time.
        student.start_clock(share=0.25)
        tried = _judge_one(student, exercise, seed, first), set(student.asked)
        if tried[0].verdict == "right":
            return tried
    student.start_clock()
    verdict = _judge_one(student, exercise, seed, answered)
    called = set(student.asked)
    stands = tried and tried[0].verdict != "timeout"
    on_its_own = stands and not first
    if called and not on_its_own and verdict.verdict not in ("right", "timeout"):
        # What earlier functions do beside returning, such as writing into their arguments, can't
        # be had from the reference; and they may go by rules of their own.
        again = _judge_one(student, exercise, seed, [])
        if again.verdict == "right":
            return again, set()
    if stands and tried[0].points >= verdict.points:
        return tried
    return verdict, called


def _sound(verdicts: Mapping[str, Verdict]) -> set[str]:
    """Name the functions that are right, as are those that they build on."""
    sound: set[str] = set()
    for name, verdict in verdicts.items():
        if verdict.verdict == "right" and sound.issuperset(EXERCISES[name].builds_on):
            sound.add(name)
    return sound


def _answered_for(exercise: Exercise, verdicts: Mapping[str, Verdict]) -> list[str]:
    """
    Name the earlier exercises that the reference answers for while one is judged.

    They are those that it builds on, and others where the student has written something: whoever
    leaves out an exercise doesn't get it from the reference for another that might do without.
    """
    if exercise.together:
        return []
    names = list(EXERCISES)
    left_out = {name for name, verdict in verdicts.items() if verdict.verdict == "missing"}
    return [
        name
        for name in names[: names.index(exercise.name)]
        if name in exercise.builds_on or not (exercise.mends or name in left_out)
    ]


def _judge_one(
    student: StudentProcess, exercise: Exercise, seed: int, earlier: list[str]
) -> Verdict:
    cases = cases_of(exercise.name, seed)

    def once() -> Verdict:
        outcomes = student.ask(exercise.name, cases, earlier, _answer)
        return judge(
            exercise,
            cases,
            lambda case: next(outcomes),
            seed,
            known=lambda: mistakes_of(exercise.name, seed),
        )

    try:
        return once()
    except Interrupted:
        student.start_clock()
    try:
        return once()
    except Interrupted as error:
        raise NotGraded(NOT_GRADED.format(error=error, name=exercise.name)) from None


def _with_its_functions(verdict: Verdict, verdicts: Mapping[str, Verdict]) -> Verdict:
    """Say of what is judged together which of its functions are missing, or not right."""
    exercise = EXERCISES[verdict.exercise]
    if verdict.verdict == "right" or not exercise.together:
        return verdict
    stand = {name: verdicts[name].verdict for name in exercise.builds_on if name in verdicts}
    missing = [name for name, one in stand.items() if one == "missing"]
    wrong = [name for name, one in stand.items() if one not in ("right", "missing")]
    if not missing:
        note = (wording.NOT_ALL_RIGHT.format(names=wording.listed(wrong)),) if wrong else ()
        return replace(verdict, notes=(*note, *verdict.notes))
    problem = wording.NOT_ALL_THERE.format(names=wording.listed(missing))
    return replace(
        verdict,
        verdict="missing",
        problem=problem,
        asked="",
        hints=(),
        notes=(),
        misconception=None,
    )


def _inherited(called: set[str], verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    fine = ("right", "missing")
    return tuple(n for n, v in verdicts.items() if n in called and v.verdict not in fine)


def _answer(name: str, args: tuple, kwargs: dict) -> Any:
    """Answer a call of an earlier function, which may ask for anything, with the reference."""
    if _size((args, kwargs)) > _MOST_ASKED:
        raise ValueError(f"{name} was called with more, or larger, numbers than are asked here")
    with nothing_drawn():
        return getattr(solutions, name)(*args, **kwargs)


def _size(value: Any) -> float:
    """
    Count the numbers in a value; a whole number may be a size, and counts as so many.

    What makes far more of few numbers is endless: more than two axes, which are stretched against
    each other, and axes of no length, whose products have any.
    """
    if isinstance(value, Returns):
        return _size(value.value)
    if isinstance(value, dict):
        return 1 + sum(map(_size, value.values()))
    if isinstance(value, (tuple, list)):
        return 1 + sum(map(_size, value))
    if isinstance(value, (np.ndarray, np.generic)):
        if value.ndim > 2 or not value.size:
            return math.inf
        whole = np.abs(value.astype(float)).sum() if value.dtype.kind in "iu" else 0.0
        return max(value.size, float(whole))
    return abs(value) if isinstance(value, int) else 1
