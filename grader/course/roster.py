"""The students of a course: reading them from the gradebook, and importing a roster."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.course.database import retry_while_locked
from grader.course.escape import shown
from grader.course.open import content_of, load_course, path_with_commands
from grader.course.platform import keep_known, key_of, load_known
from grader.course.released import choose_assignment
from grader.course.roster_files import Entry, RosterFile, read_roster
from grader.course.roster_layouts import WORKSHEET, plain

_FORBIDDEN = "/\\*?[]"  # in folder names, or in the patterns that nbgrader looks for folders with
_MOST_BYTES = 200


@dataclass(frozen=True)
class Student:
    """A student in the gradebook; fields that are not known are empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """The name to sort by, such as "Lovelace, Ada"."""
        return ", ".join(filter(None, (self.last_name, self.first_name)))


@dataclass
class Imported:
    """
    The result of importing a roster.

    Attributes
    ----------
    kind : what kind of roster it was
    id_column : the column with the ids of new students
    added, unchanged : the students' ids
    changed : for each changed student, what has changed
    absent : the students in the gradebook who are not in the file
    problems : a sentence for each row with a problem
    """

    kind: str
    id_column: str
    added: list[str] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def import_roster(
    course: Path,
    path: Path,
    assignment: str = "",
    id_column: str = "",
    wait: Callable[[], None] = lambda: None,
) -> Imported:
    """
    Add the students of a roster to a course's gradebook, in one transaction.

    Students who are not in the file stay, and an empty field changes nothing.

    Parameters
    ----------
    course : its folder
    path : the file that a learning platform exported; see `read_roster`
    assignment : the assignment of a Moodle grading worksheet; empty for the course's
    id_column : the column with the students' ids; if empty, the best one is chosen
    wait : called once when another program has locked the gradebook

    Raises
    ------
    CourseError
        If the file is not a roster, or the gradebook can't be used. Nothing has changed then.
    """
    app = load_course(course)
    roster = read_roster(path, id_column)
    if roster.layout.kind == WORKSHEET:
        assignment = choose_assignment(app.coursedir, content_of(app.config), assignment)
    key = key_of(roster, assignment)
    load_known(app.coursedir, key)  # which says so if it is damaged, before anything changes
    with open_gradebook(app, wait) as gradebook:
        done, students = retry_while_locked(wait, lambda: _enter(gradebook, roster))
    if key:
        keep_known(app.coursedir, key, roster, students)
    return done


@contextlib.contextmanager
def open_gradebook(app: Any, wait: Callable[[], None] = lambda: None) -> Iterator[api.Gradebook]:
    """Open a course's gradebook; create it if there is none."""
    url, course_id = app.coursedir.db_url, app.coursedir.course_id
    os.environ["PATH"] = path_with_commands()
    gradebook = retry_while_locked(wait, lambda: api.Gradebook(url, course_id))
    with gradebook:
        gradebook.db.remove()
        yield gradebook


def read_students(engine: Any) -> dict[str, Student]:
    """Read the students from a gradebook, by their ids."""
    kind = api.Student
    columns = kind.id, kind.first_name, kind.last_name, kind.email, kind.lms_user_id
    with Session(engine) as session:
        rows = session.execute(select(*columns).order_by(kind.id))
        return {row.id: Student(*(value or "" for value in row)) for row in rows}


def name_key(name: str) -> str:
    """Reduce a name to lower-case letters and digits, to compare it with other spellings."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def name_keys(student: Student) -> set[str]:
    """Give the keys of a student's name, in both orders; none if there is no name."""
    first, last = name_key(student.first_name), name_key(student.last_name)
    return {first + last, last + first} - {""}


def _enter(gradebook: api.Gradebook, roster: RosterFile) -> tuple[Imported, dict[int, str]]:
    """Write the students of a roster, and give the student's id for each line."""
    before = read_students(gradebook.engine)
    column = next((c for c in roster.columns if plain(c) == roster.id_column), "")
    done = Imported(roster.layout.kind, column, problems=[*roster.problems])
    after, lines = _merged(before, roster, done.problems)
    with Session(gradebook.engine) as session, session.begin():
        for id, student in after.items():
            values = {name: value or None for name, value in asdict(student).items()}
            if id not in before:
                done.added.append(id)
                session.add(api.Student(**values))
            elif student != before[id]:
                done.changed[id] = _difference(before[id], student)
                found = session.get_one(api.Student, id)
                for name, value in values.items():
                    setattr(found, name, value)
            else:
                done.unchanged.append(id)
    done.absent = [id for id in before if id not in after]
    return done, lines


