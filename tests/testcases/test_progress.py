"""Which exercises are done: from whatever state the saved notebooks are in."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from kernels import printed, run_cells
from saved_notebooks import save, source

from testcases.exercises import EXERCISES as ALL
from testcases.notebook import Notebook, _progress
from testcases.notebook._check import judge_recorded
from testcases.this_course import COURSE

pytestmark = pytest.mark.slow

# The functions that every notebook builds on, and what puts them together, stand for all.
NAMES = (
    "initialize_parameters initialize_parameters_deep linear_forward linear_activation_forward "
    "L_model_forward compute_cost linear_backward linear_activation_backward L_model_backward "
    "update_parameters L_layer_model initialize_parameters_scaled predict assembled_network"
).split()
EXERCISES = {name: ALL[name] for name in NAMES}
BY_NOTEBOOK = {
    notebook: [e.name for e in EXERCISES.values() if e.notebook == notebook]
    for notebook in dict.fromkeys(e.notebook for e in EXERCISES.values())
}
STUB = "def {}(*args, **options):\n    raise NotImplementedError()"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder without notebooks, for the course of EXERCISES."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def show(capsys) -> list[str]:
    Notebook(replace(COURSE, exercises=EXERCISES)).progress()
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def line_of(lines, notebook) -> tuple[str, str, str]:
    """Give the mark, the state and the points of a notebook, as shown."""
    (line,) = [line for line in lines if line[2:].startswith(f"{notebook} ")]
    state, points = line[2:].removeprefix(notebook).strip().rsplit("  ", 1)
    return line[0], state.strip(), points


def state_of(lines, name) -> str:
    """Say how an exercise is that is begun and doesn't pass, as shown below its notebook."""
    found = [line for line in lines if f" {name}: " in line]
    return found[0].split(f" {name}: ")[1].split(", ")[0] if found else ""


def solve(folder, *but):
    """Write all notebooks, with the reference for each exercise that is not in `but`."""
    for notebook, names in BY_NOTEBOOK.items():
        sources = [STUB.format(n) if n in but else source(n) for n in names]
        save(folder, notebook, *sources)


def worth(*names) -> int:
    return sum(EXERCISES[name].points for name in names)


def test_notebooks_of_other_assignments_are_in_the_folders_beside(folder, capsys, monkeypatch):
    (folder / "02-forward/testcases").mkdir(parents=True)
    solve(folder)
    (folder / "02-forward.ipynb").rename(folder / "02-forward/02-forward.ipynb")
    assert line_of(show(capsys), "02-forward")[0] == "–"
    (folder / "03-cost").mkdir()
    (folder / "03-cost.ipynb").rename(folder / "03-cost/03-cost.ipynb")
    monkeypatch.chdir(folder / "03-cost")
    lines = show(capsys)
    assert {line_of(lines, notebook)[0] for notebook in ("02-forward", "03-cost")} == {"✓"}


def test_all_right(folder, capsys):
    solve(folder)
    lines = show(capsys)
    for notebook, names in BY_NOTEBOOK.items():
        all_, points = len(names), worth(*names)
        passed = (f"{all_} of {all_} pass", f"{points} of {points} points")
        assert line_of(lines, notebook) == ("✓", *passed)
    assert len(lines) == len(BY_NOTEBOOK) + 3
    points = worth(*EXERCISES)
    assert lines[-3].split() == f"All notebooks {points} of {points} points".split()
    assert lines[-2:] == [
        "All exercises pass.",
        "Based on your notebooks, as last saved.",
    ]


def test_nothing_there(folder, capsys):
    lines = show(capsys)
    for notebook, names in BY_NOTEBOOK.items():
        points = f"0 of {worth(*names)} points"
        assert line_of(lines, notebook) == ("–", "not in this folder", points)
    assert lines[-2] == (
        "Next: initialize_parameters in 01-initialization, which is not in this folder."
    )


def test_what_nobody_has_begun_is_no_failure(folder, capsys):
    """What is given to students, or with its bug, is in the notebooks from the start."""
    solve(folder, *EXERCISES)
    mend = "def mend_compute_cost(AL, Y): return 1"
    save(folder, "03-cost", STUB.format("compute_cost"), mend)
    everything = {**EXERCISES, "mend_compute_cost": ALL["mend_compute_cost"]}
    Notebook(replace(COURSE, exercises=everything)).progress()
    lines = capsys.readouterr().out.splitlines()
    for notebook in BY_NOTEBOOK:
        assert line_of(lines, notebook)[:2] == ("–", "not started")
    assert "✗" not in "".join(lines)


