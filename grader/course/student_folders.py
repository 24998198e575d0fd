"""Finding each student's folder in a course, whatever characters the course's path has."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.course.escape import shown

# Stands for the student in a path. No file name can contain it.
_ANYBODY = "\0"


def student_folders(coursedir: Any, step: str, assignment: str) -> Iterator[tuple[str, Path]]:
    """
    Go through the folders of one of nbgrader's steps, and give each one's student.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory
    step : such as its `submitted_directory`
    assignment : the assignment's name
    """
    path = coursedir.format_path(step, _ANYBODY, assignment)
    pattern = re.escape(path).replace(_ANYBODY, "(?P<student>[^/]+)", 1)
    pattern = pattern.replace(_ANYBODY, "(?P=student)")
    wanted = glob.escape(path).replace(_ANYBODY, "*")
    for found in sorted(Path("/").glob(wanted.lstrip("/"))):
        meant = re.fullmatch(pattern, str(found))
        if meant:
            yield meant["student"], found


def link_among(coursedir: Any, step: str, student: str, assignment: str) -> Path | None:
    """Find a link on the path of a student's folder; links of the course itself don't count."""
    path = Path(coursedir.format_path(step, student, assignment))
    anybody = Path(coursedir.format_path(step, _ANYBODY, assignment)).parts
    first = next((n for n, part in enumerate(anybody) if _ANYBODY in part), len(anybody))
    folders = [Path(*path.parts[: n + 1]) for n in range(first, len(path.parts))]
    return next((folder for folder in folders if folder.is_symlink()), None)


def refusal(link: Path) -> str:
    """Say why a link is not graded."""
    return f"{shown(str(link))} is a link, and links are not followed. Put the files there."
