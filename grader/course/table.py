"""A class at a glance: students by exercises, from nbgrader's gradebook."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from grader.cells import grade_id_of
from grader.course import database
from grader.course.database import unreachable
from grader.course.escape import counted, for_spreadsheet, shown
from grader.course.open import content_of, load_course
from grader.course.released import (
    UNKNOWN_ASSIGNMENT,
    assignment_names,
    choose_assignment,
    exercises_of,
    released_notebooks,
)
from grader.course.roster import Student, read_students
from grader.course.state import CourseState
from grader.errors import CourseError
from grader.judging.version import version_of_tests

_WAITING = "?"
# nbgrader's comment on an answer that is as it was given out.
NO_RESPONSE = "No response."
OUTDATED = (
    "The tests, points or graded cells have changed since these students were graded: {names}. To "
    "grade all students alike, run: grader autograde --assignment {assignment}"
)
NOTHING_GRADED = (
    "Nothing has been graded in {course} yet. Put the submissions in the folder submitted, then "
    "run: grader autograde"
)
_LEGEND = (
    f"{_WAITING} waits for manual grading, or for a second look at a score that was entered by "
    "hand. Open formgrader and choose Manual Grading."
)


@dataclass
class Row:
    """
    One student's entries in the gradebook.

    Attributes
    ----------
    student : the student's id
    scores : the score of each grade cell; None if the cell waits for manual grading
    waiting : the grade cells that wait for manual grading, with or without a score
    messages : the grading's comment on each solution cell
    comments : what a person wrote about each solution cell
    penalty : the points that are taken off for a late submission
    """

    student: str
    scores: dict[str, float | None] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    messages: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0

    @property
    def total(self) -> float:
        """The sum of the scores, minus the penalty."""
        return sum(score or 0.0 for score in self.scores.values()) - self.penalty


@dataclass(frozen=True)
class Table:
    """
    An assignment in the gradebook.

    Attributes
    ----------
    points : the points of each grade cell, in the notebooks' order; a cell that checks an exercise
        has the exercise's name
    notebooks : the notebook of each grade cell
    rows : the students, the highest total first
    without : the students with nothing graded
    exercises : the names of the cells that check an exercise
    assignment : its name
    students : the students in the roster, by their ids
    outdated : the students whose submissions were graded with other tests or points than now
    """

    points: dict[str, float]
    notebooks: dict[str, str]
    rows: list[Row]
    without: list[str]
    exercises: frozenset[str] = frozenset()
    assignment: str = ""
    students: Mapping[str, Student] = field(default_factory=dict)
    outdated: list[str] = field(default_factory=list)

    @property
    def most(self) -> float:
        """The points of the assignment."""
        return sum(self.points.values())

    @property
    def names(self) -> dict[str, str]:
        """For each student whose name the roster has, the name."""
        return {id: student.name for id, student in self.students.items() if student.name}


def read_gradebook(course: Path, assignment: str = "") -> Table:
    """
    Read the scores of every student from a course's gradebook, wherever it is.

    Raises
    ------
    CourseError
        If the gradebook can't be read, or nothing has been graded.
    """
    app = load_course(course)
    content = content_of(app.config)
    assignment = assignment or choose_assignment(app.coursedir, content)
    with _opened(app, course, assignment) as gradebook:
        table = _table(app, gradebook, assignment, read_students(gradebook.engine))
    if not table.rows:
        raise CourseError(
            f"The gradebook {database.without_password(app.coursedir.db_url)} has no scores for "
            f"{assignment} yet. Run: grader autograde --assignment {assignment}"
        )
    return table


def read_term(course: Path) -> list[Table]:
    """
    Read the scores of all assignments with scores, in the order of their names.

    Raises
    ------
    CourseError
        If the gradebook can't be read, or nothing has been graded.
    """
    app = load_course(course)
    name = content_of(app.config).name
    with _opened(app, course, name) as gradebook:
        names = sorted(one.name for one in gradebook.assignments)
        students = read_students(gradebook.engine)
        tables = [_table(app, gradebook, one, students) for one in names]
    graded = [table for table in tables if table.rows]
    if not graded:
        raise CourseError(
            f"The gradebook {database.without_password(app.coursedir.db_url)} has no scores yet. "
            "Run: grader autograde --assignment NAME"
        )
    return graded


def is_split(course: Path) -> bool:
    """Say whether the course's own assignment is split into several."""
    app = load_course(course)
    there = assignment_names(app.coursedir)
    return len(there) > 1 and content_of(app.config).name not in there


@contextlib.contextmanager
def _opened(app: Any, course: Path, assignment: str) -> Iterator[api.Gradebook]:
    url = app.coursedir.db_url
    if not _is_there(url):
        raise CourseError(
            f"There is no gradebook at {url.removeprefix('sqlite:///')}. Go to {course.resolve()} "
            f"and run: nbgrader generate_assignment {assignment}; then: grader autograde "
            f"--assignment {assignment}"
        )
    with _connected(url) as gradebook:
        yield gradebook


