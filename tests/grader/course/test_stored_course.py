"""A course of an earlier release: graded as before, and brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from small_class import dump, grade, notebooks

from grader.authoring.sample_class import fill_in, reference_sources
from grader.cli import main
from grader.course.open import run_nbgrader
from grader.course.table import read_gradebook
from grader.this_course import COURSE

STORED = Path(__file__).with_name("stored_course")
WRONG = "def compute_cost(AL, Y):\n    return float(np.sum((AL - Y) ** 2))"


@pytest.fixture
def stored(tmp_path):
    """The course, with two submissions and a helper that the course no longer has."""
    course = tmp_path / "course"
    shutil.copytree(STORED, course)
    right = reference_sources()
    released = (course / "release/dnn/03-cost.ipynb").read_text()
    for student, sources in {"ada": right, "ben": {**right, "compute_cost": WRONG}}.items():
        folder = course / "submitted" / student / "dnn"
        (folder / "testcases").mkdir(parents=True)
        (folder / "testcases" / "old.py").write_text("def compute_cost(AL, Y):\n    return 1.0")
        (folder / "03-cost.ipynb").write_text(fill_in(released, sources))
    run_nbgrader(course, "generate_assignment", "dnn", "--force", log=tmp_path / "log")
    return course


@pytest.mark.exhaustive
def test_it_is_graded_and_nbgraders_own_command_gives_the_same(stored, tmp_path):
    assert grade(stored).problems == {}
    assert {row.student: row.total for row in read_gradebook(stored).rows} == {"ada": 12, "ben": 2}
    ours, in_ours = dump(stored), notebooks(stored)
    assert not list(stored.glob("autograded/*/dnn/testcases"))
    shutil.rmtree(stored / "autograded")
    run_nbgrader(stored, "autograde", "dnn", log=tmp_path / "log")
    assert (dump(stored), notebooks(stored)) == (ours, in_ours)


@pytest.mark.exhaustive
def test_it_is_brought_up_to_date_without_touching_a_grade(stored, capsys):
    grade(stored)
    before = dump(stored)
    helper = stored / "source/dnn/testcases/old.py"
    helper.parent.mkdir(parents=True)
    helper.touch()
    own = stored / "source/dnn/own_data.csv"
    own.write_text("1,2")
    text = (stored / "source/dnn/03-cost.ipynb").read_text()
    assert main(["upgrade", str(stored)]) == 0
    assert "Notebooks and grades are unchanged." in capsys.readouterr().out
    assert not helper.exists()
    assert own.read_text() == "1,2"
    assert (stored / "source/dnn/03-cost.ipynb").read_text() == text
    for step in ("source", "release"):
        there = {name for name in COURSE.files() if (stored / step / "dnn" / name).is_file()}
        assert there == {*COURSE.files()}
    assert main(["upgrade", str(stored)]) == 0
    assert capsys.readouterr().out.startswith("Updated 0 files.")
    assert dump(stored) == before
    assert grade(stored).before == 2
    nbformat.validate(nbformat.read(stored / "release/dnn/03-cost.ipynb", 4))
