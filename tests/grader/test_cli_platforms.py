"""The commands that connect a course to a learning platform, as a person calls them."""

from __future__ import annotations

import zipfile

import pytest
from tiny_course import enter_scores, gradebook, make_course

from grader.cli import main

CANVAS = """\
Student,ID,SIS Login ID,Section,dnn (4711)
    Points Possible,,,,20
"Lovelace, Ada",101,ada,CS 101,
"Chen, Bo",102,bo,CS 101,
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    course = make_course(tmp_path / "course")
    (tmp_path / "canvas.csv").write_text(CANVAS)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.writestr("lovelaceada_101_5_02-forward.ipynb", "{}")
    monkeypatch.chdir(course)
    return course


def test_from_the_roster_to_the_export(course, capsys):
    assert main(["roster", "import", "../canvas.csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Read a Canvas gradebook with ids from the column SIS Login ID.",
        "2 students added, 0 changed, 0 unchanged.",
    ]
    assert main(["collect", "../submissions.zip"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 submission collected: 1 new, 0 changed, 0 unchanged.",
        "No submission: bo.",
    ]
    enter_scores(course, {"ada": (9.5, 10.0)})
    assert main(["export", "--format", "canvas"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[1:] == [
        "    Points Possible,,,,20",
        '"Lovelace, Ada",101,ada,CS 101,19.5',
    ]
    assert said.err == "No submission, so no score: bo.\n"
    assert main(["export", "--format", "canvas", "--zeros", "--output", "scores.csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Wrote the scores of 2 students to scores.csv.",
        "No submission, so the score is 0: bo.",
    ]
    assert (course / "scores.csv").read_text().endswith('"Chen, Bo",102,bo,CS 101,0\n')


def test_the_course_is_named_from_elsewhere(course, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["roster", "import", "canvas.csv", "--course", "course", "--id", "ID"]) == 0
    assert main(["collect", "submissions.zip", "--course", "course"]) == 0
    assert (course / "submitted/101/dnn/02-forward.ipynb").exists()
    enter_scores(course, {"101": (1.0, 2.0)})
    capsys.readouterr()
    assert main(["export", "--course", "course", "--format", "csv", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_quiet_prints_what_needs_attention(course, tmp_path, capsys):
    assert main(["roster", "import", "-q", "../canvas.csv"]) == 0
    assert main(["collect", "-q", "../submissions.zip"]) == 0
    assert capsys.readouterr() == ("", "")
    (tmp_path / "canvas.csv").write_text(CANVAS + '"Max",x,max,CS 101,\n')
    assert main(["roster", "import", "-q", "../canvas.csv"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Lines with a problem:",
        "  Line 5 (Max) has no number in the column ID, which Canvas needs. It was skipped.",
    ]
    with zipfile.ZipFile(tmp_path / "submissions.zip", "a") as archive:
        archive.writestr("notes.txt", "x")
    assert main(["collect", "-q", "../submissions.zip"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Files that match no student:",
        "  notes.txt: Canvas and Moodle give no such name.",
    ]


COMMANDS = (
    "autograde", "feedback", "export --format csv", "appeal ada linear_forward",
    "collect ../submissions.zip", "gradescope ../auto.zip --course .",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_chooses_the_assignment_by_one_rule(line, course, capsys):
    """The only one; of several the one with the course's name; else the command asks."""
    (course / "release" / "dnn").rename(course / "release" / "week-1")
    main(line.split())
    assert "have no notebooks" not in (said := capsys.readouterr().err)
    assert "dnn" not in said
    (course / "source" / "week-2").mkdir(parents=True)
    assert main(line.split()) == 1
    assert capsys.readouterr().err == (
        "grader: The course has several assignments: week-1, week-2. Choose one with "
        "--assignment.\n"
    )
    assert main([*line.split(), "--assignment", "dnn"]) == 1
    (course / "source" / "dnn").mkdir(parents=True)
    assert main(line.split()) == 1
    assert "dnn" in capsys.readouterr().err


WRONG = {
    "roster import none.csv": "none.csv doesn't exist. Check the name of the roster file.",
    "roster import ../canvas.csv --course ..": "is not a course",
    "collect none.zip": "none.zip doesn't exist. Check the name of the download.",
    "collect ../canvas.csv": "../canvas.csv: It is damaged, or not a zip file.",
    "export --format canvas": "The gradebook has no assignment dnn. It has none yet. Release "
    "one first: nbgrader generate_assignment NAME\n",
    "export --format canvas --course ..": "is not a course",
}


@pytest.mark.parametrize("line", WRONG)
def test_an_error_is_one_sentence(line, course, capsys):
    with gradebook(course) as book:
        book.add_student("ada")
    assert main(line.split()) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("grader: ") and WRONG[line] in said.err
    assert said.err.count("\n") == 1
