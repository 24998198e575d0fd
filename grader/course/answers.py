"""Which answers are as they were at the last grading, so that a person's scores for them hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.cells import grade_id_of, marks_of
from grader.submissions.rebuild import ANSWER_ELSEWHERE


def unchanged(folder: Path, notebooks: Mapping[str, str]) -> set[tuple[str, str]]:
    """
    Name the grade cells whose answer has not changed since the notebooks in a folder were graded.

    The answer to a check is all of the student's code in its notebook.

    Parameters
    ----------
    folder : with the notebooks of the last grading
    notebooks : the text of each notebook as it is graded now

    Returns
    -------
    cells : the notebook's name and the cell's id of each
    """
    same = set()
    for name, text in notebooks.items():
        now, before = _answers(text), _answers(_text(folder / f"{name}.ipynb"))
        same |= {(name, key) for key, answer in now.items() if before.get(key) == answer}
    return same


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return ""


def _answers(text: str) -> dict[str, Any]:
    """Give for each grade cell's id what it is worth, and what the student wrote for it."""
    try:
        cells = json.loads(text)["cells"]
        own = [
            one for one in cells if one["metadata"].get("added") or marks_of(one).get("solution")
        ]
        code = [_source(one) for one in own if one["cell_type"] == "code"]
        words = [_source(one) for one in own if one["cell_type"] == "markdown"]
        found = {}
        for cell in cells:
            marks = marks_of(cell)
            if marks.get("solution") or marks.get("task"):
                elsewhere = words if cell["metadata"].get(ANSWER_ELSEWHERE) else []
                answer = [cell.get("attachments"), *elsewhere]
            else:
                answer = code
            if marks.get("grade") or marks.get("task"):
                found[grade_id_of(cell)] = [marks.get("points"), _source(cell), answer]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # somebody has changed the file
    return found


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])
