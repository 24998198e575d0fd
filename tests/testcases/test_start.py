"""`python -m testcases start DIR`, and the students' wheel that brings it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

from grader.authoring.site_lite import pip, student_wheel
from grader.this_course import COURSE
from testcases.__main__ import main, start

FILES = ROOT / "grader" / "authoring" / "student_files"
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_it_lays_out_the_notebooks(tmp_path, capsys):
    assert main(["start", str(tmp_path / "work")]) == 0
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == NAMES
    said = capsys.readouterr().out
    assert said.startswith(f"Copied 8 notebooks to {tmp_path / 'work'}. Begin with: jupyter lab ")


def test_it_leaves_a_students_notebook_as_it_is(tmp_path):
    (tmp_path / "02-forward.ipynb").write_text("mine")
    assert "Copied 7 notebooks" in start(tmp_path)
    assert "Left your 8 notebooks as they are." in start(tmp_path)
    assert (tmp_path / "02-forward.ipynb").read_text() == "mine"


def test_it_says_what_to_do_where_there_are_no_notebooks(tmp_path):
    with pytest.raises(FileNotFoundError, match="There are no notebooks in .*Install the course"):
        start(tmp_path / "work", tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_cant_be_made_is_named(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["start", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.startswith("testcases: ")


def test_the_students_project_file_says_what_the_others_say():
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    student = tomllib.loads((FILES / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for key in ("version", "requires-python", "license"):
        assert student[key] == ours[key]
    assert f"{student['name']}=={student['version']}" in ours["dependencies"]
    lines = (FILES / "requirements.txt").read_text(encoding="utf-8").split()
    with_lab = [*student["dependencies"], *student["optional-dependencies"]["lab"]]
    assert sorted(with_lab) == lines


@pytest.mark.exhaustive
def test_the_wheel_has_the_students_side_alone_and_works(tmp_path):
    wheel = student_wheel(COURSE, tmp_path / "work", tmp_path / "wheels")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"data", "dnn_utils", "notebooks", "testcases"}
    files = {path.relative_to(ROOT).as_posix() for path in COURSE.files().values()}
    assert files | {f"notebooks/{name}" for name in NAMES} <= {*names}
    assert any(name.endswith("licenses/LICENSE") for name in names)

    pip("install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel))
    path = os.pathsep.join([str(tmp_path / "site"), str(Path(np.__file__).parents[1])])
    code = (
        "import numpy as np, testcases\nfrom pathlib import Path\nfrom dnn_utils import load_data\n"
        "def linear_forward(A_prev, W, b):\n    return W @ A_prev + b, (A_prev, W, b)\n"
        "testcases.check(linear_forward)\n"
        "print(load_data()[0].shape, Path(testcases.__file__).parents[1])"
    )
    python = [sys.executable, "-S", "-W", "ignore"]
    environment = {**os.environ, "PYTHONPATH": path}
    run = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True}
    done = subprocess.run([*python, "-c", code], check=False, **run)
    assert "all tests pass" in done.stdout, done.stderr
    assert f"(209, 64, 64, 3) {tmp_path / 'site'}" in done.stdout
    subprocess.run([*python, "-m", "testcases", "start", "mine"], check=True, **run)
    assert sorted(path.name for path in Path(tmp_path, "mine").iterdir()) == NAMES
