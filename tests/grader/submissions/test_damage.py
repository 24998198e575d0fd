"""Notebooks, damaged or dressed up: each is graded or refused with a reason, none crashes."""

from __future__ import annotations

import copy
import json
import os
import random

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from small_class import FULL, RIGHT, grade, hand_in, notebooks, scores

from grader.authoring.notebooks import build_instructor, build_student, source_files
from grader.authoring.sample_class import fill_in
from grader.grading import grade_submission
from grader.submissions.read import MOST_BYTES
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

pytestmark = pytest.mark.slow

STRANGE = "def compute_cost(AL, Y):\n    raise ValueError('\\0 \\ud800 \\x1b[31m \\u202e')\n"
JUNK = (None, 0, -1, 1e400, "", "\ud800", [], {}, [[]], {"a": [None]}, True, "x" * 1000)


@pytest.fixture(scope="module")
def handed_out():
    return {
        path.stem: build_student(build_instructor(COURSE, path)) for path in source_files(COURSE)
    }


def cut(rng, content: bytes) -> bytes:
    return content[: rng.randrange(len(content))]


def flip(rng, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.choice((1, 3, 30))):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def double(rng, content: bytes) -> bytes:
    first, second = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:second] + content[first:]


def leave_out(rng, content: bytes) -> bytes:
    first, second = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:first] + content[second:]


def encode(rng, content: bytes) -> bytes:
    coding = rng.choice(("utf-16", "utf-32", "utf-8-sig", "cp037"))
    return content.decode().encode(coding, "replace")


def as_page(rng, content: bytes) -> bytes:
    return b"<!DOCTYPE html><html><body>" + content + b"</body></html>"


def replace_somewhere(rng, content: bytes) -> bytes:
    """Put junk in place of some value, wherever it stands."""
    notebook = json.loads(content)
    for _ in range(rng.choice((1, 1, 5, 40))):
        place = notebook
        while True:
            keys = list(place) if isinstance(place, dict) else range(len(place))
            if not keys:
                break
            key = rng.choice(list(keys))
            if isinstance(place[key], (dict, list)) and rng.random() < 0.8:
                place = place[key]
            else:
                place[key] = copy.deepcopy(rng.choice(JUNK))
                break
    return json.dumps(notebook).encode("utf-8", "surrogatepass")


def shuffle_cells(rng, content: bytes) -> bytes:
    """Delete, double, move, retype and rename cells."""
    notebook = json.loads(content)
    cells = notebook["cells"]
    for _ in range(rng.randrange(1, 8)):
        cell = rng.choice(cells) if cells else {}
        match rng.randrange(6):
            case 0 if cells:
                cells.remove(cell)
            case 1:
                cells.insert(rng.randrange(len(cells) + 1), copy.deepcopy(cell))
            case 2:
                rng.shuffle(cells)
            case 3:
                cell["cell_type"] = rng.choice(("code", "markdown", "raw", "heading", 7))
            case 4:
                cell["metadata"] = {"nbgrader": {"grade_id": rng.choice(list(EXERCISES))}}
            case 5:
                cell["source"] = rng.choice(("%magic", "!rm -rf /", "def f(:\n", "\0", "return"))
    return json.dumps(notebook).encode()


DAMAGES = (cut, flip, double, leave_out, encode, as_page, replace_somewhere, shuffle_cells)


def shown_to_people(graded, name: str) -> list[str]:
    """List the comments on a notebook, and every report in it."""
    cells = nbformat.reads(graded.notebooks[name], as_version=4).cells
    outputs = [one.data for cell in cells if cell.cell_type == "code" for one in cell.outputs]
    reports = [text for data in outputs for text in data.values()]
    assert reports
    return [*reports, *filter(None, graded.comments[name].values())]


