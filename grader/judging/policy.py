"""Judging a student's functions from outside, on fresh test inputs."""

from __future__ import annotations

import contextlib
import functools
import io
import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from grader.errors import Interrupted, NotGraded
from grader.judging.cases import cases_of, mistakes_of, seed_of_run
from grader.judging.effort import is_too_much
from grader.judging.starter_code import is_as_handed_out
from grader.sandbox.client import StudentProcess
from testcases.execution.cells import Cell
from testcases.judging._judge import Verdict, judge
from testcases.record import Case, Course, Exercise
from testcases.words import wording

NOT_GRADED = (
    "Not graded. {error}, and the same happened again, while {name} was judged. It costs no "
    "points: grade this submission again when the machine has more time and memory."
)
_DRAWN_WITH = 1
# How often a better run and a worse one have to come out the same again. Once leaves a function
# that is right by chance, in every second process, 59 of 100 chances in place of 50; twice, 52.
_TIMES_MORE = 2


def judge_notebooks(
    course: Course, notebooks: Mapping[str, Sequence[Cell]], names: Iterable[str], seed: int
) -> dict[str, Verdict]:
    """
    Judge the functions that a submission's notebooks define.

    Each is judged by itself: where it calls an earlier exercise's function, the reference
    answers. One that is wrong so and right with the student's own earlier functions, with all or
    with those that are right, is right. An exercise that is judged together runs on the student's
    functions alone.

    Parameters
    ----------
    course : whose exercises
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
        StudentProcess(course, notebooks) as student,
        unheard,
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        for name in names:
            verdict, called[name] = _judge_by_itself(
                course, student, course.exercises[name], seed, verdicts
            )
            verdict = _without_the_given(course, verdict, notebooks)
            verdicts[name] = _with_its_functions(course, verdict, verdicts)
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
) -> tuple[Verdict, set[str]]:
    """Judge one function; give also the earlier exercises that the reference answered for."""
    answered = _answered_for(course, exercise, cases_of(course, exercise.name, seed), verdicts)
    sound = _sound(course, verdicts)
    first = [name for name in answered if name not in sound]
    trials = _Trials(course, student, exercise, seed)
    stands: _Trial | None = None
    if not sound.isdisjoint(exercise.builds_on) and answered:
        # As it stands in the notebook; what needn't be asked across processes takes no time.
        tried = trials.run(first, share=0.25)
        if tried.verdict.verdict == "right":
            return tried.verdict, tried.called
        stands = tried if tried.verdict.verdict != "timeout" else None
    on_its_own = stands is not None and not first
    trial = trials.run(answered)
    found = trials.better(trial, stands)
    if trial.called and not on_its_own and trial.verdict.verdict not in ("right", "timeout"):
        # What earlier functions do beside returning, such as writing into their arguments, can't
        # be had from the reference; and they may go by rules of their own.
        last = trials.run([])
        if last.verdict.verdict == "right":
            found = trials.better(last, found)
    return found.verdict, found.called


class _Trial(NamedTuple):
    """
    What came of judging a function once.

    Attributes
    ----------
    verdict : the verdict
    answered : the earlier exercises for which the reference was to answer
    called : those of them that the function called
    """

    verdict: Verdict
    answered: list[str]
    called: set[str]


class _Trials:
    """
    The runs in which one function is judged: a single one, unless it is wrong.

    A further run is no second chance. It has a process of its own and test inputs of its own, so
    that nothing tells the function how often it was run before.
    """

    def __init__(
        self, course: Course, student: StudentProcess, exercise: Exercise, seed: int
    ) -> None:
        self._course = course
        self._student, self._exercise, self._seed = student, exercise, seed
        self._count = 0

    def run(self, answered: list[str], share: float = 1.0) -> _Trial:
        """Judge the function, with the reference in place of these earlier ones."""
        if self._count:
            self._student.close()
        self._student.start_clock(share)
        verdict = _judge_one(
            self._course, self._student, self._exercise, self._seed, answered, self._count
        )
        self._count += 1
        return _Trial(verdict, answered, set(self._student.asked))

    def better(self, trial: _Trial, before: _Trial | None) -> _Trial:
        """
        Give a trial that went better than the one before if it was the earlier functions' doing.

        Then both come out the same twice more, each in a process of its own. Otherwise the function
        itself is now right and now wrong, and the trial before stands. Of all the better runs the
        worst one counts.
        """
        if before is None:
            return trial
        for _ in range(_TIMES_MORE):
            if trial.verdict.points > before.verdict.points:
                trial = min(trial, self.run(trial.answered), key=_points)
            if trial.verdict.points <= before.verdict.points:
                return before
            once_more = self.run(before.answered)
            if once_more.verdict.points >= trial.verdict.points:
                return before
        return trial


def _points(trial: _Trial) -> int:
    return trial.verdict.points


def _sound(course: Course, verdicts: Mapping[str, Verdict]) -> set[str]:
    """Name the functions that are right, as are those that they build on."""
    sound: set[str] = set()
    for name, verdict in verdicts.items():
        if verdict.verdict == "right" and sound.issuperset(course.exercises[name].builds_on):
            sound.add(name)
    return sound


def _answered_for(
    course: Course, exercise: Exercise, cases: Iterable[Case], verdicts: Mapping[str, Verdict]
) -> list[str]:
    """
    Name the earlier exercises that the reference answers for while one is judged.

    They are those that it builds on, and others where the student has written something: whoever
    leaves out an exercise doesn't get it from the reference for another that might do without. What
    a function is to do itself is not answered for.
    """
    if exercise.together:
        return []
    names = list(course.exercises)
    without = {name for case in cases for name in exercise.without(case.inputs)}
    left_out = {name for name, verdict in verdicts.items() if verdict.verdict == "missing"}
    return [
        name
        for name in names[: names.index(exercise.name)]
        if name not in without
        if name in exercise.builds_on or not (exercise.mends or name in left_out)
    ]


def _judge_one(
    course: Course,
    student: StudentProcess,
    exercise: Exercise,
    seed: int,
    earlier: list[str],
    number: int,
) -> Verdict:
    drawn_with = seed_of_run(seed, number)
    cases = cases_of(course, exercise.name, drawn_with)

    def once() -> Verdict:
        outcomes = student.ask(exercise.name, cases, earlier, functools.partial(_answer, course))
        return judge(
            exercise,
            cases,
            lambda case: next(outcomes),
            course.exercises,
            seed,
            known=lambda: mistakes_of(course, exercise.name, drawn_with),
        )

    try:
        return once()
    except Interrupted:
        student.start_clock()
    try:
        return once()
    except Interrupted as error:
        raise NotGraded(NOT_GRADED.format(error=error, name=exercise.name)) from None


def _with_its_functions(
    course: Course, verdict: Verdict, verdicts: Mapping[str, Verdict]
) -> Verdict:
    """Say of what is judged together which of its functions are missing, or not right."""
    exercise = course.exercises[verdict.exercise]
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


def _without_the_given(
    course: Course, verdict: Verdict, notebooks: Mapping[str, Sequence[Cell]]
) -> Verdict:
    """Give nothing for the parts that are right in a faulty function that was handed out."""
    if verdict.verdict != "partly":
        return verdict
    cells = itertools.chain(*notebooks.values())
    if not is_as_handed_out(course, cells, verdict.exercise):
        return verdict
    problem = wording.AS_GIVEN.format(name=verdict.exercise)
    parts = dict.fromkeys(verdict.parts, 0)
    return replace(verdict, verdict="wrong", parts=parts, problem=problem, asked="")


def _inherited(called: set[str], verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    fine = ("right", "missing")
    return tuple(n for n, v in verdicts.items() if n in called and v.verdict not in fine)


def _answer(course: Course, name: str, args: tuple, kwargs: dict) -> Any:
    """Answer a call of an earlier function, which may ask for anything, with the reference."""
    if is_too_much(course, name, args, kwargs):
        raise ValueError(f"{name} was called with more, or larger, numbers than are asked here")
    state = np.random.get_state()
    # Whatever it draws, it draws the same for everybody, whoever was judged before.
    np.random.seed(_DRAWN_WITH)
    try:
        with course.without_plots():
            return getattr(course.reference, name)(*args, **kwargs)
    finally:
        np.random.set_state(state)
