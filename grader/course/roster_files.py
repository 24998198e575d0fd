"""Reading a roster file as a learning platform or a spreadsheet exports it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.escape import from_spreadsheet, shown
from grader.course.roster_layouts import CANVAS, LAYOUTS, WORKSHEET, Layout, plain
from grader.errors import CourseError

_MOST_BYTES, _MOST_CHARACTERS = 20 * 2**20, 128
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",;\t"
# A line of nbgrader db student list, and names for what it holds.
_LISTED = re.compile(r"(.+) \((.*), (.*)\) -- (.*), (.*)")
_LIST_COLUMNS = ["id", "last_name", "first_name", "email", "lms_user_id"]
# Rows of a Canvas gradebook that are not a student's.
_POINTS, _TEST_STUDENT = "Points Possible", "Student, Test"
_POSTING = re.compile(r"(muted|manual posting.*)?", re.IGNORECASE)
_FORMULA_OF_CANVAS = re.compile(r'="(.*)"')


@dataclass(frozen=True)
class Entry:
    """One student, as in a row of the file; fields that the row lacks are empty."""

    line: int
    id: str
    first: str
    last: str
    full: str
    email: str
    lms_id: str
    cells: tuple[str, ...]

    @property
    def called(self) -> str:
        """The student's name for messages, or the id."""
        return shown(self.full or f"{self.first} {self.last}".strip() or self.id or "a student")


@dataclass
class RosterFile:
    """
    A roster file that was read.

    Attributes
    ----------
    layout : how the file is laid out
    columns : the names of its columns, as in the file
    id_column : the column with the students' ids; empty if there is none
    entries : the students
    points : for each of Canvas's columns, the points possible as in the file
    problems : a sentence for each row with a problem
    """

    layout: Layout
    columns: list[str]
    id_column: str
    entries: list[Entry] = field(default_factory=list)
    points: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_roster(path: Path, id_column: str = "") -> RosterFile:
    """
    Read a roster that Canvas, Moodle or nbgrader exported, or a plain list of students.

    Parameters
    ----------
    path : a file with values separated by commas, semicolons or tabs
    id_column : the column with the students' ids; if empty, the best one is chosen

    Raises
    ------
    CourseError
        If the file is not a roster; the message says why.
    """
    rows = _rows(_text(path), path)
    columns = next(rows, (0, []))[1]
    names = [plain(column) for column in columns]
    layout = next((layout for layout in LAYOUTS if layout.fits(names)), None)
    if layout is None:
        raise CourseError(
            f"{path} is not a known roster: its first line must name the columns. For a plain "
            "list, write: id,first name,last name,email"
        )
    twice = [name for name in names if names.count(name) > 1 and name in layout.used]
    if twice:
        raise CourseError(f"{path} has two columns named {shown(twice[0])}. Rename one of them.")
    if id_column and plain(id_column) not in names:
        there = ", ".join(shown(column) for column in columns if column)
        raise CourseError(f"{path} has no column {shown(id_column)}. It has: {there}.")
    body = [(line, row) for line, row in rows if any(row)]
    chosen = plain(id_column) or _best_id(layout, names, body)
    roster = RosterFile(layout, columns, chosen)
    if layout.kind == CANVAS:
        possible = next((row for _, row in body if _POINTS in row[0]), [])
        roster.points = dict(zip(columns, possible, strict=False))
    for line, row in _students_among(layout, names, body):
        if len(row) > len(columns):
            roster.problems.append(
                f"Line {line} has {len(row)} values for {len(columns)} columns. It was skipped. "
                "Put values that contain a comma in quotation marks."
            )
        else:
            _add(roster, _entry(roster, names, line, row))
    return roster


