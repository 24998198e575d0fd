"""The assignments of a course, and what a student submitted to the earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.course.released import (
    assignment_names,
    exercises_of,
    released_notebooks,
    written_notebooks,
)
from grader.course.state import CourseState
from grader.course.student_folders import link_among, refusal
from grader.errors import Unreadable
from grader.submissions.reader import Earlier
from testcases.record import Course

# The released notebooks of each earlier assignment.
Assignments = Mapping[str, Mapping[str, NotebookNode]]


def earlier_assignments(
    coursedir: Any, course: Course, assignment: str, released: Mapping[str, NotebookNode]
) -> dict[str, dict[str, NotebookNode]]:
    """
    Find the notebooks of other assignments that come before those of an assignment.

    The course's exercises have an order, and so have their notebooks. An assignment can be any list
    of notebooks.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory
    course : with the exercises
    assignment : the assignment's name
    released : its released notebooks

    Returns
    -------
    earlier : for each other assignment with such notebooks, the released ones by their names
    """
    order, here = [*course.exercises], {*exercises_of(course, released)}
    last = max(map(order.index, here), default=-1)
    seen, earlier = {*released}, {}
    for other in assignment_names(coursedir):
        if other == assignment or not _has_some_before(coursedir, course, other, order[:last]):
            continue
        before = {}
        for name, notebook in released_notebooks(coursedir, other).items():
            there = {*exercises_of(course, {name: notebook})}
            if name not in seen and there & {*order[:last]} and not there & here:
                before[name] = notebook
        if before:
            earlier[other] = before
            seen |= {*before}
    return earlier


def _has_some_before(
    coursedir: Any, course: Course, assignment: str, before: Sequence[str]
) -> bool:
    """Say whether an assignment has one of these exercises; it may be of any other course."""
    try:
        found = exercises_of(course, written_notebooks(coursedir, assignment))
    except (ValueError, OSError):  # no notebooks that can be read, so no functions to load
        return False
    return not {*found}.isdisjoint(before)


def released_in(earlier: Assignments) -> dict[str, NotebookNode]:
    """Give the released notebooks of all these assignments by their names."""
    return {name: one for notebooks in earlier.values() for name, one in notebooks.items()}


def earlier_submissions(coursedir: Any, student: str, earlier: Assignments) -> Earlier:
    """
    Give the folders that a student submitted to earlier assignments, if there are any.

    Raises
    ------
    Unreadable
        If one of them is a link.
    """
    step, found = coursedir.submitted_directory, []
    for assignment, released in earlier.items():
        link = link_among(coursedir, step, student, assignment)
        if link:
            raise Unreadable(refusal(link))
        folder = Path(coursedir.format_path(step, student, assignment))
        if folder.is_dir():
            found.append((folder, released))
    return found


def digest_of_work(
    state: CourseState, coursedir: Any, student: str, assignment: str, earlier: Assignments
) -> str:
    """
    Compute a digest of all files that a submission's grade depends on, earlier ones included.

    Raises
    ------
    Unreadable
        If an earlier submission is a link.
    OSError
        If a file can't be read.
    """
    folder = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    before = earlier_submissions(coursedir, student, earlier)
    return state.digest(folder, *(one for one, _ in before))
