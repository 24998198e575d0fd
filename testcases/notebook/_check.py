"""The student's check: ``check(linear_forward)`` in the cell below an exercise."""

from __future__ import annotations

import copy
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dnn_utils.notebook import notebook
from testcases.execution.call import describe_error, run_here
from testcases.execution.cells import parse
from testcases.execution.outcome import Outcome, TimedOut
from testcases.execution.own_code import definition_of, refers_to, written
from testcases.execution.time_limit import OutOfTime, time_limit
from testcases.judging import report
from testcases.judging._judge import Verdict, judge
from testcases.judging.edits import EditTable
from testcases.judging.failing import count_numbers
from testcases.judging.recorded import each_case, read_cases, read_edits, read_mistakes
from testcases.judging.status import Status
from testcases.notebook._in_grading import not_in_grading
from testcases.notebook.calls import WrongCall, exercise_of
from testcases.notebook.places import find_notebook
from testcases.record import Case, Course, Exercise
from testcases.words import wording

# For one test input, of which a right function does the largest in under a second.
SECONDS = 10


class NotRight(Exception):
    """A check that failed. It shows its report alone, without a traceback."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        super().__init__(text)
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback."""
        return [str(self)]


def check(course: Course, function: Callable[..., Any], hint: int, inputs: str) -> None:
    """Do what `Notebook.check` says."""
    exercise = exercise_of(course, function)
    course = with_inputs(course, exercise, inputs)
    if hint not in (1, 2, 3):
        raise WrongCall(wording.NO_SUCH_HINT.format(hint=hint))
    shell = notebook()
    verdict = _of_unread_cell(course, exercise, shell) or verdict_on(
        course, function, exercise.name
    )
    if shell is not None and verdict.points:
        told = not_in_grading(course, function, exercise.name, shell)
        verdict = replace(verdict, notes=(*filter(None, [told]), *verdict.notes))
    more = [report.debug_it(verdict, inputs), report.more_hints(verdict, hint, inputs)]
    if hint == report.MOST_HINTS and verdict.hints and _has_worked_solution(course, exercise):
        more.append(wording.WORKED_SOLUTION)
    text = report.as_text(verdict, hint, more)
    # nbgrader's Validate shows errors only, so there the error is the whole report.
    rich = shell is not None and "NBGRADER_VALIDATING" not in os.environ
    if rich:
        from IPython.display import display

        display({"text/html": report.as_html(verdict, hint, more), "text/plain": text}, raw=True)
    if verdict.verdict != Status.RIGHT:
        plain = report.printable(text, sys.stderr)
        raise NotRight(verdict, wording.STOPS_HERE.format(name=exercise.name) if rich else plain)
    if not rich:
        report.say(text)


def _has_worked_solution(course: Course, exercise: Exercise) -> bool:
    """Say whether the saved notebook is of the self-study edition, with the solution in it."""
    path = find_notebook(course, exercise.notebook)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return f'"{exercise.solution_id}"' in text


def with_inputs(course: Course, exercise: Exercise, inputs: str) -> Course:
    """
    Take an exercise's test inputs from a file, if one is named, in place of the recorded ones.

    Raises
    ------
    WrongCall
        If the file is not a file of test inputs, or has none for the exercise.
    """
    if not inputs:
        return course
    try:
        found = read_cases(exercise.name, Path(inputs))
    except FileNotFoundError:
        raise WrongCall(wording.NO_INPUTS_FILE.format(file=inputs)) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongCall(wording.NO_TEST_INPUTS.format(file=inputs)) from None
    if not found:
        raise WrongCall(wording.OTHER_INPUTS.format(file=inputs, name=exercise.name))
    return replace(course, inputs={**course.inputs, exercise.name: Path(inputs)})


def failing_input(course: Course, function: Callable[..., Any], inputs: str = "") -> Any:
    """Do what `Notebook.failing_input` says."""
    exercise = exercise_of(course, function)
    course = with_inputs(course, exercise, inputs)
    verdict = verdict_on(course, function, exercise.name)
    cases = read_cases(exercise.name, course.inputs_of(exercise.name))
    if verdict.failing is not None:
        case = cases[verdict.failing.number]
    else:
        case = min(cases, key=count_numbers)
        if verdict.verdict == Status.RIGHT:
            report.say(wording.NOTHING_FAILS.format(name=exercise.name))
    values = [*case.inputs.values(), *([dict(case.options)] if case.options else [])]
    values = copy.deepcopy(values)  # a student may change them
    return values[0] if len(values) == 1 else tuple(values)


def _of_unread_cell(course: Course, exercise: Exercise, shell: Any) -> Verdict | None:
    """Give the verdict on a function whose newest cell Python can't read; None if it can."""
    begin = re.compile(rf"^\s*def {exercise.name}\(", re.MULTILINE)
    cells = shell.user_ns.get("In", []) if shell else []
    newest = next((source for source in reversed(cells) if begin.search(source)), "")
    try:
        parse(newest)
    except SyntaxError as error:
        raised = describe_error(error, wording.ITS_CELL)
        cases = read_cases(exercise.name, course.inputs_of(exercise.name))
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
    exercise = course.exercises[name] if name else exercise_of(course, function)
    verdict = judge_recorded(course, exercise, function, explained=True)
    if exercise.end_to_end and verdict.verdict != Status.RIGHT:
        verdict = replace(verdict, notes=(*verdict.notes, wording.SHARE_LATER))
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


def judge_recorded(
    course: Course, exercise: Exercise, function: Callable[..., Any], explained: bool = False
) -> Verdict:
    """Judge one function on the recorded cases; explaining a wrong result takes more time."""

    def run(case: Case) -> Outcome:
        without = exercise.without(case.inputs)
        try:
            with time_limit(SECONDS):
                return run_here(function, case, exercise.builds_on, without, exercise.stands_for)
        except OutOfTime:
            return TimedOut(SECONDS)

    inputs, explain = course.inputs_of(exercise.name), {}
    if explained:
        explain = {
            "known": lambda: read_mistakes(exercise.name, inputs),
            "edits": lambda: _edits(course, exercise),
            "code": lambda: definition_of(function),
        }
    return judge(exercise, each_case(exercise.name, inputs), run, course.exercises, **explain)


def _edits(course: Course, exercise: Exercise) -> EditTable | None:
    """Read what edits of the solution give; a function to fix has the same solution."""
    return read_edits(exercise.mends or exercise.name, course.inputs_of(exercise.name))


def earlier_fault(course: Course, function: Callable[..., Any], exercise: Exercise) -> str:
    """Name the first earlier exercise that the function calls and that isn't right yet."""
    space = getattr(written(function), "__globals__", {})
    for name in exercise.builds_on:
        if refers_to(function, name):
            earlier = space.get(name)
            right = callable(earlier) and (
                judge_recorded(course, course.exercises[name], earlier).verdict == Status.RIGHT
            )
            if not right:
                return name
    return ""