def _text(path: Path) -> str:
    """Read a file as text, and guess its encoding."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "doesn't exist"
        raise CourseError(f"{path} {what}. Check the name of the roster file.")
    if path.stat().st_size > _MOST_BYTES:
        raise CourseError(
            f"{path} is larger than {_MOST_BYTES // 2**20} MB. Check the file's name."
        )
    content = path.read_bytes()
    if content.startswith(_WORKBOOKS):
        raise CourseError(
            f"{path} is a spreadsheet file. Save it as CSV (UTF-8), then import the CSV file."
        )
    marks = (name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark))
    encoding = next(marks, "")
    if not encoding and b"\0" in content[:2]:
        encoding = "utf-16-le" if content[0] else "utf-16-be"
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise CourseError(f"{path} is not text. Save it as CSV (UTF-8), then import that file.")


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows, each with the number of its first line."""
    lines = [*io.StringIO(text, newline="")]
    if lines and re.fullmatch(r"There are \d+ students in the database:\s*", lines[0]):
        yield 1, _LIST_COLUMNS
        for number, line in enumerate(lines[1:], start=2):
            listed = _LISTED.fullmatch(line.strip())
            values = listed.groups() if listed else ("", "", line.strip())
            yield number, ["" if value == "None" else value for value in values]
        return
    line = 1
    while lines and (not lines[0].strip() or re.fullmatch(r"sep=.\s*", lines[0])):  # of Excel
        line += 1
        del lines[0]
    widths = {sign: lines[0].count(sign) for sign in _DELIMITERS} if lines else {",": 0}
    before = line
    reader = csv.reader(lines, delimiter=max(widths, key=widths.__getitem__), strict=True)
    try:
        for row in reader:
            yield line, [from_spreadsheet(value.strip()) for value in row]
            line = before + reader.line_num
    except csv.Error as error:
        raise CourseError(
            f"{path} can't be read beyond line {line} ({error}). Check the quotation marks there. "
            "Nothing was imported."
        ) from None


def _best_id(layout: Layout, names: list[str], body: list[tuple[int, list[str]]]) -> str:
    """Choose the first id column that is not empty."""
    ids = [name for name in layout.ids if name in names and name != "identifier"]
    places = {name: names.index(name) for name in ids}
    filled = (n for n, at in places.items() if any(len(row) > at and row[at] for _, row in body))
    return next(filled, "")


def _students_among(
    layout: Layout, names: list[str], body: list[tuple[int, list[str]]]
) -> list[tuple[int, list[str]]]:
    """Leave out the rows that are not a student's."""
    if layout.kind == CANVAS:
        return [
            (line, row)
            for line, row in body
            if _POINTS not in row[0]
            and _TEST_STUDENT not in (row[0], ", ".join(row[:2]))
            and not all(_POSTING.fullmatch(value) for value in row)
        ]
    place = names.index("roles") if "roles" in names else len(names)
    roles = [("".join(row[place : place + 1])).lower() for _, row in body]
    if not any("student" in role for role in roles):
        return body
    return [one for one, role in zip(body, roles, strict=True) if "student" in role]


def _entry(roster: RosterFile, names: list[str], line: int, row: list[str]) -> Entry:
    """Read a student from a row."""
    cells = dict(zip(names, row, strict=False))

    def first_of(columns: tuple[str, ...]) -> str:
        # Canvas writes a name that begins with = as a formula.
        found = next((cells[name] for name in columns if cells.get(name)), "")
        formula = _FORMULA_OF_CANVAS.fullmatch(found)
        return formula[1] if formula else found

    layout = roster.layout
    return Entry(
        line,
        cells.get(roster.id_column, ""),
        first_of(layout.first),
        first_of(layout.last),
        first_of(layout.full),
        first_of(layout.email),
        cells.get(layout.lms_id, ""),
        (*row, *[""] * (len(names) - len(row))),
    )


def _add(roster: RosterFile, entry: Entry) -> None:
    """Add a student, or note the problem with the row."""
    values = (entry.id, entry.first, entry.last, entry.full, entry.email, entry.lms_id)
    if not all(value.isprintable() for value in values):
        why = "has a line break or another control character"
    elif any(len(value) > _MOST_CHARACTERS for value in values):
        why = f"has a value of more than {_MOST_CHARACTERS} characters"
    elif roster.layout.kind == CANVAS and not entry.lms_id.isdecimal():
        why = "has no number in the column ID, which Canvas needs"
    elif roster.layout.kind == WORKSHEET and not re.fullmatch(r".*\d", entry.cells[_at(roster)]):
        why = "has no number in the column Identifier, which Moodle needs"
    else:
        roster.entries.append(entry)
        return
    roster.problems.append(f"Line {entry.line} ({entry.called}) {why}. It was skipped.")


def _at(roster: RosterFile) -> int:
    return [plain(column) for column in roster.columns].index("identifier")
