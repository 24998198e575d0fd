"""Changing what a graded cell is worth while the course is running."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import api
from sqlalchemy import select

from grader.authoring.notebooks import as_file
from grader.cells import CHECK, exercise_of, grade_id_of, marks_of
from grader.course.escape import counted, shown
from grader.course.open import content_of, load_course
from grader.course.release import release
from grader.course.released import (
    assignment_names,
    exercises_of,
    is_released,
    released_notebooks,
)
from grader.course.roster import open_gradebook
from grader.course.state import CourseState
from grader.errors import CourseError
from grader.judging.version import version_of_tests

OVERRULED = (
    "These students have a score above {points:g} for {name} that was entered by hand: {students}. "
    "Lower these scores in formgrader, then run this command again. Nothing was changed."
)
NO_CELL = (
    "The course has no graded cell {name} in {where}. Use the name of an exercise, or the id of a "
    "graded cell such as question_caches."
)
SEVERAL = "{name} is in several assignments: {where}. Choose one with --assignment."


@dataclass(frozen=True)
class Changed:
    """What an exercise was worth and is worth now, and who is to be regraded."""

    assignment: str
    name: str
    before: float
    now: float
    outdated: list[str]


@dataclass(frozen=True)
class _Cell:
    """A graded cell in the source of an assignment."""

    assignment: str
    path: Path
    grade_id: str


def set_points(
    course: Path, name: str, points: float, assignment: str = "", wait: Any = lambda: None
) -> Changed:
    """
    Change the points of an exercise, or of another graded cell, in the source and the release.

    Parameters
    ----------
    course : its folder
    name : the exercise, or the cell's id
    points : what it is to be worth; 0 drops it
    assignment : the assignment with it; not needed if there is only one
    wait : called once when another program has locked the gradebook

    Raises
    ------
    CourseError
        If there is no such cell, if somebody has a higher score that was entered by hand, or if
        nbgrader refuses the release. The course is then as it was.
    """
    app = load_course(course)
    coursedir, content = app.coursedir, content_of(app.config)
    cell = _find(coursedir, name, assignment)
    graded = released_notebooks(coursedir, cell.assignment)
    tests = version_of_tests(content, exercises_of(content, graded))
    with CourseState(coursedir, cell.assignment, graded, tests).locked():
        if is_released(coursedir, cell.assignment):
            _check_scores(app, cell, name, points, wait)
        text = cell.path.read_text(encoding="utf-8")
        before = _write(cell, points)
        try:
            if is_released(coursedir, cell.assignment):
                release(app, cell.assignment)
        except CourseError:
            cell.path.write_text(text, encoding="utf-8")
            raise
    released = released_notebooks(coursedir, cell.assignment)
    outdated = CourseState(coursedir, cell.assignment, released, tests).outdated()
    return Changed(cell.assignment, name, before, points, outdated)


def _find(coursedir: Any, name: str, assignment: str) -> _Cell:
    """Find the cell's notebook among the sources."""
    found = []
    names = [assignment] if assignment else assignment_names(coursedir, coursedir.source_directory)
    for one in names:
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", one))
        for path in sorted(folder.glob("*.ipynb")):
            for cell in nbformat.read(path, as_version=4).cells:
                if marks_of(cell).get("grade") and name in (exercise_of(cell), grade_id_of(cell)):
                    found.append(_Cell(one, path, grade_id_of(cell)))
    if not found:
        where = assignment or "any assignment"
        raise CourseError(NO_CELL.format(name=shown(name), where=shown(where)))
    if len({one.assignment for one in found}) > 1:
        where = ", ".join(one.assignment for one in found)
        raise CourseError(SEVERAL.format(name=shown(name), where=where))
    return found[0]


def _check_scores(app: Any, cell: _Cell, name: str, points: float, wait: Any) -> None:
    """Make sure that no score entered by hand would be above the new points."""
    grade, submission = api.Grade, api.SubmittedAssignment
    rows = (
        select(submission.student_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == submission.id)
        .join(grade, grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.BaseCell, api.BaseCell.id == grade.cell_id)
        .join(api.Assignment, api.Assignment.id == submission.assignment_id)
        .where(api.Assignment.name == cell.assignment, api.BaseCell.name == cell.grade_id)
        .where(grade.manual_score > points)
        .order_by(submission.student_id)
    )
    with open_gradebook(app, wait) as gradebook:
        students = [*gradebook.db.execute(rows).scalars()]
    if students:
        names = ", ".join(map(shown, students))
        raise CourseError(OVERRULED.format(points=points, name=name, students=names))


def _write(cell: _Cell, points: float) -> float:
    """Write the points into the source; give those that were there."""
    notebook = nbformat.read(cell.path, as_version=4)
    [found] = [one for one in notebook.cells if grade_id_of(one) == cell.grade_id]
    marks = found.metadata["nbgrader"]
    before = marks.get("points", 0)
    marks["points"] = int(points) if points == int(points) else points
    cell.path.write_text(as_file(notebook), encoding="utf-8")
    return before


def format_changed(changed: Changed) -> str:
    """Say what was changed, and what to run next."""
    name = changed.name.removeprefix(CHECK)
    lines = [
        f"{name} in {changed.assignment} was worth {changed.before:g} points and is worth "
        f"{changed.now:g} now."
    ]
    if changed.outdated:
        lines.append(
            f"{counted(len(changed.outdated), 'graded submission')} still to be regraded. Run: "
            f"grader autograde --assignment {changed.assignment}"
        )
    return "\n".join(lines)
