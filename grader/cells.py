"""The one place that reads nbgrader's entries in a cell's metadata."""

from __future__ import annotations

from collections.abc import Mapping
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
