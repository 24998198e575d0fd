"""nbgrader's own grading: how often it reads a submission, and which notebook it grades."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from nbgrader.converters import Autograde, GenerateAssignment
from small_class import FULL, hand_in, scores

from grader.authoring.new_course import init_course
from grader.course.open import load_course, run_nbgrader
from grader.this_course import COURSE

OURS = "grader.nbgrader_plugin"

# Python runs it in every process of a command, also in those that it starts.
WATCHER = """
import os, sys

def note(event, arguments):
    if event in ("open", "os.scandir") and isinstance(arguments[0], str):
        path = os.path.abspath(arguments[0])
        if "/submitted/ada/" in path and (event == "open" or is_ours(sys._getframe())):
            os.write(LOG, f"{event} {path}\\n".encode())

def is_ours(frame):
    while frame and not frame.f_code.co_filename.endswith("grader/submissions/locate.py"):
        frame = frame.f_back
    return frame

LOG = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
sys.addaudithook(note)
"""

# What a course may have nbgrader do with a notebook before it is graded.
CORRECTION = """
from nbgrader.preprocessors import NbGraderPreprocessor

BUG = "dW = np.dot(dZ, A_prev.T)"

class Correct(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        for cell in nb.cells:
            cell.source = cell.source.replace(BUG, BUG + " / m")
        return nb, resources
"""
CORRECTED = """
c.Autograde.sanitize_preprocessors.append("correction.Correct")
"""


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Count what a command opens of a submission, and how often it lists the folder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(WATCHER)
    log = tmp_path / "opened"
    monkeypatch.setenv("OPENED", str(log))
    path = [str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))

    def count() -> tuple[Counter[str], Counter[str]]:
        lines = [line.split(" ", 1) for line in log.read_text().splitlines()]
        files = Counter(Path(path).name for event, path in lines if event == "open")
        return files, Counter(Path(path).name for event, path in lines if event == "os.scandir")

    return count


@pytest.mark.exhaustive
def test_each_file_of_a_submission_is_read_once(released, tmp_path, opened):
    course = tmp_path / "course"
    shutil.copytree(released, course)
    folder = hand_in(course, "ada", "dw-not-averaged")
    (folder / "03-cost.ipynb").rename(folder / "my costs.ipynb")
    (folder / "work").mkdir()
    (folder / "04-backward.ipynb").rename(folder / "work/04-backward.ipynb")
    names = {path.name for path in folder.rglob("*.ipynb")}
    run_nbgrader(course, "autograde", "dnn", log=tmp_path / "log")
    files, folders = opened()
    assert files == dict.fromkeys(names, 1)
    assert folders == {"dnn": 1, "work": 1}


@pytest.mark.exhaustive
def test_the_notebook_is_graded_that_nbgrader_hands_over(released, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(released, course)
    hand_in(course, "ada", "dw-not-averaged")
    (course / "correction.py").write_text(CORRECTION)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(CORRECTED)
    run_nbgrader(course, "autograde", "dnn", log=tmp_path / "log")
    assert scores(course) == {"ada": FULL}


def test_a_course_lists_nbgraders_own_steps_but_for_what_decides_a_score(tmp_path):
    init_course(COURSE, tmp_path / "course")
    config = load_course(tmp_path / "course").config
    release = own_steps(GenerateAssignment.preprocessors)
    release[release.index("nbgrader.preprocessors.ClearSolutions")] = f"{OURS}.HandOut"
    assert config.GenerateAssignment.preprocessors == release
    assert config.Autograde.sanitize_preprocessors == [f"{OURS}.RebuildOnRelease"]
    stock = own_steps(Autograde.autograde_preprocessors)
    after = stock.index("nbgrader.preprocessors.SaveAutoGrades") + 1
    graded = [f"{OURS}.Judge", stock[after - 1], f"{OURS}.SaveMessages", *stock[after:]]
    assert config.Autograde.autograde_preprocessors == graded


def own_steps(trait) -> list[str]:
    return [f"nbgrader.preprocessors.{step.__name__}" for step in trait.default()]
