"""
The files of a class: what was handed in, and what has been graded.

A submission is done when its folder under ``autograded`` is there and nothing was handed in since.
That folder is put there in one step, as the last thing that is done with a submission.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from grader.bundle import shared_files
from grader.course import CourseError
from grader.handed_in import LARGE_BYTES

_TIMESTAMP = "timestamp.txt"
_READABLE, _SHARED = 0o444, 0o664


@dataclass(frozen=True)
class Submission:
    """What one student handed in, and where it goes when it has been graded."""

    student: str
    folder: Path
    graded: Path

    @property
    def timestamp(self) -> datetime | None:
        """
        When it was handed in, as nbgrader keeps it beside the notebooks.

        Raises
        ------
        ValueError
            If that file holds no time.
        """
        return _time(self.folder / _TIMESTAMP)

    @property
    def is_pending(self) -> bool:
        """Whether it has not been graded yet, or has been handed in again since."""
        if not self.graded.is_dir():
            return True
        since = self.graded.stat().st_mtime
        return any(path.stat().st_mtime > since for path in _files(self.folder))


def find_submissions(coursedir: Any, assignment: str, students: Sequence[str]) -> list[Submission]:
    """
    List the submissions of an assignment, by the students' names.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory
    assignment : the assignment's name
    students : whose; all where it is empty

    Raises
    ------
    CourseError
        If there are none, or none of a student who is named.
    """
    pattern = coursedir.format_path(
        coursedir.submitted_directory, "(?P<student>[^/]+)", assignment, escape=True
    )
    left_out = set(coursedir.student_id_exclude.split(","))
    place = Path(coursedir.format_path(coursedir.submitted_directory, "*", assignment))
    found = {}
    for path in sorted(Path("/").glob(str(place).lstrip("/"))):
        student = re.fullmatch(pattern, str(path))["student"]
        if path.is_dir() and student not in left_out and not student.startswith("."):
            to = coursedir.format_path(coursedir.autograded_directory, student, assignment)
            found[student] = Submission(student, path, Path(to))
    absent = [student for student in students if student not in found]
    if absent:
        where = coursedir.format_path(coursedir.submitted_directory, absent[0], assignment)
        raise CourseError(f"{absent[0]} has handed in nothing: there is no folder {where}.")
    if not found:
        raise CourseError(f"Nothing has been handed in: there is no folder {place}.")
    return [found[student] for student in students or found]


def _time(path: Path) -> datetime | None:
    text = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    return parse_utc(text) if text else None


def _files(folder: Path) -> Iterator[Path]:
    """Go through the files in a folder and below it, but no links and nothing hidden."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(place, name) for name in names if not name.startswith("."))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def lay_out(
    submission: Submission, notebooks: Mapping[str, str], since: float, shared: bool
) -> str:
    """
    Write a graded submission's folder, all of it in one step.

    Parameters
    ----------
    submission : whose
    notebooks : for each notebook's name its text
    since : when the submission was read, in seconds as of `time.time`
    shared : whether the members of the course's group may write it, as nbgrader has it

    Returns
    -------
    problem : a sentence on what was not taken along, or an empty string
    """
    graded = submission.graded
    graded.parent.mkdir(parents=True, exist_ok=True)
    for left in graded.parent.glob(f".{graded.name}-*"):  # of a run that was killed
        shutil.rmtree(left)
    made = Path(tempfile.mkdtemp(prefix=f".{graded.name}-", dir=graded.parent))
    problem = _copy_others(submission.folder, made)
    for name, text in notebooks.items():
        (made / f"{name}.ipynb").write_text(text, encoding="utf-8", errors="replace")
    for path in _files(made):
        path.chmod(_SHARED if shared else _READABLE)
    made.chmod(0o2775 if shared else 0o755)
    os.utime(made, (since, since))
    if graded.exists():
        graded.rename(made.with_name(f"{made.name}-old"))
    made.rename(graded)
    shutil.rmtree(made.with_name(f"{made.name}-old"), ignore_errors=True)
    return problem


def _copy_others(source: Path, target: Path) -> str:
    """Copy what a student handed in beside the notebooks, but for the course's own files."""
    ours = shared_files()
    left = LARGE_BYTES
    for path in _files(source):
        name = path.relative_to(source)
        if path.suffix == ".ipynb" or name.as_posix() in ours:
            continue
        left -= path.stat().st_size
        if left < 0:
            return f"What lies beside the notebooks is more than {LARGE_BYTES // 2**20} MB."
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return ""
