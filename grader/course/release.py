"""Releasing an assignment, as ``nbgrader generate_assignment`` does."""

from __future__ import annotations

import contextlib
import os
from typing import Any

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
        If nbgrader refuses; the message ends with its reason.
    """
    from nbgrader.apps import NbGraderAPI

    os.environ["PATH"] = path_with_commands()  # a new gradebook is made by a command
    with contextlib.chdir(app.coursedir.root):
        done = NbGraderAPI(app.coursedir, config=app.config).generate_assignment(assignment)
    if not done["success"]:
        said = (done.get("log") or done.get("error") or "").strip().splitlines()
        raise CourseError(
            f"nbgrader could not release {assignment}. Its last words:\n" + "\n".join(said[-8:])
        )
