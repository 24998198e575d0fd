"""The runs in which one function is judged, on fresh test inputs."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from dnn_utils.notebook import unwatched
from grader.errors import Interrupted, NotGraded
from grader.judging.cases import cases_of, mistakes_of, seed_of_run
from grader.judging.edits import confirmed
from grader.judging.effort import is_too_much
from grader.judging.sources import last_definition
from grader.kept import Kept
from grader.sandbox.client import StudentProcess
from grader.sandbox.inside.wire import Packed
from testcases.execution.cells import Cell
from testcases.execution.outcome import Answer, Outcome, Raised
from testcases.judging._judge import Verdict, judge, lost_parts, never_used, with_explanations
from testcases.judging.causes import always_true
from testcases.judging.explain import KnownMistake
from testcases.judging.projection import WHOLE, project
from testcases.judging.status import Status
from testcases.record import Case, Course, Exercise

# How often a better and a worse run have to repeat their results. A function that is right in every
# second process, by chance, should pass in 50 % of cases. It passes in 59 % after one repetition,
# and in 52 % after two.
_TIMES_MORE = 2

NOT_GRADED = (
    "Not graded. {error}. This happened twice while {name} was graded. No points were taken off: "
    "grade this submission again when the machine has more time and memory."
)
_DRAWN_WITH = 1
_SPARE = np.random.MT19937()
_LARGEST = 1e300
_WRONG = (Status.PARTLY, Status.WRONG, Status.ERROR)
# Right functions of a class send the same messages, byte for byte.
_verdicts: Kept[tuple, Verdict] = Kept(1_000)


class Trial(NamedTuple):
    """
    The result of judging a function once.

    Attributes
    ----------
    verdict : the verdict
    answered : the earlier exercises that the reference stood in for
    called : those of them that the function called
    seed : the seed of its test inputs
    outcomes : the outcome for each test input, as far as the function got
    heard : a digest of the messages that they came in, or None if they say more than these
    """

    verdict: Verdict
    answered: list[str]
    called: set[str]
    seed: int
    outcomes: tuple[Outcome, ...]
    heard: bytes | None


class Trials:
    """
    The runs in which one function is judged: a single one, unless it is wrong.

    A further run is no second chance. It has its own process and its own test inputs, so the
    function can't find out how often it ran before.
    """

    def __init__(
        self, course: Course, student: StudentProcess, exercise: Exercise, seed: int
    ) -> None:
        self._course = course
        self._student, self._exercise, self._seed = student, exercise, seed
        self._count = 0

    def run(self, answered: list[str], share: float = 1.0) -> Trial:
        """
        Judge the function, with the reference in place of these earlier functions.

        A mistake doesn't get its name: only one run counts.
        """
        if self._count:
            self._student.close()
        self._student.start_clock(share)
        drawn_with = seed_of_run(self._seed, self._count)
        outcomes = _run_one(self._course, self._student, self._exercise, drawn_with, answered)
        self._count += 1
        heard = None if None in self._student.heard else _digest(self._student.heard)
        verdict = self._verdict(drawn_with, outcomes, heard)
        return Trial(verdict, answered, set(self._student.asked), drawn_with, outcomes, heard)

    def _verdict(
        self,
        drawn_with: int,
        outcomes: Iterable[Outcome],
        heard: bytes | None,
        known: Callable[[], Iterable[KnownMistake]] = tuple,
    ) -> Verdict:
        """Judge outcomes; what follows from the messages alone is judged once for a class."""
        course, exercise = self._course, self._exercise
        key = course, exercise.name, self._seed, drawn_with, heard, known is tuple
        verdict = None if heard is None else _verdicts.get(key)
        if verdict is None:
            came = iter(outcomes)
            cases = cases_of(course, exercise.name, drawn_with)
            verdict = judge(
                exercise, cases, lambda case: next(came), course.exercises, self._seed, known
            )
            if heard is not None:
                _verdicts[key] = verdict
        return verdict

    def named(self, trial: Trial) -> Trial:
        """Name the misconception that a wrong result is, if there is one."""
        if trial.verdict.verdict not in _WRONG:
            return trial
        known = functools.partial(mistakes_of, self._course, self._exercise.name, trial.seed)
        verdict = self._verdict(trial.seed, trial.outcomes, trial.heard, known)
        return trial._replace(verdict=verdict)

    def explained(self, trial: Trial, cells: Iterable[Cell]) -> Trial:
        """
        Explain a wrong result: by a misconception, or else by an edit of the solution.

        The function runs once more. Whatever happens then, it costs the student nothing. `cells`
        are the submission's code cells, where the function's code is found.
        """
        trial = self.named(trial)
        verdict, exercise = trial.verdict, self._exercise
        if verdict.is_explained or verdict.verdict not in _WRONG:
            return trial
        cases = cases_of(self._course, exercise.name, trial.seed)
        as_written = self._course.exercises.get(exercise.mends, exercise)
        lost = lost_parts(as_written, verdict)

        def ask(asked: Sequence[Case]) -> Iterator[Outcome]:
            answer = functools.partial(_answer, self._course)
            return self._student.evaluate(exercise.name, asked, trial.answered, answer)

        try:
            self._student.start_clock()
            code = last_definition(cells, exercise.name)
            found = always_true(code) or confirmed(self._course, as_written, cases, lost, ask, code)
            found = found or never_used(verdict, code, cases[0])
        except Interrupted:
            return trial
        return trial._replace(verdict=with_explanations(exercise, verdict, found, code))

    def computed(self, trial: Trial) -> dict[str, tuple[tuple[float, float], ...]]:
        """
        Reduce a wrong result that nothing explains to a few numbers; nothing for any other.

        Whoever makes the same mistake gets the same numbers for the same test inputs, but for
        rounding: each has to be as near as the number beside it says.
        """
        verdict, exercise = trial.verdict, self._exercise
        told = verdict.verdict in _WRONG
        cases = cases_of(self._course, exercise.name, trial.seed)
        whole = [one for one in trial.outcomes if isinstance(one, (Answer, Raised))]
        if not told or verdict.is_explained or len(whole) != len(cases) or exercise.end_to_end:
            return {}
        as_written = self._course.exercises.get(exercise.mends, exercise)
        wrong = {WHOLE, *lost_parts(as_written, verdict)}
        return {
            part: tuple(zip(map(_short, numbers), map(_short, near), strict=True))
            for part, (numbers, near) in project(as_written, cases, whole).items()
            if part in wrong
        }

    def better(self, trial: Trial, before: Trial | None) -> Trial:
        """
        Give a trial with a better result than the one before, if the earlier functions explain it.

        If they do, both trials give the same result twice more, each in its own process.
        Otherwise the function itself is sometimes right and sometimes wrong, and the trial before
        counts. Of all the better runs, the worst one counts.
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