def _is_there(url: str) -> bool:
    """Say whether a gradebook that is a file exists; of a database's server nothing is known."""
    path = url.removeprefix("sqlite:///")
    return path == url or Path(path).exists()


@contextlib.contextmanager
def _connected(url: str) -> Iterator[api.Gradebook]:
    try:
        with api.Gradebook(url) as gradebook:
            yield gradebook
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise unreachable(error) from None


def _table(
    app: Any, gradebook: api.Gradebook, assignment: str, students: Mapping[str, Student]
) -> Table:
    coursedir, content = app.coursedir, content_of(app.config)
    released = released_notebooks(coursedir, assignment)
    tests = version_of_tests(content, exercises_of(content, released))
    state = CourseState(coursedir, assignment, released, tests)
    outdated = state.outdated()
    order = [
        grade_id_of(cell)
        for notebook in released.values()
        for cell in notebook.cells
        if grade_id_of(cell)
    ]
    table = _read(gradebook, assignment, order)
    for row in table.rows:  # nbgrader has no comment beside a test cell
        for name, found in state.graded(row.student).get("findings", {}).items():
            if found.get("report"):
                row.messages.setdefault(name, found["report"])
    return replace(
        table,
        exercises=frozenset(content.exercises),
        assignment=assignment,
        students=students,
        outdated=[row.student for row in table.rows if row.student in outdated],
    )


def graded_assignments(course: Path) -> list[str]:
    """
    Name the assignments in which something has been graded, in the order of the course's exercises.

    Assignments without exercises of the course are left out.

    Raises
    ------
    CourseError
        If the gradebook can't be read, or nothing has been graded.
    """
    app = load_course(course)
    coursedir, content = app.coursedir, content_of(app.config)
    url, order, last = coursedir.db_url, [*content.exercises], {}
    names: list[str] = []
    kind = api.SubmittedAssignment
    query = select(api.Assignment.name).where(
        api.Assignment.id.in_(select(kind.assignment_id).distinct())
    )
    if _is_there(url):
        with _connected(url) as gradebook:
            names = [*gradebook.db.execute(query).scalars()]
    for name in sorted(names):
        here = exercises_of(content, released_notebooks(coursedir, name))
        if here:
            last[name] = max(map(order.index, here))
    if not last:
        raise CourseError(NOTHING_GRADED.format(course=course.resolve()))
    return sorted(last, key=lambda name: last[name])


def outdated_note(students: Sequence[str], assignment: str) -> str:
    """Say that some submissions were graded otherwise than the rest, and what to do."""
    return OUTDATED.format(names=", ".join(map(shown, students)), assignment=assignment)


def _read(gradebook: api.Gradebook, assignment_name: str, order: list[str]) -> Table:
    try:
        assignment = gradebook.find_assignment(assignment_name)
    except api.MissingEntry:
        there = ", ".join(sorted(one.name for one in gradebook.assignments))
        raise CourseError(
            UNKNOWN_ASSIGNMENT.format(name=assignment_name, names=there)
            if there
            else f"The gradebook has no assignment {assignment_name}. It has none yet. Release one "
            "first: nbgrader generate_assignment NAME"
        ) from None
    cells = [
        (cell.name, cell.max_score, notebook.name)
        for notebook in sorted(assignment.notebooks, key=lambda notebook: notebook.name)
        for cell in sorted(notebook.grade_cells, key=lambda cell: _place(order, cell.name))
    ]
    rows: dict[str, Row] = {}
    for student, penalty in gradebook.db.execute(
        _of(assignment, api.SubmittedNotebook.late_submission_penalty)
    ):
        rows.setdefault(student, Row(student)).penalty += penalty or 0.0
    kind = api.Grade
    scored = kind.score, kind.needs_manual_grade, kind.auto_score, kind.manual_score
    for student, cell, score, waits, *parts in _entries(gradebook, assignment, kind, *scored):
        name = cell.removeprefix("check_")
        rows[student].scores[name] = None if parts == [None, None] else score
        if waits:
            rows[student].waiting.add(name)
    said = api.Comment.auto_comment, api.Comment.manual_comment
    for student, name, text, comment in _entries(gradebook, assignment, api.Comment, *said):
        rows[student].messages[name] = text or ""
        if comment:
            rows[student].comments[name] = comment
    return Table(
        {name.removeprefix("check_"): points for name, points, _ in cells},
        {name.removeprefix("check_"): notebook for name, _, notebook in cells},
        sorted(rows.values(), key=lambda row: (-row.total, row.student)),
        sorted(one.id for one in gradebook.students if one.id not in rows),
    )


def _place(order: list[str], name: str) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order)), name


def _of(assignment: Any, *columns: Any) -> Any:
    """Select the student and columns of an assignment's submitted notebooks."""
    return (
        select(api.SubmittedAssignment.student_id, *columns)
        .join(
            api.SubmittedNotebook,
            api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id,
        )
        .where(api.SubmittedAssignment.assignment_id == assignment.id)
    )