@pytest.mark.exhaustive
def test_a_thousand_notebooks_damaged_at_random(handed_out):
    rng = random.Random(8)
    names = [name for name in handed_out if any(e.notebook == name for e in EXERCISES.values())]
    whole = {n: fill_in(nbformat.writes(handed_out[n]), RIGHT).encode() for n in handed_out}
    count = refused = kept = 0
    while count < 1000:
        handed_in = {}
        for name in names:
            damage = rng.choice(DAMAGES)
            handed_in[name] = damage(rng, whole[name])
            count += 1
        graded = grade_submission(COURSE, handed_out, handed_in, seed=count)
        assert graded.notebooks.keys() == handed_in.keys()
        for name in names:
            made = nbformat.reads(graded.notebooks[name], as_version=4)
            nbformat.validate(made)
            assert all("\0" not in text.encode().decode() for text in shown_to_people(graded, name))
            earned = {c: s for c, s in graded.scores[name].items() if c.startswith("check_")}
            assert earned.keys() == {
                f"check_{n}" for n, e in EXERCISES.items() if e.notebook == name
            }
            assert all(0 <= s <= EXERCISES[c[6:]].points for c, s in earned.items())
            kept += sum(earned.values()) > 0
        refused += len([one for one in graded.problems if "not submitted" not in one])
    assert refused > 100
    assert kept > 300


def with_metadata(notebook: dict) -> dict:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
        cell["metadata"].get("nbgrader", {}).update(points=1000, schema_version=1)
    return notebook


def with_outputs(notebook: dict) -> dict:
    result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{**result, "data": {"text/plain": "100"}}]
    return notebook


def with_other_checks(notebook: dict) -> dict:
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "100"
    return notebook


def with_checks_twice(notebook: dict) -> dict:
    checks = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] += [{**copy.deepcopy(cell), "source": "100"} for cell in checks]
    return notebook


def as_solution(notebook: dict) -> dict:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"grade": False, "solution": True, "locked": False}
    return notebook


def with_more_points(notebook: dict) -> dict:
    flags = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    for number in range(3):
        meta = {"nbgrader": {**flags, "grade_id": f"extra_{number}", "points": 50}}
        cell = {"cell_type": "code", "metadata": meta, "source": "50", "outputs": []}
        notebook["cells"].append({**cell, "execution_count": None})
    return notebook


def with_another_kernel(notebook: dict) -> dict:
    notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "x", "language": "bash"}
    return notebook