def _difference(before: Student, after: Student) -> str:
    """Name the fields that changed."""
    said = {"first_name": "name", "last_name": "name", "email": "email"}
    new = [n for n, value in asdict(after).items() if value != asdict(before)[n]]
    return ", ".join(dict.fromkeys(said.get(name, "platform id") for name in new))


def _merged(
    before: Mapping[str, Student], roster: RosterFile, problems: list[str]
) -> tuple[dict[str, Student], dict[int, str]]:
    """
    Merge a roster into the students of a gradebook.

    Returns
    -------
    after : the students of the roster, by id
    lines : for each line that was used, the student's id
    """
    after: dict[str, Student] = {}
    lines: dict[int, str] = {}
    known = _Known(before, roster)
    for entry in roster.entries:
        id = known.find(entry) or entry.id
        why = "" if id in before or id in after else _refusal(id, known, roster.id_column)
        if why:
            problems.append(f"Line {entry.line} ({entry.called}) {why}")
            continue
        student = _with(before.get(id, Student(id)), entry)
        if entry.email and not _is_email(entry.email):
            problems.append(
                f"Line {entry.line} ({entry.called}) has an invalid email address, "
                f"{shown(entry.email)}. The other fields were used."
            )
        if id not in after:
            after[id], lines[entry.line] = student, id
            known.add(id)
        elif student != after[id]:
            first = next(line for line, one in lines.items() if one == id)
            problems.append(
                f"Line {entry.line} ({entry.called}) has the same id as line {first}, {shown(id)}, "
                f"but other details. Line {first} was used."
            )
    return after, lines


class _Known:
    """Finds the student in the gradebook that a row describes."""

    def __init__(self, students: Mapping[str, Student], roster: RosterFile) -> None:
        self._ids = {*students}
        self.folded = {id.casefold(): id for id in students}
        self._by: dict[tuple[str, str], set[str]] = {}
        named = {entry.id for entry in roster.entries}
        for student in students.values():
            # A student whose id has a row of its own is not looked for in other rows.
            if student.id not in named:
                names = [("name", key) for key in name_keys(student)]
                email, lms_id = student.email.casefold(), student.lms_user_id
                for key in [("lms", lms_id), ("email", email), *names]:
                    self._by.setdefault(key, set()).add(student.id)

    def add(self, id: str) -> None:
        """Remember a new student."""
        self._ids.add(id)
        self.folded[id.casefold()] = id

    def find(self, entry: Entry) -> str:
        """Give the id of the student that a row describes; empty if the student is new."""
        if entry.id in self._ids:
            return entry.id
        keys = [("lms", entry.lms_id), ("email", entry.email.casefold())]
        if not entry.id:  # a worksheet may show nothing but names
            keys.append(("name", name_key(entry.full or entry.first + entry.last)))
        found = [self._by.get(key, set()) for key in keys if key[1]]
        return next((next(iter(ids)) for ids in found if len(ids) == 1), "")


def _refusal(id: str, known: _Known, column: str) -> str:
    """Say why an id can't be a new student's; empty if it can."""
    other = known.folded.get(id.casefold(), "")
    bad = next((sign for sign in id if sign in _FORBIDDEN), "")
    if not id:
        where = (
            f"in the column {shown(column)}"
            if column
            else "and matches no student in the gradebook"
        )
        return f"has no id {where}. It was skipped."
    if bad:
        return f"has the id {shown(id)}, but a folder's name can't contain {bad}. It was skipped."
    if id.startswith("."):
        return f"has the id {shown(id)}, but a folder with that name is hidden. It was skipped."
    if len(id.encode()) > _MOST_BYTES:
        return f"has an id of more than {_MOST_BYTES} bytes. It was skipped."
    if other:
        return (
            f"has the id {shown(id)}, but {shown(other)} exists, and many disks can't tell "
            "these folders apart. It was skipped."
        )
    return ""


def _is_email(text: str) -> bool:
    name, _, host = text.rpartition("@")
    return bool(name and host) and " " not in text


def _with(student: Student, entry: Entry) -> Student:
    """Update a student with the fields of a row."""
    first, last = entry.first, entry.last
    if not (first or last) and name_key(entry.full) not in {"", *name_keys(student)}:
        last, comma, first = map(str.strip, entry.full.partition(","))
        if not comma:
            first, _, last = entry.full.rpartition(" ")
    return replace(
        student,
        first_name=first or student.first_name,
        last_name=last or student.last_name,
        email=entry.email if _is_email(entry.email) else student.email,
        lms_user_id=entry.lms_id or student.lms_user_id,
    )
