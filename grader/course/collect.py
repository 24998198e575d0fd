"""Collecting submissions from Canvas or Moodle into the folders that nbgrader expects."""

from __future__ import annotations

import filecmp
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader import api

from grader.course.archive import Unusable
from grader.course.folders import replace_folder
from grader.course.open import content_of, load_course
from grader.course.owners import Owners
from grader.course.platform import Known, load_known, worksheet_key
from grader.course.released import choose_assignment, released_notebooks
from grader.course.roster import open_gradebook, read_students
from grader.course.state import FOLDER, TIMESTAMP, CourseState
from grader.course.student_folders import link_among, refusal
from grader.course.unpack import Unpacking, Work, tidy
from grader.errors import CourseError

_LATE = re.compile(r"(?:(?:\d+ (?:year|week|day|hour|min|sec)s? ?)+) late")
_SPAN = re.compile(r"(\d+) (year|week|day|hour|min|sec)")
_SECONDS = {"year": 31536000, "week": 604800, "day": 86400, "hour": 3600, "min": 60, "sec": 1}


@dataclass
class Collected:
    """
    The result of collecting.

    Attributes
    ----------
    new, changed, unchanged : the students whose submission is new, has changed, or has not
    late : for each late student, how late the submission is
    notes : for each student, sentences about files that were skipped or renamed
    failed : for each student whose submission was not collected, the reason
    strays : a sentence for each file that matches no student
    absent : the students in the roster who have no submission
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    late: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def collect(
    course: Path,
    archive: Path,
    assignment: str = "",
    wait: Callable[[], None] = lambda: None,
) -> Collected:
    """
    Put a download of all submissions of an assignment into the students' folders.

    A student's folder is replaced as a whole, and only if a file in it has changed.

    Parameters
    ----------
    course : its folder
    archive : the zip file that Canvas or Moodle made, or a folder with its contents
    assignment : its name; empty for the course's
    wait : called once when another program has locked the gradebook

    Raises
    ------
    CourseError
        If there is nothing to collect, or the roster is empty. Nothing has changed then.
    """
    app = load_course(course)
    coursedir = app.coursedir
    assignment = choose_assignment(coursedir, content_of(app.config), assignment)
    if not archive.exists():
        raise CourseError(f"{archive} doesn't exist. Check the name of the download.")
    released = released_notebooks(coursedir, assignment)
    if not released:
        raise CourseError(
            f"There is no assignment {assignment}: release/{assignment} and source/{assignment} "
            "have no notebooks. Check the name after --assignment."
        )
    with open_gradebook(app, wait) as gradebook:
        students, due = read_students(gradebook.engine), _due_date(gradebook, assignment)
    if not students:
        raise CourseError(
            "The gradebook has no students. Import them with: grader roster import FILE"
        )
    worksheet = load_known(coursedir, worksheet_key(assignment))
    state = CourseState(coursedir, assignment, released)
    with (
        state.locked(),
        tempfile.TemporaryDirectory(
            prefix="collect-", dir=Path(coursedir.root, FOLDER, assignment)
        ) as folder,
    ):
        unpacking = Unpacking(Owners(students.values(), worksheet), Path(folder))
        try:
            unpacking.take(archive)
        except Unusable as error:
            raise CourseError(
                f"{archive}: {error} Download it from Canvas or Moodle again. Nothing was "
                "collected."
            ) from None
        if not unpacking.works:
            first = f" {unpacking.strays[0]}" if unpacking.strays else ""
            raise CourseError(f"{archive} has no submission of a student in the roster.{first}")
        done = Collected(strays=unpacking.strays)
        place = _Place(coursedir, assignment, due, worksheet)
        for student, work in sorted(unpacking.works.items()):
            tidy(work, released)
            place.put(student, work, done)
        done.absent = [one for one in students if not place.of(one).exists()]
    return done


def _due_date(gradebook: api.Gradebook, assignment: str) -> datetime | None:
    try:
        return gradebook.find_assignment(assignment).duedate
    except api.MissingEntry:  # the assignment was not released yet
        return None


class _Place:
    """Where a course keeps the submissions of an assignment."""

    def __init__(
        self, coursedir: Any, assignment: str, due: datetime | None, worksheet: Known | None
    ) -> None:
        self._coursedir, self._assignment = coursedir, assignment
        self._due, self._worksheet = due, worksheet

    def of(self, student: str) -> Path:
        """Give a student's folder."""
        step = self._coursedir.submitted_directory
        return Path(self._coursedir.format_path(step, student, self._assignment))

    def put(self, student: str, work: Work, done: Collected) -> None:
        """Put a submission in its place, if it has changed."""
        target = self.of(student)
        link = link_among(
            self._coursedir, self._coursedir.submitted_directory, student, self._assignment
        )
        if not work.failed and not any(path.is_file() for path in work.folder.rglob("*")):
            work.failed = " ".join(["No file could be collected.", *work.notes])
        if work.failed or link:
            done.failed[student] = work.failed or refusal(link)
            return
        if work.notes:
            done.notes[student] = work.notes
        self._set_timestamp(student, work, target, done)
        if target.exists() and _same(work.top, target):
            done.unchanged.append(student)
            return
        (done.changed if target.exists() else done.new).append(student)
        shared = self._coursedir.groupshared
        with replace_folder(target) as made:
            shutil.copytree(work.top, made, dirs_exist_ok=True, copy_function=shutil.copyfile)
            made.chmod(0o2775 if shared else 0o755)
            for path in made.rglob("*") if shared else ():
                path.chmod(0o2775 if path.is_dir() else 0o664)

    def _set_timestamp(self, student: str, work: Work, target: Path, done: Collected) -> None:
        """Write the time of submission, as far as the platform tells it."""
        status = self._worksheet.value(student, "status") if self._worksheet else ""
        said = _LATE.search(status)
        late = timedelta(seconds=1 if work.late else 0)
        if said:
            spans = _SPAN.findall(said[0])
            late = timedelta(seconds=sum(int(n) * _SECONDS[unit] for n, unit in spans))
        if late:
            done.late[student] = said[0] if said else "marked late by Canvas"
        # The gradebook keeps an earlier time until it gets a new one.
        if self._due and (late or (target / TIMESTAMP).is_file()):
            time = f"{self._due + late:%Y-%m-%d %H:%M:%S} UTC\n"
            (work.top / TIMESTAMP).write_text(time, encoding="utf-8")
        elif late:
            done.late[student] += "; no penalty, because the assignment has no due date"


def _same(made: Path, there: Path) -> bool:
    """Say whether two folders have the same contents."""
    names = [{path.relative_to(one) for path in one.rglob("*")} for one in (made, there)]
    return names[0] == names[1] and all(
        (made / name).is_dir()
        and (there / name).is_dir()
        or (there / name).is_file()
        and not (there / name).is_symlink()
        and filecmp.cmp(made / name, there / name, shallow=False)
        for name in names[0]
    )
