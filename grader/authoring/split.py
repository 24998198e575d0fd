"""How a course is split into assignments: each is a list of notebooks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.authoring.notebooks import source_files
from grader.errors import CourseError
from testcases.record import Course

# For each assignment's name, the names of its notebooks.
Assignments = Mapping[str, Sequence[str]]
# nbgrader puts names into paths and patterns, and a "+" into those of its exchange.
MISSING = (
    "{notebook} loads {function} from {other}, which is in none of the assignments. Students can't "
    "run the cells that call {function}. Add {other} to an assignment."
)
_LOADS = re.compile(r"^bring_functions\(([^)]*\)[^)]*)\)", re.MULTILINE)
_NAMES = re.compile(r'"(\w+)"')
_NOT_IN_NAMES = frozenset("/\\*?[]{}+ ")


def notebooks_of(course: Course, optional: bool = False) -> list[str]:
    """Name the course's notebooks in their order; those that are optional if asked."""
    names = [source.stem for source in source_files(course)]
    return [name for name in names if optional or name not in course.optional]


def in_one(course: Course, optional: bool = False) -> dict[str, list[str]]:
    """Make one assignment of all notebooks; it has the course's name."""
    return {course.name: notebooks_of(course, optional)}


def weekly(course: Course, optional: bool = False) -> dict[str, list[str]]:
    """Make an assignment of each notebook; a notebook without exercises goes with the next."""
    graded = {exercise.notebook for exercise in course.exercises.values()}
    assignments: dict[str, list[str]] = {}
    waiting: list[str] = []
    for name in notebooks_of(course, optional):
        waiting.append(name)
        if name in graded:
            assignments[name], waiting = waiting, []
    return assignments


def read_split(course: Course, texts: Sequence[str]) -> dict[str, list[str]]:
    """
    Read assignments as they are written on the command line.

    Parameters
    ----------
    course : whose notebooks
    texts : such as "forward=01,02,03"; a notebook may be named by the beginning of its name

    Raises
    ------
    CourseError
        If an assignment has no name, a notebook doesn't exist or is in two assignments.
    """
    assignments: dict[str, list[str]] = {}
    for text in texts:
        name, sign, listed = text.partition("=")
        notebooks = [_notebook(course, one.strip()) for one in listed.split(",")] if sign else []
        if not name or not notebooks or name.startswith(".") or _NOT_IN_NAMES & {*name}:
            raise CourseError(
                f"{text} names no assignment. Write its name, without spaces, and its notebooks, "
                "as in: forward=01,02,03"
            )
        taken = {one for others in assignments.values() for one in others}
        twice = next((n for n in notebooks if n in taken or notebooks.count(n) > 1), "")
        if twice or name in assignments:
            raise CourseError(
                f"{twice or name} is named twice. Name each assignment once, and put each notebook "
                "into one of them."
            )
        assignments[name] = notebooks
    return assignments


def missing_notebooks(course: Course, assignments: Assignments) -> list[str]:
    """Say which notebooks load functions from one that is in none of the assignments."""
    chosen = {name for notebooks in assignments.values() for name in notebooks}
    notes = []
    for source in source_files(course):
        if source.stem in chosen:
            lacking = {
                course.exercises[name].notebook: name
                for name in _functions_loaded(source.read_text(encoding="utf-8"))
            }
            notes += [
                MISSING.format(notebook=source.stem, function=function, other=other)
                for other, function in lacking.items()
                if other not in chosen
            ]
    return notes


def _functions_loaded(text: str) -> list[str]:
    """Name the earlier functions that a notebook loads."""
    return [name for call in _LOADS.findall(text) for name in _NAMES.findall(call)]


def _notebook(course: Course, beginning: str) -> str:
    """Find a notebook by the beginning of its name."""
    names = notebooks_of(course, optional=True)
    found = [name for name in names if name.startswith(beginning)] if beginning else []
    if len(found) != 1:
        raise CourseError(
            f"There is no notebook {beginning or 'without a name'}. The notebooks: "
            f"{', '.join(names)}."
        )
    return found[0]
