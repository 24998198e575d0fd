"""Releasing an assignment, as ``nbgrader generate_assignment`` does."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from grader.course.folders import replace_folder
from grader.course.open import path_with_commands
from grader.errors import CourseError


def release(app: Any, assignment: str) -> None:
    """
    Make an assignment's release from its source, and enter its cells into the gradebook.

    Parameters
    ----------
    app : from `load_course`
    assignment : the assignment's name

    Raises
    ------
    CourseError
        If nbgrader refuses; the message ends with its reason. The release stays as it was, though
        nbgrader deletes it.
    """
    from nbgrader.apps import NbGraderAPI

    os.environ["PATH"] = path_with_commands()  # a new gradebook is made by a command
    coursedir = app.coursedir
    folder = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(coursedir.root):
        before = Path(place, "release")
        if folder.is_dir():
            shutil.copytree(folder, before)
        done = NbGraderAPI(coursedir, config=app.config).generate_assignment(assignment)
        if not done["success"] and before.is_dir():
            with replace_folder(folder) as made:
                shutil.copytree(before, made, dirs_exist_ok=True)
    if not done["success"]:
        said = (done.get("log") or done.get("error") or "").strip().splitlines()
        raise CourseError(
            f"nbgrader could not release {assignment}. Its last words:\n" + "\n".join(said[-8:])
        )
