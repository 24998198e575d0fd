"""What nbgrader keeps in a cell's metadata, read in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

CHECK = "check_"


def marks_of(cell: NotebookNode) -> Mapping[str, Any]:
    """Give a released cell's marks: `grade_id`, `grade`, `solution`, `locked`, `points`."""
    return cell.metadata.get("nbgrader", {})


def grade_id_of(cell: NotebookNode) -> str:
    """Give the id by which nbgrader knows a cell, or an empty string."""
    return marks_of(cell).get("grade_id", "")


def grade_id_in(metadata: Any) -> str:
    """Read the id from a submitted cell's metadata, which may be anything."""
    marks = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return str(marks.get("grade_id") or "") if isinstance(marks, Mapping) else ""


def exercise_of(cell: NotebookNode) -> str:
    """Name the exercise that a cell checks, or else its own id."""
    return str(grade_id_of(cell)).removeprefix(CHECK)
