"""What is left of a student, and a course for the next term."""

from __future__ import annotations

import json
import os
import sqlite3

import pytest
from sqlalchemy import Engine, event
from weekly_class import grade_week, grades, submit

from grader.classroom.feedback import write_feedback
from grader.cli import main
from grader.course.open import load_course
from grader.course.released import released_notebooks
from grader.course.state import CourseState
from grader.course.table import read_gradebook

WEEKS = ("02-forward", "03-cost")
ROSTER = 'Student,ID,SIS Login ID,Section\n"Novak, Ben",4711,ben,A\n"Lee, Ada",4712,ada,A\n'


@pytest.fixture
def graded(term, tmp_path):
    """Ada and Ben, with everything that a course keeps of them."""
    (tmp_path / "canvas.csv").write_text(ROSTER)
    roster = ["roster", "import", str(tmp_path / "canvas.csv"), "--course", str(term)]
    assert main([*roster, "--quiet"]) == 0
    for name in WEEKS:
        for student in ("ada", "ben", "ben2"):
            submit(term, student, name)
        grade_week(term, name)
        write_feedback(term, name, quiet=True)
    (term / "submitted/ben/notes.txt").write_text("mine")
    return term


def mentions(course, text):
    """Name the files of a course that contain a text, or have it in their path."""
    files = [path for path in course.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(course))
        for path in files
        if text in path.read_bytes() or text.decode() in str(path.relative_to(course))
    }


def forget(course, student, *more):
    return main(["forget", student, "--course", str(course), "--yes", *more])


def test_nothing_is_left_of_a_forgotten_student(graded, capsys):
    before = {name: grades(graded, name)["ada"] for name in WEEKS}
    assert "gradebook.db" in mentions(graded, b"Novak")
    capsys.readouterr()
    assert forget(graded, "ben") == 0
    assert capsys.readouterr().out == (
        "Removed ben from the gradebook and 6 places in the course.\n"
    )
    assert mentions(graded, b"Novak") == set()
    assert {path for path in mentions(graded, b"ben") if "ben2" not in path} <= {
        "gradebook.db",  # which still has ben2
        *(path for path in mentions(graded, b"ben") if path.startswith(("source", "release"))),
    }
    assert {name: grades(graded, name)["ada"] for name in WEEKS} == before
    assert [*grades(graded, WEEKS[0])] == ["ada", "ben2"]
    assert (graded / "submitted/ben2/02-forward").is_dir()
    rosters = json.loads((graded / ".grader/roster.json").read_text())
    assert [*rosters["canvas"]["rows"]] == ["ada"]
    with sqlite3.connect(graded / "gradebook.db") as book:
        orphans = (
            "SELECT count(*) FROM grade "
            "WHERE notebook_id NOT IN (SELECT id FROM submitted_notebook)"
        )
        assert book.execute(orphans).fetchone() == (0,)
    assert forget(graded, "ben") == 1
    assert "There is no data of ben in this course." in capsys.readouterr().err


def test_deleted_rows_cant_be_read_from_the_gradebooks_file(graded):
    def off(connection, _):
        connection.execute("PRAGMA secure_delete = OFF")  # the default of most builds

    assert b"Novak" in (graded / "gradebook.db").read_bytes()
    event.listen(Engine, "connect", off)
    try:
        assert forget(graded, "ben", "--quiet") == 0
    finally:
        event.remove(Engine, "connect", off)
    assert b"Novak" not in (graded / "gradebook.db").read_bytes()


def test_words_of_a_pages_style_are_no_students(graded, capsys):
    submit(graded, "root", WEEKS[0])
    grade_week(graded, WEEKS[0])
    page = graded / "feedback/ada/02-forward/index.html"
    assert ":root" in page.read_text()
    capsys.readouterr()
    assert forget(graded, "root") == 0
    assert ".html" not in capsys.readouterr().out
    page.write_text(page.read_text() + "<p>root</p>")
    (graded / "submitted/root").mkdir()
    assert forget(graded, "root") == 0
    assert "feedback/ada/02-forward/index.html" in capsys.readouterr().out


