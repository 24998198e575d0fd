"""A later notebook uses the student's own functions from the earlier ones."""

from __future__ import annotations

import datetime
import types
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from testcases.execution.call import quiet, taking_start
from testcases.execution.cells import NotebookError, magic_above, read_code_cells, run_definitions
from testcases.exercises.catalogue import EXERCISES
from testcases.judging.report import say
from testcases.notebook._check import earlier_fault, verdict_on

RIGHT = "✓ {name} is right ({notebook}, saved {time})."
WRONG = "✗ {name} is not right yet: mend it in {notebook}, where its check says more. {problem}"
BY_ANOTHER = (
    "✗ {name} is not right yet. It calls {earlier}, which is not right yet either: write or mend "
    "that first, in {notebook}."
)
MISSING = "✗ {name} is missing. {why}"
NOT_WRITTEN = (
    "Write it in {notebook}, save that notebook (Ctrl+S, or Cmd+S), then run this cell again."
)
BROKEN = (
    "Its cell in {notebook} can't be run: {error}. Mend it there, save that notebook (Ctrl+S, or "
    "Cmd+S), then run this cell again."
)
KEPT_BY_MAGIC = (
    "The line {magic} above it in {notebook} keeps the cell from defining it. Remove that line, "
    "save that notebook (Ctrl+S, or Cmd+S), then run this cell again."
)


class EarlierMissing(Exception):
    """An earlier function that isn't there was called. It shows its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def bring_functions(namespace: dict[str, Any], *names: str) -> None:
    """
    Bring functions that you wrote in earlier notebooks into this one, and say how they stand.

    The notebooks are read as they were last saved, from the folder that this one is in. Only what
    their cells define is run. A function that is missing becomes one that says so when called.

    Parameters
    ----------
    namespace : where to put the functions; in a notebook, ``globals()``
    *names : the exercises' names

    Raises
    ------
    ValueError
        If there is no exercise of such a name.
    """
    unknown = [name for name in names if name not in EXERCISES]
    if unknown:
        raise ValueError(f"there is no exercise called {', '.join(unknown)}")
    calls = {name for one in names for name in (one, *EXERCISES[one].builds_on)}
    found, problems = read_functions({EXERCISES[name].notebook for name in calls})
    for name in names:
        namespace[name], line = _stand(name, found.get(name), problems)
        say(line)


def read_functions(notebooks: Container[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Read from the saved notebooks what they define under the exercises' names.

    Parameters
    ----------
    notebooks : their names, without ".ipynb"; in whatever order, they are read in the course's, so
        that a function finds the earlier ones that it calls

    Returns
    -------
    found : what each name stands for
    problems : for an exercise or a notebook that can't be had, why, in a sentence
    """
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for notebook in dict.fromkeys(e.notebook for e in EXERCISES.values()):
        if notebook in notebooks:
            _load(notebook, found, problems)
    return found, problems


def _stand(name: str, function: Any, problems: dict[str, str]) -> tuple[Any, str]:
    """Say how one function stands, and give it, or what takes its place."""
    notebook = EXERCISES[name].notebook
    why = _why(name, problems)
    if not isinstance(function, types.FunctionType):
        return _absent(name, why)
    verdict = verdict_on(function, name)
    if verdict.verdict == "missing":
        return _absent(name, why)
    if verdict.verdict == "right":
        saved = datetime.datetime.fromtimestamp(_path(notebook).stat().st_mtime)
        line = RIGHT.format(name=name, notebook=notebook, time=f"{saved:%H:%M, %d %B}")
        return taking_start(function), line
    earlier = earlier_fault(function, EXERCISES[name])
    if earlier:
        there = EXERCISES[earlier].notebook
        return function, BY_ANOTHER.format(name=name, earlier=earlier, notebook=there)
    return function, WRONG.format(name=name, notebook=notebook, problem=verdict.problem)


def _why(name: str, problems: dict[str, str]) -> str:
    notebook = EXERCISES[name].notebook
    return problems.get(name) or problems.get(notebook) or NOT_WRITTEN.format(notebook=notebook)


def _absent(name: str, why: str) -> tuple[Callable[..., Any], str]:
    sentence = MISSING.format(name=name, why=why)

    def absent(*args: Any, **kwargs: Any) -> Any:
        raise EarlierMissing(sentence)

    absent.__name__ = name
    return absent, sentence


def _path(notebook: str) -> Path:
    return Path(f"{notebook}.ipynb")


def _load(notebook: str, found: dict[str, Any], problems: dict[str, str]) -> None:
    """Run the definitions of one notebook's cells; note in `problems` what can't be had."""
    try:
        cells = read_code_cells(_path(notebook))
    except NotebookError as error:
        problems[notebook] = f"{error}."
        return
    absent = {name: _absent(name, _why(name, problems))[0] for name in EXERCISES}
    space: dict[str, Any] = {"__name__": notebook, **absent, **found}

    def broken(source: str, error: BaseException) -> None:
        line = getattr(error, "lineno", None)
        place = f"line {line}, {error.msg}" if line else f"{type(error).__name__}: {error}"
        for name in EXERCISES:
            if f"def {name}(" in source:
                problems[name] = BROKEN.format(notebook=notebook, error=place)

    with quiet():
        for cell in cells:
            try:
                run_definitions(cell, space, broken)
            except SystemExit as error:  # as of sys.exit() in what a cell imports
                broken(cell.source, error)
    for name, exercise in EXERCISES.items():
        magic = magic_above(cells, name)
        if magic:
            problems[name] = KEPT_BY_MAGIC.format(magic=magic, notebook=notebook)
        # As in the grading: what an exercise's own notebook defines comes first.
        own = exercise.notebook == notebook or name not in found
        if own and space.get(name) is not absent[name]:
            found[name] = space.get(name)
