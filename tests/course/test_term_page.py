"""The page on a term: its commands run, one after the other, as they stand there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest
from conftest import ROOT
from functions import define
from weekly_class import grades, submit

from grader.authoring.sample_class import fill_in, reference_sources
from grader.course.open import load_course, path_with_commands
from grader.course.release import release
from grader.misconceptions import MISCONCEPTIONS
from testcases import check
from testcases.notebook._check import NotRight

PAGE = (ROOT / "docs/term.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    ((?:nbgrader|grader|cd|check).*)$", PAGE, flags=re.MULTILINE)
OTHER_SPLIT = "grader init my-course --assignment"
WEEK, BACKWARD = "02-forward", "04-backward"
WRONG = MISCONCEPTIONS["dw-not-averaged"].source


class Term:
    """The instructor's folder, the exchange, and a student's home, to run commands in."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.course, self.home = folder, folder / "my-course", folder / "home"
        self._monkeypatch = monkeypatch
        self.exchange = folder / "exchange"
        for made in (self.exchange, self.home):
            made.mkdir()
            made.chmod(0o777)
        monkeypatch.setenv("PATH", path_with_commands())
        monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run(self, command, answer="", where=None):
        program, *arguments = shlex.split(command)
        here = self.course if self.course.is_dir() else self.folder
        done = subprocess.run(
            [sys.executable, "-m", program, *arguments],
            cwd=where or here,
            input=answer,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def after_init(self):
        """Use an exchange of this test's own."""
        with (self.course / "nbgrader_config.py").open("a") as file:
            file.write(f"\nc.Exchange.root = {str(self.exchange)!r}\n")

    def before_collect(self):
        """Fetch, solve and submit the assignment as a student does."""
        exchange = f"--Exchange.root={self.exchange} --Exchange.cache={self.home}/cache"
        given = f"--course={self.course.name} {exchange}"
        self.run(f"nbgrader fetch_assignment {WEEK} {given}", where=self.home)
        path = self.home / WEEK / f"{WEEK}.ipynb"
        assert (self.home / WEEK / "testcases").is_dir()
        path.write_text(fill_in(path.read_text(), reference_sources()))
        self.run(f"nbgrader submit {WEEK} {given}", where=self.home)

    def before_drop(self):
        self.submit_and_grade("05-training")

    def before_judge(self):
        self.submit_and_grade(BACKWARD, linear_backward=WRONG)

    def submit_and_grade(self, week, **changed):
        release(load_course(self.course), week)
        submit(self.course, "ben", week, **changed)
        self.run(f"grader autograde --assignment {week} --workers 1 --quiet")

    def check(self, command):
        """Run the student's check in the folder with the file."""
        self._monkeypatch.chdir(self.course)
        name = re.search(r'inputs="(.*)"', command)[1]
        with pytest.raises(NotRight) as failed:
            check(define(WRONG, "linear_backward"), inputs=name)
        assert "`dW` is" in str(failed.value)


@pytest.mark.exhaustive
def test_every_command_of_the_page_runs(tmp_path, monkeypatch):
    term, said = Term(tmp_path, monkeypatch), {}
    assert len(COMMANDS) > 14
    for command in COMMANDS:
        if command.startswith("nbgrader collect"):
            term.before_collect()
        if command.startswith("grader drop"):
            term.before_drop()
        if command.startswith("grader judge"):
            term.before_judge()
        if command.startswith("check"):
            term.check(command)
        elif command.startswith(OTHER_SPLIT):
            (tmp_path / "other").mkdir()
            term.run(command, where=tmp_path / "other")
        elif not command.startswith("cd "):
            said[command] = term.run(command, answer="y\n" if "forget" in command else "")
        if command.startswith("grader init my-course --weekly"):
            term.after_init()
    [score] = {sum(scores.values()) for scores in grades(term.course, WEEK).values()}
    assert score == 22
    judged = next(text for command, text in said.items() if command.startswith("grader judge"))
    assert judged.rstrip().endswith("In the gradebook: 29 of 35 points.")
    forgotten = next(text for command, text in said.items() if command.startswith("grader forget"))
    assert "Removed ben from the gradebook" in forgotten
    assert (tmp_path / "my-course-2027/source/05-training").is_dir()