def test_every_state(folder, capsys):
    solve(folder, "L_model_forward", "update_parameters")
    partly = source("linear_backward").replace("dW = ", "dW = 2 * ")
    wrong = "def linear_activation_backward(dA, cache, activation): return 1"
    broken = "def L_model_backward(AL, Y, caches)\n    return 1"
    save(folder, "04-backward", partly, wrong, broken)
    (folder / "03-cost.ipynb").unlink()
    (folder / "01-initialization.ipynb").write_text('{"cells": [')
    lines = show(capsys)
    assert lines[:-3] == [
        "✗ 01-initialization  can't be read       0 of 10 points",
        "◐ 02-forward         2 of 3 pass         10 of 20 points",
        "– 03-cost            not in this folder  0 of 10 points",
        "◐ 04-backward        0 of 3 pass         7 of 30 points",
        "    linear_backward: partly right, linear_activation_backward: not right yet, "
        "L_model_backward: its cell can't be run",
        "◐ 05-training        1 of 3 pass         5 of 20 points",
        "    L_layer_model: waits for L_model_forward",
        "◐ 06-cat-classifier  0 of 2 pass         0 of 10 points",
        "    predict: waits for L_model_forward, assembled_network: waits for L_layer_model",
    ]
    assert lines[-3].split() == f"All notebooks 22 of {worth(*EXERCISES)} points".split()
    assert lines[-2] == "Next: initialize_parameters in 01-initialization."


def test_what_is_not_written_is_not_judged(folder, capsys, monkeypatch):
    """Neither its test inputs are read; what only begins with a stub is judged as any other."""
    judged = []

    def judge(course, exercise, function):
        judged.append(exercise.name)
        return judge_recorded(course, exercise, function)

    monkeypatch.setattr(_progress, "judge_recorded", judge)
    solve(folder, "compute_cost", "initialize_parameters")
    begun = "def initialize_parameters(*sizes):\n    if sizes:\n        raise NotImplementedError()"
    save(folder, "01-initialization", begun)
    show(capsys)
    assert "compute_cost" not in judged
    assert {"initialize_parameters", "predict"} <= {*judged}


def test_a_byte_order_mark_and_cell_magics(folder, capsys):
    save(folder, "02-forward", "%%prun -q\n" + source("linear_forward"))
    path = folder / "02-forward.ipynb"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-8-sig"))
    save(folder, "03-cost", "%%writefile cost.py\n" + source("compute_cost"))
    lines = show(capsys)
    assert line_of(lines, "02-forward")[:2] == ("◐", "1 of 3 pass")
    assert state_of(lines, "compute_cost") == "its cell can't be run"


@pytest.mark.parametrize("name", ["linear_backward", "predict", "assembled_network"])
def test_the_next_is_the_first_that_is_not_right(name, folder, capsys):
    solve(folder, name)
    assert show(capsys)[-2] == f"Next: {name} in {EXERCISES[name].notebook}."


def test_what_an_exercises_own_notebook_defines_counts(folder, capsys):
    solve(folder)
    save(folder, "05-training", *map(source, BY_NOTEBOOK["05-training"]), STUB.format("predict"))
    save(folder, "03-cost", source("compute_cost"), STUB.format("linear_forward"))
    assert show(capsys)[-2] == "All exercises pass."


def test_a_function_under_another_name(folder, capsys):
    mine = source("compute_cost").replace("def compute_cost", "def my_cost")
    save(folder, "03-cost", mine, "compute_cost = my_cost")
    assert line_of(show(capsys), "03-cost")[:2] == ("✓", "1 of 1 pass")


