"""The checks under Pyodide give the reports that they give in CPython."""

from __future__ import annotations

import os
import shutil

import pytest
from browser import needs_browser, page_of
from static_server import served

from grader.authoring.build import is_same_value
from grader.authoring.sample_class import reference_sources
from grader.misconceptions import MISCONCEPTIONS
from testcases.exercises import EXERCISES

pytestmark = [
    needs_browser,
    pytest.mark.exhaustive,
    pytest.mark.skipif(
        "DNN_PYODIDE" not in os.environ,
        reason="needs a folder with Pyodide: python .ci/pyodide.py DIR, then set DNN_PYODIDE to it",
    ),
]
RIGHT = reference_sources()
# For a browser and for this process: the report on each function, beside earlier ones.
REPORTS = """
import numpy as np
import dnn_utils
from testcases.judging import report
from testcases.notebook._check import verdict_on
from testcases.this_course import COURSE

def report_on(name, sources):
    space = {"__name__": "__main__", "np": np}
    space.update({helper: getattr(dnn_utils, helper) for helper in dnn_utils.__all__})
    for source in sources:
        exec(source, space)
    verdict = verdict_on(COURSE, space[name], name)
    return report.as_text(verdict, 3)
"""
LOAD = """
async ([wheel, code]) => {
  globalThis.pyodide = await loadPyodide();
  await pyodide.loadPackage(["numpy", "h5py", "matplotlib", wheel]);
  await pyodide.runPythonAsync(code);
}
"""
RUN = """
([name, sources]) => {
  const report_on = pyodide.globals.get("report_on");
  const list = pyodide.toPy(sources);
  return report_on(name, list);
}
"""


def wrong_sources(most: int) -> list[tuple[str, str, str]]:
    """Give some misconceptions of each exercise: slug, exercise and source."""
    found: list[tuple[str, str, str]] = []
    for name in EXERCISES:
        of_it = [(slug, name, m.source) for slug, m in MISCONCEPTIONS.items() if m.exercise == name]
        found += of_it[:most]
    return found


CASES = [*((f"right {name}", name, source) for name, source in RIGHT.items()), *wrong_sources(2)]


@pytest.fixture(scope="module")
def pyodide(site, tmp_path_factory):
    """A page in which Pyodide runs, with the students' wheel that the site serves."""
    folder = tmp_path_factory.mktemp("pyodide")
    shutil.copytree(os.environ["DNN_PYODIDE"], folder, dirs_exist_ok=True)
    (wheel,) = (site / "lite" / "pypi").glob("dnn_course_student-*.whl")
    shutil.copy(wheel, folder)
    (folder / "index.html").write_text('<!doctype html><script src="pyodide.js"></script>')
    with served(folder) as address, page_of(tmp_path_factory.mktemp("home")) as page:
        page.goto(f"{address}/index.html")
        page.evaluate(LOAD, [f"{address}/{wheel.name}", REPORTS])
        yield page


@pytest.fixture(scope="module")
def here() -> dict:
    space: dict = {}
    exec(REPORTS, space)
    return space


@pytest.mark.parametrize(
    ("name", "source"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_report_is_the_same(name, source, pyodide, here):
    sources = [RIGHT[one] for one in EXERCISES[name].builds_on] + [source]
    there = pyodide.evaluate(RUN, [name, sources])
    expected = here["report_on"](name, sources)
    assert is_same_value(there, expected), f"{there}\n---- in CPython:\n{expected}"
    if source == RIGHT.get(name):
        assert f"{name}: all tests pass" in there
    else:
        assert "all tests pass" not in there