def test_files_that_still_mention_the_student_are_listed(graded, capsys):
    (graded / "grades.csv").write_text("student,score\nben,12\nben2,12\n")
    (graded / "mail.txt").write_text("Dear Ben Novak,")
    (graded / "other.txt").write_text("benefit ben2 ben-jo")
    capsys.readouterr()
    assert forget(graded, "ben") == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        "These files still mention the student. Look at them yourself: grades.csv, mail.txt."
    )


def test_a_student_who_is_only_in_a_folder_is_forgotten_too(graded, tmp_path, capsys):
    link = graded / "submitted/zoe"
    (tmp_path / "elsewhere/02-forward").mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere")
    capsys.readouterr()
    assert forget(graded, "zoe/") == 0  # as a shell completes it
    assert capsys.readouterr().out == "Removed zoe from 1 place in the course.\n"
    assert not os.path.lexists(link)
    assert (tmp_path / "elsewhere/02-forward").is_dir()


@pytest.mark.parametrize("student", ["nobody", "..", ".", "ada/02-forward", "", "*"])
def test_what_is_no_student_is_refused_and_nothing_removed(graded, student, capsys):
    before = mentions(graded, b"ada")
    assert forget(graded, student) == 1
    assert "There is no data of" in capsys.readouterr().err
    assert mentions(graded, b"ada") == before


def test_it_asks_first(graded, capsys, monkeypatch):
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: "n")
    assert main(["forget", "ben", "--course", str(graded)]) == 130
    assert (graded / "submitted/ben").is_dir()
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: "y")
    assert main(["forget", "ben", "--course", str(graded)]) == 0
    assert not (graded / "submitted/ben").exists()


def test_a_course_that_is_being_graded_is_left_alone(graded, capsys):
    coursedir = load_course(graded).coursedir
    state = CourseState(coursedir, WEEKS[0], released_notebooks(coursedir, WEEKS[0]))
    with state.locked():
        assert forget(graded, "ben") == 1
    assert "Another run is grading this course" in capsys.readouterr().err
    assert (graded / "submitted/ben").is_dir()


def test_a_copy_for_the_next_term_has_no_students(graded, tmp_path, capsys):
    (graded / "own_exercises.py").write_text("COURSE = None\n")
    (graded / "grades.csv").write_text("ada,12\n")
    main(["points", "compute_cost", "8", "--course", str(graded), "--quiet"])
    capsys.readouterr()
    new = tmp_path / "next"
    assert main(["copy", str(new), "--course", str(graded)]) == 0
    assert capsys.readouterr().out == (
        f"Copied the course to {new}, without students.\n"
        "Both courses have the course_id course. If both use the exchange, set another "
        "c.CourseDirectory.course_id.\n"
    )
    assert sorted(path.name for path in new.iterdir()) == [
        "nbgrader_config.py", "own_exercises.py", "release", "source", "submitted",
    ]  # fmt: skip
    assert mentions(new, b"Novak") | mentions(new, b"ben2") == set()
    assert '"points": 8' in (new / "source/03-cost/03-cost.ipynb").read_text()


def test_a_copy_that_would_share_the_gradebook_says_so(graded, tmp_path, capsys):
    with (graded / "nbgrader_config.py").open("a") as file:
        file.write('\nc.CourseDirectory.db_url = "postgresql://teacher:secret@host/gradebook"\n')
    new = tmp_path / "next"
    assert main(["copy", str(new), "--course", str(graded)]) == 0
    said = capsys.readouterr().out
    assert "names the gradebook postgresql://teacher:***@host/gradebook, which has" in said
    assert main(["copy", str(new), "--course", str(graded)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert main(["copy", str(graded / "next"), "--course", str(graded)]) == 1
    assert "lies in the course. Name a folder elsewhere." in capsys.readouterr().err


def test_the_scores_of_the_others_stay_in_the_table(graded):
    assert forget(graded, "ben", "--quiet") == 0
    assert [row.student for row in read_gradebook(graded, WEEKS[1]).rows] == ["ada", "ben2"]
