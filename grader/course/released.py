"""The released notebooks of an assignment, and whether it is one of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.submissions.rebuild import exercises_in
from testcases.record import Course


def released_notebooks(coursedir: Any, assignment: str) -> dict[str, NotebookNode]:
    """
    Read the released notebooks of an assignment, by their names.

    If there is no release, the same notebooks are made from the source. (nbgrader deletes a release
    that it can't rebuild.)
    """
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    if list(release.glob("*.ipynb")):
        return {p.stem: nbformat.read(p, as_version=4) for p in sorted(release.glob("*.ipynb"))}
    from grader.authoring.notebooks import build_student

    return {
        p.stem: build_student(nbformat.read(p, as_version=4))
        for p in sorted(source.glob("*.ipynb"))
    }


def has_exercises(course: Course, released: dict[str, NotebookNode]) -> bool:
    """Say whether an assignment has exercises of the course; nbgrader grades others itself."""
    return any(exercises_in(course, notebook) for notebook in released.values())
