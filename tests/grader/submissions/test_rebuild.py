"""Submissions in any state, put back on the released notebook."""

from __future__ import annotations

import json

import nbformat
import pytest
from functions import judge_cells, right_cells

from grader.authoring.notebooks import build_instructor, build_student, source_files
from grader.authoring.sample_class import fill_in, reference_sources
from grader.grading import judge_submission
from grader.judging.sources import reference_source
from grader.submissions.read import PROBLEM, read_bytes, read_notebook
from grader.submissions.rebuild import ANSWER_ELSEWHERE, code_to_judge, rebuild
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

NAME = "02-forward"
EXERCISES_OF_IT = ["linear_forward", "linear_activation_forward", "L_model_forward"]


@pytest.fixture(scope="module")
def released():
    source = next(path for path in source_files(COURSE) if path.stem == NAME)
    return build_student(build_instructor(COURSE, source))


@pytest.fixture
def right(released):
    return json.loads(fill_in(nbformat.writes(released), reference_sources()))


def points(released, tmp_path, content) -> list[int]:
    path = tmp_path / f"{NAME}.ipynb"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    notebook = rebuild(COURSE, released, read_notebook(read_bytes(path)), NAME)
    verdicts = judge_cells(code_to_judge(COURSE, notebook), EXERCISES_OF_IT, 4)
    return [verdicts[name].points for name in EXERCISES_OF_IT]


def reread(notebook: dict) -> nbformat.NotebookNode:
    return read_notebook(json.dumps(notebook).encode())


