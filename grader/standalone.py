"""Judging loose files, without a course: notebooks, Python files, or a folder of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from grader.authoring.notebooks import student_files
from grader.errors import FileError, NotGraded, NothingThere, Unreadable
from grader.grading import judge_submission
from grader.judging.policy import judge_notebooks
from grader.judging.sources import reference_source
from grader.sandbox.unconfined import is_unconfined
from grader.submissions.locate import NOTEBOOKS
from grader.submissions.read import PROBLEM
from grader.submissions.reader import read_file, read_submission, reader
from grader.submissions.rebuild import rebuild_all
from testcases.execution.cells import Cell
from testcases.judging import report
from testcases.judging._judge import Verdict
from testcases.judging.report import readable
from testcases.record import Course

# What every notebook of the course imports; a file may import it again.
_IMPORTS = Cell(
    "imports",
    "import numpy as np\n"
    "import matplotlib.pyplot as plt\n"
    "from dnn_utils import plot_costs, relu, relu_backward, sigmoid, sigmoid_backward",
)


def judge_path(course: Course, path: Path, seed: int) -> tuple[dict[str, Verdict], str]:
    """
    Judge every exercise on what a file defines, or on all that a folder holds.

    Parameters
    ----------
    course : whose exercises
    path : a notebook, a Python file, or a folder with the notebooks of one student
    seed : what to draw the questions with

    Returns
    -------
    verdicts : for each exercise, its Verdict
    problem : what can't be read, in a sentence or more, or an empty string

    Raises
    ------
    FileError
        If it is not there, is neither notebook nor Python file nor a folder with them, can't be
        read, or could not be judged on this machine.
    """
    try:
        if not path.exists():
            raise FileError("There is no such file.")
        return (
            _judge_folder(course, path, seed) if path.is_dir() else _judge_file(course, path, seed)
        )
    except (NotGraded, Unreadable) as error:
        raise FileError(str(error)) from None
    except PermissionError as error:
        raise FileError(f"{error.filename} can't be read: {error.strerror}.") from None


def _judge_file(course: Course, path: Path, seed: int) -> tuple[dict[str, Verdict], str]:
    if not path.name.lower().endswith((*NOTEBOOKS, ".py")):
        raise FileError("The file is neither a notebook (.ipynb) nor a Python file (.py).")
    notebook = reader().call(read_file, path)
    problem = notebook.metadata.get(PROBLEM, "")
    if problem and not notebook.cells:
        raise FileError(problem)
    cells = [
        Cell(f"{path.stem}, cell {number}", cell.source)
        for number, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "code"
    ]
    given = [
        Cell(f"given, cell {number}", reference_source(course, name))
        for number, name in enumerate(course.exercises, start=1)
        if course.exercises[name].end_to_end
    ]
    return judge_notebooks(
        course, {"file": [_IMPORTS, *cells, *given]}, course.exercises, seed
    ), problem


def _judge_folder(course: Course, folder: Path, seed: int) -> tuple[dict[str, Verdict], str]:
    """Judge a folder as the submission of one student is graded."""
    released = {path.stem: nbformat.reads(text, 4) for path, text in student_files(course).items()}
    try:
        submitted = reader().call(read_submission, course, folder, released)
    except NothingThere as error:
        why = f"There is no notebook of the course in this folder. {error.there}"
        raise FileError(why) from None
    rebuilt = rebuild_all(course, released, submitted.notebooks)
    problems = {name: notebook.metadata.get(PROBLEM) for name, notebook in rebuilt.items()}
    said = [f"{name}: {problem}" for name, problem in problems.items() if problem]
    verdicts = judge_submission(course, released, rebuilt, seed)
    return verdicts, " ".join(filter(None, [submitted.problem, *said]))


def as_record(path: Path, verdicts: dict[str, Verdict], problem: str, seed: int) -> dict[str, Any]:
    """Give one file's verdicts as plain values for JSON."""
    return {
        "file": str(path),
        "seed": seed,
        **({"unconfined": True} if is_unconfined() else {}),
        **({"problem": problem} if problem else {}),
        "exercises": {
            name: {
                "verdict": verdict.verdict,
                "points": verdict.points,
                "max_points": verdict.max_points,
                "parts": verdict.parts,
                "misconception": verdict.misconception,
                "message": report.as_text(verdict, hint=2),
                "inherited": list(verdict.inherited),
            }
            for name, verdict in verdicts.items()
        },
    }


def as_text(course: Course, path: Path, verdicts: dict[str, Verdict], problem: str) -> str:
    """Write one file's verdicts for reading: the reports, and what is not in the file."""
    there = {n: v for n, v in verdicts.items() if v.verdict != "missing"}
    lost = [
        name for name in verdicts if name not in there and not course.exercises[name].end_to_end
    ]
    if lost and not path.is_dir():  # of the notebooks that the file is about
        there = {n: v for n, v in there.items() if not course.exercises[n].end_to_end}
        about = {course.exercises[name].notebook for name in there or verdicts}
        lost = [name for name in lost if course.exercises[name].notebook in about]
    points = sum(verdict.points for verdict in there.values())
    most = sum(verdicts[name].max_points for name in [*there, *lost])
    how = "Judged unconfined." if is_unconfined() else ""
    lines = [f"{path}: {points} of {most} points", *filter(None, [how, problem])]
    for verdict in there.values():
        lines += ["", report.as_text(verdict, hint=2)]
    if lost:
        lines += ["", f"Not there, or not written yet: {', '.join(lost)}."]
    return readable("\n".join(lines))
