"""Which exercises are done: from whatever state the saved notebooks are in."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from kernels import printed, run_cells
from saved_notebooks import save, source

from testcases.exercises import EXERCISES as ALL
from testcases.notebook import Notebook
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
STUB = "def {}(*args):\n    raise NotImplementedError()"


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


def standing(lines, name) -> tuple[str, str, str]:
    """Give the mark, the state and the points of an exercise, as shown."""
    (line,) = [line for line in lines if line.startswith("  ") and line.split()[1] == name]
    mark, rest = line.split()[0], line.split(name, 1)[1].strip()
    state, points = rest.rsplit("  ", 1)
    return mark, state.strip(), points


def solve(folder, *but):
    """Write all notebooks, with the reference for each exercise that is not in `but`."""
    for notebook, names in BY_NOTEBOOK.items():
        sources = [STUB.format(n) if n in but else source(n) for n in names]
        save(folder, notebook, *sources)


def test_all_right(folder, capsys):
    solve(folder)
    lines = show(capsys)
    assert all(standing(lines, n)[:2] == ("✓", "right") for n in EXERCISES)
    worth = sum(exercise.points for exercise in EXERCISES.values())
    assert lines[-3].split() == f"All exercises {worth} of {worth} points".split()
    assert lines[-2:] == [
        "All exercises are right.",
        "Read from the notebooks of this folder, as they were last saved.",
    ]


def test_nothing_there(folder, capsys):
    lines = show(capsys)
    for name, exercise in EXERCISES.items():
        points = f"0 of {exercise.points} points"
        assert standing(lines, name) == ("–", "notebook not there", points)
    assert lines[-2] == (
        "Next: initialize_parameters in 01-initialization, which is not in this folder."
    )


def test_each_notebook_with_its_points(folder, capsys):
    solve(folder, *EXERCISES)
    lines = show(capsys)
    for notebook in BY_NOTEBOOK:
        worth = sum(EXERCISES[n].points for n in BY_NOTEBOOK[notebook])
        place = next(i for i, line in enumerate(lines) if line.startswith(notebook))
        assert lines[place].split() == [notebook, "0", "of", str(worth), "points"]
        below = [
            line.split()[1] for line in lines[place + 1 : place + 1 + len(BY_NOTEBOOK[notebook])]
        ]
        assert below == BY_NOTEBOOK[notebook]


def test_every_state(folder, capsys):
    solve(folder, "L_model_forward", "update_parameters")
    partly = source("linear_backward").replace("dW = ", "dW = 2 * ")
    wrong = "def linear_activation_backward(dA, cache, activation): return 1"
    broken = "def L_model_backward(AL, Y, caches)\n    return 1"
    save(folder, "04-backward", partly, wrong, broken)
    (folder / "03-cost.ipynb").unlink()
    (folder / "01-initialization.ipynb").write_text('{"cells": [')
    lines = show(capsys)
    states = {name: standing(lines, name)[:2] for name in EXERCISES}
    unreadable = ("✗", "notebook can't be read")
    right = ("✓", "right")
    assert states == {
        "initialize_parameters": unreadable,
        "initialize_parameters_deep": unreadable,
        "linear_forward": right,
        "linear_activation_forward": right,
        "L_model_forward": ("–", "not written"),
        "compute_cost": ("–", "notebook not there"),
        "linear_backward": ("◐", "partly right"),
        "linear_activation_backward": ("✗", "not right yet"),
        "L_model_backward": ("✗", "its cell can't be run"),
        "update_parameters": ("–", "not written"),
        "L_layer_model": ("–", "waits for L_model_forward"),
        "initialize_parameters_scaled": right,
        "predict": ("–", "waits for L_model_forward"),
        "assembled_network": ("–", "waits for L_layer_model"),
    }
    earned = {n: e.points if states[n] == right else 0 for n, e in EXERCISES.items()}
    backward = EXERCISES["linear_backward"]
    earned["linear_backward"] = backward.points - backward.parts["dW"]
    for name, exercise in EXERCISES.items():
        assert standing(lines, name)[2] == f"{earned[name]} of {exercise.points} points"
    assert f" {sum(earned.values())} of " in lines[-3]
    assert lines[-2] == "Next: initialize_parameters in 01-initialization."


def test_a_byte_order_mark_and_cell_magics(folder, capsys):
    save(folder, "02-forward", "%%prun -q\n" + source("linear_forward"))
    path = folder / "02-forward.ipynb"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-8-sig"))
    save(folder, "03-cost", "%%writefile cost.py\n" + source("compute_cost"))
    lines = show(capsys)
    assert standing(lines, "linear_forward")[:2] == ("✓", "right")
    assert standing(lines, "compute_cost")[:2] == ("✗", "its cell can't be run")


@pytest.mark.parametrize("name", ["linear_backward", "predict", "assembled_network"])
def test_the_next_is_the_first_that_is_not_right(name, folder, capsys):
    solve(folder, name)
    assert show(capsys)[-2] == f"Next: {name} in {EXERCISES[name].notebook}."


def test_what_an_exercises_own_notebook_defines_counts(folder, capsys):
    solve(folder)
    save(folder, "05-training", *map(source, BY_NOTEBOOK["05-training"]), STUB.format("predict"))
    save(folder, "03-cost", source("compute_cost"), STUB.format("linear_forward"))
    assert show(capsys)[-2] == "All exercises are right."


def test_a_function_under_another_name(folder, capsys):
    mine = source("compute_cost").replace("def compute_cost", "def my_cost")
    save(folder, "03-cost", mine, "compute_cost = my_cost")
    assert standing(show(capsys), "compute_cost")[:2] == ("✓", "right")


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
    assert standing(lines, "compute_cost")[1] in (
        "not right yet",
        "not written",
        "its cell can't be run",
    )
    assert standing(lines, "linear_forward")[1] == "right"
    assert lines[-1].startswith("Read from")


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
    states = ("notebook can't be read", "not written")
    assert standing(lines, "compute_cost")[1] in states
    assert standing(lines, "linear_forward")[1] == "notebook can't be read"


def test_a_folder_that_is_gone(folder, capsys):
    (folder / "gone").mkdir()
    os.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert standing(show(capsys), "compute_cost")[1] == "notebook not there"


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
    assert page.count("<tbody>") == len(BY_NOTEBOOK)
    for name in EXERCISES:
        row = page.split(f"<code>{name}</code>")[1].split("</tr>")[0]
        mark, state, points = standing(text.splitlines(), name)
        assert mark in row
        assert f" {state}</td>" in row
        assert f">{points}</td>" in row
    # The text is in the page's own colour.
    assert "background" not in page
    assert page.count("color:") == page.count("<strong style='color:") == len(EXERCISES) - 2
