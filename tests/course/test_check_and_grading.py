"""The check in a live notebook and the grading come to the same result, whatever the style."""

from __future__ import annotations

import json

import pytest
from functions import SETUP, judge_cells
from kernels import printed, run_cells
from notebook_constants import TOLD
from notebook_styles import STYLES
from saved_notebooks import save

from grader.this_course import COURSE
from testcases.execution.call import quiet
from testcases.execution.cells import Cell
from testcases.notebook._check import verdict_on
from testcases.notebook.earlier import read_functions

pytestmark = pytest.mark.exhaustive

ALL = {**STYLES, **TOLD}
CHECK = """
import json
try:
    with __import__("IPython.utils.capture").utils.capture.capture_output() as shown:
        check({name})
    earned = "all"
except Exception as error:
    earned = getattr(getattr(error, "verdict", None), "points", repr(error))
shown = "".join(str(one.data) for one in shown.outputs)
print(json.dumps([{style!r}, earned, "grading" in shown]))
get_ipython().reset(new_session=True)
"""


def exercise_of(style: str) -> str:
    return style.split(":")[0]


def cells_of(style: str) -> list[str]:
    return [cell for cell in ALL[style].split("\n---\n") if cell.strip()]


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> dict[str, tuple[float, bool]]:
    """For each style the points that its check gives in a kernel, and what it says of grading."""
    sources = []
    for style in ALL:
        name = exercise_of(style)
        sources += [SETUP.source, *cells_of(style), CHECK.format(name=name, style=style)]
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "eps.txt").write_text("1e-12")
    notebook, _ = run_cells(*sources, attended=False, folder=folder)
    lines = [json.loads(line) for line in printed(notebook).splitlines() if line[:2] == '["']
    most = {style: COURSE.exercises[exercise_of(style)].points for style in ALL}
    return {
        style: (most[style] if earned == "all" else earned, told) for style, earned, told in lines
    }


def graded(style: str):
    cells = [Cell(f"notebook, cell {n}", s) for n, s in enumerate(cells_of(style), start=2)]
    name = exercise_of(style)
    return judge_cells([SETUP, *cells], [name], 5)[name]


@pytest.mark.parametrize("style", STYLES)
def test_the_check_and_the_grading_give_the_same(style, live):
    assert live[style] == (graded(style).points, False)


@pytest.mark.parametrize("style", TOLD)
def test_what_the_grading_cannot_run_is_said_by_the_check(style, live):
    points, told = live[style]
    assert points == COURSE.exercises[exercise_of(style)].points
    assert graded(style).points == 0
    assert told


@pytest.mark.parametrize("style", STYLES)
def test_a_later_notebook_loads_the_same(style, live, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = exercise_of(style)
    save(tmp_path, COURSE.exercises[name].notebook, *cells_of(style))
    found, _ = read_functions(COURSE, {COURSE.exercises[name].notebook})
    with quiet():
        assert verdict_on(COURSE, found[name], name).points == live[style][0]


def test_there_are_many():
    assert len(STYLES) >= 80
