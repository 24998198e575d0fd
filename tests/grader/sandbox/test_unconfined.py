"""Without confinement: what says that there is none, and what is told about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from grader.classroom.summary import Summary, format_summary
from grader.errors import SandboxError
from grader.sandbox.launcher import Launcher
from grader.sandbox.staging import PACKAGES, scratch_folder
from grader.sandbox.unconfined import (
    STUDENT_USER,
    UNCONFINED,
    begin_grading,
    is_unconfined,
    student_user,
)
from grader.standalone import as_record, format_reports
from grader.this_course import COURSE


@pytest.mark.parametrize("value", ["0", "false", "False", "no", "NO", "off", "", " ", " 0 "])
def test_such_a_value_means_confined(value, monkeypatch):
    monkeypatch.setenv(UNCONFINED, value)
    assert not is_unconfined()


@pytest.mark.parametrize("value", ["1", "true", "yes", "on", "anything"])
def test_any_other_value_means_unconfined(value, monkeypatch):
    monkeypatch.setenv(UNCONFINED, value)
    assert is_unconfined()


def test_where_nothing_is_set_it_is_confined(monkeypatch):
    monkeypatch.delenv(UNCONFINED, raising=False)
    assert not is_unconfined()


def test_what_is_told_of_a_grading_says_so(monkeypatch, tmp_path):
    summary, nothing = Summary(graded=1, seconds=1.0, workers=1), Summary(before=3)
    for value, says in (("1", True), ("0", False)):
        monkeypatch.setenv(UNCONFINED, value)
        assert ("Graded without the sandbox" in format_summary(summary)) is says
        assert "Graded without the sandbox" not in format_summary(nothing)
        assert ("Graded without the sandbox." in format_reports(COURSE, tmp_path, {}, "")) is says
        assert as_record(tmp_path, {}, "", 1).get("unconfined", False) is says


@pytest.mark.exhaustive
def test_the_commands_say_so_in_their_first_line(tmp_path):
    file = tmp_path / "one.py"
    file.write_text("import os\ndef compute_cost(AL, Y):\n    return open('/etc/passwd').read()\n")
    first, *rest = grader("judge", str(file), "--unconfined").splitlines()
    assert first == "No sandbox: student code can read and write whatever you can."
    assert "Graded without the sandbox." in rest
    said = json.loads(grader("judge", str(file), "--unconfined", "--json"))
    assert said["unconfined"]


@pytest.mark.slow
def test_a_value_that_means_no_confines(confined, tmp_path):
    file = tmp_path / "one.py"
    file.write_text("def compute_cost(AL, Y):\n    return open('/etc/passwd').read()\n")
    said = grader("judge", str(file), **{UNCONFINED: "0"})
    assert "`compute_cost` raised FileNotFoundError" in said
    assert "sandbox" not in said


def test_the_grading_of_a_class_says_so(course):
    said = grader("autograde", "--course", str(course), "--unconfined", "--workers", "1", "ada")
    first, *rest = said.splitlines()
    assert first == "No sandbox: student code can read and write whatever you can."
    assert any(line.startswith("Graded without the sandbox: ") for line in rest)


def grader(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_another_user_must_be_there_and_not_be_root(monkeypatch):
    monkeypatch.delenv(STUDENT_USER, raising=False)
    assert student_user() is None
    monkeypatch.setenv(STUDENT_USER, "not-there")
    with pytest.raises(SandboxError, match="there is no such user. Create the user with: useradd"):
        student_user()
    monkeypatch.setenv(STUDENT_USER, "root")
    with pytest.raises(SandboxError, match="a user other than root"):
        student_user()
    monkeypatch.setenv(STUDENT_USER, "nobody")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SandboxError, match="Run the grader as root"):
        student_user()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the user")
def test_the_first_line_names_the_other_user(monkeypatch, capsys):
    monkeypatch.setenv(UNCONFINED, "1")
    monkeypatch.setenv(STUDENT_USER, "nobody")
    begin_grading()
    said = "No sandbox: student code can read and write whatever the user nobody can.\n"
    assert capsys.readouterr().out == said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the user")
def test_a_user_who_cant_start_python_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv(STUDENT_USER, "nobody")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))  # which nobody else can enter
    (tmp_path / "python").touch(0o700)
    home = scratch_folder(PACKAGES) / "home"
    home.mkdir(exist_ok=True)
    with pytest.raises(SandboxError, match="The user nobody can't start Python. Use a Python"):
        Launcher(confined=False).start()
    # A confined server of the same grader goes on writing there.
    assert home.stat().st_uid == os.getuid()


def test_a_course_gets_one_folder_with_the_modules_of_its_own_packages(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "grader.sandbox.launcher.scratch_folder",
        lambda packages: asked.append(packages) or scratch_folder(packages),
    )
    packages = ("dnn_utils", "testcases", "solutions")
    started = Launcher(confined=False, packages=packages)
    started.start()
    started.close()
    assert {*asked} == {packages}
