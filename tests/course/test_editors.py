"""Notebooks as other programs save them get the check and the grade that they always get."""

from __future__ import annotations

import json
import linecache

import pytest
from conftest import ROOT

from grader.authoring.sample_class import fill_in, reference_sources
from grader.cli import main
from testcases.judging import report
from testcases.notebook._check import verdict_on
from testcases.notebook.earlier import read_functions
from testcases.this_course import COURSE

RIGHT = reference_sources()
WRONG = RIGHT | {"linear_forward": RIGHT["linear_forward"].replace(" + b", " - b")}
NAME = "02-forward"
FORWARD = [one.name for one in COURSE.exercises.values() if one.notebook == NAME]


def as_jupyter_saves(notebook: dict) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def as_vs_code_saves(notebook: dict) -> str:
    """Without ids, with the language of each cell, and with the kernel that was chosen."""
    notebook["nbformat_minor"] = 2
    notebook["metadata"] = {
        "kernelspec": {"display_name": ".venv (3.12.4)", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.12.4", "file_extension": ".py"},
        "orig_nbformat": 4,
    }
    for number, cell in enumerate(notebook["cells"]):
        del cell["id"]
        cell["metadata"]["vscode"] = {"languageId": "python"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
    return json.dumps(notebook, indent=2, ensure_ascii=False)


def as_windows_saves(notebook: dict) -> str:
    """With the line ends of Windows, in the file and in the cells, and a mark at its beginning."""
    for cell in notebook["cells"]:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]
    return "\ufeff" + as_jupyter_saves(notebook).replace("\n", "\r\n")


def as_colab_saves(notebook: dict) -> str:
    """With ids of its own, one long line in the place of many, and the state of its page."""
    notebook["metadata"] |= {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU"}
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"aBc-{number}_xYz"
        cell["metadata"] |= {"id": cell["id"], "outputId": "x", "colab": {"height": 17}}
        cell["source"] = "".join(cell["source"])
    return json.dumps(notebook)


FORMS = (as_jupyter_saves, as_vs_code_saves, as_windows_saves, as_colab_saves)


def saved(form, sources: dict, path) -> None:
    text = fill_in((ROOT / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8"), sources)
    path.write_text(form(json.loads(text)), encoding="utf-8", newline="")


@pytest.mark.parametrize("form", FORMS)
def test_a_later_notebook_finds_the_functions(form, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    saved(form, RIGHT, tmp_path / f"{NAME}.ipynb")
    found, problems = read_functions(COURSE, [NAME])
    assert problems == {}
    assert {*FORWARD} <= found.keys() | {n for n in FORWARD if not COURSE.exercises[n].is_written}


@pytest.mark.exhaustive
def test_every_form_is_judged_as_jupyters(tmp_path, capsys):
    verdicts = {}
    for form in FORMS:
        path = tmp_path / form.__name__ / f"{NAME}.ipynb"
        path.parent.mkdir()
        saved(form, WRONG, path)
        main(["judge", "--json", "--seed", "1", str(path)])
        exercises = json.loads(capsys.readouterr().out)["exercises"]
        verdicts[form] = {name: exercises[name] for name in FORWARD}
    first = verdicts[as_jupyter_saves]
    assert [one["verdict"] for one in first.values()].count("right") == len(FORWARD) - 1
    for form, found in verdicts.items():
        assert found == first, form.__name__


# The name that a cell has in an error, by the program that runs it.
CELLS = {
    "Jupyter": "/tmp/ipykernel_4711/2117971595.py",
    "VS Code on Windows": r"C:\Users\Ann\AppData\Local\Temp\ipykernel_4711\2117971595.py",
    "Colab": "/tmp/ipython-input-2117971595.py",
    "Colab, before": "<ipython-input-7-2117971595ab>",
    "JupyterLite": "<string>",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_the_report_names_the_line_that_raised_the_error(cell, monkeypatch):
    source = "def linear_forward(A_prev, W, b):\n    return A_prev @ W.T @ W.T, b\n"
    lines = source.splitlines(keepends=True)
    monkeypatch.setitem(linecache.cache, cell, (len(source), None, lines, cell))
    space: dict = {"__name__": "__main__"}
    exec(compile(source, cell, "exec"), space)
    said = report.as_text(verdict_on(COURSE, space["linear_forward"], "linear_forward"), 1)
    assert "return A_prev @ W.T @ W.T, b" in said
