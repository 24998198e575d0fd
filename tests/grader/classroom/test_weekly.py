"""A course of one assignment a notebook: what a later one knows of the earlier ones."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest
from small_class import FULL, dump
from weekly_class import grade_week, grades, submit

from grader.authoring import split
from grader.authoring.new_course import init_course
from grader.authoring.sample_class import fill_in, reference_sources
from grader.cells import grade_id_of
from grader.classroom.feedback import write_feedback
from grader.cli import main
from grader.course.open import load_course, run_nbgrader
from grader.course.release import release
from grader.course.table import read_gradebook
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

pytestmark = pytest.mark.slow

WEEKS = [*split.weekly(COURSE)]
LAST = WEEKS[-1]
WRONG_BACKWARD = MISCONCEPTIONS["dw-not-averaged"].source


def submit_all(course, student, **changed):
    for name in WEEKS:
        submit(course, student, name, **changed)


def report(course, student, assignment, exercise):
    """Give the report in the graded notebook."""
    path = course / "autograded" / student / assignment / f"{assignment}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    [cell] = [cell for cell in cells if grade_id_of(cell) == f"check_{exercise}"]
    return " ".join(cell.outputs[0].data["text/plain"].split())


@pytest.mark.exhaustive
def test_right_work_gets_full_points_every_week(term):
    submit_all(term, "ada")
    earned = 0
    for name in WEEKS:
        assert grade_week(term, name).problems == {}
        earned += sum(grades(term, name)["ada"].values())
    assert earned == FULL


def test_a_later_assignment_runs_on_what_was_submitted_to_the_earlier_ones(term):
    submit_all(term, "ada")
    submit_all(term, "cleo", linear_backward=WRONG_BACKWARD)
    grade_week(term, LAST)
    scores = grades(term, LAST)
    assert scores["ada"]["assembled_network"] == 5
    assert scores["cleo"]["assembled_network"] == 4.5
    assert scores["cleo"]["predict"] == 5
    assert "Not right yet: `linear_backward`." in report(term, "cleo", LAST, "assembled_network")


def test_a_mistake_of_an_earlier_week_costs_nothing_and_is_named(term):
    submit_all(term, "dan", compute_cost=MISCONCEPTIONS["cost-without-minus"].source)
    grade_week(term, "05-training")
    assert grades(term, "05-training")["dan"]["L_layer_model"] == 10
    said = report(term, "dan", "05-training", "L_layer_model")
    assert "Your own `compute_cost` is not right yet." in said


def test_the_solution_answers_for_an_assignment_that_was_not_submitted(term):
    submit(term, "ben", LAST)
    submit(term, "eva", "05-training")
    for name in ("05-training", LAST):
        grade_week(term, name)
    assert grades(term, LAST)["ben"]["assembled_network"] == 5
    assert grades(term, LAST)["ben"]["predict"] == 5
    assert grades(term, "05-training")["eva"]["L_layer_model"] == 10


def test_work_is_regraded_when_an_earlier_assignment_is_resubmitted(term):
    submit_all(term, "cleo", linear_backward=WRONG_BACKWARD)
    assert grade_week(term, LAST).graded == 1
    assert grade_week(term, LAST).before == 1
    submit(term, "cleo", "04-backward")
    assert grade_week(term, LAST).graded == 1
    assert grades(term, LAST)["cleo"]["assembled_network"] == 5
    shutil.rmtree(term / "submitted/cleo/04-backward")
    assert grade_week(term, LAST).graded == 1


def test_a_resubmission_says_which_later_assignments_to_grade_again(term):
    for student in ("ada", "cleo"):
        submit_all(term, student)
    for name in ("03-cost", "04-backward", LAST):
        assert grade_week(term, name).notes == []
    submit(term, "cleo", "04-backward", linear_backward=WRONG_BACKWARD)
    again = f"To grade it again, run: grader autograde --assignment {LAST}"
    assert grade_week(term, "04-backward").notes == [
        f"{LAST} was graded with earlier files of cleo. {again}"
    ]
    assert grade_week(term, LAST, "ada").notes == []
    assert grade_week(term, LAST).graded == 1
    assert grade_week(term, "04-backward", force=True).notes == []
    # Files that can't be read are no reason to stop.
    shutil.rmtree(term / "submitted/cleo/02-forward")
    (term / "submitted/cleo/02-forward").symlink_to(term)
    notes = grade_week(term, "03-cost", force=True).notes
    assert [note.partition(" was ")[0] for note in notes] == ["04-backward", LAST]


@pytest.mark.exhaustive
def test_nbgraders_own_command_gives_the_same_scores(term, tmp_path):
    submit_all(term, "ada")
    submit_all(term, "cleo", linear_backward=WRONG_BACKWARD)
    submit(term, "ben", LAST)
    ours = shutil.copytree(term, tmp_path / "ours")
    grade_week(ours, LAST)
    # Formgrader's button does the same.
    (term / ".grader" / LAST).mkdir(parents=True)
    (term / ".grader" / LAST / "seed").write_text("5")
    run_nbgrader(term, "autograde", LAST, log=tmp_path / "log")
    assert dump(term) == dump(ours)


def test_a_link_or_a_damaged_file_among_the_earlier_ones(term, tmp_path):
    submit_all(term, "ada")
    (term / "submitted/ada/02-forward").rename(tmp_path / "elsewhere")
    (term / "submitted/ada/02-forward").symlink_to(tmp_path / "elsewhere")
    assert "02-forward is a link" in grade_week(term, LAST).failed["ada"]
    (term / "submitted/ada/02-forward").unlink()
    damaged = submit(term, "ada", "02-forward") / "02-forward.ipynb"
    damaged.write_text(damaged.read_text()[:3000])
    assert grade_week(term, LAST).failed == {}
    assert grades(term, LAST)["ada"]["predict"] == 5


def test_table_and_feedback_are_of_one_assignment(term):
    submit_all(term, "ada")
    for name in WEEKS[:2]:
        grade_week(term, name)
        table = read_gradebook(term, name)
        here = [e.name for e in EXERCISES.values() if e.notebook == name]
        assert [one for one in table.points if one in EXERCISES] == here
        assert write_feedback(term, name, quiet=True).count == 1
        page = (term / "feedback/ada" / name / "index.html").read_text()
        assert all(one in page for one in here)


def test_the_table_of_a_term_has_the_totals_of_all_assignments(term, capsys, tmp_path):
    (tmp_path / "roster.csv").write_text("id,last_name,first_name\nada,Lee,Ada\neva,,\n")
    assert main(["roster", "import", str(tmp_path / "roster.csv"), "--course", str(term)]) == 0
    submit(term, "ada", "02-forward")
    submit(term, "ada", "03-cost")
    submit(term, "=ben", "03-cost", compute_cost=MISCONCEPTIONS["cost-without-minus"].source)
    grade_week(term, "02-forward")
    grade_week(term, "03-cost")
    capsys.readouterr()
    assert main(["table", str(term)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Assignments, with their points:",
        "   1 02-forward (25)",
        "   2 03-cost (15)",
        "",
        "student             1   2  total",
        "ada      Lee, Ada  22  12     34",
        "=ben                -   2      2",
        "eva                 -   -      0",
        "",
        "- was not submitted or not graded. ? waits for manual grading. To see the exercises of "
        "one assignment, run: grader table --assignment NAME",
    ]
    assert main(["table", "--csv", str(term)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "student,last_name,first_name,02-forward,03-cost,total",
        "ada,Lee,Ada,22.0,12.0,34.0",
        "'=ben,,,,2.0,2.0",
        "eva,,,,,0",
    ]
    release = term / "release/03-cost/03-cost.ipynb"
    release.write_text(release.read_text().replace('"points": 10', '"points": 5'))
    assert main(["table", "--json", str(term)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["points"] == {"02-forward": 25, "03-cost": 15}
    assert found["students"][1] == {
        "student": "=ben",
        "name": None,
        "totals": {"02-forward": None, "03-cost": 2},
        "waiting": [],
        "total": 2,
    }
    assert found["outdated"] == {"03-cost": ["ada", "=ben"]}
    assert main(["table", str(term)]) == 0
    assert "grader autograde --assignment 03-cost" in capsys.readouterr().out


def test_the_table_of_a_term_without_scores_says_what_to_do(term, capsys):
    assert main(["table", str(term)]) == 1
    assert capsys.readouterr().err.endswith(
        "gradebook.db has no scores yet. Run: grader autograde --assignment NAME\n"
    )


@pytest.mark.exhaustive
def test_any_other_split_is_graded_alike(tmp_path):
    course, assignments = tmp_path / "course", {"odd": ["02-forward", "05-training"], "even": []}
    assignments["even"] = ["01-initialization", "03-cost", "04-backward", LAST]
    init_course(COURSE, course, assignments)
    for name in assignments:
        release(load_course(course), name)
        submit(course, "ada", name)
        submit(course, "cleo", name, linear_backward=WRONG_BACKWARD)
    for name in assignments:
        grade_week(course, name)
    assert grades(course, "odd")["cleo"]["L_layer_model"] == 10
    assert grades(course, "even")["ada"]["assembled_network"] == 5
    assert grades(course, "even")["cleo"]["assembled_network"] == 4.5


def test_assignments_of_another_kind_are_no_earlier_ones(term):
    """Neither a broken notebook nor a copy of the same exercises changes what is graded."""
    submit_all(term, "ada", predict="x = 1")
    for name in ("broken", "copy"):
        (term / "source" / name).mkdir()
    (term / "source/broken/exam.ipynb").write_text("no notebook")
    source = (term / "source" / LAST / f"{LAST}.ipynb").read_text()
    (term / "source/copy/exam.ipynb").write_text(source)
    submitted = term / "submitted/ada/copy/exam.ipynb"
    submitted.parent.mkdir()
    submitted.write_text(fill_in(source, reference_sources()))
    assert grade_week(term, LAST).failed == {}
    assert grades(term, LAST)["ada"]["predict"] == 0
