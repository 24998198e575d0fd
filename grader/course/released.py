"""The assignments of a course, and their released notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.submissions.rebuild import exercises_in
from testcases.record import Course


def assignment_names(coursedir: Any, *steps: str) -> list[str]:
    """Name the assignments that have a folder in these steps, or else in the source or release."""
    names: set[str] = set()
    for step in steps or (coursedir.source_directory, coursedir.release_directory):
        parent = Path(coursedir.format_path(step, ".", "assignment")).parent
        names |= {path.name for path in parent.glob("[!.]*") if path.is_dir()}
    return sorted(names)


def released_notebooks(coursedir: Any, assignment: str) -> dict[str, NotebookNode]:
    """
    Read the released notebooks of an assignment, by their names.

    If there is no release, the same notebooks are made from the source. (nbgrader deletes a release
    that it can't rebuild.)
    """
    found = _read(coursedir, coursedir.release_directory, assignment)
    if found:
        return found
    from grader.authoring.notebooks import build_student

    source = _read(coursedir, coursedir.source_directory, assignment)
    return {name: build_student(notebook) for name, notebook in source.items()}


def written_notebooks(coursedir: Any, assignment: str) -> dict[str, NotebookNode]:
    """Read an assignment's released notebooks, or else the instructor's, as they are."""
    release = _read(coursedir, coursedir.release_directory, assignment)
    return release or _read(coursedir, coursedir.source_directory, assignment)


def _read(coursedir: Any, step: str, assignment: str) -> dict[str, NotebookNode]:
    folder = Path(coursedir.format_path(step, ".", assignment))
    return {path.stem: nbformat.read(path, as_version=4) for path in sorted(folder.glob("*.ipynb"))}


def exercises_of(course: Course, released: Mapping[str, NotebookNode]) -> list[str]:
    """Name the course's exercises in an assignment; nbgrader grades one without any itself."""
    return [name for notebook in released.values() for name in exercises_in(course, notebook)]
