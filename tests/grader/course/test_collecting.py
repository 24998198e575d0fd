"""Names of downloaded files, and the patterns for them in docs/grading.md."""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import ROOT
from nbgrader.plugins import FileNameCollectorPlugin
from small_class import RIGHT, grade, lost

from grader.authoring.sample_class import fill_in
from grader.course.open import run_nbgrader

LINE = re.compile(r'^ *c\.FileNameCollectorPlugin\.named_regexp = r"(.+)"$', re.MULTILINE)
(OWN,) = LINE.findall((ROOT / "docs/grading.md").read_text())

NAMES = {
    "ada_2026-11-25_02-forward.ipynb": ("ada", "02-forward.ipynb"),
    "ada.lovelace-1_2026-11-25_02-forward.ipynb": ("ada.lovelace-1", "02-forward.ipynb"),
    "a_b@x.org_2026-11-25_my_work_2.ipynb": ("a_b@x.org", "my_work_2.ipynb"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_documented_pattern_fits(name):
    student, file = NAMES[name]
    plugin = FileNameCollectorPlugin(named_regexp=OWN)
    found = plugin.collect(f"/the course/downloaded/dnn/extracted/all_1_2_of_3/{name}")
    assert (found["student_id"], found["file_id"]) == (student, file)
    assert found["timestamp"] == "2026-11-25"


@pytest.mark.slow
def test_what_was_collected_is_graded(released, tmp_path):
    name, (student, _) = [*NAMES.items()][1]
    course = tmp_path / "course"
    shutil.copytree(released, course)
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.FileNameCollectorPlugin.named_regexp = {OWN!r}\n")
    for path in (course / "release/dnn").glob("*.ipynb"):
        place = name.replace("02-forward", path.stem)
        target = course / "downloaded/dnn/archive" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fill_in(path.read_text(), RIGHT))
    run_nbgrader(course, "zip_collect", "dnn", log=tmp_path / "log")
    assert grade(course).failed == {}
    assert lost(course) == {student: 0}
