"""The test inputs of an exercise, drawn afresh, with the reference's results."""

from __future__ import annotations

import contextlib
import functools
import secrets
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import solutions
from grader.misconceptions import MISCONCEPTIONS
from grader.misconceptions.record import Misconception
from solutions import fast, training
from testcases.execution.call import run_here
from testcases.execution.outcome import Answer
from testcases.exercises.catalogue import EXERCISES
from testcases.judging.explain import KnownMistake, fingerprint
from testcases.record import Case, Exercise

# Too many for student code to try, which sees what NumPy is seeded with; JSON holds no more.
SEED_BITS = 53
# For each exercise the first run's, and those of the further runs of what is wrong.
_KEPT = 8 * len(EXERCISES)


def fresh_seed() -> int:
    """Draw a seed that nobody can know beforehand."""
    return secrets.randbits(SEED_BITS)


def seed_of_run(seed: int, number: int) -> int:
    """Give the seed of a function's first run (number 0), or of one of the further ones."""
    if not number:
        return seed
    return int(np.random.default_rng([seed, number]).integers(2**SEED_BITS))


@contextlib.contextmanager
def nothing_drawn() -> Iterator[None]:
    """Let the reference train without its plot, which nobody sees and which takes longest."""
    plots = {module: module.plot_costs for module in (training, fast)}
    for module in plots:
        module.plot_costs = lambda costs, learning_rate: None
    try:
        yield
    finally:
        for module, plot in plots.items():
            module.plot_costs = plot


def draw_cases(exercise: Exercise, seed: int) -> list[Case]:
    """
    Draw questions for an exercise and answer them with the reference.

    Parameters
    ----------
    exercise : whose questions
    seed : the same seed gives the same questions

    Returns
    -------
    cases : list of Case, each with `expected`
    """
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    with nothing_drawn():
        return [_answered(exercise, case) for case in exercise.draw(rng, solutions)]


# A class is graded with one seed, so that its questions and their answers are drawn once.
@functools.lru_cache(maxsize=_KEPT)
def cases_of(name: str, seed: int) -> tuple[Case, ...]:
    """Give the test inputs of the exercise called `name`, with the reference's results."""
    return tuple(draw_cases(EXERCISES[name], seed))


@functools.lru_cache(maxsize=_KEPT)
def mistakes_of(name: str, seed: int) -> list[KnownMistake]:
    """Give the misconceptions about the exercise called `name`, for the same test inputs."""
    return known_mistakes(EXERCISES[name], cases_of(name, seed))


def _answered(exercise: Exercise, case: Case) -> Case:
    outcome = run_here(getattr(solutions, exercise.name), case)
    if not isinstance(outcome, Answer):
        raise AssertionError(f"the reference {exercise.name} failed: {outcome}")
    if exercise.weight_scale is None:
        return replace(case, expected=outcome.value, printed=outcome.printed)
    # Of drawn weights only the names and shapes are compared.
    return replace(case, expected={n: np.zeros(a.shape) for n, a in outcome.value.items()})


def prepare(names: Iterable[str], seed: int) -> None:
    """Draw the questions, for processes forked from this one."""
    for name in names:
        cases_of(name, seed)


def known_mistakes(exercise: Exercise, cases: Sequence[Case]) -> list[KnownMistake]:
    """
    Ask every misconception of an exercise the same questions.

    Returns
    -------
    mistakes : list of KnownMistake, with fingerprints for these cases, which are found when they
        are looked at
    """
    return [
        KnownMistake(
            one.slug, one.sentence, one.hints, one.equals, _Fingerprints(exercise, one, cases)
        )
        for one in MISCONCEPTIONS.values()
        if one.exercise == (exercise.mends or exercise.name)
    ]


class _Fingerprints(Sequence):
    """What a misconception does with each case, tried when it is asked for: most differ at once."""

    def __init__(self, exercise: Exercise, one: Misconception, cases: Sequence[Case]) -> None:
        self._exercise, self._one, self._cases = exercise, one, cases
        self._found: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._cases)

    def __getitem__(self, number: int) -> Any:
        if number not in self._found:
            case = self._cases[number]
            with nothing_drawn():
                outcome = run_here(self._one.function, case)
            self._found[number] = fingerprint(self._exercise, case, outcome)
        return self._found[number]
