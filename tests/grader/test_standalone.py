"""``grader judge``: loose notebooks and Python files."""

from __future__ import annotations

import json

import nbformat
import pytest
from functions import SETUP

from grader import standalone
from grader.authoring.notebooks import student_files
from grader.authoring.sample_class import fill_in, reference_sources
from grader.cli import main
from grader.errors import FileError
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

RIGHT = reference_sources()
NO_SHARE = "A single file earns no share of these points"
NOT_AVERAGED = RIGHT["linear_backward"].replace("np.dot(terms, ", "np.dot(dZ, ")


def judge(capsys, *arguments):
    status = main(["judge", "--json", *map(str, arguments)])
    out = capsys.readouterr().out
    return status, [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def python_file(tmp_path):
    def write(name, sources):
        path = tmp_path / name
        path.write_text("import numpy as np\n\n\n" + "\n\n\n".join(sources))
        return path

    return write


@pytest.mark.slow
def test_a_whole_right_file_has_full_marks(python_file, capsys):
    status, [record] = judge(capsys, python_file("right.py", RIGHT.values()))
    assert status == 0
    assert {e["verdict"] for e in record["exercises"].values()} == {"right"}
    assert {n: e["max_points"] for n, e in record["exercises"].items()} == {
        n: e.points for n, e in EXERCISES.items()
    }


def test_one_mistake_is_named_and_what_builds_on_it_inherits(python_file, capsys):
    sources = {**RIGHT, "linear_backward": NOT_AVERAGED}
    _, [record] = judge(capsys, python_file("one.py", sources.values()))
    exercises = record["exercises"]
    one = exercises["linear_backward"]
    assert (one["verdict"], one["points"], one["max_points"]) == ("partly", 7, 10)
    assert "Your `dW` is 3 times the expected value in this test, 5 times in" in one["message"]
    assert "Likely cause: `dW` is not divided by `m`." in one["message"]
    assert (one["misconception"], one["explanation"]) == ("dw-not-averaged", "dw-not-averaged")
    assert f"test inputs of seed {record['seed']}" in one["message"]
    assert exercises["linear_activation_backward"]["verdict"] == "right"
    assert exercises["linear_activation_backward"]["inherited"] == ["linear_backward"]
    said = [name for name, one in exercises.items() if NO_SHARE in one["message"]]
    assert said == ["assembled_network"]
    assert exercises["assembled_network"]["points"] == 0
    assert (
        "Your own `linear_backward` is not right yet."
        in (exercises["linear_activation_backward"]["message"])
    )
    assert exercises["linear_forward"]["inherited"] == []


def test_what_is_no_common_mistake_has_its_explanation_too(python_file, capsys):
    for factor, explanation in (("m ** 2", "edit:dW-divided-too-m"), ("(m + 0.123)", None)):
        source = NOT_AVERAGED.replace("np.dot(dZ, A_prev.T)", f"np.dot(dZ, A_prev.T) / {factor}")
        _, [record] = judge(capsys, python_file("one.py", [source]))
        one = record["exercises"]["linear_backward"]
        assert (one["misconception"], one["explanation"]) == (None, explanation)


def test_a_notebook_with_one_function(tmp_path, capsys):
    cells = [nbformat.v4.new_code_cell(s) for s in (SETUP.source, RIGHT["linear_forward"])]
    path = tmp_path / "one.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    _, [record] = judge(capsys, path)
    verdicts = {name: e["verdict"] for name, e in record["exercises"].items()}
    assert verdicts.pop("linear_forward") == "right"
    verdicts.pop("assembled_network")
    assert set(verdicts.values()) == {"missing"}


def test_a_second_definition_below_the_check_is_not_the_one_that_counts(tmp_path, capsys):
    other = RIGHT["linear_forward"].replace("return Z", "return 2 * Z")
    sources = (
        SETUP.source,
        RIGHT["linear_forward"],
        "check(linear_forward)",
        f"@staticmethod\n{other}",
    )
    path = tmp_path / "one.ipynb"
    cells = [nbformat.v4.new_code_cell(one) for one in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    _, [record] = judge(capsys, path)
    assert record["exercises"]["linear_forward"]["verdict"] == "right"


def test_the_same_seed_gives_the_same_verdict(python_file, capsys):
    path = python_file("one.py", [NOT_AVERAGED])
    first, again = (judge(capsys, "--seed", 5, path) for _ in range(2))
    assert first == again
    assert first[1][0]["seed"] == 5


def test_a_file_that_cannot_be_read_is_an_entry_and_the_others_go_on(python_file, tmp_path, capsys):
    binary = tmp_path / "b.py"
    binary.write_bytes(b"\xff\xfe\x00")
    cut = tmp_path / "c.ipynb"
    cut.write_text('{"cells": [')
    text = tmp_path / "d.txt"
    text.write_text("x")
    right = python_file("right.py", [RIGHT["linear_forward"]])
    status, records = judge(capsys, tmp_path / "a.py", binary, cut, text, right)
    assert status == 1
    errors = [record.get("error") for record in records]
    assert errors[0] == "There is no such file. Check the path."
    assert errors[1] == "The file is not UTF-16 text. Save it as UTF-8."
    assert errors[2].startswith("The file is not a notebook: it is cut off or is not JSON")
    assert errors[3] == (
        "This is neither a notebook (.ipynb) nor a Python file (.py). Save it as one of them."
    )
    assert records[4]["exercises"]["linear_forward"]["verdict"] == "right"


def test_a_syntax_error_is_the_files_own_verdict(tmp_path, capsys):
    path = tmp_path / "x.py"
    path.write_text("def linear_forward(A_prev, W, b)\n    return 1\n")
    status, [record] = judge(capsys, path)
    assert status == 0
    message = record["exercises"]["linear_forward"]["message"]
    assert "`linear_forward` raised SyntaxError: expected ':'\nLine 1 of x" in message


def test_plain_text_names_what_is_not_there(python_file, capsys):
    path = python_file("one.py", [RIGHT["linear_forward"]])
    assert main(["judge", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{path}: 5 of 5 points\n\n✓ linear_forward: all tests pass\n")
    lost = "linear_activation_forward, L_model_forward, mend_L_model_forward"
    assert f"Missing or not started: {lost}.\n" in out  # of its own notebook


@pytest.mark.parametrize("seed", ["x", "-1", "99999999999999999999"])
def test_a_bad_seed_is_refused(seed, capsys):
    assert main(["judge", "--seed", seed, "x.py"]) == 2
    assert "Invalid value for '--seed': " in capsys.readouterr().err


@pytest.mark.slow
def test_a_notebook_that_breaks_off_is_judged_as_far_as_it_goes(tmp_path, capsys):
    cells = [nbformat.v4.new_code_cell(RIGHT[name]) for name in ("linear_forward", "compute_cost")]
    text = nbformat.writes(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import numpy as np"), *cells])
    )
    path = tmp_path / "half.ipynb"
    path.write_text(text[: text.index("def compute_cost") + 50])
    status, [record] = judge(capsys, path)
    assert status == 0
    assert record["problem"].endswith(". The 2 cells before the damage were read.")
    assert record["exercises"]["linear_forward"]["verdict"] == "right"
    assert record["exercises"]["compute_cost"]["verdict"] == "missing"
    assert main(["judge", str(path)]) == 0
    assert "The 2 cells before the damage were read." in capsys.readouterr().out.splitlines()[1]


@pytest.mark.slow
def test_a_folder_is_one_students_submission(tmp_path, capsys):
    sources = {**RIGHT, "linear_backward": NOT_AVERAGED}
    for path, text in student_files(COURSE).items():
        (tmp_path / path.name).write_text(fill_in(text, sources))
    (tmp_path / "04-backward.ipynb").rename(tmp_path / "04-backward (1).ipynb")
    (tmp_path / "old.ipynb").write_text("{}")
    status, [record] = judge(capsys, tmp_path)
    assert status == 0
    assert record["problem"] == "Other files, not graded: old.ipynb."
    exercises = record["exercises"]
    assert exercises["linear_backward"]["points"] == 7
    # Judged on the student's own functions together, unlike all others.
    assert exercises["assembled_network"]["verdict"] == "wrong"
    assert exercises["assembled_network"]["points"] == 4.5
    assert NO_SHARE not in exercises["assembled_network"]["message"]
    assert exercises["L_layer_model"]["verdict"] == "right"
    assert main(["judge", str(tmp_path)]) == 0
    assert "Other files, not graded: old.ipynb." in capsys.readouterr().out.splitlines()[1]


@pytest.mark.slow
def test_a_folder_without_notebooks_is_an_entry(tmp_path, capsys):
    assert judge(capsys, tmp_path) == (
        1,
        [
            {
                "file": str(tmp_path),
                "error": "This folder has none of the course's notebooks. It is empty.",
            }
        ],
    )


def test_what_nobody_has_foreseen_costs_its_own_file_alone(python_file, capsys, monkeypatch):
    def odd(course, path, seed):
        if path.name == "odd.py":
            raise MemoryError("no room")
        return original(course, path, seed)

    original = standalone._judge_file
    monkeypatch.setattr(standalone, "_judge_file", odd)
    files = [python_file(name, [RIGHT["linear_forward"]]) for name in ("odd.py", "right.py")]
    status, records = judge(capsys, *files)
    assert (status, records[0]["error"]) == (1, "MemoryError: no room")
    assert records[1]["exercises"]["linear_forward"]["verdict"] == "right"


def test_a_folder_of_which_no_cell_can_be_read_is_no_untouched_work(tmp_path):
    (tmp_path / "02-forward.ipynb").write_bytes(b"%PDF-1.7")
    with pytest.raises(FileError, match=r"No cell of it can be read. 02-forward.ipynb: .* a PDF"):
        standalone.judge_path(COURSE, tmp_path, 1)
