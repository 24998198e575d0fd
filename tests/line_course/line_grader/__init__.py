"""The grader's side of the small course."""

from dataclasses import replace
from pathlib import Path

import line

from line_grader import solutions
from line_grader.misconceptions import MISCONCEPTIONS

_HERE = Path(__file__).resolve().parent


def _files():
    folder = _HERE.parent / "line"
    return {f"line/{path.name}": path for path in sorted(folder.glob("*.*"))}


COURSE = replace(
    line.COURSE,
    module=__name__,
    reference=solutions,
    misconceptions=MISCONCEPTIONS,
    sources=_HERE / "src",
    notebooks=_HERE.parent,
    files=_files,
)
