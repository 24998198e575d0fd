"""Appeals: a grading is repeated, and the student sees the test inputs that fail."""

from __future__ import annotations

import json

import numpy as np
import pytest
from functions import define
from nbgrader.api import Gradebook
from small_class import RIGHT
from weekly_class import grade_week, submit

import solutions
from grader.classroom import appeals
from grader.classroom.appeals import failing_inputs
from grader.classroom.run import Options, grade_class
from grader.cli import main
from grader.errors import CourseError
from grader.judging.cases import cases_of, seed_of_run
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases import check, failing_input
from testcases.judging.recorded import read_cases
from testcases.notebook._check import NotRight
from testcases.notebook.calls import WrongCall

WEEK = "04-backward"
WRONG = MISCONCEPTIONS["dw-not-averaged"].source
RAISES = "def linear_backward(dZ, cache):\n    A_prev, W, b = cache\n    return {}[W.shape]"


# Right, but what it leaves behind disturbs the next function, which has a mistake of its own.
DISTURBS = """SEEN = []
def linear_forward(A_prev, W, b):
    SEEN.append(1)
    return W @ A_prev + b, (A_prev, W, b)"""
DISTURBED = """def linear_activation_forward(A_prev, W, b, activation):
    Z, cache = linear_forward(A_prev, W, b)
    A = sigmoid(Z)[0] if activation == "sigmoid" else abs(Z)
    return A, ((None, None) if SEEN else (cache, Z))"""


@pytest.fixture
def graded(term):
    submit(term, "ada", WEEK)
    submit(term, "ben", WEEK, linear_backward=WRONG)
    grade_week(term, WEEK)
    return term


def run(capsys, *arguments):
    status = main([str(one) for one in arguments])
    done = capsys.readouterr()
    return status, done.out, done.err


def test_a_grading_is_repeated_with_the_courses_points_and_seed(graded, capsys):
    run(capsys, "points", "linear_backward", 20, "--course", graded)
    grade_week(graded, WEEK, seed=77)
    judge = ["judge", "--course", graded, "--assignment", WEEK]
    status, out, err = run(capsys, *judge, "ben")
    assert (status, err) == (0, "")
    assert "14 of 20 points (dA_prev 8 of 8, dW 0 of 6, db 6 of 6), test inputs of seed 77" in out
    lines = out.rstrip().splitlines()
    assert lines[0] == f"{graded}/submitted/ben/{WEEK}: 36 of 42 points"
    assert lines[-1] == "In the gradebook: 36 of 45 points."
    status, out, _ = run(capsys, *judge, "--json", "ben", "ada")
    ben, ada = map(json.loads, out.splitlines())
    assert (ben["student"], ben["seed"], ben["gradebook"]["total"]) == ("ben", 77, 36)
    assert (ben["differences"], ben["notes"], ben["points"]) == ({}, [], 36)
    assert (ada["points"], ada["gradebook"]["total"]) == (42, 42)
    assert run(capsys, *judge, "--quiet", "--fail-under", 41, "ben")[0] == 1


def test_what_may_differ_is_said(graded, capsys, monkeypatch):
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as book:
        book.find_grade("check_linear_backward", WEEK, WEEK, "ben").manual_score = 9
        book.db.commit()
    submit(graded, "ben", WEEK)
    (graded / ".grader" / WEEK / "seed").unlink()
    before = appeals.version_of_tests(COURSE)
    monkeypatch.setattr(appeals, "version_of_tests", lambda *which: "12345678")
    out = run(capsys, "judge", "--course", graded, "--assignment", WEEK, "ben")[1]
    assert out.rstrip().splitlines()[-4:] == [
        f"In the gradebook: {total(graded)} of 35 points.",
        f"It was graded with the tests {before}, and these are the tests 12345678. The result may "
        "differ.",
        "The submitted files have changed since they were graded.",
        "The gradebook has other scores, entered by hand or from another grading: linear_backward "
        "9.",
    ]