HORRORS = {
    "sys.exit() in a class": "import sys\nclass A:\n    sys.exit()",
    "exit in the function": "def compute_cost(AL, Y):\n    raise SystemExit(3)",
    "no arguments": "def compute_cost():\n    return 1",
    "endless recursion": "def compute_cost(AL, Y):\n    return compute_cost(AL, Y)",
    "no function": "compute_cost = 3",
    "a class": "class compute_cost:\n    pass",
    "another exercise": "def predict(X, y, parameters):\n    return 1\ncompute_cost = predict",
    "an answer that can't be looked at": (
        "class Odd:\n    def __array__(self, *args, **kwargs):\n        raise SystemError('no')\n"
        "    def __eq__(self, other):\n        raise SystemError('no')\n    __hash__ = None\n"
        "    def __getattribute__(self, name):\n        raise SystemError('no')\n"
        "def compute_cost(AL, Y):\n    return Odd()"
    ),
    "it leaves the folder": "import os\ndef compute_cost(AL, Y):\n    os.chdir('/')\n    return 1",
    "magic": "%%bash\nrm -r x",
    "not Python": "compute_cost(((",
    "half a character": "def compute_cost(AL, Y):\n    return '\ud800'",
    "a null byte": "def compute_cost(AL, Y):\n    return 1\0",
    "a bracket too many times": "compute_cost = " + "(" * 10_000,
}


@pytest.mark.parametrize("horror", HORRORS)
def test_it_never_raises_whatever_a_cell_holds(horror, folder, capsys):
    cell = {"cell_type": "code", "source": HORRORS[horror], "outputs": [], "metadata": {}}
    (folder / "03-cost.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4}))
    save(folder, "02-forward", source("linear_forward"))
    lines = show(capsys)
    assert state_of(lines, "compute_cost") in ("not right yet", "its cell can't be run", "")
    assert line_of(lines, "03-cost")[1] in ("not started", "0 of 1 pass")
    assert line_of(lines, "02-forward")[1] == "1 of 3 pass"
    assert lines[-1].startswith("Based on")


FILES = {
    "empty": b"",
    "no JSON": b"\x89PNG\r\n",
    "a list": b"[]",
    "a number": b"1",
    "no cells": b'{"cells": 3}',
    "cells that are none": b'{"cells": [1, null, {"cell_type": "code"}, {"cell_type": 3}]}',
    "odd sources": b'{"cells": [{"cell_type": "code", "source": {"a": 1}}]}',
    "nested too deep": b"[" * 100_000,
    "a number too long": b'{"cells": ' + b"1" * 10_000 + b"}",
    "conflict": b'{"cells": [\n<<<<<<< HEAD\n',
}


@pytest.mark.parametrize("content", FILES)
def test_it_never_raises_whatever_a_file_holds(content, folder, capsys):
    (folder / "03-cost.ipynb").write_bytes(FILES[content])
    (folder / "02-forward.ipynb").mkdir()
    lines = show(capsys)
    assert line_of(lines, "03-cost")[1] in ("can't be read", "not started")
    assert line_of(lines, "02-forward")[1] == "can't be read"


def test_a_folder_that_is_gone(folder, capsys):
    (folder / "gone").mkdir()
    os.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert line_of(show(capsys), "03-cost")[1] == "not in this folder"


FEW = f"""
from dataclasses import replace
from testcases.notebook import Notebook
from testcases.this_course import COURSE
few = {{name: COURSE.exercises[name] for name in {NAMES}}}
progress = Notebook(replace(COURSE, exercises=few)).progress
"""


def test_a_notebook_shows_a_table(folder):
    solve(folder, "predict")
    save(folder, "03-cost", "def compute_cost(AL, Y): return 1")
    notebook, (data,) = run_cells(FEW, "progress()", attended=False, folder=folder)
    assert printed(notebook) == printed(notebook, "stderr") == ""
    page, text = data["text/html"], data["text/plain"]
    assert text.splitlines()[-2] == "Next: compute_cost in 03-cost."
    assert "<b>Next: compute_cost in 03-cost.</b>" in page
    begun = [line for line in text.splitlines() if line.startswith("    ")]
    assert page.count("<tr>") == len(BY_NOTEBOOK) + len(begun) + 1
    assert page.count("<td colspan='3'") == len(begun) > 0
    for name in BY_NOTEBOOK:
        row = page.split(f" {name}</th>")[1].split("</tr>")[0]
        _, state, points = line_of(text.splitlines(), name)
        assert f">{state}<" in row
        assert f">{points}</td>" in row
    assert "<td colspan='3' style='text-align:left'>compute_cost: not right yet</td>" in page
    # The text is in the page's own color.
    assert "background" not in page
    assert "color:" not in page
