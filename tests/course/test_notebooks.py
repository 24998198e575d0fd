"""The notebooks in real kernels: solved, blank, and through nbgrader's validate."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from grader.authoring.bundle import write_folder
from grader.authoring.sample_class import fill_in, reference_sources
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases.exercises import EXERCISES
from testcases.judging import report
from testcases.notebook._check import verdict_on

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """The student's bundle with every exercise solved; pictures are learned for 25 steps only."""
    folder = tmp_path_factory.mktemp("solved")
    write_folder(COURSE, folder)
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        text = fill_in(path.read_text(), reference_sources())
        text = text.replace("num_iterations = 300", "num_iterations = 25")
        path.write_text(text.replace("YOUR ANSWER HERE", "Because they would stay alike."))
    return folder / "notebooks"


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blank")
    write_folder(COURSE, folder)
    return folder / "notebooks"


def run(path, allow_errors=False):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=1200,
        startup_timeout=600,
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    return notebook


def outputs(notebook, kind):
    return [o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == kind]


# They train, or draw many pictures.
LONG = {name for name in NOTEBOOKS if name > "04"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.exhaustive if name in LONG else ())
        for name in NOTEBOOKS
    ],
)
def test_solved_it_runs_from_top_to_bottom(solved, name):
    notebook = run(solved / name)
    assert outputs(notebook, "error") == []
    warned = [o.text for o in outputs(notebook, "stream") if o.name == "stderr"]
    assert warned == []
    drawn = [o.data for o in outputs(notebook, "display_data")]
    assert [data for data in drawn if "Figure" in str(data) and "image/png" not in data] == []
    said = "".join(str(o.data) for o in outputs(notebook, "display_data"))
    for exercise in EXERCISES.values():
        if f"{exercise.notebook}.ipynb" == name:
            assert f"{exercise.name}: all tests pass" in said
    assert "✗" not in said


@pytest.mark.exhaustive
def test_blank_it_says_what_is_missing(blank):
    notebook = run(blank / "05-training.ipynb", allow_errors=True)
    shown = "".join(o.data.get("text/html", "") for o in outputs(notebook, "display_data"))
    assert (
        "✗ compute_cost is missing. Write it in 03-cost, save that notebook (Ctrl+S, or Cmd+S), "
        "then run this cell again."
    ) in shown
    errors = {o.ename for o in outputs(notebook, "error")}
    assert "NotRight" in errors
    assert errors <= {"NotRight", "NotImplementedError", "EarlierMissing", "NameError"}


# Where all cells of an untouched notebook are run, one after another: the exercise that it stops
# at, which is its own first one, or one of an earlier notebook that everything here is built on.
STOPS = {
    "01-initialization": "initialize_parameters",
    "02-forward": "linear_forward",
    "03-cost": "compute_cost",
    "04-backward": "linear_backward",
    "05-training": "update_parameters",
    "06-cat-classifier": "initialize_parameters_scaled",
    "07-make-it-fast": "initialize_parameters_scaled",
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", STOPS)
def test_run_all_in_a_blank_notebook_ends_with_what_to_write_first(blank, name):
    notebook = nbformat.read(blank / f"{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(blank)}}
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, timeout=1200, startup_timeout=600, resources=resources).execute()
    (last,) = [
        c for c in notebook.cells if "error" in {o.output_type for o in c.get("outputs", [])}
    ]
    (error,) = [output for output in last.outputs if output.output_type == "error"]
    shown = error.evalue + "".join(str(o.get("data", "")) for o in last.outputs)
    exercise = EXERCISES[STOPS[name]]
    assert exercise.name in error.evalue
    if exercise.notebook == name:
        assert last.source == f"check({exercise.name})"
        assert exercise is next(e for e in EXERCISES.values() if e.notebook == name)
        assert "Write the function in its cell" in shown
    else:
        assert f"{exercise.notebook}" in error.evalue


def test_the_sample_report_is_what_the_check_says():
    verdict = verdict_on(COURSE, MISCONCEPTIONS["cost-not-averaged"].function)
    said = report.as_text(verdict, more=[report.debug_it(verdict), report.more_hints(verdict, 1)])
    text = (ROOT / "notebooks" / "src" / "00-how-it-works.md").read_text()
    shown = re.search(r"^```\n(✗ .*?)\n```$", text, re.MULTILINE | re.DOTALL)[1]
    assert shown.split() == said.split()
    # JupyterLab sets a block of code within text narrower than what a cell prints.
    assert max(map(len, shown.splitlines())) <= 62


def validate(path):
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", path.name],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.mark.exhaustive
def test_nbgrader_validate_passes_on_a_solved_copy(solved):
    assert "Success! Your notebook passes all the tests." in validate(solved / "02-forward.ipynb")


@pytest.mark.exhaustive
def test_nbgrader_validate_names_every_unfinished_exercise(blank):
    said = validate(blank / "02-forward.ipynb")
    for name in ("linear_forward", "linear_activation_forward", "L_model_forward"):
        assert f"{name}: not written yet" in said
