"""A class's scores as Canvas, Moodle or a spreadsheet takes them in."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.course.escape import for_spreadsheet, shown
from grader.course.open import content_of, load_course
from grader.course.platform import Known, load_known, worksheet_key
from grader.course.roster import Student
from grader.course.roster_layouts import plain
from grader.course.student_folders import student_folders
from grader.course.table import Table, read_gradebook
from grader.errors import CourseError

# As Canvas writes it.
_POINTS_POSSIBLE = "    Points Possible"
_HOW = {
    "canvas": "In Canvas, choose Export in the gradebook",
    "moodle": "In Moodle, download the grading worksheet of the assignment",
}
_CSV = [
    "student",
    "last_name",
    "first_name",
    "email",
    "score",
    "max_score",
    "late_penalty",
    "state",
]


@dataclass
class Exported:
    """
    Scores to be given back.

    Attributes
    ----------
    text : the file, as comma-separated values
    count : how many students have a score in it
    notes : sentences on what to know before it is used
    """

    text: str = ""
    count: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Scores:
    """What there is to give back of an assignment."""

    assignment: str
    maximum: float
    scores: dict[str, float]
    table: Table

    def of(self, student: str) -> str:
        """Give a student's score as text; empty where nothing was graded."""
        return _number(self.scores[student]) if student in self.scores else ""


def export(
    course: Path, format: str, assignment: str = "", column: str = "", zeros: bool = False
) -> Exported:
    """
    Write an assignment's scores for a learning platform or a spreadsheet.

    A score is the sum of the points, less what lateness costs. Who submitted nothing has none, so
    that what the platform says of missing work holds.

    Parameters
    ----------
    course : its folder
    format : "canvas", "moodle" or "csv"
    assignment : its name; empty for the course's
    column : what Canvas calls the assignment; empty for the column of the assignment's name
    zeros : whether students who submitted nothing get 0

    Raises
    ------
    CourseError
        If nothing has been graded, or the platform's own export was not imported before.
    """
    app = load_course(course)
    assignment = assignment or content_of(app.config).name
    table = read_gradebook(course, assignment)
    scores = {row.student: max(row.total, 0.0) for row in table.rows}
    submitted = {
        student
        for student, _ in student_folders(
            app.coursedir, app.coursedir.submitted_directory, assignment
        )
    }
    missing = [student for student in table.without if student not in submitted]
    if zeros:
        scores |= dict.fromkeys(missing, 0.0)
    given = _Scores(assignment, sum(table.points.values()), scores, table)
    done = Exported()
    if format == "csv":
        _write(done, _CSV, (_as_row(given, one, missing) for one in table.students.values()))
        done.count = len(scores)
    elif format == "canvas":
        _for_canvas(done, given, _known(app.coursedir, format, "canvas"), column)
    else:
        keys = worksheet_key(assignment), "moodle"
        _for_moodle(done, given, _known(app.coursedir, format, *keys))
    _note_what_is_open(done, given, missing, submitted, zeros)
    return done


def write_whole(target: Path, done: Exported, format: str) -> None:
    """Write an export into a file, all of it in one step."""
    # A spreadsheet knows UTF-8 by its mark; Canvas and Moodle take it for part of the first name.
    encoding = "utf-8-sig" if format == "csv" else "utf-8"
    made = target.with_name(f".{target.name}.part")
    try:
        made.write_text(done.text, encoding=encoding, newline="")
        made.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            made.unlink()
        raise CourseError(f"{target} can't be written: {error.strerror}.") from None


def _known(coursedir: Any, format: str, *keys: str) -> Known:
    """Give what the platform calls its students, as it was imported."""
    for key in keys:
        known = load_known(coursedir, key)
        if known and known.rows:
            return known
    raise CourseError(
        f"What {format.title()} calls its students is not known. {_HOW[format]}, and give that "
        "file to: grader roster import FILE"
    )