def cell(notebook, name):
    return next(
        c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def test_untouched_earns_nothing(released, tmp_path):
    assert points(released, tmp_path, nbformat.writes(released)) == [0, 0, 0]


def test_right_earns_everything(released, right, tmp_path):
    assert points(released, tmp_path, right) == [5, 5, 10]


def test_the_rebuilt_notebook_is_the_released_one(released, right, tmp_path):
    for one in right["cells"]:
        one["metadata"] = {
            "nbgrader": {**one["metadata"].get("nbgrader", {}), "points": 1000, "grade": True},
            "tags": ["skip-execution"],
        }
    check = cell(right, "check_linear_forward")
    check["source"] = "print(100)"
    check["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "100"}}]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps(right))
    rebuilt = rebuild(COURSE, released, read_notebook(read_bytes(path)), NAME)
    assert [c.id for c in rebuilt.cells if not c.metadata.get("added")] == [
        c.id for c in released.cells
    ]
    for ours, given in zip(
        [c for c in rebuilt.cells if not c.metadata.get("added")], released.cells, strict=True
    ):
        assert ours.metadata.get("nbgrader") == given.metadata.get("nbgrader")
        if not given.metadata.get("nbgrader", {}).get("solution"):
            assert ours.source == given.source
            assert not ours.get("outputs")


def rebuilt_from(released, notebook):
    return rebuild(COURSE, released, read_notebook(json.dumps(notebook).encode()), NAME).cells


def test_without_metadata_an_answer_stands_behind_its_question_and_is_not_lost(
    released, right, tmp_path
):
    """As Deepnote, Kaggle and some editors save."""
    cell(right, "question_caches")["source"] = "Because *Z* is needed again."
    for one in right["cells"]:
        one["metadata"] = {}
    cells = rebuilt_from(released, right)
    number = next(n for n, one in enumerate(cells) if one.id == "question_caches")
    assert cells[number].metadata[ANSWER_ELSEWHERE]
    assert cells[number - 1].source == "Because *Z* is needed again."
    assert cells[number - 2].source.startswith("**In your own words.**")
    assert points(released, tmp_path, right) == [5, 5, 10]


def test_an_answer_that_is_there_or_was_not_written_is_not_looked_for(released, right):
    own = {"cell_type": "markdown", "metadata": {}, "source": "My own text."}
    with_own = {"cells": [*right["cells"], own]}
    bare = {"cells": [{**one, "metadata": {}} for one in right["cells"]]}
    for notebook in (right, with_own, bare):
        assert not any(ANSWER_ELSEWHERE in one.metadata for one in rebuilt_from(released, notebook))
    left_out = [one for one in with_own["cells"] if one != cell(right, "question_caches")]
    marked = [one.id for one in rebuilt_from(released, {"cells": left_out})
              if ANSWER_ELSEWHERE in one.metadata]  # fmt: skip
    assert marked == ["question_caches"]


def test_cells_that_were_added_stand_behind_what_they_followed(released, right):
    """Also behind a text; but what was moved up brings nothing in front of what came before."""
    heads = [one for one in right["cells"] if one["cell_type"] == "markdown"]
    check = cell(right, "check_linear_activation_forward")
    later = right["cells"].index(check) + 1
    right["cells"][later:later] = [heads[1], {"cell_type": "code", "source": "b = 2"}]
    right["cells"].insert(right["cells"].index(heads[2]) + 1, {"cell_type": "code", "source": "a"})
    cells = rebuilt_from(released, right)
    before = {one.source: cells[n - 1] for n, one in enumerate(cells) if "added" in one.metadata}
    assert before["a"].source == "".join(heads[2]["source"])
    assert before["b = 2"].id == "check_linear_activation_forward"


def test_a_function_in_a_cell_of_the_students_own(released, right, tmp_path):
    source = cell(right, "linear_forward")["source"]
    right["cells"].remove(cell(right, "linear_forward"))
    right["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": source, "outputs": []})
    assert points(released, tmp_path, right) == [5, 5, 10]


def test_duplicated_reordered_and_magic_cells(released, right, tmp_path):
    cell(right, "linear_forward")["source"] = "%matplotlib inline\n!ls\n" + "".join(
        cell(right, "linear_forward")["source"]
    )
    right["cells"].append(json.loads(json.dumps(cell(right, "linear_forward"))))
    right["cells"].append(json.loads(json.dumps(cell(right, "check_linear_forward"))))
    right["cells"].reverse()
    assert points(released, tmp_path, right) == [5, 5, 10]


WRONG = "def linear_forward(A, W, b):\n    return A, (A, W, b)\n\n\nmy_own = 1"


def code(source: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}


def test_a_function_above_its_check_beats_one_below(released, right, tmp_path):
    """As in a run of the whole notebook; what else stands in the later cell is run."""
    right["cells"].append(code(WRONG))
    assert points(released, tmp_path, right) == [5, 5, 10]
    cells = code_to_judge(COURSE, rebuild(COURSE, released, reread(right), NAME))
    assert cells[-1].source == "\n\n\n\nmy_own = 1"


@pytest.mark.parametrize("left", ["untouched", "with a comment", "deleted"])
def test_a_function_below_its_check_counts_if_only_a_stub_is_above(left, released, right, tmp_path):
    own = cell(right, "linear_forward")
    right["cells"].append(code(own["source"]))
    stub = next(one for one in released.cells if one.id == "linear_forward").source
    if left == "deleted":
        right["cells"].remove(own)
    else:
        own["source"] = stub if left == "untouched" else f"{stub}\n# It is below."
    assert points(released, tmp_path, right) == [5, 5, 10]


@pytest.mark.parametrize("metadata", ["there", "lost"])
def test_of_two_above_the_last_check_the_last_counts(metadata, released, right, tmp_path):
    """A second attempt may stand between the first and the check, or have a check of its own."""
    own = cell(right, "linear_forward")
    source, own["source"] = own["source"], WRONG
    place = right["cells"].index(cell(right, "check_linear_forward"))
    between = {"cells": [*right["cells"][:place], code(source), *right["cells"][place:]]}
    behind = {"cells": [*right["cells"], code(source), code("check(linear_forward)")]}
    for notebook in (between, behind):
        if metadata == "lost":
            notebook = {"cells": [{**one, "metadata": {}} for one in notebook["cells"]]}
        assert points(released, tmp_path, notebook) == [5, 5, 10]


def test_the_report_says_which_definition_was_graded(released, right):
    right["cells"].append(code(WRONG))
    made = rebuild(COURSE, released, reread(right), NAME)
    numbers = [n for n, one in enumerate(made.cells, 1) if "def linear_forward" in one.source]
    verdicts = judge_submission(COURSE, {NAME: released}, {NAME: made}, 4)
    assert verdicts["linear_forward"].notes == (
        "`linear_forward` is defined in more than one cell. The definition in "
        f"cell {numbers[0]} was graded, not the one in cell {numbers[1]}.",
    )
    assert verdicts["L_model_forward"].notes == ()


def test_old_format(released, right, tmp_path):
    cells = right.pop("cells")
    for one in cells:
        one["input"] = one.pop("source")
    assert points(released, tmp_path, {"nbformat": 3, "worksheets": [{"cells": cells}]}) == [
        5,
        5,
        10,
    ]


@pytest.mark.parametrize("source", source_files(COURSE), ids=lambda path: path.stem)
def test_students_cant_change_a_check_by_accident(source):
    cells = build_student(build_instructor(COURSE, source)).cells
    checks = [cell for cell in cells if cell.source.startswith("check(")]
    assert {cell.source for cell in checks} == {
        f"check({name})" for name, exercise in EXERCISES.items() if exercise.notebook == source.stem
    }
    for check in checks:
        assert check.metadata["nbgrader"]["locked"]
        assert check.metadata["nbgrader"]["grade"]
        assert not check.metadata["nbgrader"]["solution"]
        assert (check.metadata["editable"], check.metadata["deletable"]) == (False, False)


GIVEN = "assembled_network"
OWN = f"def {GIVEN}(*args, **kwargs):\n    return 'my own'"


@pytest.mark.slow
@pytest.mark.parametrize("place", ["in its place", "first", "last"])
def test_a_function_that_is_given_cant_be_replaced(place):
    source = next(path for path in source_files(COURSE) if path.stem == EXERCISES[GIVEN].notebook)
    released = build_student(build_instructor(COURSE, source))
    submitted = json.loads(fill_in(nbformat.writes(released), reference_sources()))
    own = {"cell_type": "code", "metadata": {}, "source": OWN, "outputs": []}
    if place == "in its place":
        cell(submitted, GIVEN)["source"] = OWN
    else:
        submitted["cells"].insert(0 if place == "first" else len(submitted["cells"]), own)
    made = rebuild(COURSE, released, read_notebook(json.dumps(submitted).encode()), source.stem)
    code = code_to_judge(COURSE, made)
    assert [one.source for one in code].count(OWN) == 1
    verdicts = judge_cells([*right_cells(**{GIVEN: ""}), *code], EXERCISES, 4)
    assert verdicts[GIVEN].verdict == "right"


UNREADABLE = {
    "cut short": (
        '{"cells": [{"cell_type": "co',
        "The file is not a notebook: it is cut off or is not JSON",
    ),
    "empty": ("", "The file is empty."),
    "binary": (
        b"\x89PNG\xff\xfe\x00",
        "The file is not a notebook: it is cut off or is not JSON",
    ),
    "a list": ("[1, 2]", "The file is JSON, but not a notebook: it has no list of cells."),
    "no cells": ('{"a": 1}', "The file is JSON, but not a notebook: it has no list of cells."),
    "cells of another kind": (
        '{"cells": 5}',
        "The file is JSON, but not a notebook: it has no list of cells.",
    ),
    "deep": ("[" * 200_000, "The file is nested too deeply for a notebook."),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_an_unreadable_file_says_why(kind, released, tmp_path):
    content, reason = UNREADABLE[kind]
    path = tmp_path / "x.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    submitted = read_notebook(read_bytes(path))
    assert submitted.metadata[PROBLEM].startswith(reason)
    rebuilt = rebuild(COURSE, released, submitted, NAME)
    assert rebuilt.metadata[PROBLEM].startswith(reason)


@pytest.mark.parametrize("entry", [None, 5, "x", [], {}, {"cell_type": "code"}, {"source": 7}])
def test_strange_cells_are_passed_over(entry, released, right, tmp_path):
    right["cells"].insert(0, entry)
    assert points(released, tmp_path, right) == [5, 5, 10]


def test_pictures_of_the_students_own_are_kept_and_lost_ones_named(released, right, tmp_path):
    picture = {"a.png": {"image/png": "iVBORw0KGgo="}, "b.html": {"text/html": "<script>"}}
    text = "![a](attachment:a.png) ![b](attachment:b.html) ![c](attachment:c.png)"
    right["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": text, "attachments": picture}
    )
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps(right))
    cells = rebuild(COURSE, released, read_notebook(read_bytes(path)), NAME).cells
    own = next(one for one in cells if one.metadata.get("added"))
    assert own.attachments == {"a.png": {"image/png": "iVBORw0KGgo="}}
    lost = "(a picture that was not submitted)"
    assert own.source == f"![a](attachment:a.png) {lost} {lost}"


