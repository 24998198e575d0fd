"""Changes while a course is running: everybody is graded alike, or it is said."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbgrader.api import Gradebook
from weekly_class import grade_week, grades, submit

from grader.classroom import run
from grader.classroom.summary import format_json, format_summary
from grader.cli import main
from grader.course import table
from grader.course.export import export
from grader.course.open import run_nbgrader
from grader.course.table import format_json as table_as_json
from grader.course.table import format_table, read_gradebook
from grader.errors import CourseError
from grader.judging.version import _code, version_of_tests
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE

WEEK = "03-cost"
WRONG = MISCONCEPTIONS["cost-without-minus"].source


@pytest.fixture
def graded(term):
    """Two students, of whom Ben has made a mistake."""
    submit(term, "ada", WEEK)
    submit(term, "ben", WEEK, compute_cost=WRONG)
    grade_week(term, WEEK)
    assert totals(term) == {"ada": 12, "ben": 2}
    return term


def totals(course):
    return {student: sum(scores.values()) for student, scores in grades(course, WEEK).items()}


def test_a_dropped_exercise_counts_for_nobody(graded, capsys):
    assert main(["drop", "compute_cost", "--course", str(graded)]) == 0
    assert capsys.readouterr().out == (
        "compute_cost in 03-cost was worth 10 points and is worth 0 now.\n"
        "2 graded submissions still to be regraded. Run: grader autograde --assignment 03-cost\n"
    )
    # One student alone leaves the other behind, and that is said wherever scores are shown.
    summary = grade_week(graded, WEEK, "ada")
    note = (
        "The tests, points or graded cells have changed since these students were graded: ben. To "
        "grade all students alike, run: grader autograde --assignment 03-cost"
    )
    assert summary.outdated == ["ben"]
    assert summary.changed == {"release": 1}
    assert note in format_summary(summary, quiet=True)
    shown = read_gradebook(graded, WEEK)
    assert note in format_table(shown)
    assert json.loads(table_as_json(shown))["outdated"] == ["ben"]
    assert note in export(graded, "csv", WEEK).notes
    summary = grade_week(graded, WEEK)
    assert (summary.graded, summary.outdated) == (1, [])
    assert totals(graded) == {"ada": 2, "ben": 2}
    assert read_gradebook(graded, WEEK).points["compute_cost"] == 0


def test_points_can_be_changed_and_changed_back(graded, capsys):
    for points, expected in ((20, {"ada": 22, "ben": 2}), (10, {"ada": 12, "ben": 2})):
        arguments = ["points", "compute_cost", str(points), "--assignment", WEEK]
        assert main([*arguments, "--course", str(graded), "--quiet"]) == 0
        assert capsys.readouterr().out == ""
        assert grade_week(graded, WEEK).graded == 2
        assert totals(graded) == expected
    assert grade_week(graded, WEEK).before == 2


def test_a_week_that_was_not_released_is_changed_in_its_source_alone(graded):
    for path in (graded / "release/04-backward").glob("*.ipynb"):
        path.unlink()
    assert main(["drop", "linear_backward", "--course", str(graded), "--quiet"]) == 0
    assert not [*(graded / "release/04-backward").glob("*.ipynb")]
    cells = nbformat.read(graded / "source/04-backward/04-backward.ipynb", 4).cells
    [marks] = [c.metadata.nbgrader for c in cells if c.source == "check(linear_backward)"]
    assert marks["points"] == 0


def enter_by_hand(course, student, cell, score):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        grade = book.find_grade(cell, WEEK, WEEK, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        book.db.commit()


def test_scores_entered_by_hand_are_not_passed_over(graded, capsys):
    enter_by_hand(graded, "ben", "question_loss", 2)
    before = (graded / f"source/{WEEK}/{WEEK}.ipynb").read_text()
    assert main(["points", "question_loss", "1", "--course", str(graded)]) == 1
    assert capsys.readouterr().err == (
        "grader: These students have a score above 1 for question_loss that was entered by hand: "
        "ben. Lower these scores in formgrader, then run this command again. Nothing was changed.\n"
    )
    assert (graded / f"source/{WEEK}/{WEEK}.ipynb").read_text() == before
    assert main(["points", "question_loss", "2", "--course", str(graded)]) == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["drop", "no_such"], "The course has no graded cell no_such in any assignment."),
        (["drop", "predict", "--assignment", WEEK], "no graded cell predict in 03-cost."),
    ],
)
def test_an_unknown_exercise_is_refused(graded, arguments, sentence, capsys):
    assert main([*arguments, "--course", str(graded)]) == 1
    assert sentence in capsys.readouterr().err


def add_a_graded_cell(course):
    path = course / f"source/{WEEK}/{WEEK}.ipynb"
    notebook = nbformat.read(path, 4)
    new = notebook.cells[-1].copy()
    new.id, new.metadata = "new", json.loads(json.dumps(notebook.cells[-1].metadata))
    new.metadata["nbgrader"] = {
        "grade": True, "grade_id": "new", "locked": True, "points": 1, "schema_version": 3,
        "solution": False, "task": False, "cell_type": "code",
    }  # fmt: skip
    notebook.cells.append(nbformat.v4.new_code_cell("assert True", metadata=new.metadata))
    nbformat.write(notebook, path)


@pytest.mark.exhaustive
def test_a_refused_release_leaves_a_course_that_still_grades(graded, tmp_path):
    add_a_graded_cell(graded)
    with pytest.raises(CourseError):
        run_nbgrader(graded, "generate_assignment", WEEK, "--force", log=tmp_path / "log")
    assert not [*(graded / "release" / WEEK).glob("*.ipynb")]
    submit_again(graded)
    summary = grade_week(graded, WEEK)
    assert (summary.graded, summary.failed) == (1, {})
    assert totals(graded) == {"ada": 12, "ben": 12}
    assert summary.notes == [
        "release/03-cost is missing, so the notebooks of the last grading were used. If nbgrader "
        "refused to release the source, restore the graded cells in source/03-cost. Then run: "
        "nbgrader generate_assignment 03-cost --force"
    ]
    run_nbgrader(graded, "autograde", WEEK, "--force", log=tmp_path / "log")
    assert totals(graded) == {"ada": 12, "ben": 12}


def test_the_kept_release_is_the_groups_too_where_the_course_is_shared(graded):
    with (graded / "nbgrader_config.py").open("a") as file:
        file.write("\nc.CourseDirectory.groupshared = True\n")
    kept = graded / ".grader" / WEEK / "release"
    grade_week(graded, WEEK)
    assert kept.stat().st_mode & 0o7777 == 0o2775
    assert {path.stat().st_mode & 0o777 for path in kept.iterdir()} == {0o664}


def submit_again(course):
    right = (course / f"submitted/ada/{WEEK}/{WEEK}.ipynb").read_text()
    (course / f"submitted/ben/{WEEK}/{WEEK}.ipynb").write_text(right)


def test_points_that_nbgrader_refuses_change_nothing(graded, capsys):
    add_a_graded_cell(graded)
    source = (graded / f"source/{WEEK}/{WEEK}.ipynb").read_text()
    release = (graded / f"release/{WEEK}/{WEEK}.ipynb").read_text()
    assert main(["drop", "compute_cost", "--course", str(graded)]) == 1
    assert "nbgrader could not release 03-cost. Its last words:" in capsys.readouterr().err
    assert (graded / f"source/{WEEK}/{WEEK}.ipynb").read_text() == source
    assert (graded / f"release/{WEEK}/{WEEK}.ipynb").read_text() == release
    assert grade_week(graded, WEEK).before == 2
    assert totals(graded) == {"ada": 12, "ben": 2}


def test_a_release_that_is_older_than_its_source_is_said(graded):
    path = graded / f"source/{WEEK}/{WEEK}.ipynb"
    path.write_text(path.read_text().replace('"points": 10', '"points": 5'))
    summary = grade_week(graded, WEEK)
    assert summary.notes == [
        "release/03-cost differs from source/03-cost in the points or cells of 03-cost.ipynb. The "
        "release counted. To release the source, run: nbgrader generate_assignment 03-cost --force"
    ]
    assert summary.notes[0] in format_summary(summary, quiet=True)
    assert totals(graded) == {"ada": 12, "ben": 2}


def test_when_the_tests_change_everybody_is_regraded(graded, monkeypatch):
    for module in (run, table):
        monkeypatch.setattr(module, "version_of_tests", lambda *which: "12345678")
    assert read_gradebook(graded, WEEK).outdated == ["ada", "ben"]
    summary = grade_week(graded, WEEK, "ben")
    assert (summary.graded, summary.outdated) == (1, ["ada"])
    summary = grade_week(graded, WEEK)
    assert (summary.graded, summary.changed, summary.outdated) == (1, {"tests": 1}, [])
    assert "1 submission graded before with other tests." in format_summary(summary)
    assert grade_week(graded, WEEK).before == 2


def test_the_version_of_the_tests_is_in_the_state_the_report_and_the_summary(graded):
    version = version_of_tests(COURSE)
    state = json.loads((graded / ".grader" / WEEK / "ada.json").read_text())
    assert state["tests"] == version
    graded_file = (graded / f"autograded/ben/{WEEK}/{WEEK}.ipynb").read_text()
    assert f"test inputs of seed 5, tests {version}" in graded_file
    assert json.loads(format_json(grade_week(graded, WEEK)))["tests"] == version


SOURCE = '''
"""A module."""
import numpy as np


@exercise("tolerance", parts={"n": 4}, hints=("Look at n.",))
def tolerance(n):
    """Say how near."""
    # A comment.
    return f"{n:{n}} {{}}" + "text"
'''


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Say how near.", "Say how far.", True),
        ("    # A comment.\n", "", True),
        ("return f", "return   f", True),
        ("Look at n.", "Read n.", True),
        ('"tolerance", ', '"limit", ', False),
        ('"n": 4', '"n": 5', False),
        ('"text"', '"another"', False),
        ("tolerance(n)", "tolerance(m)", False),
        ("    return", "    n = 2\n    return", False),
    ],
)
def test_comments_docstrings_and_hints_are_no_part_of_the_version(old, new, same):
    assert old in SOURCE
    assert (_code(SOURCE.replace(old, new)) == _code(SOURCE)) is same


def test_a_statement_that_moves_out_of_a_loop_is_another_version():
    inside = "for i in n:\n    a()\n    b()\n"
    assert _code(inside) != _code("for i in n:\n    a()\nb()\n")
