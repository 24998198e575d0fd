"""
A short trial of the installed packages: the check in a kernel, and three submissions graded.

Run by .ci/matrix in an environment that has the packages and not the clone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbgrader.api import Gradebook

import grader
from grader.authoring.sample_class import fill_in, reference_sources
from grader.misconceptions import MISCONCEPTIONS

BIN = Path(sys.executable).parent
RIGHT = reference_sources()
MISTAKE = MISCONCEPTIONS["dw-not-averaged"]
WRONG = {**RIGHT, MISTAKE.exercise: MISTAKE.source}


def run(*command: object, cwd: Path) -> str:
    """Run a command of the environment; it has to succeed, and to warn of nothing of ours."""
    done = subprocess.run(
        [BIN / str(command[0]), *map(str, command[1:])],
        cwd=cwd,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def check_in_a_kernel(folder: Path) -> None:
    """Solve notebook 02 and run all of its cells."""
    run("grader", "bundle", "work", cwd=folder)
    for path in sorted((folder / "work" / "notebooks").glob("*.ipynb")):
        path.write_text(fill_in(path.read_text(encoding="utf-8"), RIGHT), encoding="utf-8")
    path = folder / "work" / "notebooks" / "02-forward.ipynb"
    notebook = nbformat.read(path, 4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=600, startup_timeout=600, resources=where).execute()
    said = str([cell.get("outputs") for cell in notebook.cells])
    assert "L_model_forward: all tests pass" in said
    assert "stderr" not in said, said


def grade_three(folder: Path) -> None:
    """Grade a right, a wrong and an untouched submission, by our command and by nbgrader's."""
    course = folder / "course"
    run("grader", "init", course, cwd=folder)
    run("nbgrader", "generate_assignment", "dnn", cwd=course)
    for student, sources in {"ada": RIGHT, "ben": WRONG, "cleo": {}}.items():
        submitted = course / "submitted" / student / "dnn"
        submitted.mkdir(parents=True)
        for path in (course / "release" / "dnn").glob("*.ipynb"):
            text = fill_in(path.read_text(encoding="utf-8"), sources)
            (submitted / path.name).write_text(text, encoding="utf-8")
    print(run("grader", "autograde", cwd=course))
    ours = totals(course)
    assert ours["ada"] == 112, ours
    # Three points of linear_backward, and its share of assembled_network.
    assert ours["ada"] - ours["ben"] == 3.5, ours
    assert ours["cleo"] == 0, ours
    assert "ada" in run("grader", "table", cwd=course)
    run("nbgrader", "autograde", "dnn", "--force", cwd=course)
    assert totals(course) == ours
    run("nbgrader", "generate_feedback", "dnn", cwd=course)
    page = course / "feedback" / "ben" / "dnn" / "04-backward.html"
    assert "linear_backward" in page.read_text(encoding="utf-8")


def totals(course: Path) -> dict[str, float]:
    """Give each student's score."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {s.student_id: s.score for s in book.assignment_submissions("dnn")}


if __name__ == "__main__":
    print(sys.version, Path(grader.__file__).parent)
    with tempfile.TemporaryDirectory() as place:
        check_in_a_kernel(Path(place))
        grade_three(Path(place))
    print("The smoke test has passed.")
