"""A course for the next term: what the instructor wrote, without any student data."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from grader.authoring.new_course import check_new_folder
from grader.authoring.new_folder import complete_folder
from grader.course.open import load_course
from grader.course.released import assignment_names
from grader.errors import CourseError
from grader.judging.own_misconceptions import FOLDER

_CONFIGURATION = "nbgrader_config.py"
_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".git")
SAME_GRADEBOOK = (
    "nbgrader_config.py names the gradebook {url}, which has the students of this term. Set "
    "another c.CourseDirectory.db_url in {folder} before you release anything."
)
SAME_FOLDER = (
    "nbgrader_config.py names the course's folder: {root}. Set c.CourseDirectory.root to {folder} "
    "before you release anything."
)
SAME_EXCHANGE = (
    "Both courses have the course_id {name}. If both use the exchange, set another "
    "c.CourseDirectory.course_id."
)


def copy_course(course: Path, folder: Path) -> list[str]:
    """
    Copy a course without any data of students.

    The copy has the configuration, the sources of all assignments, the course's own misconceptions,
    and the Python files in the course's folder. It has no release, gradebook, roster, seed,
    submissions or feedback.

    Parameters
    ----------
    course : the course's folder
    folder : a new folder

    Returns
    -------
    notes : sentences on what to change before the copy is used

    Raises
    ------
    CourseError
        If the course has no sources, or the folder is not new or lies in the course.
    """
    app = load_course(course)
    old, new = Path(app.coursedir.root).resolve(), folder.resolve()
    if new.is_relative_to(old):
        raise CourseError(f"{folder} lies in the course. Name a folder elsewhere.")
    check_new_folder(folder)
    source = app.coursedir.source_directory
    names = assignment_names(app.coursedir, source)
    if not names:
        raise CourseError(f"{course.resolve()} has no folder source to copy.")
    with complete_folder(folder) as place:
        for path in sorted(old.iterdir()):
            package = path.is_dir() and (path / "__init__.py").is_file()
            # With what is recorded of exercises in such a file.
            if path.is_file() and path.with_suffix(".py").is_file():
                shutil.copyfile(path, place / path.name)
            elif package or path.is_dir() and path.name == FOLDER:
                shutil.copytree(path, place / path.name, ignore=_NOT_COPIED)
        for name in names:
            target = place / "source" / name
            shutil.copytree(
                app.coursedir.format_path(source, ".", name), target, ignore=_NOT_COPIED
            )
        for name in ("release", "submitted"):
            (place / name).mkdir()
    return _notes(app, load_course(folder), folder)


def _notes(old: Any, new: Any, folder: Path) -> list[str]:
    """Say which settings of the copy still point to the course that was copied."""
    notes, before, now = [], old.coursedir, new.coursedir
    if Path(now.root).resolve() == Path(before.root).resolve():
        notes.append(SAME_FOLDER.format(root=now.root, folder=folder))
    elif now.db_url == before.db_url:
        from grader.course.database import without_password

        notes.append(SAME_GRADEBOOK.format(url=without_password(now.db_url), folder=folder))
    if now.course_id == before.course_id:
        notes.append(SAME_EXCHANGE.format(name=now.course_id))
    return notes
