"""
The files of a class: the submissions and the graded notebooks.

A graded submission's folder under ``autograded`` is put there in one step.
"""

from __future__ import annotations

import contextlib
import glob
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from grader.course.escape import shown
from grader.course.state import TIMESTAMP
from grader.course.student_folders import link_among, refusal, student_folders
from grader.errors import CourseError
from grader.submissions.locate import files_in, is_course_file
from grader.submissions.read import is_ordinary
from testcases.record import Course
from testcases.words.describe import on_one_line

_READABLE, _SHARED = 0o444, 0o664
# The files beside the notebooks that are copied for the feedback: those that a browser shows but
# doesn't run, and those that nbgrader itself needs there.
_KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".csv", ".txt", ".h5", ".npy", ".npz")
_NBGRADERS = (TIMESTAMP, "submission_secret.txt")
_MOST_BYTES, _MOST_OF_TIMESTAMP, _MOST_OF_NBGRADERS = 50 * 2**20, 1000, 10_000
NO_TEXT = "The name of this student's folder is not UTF-8 text. Rename the folder."


@dataclass(frozen=True)
class Submission:
    """One student's submission, and where it goes when it has been graded."""

    student: str
    folder: Path
    graded: Path

    @property
    def timestamp(self) -> datetime | None:
        """
        The time of submission, as nbgrader keeps it beside the notebooks.

        Raises
        ------
        ValueError
            If that file contains no time.
        """
        path = self.folder / TIMESTAMP
        try:
            if not is_ordinary(path) or path.stat().st_size > _MOST_OF_TIMESTAMP:
                raise ValueError("no time")
            text = path.read_text(encoding="utf-8").strip()
            return parse_utc(text) if text else None
        except FileNotFoundError:
            return None
        except OverflowError as error:
            raise ValueError(str(error)) from None


def find_submissions(
    coursedir: Any, assignment: str, students: Sequence[str]
) -> tuple[list[Submission], dict[str, str]]:
    """
    List the submissions of an assignment, by the students' names.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory
    assignment : the assignment's name
    students : the students; all if empty

    Returns
    -------
    submissions : list of Submission
    strays : a sentence for each student whose folder has other files that may be the submission

    Raises
    ------
    CourseError
        If there are none, or none of a named student.
    """
    step = coursedir.submitted_directory
    left_out = set(coursedir.student_id_exclude.split(","))
    found, strays = {}, {}
    for student, path in student_folders(coursedir, step, assignment):
        if student in left_out or student.startswith("."):
            continue
        link = link_among(coursedir, step, student, assignment)
        if link:
            strays[student] = refusal(link)
        elif not _is_text(student):
            strays[student] = NO_TEXT
        elif path.is_dir():
            to = coursedir.format_path(coursedir.autograded_directory, student, assignment)
            found[student] = Submission(student, path, Path(to))
    place = Path(coursedir.format_path(step, "*", assignment))
    if not students:
        strays = _others(place, found, assignment) | strays
    absent = [student for student in students if student not in found]
    if absent:
        where = coursedir.format_path(step, absent[0], assignment)
        link = link_among(coursedir, step, absent[0], assignment)
        nothing = (
            f"{shown(absent[0])} has no submission: there is no folder {shown(where)}. Check the "
            "student's id, or put the files there."
        )
        raise CourseError(strays.get(absent[0]) or (refusal(link) if link else nothing))
    if not found and not strays:
        raise CourseError(
            f"There are no submissions: no folder matches {place}. Put each student's files in one."
        )
    return [found[student] for student in students or found], strays


def _is_text(name: str) -> bool:
    """Say whether a file's name is text, as the gradebook needs it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _others(place: Path, found: Mapping[str, Any], assignment: str) -> dict[str, str]:
    """Say what students' folders contain in place of the assignment's folder."""
    students = place.parent.parent
    if place.name != assignment or place.parent.name != "*" or not students.is_dir():
        return {}
    strays = {}
    for folder in sorted(students.iterdir()):
        if folder.name in found or folder.name.startswith("."):
            continue
        links = [path for path in (folder, folder / assignment) if path.is_symlink()]
        if links:
            strays[folder.name] = refusal(links[0])
        if links or not folder.is_dir():
            continue
        try:
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            strays[folder.name] = f"{folder} can't be opened: {error.strerror}. Check it."
            continue
        meant = [
            on_one_line(n)
            for n in names
            if n.lower().startswith(assignment) or n.endswith(".ipynb")
        ]
        if meant:
            strays[folder.name] = (
                f"There is no folder {assignment}, only {', '.join(meant[:5])}. Move the "
                f"submission into a folder {assignment}."
            )
    return strays


def lay_out(
    course: Course, submission: Submission, notebooks: Mapping[str, str], shared: bool
) -> list[str]:
    """
    Write a graded submission's folder, all of it in one step.

    Parameters
    ----------
    course : the course, whose own files are not copied
    submission : the submission
    notebooks : the text of each notebook, by its name
    shared : whether the course's group may write to it, as in nbgrader

    Returns
    -------
    problems : sentences about files that were not copied
    """
    with replace_folder(submission.graded) as made:
        problems = _copy_others(course, submission.folder, made)
        for name, text in notebooks.items():
            (made / f"{name}.ipynb").write_text(text, encoding="utf-8", errors="replace")
        for path in files_in(made):
            path.chmod(_SHARED if shared else _READABLE)
        made.chmod(0o2775 if shared else 0o755)
    return problems


@contextlib.contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """
    Fill a new folder, then put it in the place of an old one in one step.

    Parameters
    ----------
    folder : the one to replace; it may be missing

    Yields
    ------
    made : the new folder, which everybody can read and only the owner can write
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{glob.escape(folder.name)}-*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    made.chmod(0o755)
    yield made
    if folder.exists():
        folder.rename(made.with_name(f"{made.name}-old"))
    made.rename(folder)
    shutil.rmtree(made.with_name(f"{made.name}-old"), ignore_errors=True)


def _copy_others(course: Course, source: Path, target: Path) -> list[str]:
    """Copy the files submitted beside the notebooks, without the course's own."""
    left, too_large = _MOST_BYTES, []
    for path in files_in(source):
        name = path.relative_to(source)
        in_place_of_one = any(part.endswith(".ipynb") for part in name.parts)
        if in_place_of_one or is_course_file(course, name) or path.suffix.lower() not in _KINDS:
            continue
        size = path.stat().st_size
        if size > (_MOST_OF_NBGRADERS if str(name) in _NBGRADERS else left):
            too_large.append(on_one_line(str(name)))
            continue
        left -= size
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    if not too_large:
        return []
    names = ", ".join(too_large[:5])
    return [f"Too large to copy into the folder autograded: {names}."]