def _entries(gradebook: api.Gradebook, assignment: Any, kind: Any, *columns: Any) -> Any:
    """Read the student, the cell's name and columns of all grades, or of all comments."""
    return gradebook.db.execute(
        _of(assignment, api.BaseCell.name, *columns)
        .join(kind, kind.notebook_id == api.SubmittedNotebook.id)
        .join(api.BaseCell, api.BaseCell.id == kind.cell_id)
    )


def format_table(table: Table, with_losses: bool = True) -> str:
    """Write the table, a legend of its columns, and where each student first lost points."""
    numbers = {name: number for number, name in enumerate(table.points, start=1)}
    who = {row.student: shown(row.student) for row in table.rows}
    names = table.names
    if names:
        widest = max(len("student"), *map(len, who.values()))
        who = {id: f"{text:<{widest}}  {shown(names.get(id, ''))}" for id, text in who.items()}
    width = max(len("student"), *map(len, who.values()))
    late = any(row.penalty for row in table.rows)
    lines = ["Exercises, with their points:"]
    lines += [f"  {number:2} {name} ({table.points[name]:g})" for name, number in numbers.items()]
    scores = [[_score(row, name) for name in numbers] for row in table.rows]
    cell = max([4, *(1 + len(score) for row in scores for score in row)])
    heads = "".join(f"{n:{cell}}" for n in numbers.values())
    heads += ("   late" if late else "") + "  total"
    lines += ["", "student".ljust(width) + heads]
    for row, own in zip(table.rows, scores, strict=True):
        cells = "".join(f"{score:>{cell}}" for score in own)
        penalty = f"  {-row.penalty or 0:5g}" if late else ""
        lines.append(f"{who[row.student]:<{width}}{cells}{penalty}  {row.total:5g}")
    if any(row.waiting for row in table.rows):
        lines += ["", _LEGEND]
    if table.outdated:
        lines += ["", outdated_note(table.outdated, table.assignment)]
    if table.without:
        absent = (f"{id} ({names[id]})" if id in names else id for id in table.without)
        lines += ["", f"Nothing graded yet: {', '.join(map(shown, absent))}."]
    return "\n".join([*lines, *(_losses(table) if with_losses else ())])


def _score(row: Row, name: str) -> str:
    score = row.scores.get(name, 0.0)
    return ("" if score is None else f"{score:g}") + _WAITING * (name in row.waiting)


def _losses(table: Table) -> list[str]:
    """
    Say where each student first lost points: in an exercise, or else elsewhere.

    Questions without an answer are counted by themselves: they are no mistakes.
    """
    lines = []
    for row in table.rows:
        scores = {name: row.scores.get(name, 0.0) for name in table.points}
        lost = [n for n, score in scores.items() if score is not None and score < table.points[n]]
        lost.sort(key=lambda name: name not in table.exercises)
        empty = [name for name in lost if row.messages.get(name) == NO_RESPONSE]
        wrong = [name for name in lost if name not in empty]
        more = [f"and {len(wrong) - 1} more"] if len(wrong) > 1 else []
        more += [f"{counted(len(empty), 'question')} not answered"] if empty else []
        if wrong:
            why = row.messages.get(wrong[0]) or f"{wrong[0]}, in {table.notebooks[wrong[0]]}."
            said = f"{shown(why)} ({', '.join(more)})" if more else shown(why)
        else:
            said = f"{', '.join(more)}."
        if lost:
            lines.append(f"  {shown(row.student)}: {said}")
    return ["", "Where points were lost:", *lines] if lines else []


def format_csv(table: Table) -> str:
    """
    Write the table as comma-separated values; a score that waits for manual grading is empty.

    A name that a spreadsheet would read as a formula gets an apostrophe in front. The students'
    names have columns if the roster has any.
    """
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    columns = ["last_name", "first_name"] if table.names else []
    points = map(for_spreadsheet, table.points)
    out.writerow(["student", *columns, *points, "late_penalty", "total"])
    for row in table.rows:
        scores = [row.scores.get(name, 0.0) for name in table.points]
        known = table.students.get(row.student)
        who = [row.student, *(getattr(known, column, "") for column in columns)]
        out.writerow([*map(for_spreadsheet, who), *scores, row.penalty, row.total])
    return text.getvalue()


def format_json(table: Table) -> str:
    """
    Write the table as a JSON object.

    Returns
    -------
    points : for each graded cell, what it is worth
    students : a list of objects with `student`, `name` (null without a roster), `scores` (for each
        graded cell; null if it waits for manual grading), `waiting` (the cells that wait),
        `late_penalty` and `total`
    not_graded : the students with nothing graded
    outdated : students who were graded with other tests or another release
    """
    students = [
        {
            "student": row.student,
            "name": table.names.get(row.student),
            "scores": {name: row.scores.get(name, 0.0) for name in table.points},
            "waiting": sorted(row.waiting),
            "late_penalty": row.penalty,
            "total": row.total,
        }
        for row in table.rows
    ]
    return json.dumps(
        {
            "points": table.points,
            "students": students,
            "not_graded": table.without,
            "outdated": table.outdated,
        }
    )
