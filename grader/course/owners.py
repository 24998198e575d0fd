"""Matching a downloaded file to its student, by the name that Canvas or Moodle gave the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.course.escape import shown
from grader.course.platform import Known
from grader.course.roster import Student, name_key, name_keys

# As lovelaceada_LATE_12345_67890_02-forward.ipynb: the numbers of the student and of the file.
_CANVAS = re.compile(
    r"(?P<name>.*?)_(?P<late>LATE_)?(?P<number>\d+)_(?:\d+_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
)
# As Ada Lovelace_12345_assignsubmission_file_/02-forward.ipynb, or without the slash.
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
_IS_ANONYMOUS = (
    "The submission is anonymous. Turn off anonymous grading in Canvas, then download again."
)
_ANONYMOUS = re.compile(r"anon_(?:LATE_)?\w+?_\d+_.+")


@dataclass(frozen=True)
class Owned:
    """
    The owner of a file.

    Attributes
    ----------
    student : the student's id; empty if no student matches
    parts : the file's path within the submission
    late : whether Canvas marked it late
    why : a sentence that says why no student matches
    """

    student: str = ""
    parts: tuple[str, ...] = ()
    late: bool = False
    why: str = ""


class Owners:
    """
    Finds students by what a platform calls them.

    Parameters
    ----------
    students : of the course's roster
    worksheet : the Moodle grading worksheet of the assignment, if it was imported
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
        """Find a file's owner, and the name it had before the platform renamed it."""
        found = [*self._candidates(parts)]
        if not found and parts and _ANONYMOUS.fullmatch(parts[-1]):
            return Owned(why=_IS_ANONYMOUS)
        nobody = found[0] if found else Owned(why="Canvas and Moodle give no such name.")
        return next((one for one in found if one.student), nobody)

    def _candidates(self, parts: tuple[str, ...]) -> Iterator[Owned]:
        """Read each part of a path as a name that a platform gave."""
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
        # A student whose Canvas number differs is another person.
        found = self._by_name.get(name_key(named["name"]), set()) - self._numbered
        return self._only(found, named["name"], "Canvas gradebook")

    def _of_moodle(self, named: re.Match[str]) -> tuple[str, str]:
        if named["number"] in self._in_worksheet:
            return self._in_worksheet[named["number"]], ""
        found = self._by_name.get(name_key(named["name"]), set())
        return self._only(found, named["name"], "Moodle grading worksheet")

    @staticmethod
    def _only(found: set[str], name: str, file: str) -> tuple[str, str]:
        if len(found) == 1:
            return next(iter(found)), ""
        many = ", ".join(map(shown, sorted(found)))
        who = f"several students: {many}" if found else "no student in the roster"
        return "", (
            f"{shown(name)} matches {who}. Run grader roster import with the {file}, then collect "
            "again."
        )
