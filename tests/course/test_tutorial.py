"""The tutorial: its commands run in order, its files are saved where it says, its outputs come."""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from grader.course.open import path_with_commands

PAGE = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
# What the page has people do, in order: a command, a file to save, a line to change.
STEP = re.compile(
    r"^    (?P<command>\S[^\n]*)$|"
    r"^```python\n(?P<code>.*?)^```$|"
    r"^```\n(?P<output>.*?)^```$|"
    r"`(?P<file>submitted/[\w/.-]+\.py)`",
    re.MULTILINE | re.DOTALL,
)
INSTALL = ("python3 -m venv", ".venv/bin/pip", "source ")
# A person looks, or the shell does it.
NOT_RUN = ("jupyter lab", "cd ")


def steps() -> list[tuple[str, str]]:
    return [(found.lastgroup, found[found.lastgroup]) for found in STEP.finditer(PAGE)]


class Reader:
    """Somebody who follows the page."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said, self.file = folder, {}, ""

    def follow(self, kind: str, text: str) -> None:
        here = self.folder / "first-class"
        if kind == "file":
            self.file = text
        elif kind == "code":
            self.save(here / self.file, text)
        elif kind == "command" and not text.startswith((*INSTALL, *NOT_RUN)):
            self.said[text] = self.run(text, here if here.is_dir() else self.folder)

    def save(self, path: Path, code: str) -> None:
        if code.startswith("import"):
            path.parent.mkdir(parents=True)
            path.write_text(code)
            return
        begins = code.split(" + ")[0]
        before = path.read_text()
        assert before.count(f"{begins}\n") == 1
        path.write_text(before.replace(f"{begins}\n", code))

    @staticmethod
    def run(command: str, where: Path) -> str:
        program, *arguments = shlex.split(command)
        ours = program in ("grader", "nbgrader")
        call = [sys.executable, "-m", program] if ours else [program]
        done = subprocess.run(
            [*call, *arguments],
            cwd=where,
            env={"PATH": path_with_commands(), "PYTHONPATH": str(ROOT), "HOME": str(where)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.mark.exhaustive
def test_whoever_follows_the_tutorial_gets_what_it_says(tmp_path):
    reader = Reader(tmp_path)
    tables = []
    for kind, text in steps():
        reader.follow(kind, text)
        if text.startswith("grader table"):
            tables.append(reader.said[text])
    assert len(tables) == 2
    outputs = [text for kind, text in steps() if kind == "output"]
    assert len(outputs) == 2
    for line in "".join(outputs).splitlines():
        assert line in tables[0]
    assert re.search(r"^ben +5 +5 +0 +0 +0 +10$", tables[1], flags=re.MULTILINE)
    page = (tmp_path / "first-class/feedback/ben/week-1/index.html").read_text(encoding="utf-8")
    assert "linear_forward" in page
    with (tmp_path / "first-class/grades.csv").open(newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 10.0, "ben": 10.0, "cleo": 0.0}
    again = reader.said["grader autograde --assignment week-1"]
    assert "Graded 1 submission in" in again
    assert "2 submissions unchanged since the last grading." in again


def test_it_installs_as_the_readme_does():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [text for kind, text in steps() if kind == "command"]
    install = [text for text in commands if text.startswith(INSTALL)]
    assert len(install) == 3
    for command in install[:2]:
        assert f"`{command}`" in readme