def test_the_failing_test_inputs_are_seen_at_home(graded, capsys, monkeypatch):
    monkeypatch.chdir(graded)
    status, out, _ = run(capsys, "appeal", "ben", "linear_backward", "--assignment", WEEK)
    assert status == 0
    name = "appeal-ben-linear_backward.h5"
    cases = read_cases("linear_backward", graded / name)
    # With one example, dividing by it changes nothing.
    assert [case.sizes["m"] == 1 for case in cases] == [False] * len(cases)
    assert out == (
        f"Wrote {len(cases)} test inputs that linear_backward of ben fails to {name}. The student "
        "puts the file beside the notebook and runs: "
        f'check(linear_backward, inputs="{name}")\n'
    )
    wrong = define(WRONG, "linear_backward")
    with pytest.raises(NotRight) as failed:
        check(wrong, inputs=name)
    assert failed.value.verdict.misconception == "dw-not-averaged"
    assert f"Debug it: `dZ, cache = failing_input(linear_backward, inputs='{name}')`" in (
        str(failed.value)
    )
    assert f"`check(linear_backward, hint=2, inputs='{name}')`" in str(failed.value)
    dZ, _ = failing_input(wrong, inputs=name)
    assert any(np.array_equal(dZ, case.inputs["dZ"]) for case in cases)
    check(solutions.linear_backward, inputs=name)
    assert "all tests pass" in capsys.readouterr().out


def test_a_function_that_raises_an_error_fails_everywhere(graded):
    submit(graded, "ben", WEEK, linear_backward=RAISES)
    grade_week(graded, WEEK)
    assert failing_inputs(graded, "ben", "linear_backward", WEEK)[1] > 1


@pytest.mark.parametrize(
    ("student", "exercise", "sentence"),
    [
        ("ada", "linear_backward", "linear_backward of ada passes every test with the seed 5."),
        ("ada", "predict", "The assignment 04-backward has no exercise predict."),
        ("eva", "linear_backward", "eva has no submission"),
        ("cleo", "linear_backward", "cleo has no scores in 04-backward. Run: grader autograde "),
    ],
)
def test_an_appeal_without_an_answer_says_why(graded, student, exercise, sentence, capsys):
    submit(graded, "cleo", WEEK)
    out = run(capsys, "appeal", student, exercise, "--course", graded, "--assignment", WEEK)
    assert out[:2] == (1, "")
    assert out[2].startswith(f"grader: {sentence}")


def test_where_a_further_run_counts_its_test_inputs_are_given(term, tmp_path):
    name, path = "linear_activation_forward", tmp_path / "appeal.h5"
    changed = {"linear_forward": DISTURBS, name: DISTURBED}
    submit(term, "ben", "02-forward", **changed)
    grade_week(term, "02-forward", seed=77)
    path.write_bytes(failing_inputs(term, "ben", name, "02-forward")[0])
    of_second_run = cases_of(COURSE, name, seed_of_run(77, 1))
    relu = [case for case in of_second_run if case.inputs["activation"] == "relu"]
    found = [case.inputs["A_prev"].tolist() for case in read_cases(name, path)]
    assert found == [case.inputs["A_prev"].tolist() for case in relu]


def test_a_function_that_was_not_written_has_no_failing_test_inputs(graded):
    stub = "def linear_backward(dZ, cache):\n    raise NotImplementedError()"
    submit(graded, "ben", WEEK, linear_backward=stub)
    grade_week(graded, WEEK)
    with pytest.raises(CourseError, match="linear_backward of ben has the verdict missing"):
        failing_inputs(graded, "ben", "linear_backward", WEEK)


def test_a_wrong_file_is_explained_in_one_sentence(tmp_path):
    (tmp_path / "text.h5").write_text("no HDF5")
    for name, sentence in {
        "none.h5": "There is no file {}. Put it beside this notebook, or correct its name.",
        "text.h5": "{} is not a file of test inputs. Use the file from your instructor, unchanged.",
    }.items():
        path = tmp_path / name
        with pytest.raises(WrongCall) as refused:
            check(solutions.linear_backward, inputs=path)
        assert str(refused.value) == sentence.format(path)


def test_a_file_of_another_exercise_is_refused(graded, tmp_path):
    path = tmp_path / "appeal.h5"
    path.write_bytes(failing_inputs(graded, "ben", "linear_backward", WEEK)[0])
    with pytest.raises(WrongCall) as refused:
        failing_input(define(RIGHT["predict"], "predict"), inputs=path)
    assert str(refused.value) == (
        f"{path} has no test inputs for `predict`. Check the function that the file is about."
    )


def test_an_assignment_without_a_course_is_a_wrong_command(capsys):
    status, _, err = run(capsys, "judge", "--assignment", WEEK, "ben")
    assert status == 2
    assert "--assignment is of a course: add --course DIR." in err


@pytest.mark.exhaustive
def test_the_class_of_one_assignment_appeals_too(course, capsys):
    grade_class(course, Options("dnn", ("ben",), seed=5, quiet=True))
    status, out, _ = run(capsys, "judge", "--course", course, "ben")
    assert status == 0
    assert out.rstrip().endswith("In the gradebook: 108.5 of 130 points.")


def total(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return f"{book.find_submission(WEEK, 'ben').score:g}"
