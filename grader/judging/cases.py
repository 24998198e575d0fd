"""The test inputs of an exercise, drawn afresh, with the reference's results."""

from __future__ import annotations

import functools
import secrets
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dnn_utils.notebook import unwatched
from grader.misconceptions.record import Misconception
from testcases.execution.call import run_here
from testcases.execution.outcome import Answer
from testcases.judging.explain import KnownMistake, fingerprint
from testcases.record import Case, Course, Exercise

# Student code sees NumPy's seed, but can't try so many. JSON holds no more bits.
SEED_BITS = 53
# Room for the test inputs of each exercise's first run, and of the further runs of wrong functions.
_KEPT = 256


def fresh_seed() -> int:
    """Draw a seed that can't be guessed."""
    return secrets.randbits(SEED_BITS)


def seed_of_run(seed: int, number: int) -> int:
    """Give the seed of a function's first run (number 0), or of a further run."""
    if not number:
        return seed
    return int(np.random.default_rng([seed, number]).integers(2**SEED_BITS))


def draw_cases(course: Course, exercise: Exercise, seed: int) -> list[Case]:
    """
    Draw test inputs for an exercise, and compute the expected results with the reference.

    Parameters
    ----------
    course : the course with the reference
    exercise : the exercise
    seed : the same seed gives the same test inputs

    Returns
    -------
    cases : list of Case, each with `expected`
    """
    # A function to fix has the inputs of the function itself, whose recorded edits explain it too.
    rng = np.random.default_rng([seed, zlib.crc32((exercise.mends or exercise.name).encode())])
    with unwatched():
        return [_answered(course, exercise, case) for case in exercise.draw(rng, course.reference)]


# A class is graded with one seed, so its test inputs and expected results are computed once.
@functools.lru_cache(maxsize=_KEPT)
def cases_of(course: Course, name: str, seed: int) -> tuple[Case, ...]:
    """Give the test inputs of the exercise called `name`, with the reference's results."""
    return tuple(draw_cases(course, course.exercises[name], seed))


@functools.lru_cache(maxsize=_KEPT)
def mistakes_of(course: Course, name: str, seed: int) -> list[KnownMistake]:
    """Give the misconceptions about the exercise called `name`, for the same test inputs."""
    return known_mistakes(course, course.exercises[name], cases_of(course, name, seed))


def _answered(course: Course, exercise: Exercise, case: Case) -> Case:
    outcome = run_here(getattr(course.reference, exercise.name), case)
    if not isinstance(outcome, Answer):
        raise AssertionError(f"the reference {exercise.name} failed: {outcome}")
    if exercise.weight_scale is None:
        return replace(case, expected=outcome.value, printed=outcome.printed)
    # For random weights only the names and shapes are compared.
    return replace(case, expected={n: np.zeros(a.shape) for n, a in outcome.value.items()})


def draw_beforehand(course: Course, names: Iterable[str], seed: int) -> None:
    """Draw the test inputs before other processes are forked from this one."""
    for name in names:
        cases_of(course, name, seed)


def known_mistakes(course: Course, exercise: Exercise, cases: Sequence[Case]) -> list[KnownMistake]:
    """
    Give every misconception of an exercise the same test inputs.

    Returns
    -------
    mistakes : list of KnownMistake; their fingerprints for these cases are computed when they are
        needed
    """
    return [
        KnownMistake(
            one.slug,
            one.sentence,
            one.hints,
            one.equals,
            _Fingerprints(exercise, one, cases),
        )
        for one in course.misconceptions.values()
        if one.exercise == (exercise.mends or exercise.name)
    ]


class _Fingerprints(Sequence):
    """A misconception's fingerprint for each case, computed when needed: most differ at once."""

    def __init__(self, exercise: Exercise, one: Misconception, cases: Sequence[Case]) -> None:
        self._exercise, self._one, self._cases = exercise, one, cases
        self._found: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._cases)

    def __getitem__(self, number: int) -> Any:
        if number not in self._found:
            case = self._cases[number]
            with unwatched():
                outcome = run_here(self._one.function, case, stands_for=self._exercise.stands_for)
            self._found[number] = fingerprint(self._exercise, case, outcome)
        return self._found[number]
