"""The columns of the rosters that Canvas, Moodle and nbgrader export."""

from __future__ import annotations

import re
from dataclasses import dataclass

CANVAS, WORKSHEET, MOODLE = "Canvas gradebook", "Moodle grading worksheet", "Moodle export"
# Canvas writes an assignment as its title and its number.
_ASSIGNMENT = re.compile(r".+ \(\d+\)")
_FIRST = ("first name", "firstname", "first", "given name", "forename")
_LAST = ("last name", "lastname", "last", "surname", "family name")
_FULL = ("full name", "name", "student name")
_EMAIL = ("email address", "email", "e-mail", "mail")


@dataclass(frozen=True)
class Layout:
    """
    One kind of roster. Column names are written as by `plain`.

    Attributes
    ----------
    kind : what to call such a file
    needs : the columns that identify it
    ids : the columns that can serve as the students' ids, the best first
    full : the columns with the full name
    lms_id : the column with the platform's number for a student, the same in all assignments
    first, last, email : the columns with these
    """

    kind: str
    needs: frozenset[str]
    ids: tuple[str, ...]
    full: tuple[str, ...] = _FULL
    lms_id: str = "lms user id"
    first: tuple[str, ...] = _FIRST
    last: tuple[str, ...] = _LAST
    email: tuple[str, ...] = _EMAIL

    def fits(self, names: list[str]) -> bool:
        """Say whether a file with these columns has this layout."""
        return self.needs <= {*names} and not {*self.ids}.isdisjoint(names)

    @property
    def used(self) -> set[str]:
        """The columns that are read."""
        more = (*self.ids, *self.full, *self.first, *self.last, *self.email, self.lms_id)
        return {*self.needs, *more}


_CANVAS_IDS = ("sis login id", "sis user id", "id")
_MOODLE_IDS = ("username", "id number", *_EMAIL)
_PLAIN_IDS = ("id", "student", "student id", "username", "login")
# The first that fits counts.
LAYOUTS = (
    Layout(CANVAS, frozenset({"student", "id", "section"}), _CANVAS_IDS, ("student",), "id"),
    Layout(CANVAS, frozenset({"lastname", "firstname", "id", "section"}), _CANVAS_IDS, (), "id"),
    Layout(
        "Canvas list of groups",
        frozenset({"name", "canvas user id", "login id"}),
        ("login id", "user id", "canvas user id"),
        lms_id="canvas user id",
    ),
    # Its identifier differs in each assignment, so it is not a student's id.
    Layout(WORKSHEET, frozenset({"identifier", "grade"}), (*_MOODLE_IDS, "identifier")),
    Layout("list of students", frozenset({"id"}), _PLAIN_IDS),
    Layout(MOODLE, frozenset({"first name", "email address"}), _MOODLE_IDS),
    Layout("list of students", frozenset(), _PLAIN_IDS),
)


def plain(name: str) -> str:
    """Give a column's name in lower case, with single spaces and without underscores."""
    return " ".join(name.replace("_", " ").split()).lower()


def is_canvas_assignment(column: str) -> bool:
    """Say whether a column of a Canvas gradebook is an assignment, such as "dnn (4711)"."""
    return _ASSIGNMENT.fullmatch(column) is not None
