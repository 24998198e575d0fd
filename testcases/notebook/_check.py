"""The student's check: ``check(linear_forward)`` in the cell below an exercise."""

from __future__ import annotations

import os
import re
import sys
import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dnn_utils.notebook import notebook
from testcases.execution.call import describe_error, refers_to, run_here
from testcases.execution.cells import parse
from testcases.exercises.catalogue import EXERCISES
from testcases.judging import report
from testcases.judging._judge import Verdict, judge
from testcases.judging.recorded import read_cases, read_mistakes
from testcases.record import Exercise
from testcases.words import wording


class NotRight(Exception):
    """A check that failed. It shows its report alone, without a traceback."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        super().__init__(text)
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback."""
        return [str(self)]


def check(function: Callable[..., Any], hint: int = 1) -> None:
    """
    Check one of your functions against what its exercise asks for.

    Parameters
    ----------
    function : the function itself, as in ``check(linear_forward)``
    hint : 1 for a nudge; 2 and 3 say more

    Raises
    ------
    NotRight
        If it isn't right yet. In a notebook the report alone is shown.
    ValueError
        If there is no exercise of that name, or no such hint.
    """
    if hint not in (1, 2, 3):
        raise ValueError(f"hint should be 1, 2 or 3, not {hint!r}")
    verdict = _of_unread_cell(function) or verdict_on(function)
    more = report.more_hints(verdict, hint)
    text = report.as_text(verdict, hint, more)
    # nbgrader's Validate shows errors only, so there the error is the whole report.
    rich = notebook() is not None and "NBGRADER_VALIDATING" not in os.environ
    if rich:
        from IPython.display import HTML, display

        display(HTML(report.as_html(verdict, hint, more)))
    if verdict.verdict != "right":
        plain = report.printable(text, sys.stderr)
        raise NotRight(verdict, report.headline(verdict) if rich else plain)
    if not rich:
        report.say(text)


def _of_unread_cell(function: Callable[..., Any]) -> Verdict | None:
    """Say what is wrong with the function's cell where that didn't run, and an older one stands."""
    exercise, shell = _exercise_of(function), notebook()
    begin = re.compile(rf"^\s*def {exercise.name}\(", re.MULTILINE)
    cells = shell.user_ns.get("In", []) if shell else []
    newest = next((source for source in reversed(cells) if begin.search(source)), "")
    try:
        parse(newest)
    except SyntaxError as error:
        raised = describe_error(error, wording.ITS_CELL)
        verdict = judge(exercise, read_cases(exercise.name), lambda case: raised)
        return replace(verdict, notes=(wording.OLDER,))
    return None


def verdict_on(function: Callable[..., Any], name: str = "") -> Verdict:
    """
    Judge a function on the recorded cases; nothing is shown or raised.

    Parameters
    ----------
    function : the function
    name : the exercise's, where the function may have another
    """
    exercise = EXERCISES[name] if name else _exercise_of(function)
    verdict = _judge_recorded(exercise, function)
    missing = verdict.verdict == "missing"
    if verdict.verdict == "right" or missing and refers_to(function, "NotImplementedError"):
        return verdict
    earlier = earlier_fault(function, exercise)
    if not earlier:
        return verdict
    if missing:
        problem = wording.EARLIER_MISSING.format(name=exercise.name, earlier=earlier)
        return replace(verdict, problem=problem, hints=wording.FILL_IN)
    first = wording.EARLIER.format(name=exercise.name, earlier=earlier)
    return replace(verdict, hints=(first, *verdict.hints), misconception=None, sentence="")


def _judge_recorded(exercise: Exercise, function: Callable[..., Any]) -> Verdict:
    return judge(
        exercise,
        read_cases(exercise.name),
        lambda case: run_here(function, case, exercise.builds_on, exercise.without(case.inputs)),
        known=lambda: read_mistakes(exercise.name),
    )


def _exercise_of(function: Callable[..., Any]) -> Exercise:
    name = getattr(function, "__name__", repr(function))
    if name not in EXERCISES:
        known = ", ".join(EXERCISES)
        raise ValueError(f"there is no exercise called {name}; there are {known}")
    return EXERCISES[name]


def earlier_fault(function: Callable[..., Any], exercise: Exercise) -> str:
    """Name the first earlier exercise that the function calls and that isn't right yet."""
    space = getattr(function, "__globals__", {})
    for name in exercise.builds_on:
        if refers_to(function, name):
            earlier = space.get(name)
            right = isinstance(earlier, types.FunctionType) and (
                _judge_recorded(EXERCISES[name], earlier).verdict == "right"
            )
            if not right:
                return name
    return ""
