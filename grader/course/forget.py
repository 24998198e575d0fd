"""Removing a student's data from a course, and finding what is left of it."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import text

from grader.course.escape import counted, shown
from grader.course.open import load_course
from grader.course.platform import forget_known
from grader.course.released import FOLDER, assignment_names
from grader.course.roster import open_gradebook
from grader.course.state import CourseState
from grader.errors import CourseError

# A larger file is listed without a look at it.
_MOST_BYTES = 200 * 2**20
NOTHING = "There is no data of {student} in this course. Check the student's id."
LEFT = "These files still mention the student. Look at them yourself: {files}."
TOO_LARGE = "These files are too large to be searched: {files}."
_ANYTHING = "\0"
# What says how a page looks names no student, and has words such as "root" and "main".
_LOOKS = re.compile(rb"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass
class Forgotten:
    """
    What was removed.

    Attributes
    ----------
    student : the student's id
    in_gradebook : whether the gradebook had the student
    removed : the files and folders that were removed or changed
    left : files that still mention the student
    too_large : files that were not searched
    """

    student: str
    in_gradebook: bool = False
    removed: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)
    too_large: list[Path] = field(default_factory=list)


def forget(course: Path, student: str, wait: Any = lambda: None) -> Forgotten:
    """
    Remove a student from the gradebook, the roster, the grader's notes and all folders.

    Interrupted, it can be run again.

    Parameters
    ----------
    course : the course's folder
    student : the student's id
    wait : called once when another program has locked the gradebook

    Raises
    ------
    CourseError
        If a run is grading the course, something can't be removed, or the course has no such
        student.
    """
    app = load_course(course)
    coursedir, done = app.coursedir, Forgotten(student)
    if not student or "/" in student or student in (".", ".."):
        raise CourseError(NOTHING.format(student=shown(student) or "nobody"))
    with contextlib.chdir(coursedir.root), contextlib.ExitStack() as stack:
        for name in assignment_names(coursedir):
            stack.enter_context(CourseState(coursedir, name, {}).locked())
        try:
            names = _forget_in_gradebook(app, student, done, wait)
            for path in (*_folders(app, student), *_notes(coursedir, student)):
                _remove(path)
                done.removed.append(path)
        except OSError as error:
            raise CourseError(
                f"{error.filename} can't be removed: {error.strerror}. Change its permissions, "
                "then run the same command again."
            ) from None
        if forget_known(coursedir, student):
            done.removed.append(Path(coursedir.root, FOLDER, "roster.json"))
        if not done.in_gradebook and not done.removed:
            raise CourseError(NOTHING.format(student=shown(student)))
        _search(coursedir, [student, *names], done)
    return done


def _forget_in_gradebook(app: Any, student: str, done: Forgotten, wait: Any) -> list[str]:
    """Remove the student's rows; give the name and the email address that they had."""
    url = app.coursedir.db_url
    path = url.removeprefix("sqlite:///")
    is_file = path != url
    if is_file and not Path(path).exists():
        return []
    with open_gradebook(app, wait) as gradebook:
        try:
            found = gradebook.find_student(student)
        except api.MissingEntry:
            return []
        names = [found.email, " ".join(filter(None, [found.first_name, found.last_name]))]
        if is_file:  # else the deleted rows stay readable in the file
            gradebook.db.execute(text("PRAGMA secure_delete = ON"))
        gradebook.remove_student(student)
        done.in_gradebook = True
    return [name for name in names if name]


def _folders(app: Any, student: str) -> Iterator[Path]:
    """Find the student's folders in every step, and what waits in the exchange."""
    coursedir = app.coursedir
    steps = (
        coursedir.submitted_directory,
        coursedir.autograded_directory,
        coursedir.feedback_directory,
    )
    for step in steps:
        pattern = glob.escape(coursedir.format_path(step, student, _ANYTHING))
        folders = sorted(Path("/").glob(pattern.replace(_ANYTHING, "*").lstrip("/")))
        own = {path.parent for path in folders if path.parent.name == student}
        alone = Path(coursedir.format_path(step, student, "assignment")).parent
        if alone.name == student and (alone.is_symlink() or alone.exists()):
            own.add(alone)
        yield from sorted(own)
        yield from (path for path in folders if path.parent not in own)
    exchange = app.config.get("Exchange", {}).get("root", "/usr/local/share/nbgrader/exchange")
    inbound = Path(exchange, coursedir.course_id, "inbound")
    yield from sorted(inbound.glob(f"{glob.escape(student)}+*"))


def _notes(coursedir: Any, student: str) -> list[Path]:
    """Find the grader's own notes on the student."""
    return sorted(Path(coursedir.root, FOLDER).glob(f"*/{glob.escape(student)}.json"))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path):  # what nbgrader grades can't be written
            Path(folder).chmod(0o700)
        shutil.rmtree(path)
    else:
        path.unlink()


def _search(coursedir: Any, names: list[str], done: Forgotten) -> None:
    """List the course's files that still contain the student's id, name or email address."""
    root = Path(coursedir.root)
    given = {
        Path(coursedir.format_path(step, ".", "assignment")).parent
        for step in (coursedir.source_directory, coursedir.release_directory)
    }
    found = b"|".join(re.escape(name.encode()) for name in names)
    pattern = re.compile(rb"(?<![\w-])(?:" + found + rb")(?![\w-])", re.IGNORECASE)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(one for one in folders if Path(folder, one) not in given)
        for path in (Path(folder, name) for name in sorted(files)):
            if path.is_symlink() or not path.is_file():
                continue
            if pattern.search(str(path.relative_to(root)).encode(errors="replace")):
                done.left.append(path)
            elif path.stat().st_size > _MOST_BYTES:
                done.too_large.append(path)
            else:
                content = path.read_bytes()
                if path.suffix == ".html":
                    content = _LOOKS.sub(b"", content)
                if pattern.search(content):
                    done.left.append(path)


def format_forgotten(done: Forgotten, root: Path) -> str:
    """Say what was removed, and where to look for the rest."""
    book = "the gradebook and " if done.in_gradebook else ""
    places = counted(len(done.removed), "place")
    lines = [f"Removed {shown(done.student)} from {book}{places} in the course."]
    for form, paths in ((LEFT, done.left), (TOO_LARGE, done.too_large)):
        if paths:
            names = (_from(root, path) for path in paths[:20])
            more = f" and {len(paths) - 20} more" if len(paths) > 20 else ""
            lines.append(form.format(files=", ".join(map(shown, names)) + more))
    return "\n".join(lines)


def _from(root: Path, path: Path) -> str:
    root = root.resolve()
    return str(path.relative_to(root) if path.is_relative_to(root) else path)