def with_a_solution_in_a_check(notebook: dict) -> dict:
    """A cell that is locked holds the function, in the hope that it is run with the reference's."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("locked"):
            cell["source"] = "import solutions\nfrom solutions import *\n"
    return notebook


DRESSES = (with_metadata, with_outputs, with_other_checks, with_checks_twice, as_solution,
           with_more_points, with_another_kernel, with_a_solution_in_a_check)  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES)
def test_nothing_is_earned_by_dressing_up_the_notebook(dress, handed_out):
    half = {name: RIGHT[name] for name in ("linear_forward", "compute_cost")}
    handed_in = {}
    for name, notebook in handed_out.items():
        dressed = dress(json.loads(fill_in(nbformat.writes(notebook), half)))
        handed_in[name] = json.dumps(dressed).encode()
    graded = grade_submission(COURSE, handed_out, handed_in, seed=3)
    earned = {cell: s for entry in graded.scores.values() for cell, s in entry.items() if s}
    # The whole network has a share for two of its ten functions.
    network = {"check_assembled_network": 1}
    assert earned == {"check_linear_forward": 5, "check_compute_cost": 10} | network
    for name, text in graded.notebooks.items():
        given = [c for c in nbformat.reads(text, 4).cells if not c.metadata.get("added")]
        tags = [cell.metadata.get("tags") for cell in given]
        assert tags == [c.metadata.get("tags") for c in handed_out[name].cells]


def test_a_function_that_stands_in_place_of_a_check_counts(handed_out):
    notebook = json.loads(nbformat.writes(handed_out["03-cost"]))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "check_compute_cost":
            cell["source"] = RIGHT["compute_cost"] + "\ncheck(compute_cost)"
    graded = grade_submission(
        COURSE, handed_out, {"03-cost": json.dumps(notebook).encode()}, seed=3
    )
    assert graded.scores["03-cost"]["check_compute_cost"] == 10


def test_what_lies_beside_the_notebooks_is_neither_run_nor_followed(course):
    """Modules that would be imported, links to other people's work, pipes that never end."""
    (course / "submitted/zoe").mkdir()
    folder = hand_in(course, "zoe", "dw-not-averaged")
    evil = "raise SystemExit('imported')\n"
    for name in ("numpy", "solutions", "grader", "confined", "json", "ipykernel_launcher"):
        (folder / f"{name}.py").write_text(evil)
    for name in ("testcases", "dnn_utils"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(evil)
    (folder / "02-forward.ipynb").unlink()
    (folder / "02-forward.ipynb").symlink_to(course / "submitted/ada/dnn/02-forward.ipynb")
    (folder / "03-cost.ipynb").unlink()
    os.mkfifo(folder / "03-cost.ipynb")
    (folder / "04-backward (1).ipynb").symlink_to(course / "submitted/ada/dnn/04-backward.ipynb")
    (folder / "05-training.ipynb").unlink()
    (folder / "05-training.ipynb").mkdir()
    (folder / "gradebook.db").symlink_to(course / "gradebook.db")
    summary = grade(course)
    assert summary.failed == {}
    network = 0.3 * 5  # of its ten functions, three are right
    assert scores(course)["zoe"] == 12 + (7 + 10 + 10 + 2) + 5 + 2 + network  # 01, 04 and 06
    assert scores(course)["ada"] == FULL
    link = "It is a link, a folder or a pipe where a file should be."
    assert [f"{name}.ipynb: {link}" for name in ("02-forward", "03-cost", "05-training")] == [
        one for one in summary.problems["zoe"] if link in one
    ]
    graded = course / "autograded/zoe/dnn"
    assert not any(path.is_symlink() for path in graded.rglob("*"))


def test_one_submission_cant_reach_the_next(course):
    """A hostile one is graded right before each of the others, by the same process."""
    hostile = (
        "import numpy as np, builtins, os, sys\n"
        "np.dot = lambda *a: 0\nnp.random.randn = lambda *a: 0\nbuiltins.sum = lambda *a: 0\n"
        "np.__init__ = None\nsys.modules['dnn_utils'].relu = None\n"
        "open('left', 'w').write('x')\nos.environ['X'] = 'left'\n"
        "def compute_cost(AL, Y):\n    os._exit(1)\n"
    )
    for student in ("ada", "ben", "cleo"):
        grade(course, student)
    expected_alone = scores(course)
    for number, student in enumerate(("ada", "ben", "cleo")):
        folder = hand_in(course, f"{student}-before{number}")
        path = folder / "03-cost.ipynb"
        path.write_text(fill_in(path.read_text(), {"compute_cost": hostile}))
    summary = grade(course, workers=1, force=True)
    assert summary.failed == {}
    assert {s: scores(course)[s] for s in expected_alone} == expected_alone


def test_characters_that_no_database_takes_are_replaced(handed_out):
    text = fill_in(nbformat.writes(handed_out["03-cost"]), {"compute_cost": STRANGE})
    graded = grade_submission(COURSE, handed_out, {"03-cost": text.encode()}, seed=1)
    said = graded.comments["03-cost"]["compute_cost"]
    assert "ValueError: \ufffd \ufffd \ufffd[31m \ufffd. Line 2 of" in said
    texts = shown_to_people(graded, "03-cost")
    assert sum("ValueError: \ufffd \ufffd \ufffd[31m" in text for text in texts) == 3
    assert all(text.encode() for text in texts)
    assert not [text for text in texts if set("\0\x1b\u202e") & set(text)]


MARKUP = "<script>alert(1)</script> a < b <img src=x onerror=alert(2)> ![p](attachment:p)"
NO_MARKUP = "&lt; script&gt;alert(1)&lt; /script&gt; a &lt; b &lt; img src=x onerror=alert(2)&gt;"


def test_an_answer_in_words_brings_no_script_into_formgrader(handed_out):
    notebook = copy.deepcopy(handed_out["01-initialization"])
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    answer = notebook.cells[ids.index("question_zeros")]
    answer.source = MARKUP
    answer.attachments = {"p": {"image/png": 'x" onerror="alert(3)', "image/gif": "R0lGOD=="}}
    handed_in = {"01-initialization": nbformat.writes(notebook).encode()}
    graded = grade_submission(COURSE, handed_out, handed_in, seed=1)
    made = nbformat.reads(graded.notebooks["01-initialization"], 4)
    [kept] = [cell for cell in made.cells if cell.id == "question_zeros"]
    assert kept.attachments == {"p": {"image/gif": "R0lGOD=="}}
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(made)
    assert NO_MARKUP in page
    assert "<script>alert" not in page
    assert "data:image/gif;base64,R0lGOD==" in page


def test_a_comment_that_quotes_a_student_holds_no_markup(handed_out):
    """Formgrader shows comments as Markdown."""
    bad = "<img src=x onerror=alert(1)> ![p](https://elsewhere) [x](javascript:alert(2))"
    source = f"def compute_cost(AL, Y):\n    raise ValueError({bad!r})\n"
    text = fill_in(nbformat.writes(handed_out["03-cost"]), {"compute_cost": source})
    graded = grade_submission(COURSE, handed_out, {"03-cost": text.encode()}, seed=1)
    said = graded.comments["03-cost"]["compute_cost"]
    assert "ValueError: < img src=x onerror=alert(1)> ! [p](https://elsewhere) [x] (java" in said
    assert "<img" not in said


def test_markup_of_a_student_is_no_markup_in_the_report(course):
    bad = "<img src=x onerror=\"fetch('/formgrader')\">"
    folder = hand_in(course, "zoe")
    path = folder / "03-cost.ipynb"
    source = f"def compute_cost(AL, Y):\n    raise ValueError({bad!r})\n"
    path.write_text(fill_in(path.read_text(), {"compute_cost": source}))
    grade(course, "zoe")
    check = next(
        cell
        for cell in notebooks(course)["zoe/dnn/03-cost.ipynb"].cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_compute_cost"
    )
    assert "onerror" in check.outputs[0].data["text/html"]
    assert "<img" not in check.outputs[0].data["text/html"]


def test_a_students_text_brings_no_script_into_formgrader(handed_out):
    cell = nbformat.v4.new_markdown_cell(f"# Mine\n{MARKUP}")
    cell.attachments = {"p": {"image/png": 'x" onerror="alert(3)', "image/gif": "R0lGOD=="}}
    notebook = copy.deepcopy(handed_out["03-cost"])
    notebook.cells.append(cell)
    graded = grade_submission(
        COURSE, handed_out, {"03-cost": nbformat.writes(notebook).encode()}, seed=1
    )
    made = nbformat.reads(graded.notebooks["03-cost"], 4)
    [own] = [one for one in made.cells if one.metadata.get("added")]
    assert own.attachments == {"p": {"image/gif": "R0lGOD=="}}
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(made)
    assert NO_MARKUP in page
    assert "<script>alert" not in page
    assert "data:image/gif;base64,R0lGOD==" in page


@pytest.mark.exhaustive
def test_an_enormous_output_costs_nothing(course):
    folder = hand_in(course, "zoe")
    path = folder / "05-training.ipynb"
    notebook = json.loads(path.read_text())
    line = {"output_type": "stream", "name": "stdout", "text": ["x" * 999 + "\n"] * 100_000}
    for cell in [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][:3]:
        cell["outputs"] = [line]
    path.write_text(json.dumps(notebook))
    assert 300e6 < path.stat().st_size < MOST_BYTES
    summary = grade(course, "zoe")
    assert scores(course) == {"zoe": FULL}
    assert summary.problems == {}
    assert (course / "autograded/zoe/dnn/05-training.ipynb").stat().st_size < 1e5
