"""
The judgement: from what a function did with each case to a verdict.

The student's check and the grading share it. They differ in who calls the function (in the
notebook, or in a process of its own) and in where the expected answers come from (recorded, or
computed afresh).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from testcases import wording
from testcases.compare import Difference, compare
from testcases.exercise import Case, Exercise
from testcases.random_weights import compare_parameters


@dataclass(frozen=True)
class Answer:
    """The function returned `value`; `changed` names the arguments that it wrote into."""

    value: Any
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raised:
    """The function raised an error, at line `number` of `where`, which reads `line`."""

    type_name: str
    message: str
    where: str = ""
    number: int = 0
    line: str = ""

    @property
    def text(self) -> str:
        """The error as Python would print it, on one line."""
        first = (self.message.strip().splitlines() or [""])[0][:300]
        return f"{self.type_name}: {first}" if first else self.type_name


@dataclass(frozen=True)
class TimedOut:
    """The function gave no answer in the time it had."""

    seconds: float


@dataclass(frozen=True)
class Missing:
    """There is no such function; `reason` says why if that is known."""

    reason: str = ""


@dataclass(frozen=True)
class Crashed:
    """The process ended, or said something that can't be read."""


Outcome = Answer | Raised | TimedOut | Missing | Crashed


@dataclass(frozen=True)
class Verdict:
    """
    What is said of one function.

    Attributes
    ----------
    exercise : the exercise's name
    verdict : "right", "partly", "wrong", "error", "missing" or "timeout"
    parts : for each part of the answer, the points that it earned
    max_parts : for each part, the points that it is worth
    problem : the first thing that is wrong, in one or two sentences; empty if right
    asked : what the function was asked where that showed
    hint : what to think about, or an empty string
    notes : what costs nothing and is worth knowing
    seed : what the questions were drawn with; None for the public ones
    """

    exercise: str
    verdict: str
    parts: dict[str, int]
    max_parts: dict[str, int]
    problem: str = ""
    asked: str = ""
    hint: str = ""
    notes: tuple[str, ...] = field(default=())
    seed: int | None = None

    @property
    def points(self) -> int:
        """The points earned."""
        return sum(self.parts.values())

    @property
    def max_points(self) -> int:
        """The points that there are."""
        return sum(self.max_parts.values())


def judge(
    exercise: Exercise,
    cases: Iterable[Case],
    run: Callable[[Case], Outcome],
    seed: int | None = None,
) -> Verdict:
    """
    Judge one function on all cases.

    A part of the answer is right when it is right in every case. An error in any case costs all.

    Parameters
    ----------
    exercise : what was asked for
    cases : the questions, with the expected answers
    run : asks the function one question
    seed : what the questions were drawn with, for the record

    Returns
    -------
    verdict : Verdict
    """
    first: tuple[Difference, Case] | None = None
    lost: set[str] = set()
    changed: dict[str, None] = {}
    for case in cases:
        outcome = run(case)
        if not isinstance(outcome, Answer):
            return _no_answer(exercise, outcome, case, seed)
        changed.update(dict.fromkeys(outcome.changed))
        for difference in _differences(exercise, case, outcome.value):
            lost.add(difference.part)
            if first is None or difference.rank < first[0].rank:
                first = (difference, case)
    parts = {part: 0 if part in lost else points for part, points in exercise.parts.items()}
    notes = (wording.changed(list(changed)),) if changed else ()
    if first is None:
        return Verdict(exercise.name, "right", parts, dict(exercise.parts), notes=notes, seed=seed)
    difference, case = first
    return Verdict(
        exercise.name,
        "partly" if any(parts.values()) else "wrong",
        parts,
        dict(exercise.parts),
        problem=difference.text,
        asked=_asked(case),
        notes=notes,
        seed=seed,
    )


def _differences(exercise: Exercise, case: Case, answer: Any) -> list[Difference]:
    if exercise.weight_scale is not None:
        return compare_parameters(exercise, case.expected, answer)
    return compare(exercise, case.expected, answer, case.sizes)


def _asked(case: Case) -> str:
    given = {**case.inputs, **case.options}
    inputs = [wording.describe_input(name, value) for name, value in given.items()]
    return wording.ASKED_WITH.format(inputs=", ".join(inputs))


def _no_answer(exercise: Exercise, outcome: Outcome, case: Case, seed: int | None) -> Verdict:
    nothing = dict.fromkeys(exercise.parts, 0)
    hint, asked = "", ""
    if isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError":
        kind, problem = "missing", wording.NOT_WRITTEN.format(name=exercise.name)
    elif isinstance(outcome, Raised):
        form = wording.RAISED_AT if outcome.line else wording.RAISED
        problem = form.format(
            name=exercise.name,
            error=outcome.text,
            where=outcome.where,
            number=outcome.number,
            line=outcome.line,
        )
        kind, asked = "error", _asked(case)
        hint = wording.error_hint(outcome.type_name, outcome.message)
    elif isinstance(outcome, TimedOut):
        kind = "timeout"
        problem = wording.TIMED_OUT.format(name=exercise.name, seconds=outcome.seconds)
    elif isinstance(outcome, Missing):
        kind = "missing"
        problem = outcome.reason or wording.NOT_DEFINED.format(name=exercise.name)
    else:
        kind, problem = "error", wording.NO_ANSWER.format(name=exercise.name)
    return Verdict(
        exercise.name,
        kind,
        nothing,
        dict(exercise.parts),
        problem=problem,
        asked=asked,
        hint=hint,
        seed=seed,
    )
