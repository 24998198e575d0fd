"""Another course of two functions, without a changed line in `grader/` or `testcases/`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

STUDENTS = {
    "ada": {
        "predict_line": "def predict_line(x, w, b):\n    return b + x * w",
        "mean_squared_error": "def mean_squared_error(a, y):\n    return np.mean((y - a) ** 2)",
    },
    "ben": {
        "predict_line": "def predict_line(x, w, b):\n    return w * x",
        "mean_squared_error": "def mean_squared_error(a, y):\n    return np.sum((a - y) ** 2)",
    },
}
MAKE = """
from pathlib import Path
from grader.authoring.build import build
from grader.authoring.new_course import init_course
from line_grader import COURSE
assert build(COURSE)
assert not build(COURSE, check=True)
init_course(COURSE, Path("course"))
"""


def run(*command: str, place, folder) -> str:
    paths = os.pathsep.join(map(str, (place, ROOT)))
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The course's packages with what is built of them, and an nbgrader course, released."""
    place = tmp_path_factory.mktemp("line") / "packages"
    shutil.copytree(ROOT / "tests" / "line_course", place)
    run("-c", MAKE, place=place, folder=place)
    run("-m", "nbgrader", "generate_assignment", "line", place=place, folder=place / "course")
    return place


def solved(place, student: str) -> nbformat.NotebookNode:
    notebook = nbformat.read(place / "course/release/line/01-line.ipynb", 4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = STUDENTS[student].get(name, cell.source)
    return notebook


@pytest.mark.exhaustive
def test_it_is_checked_in_a_notebook(place, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (place, ROOT))))
    notebook = solved(place, "ben")
    NotebookClient(notebook, timeout=600, allow_errors=True).execute()
    page = "".join(str(cell.get("outputs", "")) for cell in notebook.cells)
    assert "Where does your line cross x = 0?" in page
    assert "Do more points make your error larger?" in page
    notebook = solved(place, "ada")
    NotebookClient(notebook, timeout=600).execute()
    page = "".join(str(cell.get("outputs", "")) for cell in notebook.cells)
    assert "predict_line: all tests pass" in page
    assert "mean_squared_error: all tests pass" in page


@pytest.mark.exhaustive
def test_it_is_graded_into_a_gradebook_and_shown_in_the_table(place):
    course = place / "course"
    for student in STUDENTS:
        folder = course / "submitted" / student / "line"
        folder.mkdir(parents=True)
        nbformat.write(solved(place, student), folder / "01-line.ipynb")
    said = run("-m", "grader", "autograde", place=place, folder=course)
    assert "Graded 2 submissions" in said
    table = run("-m", "grader", "table", "--csv", place=place, folder=course).splitlines()
    assert [row.split(",")[0:3] for row in table[1:3]] == [
        ["ada", "4.0", "6.0"],
        ["ben", "0.0", "0.0"],
    ]
    shown = run("-m", "grader", "table", place=place, folder=course)
    assert "ben: predict_line: not right yet" in shown
