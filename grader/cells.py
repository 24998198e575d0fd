"""The one place that reads nbgrader's entries in a cell's metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

CHECK = "check_"


def marks_of(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Give a cell's marks: `grade_id`, `grade`, `solution`, `locked`, `points`; nothing without them.

    A submitted cell's metadata may be anything.
    """
    # A notebook has no other mappings, and these are recognized ten times as fast.
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marks if isinstance(marks, dict) else {}


def grade_id_of(cell: Mapping[str, Any]) -> str:
    """Give the id by which nbgrader knows a cell, or an empty string."""
    return str(marks_of(cell).get("grade_id") or "")


def exercise_of(cell: Mapping[str, Any]) -> str:
    """Name the exercise that a cell checks, or else its own id."""
    return grade_id_of(cell).removeprefix(CHECK)


def points_in(notebooks: Iterable[Any]) -> dict[str, float]:
    """Give what each grade cell of these notebooks is worth, by the name from `exercise_of`."""
    return {
        exercise_of(cell): marks_of(cell)["points"]
        for notebook in notebooks
        for cell in notebook["cells"]
        if marks_of(cell).get("grade")
    }
