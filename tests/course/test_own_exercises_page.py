"""The page on exercises of one's own: its file and commands, from the course to the feedback."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from own_course import COMMANDS, STUDENTS, add_test_cell, make_own_course, submit
from small_class import dump, notebooks, scores

from grader.course.open import path_with_commands

pytestmark = pytest.mark.exhaustive

CHECK = """
import numpy as np
import testcases
from testcases import check, progress
assert testcases.__file__.startswith({folder!r}), testcases.__file__
{source}
check(leaky_relu{more})
"""
OF_THE_MISTAKE = "What does your function return for `Z = -1` and `slope = 0.1`?"


def run(course, command: str, status: int = 0) -> str:
    program, *arguments = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=course,
        env={**os.environ, "PATH": path_with_commands(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def check(folder, student: str, more: str = "") -> str:
    """Check a student's function in the folder that students get, without the grader."""
    script = CHECK.format(folder=str(folder), source=STUDENTS[student], more=more)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={name: text for name, text in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course of the page, with a test cell, released and handed in."""
    course = make_own_course(tmp_path_factory.mktemp("own") / "course")
    add, release, *_ = COMMANDS
    run(course, add)
    add_test_cell(course)
    run(course, release)
    submit(course)
    return course


@pytest.fixture(scope="module")
def graded(course):
    for command in COMMANDS[2:]:
        run(course, f"{command} --workers 2" if "autograde" in command else command)
    return course


def test_the_release_holds_the_exercise_and_not_the_solution(course):
    release = course / "release/dnn"
    assert "check(leaky_relu)" in (release / "02-forward.ipynb").read_text()
    for path in release.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"np.where(Z > 0, Z, slope * Z)" not in content, path
            assert b"double(-1)" not in content, path


def test_a_student_checks_it_without_the_grader(course):
    folder = course / "release/dnn"
    assert "leaky_relu: all tests pass" in check(folder, "ada")
    assert OF_THE_MISTAKE in check(folder, "ben")
    assert "Likely cause: Negative entries become zero" in check(folder, "ben", ", hint=2")
    assert "not right yet" in check(folder, "cleo")


def test_it_is_graded_with_points_reports_and_a_test_cell(graded):
    given = scores(graded)
    assert given["ada"] - given["ben"] == 4
    assert given["ben"] == given["cleo"]
    said = {name: json.dumps(one) for name, one in notebooks(graded).items()}
    assert "leaky_relu: all tests pass" in said["ada/dnn/02-forward.ipynb"]
    assert "Likely cause: Negative entries become zero" in said["ben/dnn/02-forward.ipynb"]
    assert "test_double: the test passes" in said["cleo/dnn/02-forward.ipynb"]
    assert "double(-1)" not in said["cleo/dnn/02-forward.ipynb"]
    table = json.loads(run(graded, "grader table --json"))
    assert "leaky_relu" in json.dumps(table)
    assert "ran in the same process" in run(graded, "grader autograde --force")


def test_nbgraders_own_command_gives_the_same(graded, tmp_path):
    other = shutil.copytree(graded, tmp_path / "other")
    run(other, "nbgrader autograde dnn --force")
    assert dump(other) == dump(graded)


def test_feedback_names_it_and_shows_the_test_but_not_what_the_instructor_is_told(graded):
    run(graded, "grader feedback")
    pages = "".join(path.read_text() for path in (graded / "feedback/ben/dnn").glob("*.html"))
    assert "leaky_relu" in pages
    assert "Negative entries become zero, as in the plain ReLU." in pages
    assert "assert double(2) == 4" in re.sub("<[^>]*>", "", pages)
    assert "double(-1)" not in re.sub("<[^>]*>", "", pages)
    assert "can fool it" not in pages
    assert "can fool it" in (graded / "autograded/ben/dnn/02-forward.ipynb").read_text()


def test_an_appeal_is_checked_in_the_students_folder(graded, tmp_path):
    run(graded, f"grader appeal ben leaky_relu --output {tmp_path / 'appeal.h5'}")
    said = check(graded / "release/dnn", "ben", f", inputs={str(tmp_path / 'appeal.h5')!r}")
    assert OF_THE_MISTAKE in said
    repeated = run(graded, "grader judge ben --course .")
    assert "leaky_relu: not right yet" in repeated


def test_points_change_and_the_class_is_regraded(graded, tmp_path):
    other = shutil.copytree(graded, tmp_path / "other")
    run(other, "grader points leaky_relu 6")
    run(other, "grader autograde")
    assert scores(other)["ada"] - scores(other)["ben"] == 6
    run(other, "grader exercise add")
    notebook = nbformat.read(other / "source/dnn/02-forward.ipynb", 4)
    [cell] = [cell for cell in notebook.cells if cell.source == "check(leaky_relu)"]
    assert cell.metadata.nbgrader.points == 6
    run(other, "grader drop leaky_relu")
    run(other, "grader autograde")
    assert scores(other)["ada"] == scores(other)["ben"]
