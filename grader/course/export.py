"""Exporting a class's scores to Canvas, Moodle or a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.authoring.new_folder import write_whole
from grader.course.escape import for_spreadsheet, shown
from grader.course.open import content_of, load_course
from grader.course.platform import Known, load_known, worksheet_key
from grader.course.released import choose_assignment
from grader.course.roster import Student
from grader.course.roster_layouts import plain
from grader.course.student_folders import student_folders
from grader.course.table import Table, outdated_note, read_gradebook
from grader.errors import CourseError

# As Canvas writes it.
_POINTS_POSSIBLE = "    Points Possible"
_HOW = {
    "canvas": "Export the gradebook in Canvas",
    "moodle": "Download the grading worksheet of the assignment in Moodle",
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
    An export of scores.

    Attributes
    ----------
    text : the file, as comma-separated values
    count : the number of students with a score
    notes : sentences to read before using the file
    """

    text: str = ""
    count: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Scores:
    """The scores of an assignment."""

    assignment: str
    maximum: float
    scores: dict[str, float]
    table: Table

    def of(self, student: str) -> str:
        """Give a student's score as text; empty if there is none."""
        return _number(self.scores[student]) if student in self.scores else ""


def export(
    course: Path, format: str, assignment: str = "", column: str = "", zeros: bool = False
) -> Exported:
    """
    Write an assignment's scores for a learning platform or a spreadsheet.

    A score is the sum of the points minus the late penalty. A student without a submission gets
    none, so that the platform's own rule for missing work applies.

    Parameters
    ----------
    course : its folder
    format : "canvas", "moodle" or "csv"
    assignment : its name; empty for the course's
    column : Canvas's column for the assignment; if empty, the one with the assignment's name
    zeros : whether students without a submission get 0

    Raises
    ------
    CourseError
        If nothing has been graded, or the platform's own roster was not imported.
    """
    app = load_course(course)
    assignment = assignment or choose_assignment(app.coursedir, content_of(app.config))
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
    given = _Scores(assignment, table.most, scores, table)
    done = Exported()
    if table.outdated:
        done.notes.append(outdated_note(table.outdated, assignment))
    if format == "csv":
        _write(done, _CSV, (_as_row(given, one, missing) for one in table.students.values()))
        done.count = len(scores)
    elif format == "canvas":
        _for_canvas(done, given, _known(app.coursedir, assignment, format, "canvas"), column)
    else:
        keys = worksheet_key(assignment), "moodle"
        _for_moodle(done, given, _known(app.coursedir, assignment, format, *keys))
    _note_what_is_open(done, given, missing, submitted, zeros)
    return done


def write_export(target: Path, done: Exported, format: str) -> None:
    """Write an export to a file, in one step."""
    # Spreadsheets recognize UTF-8 by its mark; Canvas and Moodle get the file without.
    encoding = "utf-8-sig" if format == "csv" else "utf-8"
    try:
        write_whole(target, done.text.encode(encoding))
    except OSError as error:
        raise CourseError(f"{target} can't be written: {error.strerror}.") from None


def _known(coursedir: Any, assignment: str, format: str, *keys: str) -> Known:
    """Give the platform's roster."""
    for key in keys:
        known = load_known(coursedir, key)
        if known and known.rows:
            return known
    raise CourseError(
        f"This course has no {format.title()} roster for the assignment {assignment}. "
        f"{_HOW[format]}, then run: grader roster import FILE"
    )


