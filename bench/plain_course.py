"""
The same assignment for other graders: ordinary notebooks with ordinary hidden tests.

Cells that train, plot or check are left out. Below each exercise's function, a cell calls it with a
few of our test inputs and compares with ``np.allclose``.
"""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbformat import NotebookNode

from grader.authoring.notebooks import build_instructor, source_files
from grader.judging.cases import draw_cases
from grader.this_course import COURSE
from testcases.exercises import EXERCISES
from testcases.record import Case, Exercise, Returns

SAME = """def _same(a, b):
    if isinstance(b, dict):
        return all(key in a and _same(a[key], b[key]) for key in b)
    if isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b))
    return np.shape(a) == np.shape(b) and np.allclose(a, b)
"""
BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
CASES = 3


def as_code(value: Any) -> str:
    """Write a value as Python code."""
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()!r})"
    if isinstance(value, Returns):
        return f"lambda *a: {as_code(value.value)}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {as_code(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        items = ", ".join(map(as_code, value))
        return f"({items},)" if isinstance(value, tuple) else f"[{items}]"
    return repr(value.item() if isinstance(value, np.generic) else value)


def _call(name: str, case: Case) -> str:
    given = [as_code(v) for v in case.inputs.values()]
    given += [f"{k}={as_code(v)}" for k, v in case.options.items()]
    return f"{name}({', '.join(given)})"


def assertions(exercise: Exercise) -> list[str]:
    """Write an exercise's tests, one a line."""
    lines = []
    for case in draw_cases(COURSE, exercise, 1)[:CASES]:
        call, expected = _call(exercise.name, case), as_code(case.expected)
        if exercise.weight_scale is None:
            lines.append(f"assert _same({call}, {expected})")
        else:
            shapes = {name: array.shape for name, array in case.expected.items()}
            lines.append(f"assert {{k: v.shape for k, v in {call}.items()}} == {shapes}")
    return lines


def is_kept(cell: NotebookNode) -> bool:
    """Say whether a cell is part of the plain assignment: it neither shows nor checks."""
    if cell.cell_type == "markdown":
        return True
    return "setup" in cell.metadata.get("tags", ()) or "nbgrader" in cell.metadata


def plain_notebooks() -> Iterator[tuple[str, NotebookNode]]:
    """Give each notebook that has exercises, with ordinary hidden tests, for an instructor."""
    for source in source_files(COURSE):
        notebook = copy.deepcopy(build_instructor(COURSE, source))
        if not any(e.notebook == source.stem for e in EXERCISES.values()):
            continue
        notebook.cells = [cell for cell in notebook.cells if is_kept(cell)]
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
            if name.startswith("setup"):
                cell.source += "\nfrom dnn_utils import *"
            elif name in EXERCISES and cell.metadata["nbgrader"]["grade"]:  # not the questions
                cell.source = "\n".join([BEGIN, SAME, *assertions(EXERCISES[name]), END])
        yield source.stem, _with_earlier(source.stem, notebook)


def _with_earlier(stem: str, notebook: NotebookNode) -> NotebookNode:
    """Give a notebook the reference for the earlier exercises, as ordinary courses do."""
    earlier = [name for name, e in EXERCISES.items() if e.notebook < stem and not e.end_to_end]
    if earlier:
        cell = nbformat.v4.new_code_cell(
            f"from earlier_functions import {', '.join(earlier)}", id="earlier"
        )
        notebook.cells.insert(1, cell)
    return notebook


def write_nbgrader_course(course: Path, helpers: dict[str, Path]) -> None:
    """Make a plain nbgrader course and release its assignment."""
    source = course / "source" / "dnn"
    source.mkdir(parents=True)
    for name, notebook in plain_notebooks():
        nbformat.write(notebook, source / f"{name}.ipynb")
    write_helpers(source, helpers)
    (course / "nbgrader_config.py").write_text(
        "import os, sys\nc = get_config()\nc.CourseDirectory.course_id = 'plain'\n"
        "os.environ['PATH'] = os.path.dirname(sys.executable) + ':' + os.environ['PATH']\n"
    )
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "dnn"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)


def write_helpers(folder: Path, helpers: dict[str, Path]) -> None:
    """Lay the course's helpers beside the notebooks, and the reference for earlier functions."""
    for name, path in helpers.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(path.read_bytes())
    (folder / "earlier_functions.py").write_text("from solutions import *\n")
    place = Path(__file__).resolve().parents[1] / "solutions"
    (folder / "solutions").mkdir(exist_ok=True)
    for path in place.glob("*.py"):
        (folder / "solutions" / path.name).write_bytes(path.read_bytes())


OTTER_TEST = """from otter.test_files import test_case
import numpy as np
OK_FORMAT = False
name = {name!r}
points = {points}
{same}

@test_case(points={points}, hidden=True)
def test_it(env):
    globals().update({{n: env[n] for n in [{name!r}]}})
{lines}
"""


def otter_tests(notebook: str) -> dict[str, str]:
    """Give otter-grader's test files for one notebook, by their names."""
    return {
        f"{name}.py": OTTER_TEST.format(
            name=name,
            points=exercise.points,
            same=SAME,
            lines="\n".join("    " + line for line in assertions(exercise)),
        )
        for name, exercise in EXERCISES.items()
        if exercise.notebook == notebook
    }
