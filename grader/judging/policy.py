"""Judging a student's functions from outside, on fresh test inputs."""

from __future__ import annotations

import contextlib
import io
import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader.judging.cases import cases_of
from grader.judging.starter_code import is_as_handed_out
from grader.judging.trials import Trial, Trials
from grader.sandbox.client import StudentProcess
from testcases.execution.cells import Cell
from testcases.execution.outcome import TimedOut
from testcases.judging._judge import Verdict, judge
from testcases.judging.status import Status
from testcases.record import Case, Course, Exercise
from testcases.words import wording


def judge_notebooks(
    course: Course, notebooks: Mapping[str, Sequence[Cell]], names: Iterable[str], seed: int
) -> dict[str, Verdict]:
    """
    Judge the functions that a submission's notebooks define.

    Each function is judged separately: its calls of earlier exercises go to the reference. A
    function that is wrong that way is right after all if it works with the student's own earlier
    functions: with all of them, or with those that are right. An end-to-end exercise runs on the
    student's functions; the reference stands in only for earlier exercises that aren't judged.

    Parameters
    ----------
    course : the course
    notebooks : for each notebook's name, its code cells
    names : the exercises to judge
    seed : the seed of the test inputs

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
        StudentProcess(course, notebooks) as student,
        unheard,
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        for name in names:
            verdict, called[name] = _judge_by_itself(
                course, student, course.exercises[name], seed, verdicts, notebooks
            )
            verdict = _without_the_given(course, verdict, notebooks)
            is_there = course.exercises[name].notebook in notebooks
            verdicts[name] = _with_its_functions(course, verdict, verdicts, is_there)
    return {
        name: replace(verdict, inherited=_inherited(called[name], verdicts))
        for name, verdict in verdicts.items()
    }


def _judge_by_itself(
    course: Course,
    student: StudentProcess,
    exercise: Exercise,
    seed: int,
    verdicts: Mapping[str, Verdict],
    notebooks: Mapping[str, Sequence[Cell]],
) -> tuple[Verdict, set[str]]:
    """Judge one function; also name the earlier exercises that the reference stood in for."""
    cases = cases_of(course, exercise.name, seed)
    endless = _endless(exercise, verdicts)
    if exercise.end_to_end and endless:  # a class need not wait for the same loop twice
        stopped = TimedOut(student.seconds)
        verdict = judge(exercise, cases, lambda case: stopped, course.exercises, seed)
        problem = wording.NOT_RUN.format(names=wording.listed(endless))
        return replace(verdict, problem=problem, asked="", failing=None, fails=()), set()
    answered = _answered_for(course, exercise, cases, verdicts)
    sound = _sound(course, verdicts)
    first = [name for name in answered if name not in sound]
    trials = Trials(course, student, exercise, seed)
    stands: Trial | None = None
    if not sound.isdisjoint(exercise.builds_on) and answered:
        # As it is in the notebook. A call that doesn't cross processes costs no time.
        tried = trials.run(first, share=0.25)
        # Where nothing is written, the solutions of other functions change nothing.
        is_missing = tried.verdict.verdict == Status.MISSING and not tried.called
        if tried.verdict.verdict == Status.RIGHT or is_missing:
            return tried.verdict, tried.called
        stands = tried if tried.verdict.verdict != Status.TIMEOUT else None
    on_its_own = stands is not None and not first
    if stands is not None:
        stands = trials.named(stands)
    # A result that is a common mistake's in every test is that mistake, whatever answers its calls
    # of right functions.
    is_named = stands is not None and stands.verdict.misconception is not None
    trial = stands if is_named else trials.run(answered)
    found = trials.better(trial, stands)
    ended = trial.verdict.verdict in (Status.RIGHT, Status.TIMEOUT)
    if trial.called and not on_its_own and not ended:
        # The reference can't reproduce an earlier function's side effects, such as writing into its
        # arguments. Earlier functions may also follow conventions of their own.
        last = trials.run([])
        if last.verdict.verdict == Status.RIGHT:
            found = trials.better(last, found)
    counts = trials.explained(found, itertools.chain(*notebooks.values()))
    verdict = replace(counts.verdict, drawn=counts.seed, computed=trials.computed(counts))
    return verdict, found.called


def _endless(exercise: Exercise, verdicts: Mapping[str, Verdict]) -> list[str]:
    """Name the functions that an exercise builds on, and that were stopped."""
    return [
        name
        for name in exercise.builds_on
        if name in verdicts and verdicts[name].verdict == Status.TIMEOUT
    ]


def _sound(course: Course, verdicts: Mapping[str, Verdict]) -> set[str]:
    """Name the functions that are right and build only on right ones."""
    sound: set[str] = set()
    for name, verdict in verdicts.items():
        if verdict.verdict == Status.RIGHT and sound.issuperset(course.exercises[name].builds_on):
            sound.add(name)
    return sound


def _answered_for(
    course: Course, exercise: Exercise, cases: Iterable[Case], verdicts: Mapping[str, Verdict]
) -> list[str]:
    """
    Name the earlier exercises that the reference stands in for while one is judged.

    They are the exercises that it builds on, and others for which the student has written a
    function. If a student leaves out an exercise, the reference doesn't stand in for it in another
    exercise that can do without. It never does the work that a function has to do itself.
    """
    if exercise.end_to_end:  # what isn't judged was never submitted, or is no exercise here
        return [name for name in exercise.builds_on if name not in verdicts]
    names = list(course.exercises)
    without = {name for case in cases for name in exercise.without(case.inputs)}
    left_out = {name for name, verdict in verdicts.items() if verdict.verdict == Status.MISSING}
    return [
        name
        for name in names[: names.index(exercise.name)]
        if name not in without
        if name in exercise.builds_on or not (exercise.mends or name in left_out)
    ]


def _with_its_functions(
    course: Course, verdict: Verdict, verdicts: Mapping[str, Verdict], is_there: bool
) -> Verdict:
    """
    Name the functions of an end-to-end exercise that are missing or not right.

    A mistake in a function has cost its points already. So the exercise keeps a share of its own
    for each function that is right, if its notebook is there.
    """
    exercise = course.exercises[verdict.exercise]
    if verdict.verdict == Status.RIGHT or not exercise.end_to_end:
        return verdict
    stand = {name: verdicts[name].verdict for name in exercise.builds_on if name in verdicts}
    missing = [name for name, one in stand.items() if one == Status.MISSING]
    wrong = [name for name, one in stand.items() if one not in (Status.RIGHT, Status.MISSING)]
    if missing:
        verdict = _not_assembled(verdict, missing)
    elif wrong:
        note = wording.NOT_ALL_RIGHT.format(names=wording.listed(wrong))
        verdict = replace(verdict, notes=(note, *verdict.notes))
    right = len(stand) - len(missing) - len(wrong)
    if not is_there or not (missing or wrong):
        return verdict
    return _with_share(verdict, right, len(stand))


def _not_assembled(verdict: Verdict, missing: list[str]) -> Verdict:
    return replace(
        verdict,
        verdict=Status.MISSING,
        problem=wording.NOT_ALL_THERE.format(names=wording.listed(missing)),
        asked="",
        hints=(),
        notes=(),
        misconception=None,
        explanation=None,
        sentence="",
        by_part={},
    )


def _with_share(verdict: Verdict, right: int, all_: int) -> Verdict:
    """Give each part the share of its points that the right functions are of all."""
    parts = {part: most * right / all_ for part, most in verdict.max_parts.items()}
    if sum(parts.values()) <= verdict.points:
        return verdict
    note = wording.SHARE.format(right=right, all=all_)
    status = verdict.verdict
    if status in (Status.PARTLY, Status.MISSING):
        status = Status.WRONG
    return replace(verdict, verdict=status, parts=parts, notes=(*verdict.notes, note))


def _without_the_given(
    course: Course, verdict: Verdict, notebooks: Mapping[str, Sequence[Cell]]
) -> Verdict:
    """Give unchanged starter code no points for the parts that are right in it."""
    if verdict.verdict != Status.PARTLY:
        return verdict
    cells = itertools.chain(*notebooks.values())
    if not is_as_handed_out(course, cells, verdict.exercise):
        return verdict
    problem = wording.AS_GIVEN.format(name=verdict.exercise)
    parts = dict.fromkeys(verdict.parts, 0)
    return replace(verdict, verdict=Status.WRONG, parts=parts, problem=problem, asked="")


def _inherited(called: set[str], verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    fine = (Status.RIGHT, Status.MISSING)
    return tuple(n for n, v in verdicts.items() if n in called and v.verdict not in fine)
