"""A later notebook reads the student's functions from the earlier ones."""

from __future__ import annotations

import ast
import inspect
import os
import sys
import time
import warnings

import numpy as np
import pytest
from saved_notebooks import save, source

import solutions
from grader.this_course import COURSE
from testcases import bring_functions
from testcases.execution import cells
from testcases.execution.cells import (
    Cell,
    _assigned,
    assigned_in,
    functions_in,
    imported_in,
    parse,
)
from testcases.execution.statements import run_cells
from testcases.judging.report import WIDTH
from testcases.notebook._check import verdict_on
from testcases.notebook.earlier import EarlierMissing
from testcases.notebook.places import find_notebook


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bring(*names):
    space = {}
    bring_functions(space, *names)
    return space


def printed(capsys) -> str:
    """Give what was printed, its lines joined; none is too wide for the notebook's column."""
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= WIDTH
    return " ".join(lines)


def test_right_functions_are_brought_and_work(folder, capsys):
    save(folder, "02-forward", source("linear_forward"), source("linear_activation_forward"))
    space = bring("linear_forward", "linear_activation_forward")
    A, _ = space["linear_activation_forward"](np.ones((2, 1)), np.ones((1, 2)), 1.0, "relu")
    assert A.tolist() == [[3.0]]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✓ linear_forward (02-forward, saved ")
    assert lines[1].startswith("✓ linear_activation_forward (02-forward, saved ")
    assert len(lines) == 2 and max(map(len, lines)) <= WIDTH


@pytest.mark.slow
def test_of_two_definitions_the_one_above_the_check_is_brought(folder, capsys):
    """As in the grading; below the check counts what has only a stub above it."""
    wrong, check = "def linear_forward(A, W, b): return A", "check(linear_forward)"
    right, stub = source("linear_forward"), "def linear_forward(A, W, b):\n    return None"
    for sources, sign in (((right, check, wrong), "✓"), ((wrong, check, right), "✗"),
                        ((stub, check, right), "✓"), ((right, check, stub), "✓"),
                        ((wrong, check, right, check), "✓"), ((wrong, right), "✓")):  # fmt: skip
        save(folder, "02-forward", *sources)
        bring("linear_forward")
        assert printed(capsys).startswith(f"{sign} linear_forward"), sources


def test_a_wrong_function_is_brought_and_named(folder, capsys):
    save(folder, "02-forward", "def linear_forward(A_prev, W, b): return W @ A_prev + b")
    space = bring("linear_forward")
    assert space["linear_forward"](np.ones((2, 1)), np.ones((1, 2)), 0).tolist() == [[2.0]]
    assert printed(capsys) == (
        "✗ linear_forward is not right yet: linear_forward should return 2 values in this order: "
        "Z, cache. Yours returned an array of shape (3, 6). Fix it in 02-forward."
    )


def test_a_notebook_is_found_in_the_folder_of_its_assignment(folder, capsys, monkeypatch):
    """As nbgrader's exchange puts assignments, one beside the other."""
    for name in ("02-forward", "03-cost", "backup"):
        (folder / name / "testcases").mkdir(parents=True)
    save(folder / "02-forward", "02-forward", source("linear_forward"))
    monkeypatch.chdir(folder / "03-cost")
    assert callable(bring("linear_forward")["linear_forward"])
    line = "✓ linear_forward (../02-forward/02-forward, saved "
    assert capsys.readouterr().out.startswith(line)
    # An older or newer copy in a folder of another name doesn't count.
    save(folder / "backup", "02-forward", "def linear_forward(A_prev, W, b): return 1")
    bring("linear_forward")
    assert capsys.readouterr().out.startswith(line)
    save(folder / "03-cost", "02-forward", "def linear_forward(A_prev, W, b): return 1")
    bring("linear_forward")
    assert printed(capsys).endswith("Fix it in 02-forward.")


@pytest.mark.slow
def test_a_notebook_with_another_name_is_found_by_its_functions(folder, capsys):
    """The most complete one, and not one that has a name of its own."""
    save(folder, "05-training", source("linear_forward"))
    bring("linear_forward")
    assert "linear_forward is missing" in capsys.readouterr().out
    save(folder, "02-forward-Copy1", source("linear_forward"))
    save(folder, "mine", source("linear_forward"), source("linear_activation_forward"))
    os.utime(folder / "mine.ipynb", (9, 9))
    assert callable(bring("linear_forward")["linear_forward"])
    assert capsys.readouterr().out.startswith("✓ linear_forward (mine, saved ")
    save(folder, "mine", "x = 1")
    bring("linear_forward")
    assert capsys.readouterr().out.startswith("✓ linear_forward (02-forward-Copy1, saved ")
    save(folder, "02-forward", source("linear_forward"))
    bring("linear_forward")
    assert capsys.readouterr().out.startswith("✓ linear_forward (02-forward, saved ")


def test_notebooks_are_found_when_a_cell_has_left_their_folder(folder, capsys, monkeypatch):
    save(folder, "02-forward", source("linear_forward"))
    (folder / "elsewhere").mkdir()
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "03-cost.ipynb"))
    monkeypatch.chdir(folder / "elsewhere")
    assert callable(bring("linear_forward")["linear_forward"])
    place = f"✓ linear_forward ({folder.as_posix()}/02-forward, saved "
    assert "".join(capsys.readouterr().out.split()).startswith(place.replace(" ", ""))
    monkeypatch.setenv("JPY_SESSION_NAME", "a/relative/name.ipynb")
    bring("linear_forward")
    assert "linear_forward is missing" in capsys.readouterr().out


