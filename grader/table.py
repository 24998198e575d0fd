"""A class at a glance: students by exercises, read from nbgrader's gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from grader.course import ASSIGNMENT, CourseError
from testcases.catalogue import EXERCISES


@dataclass
class Row:
    """One student's scores by exercise, and the messages where points were lost."""

    student: str
    scores: dict[str, float] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """The sum of the scores."""
        return sum(self.scores.values())


def read_gradebook(course: Path) -> list[Row]:
    """
    Read the scores of every student from a course's gradebook.

    Raises
    ------
    CourseError
        If there is no gradebook, or nothing has been graded.
    """
    path = course / "gradebook.db"
    if not path.exists():
        raise CourseError(f"There is no gradebook at {path}. Run grader autograde there first.")
    rows: dict[str, Row] = {}
    try:
        _read_scores(path, rows)
    except SQLAlchemyError as error:
        raise CourseError(f"{path} can't be read as a gradebook ({error.args[0]}).") from None
    if not rows:
        raise CourseError(f"Nothing has been graded in {path}. Run grader autograde first.")
    return sorted(rows.values(), key=lambda row: (-row.total, row.student))


def _read_scores(path: Path, rows: dict[str, Row]) -> None:
    with Gradebook(f"sqlite:///{path.resolve()}") as gradebook:
        try:
            submissions = gradebook.assignment_submissions(ASSIGNMENT)
        except MissingEntry:
            raise CourseError(f"The gradebook has no assignment {ASSIGNMENT}.") from None
        for submission in submissions:
            row = rows.setdefault(submission.student_id, Row(submission.student_id))
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    row.scores[grade.name.removeprefix("check_")] = grade.score
                for comment in notebook.comments:
                    row.messages[comment.name] = comment.auto_comment or ""


def format_table(rows: list[Row]) -> str:
    """Write the table, a legend of its columns, and the first message of each lost point."""
    numbers = {name: number for number, name in enumerate(EXERCISES, start=1)}
    width = max((len(row.student) for row in rows), default=7)
    lines = ["Exercises, with their points:"]
    for name, number in numbers.items():
        lines.append(f"  {number:2} {name} ({EXERCISES[name].points})")
    lines += ["", "student".ljust(width) + "".join(f"{n:4}" for n in numbers.values()) + "  total"]
    for row in rows:
        scores = "".join(f"{row.scores.get(name, 0):4g}" for name in numbers)
        lines.append(f"{row.student:<{width}}{scores}  {row.total:5g}")
    lines += ["", "Where points were lost:"]
    for row in rows:
        lost = [n for n in numbers if row.scores.get(n, 0) < EXERCISES[n].points]
        if lost:
            more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
            absent = f"{EXERCISES[lost[0]].notebook}.ipynb was not handed in."
            lines.append(f"  {row.student}: {row.messages.get(lost[0]) or absent}{more}")
    return "\n".join(lines)