def test_who_left_out_an_exercise_does_not_get_it_from_the_reference():
    """For another that might do without; what an exercise builds on is answered all the same."""
    stub = "def {}(*args, **kwargs):\n    raise NotImplementedError()"
    others = {name: stub.format(name) for name, e in EXERCISES.items() if e.is_written}
    deep = """def initialize_parameters_deep(layer_dims):
    made = {}
    for l in range(1, len(layer_dims)):
        two = initialize_parameters(layer_dims[l - 1], layer_dims[l], 1)
        made["W" + str(l)], made["b" + str(l)] = two["W1"], two["b1"]
    return made"""
    mends = {
        name: f"def {name}(*args, **kwargs):\n    return {e.mends}(*args, **kwargs)"
        for name, e in EXERCISES.items()
        if e.mends
    }
    right = {"linear_activation_forward": reference_source(COURSE, "linear_activation_forward")}
    cells = right_cells(**{**others, "initialize_parameters_deep": deep, **mends, **right})
    verdicts = judge_cells(cells, EXERCISES, 1)
    earned = {name: verdict.points for name, verdict in verdicts.items() if verdict.points}
    assert earned == {"linear_activation_forward": 5}
    cells = right_cells(initialize_parameters_deep=deep)
    assert judge_cells(cells, EXERCISES, 1)["initialize_parameters_deep"].verdict == "right"
