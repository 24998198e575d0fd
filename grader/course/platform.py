"""What a learning platform calls students and assignments, kept for the export of scores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader.authoring.new_folder import write_whole
from grader.course.roster_files import RosterFile
from grader.course.roster_layouts import (
    CANVAS,
    MOODLE,
    WORKSHEET,
    is_canvas_assignment,
    plain,
)
from grader.course.state import FOLDER
from grader.errors import CourseError

_FILE = "roster.json"
# What Moodle needs from a worksheet; the rest, such as comments, is not kept.
_OF_WORKSHEET = (
    "identifier", "full name", "email address", "id number", "username", "status", "grade",
    "maximum grade", "grade can be changed", "last modified (submission)", "last modified (grade)",
)  # fmt: skip
_OF_MOODLE = ("first name", "last name", "surname", "username", "id number", "email address")
_OF_CANVAS = (
    "student", "lastname", "firstname", "id", "sis user id", "sis login id", "integration id",
    "root account", "section",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """
    The part of an imported roster that its platform needs back.

    Attributes
    ----------
    columns : the names of the columns
    rows : for each student the values in them
    assignments : the columns of Canvas's assignments
    points : for each of these the points possible, as Canvas writes them
    """

    columns: list[str]
    rows: dict[str, list[str]]
    assignments: list[str]
    points: dict[str, str] = field(default_factory=dict)

    def value(self, student: str, column: str) -> str:
        """Give a student's value in a column, named as `plain` does; empty if there is none."""
        names = [plain(one) for one in self.columns]
        row = self.rows.get(student)
        return row[names.index(column)] if row and column in names else ""


def key_of(roster: RosterFile, assignment: str) -> str:
    """Give the key under which a roster is kept; empty if it is not kept."""
    kinds = {CANVAS: "canvas", MOODLE: "moodle", WORKSHEET: worksheet_key(assignment)}
    return kinds.get(roster.layout.kind, "")


def worksheet_key(assignment: str) -> str:
    """Give the key of an assignment's Moodle worksheet; each assignment has its own."""
    return f"worksheet {assignment}"


def load_known(coursedir: Any, key: str) -> Known | None:
    """Load what was kept of a roster, or None."""
    found = _read(coursedir).get(key)
    return Known(**found) if found else None


def keep_known(coursedir: Any, key: str, roster: RosterFile, students: Mapping[int, str]) -> None:
    """
    Keep what a platform needs back.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory
    key : from `key_of`
    roster : the file that was read
    students : the student's id for each line
    """
    own = {"canvas": _OF_CANVAS, "moodle": _OF_MOODLE}.get(key, _OF_WORKSHEET)
    places = [n for n, column in enumerate(roster.columns) if plain(column) in own]
    rows = {
        students[entry.line]: [entry.cells[n] for n in places]
        for entry in roster.entries
        if entry.line in students
    }
    assignments = [c for c in roster.columns if key == "canvas" and is_canvas_assignment(c)]
    points = {c: roster.points[c] for c in assignments if c in roster.points}
    known = Known([roster.columns[n] for n in places], rows, assignments, points)
    _path(coursedir).parent.mkdir(parents=True, exist_ok=True)
    _write(coursedir, {**_read(coursedir), key: asdict(known)})


def forget_known(coursedir: Any, student: str) -> bool:
    """Remove a student from every roster that is kept; say whether one had the student."""
    kept = _read(coursedir)
    found = [known["rows"].pop(student, None) for known in kept.values()]
    if not any(row is not None for row in found):
        return False
    _write(coursedir, kept)
    return True


def _write(coursedir: Any, kept: Mapping[str, Any]) -> None:
    path = _path(coursedir)
    write_whole(path, json.dumps(kept).encode())
    if coursedir.groupshared:
        path.chmod(0o664)


def _path(coursedir: Any) -> Path:
    return Path(coursedir.root, FOLDER, _FILE)


def _read(coursedir: Any) -> dict[str, Any]:
    try:
        return json.loads(_path(coursedir).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        raise CourseError(
            f"{_path(coursedir)} is damaged. Delete it, and import the roster again."
        ) from None
