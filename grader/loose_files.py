"""Judging loose files, without a course: notebooks, or Python files with definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.directives import reference_source
from grader.handed_in import PROBLEM, read_bytes, read_notebook
from grader.judging import judge_notebooks
from testcases import report
from testcases.catalogue import EXERCISES
from testcases.judge import Verdict
from testcases.notebook_code import Cell

# What every notebook of the course imports; a file may import it again.
_IMPORTS = Cell(
    "imports",
    "import numpy as np\n"
    "import matplotlib.pyplot as plt\n"
    "from dnn_utils import plot_costs, relu, relu_backward, sigmoid, sigmoid_backward",
)


class FileError(Exception):
    """A file that can't be judged; the message says why."""


def read_cells(path: Path) -> tuple[list[Cell], str]:
    """
    Read the code of a file.

    Returns
    -------
    cells : its code cells; of a Python file, one
    problem : what of it can't be read, in a sentence, or an empty string

    Raises
    ------
    FileError
        If it is not there, is no notebook or Python file, or can't be read.
    """
    if not path.is_file():
        raise FileError("There is no such file.")
    content = read_bytes(path)
    if path.suffix == ".ipynb":
        notebook = read_notebook(content)
        if PROBLEM in notebook.metadata and not notebook.cells:
            raise FileError(notebook.metadata[PROBLEM])
        cells = [
            Cell(f"{path.stem}, cell {number}", cell.source)
            for number, cell in enumerate(notebook.cells, start=1)
            if cell.cell_type == "code"
        ]
        return cells, notebook.metadata.get(PROBLEM, "")
    if path.suffix != ".py":
        raise FileError("The file is neither a notebook (.ipynb) nor a Python file (.py).")
    if isinstance(content, str):
        raise FileError(content)
    try:
        return [Cell(f"{path.stem}, cell 1", content.decode("utf-8-sig"))], ""
    except UnicodeDecodeError:
        raise FileError("The file is not text in UTF-8.") from None


def judge_file(path: Path, seed: int) -> tuple[dict[str, Verdict], str]:
    """
    Judge every exercise on what a file defines.

    Parameters
    ----------
    path : a notebook or a Python file
    seed : what to draw the questions with

    Returns
    -------
    verdicts : for each exercise, its Verdict
    problem : what of the file can't be read, in a sentence, or an empty string
    """
    cells, problem = read_cells(path)
    given = [
        Cell(f"given, cell {number}", reference_source(name))
        for number, name in enumerate(EXERCISES, start=1)
        if EXERCISES[name].together
    ]
    return judge_notebooks({"file": [_IMPORTS, *cells, *given]}, EXERCISES, seed), problem


def as_record(path: Path, verdicts: dict[str, Verdict], problem: str, seed: int) -> dict[str, Any]:
    """Give one file's verdicts as plain values for JSON."""
    return {
        "file": str(path),
        "seed": seed,
        **({"problem": problem} if problem else {}),
        "exercises": {
            name: {
                "verdict": verdict.verdict,
                "points": verdict.points,
                "max_points": verdict.max_points,
                "parts": verdict.parts,
                "misconception": verdict.misconception,
                "message": report.as_text(verdict),
                "inherited": list(verdict.inherited),
            }
            for name, verdict in verdicts.items()
        },
    }


def as_text(path: Path, verdicts: dict[str, Verdict], problem: str) -> str:
    """Write one file's verdicts for reading: the reports, and what is not in the file."""
    there = {n: v for n, v in verdicts.items() if v.verdict != "missing"}
    lost = [name for name in verdicts if name not in there and not EXERCISES[name].together]
    if lost:
        there = {n: v for n, v in there.items() if not EXERCISES[n].together}
    lines = [f"{path}: {sum(v.points for v in there.values())} points", *filter(None, [problem])]
    for verdict in there.values():
        lines += ["", report.as_text(verdict)]
    if lost:
        lines += ["", f"Not there, or not written yet: {', '.join(lost)}."]
    return "\n".join(lines)
