"""A later notebook uses the student's own functions from the earlier ones."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container
from typing import Any

from testcases.execution.call import quiet, with_initializer
from testcases.execution.cells import NotebookError, counting, magic_above, read_code_cells
from testcases.execution.statements import Failure, run_cells
from testcases.judging.report import in_brief, show, wrapped
from testcases.judging.status import Status
from testcases.notebook._check import earlier_fault, verdict_on
from testcases.notebook.calls import WrongCall, no_exercise
from testcases.notebook.colab import open_drive
from testcases.notebook.places import find_notebook, shown_place
from testcases.record import Course

RIGHT = "✓ {name} ({notebook}, saved {time})"
WRONG = "✗ {name} is not right yet: {problem} Fix it in {notebook}."
BY_ANOTHER = (
    "✗ {name} is not right yet. It calls {earlier}, which is not right either: fix {earlier} "
    "first, in {notebook}."
)
MISSING = "✗ {name} is missing. {why}"
NOT_WRITTEN = (
    "Write it in {notebook}, save that notebook (Ctrl+S, or Cmd+S), then run this cell again."
)
BROKEN = (
    "Python can't run its cell in {notebook} ({error}). Fix that cell, save the notebook (Ctrl+S, "
    "or Cmd+S), then run this cell again."
)
KEPT_BY_MAGIC = (
    "In {notebook}, the line {magic} above the function keeps the cell from defining it. Remove "
    "that line, save the notebook (Ctrl+S, or Cmd+S), then run this cell again."
)


class EarlierMissing(Exception):
    """A missing earlier function was called. It shows its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        return [wrapped(str(self))]


def bring_functions(course: Course, namespace: dict[str, Any], *names: str) -> None:
    """Do what `Notebook.bring_functions` says."""
    exercises = course.exercises
    unknown = [name for name in names if name not in exercises]
    if unknown:
        raise WrongCall(no_exercise(course, unknown[0]))
    open_drive()
    calls = {name for one in names for name in (one, *exercises[one].builds_on)}
    found, problems = read_functions(course, {exercises[name].notebook for name in calls})
    for name in names:
        namespace[name], line = _stand(course, name, found.get(name), problems)
        show(line)


def read_functions(
    course: Course, notebooks: Container[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Read the exercises' functions from the saved notebooks.

    Parameters
    ----------
    course : whose exercises
    notebooks : their names, without ".ipynb"; they are read in the course's order, so that a
        function finds the earlier ones that it calls

    Returns
    -------
    found : what each name stands for
    problems : the reason, in a sentence, for each exercise or notebook that can't be loaded
    """
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for notebook in dict.fromkeys(e.notebook for e in course.exercises.values()):
        if notebook in notebooks:
            _load(course, notebook, found, problems)
    return found, problems


def _stand(course: Course, name: str, function: Any, problems: dict[str, str]) -> tuple[Any, str]:
    """Give one function, or its replacement, and its state."""
    exercise = course.exercises[name]
    notebook = exercise.notebook
    verdict = verdict_on(course, function, name) if callable(function) else None
    if verdict is None or verdict.verdict == Status.MISSING:
        return _absent(course, name, problems), _missing(course, name, problems)
    if verdict.verdict == Status.RIGHT:
        saved = datetime.datetime.fromtimestamp(find_notebook(course, notebook).stat().st_mtime)
        place = shown_place(course, notebook)
        line = RIGHT.format(name=name, notebook=place, time=f"{saved:%d %b %H:%M}")
        return with_initializer(function, exercise.stands_for), line
    earlier = earlier_fault(course, function, exercise)
    if earlier:
        there = shown_place(course, course.exercises[earlier].notebook)
        return function, BY_ANOTHER.format(name=name, earlier=earlier, notebook=there)
    problem = in_brief(verdict)
    return function, WRONG.format(
        name=name, notebook=shown_place(course, notebook), problem=problem
    )


def _missing(course: Course, name: str, problems: dict[str, str]) -> str:
    """Say that a function is missing, and why."""
    notebook = course.exercises[name].notebook
    why = problems.get(name) or problems.get(notebook)
    why = why or NOT_WRITTEN.format(notebook=shown_place(course, notebook))
    return MISSING.format(name=name, why=why)


def _absent(course: Course, name: str, problems: dict[str, str]) -> Callable[..., Any]:
    """Give what replaces a missing function."""

    def absent(*args: Any, **kwargs: Any) -> Any:
        raise EarlierMissing(_missing(course, name, problems))

    absent.__name__ = name
    return absent


def _load(course: Course, notebook: str, found: dict[str, Any], problems: dict[str, str]) -> None:
    """Run one notebook's definitions; note in `problems` what can't be loaded."""
    written = {name for name, exercise in course.exercises.items() if exercise.is_written}
    try:
        cells = counting(read_code_cells(find_notebook(course, notebook)), written)
    except NotebookError as error:
        problems[notebook] = f"{error}."
        return
    absent = {name: _absent(course, name, problems) for name in course.exercises}
    # As in the notebook itself, and in the grading.
    space: dict[str, Any] = {"__name__": "__main__", **absent, **found}

    def broken(failure: Failure) -> None:
        error = failure.error
        line = getattr(error, "lineno", None)
        place = f"line {line}, {error.msg}" if line else f"{type(error).__name__}: {error}"
        for name in course.exercises.keys() & failure.names:
            problems[name] = BROKEN.format(notebook=shown_place(course, notebook), error=place)

    with quiet():
        run_cells(cells, space, course.exercises, broken)
    for name, exercise in course.exercises.items():
        magic = magic_above(cells, name)
        if magic:
            problems[name] = KEPT_BY_MAGIC.format(
                magic=magic, notebook=shown_place(course, notebook)
            )
        # As in the grading: what an exercise's own notebook defines comes first.
        own = exercise.notebook == notebook or name not in found
        if own and space.get(name) is not absent[name]:
            found[name] = space.get(name)
