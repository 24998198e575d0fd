"""Whose a file is, by the name that Canvas or Moodle gives it in a download of all submissions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.course.escape import shown
from grader.course.platform import Known
from grader.course.roster import Student, name_key, name_keys

# As lovelaceada_LATE_12345_67890_02-forward.ipynb: the student's number, then the file's own.
_CANVAS = re.compile(
    r"(?P<name>.*?)_(?P<late>LATE_)?(?P<number>\d+)_(?:\d+_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
)
# As Ada Lovelace_12345_assignsubmission_file_/02-forward.ipynb, or in one name.
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
_ANONYMOUS = re.compile(r"anon_(?:LATE_)?\w+?_\d+_.+")


@dataclass(frozen=True)
class Owned:
    """
    Whose a file is.

    Attributes
    ----------
    student : the student's id; empty if that is not known
    parts : the file's place in what the student submitted
    late : whether its name says that it came late
    why : why it is not known whose it is, in a sentence
    """

    student: str = ""
    parts: tuple[str, ...] = ()
    late: bool = False
    why: str = ""


class Owners:
    """
    The students of a course, to be found by what a platform calls them.

    Parameters
    ----------
    students : of the course's roster
    worksheet : Moodle's grading worksheet of the assignment, if it was imported
    """

    def __init__(self, students: Iterable[Student], worksheet: Known | None) -> None:
        self._by_number = {}
        self._by_name: dict[str, set[str]] = {}
        for student in students:
            if student.lms_user_id:
                self._by_number[student.lms_user_id] = student.id
            for key in name_keys(student) | {name_key(student.id)}:
                self._by_name.setdefault(key, set()).add(student.id)
        self._numbered = {*self._by_number.values()}
        self._in_worksheet = {}
        for student in worksheet.rows if worksheet else ():
            number = re.search(r"\d+$", worksheet.value(student, "identifier"))
            self._in_worksheet[number[0]] = student

    def find(self, parts: tuple[str, ...]) -> Owned:
        """Say whose a file is, and what it was called before the platform named it."""
        found = [*self._candidates(parts)]
        if not found and parts and _ANONYMOUS.fullmatch(parts[-1]):
            return Owned(why="It is anonymous. Turn that off in Canvas, and download it again.")
        nobody = found[0] if found else Owned(why="Neither Canvas nor Moodle names a file so.")
        return next((one for one in found if one.student), nobody)

    def _candidates(self, parts: tuple[str, ...]) -> Iterator[Owned]:
        """Read each part of a path as the name that a platform gives."""
        for place, part in enumerate(parts):
            within = parts[place + 1 :]
            named = _MOODLE.fullmatch(part)
            if named and (named["file"] or within):
                own = (named["file"],) if named["file"] else ()
                student, why = self._of_moodle(named)
                yield Owned(student, (*own, *within), why=why)
        for place, part in enumerate(parts):
            named = _CANVAS.fullmatch(part)
            if named:
                student, why = self._of_canvas(named)
                own = named["file"] or named["typed"]
                yield Owned(student, (own, *parts[place + 1 :]), bool(named["late"]), why)

    def _of_canvas(self, named: re.Match[str]) -> tuple[str, str]:
        if named["number"] in self._by_number:
            return self._by_number[named["number"]], ""
        # Somebody whom Canvas knows by another number is somebody else.
        found = self._by_name.get(name_key(named["name"]), set()) - self._numbered
        return self._only(found, named["name"], "Canvas's gradebook")

    def _of_moodle(self, named: re.Match[str]) -> tuple[str, str]:
        if named["number"] in self._in_worksheet:
            return self._in_worksheet[named["number"]], ""
        found = self._by_name.get(name_key(named["name"]), set())
        return self._only(found, named["name"], "Moodle's grading worksheet")

    @staticmethod
    def _only(found: set[str], name: str, file: str) -> tuple[str, str]:
        if len(found) == 1:
            return next(iter(found)), ""
        many = ", ".join(map(shown, sorted(found)))
        who = f"{shown(name)} may be {many}" if found else f"Nobody in the roster is {shown(name)}"
        return "", f"{who}. Import {file} with grader roster import, and collect again."
