"""A course with the exercise that the page on exercises of one's own shows."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import ROOT
from nbformat import read, write
from nbformat.v4 import new_code_cell

from grader.authoring.directives import with_nbgrader
from grader.authoring.new_course import init_course
from grader.authoring.sample_class import fill_in, reference_sources
from grader.this_course import COURSE

PAGE = (ROOT / "docs/own-exercises.md").read_text(encoding="utf-8")
FILE, TEST_CELL = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^    ((?:nbgrader|grader) .*)$", PAGE, flags=re.MULTILINE)
[LINE] = re.findall(r"^    (c\.Grader\..*)$", PAGE, flags=re.MULTILINE)
# What each student writes for the leaky ReLU.
STUDENTS = {
    "ada": "def leaky_relu(Z, slope):\n    return np.maximum(Z, slope * Z)",
    "ben": "def leaky_relu(Z, slope):\n    return np.maximum(0, Z)",
    "cleo": "def leaky_relu(Z, slope):\n    return np.where(Z > 0, Z, Z)",
}


def make_own_course(course: Path) -> Path:
    """Make a course of one notebook with the page's file beside its configuration."""
    init_course(COURSE, course, {"dnn": ["02-forward"]})
    (course / "own_exercises.py").write_text(FILE)
    path = course / "nbgrader_config.py"
    text = path.read_text()
    assert f"# {LINE}" in text
    path.write_text(text.replace(f"# {LINE}", LINE))
    return course


def add_test_cell(course: Path, points: float = 3) -> None:
    """Add the page's test cell, and a function for it, to the source."""
    path = course / "source/dnn/02-forward.ipynb"
    notebook = read(path, 4)
    sources = {
        "double": "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        "test_double": TEST_CELL,
    }
    solution, test = (new_code_cell(text, id=name) for name, text in sources.items())
    with_nbgrader(solution, "double", solution=True)
    with_nbgrader(test, "test_double", grade=True, locked=True, points=points)
    notebook.cells += [solution, test]
    write(notebook, path)


def submit(course: Path) -> None:
    """Hand in the work of the three."""
    right = {**reference_sources(), "double": "def double(x):\n    return x + x"}
    for student, source in STUDENTS.items():
        folder = course / "submitted" / student / "dnn"
        folder.mkdir(parents=True, exist_ok=True)
        for path in (course / "release/dnn").glob("*.ipynb"):
            work = {**right, "leaky_relu": source}
            (folder / path.name).write_text(fill_in(path.read_text(), work))