def test_of_several_assignments_with_a_notebook_the_newest_counts(folder, capsys, monkeypatch):
    for number, name in enumerate(("week-1", "week-2", "old")):
        (folder / name / "testcases").mkdir(parents=True)
        if name != "week-2":
            save(folder / name, "02-forward", source("linear_forward"))
            os.utime(folder / name / "02-forward.ipynb", (9 - number, 9 - number))
    monkeypatch.chdir(folder / "week-2")
    bring("linear_forward")
    assert "(../week-1/02-forward, saved " in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs two users")
def test_other_folders_and_other_peoples_assignments_are_not_read(folder, monkeypatch):
    for name in ("mine", "theirs", "other"):
        (folder / name / "testcases").mkdir(parents=True)
    for name in ("theirs", "other"):
        save(folder / name, "02-forward", source("linear_forward"))
    os.chown(folder / "theirs/02-forward.ipynb", 65534, 65534)
    (folder / "other/testcases").rmdir()
    monkeypatch.chdir(folder / "mine")
    assert find_notebook(COURSE, "02-forward").as_posix() == "02-forward.ipynb"
    (folder / "other/testcases").mkdir()
    assert find_notebook(COURSE, "02-forward").as_posix() == "../other/02-forward.ipynb"


MISSING = (
    "✗ linear_forward is missing. Write it in 02-forward, save that notebook (Ctrl+S, or Cmd+S), "
    "then run this cell again."
)
CASES = {
    "stub": (["def linear_forward(A_prev, W, b):\n    raise NotImplementedError()"], MISSING),
    "nothing": (["x = 1"], MISSING),
    "syntax": (
        ["def linear_forward(A_prev, W, b)\n    return 1"],
        "✗ linear_forward is missing. Python can't run its cell in 02-forward (line 1, expected "
        "':'). Fix that cell, save the notebook (Ctrl+S, or Cmd+S), then run this cell again.",
    ),
    "a magic above it": (
        ["%%writefile mine.py\n" + source("linear_forward")],
        "✗ linear_forward is missing. In 02-forward, the line %%writefile above the function keeps "
        "the cell from defining it. Remove that line, save the notebook (Ctrl+S, or Cmd+S), then "
        "run this cell again.",
    ),
    "a magic above it, and the stub": (
        [
            "def linear_forward(A, W, b):\n    raise NotImplementedError",
            "%%script python\n" + source("linear_forward"),
        ],
        "✗ linear_forward is missing. In 02-forward, the line %%script above the function keeps "
        "the cell from defining it. Remove that line, save the notebook (Ctrl+S, or Cmd+S), then "
        "run this cell again.",
    ),
    "no file": (
        None,
        "✗ linear_forward is missing. There is no file 02-forward.ipynb beside this notebook.",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_missing_function_says_so_when_called(case, folder, capsys):
    sources, sentence = CASES[case]
    if sources is not None:
        save(folder, "02-forward", *sources)
    space = bring("linear_forward")
    assert printed(capsys) == sentence
    with pytest.raises(EarlierMissing) as raised:
        space["linear_forward"](1, 2, 3)
    assert str(raised.value) == sentence
    assert space["linear_forward"].__name__ == "linear_forward"  # what `check` goes by


def test_what_only_demonstrates_is_not_run(folder, capsys):
    save(folder, "02-forward", source("linear_forward"), "print(1)\nx = linear_forward(1, 2, 3)")
    bring("linear_forward")
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "beside", ["n: int", "train = lambda: linear_forward(1, 2, 3)", r"path = '\d'", "x = 1 is 1"]
)
def test_what_stands_beside_a_function_costs_it_nothing(beside, folder, capsys):
    save(folder, "02-forward", beside + "\n" + source("linear_forward"))
    bring("linear_forward")
    said = capsys.readouterr()
    assert said.out.startswith("✓ linear_forward (02-forward")
    assert said.err == ""


def test_a_warning_about_a_students_text_is_not_shown_to_others(recwarn):
    """It would name neither the file nor its author."""
    warnings.simplefilter("always")
    assert assigned_in([Cell("a", r"path = '\d'")], "path") == "a"
    assert [*recwarn] == []


def test_a_function_of_one_line_is_a_definition():
    space = {}
    run_cells([Cell("a", "f = lambda x: train(x)\ng = len(2)\nh: int\nk = f(2)")], space, [], str)
    assert sorted(space) == ["__builtins__", "f"]


def test_a_damaged_notebook_is_named(folder, capsys):
    (folder / "02-forward.ipynb").write_text('{"cells": [')
    bring("linear_forward")
    assert "02-forward.ipynb can't be read as a notebook" in printed(capsys)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_read(encoding, folder, capsys):
    save(folder, "02-forward", source("linear_forward"))
    path = folder / "02-forward.ipynb"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    bring("linear_forward")
    assert capsys.readouterr().out.startswith("✓ linear_forward (02-forward")


def test_a_merge_conflict_is_named(folder, capsys):
    (folder / "02-forward.ipynb").write_text("{\n<<<<<<< HEAD\n=======\n>>>>>>> main\n}")
    bring("linear_forward")
    assert printed(capsys) == (
        "✗ linear_forward is missing. 02-forward.ipynb has an unresolved merge conflict: Git left "
        "both versions in the file. Choose one of them with git checkout --ours or --theirs, and "
        "open the notebook again."
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "magic", ["%%time", "%%timeit -n 1", "%%capture out", "%%prun -q", "\n\n%%prun"]
)
def test_a_magic_that_runs_the_cell_changes_nothing(magic, folder, capsys):
    save(folder, "02-forward", f"{magic}\n{source('linear_forward')}")
    bring("linear_forward")
    assert capsys.readouterr().out.startswith("✓ linear_forward (02-forward")


def test_after_a_magic_lines_keep_their_numbers():
    assert parse("\n\n%%prun\nx = 1").body[0].lineno == 4


def test_a_function_under_another_name(folder, capsys):
    mine = source("linear_forward").replace("def linear_forward", "def my_forward")
    save(folder, "02-forward", mine, "linear_forward = my_forward")
    assert bring("linear_forward")["linear_forward"].__name__ == "my_forward"
    assert capsys.readouterr().out.startswith("✓ linear_forward (02-forward, saved ")


def test_an_unknown_name_is_refused(folder):
    with pytest.raises(ValueError, match="No exercise is called relu"):
        bring("relu")


@pytest.mark.slow
def test_functions_find_the_earlier_ones_that_they_call(folder, capsys):
    update, model = source("update_parameters"), source("L_layer_model")
    save(folder, "05-training", update, model)
    space = bring("L_layer_model")
    assert printed(capsys) == (
        "✗ L_layer_model is not right yet. It calls L_model_forward, which is not right either: "
        "fix L_model_forward first, in 02-forward."
    )
    with pytest.raises(EarlierMissing, match="initialize_parameters_deep is missing. There is no"):
        space["L_layer_model"](np.ones((2, 3)), np.ones((1, 3)), [2, 1])
    for notebook, names in (
        ("01-initialization", ["initialize_parameters_deep"]),
        ("02-forward", ["linear_forward", "linear_activation_forward", "L_model_forward"]),
        ("03-cost", ["compute_cost"]),
        ("04-backward", ["linear_backward", "linear_activation_backward", "L_model_backward"]),
    ):
        save(folder, notebook, *map(source, names))
    space = bring("L_layer_model")
    assert capsys.readouterr().out.startswith("✓ L_layer_model (05-training")
    parameters = space["L_layer_model"](np.ones((2, 3)), np.ones((1, 3)), [2, 1], num_iterations=2)
    assert parameters["W1"].shape == (1, 2)


def test_a_training_without_initialize_is_told_where_to_start_all_the_same(folder, monkeypatch):
    """The later notebooks pass it; a right function may call `initialize_parameters_deep`."""
    right = verdict_on(COURSE, solutions.linear_forward)
    monkeypatch.setattr("testcases.notebook.earlier.verdict_on", lambda *_: right)
    line = "def L_layer_model(X, Y, layers_dims): return initialize_parameters_deep(layers_dims)"
    save(folder, "05-training", line)
    assert bring("L_layer_model")["L_layer_model"](1, 2, [2, 1], initialize=len) == 2


def test_names_are_found_in_cells_that_can_be_read():
    cells = [
        Cell("a", "import numpy as np, os.path\nX, (y, *z) = 1, (2, 3)"),
        Cell("b", "def f(u):\n    w = 1\n    def g(v): pass\nclass C:\n    def h(self): X = 1"),
        Cell("c", "if X:\n    for i in [j for j in X]: os = 1"),
        Cell("d", "nothing to be read ("),
    ]
    assert functions_in(cells) == ["f", "g", "h"]
    assert [imported_in(cells, name) for name in ("np", "os", "path")] == ["a", "a", ""]
    names = ("X", "z", "i", "os", "w", "u", "j", "f")
    assert [assigned_in(cells, name) for name in names] == ["a", "a", "c", "c", "", "", "", ""]


DEEP = "y = " + "-" * 100_000 + "1"


@pytest.mark.parametrize(
    "source", [DEEP, "%matplotlib inline\n" + DEEP, "%x\ny = 1" + "+1" * 20_000]
)
def test_what_is_nested_too_deep_counts_as_not_python(source):
    with pytest.raises(SyntaxError):
        parse(source)
    assert assigned_in([Cell("a", source), Cell("b", "x = 1")], "x") == "b"


def test_deep_trees_are_read():
    nested = "\n".join("  " * depth + "if 1:" for depth in range(95)) + " x = 1"
    limit = sys.getrecursionlimit()
    tree = parse(nested)
    sys.setrecursionlimit(len(inspect.stack()) + 40)
    try:
        assert list(_assigned(tree)) == ["x"]
    finally:
        sys.setrecursionlimit(limit)


def test_a_submission_is_parsed_once_and_not_without_end(monkeypatch):
    parsed = []
    monkeypatch.setattr(cells, "parse", lambda source: parsed.append(source) or ast.parse(""))
    huge = Cell("b", "y = 1\n" * 100_000)
    submitted = [Cell("a", "once = 1"), huge]
    for _ in range(3):
        assigned_in(submitted, "x"), imported_in(submitted, "x"), functions_in(submitted)
    assert parsed == ["once = 1"]
    many = "".join(f"def f{number}(): 1\n" for number in range(5_000))
    assert len(functions_in([Cell("a", many)])) == 1_000
    assert functions_in([Cell("c", f"def {'f' * 61}(): 1")]) == []


def test_blank_lines_cost_no_more_than_others():
    began = time.process_time()
    assert functions_in([Cell("a", " \n" * 45_000)]) == []
    assert time.process_time() - began < 1
