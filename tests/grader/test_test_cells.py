"""Plain test cells of nbgrader's, with asserts: run confined, scored, and marked."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from small_class import dump, grade, notebooks, scores
from tiny_course import make_course

from grader.authoring.directives import with_nbgrader
from grader.authoring.new_course import init_course
from grader.classroom.feedback_page import Graded, part_of
from grader.classroom.summary import format_summary
from grader.course.open import load_course, run_nbgrader
from grader.course.released import problems_of_release, released_notebooks
from grader.course.state import CourseState
from grader.course.table import Row
from grader.grading import grade_submission
from grader.judging.test_cells import NOTE, OWN_ERROR
from grader.sandbox import client
from grader.submissions.rebuild import HIDDEN_TESTS
from grader.this_course import COURSE

pytestmark = pytest.mark.slow

SOURCE = "source/dnn/02-forward.ipynb"
STUB = "def double(x):\n    raise NotImplementedError()"
RIGHT = "def double(x):\n    return 2 * x"


def released(*tests: str) -> nbformat.NotebookNode:
    """Make a notebook with a function to write and these test cells."""
    cells = [
        new_code_cell("import numpy as np", id="imports"),
        with_nbgrader(new_code_cell(STUB, id="double"), "double", solution=True),
    ]
    for number, test in enumerate(tests, start=1):
        cell = new_code_cell(test, id=f"test-{number}")
        cells.append(with_nbgrader(cell, f"test_{number}", grade=True, locked=True, points=4))
    return new_notebook(cells=cells)


def graded(notebook, source: str, hidden: dict[str, str] | None = None):
    """Grade one submission; give the Graded and the reports by the cells' ids."""
    submitted = nbformat.from_dict(notebook)
    cells = [nbformat.from_dict({**cell, "metadata": {**cell.metadata}}) for cell in notebook.cells]
    for cell in cells:
        cell.metadata["grade_id"] = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = source if cell.id == "double" else cell.source
    submitted = new_notebook(cells=cells)
    if hidden:
        notebook.metadata[HIDDEN_TESTS] = hidden
    done = grade_submission(COURSE, {"nb": notebook}, {"nb": submitted}, seed=1)
    made = nbformat.reads(done.notebooks["nb"], 4)
    reports = {
        cell.metadata.nbgrader.grade_id: cell.outputs[0].data["text/plain"]
        for cell in made.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    return done, reports


def score(test: str, source: str = RIGHT) -> float | None:
    done, _ = graded(released(test), source)
    return done.scores["nb"]["test_1"]


def test_a_test_that_raises_nothing_earns_all_points_and_is_marked():
    done, reports = graded(released("assert double(2) == 4", "assert double(1) == 3"), RIGHT)
    assert done.scores == {"nb": {"test_1": 4.0, "test_2": 0.0}}
    assert done.by_hand == 0
    assert done.tests == 2
    line = "AssertionError. The line of the test: assert double(1) == 3"
    assert done.findings["test_2"] == {
        "points": 0.0,
        "max_points": 4.0,
        "report": f"test_2: the test fails. {line}",
        "cause": line,
    }
    assert reports == {
        "test_1": "✓ test_1: the test passes",
        "test_2": "✗ test_2: the test fails\nAssertionError. The line of the test: "
        "assert double(1) == 3",
    }


def test_the_instructor_is_told_that_a_test_can_be_fooled_and_the_student_is_not():
    done, _ = graded(released("assert double(2) == 4"), RIGHT)
    made = nbformat.reads(done.notebooks["nb"], 4)
    [cell] = [cell for cell in made.cells if cell.get("outputs")]
    assert cell.outputs[1].data == {"text/plain": NOTE}
    row = Row("ada", scores={"test_1": 4.0})
    [entry] = part_of(Graded("nb", made, row, {"test_1": 4.0}, {}, True)).entries
    shown = re.sub("<[^>]*>", "", entry.report)
    assert "test_1: the test passes" in shown
    assert "assert double(2) == 4" in shown
    assert "fool" not in shown


def test_the_cause_quotes_nothing_of_a_students():
    own = "class Zebulon(Exception):\n    pass\ndef double(x):\n    raise Zebulon('Quimby')"
    done, _ = graded(released("double(1)"), own)
    assert "Quimby" in done.findings["test_1"]["report"]
    assert done.findings["test_1"]["cause"].startswith(f"{OWN_ERROR}.")


@pytest.mark.parametrize(
    ("last", "points"),
    [
        ("1.5", 1.5),
        ("np.float64(3)", 3.0),
        ("99", 4.0),
        ("-1", 0.0),
        ("float('nan')", 0.0),
        ("True", 4.0),
        ("'99'", 4.0),
        ("None", 4.0),
        ("np.zeros(3)", 4.0),
    ],
)
def test_a_number_on_the_last_line_is_partial_credit(last, points):
    assert score(f"assert double(1) == 2\n{last}") == points


def test_what_the_code_prints_or_returns_is_no_score():
    loud = (
        "import sys\ndef double(x):\n    print(1)\n    print(1, file=sys.stderr)\n    return 2 * x"
    )
    assert score("double(2)\nassert double(2) == 4", loud) == 4.0


def test_a_test_sees_the_variables_that_it_reads_and_runs_no_demonstration():
    notebook = released("assert double(x) == 6")
    notebook.cells[:0] = [
        new_code_cell("x = 3", id="x"),
        new_code_cell("while True:\n    pass", id="endless"),
        new_markdown_cell("Text", id="text"),
    ]
    done, _ = graded(notebook, RIGHT)
    assert done.scores["nb"]["test_1"] == 4.0


def test_a_function_in_a_cell_of_the_students_own_is_not_hidden_by_the_stub():
    notebook = released("assert double(2) == 4")
    submitted = nbformat.from_dict(notebook)
    submitted.cells = [new_code_cell(RIGHT, id="mine"), *notebook.cells]
    for cell in notebook.cells:
        cell.metadata["grade_id"] = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    done = grade_submission(COURSE, {"nb": notebook}, {"nb": submitted}, seed=1)
    assert done.scores["nb"]["test_1"] == 4.0


def test_a_test_that_ends_early_says_why(monkeypatch):
    monkeypatch.setattr(client, "SECONDS", 1.0)
    monkeypatch.setattr(client.StudentProcess.__init__, "__defaults__", (1.0,))
    tests = ("double(1)", "assert 1 == 1")
    done, reports = graded(released(*tests), "def double(x):\n    while True:\n        pass")
    assert done.scores == {"nb": {"test_1": 0.0, "test_2": 4.0}}
    assert "The test was stopped after 1 seconds. Look for a loop" in reports["test_1"]
    done, reports = graded(released(*tests), "import os\ndef double(x):\n    os._exit(0)")
    assert done.scores == {"nb": {"test_1": 0.0, "test_2": 4.0}}
    assert "The process that ran the test ended before the test did." in reports["test_1"]


def test_hidden_tests_count_and_are_not_shown():
    visible = "assert double(1) == 2"
    hidden = (
        f"{visible}\n### BEGIN HIDDEN TESTS\nassert double(2) == 4, 'no 2'\n### END HIDDEN TESTS"
    )
    only_one = "def double(x):\n    return 2"
    done, reports = graded(released(visible), only_one, hidden={"test_1": hidden})
    assert done.scores["nb"]["test_1"] == 0.0
    assert "AssertionError: no 2. This is a hidden test." in reports["test_1"]
    assert "double(2)" not in done.notebooks["nb"]
    assert "hidden" not in nbformat.reads(done.notebooks["nb"], 4).metadata
    done, _ = graded(released(visible), RIGHT, hidden={"test_1": hidden})
    assert done.scores["nb"]["test_1"] == 4.0


def test_of_a_file_that_is_no_notebook_no_test_runs():
    done = grade_submission(COURSE, {"nb": released("assert True")}, {"nb": b"%PDF-1.7"}, seed=1)
    assert done.scores["nb"]["test_1"] == 0.0
    assert "The file is a PDF, not a notebook." in done.notebooks["nb"]


def test_the_test_runs_in_the_sandbox(confined):
    nosy = "def double(x):\n    open('/etc/passwd').read()\n    return 2 * x"
    assert score("assert double(2) == 4", nosy) == 0.0


def test_a_check_of_no_exercise_is_left_to_a_person():
    done, reports = graded(released("check(double)"), RIGHT)
    assert done.scores["nb"]["test_1"] is None
    assert "Grade it by hand" in reports["test_1"]


def test_hidden_tests_count_only_below_the_visible_tests_of_the_release(tmp_path):
    course = make_course(tmp_path / "course")
    (course / "source/dnn").mkdir(parents=True)
    hidden = "### BEGIN HIDDEN TESTS\nassert double(2) == 4\n### END HIDDEN TESTS"
    nbformat.write(released(f"assert double(1) == 2\n{hidden}"), course / SOURCE)
    coursedir = load_course(course).coursedir
    for visible, known in (("assert double(1) == 2", True), ("assert double(3) == 6", False)):
        nbformat.write(released(visible), course / "release/dnn/02-forward.ipynb")
        given = released_notebooks(coursedir, "dnn")
        assert ("test_1" in given["02-forward"].metadata[HIDDEN_TESTS]) is known
        notes = problems_of_release(coursedir, "dnn", given)
        assert [note.partition(":")[0] for note in notes] == (
            [] if known else ["The hidden tests of test_1 in 02-forward.ipynb did not count"]
        )


@pytest.mark.exhaustive
def test_nbgraders_own_command_gives_the_same(tmp_path):
    course = tmp_path / "course"
    init_course(COURSE, course, {"dnn": ["02-forward"]})
    path = course / "source/dnn/02-forward.ipynb"
    notebook = nbformat.read(path, 4)
    hidden = "### BEGIN HIDDEN TESTS\nassert double(2) == 4\n### END HIDDEN TESTS"
    tests = f"assert double(1) == 2\n{hidden}", "assert double(3) == 6\n2.5"
    notebook.cells += released(*tests).cells
    notebook.cells[-3].source = f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"
    nbformat.write(notebook, path)
    run_nbgrader(course, "generate_assignment", "dnn", log=tmp_path / "log")
    assert "HIDDEN" not in (course / "release/dnn/02-forward.ipynb").read_text()
    for student, source in (("ada", RIGHT), ("ben", "def double(x):\n    return x + 1")):
        made = nbformat.read(course / "release/dnn/02-forward.ipynb", 4)
        made.cells[-3].source = source
        (course / "submitted" / student / "dnn").mkdir(parents=True)
        nbformat.write(made, course / "submitted" / student / "dnn/02-forward.ipynb")
    other = shutil.copytree(course, tmp_path / "other")
    summary = grade(course, seed=None)
    assert summary.tests_inside == 4
    assert "4 test cells of your own ran in the same process" in format_summary(summary)
    assert scores(course) == {"ada": 6.5, "ben": 0.0}
    shutil.copytree(course / ".grader", other / ".grader")
    run_nbgrader(other, "autograde", "dnn", log=tmp_path / "log")
    assert dump(other) == dump(course)
    here, there = notebooks(course), notebooks(other)
    for name, made in here.items():
        outputs = [[cell.get("outputs") for cell in one.cells] for one in (made, there[name])]
        assert outputs[0] == outputs[1]


def test_a_module_that_a_test_imports_is_part_of_what_was_graded(tmp_path):
    course = make_course(tmp_path / "course")
    coursedir = load_course(course).coursedir
    folder = course / "release/dnn"
    for path in ("helpers.py", "parts/one.py", "other.py"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("x = 1")

    def changes(test: str, hidden: str, path: str) -> bool:
        notebook = released(test)
        notebook.metadata[HIDDEN_TESTS] = {"test_1": hidden}
        known = [CourseState(coursedir, "dnn", {"nb": notebook}).digest()]
        with (folder / path).open("a") as file:
            file.write("\nx = 2")
        return [CourseState(coursedir, "dnn", {"nb": notebook}).digest()] != known

    assert changes("import numpy, helpers\nassert double(1)", "", "helpers.py")
    assert changes("assert double(1)", "from parts.one import x", "parts/one.py")
    assert not changes("import numpy, helpers\nassert double(1)", "", "other.py")
    assert not changes("import (", "from . import helpers", "helpers.py")
