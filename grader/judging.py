"""Judging a student's functions from outside: fresh questions, the reference's answers."""

from __future__ import annotations

import copy
import secrets
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import solutions
from grader.student import StudentProcess
from testcases.catalogue import EXERCISES
from testcases.exercise import Case, Exercise
from testcases.judge import Verdict, judge
from testcases.notebook_code import Cell
from testcases.running import quiet


def fresh_seed() -> int:
    """Draw a seed that nobody can know beforehand."""
    return secrets.randbelow(2**31)


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
    return [
        replace(case, expected=_expected(exercise, case)) for case in exercise.draw(rng, solutions)
    ]


def _expected(exercise: Exercise, case: Case) -> Any:
    answer = answer_with(getattr(solutions, exercise.name), case)
    if exercise.weight_scale is None:
        return answer
    # Of drawn weights only the names and shapes are compared.
    return {name: np.zeros(array.shape) for name, array in answer.items()}


def answer_with(function: Callable[..., Any], case: Case) -> Any:
    """Ask a trusted function one question, on copies of the inputs."""
    state = np.random.get_state()
    np.random.seed(case.seed)
    try:
        with quiet():
            return function(*copy.deepcopy(list(case.inputs.values())), **case.options)
    finally:
        np.random.set_state(state)


def judge_cells(cells: Sequence[Cell], names: Iterable[str], seed: int) -> dict[str, Verdict]:
    """
    Judge the functions that some code cells define.

    Each is judged by itself: where it calls an earlier exercise's function, the reference
    answers.

    Parameters
    ----------
    cells : the code cells of one notebook
    names : the exercises to judge
    seed : what to draw the questions with

    Returns
    -------
    verdicts : for each name, its Verdict
    """
    verdicts = {}
    with StudentProcess(cells, list(EXERCISES)) as student:
        for name in names:
            exercise = EXERCISES[name]
            earlier = list(EXERCISES)[: list(EXERCISES).index(name)]
            student.start_clock()
            verdicts[name] = judge(
                exercise,
                draw_cases(exercise, seed),
                lambda case, name=name, earlier=earlier: student.ask(name, case, earlier, _answer),
                seed,
            )
    return verdicts


def _answer(name: str, args: tuple, kwargs: dict) -> Any:
    with quiet(), np.errstate(all="ignore"):
        return getattr(solutions, name)(*args, **kwargs)
