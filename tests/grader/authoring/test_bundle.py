"""The student's bundle: alone it runs and checks, and it gives nothing away."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
import sysconfig
import zipfile

import pytest
from conftest import ROOT

import solutions
from grader.authoring.bundle import write_folder, write_zip
from grader.cli import main
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases.exercises import EXERCISES


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    write_zip(COURSE, folder / "course.zip")
    with zipfile.ZipFile(folder / "course.zip") as archive:
        archive.extractall(folder)
    return folder / "dnn-course"


def text_of(bundle) -> str:
    files = [p for p in bundle.rglob("*") if p.suffix in (".py", ".ipynb", ".md", ".txt")]
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


def solution_lines(name: str) -> set[str]:
    """Give the lines of a reference's body that only somebody who knows the answer writes."""
    source = inspect.getsource(getattr(solutions, name))
    body = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
    lines = {line.strip() for line in body.splitlines()}
    return {line for line in lines if len(line) > 20 and ("=" in line or "return" in line)}


@pytest.mark.parametrize("name", [n for n, e in EXERCISES.items() if e.is_written])
def test_no_line_of_a_solution(bundle, name):
    text = text_of(bundle)
    assert solution_lines(name), "nothing to look for"
    assert not [line for line in solution_lines(name) if line in text]


def test_no_solution_no_misconception_no_grader(bundle):
    names = {path.name for path in bundle.iterdir()}
    assert names == {
        "LICENSE",
        "LICENSE-text",
        "README.md",
        "data",
        "dnn_utils",
        "notebooks",
        "requirements.txt",
        "testcases",
    }
    text = text_of(bundle)
    assert "BEGIN SOLUTION" not in text
    assert not [slug for slug in MISCONCEPTIONS if f'"{slug}"' in text]
    for path in bundle.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                assert node.name not in EXERCISES, path


def test_everybody_may_read_what_is_unpacked_and_its_owner_may_write_it(tmp_path):
    """`unzip` gives files the permissions that the archive names, or none."""
    write_zip(COURSE, tmp_path / "course.zip")
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert modes == dict.fromkeys(modes, 0o644)
    assert "dnn-course/README.md" in modes


def test_the_same_files_give_the_same_bytes(tmp_path):
    write_zip(COURSE, tmp_path / "a.zip")
    write_zip(COURSE, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_files_stand_in_one_order_whatever_the_disk_says():
    names = [name for name in COURSE.files() if name.startswith("testcases/")]
    assert len(names) > 10
    assert names == sorted(names)


def test_the_archive_may_stand_in_a_folder_that_is_to_be_made(tmp_path):
    write_zip(COURSE, tmp_path / "for" / "students" / "course.zip")
    assert [path.name for path in (tmp_path / "for/students").iterdir()] == ["course.zip"]


def test_an_empty_folder_is_filled_completely_or_not_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "grader.authoring.bundle.bundle_files", lambda _: {"a": ROOT / "README.md", "b": ROOT}
    )
    with pytest.raises(OSError, match="Is a directory"):
        write_folder(COURSE, tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_keeps_the_students_notebooks(tmp_path):
    assert write_folder(COURSE, tmp_path) == []
    notebook = tmp_path / "notebooks" / "02-forward.ipynb"
    notebook.write_text("mine")
    check = tmp_path / "testcases" / "notebook" / "_check.py"
    check.write_text("old")
    assert "notebooks/02-forward.ipynb" in write_folder(COURSE, tmp_path)
    assert notebook.read_text() == "mine"
    assert check.read_text() == (ROOT / "testcases" / "notebook" / "_check.py").read_text()


SCRIPT = """
import sys
sys.path += SITE
sys.path.append("..")
for name in ("tqdm", "ipywidgets", "IPython"):
    sys.modules[name] = None
import numpy as np
from dnn_utils import load_data, progress_bar
from testcases import NotRight, bring_functions, check, progress
for name in ("solutions", "grader"):
    try:
        __import__(name)
    except ModuleNotFoundError:
        continue
    raise SystemExit(f"{name} is there")
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
check(linear_forward)
def linear_forward(A_prev, W, b):
    return W @ A_prev, (A_prev, W, b)
try:
    check(linear_forward)
except NotRight as report:
    print(report)
bring_functions({}, "initialize_parameters")
progress()
print(list(progress_bar(3)))
print([part.shape for part in load_data()])
"""


def test_alone_it_runs_and_checks(bundle):
    site = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", SCRIPT.replace("SITE", json.dumps(site))],
        cwd=bundle / "notebooks",
        capture_output=True,
        text=True,
        check=False,
        env={"MPLCONFIGDIR": str(bundle)},
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "✓ linear_forward: all tests pass"
    assert "✗ linear_forward: 1 of 2 parts pass" in lines
    assert "✗ initialize_parameters is missing." in done.stdout
    assert "Next: initialize_parameters in 01-initialization." in lines
    assert lines[-2] == "[0, 1, 2]"
    assert done.stderr == ""
    assert lines[-1] == "[(209, 64, 64, 3), (1, 209), (50, 64, 64, 3), (1, 50), (2,)]"


def test_it_is_not_poured_into_another_folder(tmp_path, capsys):
    (tmp_path / "ada").mkdir()
    assert main(["bundle", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"grader: {tmp_path} holds something else than the course. Name a new folder.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["ada"]
