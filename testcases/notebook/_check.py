"""The student's check: ``check(linear_forward)`` in the cell below an exercise."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dnn_utils.notebook import notebook
from testcases.execution.call import describe_error, run_here
from testcases.execution.cells import parse
from testcases.execution.outcome import Outcome
from testcases.execution.own_code import refers_to, written
from testcases.judging import report
from testcases.judging._judge import Verdict, judge
from testcases.judging.recorded import read_cases, read_edits, read_mistakes
from testcases.judging.status import Status
from testcases.notebook._in_grading import not_in_grading
from testcases.record import Case, Course, Exercise
from testcases.words import wording


class NotRight(Exception):
    """A check that failed. It shows its report alone, without a traceback."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        super().__init__(text)
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback."""
        return [str(self)]


def check(course: Course, function: Callable[..., Any], hint: int) -> None:
    """Do what `Notebook.check` says."""
    if hint not in (1, 2, 3):
        raise ValueError(f"hint should be 1, 2 or 3, not {hint!r}")
    exercise, shell = _exercise_of(course, function), notebook()
    verdict = _of_unread_cell(course, exercise, shell) or verdict_on(
        course, function, exercise.name
    )
    if shell is not None and verdict.points:
        told = not_in_grading(course, function, exercise.name, shell)
        verdict = replace(verdict, notes=(*filter(None, [told]), *verdict.notes))
    more = report.more_hints(verdict, hint)
    text = report.as_text(verdict, hint, more)
    # nbgrader's Validate shows errors only, so there the error is the whole report.
    rich = shell is not None and "NBGRADER_VALIDATING" not in os.environ
    if rich:
        from IPython.display import HTML, display

        display(HTML(report.as_html(verdict, hint, more)))
    if verdict.verdict != Status.RIGHT:
        plain = report.printable(text, sys.stderr)
        raise NotRight(verdict, report.headline(verdict) if rich else plain)
    if not rich:
        report.say(text)


def _of_unread_cell(course: Course, exercise: Exercise, shell: Any) -> Verdict | None:
    """Say what is wrong with the function's cell where that didn't run, and an older one stands."""
    begin = re.compile(rf"^\s*def {exercise.name}\(", re.MULTILINE)
    cells = shell.user_ns.get("In", []) if shell else []
    newest = next((source for source in reversed(cells) if begin.search(source)), "")
    try:
        parse(newest)
    except SyntaxError as error:
        raised = describe_error(error, wording.ITS_CELL)
        cases = read_cases(exercise.name, course.record)
        verdict = judge(exercise, cases, lambda case: raised, course.exercises)
        return replace(verdict, notes=(wording.OLDER,))
    return None


def verdict_on(course: Course, function: Callable[..., Any], name: str = "") -> Verdict:
    """
    Judge a function on the recorded cases; nothing is shown or raised.

    Parameters
    ----------
    course : with the exercise
    function : the function
    name : the exercise's, where the function may have another
    """
    exercise = course.exercises[name] if name else _exercise_of(course, function)
    verdict = _judge_recorded(course, exercise, function)
    missing = verdict.verdict == Status.MISSING
    if verdict.verdict == Status.RIGHT or missing and refers_to(function, "NotImplementedError"):
        return verdict
    earlier = earlier_fault(course, function, exercise)
    if not earlier:
        return verdict
    if missing:
        problem = wording.EARLIER_MISSING.format(name=exercise.name, earlier=earlier)
        return replace(verdict, problem=problem, hints=wording.FILL_IN)
    first = wording.EARLIER.format(name=exercise.name, earlier=earlier)
    return replace(
        verdict,
        hints=(first, *verdict.hints),
        misconception=None,
        explanation=None,
        sentence="",
        by_part={},
    )


def _judge_recorded(course: Course, exercise: Exercise, function: Callable[..., Any]) -> Verdict:
    def run(case: Case) -> Outcome:
        without = exercise.without(case.inputs)
        return run_here(function, case, exercise.builds_on, without, exercise.stands_for)

    return judge(
        exercise,
        read_cases(exercise.name, course.record),
        run,
        course.exercises,
        known=lambda: read_mistakes(exercise.name, course.record),
        edits=lambda: read_edits(exercise.name, course.record),
    )


def _exercise_of(course: Course, function: Callable[..., Any]) -> Exercise:
    name = getattr(function, "__name__", repr(function))
    if name not in course.exercises:
        name = _name_here(course, function) or name
    if name not in course.exercises:
        known = ", ".join(course.exercises)
        raise ValueError(f"there is no exercise called {name}; there are {known}")
    return course.exercises[name]


def _name_here(course: Course, function: Callable[..., Any]) -> str:
    """Give the exercise under whose name a function, such as a method, stands in the notebook."""
    shell = notebook()
    space = shell.user_ns if shell else getattr(function, "__globals__", {})
    return next((name for name in course.exercises if space.get(name) is function), "")


def earlier_fault(course: Course, function: Callable[..., Any], exercise: Exercise) -> str:
    """Name the first earlier exercise that the function calls and that isn't right yet."""
    space = getattr(written(function), "__globals__", {})
    for name in exercise.builds_on:
        if refers_to(function, name):
            earlier = space.get(name)
            right = callable(earlier) and (
                _judge_recorded(course, course.exercises[name], earlier).verdict == Status.RIGHT
            )
            if not right:
                return name
    return ""
