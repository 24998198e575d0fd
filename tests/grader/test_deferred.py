"""Packages whose `__init__` runs only when something of theirs is used, and doing without it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
import zipfile
from types import SimpleNamespace

import nbformat
import pytest
from conftest import ROOT
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.course.released import released_notebooks
from grader.submissions.rebuild import rebuild
from grader.this_course import COURSE

# What these load by way of their packages: a web server, a converter, grammars of addresses.
HEAVY = {
    "bleach",
    "jsonschema.validators",
    "jupyter_server",
    "nbconvert",
    "nbformat.validator",
    "requests.sessions",
    "rfc3987_syntax",
    "setuptools",
    "tornado.web",
}
DEFER = "from grader.deferred import defer; defer()"


def run(code: str) -> list[str]:
    """Run code in a new process, and give the words that it prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.slow
def test_grading_a_class_loads_none_of_the_heavy_modules():
    loaded = "import sys, grader.classroom.run, grader.classroom.processes; print(*sys.modules)"
    assert HEAVY.isdisjoint(run(f"{DEFER}; {loaded}"))


def test_writing_feedback_loads_none_of_the_heavy_modules(demo, tmp_path):
    course = shutil.copytree(demo[0], tmp_path / "course")
    write = f"main(['feedback', '--course', {str(course)!r}, '--quiet'])"
    names = "print(*[name for name, module in sys.modules.items() if module])"
    loaded = run(f"{DEFER}; import sys; from grader.cli import main; {write}; {names}")
    assert "grader.classroom.feedback" in loaded
    assert {"grader.grading", *HEAVY}.isdisjoint(loaded)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "use",
    [
        "import nbgrader; print(nbgrader.__version__)",
        "import nbgrader; print(nbgrader.utils.is_grade.__name__)",
        "from nbgrader.apps import NbGraderAPI; print(NbGraderAPI.__name__)",
        "from nbgrader.preprocessors import ClearSolutions; print(ClearSolutions.__name__)",
        "import nbformat; print(nbformat.v4.new_code_cell('1', id='a'))",
        "from jsonschema import ValidationError; print(ValidationError.__name__)",
        "import requests; print(requests.get.__name__)",
    ],
)
def test_a_package_gives_all_that_it_gives_otherwise(use):
    assert run(f"{DEFER}; {use}") == run(use) != []


def test_an_archive_is_unpacked_all_the_same(tmp_path):
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("notes.txt", "hello")
    to = tmp_path / "to"
    to.mkdir()
    use = f"from nbgrader.utils import unzip; unzip({str(tmp_path / 'work.zip')!r}, {str(to)!r})"
    run(f"{DEFER}; {use}")
    assert (to / "notes.txt").read_text() == "hello"


@pytest.mark.parametrize("change", ["none", "older", "no ids", "the same ids", "outputs"])
def test_a_release_is_read_as_nbformat_reads_it(change, tmp_path):
    notebook = json.loads((ROOT / "notebooks" / "02-forward.ipynb").read_text(encoding="utf-8"))
    first, second = notebook["cells"][:2]
    if change == "older":
        notebook["nbformat_minor"] = 4
    elif change == "no ids":
        del first["id"]
    elif change == "the same ids":
        second["id"] = first["id"]
    elif change == "outputs":
        text = {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}
        first |= {"cell_type": "code", "outputs": [text], "execution_count": None}
    path = tmp_path / "release" / "dnn" / "02-forward.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    coursedir = SimpleNamespace(
        release_directory="release",
        source_directory="source",
        format_path=lambda step, student, name: str(tmp_path / step / name),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of nbformat on the ids
        [(name, read)] = released_notebooks(coursedir, "dnn").items()
        expected = nbformat.read(path, as_version=4)
    if change == "no ids":  # which nbformat draws
        read.cells[0].pop("id"), expected.cells[0].pop("id")
    if change == "the same ids":
        read.cells[1].pop("id"), expected.cells[1].pop("id")
    assert (name, read) == ("02-forward", expected)
    assert isinstance(read.cells[0].metadata, NotebookNode)


@pytest.mark.parametrize(
    ("kind", "new"), [("code", new_code_cell), ("markdown", new_markdown_cell)]
)
def test_an_added_cell_is_as_nbformat_makes_it(kind, new):
    released = new_notebook(cells=[new_markdown_cell("Given", id="given")])
    own = NotebookNode(cell_type=kind, source="own = 1", metadata=NotebookNode())
    submitted = NotebookNode(cells=[own], metadata=NotebookNode())
    [added, _] = rebuild(COURSE, released, submitted, "nb").cells
    expected = new("own = 1", id="added-1", metadata={"added": True})
    assert list(added.items()) == list(expected.items())
