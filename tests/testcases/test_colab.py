"""In Colab, the earlier notebooks come from the student's Drive."""

from __future__ import annotations

import sys
import types

import pytest
from saved_notebooks import save, source

from testcases.notebook import colab
from testcases.notebook.earlier import bring_functions
from testcases.this_course import COURSE


@pytest.fixture
def mounted(tmp_path, monkeypatch):
    """Colab in this process: an empty folder, and a Drive that is there once it is asked for."""
    calls: list[str] = []

    def mount(place: str) -> None:
        calls.append(place)
        folder = tmp_path / "drive" / "MyDrive" / "Colab Notebooks"
        folder.mkdir(parents=True, exist_ok=True)
        save(folder, "Copy of 02-forward", *map(source, FORWARD))

    module = types.ModuleType("google.colab")
    module.drive = types.SimpleNamespace(mount=mount)
    monkeypatch.setitem(sys.modules, "google", types.ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", module)
    monkeypatch.setattr(colab, "DRIVE", tmp_path / "drive")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path / "content")
    return calls


FORWARD = [name for name, one in COURSE.exercises.items() if one.notebook == "02-forward" and
           one.is_written]  # fmt: skip


def test_it_asks_once_and_finds_a_copy_of_an_earlier_notebook(mounted, tmp_path, capsys):
    space: dict = {}
    bring_functions(COURSE, space, "linear_forward")
    said = " ".join(capsys.readouterr().out.split())  # reports wrap their lines
    assert said.startswith(colab.ASKS)
    assert "✓ linear_forward (" in said
    assert "Copy of 02-forward" in said
    bring_functions(COURSE, space, "linear_forward")
    assert colab.ASKS not in capsys.readouterr().out
    assert mounted == [str(tmp_path / "drive")]


def test_a_refusal_is_said_and_the_functions_are_missing(mounted, monkeypatch, capsys):
    def refuse(place: str) -> None:
        raise ValueError("mount failed")

    monkeypatch.setattr(sys.modules["google.colab"].drive, "mount", refuse)
    bring_functions(COURSE, {}, "linear_forward")
    said = " ".join(capsys.readouterr().out.split())
    assert colab.REFUSED.format(error="mount failed") in said
    assert "✗ linear_forward is missing." in said


def test_elsewhere_it_asks_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    bring_functions(COURSE, {}, "linear_forward")
    assert "Drive" not in capsys.readouterr().out
