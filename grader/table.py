"""A class at a glance: students by exercises, read from nbgrader's gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from grader.course import ASSIGNMENT, CourseError, load_course
from testcases.catalogue import EXERCISES


@dataclass
class Row:
    """One student's scores by grade cell, what lateness costs, and the comments on solutions."""

    student: str
    scores: dict[str, float] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0

    @property
    def total(self) -> float:
        """The sum of the scores, less what lateness costs."""
        return sum(self.scores.values()) - self.penalty


@dataclass(frozen=True)
class Table:
    """
    What a gradebook holds of an assignment.

    Attributes
    ----------
    points : for each grade cell what it is worth; those that check an exercise have its name
    notebooks : for each grade cell the notebook that it stands in
    rows : the students, the highest total first
    """

    points: dict[str, float]
    notebooks: dict[str, str]
    rows: list[Row]


def read_gradebook(course: Path) -> Table:
    """
    Read the scores of every student from a course's gradebook, wherever it is.

    Raises
    ------
    CourseError
        If the gradebook can't be read, or nothing has been graded.
    """
    url = load_course(course).coursedir.db_url
    path = url.removeprefix("sqlite:///")
    if path != url and not Path(path).exists():
        raise CourseError(f"There is no gradebook at {path}. Run grader autograde there first.")
    try:
        with api.Gradebook(url) as gradebook:
            table = _read(gradebook)
    except SQLAlchemyError as error:
        raise CourseError(f"{url} can't be read as a gradebook ({error.args[0]}).") from None
    if not table.rows:
        raise CourseError(f"Nothing has been graded in {url}. Run grader autograde first.")
    return table


def _read(gradebook: api.Gradebook) -> Table:
    try:
        assignment = gradebook.find_assignment(ASSIGNMENT)
    except api.MissingEntry:
        raise CourseError(f"The gradebook has no assignment {ASSIGNMENT}.") from None
    order = [*EXERCISES]
    cells = [
        (cell.name.removeprefix("check_"), cell.max_score, notebook.name)
        for notebook in sorted(assignment.notebooks, key=lambda notebook: notebook.name)
        for cell in notebook.grade_cells
    ]
    cells.sort(key=lambda cell: order.index(cell[0]) if cell[0] in order else len(order))
    rows: dict[str, Row] = {}
    for student, penalty in gradebook.db.execute(
        _of(assignment, api.SubmittedNotebook.late_submission_penalty)
    ):
        rows.setdefault(student, Row(student)).penalty += penalty or 0.0
    for student, name, score in _entries(gradebook, assignment, api.Grade, api.Grade.score):
        rows[student].scores[name.removeprefix("check_")] = score
    comment = api.Comment.auto_comment
    for student, name, text in _entries(gradebook, assignment, api.Comment, comment):
        rows[student].messages[name] = text or ""
    return Table(
        {name: points for name, points, _ in cells},
        {name: notebook for name, _, notebook in cells},
        sorted(rows.values(), key=lambda row: (-row.total, row.student)),
    )


def _of(assignment: Any, *columns: Any) -> Any:
    """Select columns of an assignment's submitted notebooks, behind the student."""
    return (
        select(api.SubmittedAssignment.student_id, *columns)
        .join(
            api.SubmittedNotebook,
            api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id,
        )
        .where(api.SubmittedAssignment.assignment_id == assignment.id)
    )


def _entries(gradebook: api.Gradebook, assignment: Any, kind: Any, column: Any) -> Any:
    """Read one column of all grades, or of all comments, with the student and the cell's name."""
    return gradebook.db.execute(
        _of(assignment, api.BaseCell.name, column)
        .join(kind, kind.notebook_id == api.SubmittedNotebook.id)
        .join(api.BaseCell, api.BaseCell.id == kind.cell_id)
    )


def format_table(table: Table) -> str:
    """Write the table, a legend of its columns, and the first message of each lost point."""
    numbers = {name: number for number, name in enumerate(table.points, start=1)}
    width = max(len(row.student) for row in table.rows)
    late = any(row.penalty for row in table.rows)
    lines = ["Exercises, with their points:"]
    lines += [f"  {number:2} {name} ({table.points[name]:g})" for name, number in numbers.items()]
    heads = "".join(f"{n:4}" for n in numbers.values()) + ("   late" if late else "") + "  total"
    lines += ["", "student".ljust(width) + heads]
    for row in table.rows:
        scores = "".join(f"{row.scores.get(name, 0):4g}" for name in numbers)
        penalty = f"  {-row.penalty:5g}" if late else ""
        lines.append(f"{row.student:<{width}}{scores}{penalty}  {row.total:5g}")
    lines += ["", "Where points were lost:"]
    for row in table.rows:
        lost = [n for n in numbers if row.scores.get(n, 0) < table.points[n]]
        if lost:
            more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
            why = row.messages.get(lost[0]) or f"{lost[0]}, in {table.notebooks[lost[0]]}."
            lines.append(f"  {row.student}: {why}{more}")
    return "\n".join(lines)