def _points(trial: Trial) -> int:
    return trial.verdict.points


def _short(number: float) -> float:
    """Round a number to more digits than count when two are compared."""
    return float(f"{min(max(number, -_LARGEST), _LARGEST):.9g}")


def _run_one(
    course: Course,
    student: StudentProcess,
    exercise: Exercise,
    drawn_with: int,
    earlier: list[str],
) -> tuple[Outcome, ...]:
    """Run a function with all test inputs; once more if that fails by no fault of its own."""
    cases = cases_of(course, exercise.name, drawn_with)
    answer = functools.partial(_answer, course)
    try:
        return tuple(student.evaluate(exercise.name, cases, earlier, answer))
    except Interrupted:
        student.start_clock()
    try:
        return tuple(student.evaluate(exercise.name, cases, earlier, answer))
    except Interrupted as error:
        raise NotGraded(NOT_GRADED.format(error=error, name=exercise.name)) from None


def _digest(messages: Iterable[Packed]) -> bytes:
    """Give 32 bytes that no other messages have; the messages can be large."""
    summed = hashlib.blake2b(digest_size=32)
    for part in itertools.chain.from_iterable(messages):
        summed.update(len(part).to_bytes(8, "little"))
        summed.update(part)
    return summed.digest()


def _answer(course: Course, name: str, args: tuple, kwargs: dict) -> Any:
    """Answer a call of an earlier function with the reference; the arguments can be anything."""
    if is_too_much(course, name, args, kwargs):
        raise ValueError(f"{name} was called with more, or larger, numbers than are asked here")
    # It draws the same numbers for every student, whatever was judged before. NumPy's own generator
    # is left alone: restoring its state takes longer than most answers.
    own = np.random.get_bit_generator()
    np.random.set_bit_generator(_SPARE)
    np.random.seed(_DRAWN_WITH)
    try:
        with unwatched():
            return getattr(course.reference, name)(*args, **kwargs)
    finally:
        np.random.set_bit_generator(own)