def _write(done: Exported, columns: list[str], rows: Iterable[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    done.text = text.getvalue()


def _safe(value: str) -> str:
    """Give a value that no spreadsheet takes for a formula; Moodle writes - for nothing."""
    return value if value == "-" else for_spreadsheet(value)


def _number(value: float) -> str:
    """Give a number with the digits that it has, but not those of its last bit."""
    return f"{value:.10g}"


def _as_row(given: _Scores, student: Student, missing: list[str]) -> list[str]:
    row = next((row for row in given.table.rows if row.student == student.id), None)
    state = "waits for grading by hand" if row and row.waiting else "graded"
    if row is None:
        state = "nothing submitted" if student.id in missing else "not graded"
    who = (student.id, student.last_name, student.first_name, student.email)
    penalty = _number(row.penalty) if row else ""
    return [*map(_safe, who), given.of(student.id), _number(given.maximum), penalty, state]


def _for_canvas(done: Exported, given: _Scores, known: Known, column: str) -> None:
    """Write what Canvas takes: its own columns, and one assignment with its points."""
    own = _canvas_column(known, column or given.assignment, given.assignment)
    place = [plain(name) for name in known.columns].index("id")
    filler = [""] * (len(known.columns) - 1)
    rows = [[_POINTS_POSSIBLE, *filler, _number(given.maximum)]]
    for student, cells in known.rows.items():
        # Canvas finds a student by the ID alone: the rest may be escaped.
        safe = [cell if n == place else _safe(cell) for n, cell in enumerate(cells)]
        rows.append([*safe, given.of(student)])
    _write(done, [*known.columns, own], rows)
    _note_who_is_there(done, given, known, "Canvas")


def _canvas_column(known: Known, wanted: str, assignment: str) -> str:
    """Find the column of an assignment by its title, such as "dnn" in "dnn (4711)"."""
    there = known.assignments
    titles = [[plain(column), plain(column.rpartition(" (")[0])] for column in there]
    found = [c for c, title in zip(there, titles, strict=True) if plain(wanted) in title]
    if len(found) == 1:
        return found[0]
    many = "several assignments" if found else "no assignment"
    listed = ", ".join(map(shown, there)) or "none"
    raise CourseError(
        f"Canvas's gradebook has {many} named {shown(wanted)}. It has: {listed}. Name one with "
        f"--column; or make the assignment {shown(assignment)} in Canvas, export the gradebook "
        "again, and import it with: grader roster import FILE"
    )


def _for_moodle(done: Exported, given: _Scores, known: Known) -> None:
    """Write what Moodle takes: its grading worksheet, or else a table for its grade import."""
    names = [plain(name) for name in known.columns]
    if "grade" not in names:
        columns = [*known.columns, given.assignment]
        rows = ([*map(_safe, cells), given.of(id)] for id, cells in known.rows.items())
        _write(done, columns, rows)
        done.notes.append(
            f"In Moodle's grade import, map the column {given.assignment} to the assignment, whose "
            f"maximum grade has to be {_number(given.maximum)}."
        )
    else:
        _check_maximum(given, known)
        rows = []
        for student, cells in known.rows.items():
            row = dict(zip(names, map(_safe, cells), strict=True))
            rows.append([*(row | {"grade": given.of(student)}).values()])
        _write(done, known.columns, rows)
        locked = [id for id in known.rows if known.value(id, "grade can be changed") == "No"]
        if locked:
            done.notes.append(f"Moodle has locked the grades of: {_listed(locked)}.")
    _note_who_is_there(done, given, known, "Moodle")


def _check_maximum(given: _Scores, known: Known) -> None:
    """Refuse a worksheet of another maximum: Moodle would take 90 of 120 for 90 of 100."""
    for student in known.rows:
        there = known.value(student, "maximum grade").replace(",", ".")
        with contextlib.suppress(ValueError):
            if there and abs(float(there) - given.maximum) > 1e-6:
                raise CourseError(
                    f"Moodle gives {float(there):g} points for the assignment, the gradebook "
                    f"{_number(given.maximum)}. Set Moodle's maximum grade to "
                    f"{_number(given.maximum)}, download the worksheet again, and import it with: "
                    "grader roster import FILE"
                )


def _note_who_is_there(done: Exported, given: _Scores, known: Known, platform: str) -> None:
    done.count = len(given.scores.keys() & known.rows.keys())
    unknown = sorted(given.scores.keys() - known.rows.keys())
    if unknown:
        done.notes.append(
            f"{platform} doesn't know, so that their scores are not in the file: "
            f"{_listed(unknown)}."
        )


def _note_what_is_open(
    done: Exported, given: _Scores, missing: list[str], submitted: set[str], zeros: bool
) -> None:
    """Say whose scores are not final."""
    waiting = [row.student for row in given.table.rows if row.waiting]
    not_graded = [student for student in given.table.without if student in submitted]
    score = "0" if zeros else "no score"
    for students, what in (
        (waiting, "Answers wait for grading by hand, and count 0 until then, of"),
        (not_graded, "Submitted but not graded, so without a score"),
        (missing, f"Nothing submitted, so with {score}"),
    ):
        if students:
            done.notes.append(f"{what}: {_listed(students)}.")


def _listed(students: list[str]) -> str:
    more = f", and {len(students) - 50} more" if len(students) > 50 else ""
    return ", ".join(map(shown, students[:50])) + more