def _write(done: Exported, columns: list[str], rows: Iterable[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    done.text = text.getvalue()


def _safe(value: str) -> str:
    """Give a value that no spreadsheet reads as a formula. Moodle writes - for an empty value."""
    return value if value == "-" else for_spreadsheet(value)


def _number(value: float) -> str:
    """Write a number without the digits of rounding errors."""
    return f"{value:.10g}"


def _as_row(given: _Scores, student: Student, missing: list[str]) -> list[str]:
    row = next((row for row in given.table.rows if row.student == student.id), None)
    state = "needs manual grading" if row and row.waiting else "graded"
    if row is None:
        state = "no submission" if student.id in missing else "not graded"
    who = (student.id, student.last_name, student.first_name, student.email)
    penalty = _number(row.penalty) if row else ""
    return [*map(_safe, who), given.of(student.id), _number(given.maximum), penalty, state]


def _for_canvas(done: Exported, given: _Scores, known: Known, column: str) -> None:
    """Write Canvas's own columns, and one assignment with its points."""
    own = _canvas_column(known, column or given.assignment, given.assignment)
    place = [plain(name) for name in known.columns].index("id")
    filler = [""] * (len(known.columns) - 1)
    rows = [[_POINTS_POSSIBLE, *filler, _number(given.maximum)]]
    for student, cells in known.rows.items():
        if student not in given.scores:  # Canvas would delete a score where a cell is empty
            continue
        # Canvas finds a student by the ID alone, so other cells may be escaped.
        safe = [cell if n == place else _safe(cell) for n, cell in enumerate(cells)]
        rows.append([*safe, given.of(student)])
    _write(done, [*known.columns, own], rows)
    there = _points(known.points.get(own, ""))
    if there is not None and _differs(there, given):
        done.notes.append(
            f"Canvas gives {_number(there)} points for {shown(own)}, the gradebook "
            f"{_number(given.maximum)}. Set Canvas's points to {_number(given.maximum)}, export "
            "its gradebook again, and run: grader roster import FILE"
        )
    _note_who_is_there(done, given, known, "Canvas")


def _canvas_column(known: Known, wanted: str, assignment: str) -> str:
    """Find an assignment's column by its title, such as "dnn" in "dnn (4711)"."""
    there = known.assignments
    titles = [[plain(column), plain(column.rpartition(" (")[0])] for column in there]
    found = [c for c, title in zip(there, titles, strict=True) if plain(wanted) in title]
    if len(found) == 1:
        return found[0]
    many = "several assignments" if found else "no assignment"
    listed = ", ".join(map(shown, there)) or "none"
    raise CourseError(
        f"The Canvas gradebook has {many} named {shown(wanted)}. It has: {listed}. Name one with "
        f"--column. Or create {shown(assignment)} in Canvas, export the gradebook again, and run: "
        "grader roster import FILE"
    )


def _for_moodle(done: Exported, given: _Scores, known: Known) -> None:
    """Write Moodle's grading worksheet, or else a table for its grade import."""
    names = [plain(name) for name in known.columns]
    if "grade" not in names:
        columns = [*known.columns, given.assignment]
        graded = ((id, cells) for id, cells in known.rows.items() if id in given.scores)
        rows = ([*map(_safe, cells), given.of(id)] for id, cells in graded)
        _write(done, columns, rows)
        done.notes.append(
            f"In Moodle's grade import, map the column {given.assignment} to the assignment. Its "
            f"maximum grade must be {_number(given.maximum)}."
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
            done.notes.append(f"Moodle won't change these locked grades: {_listed(locked)}.")
    _note_who_is_there(done, given, known, "Moodle")


def _check_maximum(given: _Scores, known: Known) -> None:
    """Refuse a worksheet with another maximum: Moodle would read 90 of 120 as 90 of 100."""
    for student in known.rows:
        there = _points(known.value(student, "maximum grade"))
        if there is not None and _differs(there, given):
            raise CourseError(
                f"Moodle gives {_number(there)} points for the assignment, the gradebook "
                f"{_number(given.maximum)}. Set Moodle's maximum grade to "
                f"{_number(given.maximum)}, download the worksheet again, and run: "
                "grader roster import FILE"
            )


def _points(text: str) -> float | None:
    """Read a number of points as a platform writes it; None if it is not a number."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _differs(points: float, given: _Scores) -> bool:
    return abs(points - given.maximum) > 1e-6


def _note_who_is_there(done: Exported, given: _Scores, known: Known, platform: str) -> None:
    done.count = len(given.scores.keys() & known.rows.keys())
    unknown = sorted(given.scores.keys() - known.rows.keys())
    if unknown:
        done.notes.append(f"Not in the {platform} roster, so not in the file: {_listed(unknown)}.")


def _note_what_is_open(
    done: Exported, given: _Scores, missing: list[str], submitted: set[str], zeros: bool
) -> None:
    """Note the scores that are not final."""
    waiting = [row for row in given.table.rows if row.waiting]
    # A score that was entered by hand before a regrade waits too, but it counts.
    unscored = [row.student for row in waiting if None in row.scores.values()]
    flagged = [row.student for row in waiting if row.student not in unscored]
    not_graded = [student for student in given.table.without if student in submitted]
    score = "the score is 0" if zeros else "no score"
    for students, what in (
        (unscored, "Answers need manual grading, and count 0 until then"),
        (flagged, "Scores entered by hand need a second look"),
        (not_graded, "Submitted but not graded, so no score"),
        (missing, f"No submission, so {score}"),
    ):
        if students:
            done.notes.append(f"{what}: {_listed(students)}.")


def _listed(students: list[str]) -> str:
    more = f", and {len(students) - 50} more" if len(students) > 50 else ""
    return ", ".join(map(shown, students[:50])) + more
