"""``grader autograde``: a class at once, resumed, and the same as by nbgrader itself."""

from __future__ import annotations

import contextlib
import copy
import fcntl
import json
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import ROOT
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from small_class import CLASS, FULL, RIGHT, dump, grade, hand_in, lost, notebooks, scores
from sqlalchemy import Engine, event

import grader.classroom.run
from grader.authoring.new_course import init_course
from grader.authoring.sample_class import NO_ANSWER, fill_in
from grader.classroom.run import ENDED_TWICE, _Run
from grader.classroom.summary import Summary, format_summary
from grader.cli import main
from grader.course import database
from grader.course.gradebook import Writer
from grader.course.open import load_course, run_nbgrader
from grader.course.released import released_notebooks
from grader.course.state import CourseState
from grader.course.table import read_gradebook
from grader.errors import CourseError, GradebookError
from grader.judging.version import version_of_tests
from grader.submissions.read import LARGE_BYTES
from grader.this_course import COURSE


def test_a_class_is_graded_and_not_again(course):
    summary = grade(course)
    assert (summary.graded, summary.before, summary.failed) == (6, 0, {})
    assert lost(course) == {"ada": 0, "ben": 3.5, "cleo": 5.5, "dan": 10, "eva": 4.5, "fay": 3}
    again = grade(course)
    assert (again.graded, again.before) == (0, 6)
    assert (
        format_summary(again) == "Nothing to grade: 6 submissions unchanged since the last grading."
    )
    hand_in(course, "zoe")
    assert " 1 at a time. 6 submissions unchanged since" in format_summary(grade(course))


def test_only_those_who_are_named(course):
    assert grade(course, "cleo").graded == 1
    assert lost(course) == {"cleo": 5.5}


def test_what_is_handed_in_again_is_graded_again(course):
    grade(course)
    hand_in(course, "cleo")
    assert grade(course).graded == 1
    assert lost(course)["cleo"] == 0
    assert grade(course, force=True).graded == 6


def test_the_same_seed_gives_the_same_to_the_letter(course, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(course, other)
    grade(course, workers=1)
    grade(other, workers=2)
    assert dump(course) == dump(other)
    assert notebooks(course) == notebooks(other)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_answers_whose_cells_have_no_ids_wait_for_a_person(course, tmp_path):
    for path in (course / "submitted/ada/dnn").glob("0[23]*.ipynb"):
        notebook = json.loads(path.read_text().replace(NO_ANSWER, f"Mine, of {path.stem}."))
        for cell in notebook["cells"]:
            cell["metadata"] = {}
        path.write_text(json.dumps(notebook))
    for student in CLASS.keys() - {"ada"}:
        shutil.rmtree(course / "submitted" / student)
    other = tmp_path / "other"
    shutil.copytree(course, other)
    summary = grade(course)
    said = (
        "{}.ipynb: the cells for these answers are missing, so grade them by hand: {}. Some "
        "editors remove the ids of cells; look for the answers in the student's text cells."
    )
    assert summary.by_hand == 2
    assert summary.problems == {
        "ada": (
            said.format("02-forward", "question_caches"),
            said.format("03-cost", "question_loss"),
        )
    }
    assert lost(course) == {"ada": 0}
    [row] = read_gradebook(course, "dnn").rows
    assert row.waiting == {"question_caches", "question_loss"}
    assert (row.scores["question_caches"], row.scores["question_zeros"]) == (None, 0)
    assert row.messages["question_loss"] == (
        "The cell for this answer is missing from your file. Your instructor looks for the answer "
        "in your other text cells."
    )
    assert "Mine, of 03-cost." in (course / "autograded/ada/dnn/03-cost.ipynb").read_text()
    shutil.copytree(course / ".grader", other / ".grader")
    app = load_course(other)
    assert NbGraderAPI(app.coursedir, config=app.config).autograde("dnn", "ada")["success"]
    assert dump(course) == dump(other)
    assert notebooks(course) == notebooks(other)


def nbgraders_own(course: Path) -> NbGraderAPI:
    """nbgrader's own autograding, as formgrader's button calls it."""
    app = load_course(course)
    return NbGraderAPI(app.coursedir, config=app.config)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_it_is_the_same_as_by_nbgraders_own_command(course, tmp_path):
    (course / "submitted/fay/dnn/05-training.ipynb").unlink()
    (course / "submitted/eva/dnn/02-forward.ipynb").rename(
        course / "submitted/eva/dnn/02-forward (2).ipynb"
    )
    text = (course / "submitted/dan/dnn/04-backward.ipynb").read_text()
    (course / "submitted/dan/dnn/04-backward.ipynb").write_text(text[:-3000])
    other = tmp_path / "other"
    shutil.copytree(course, other)
    grade(course, seed=5)
    shutil.copytree(course / ".grader", other / ".grader")  # with the seed
    nbgrader = nbgraders_own(other)
    for student in CLASS:
        assert nbgrader.autograde("dnn", student)["success"]
    assert dump(course) == dump(other)
    assert notebooks(course) == notebooks(other)
    assert lost(course)["eva"] == 4.5


@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_nbgraders_own_command_regrades_what_was_resubmitted(course):
    """Formgrader runs for days, and remembers the submission that it judged last."""
    nbgrader = nbgraders_own(course)
    assert nbgrader.autograde("dnn", "cleo")["success"]
    assert lost(course) == {"cleo": 5.5}
    hand_in(course, "cleo")
    assert nbgrader.autograde("dnn", "cleo")["success"]
    assert lost(course) == {"cleo": 0}


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_nbgraders_own_command_grades_no_link(course):
    (course / "submitted/cleo/dnn").rename(course / "elsewhere")
    (course / "submitted/cleo/dnn").symlink_to(course / "elsewhere")
    done = nbgraders_own(course).autograde("dnn", "cleo")
    assert not done["success"]
    assert f"{course}/submitted/cleo/dnn is a link, and links are not followed" in done["log"]
    assert not list((course / "autograded").rglob("*.ipynb"))
    assert set(scores(course).values()) <= {0}


def test_a_persons_scores_and_comments_stay(course):
    grade(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        place = ("05-training", "dnn", "cleo")
        book.find_grade("check_update_parameters", *place).manual_score = 4
        book.find_comment("update_parameters", *place).manual_comment = "Nearly."
        book.db.commit()
    grade(course, force=True)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        entry = book.find_grade("check_update_parameters", *place)
        assert (entry.auto_score, entry.manual_score, entry.score) == (0, 4, 4)
        comment = book.find_comment("update_parameters", *place)
        assert comment.manual_comment == "Nearly."
        assert comment.auto_comment.startswith("update_parameters: not right yet.")


def test_a_persons_score_is_flagged_if_what_it_is_for_has_changed(course):
    place = ("05-training", "dnn", "cleo")
    cells = ("check_update_parameters", "question_stall")
    path = course / "submitted/cleo/dnn/05-training.ipynb"

    def look() -> list[bool]:
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
            found = [book.find_grade(cell, *place) for cell in cells]
            flags = [one.needs_manual_grade for one in found]
            for one in found:
                one.manual_score, one.needs_manual_grade = 1.5, False
            book.db.commit()
        return flags

    def change(grade_id: str, more: str) -> None:
        read = json.loads(path.read_text())
        [cell] = [
            c
            for c in read["cells"]
            if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
        ]
        cell["source"] = "".join(cell["source"]) + more
        path.write_text(json.dumps(read))

    change("question_stall", "Because.")
    grade(course, "cleo")
    assert look() == [False, True]
    grade(course, "cleo", force=True)
    assert look() == [False, False]
    change("question_stall", "And so.")
    grade(course, "cleo")
    assert look() == [False, True]
    change("update_parameters", "\n# Look again.")
    grade(course, "cleo")
    assert look() == [True, False]
    # A look that is still due stays due.
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_grade("question_stall", *place).needs_manual_grade = True
        book.db.commit()
    grade(course, "cleo", force=True)
    assert look() == [False, True]


def test_late_ones_are_punished_as_the_course_says(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_assignment("dnn", duedate="2026-03-01 00:00:00 UTC")
    for student, day in (("ada", "2026-02-27"), ("ben", "2026-03-02")):
        (course / f"submitted/{student}/dnn/timestamp.txt").write_text(f"{day} 10:00:00 UTC")
    (course / "submitted/cleo/dnn/timestamp.txt").write_text("last Tuesday")
    summary = grade(course)
    assert summary.problems["cleo"] == (
        "timestamp.txt contains no time, so the submission counts as on time. Correct or delete "
        "the file: formgrader can't list the assignment with it.",
    )
    assert penalties(course) == {**dict.fromkeys(CLASS, 0), "ben": FULL - 3.5}
    (course / "submitted/ben/dnn/timestamp.txt").write_text("2026-02-28 10:00:00 UTC")
    assert grade(course).graded == 1
    assert penalties(course) == dict.fromkeys(CLASS, 0)


def penalties(course: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        found = book.assignment_submissions("dnn")
        return {one.student_id: one.late_submission_penalty for one in found}


PENALTIES = """
from nbgrader.plugins import BasePlugin

class Odd(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {"ada": score + 7, "ben": -5, "cleo": 1}[student_id]

c.AssignLatePenalties.plugin_class = Odd
"""


def test_lateness_costs_no_more_than_the_score_and_no_less_than_nothing(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(PENALTIES)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_assignment("dnn", duedate="2026-03-01 00:00:00 UTC")
    for student in ("ada", "ben", "cleo"):
        path = course / f"submitted/{student}/dnn/timestamp.txt"
        path.write_text("2026-03-02 10:00:00 UTC")
    assert grade(course, "ada", "ben", "cleo").failed == {}
    found = {"ada": set(), "ben": set(), "cleo": set()}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions("dnn"):
            for one in submission.notebooks:
                penalty = one.late_submission_penalty
                found[submission.student_id].add((penalty, penalty == one.score))
    assert {equal for _, equal in found["ada"]} == {True}
    assert max(penalty for penalty, _ in found["ada"]) > 0
    assert {penalty for penalty, _ in found["ben"]} == {0}
    assert {penalty for penalty, _ in found["cleo"]} == {0, 1}  # 0 where nothing was earned


def test_students_are_not_entered_where_the_course_says_so(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("\nc.Autograde.create_student = False\n")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.add_student("ada")
    summary = grade(course, "ada", "ben")
    assert summary.graded == 1
    assert summary.failed == {
        "ben": "The gradebook has no student ben. Add the student with: nbgrader db student add"
    }
    assert not (course / "autograded/ben/dnn").exists()


def test_other_files_go_along_but_for_the_courses_own(course):
    folder = course / "submitted/ada/dnn"
    ours = ("dnn_utils/__init__.py", "dnn-course/data/train_cats.h5")
    pages = ("x.html", "y.SVG", "z.xhtml", "z.js", "no-kind")
    for name in ("my cat.png", *ours, *pages, "notes/a.txt", ".cache/b"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    (folder / "link.txt").symlink_to("/etc/passwd")
    grade(course, "ada")
    graded = course / "autograded/ada/dnn"
    others = {str(p.relative_to(graded)) for p in graded.rglob("*") if p.suffix != ".ipynb"}
    assert others == {"my cat.png", "notes", "notes/a.txt"}
    assert (graded / "06-cat-classifier.ipynb").stat().st_mode & 0o777 == 0o444


def test_a_submission_without_any_notebook_is_named_and_has_no_score(course):
    folder = course / "submitted/ada/dnn"
    shutil.rmtree(folder)
    folder.mkdir()
    none = "The folder has none of the assignment's notebooks."
    assert grade(course, "ada").failed == {"ada": f"{none} It is empty."}
    (folder / "dnn.zip").write_bytes(b"PK")
    unpack = " Unpack the archive in this folder."
    assert grade(course, "ada").failed == {"ada": f"{none} It contains only: dnn.zip.{unpack}"}
    assert scores(course) == {}


def test_what_stands_beside_the_assignments_folder_is_named(course):
    (course / "submitted/ben/dnn").rename(course / "submitted/ben/DNN (1)")
    (course / "submitted/zoe").mkdir()
    (course / "submitted/zoe/03-cost.ipynb").write_text("{}")
    (course / "submitted/cleo/dnn").rename(course / "cleo")
    (course / "submitted/cleo/dnn").symlink_to(course / "cleo")
    summary = grade(course)
    assert summary.graded == 4
    assert summary.failed == {
        "ben": "There is no folder dnn, only DNN (1). Move the submission into a folder dnn.",
        "zoe": "There is no folder dnn, only 03-cost.ipynb. Move the submission into a folder dnn.",
        "cleo": f"{course}/submitted/cleo/dnn is a link, and links are not followed. Put the files "
        "there.",
    }


def test_a_students_folder_that_is_a_link_is_named(course, tmp_path, capsys):
    """As a folder that is a link for the assignment alone: nbgrader's command, too."""
    submitted = course / "submitted"
    for student in ("ben", "cleo"):
        (submitted / student).rename(tmp_path / student)
        (submitted / student).symlink_to(tmp_path / student)
    shutil.rmtree(tmp_path / "cleo" / "dnn")
    (submitted / "gone").symlink_to(tmp_path / "nowhere")
    shutil.rmtree(submitted / "fay/dnn")
    (submitted / "fay/dnn").symlink_to(tmp_path / "nowhere")
    why = "is a link, and links are not followed. Put the files there."
    names = {"ben": "ben", "cleo": "cleo", "gone": "gone", "fay": "fay/dnn"}
    summary = grade(course)
    assert summary.failed == {name: f"{submitted / at} {why}" for name, at in names.items()}
    assert scores(course).keys() == {"ada", "dan", "eva"}
    for student, at in names.items():
        assert main(["autograde", student, "--course", str(course)]) == 1
        assert capsys.readouterr().err == f"grader: {submitted / at} {why}\n"
    app = load_course(course)
    made = NbGraderAPI(app.coursedir, config=app.config).autograde("dnn", "ben")
    assert not made["success"]
    assert f"{submitted / 'ben'} {why}" in made["log"]
    assert not (course / "autograded/ben/dnn").exists()
    assert not any(scores(course).get(student) for student in names)


@pytest.mark.slow
def test_students_of_any_name_are_graded(course, capfdbinary):
    """But for names that are no text; none of them says anything that it isn't."""
    shutil.rmtree(course / "submitted")
    for student in ("\x1b[2J", "=1+1", "a\nNot graded:\n  ben", "-x", "Noël", "\udce4"):
        hand_in(course, student)
    summary = grade(course)
    assert (summary.graded, summary.failed.keys()) == (5, {"\udce4"})
    assert format_summary(summary).endswith(
        "\n\nNot graded:\n  \\udce4: The name of this student's folder is not UTF-8 text. "
        "Rename the folder."
    )
    assert grade(course).before == 5
    assert main(["table", str(course), "--csv"]) == 0
    out = capfdbinary.readouterr().out.decode()
    names = ("'-x", "'=1+1", "Noël", "\\x1b[2J", "a\\nNot graded:\\n  ben")
    assert [line.split(",")[0] for line in sorted(out.splitlines())][:5] == sorted(names)


def test_the_folder_that_all_submissions_are_in_may_be_a_link(course, tmp_path):
    (course / "submitted").rename(tmp_path / "elsewhere")
    (course / "submitted").symlink_to(tmp_path / "elsewhere")
    assert (grade(course, "ada").graded, lost(course)) == (1, {"ada": 0})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["course [2026]*", "what [!a]", "a{b}c"])
def test_a_course_in_a_folder_of_any_name(name, released, tmp_path):
    course = tmp_path / name
    shutil.copytree(released, course)
    hand_in(course, "ada")
    assert (grade(course, seed=None).graded, lost(course)) == (1, {"ada": 0})
    seed = ledger(course).seed()
    feedback = course / "feedback/ada/dnn"
    feedback.mkdir(parents=True)
    os.utime(feedback, (time.time() + 5, time.time() + 5))
    assert ledger(course).seed() != seed
    assert [row.student for row in read_gradebook(course, "dnn").rows] == ["ada"]


@pytest.mark.exhaustive
def test_nbgraders_commands_work_in_a_course_in_a_folder_of_any_name(tmp_path):
    course = tmp_path / "[2026] co*urse? 100%"
    init_course(COURSE, course)
    run_nbgrader(course, "generate_assignment", "dnn", log=tmp_path / "log")
    hand_in(course, "ada")
    hand_in(course, "ben", "dw-not-averaged")
    assert grade(course).graded == 2
    ours, in_ours = dump(course), notebooks(course)
    shutil.rmtree(course / "autograded")
    run_nbgrader(course, "autograde", "dnn", log=tmp_path / "log")
    assert (dump(course), notebooks(course)) == (ours, in_ours)
    run_nbgrader(course, "generate_feedback", "dnn", log=tmp_path / "log")
    run_nbgrader(course, "export", log=tmp_path / "log")
    written = [path.stem for path in course.glob("feedback/ben/dnn/*.html")]
    assert {*written} == {path.stem for path in course.glob("release/dnn/*.ipynb")}
    assert (course / "grades.csv").read_text().count("dnn,") == 2
    rows = {row.student: row.total for row in read_gradebook(course, "dnn").rows}
    assert rows == {"ada": FULL, "ben": FULL - 3.5}


@pytest.mark.exhaustive
def test_submissions_without_notebooks_are_graded_by_nbgraders_own_command(course, tmp_path):
    """Python files alone, and notebooks in a folder below, among others that are as they should."""
    for student in ("ben", "cleo", "dan", "eva"):
        shutil.rmtree(course / "submitted" / student)
    folder = course / "submitted/ben/dnn"
    folder.mkdir(parents=True)
    for name in ("linear_forward", "compute_cost"):
        (folder / f"{name}.py").write_text(f"import numpy as np\n{RIGHT[name]}")
    (course / "submitted/fay/dnn").rename(course / "submitted/fay/work")
    (course / "submitted/fay/dnn").mkdir()
    (course / "submitted/fay/work").rename(course / "submitted/fay/dnn/work")
    (course / "submitted/zip/dnn").mkdir(parents=True)
    (course / "submitted/zip/dnn/work.zip").touch()
    other = tmp_path / "other"
    shutil.copytree(course, other)
    assert grade(course).graded == 3
    shutil.copytree(course / ".grader", other / ".grader")
    run_nbgrader(other, "autograde", "dnn", log=tmp_path / "log")
    assert dump(course) == dump(other)
    assert notebooks(course) == notebooks(other)
    assert scores(other)["ben"] == 15


def test_what_may_not_be_read_is_no_zero(course, monkeypatch):
    def denied(path):
        if path == course / "submitted/ada/dnn/03-cost.ipynb":
            raise PermissionError(13, "Permission denied", str(path))
        return original(path)

    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", denied)
    summary = grade(course, "ada", "ben")
    path = course / "submitted/ada/dnn/03-cost.ipynb"
    assert summary.failed == {
        "ada": f"{path} can't be used: Permission denied. Fix this, then grade it again."
    }
    assert (summary.graded, [*scores(course)]) == (1, ["ben"])


def test_two_runs_do_not_grade_one_course_at_once(course, capsys):
    def other():
        with contextlib.chdir(course), ledger(course).locked():
            time.sleep(20)

    process = multiprocessing.get_context("fork").Process(target=other)
    process.start()
    while (
        not (course / ".grader/dnn/lock").exists() or not (course / ".grader/dnn/lock").read_text()
    ):
        time.sleep(0.05)
    assert autograde(course) == 1
    process.kill()
    process.join()
    who = f"process {process.pid} on {os.uname().nodename}"
    assert (
        capsys.readouterr().err
        == f"grader: Another run is grading this course: {who}. Wait until it ends, or stop it.\n"
    )
    assert autograde(course) == 0  # the lock goes with the process


def test_the_workers_of_a_killed_run_are_waited_for(course):
    def killed(alive):
        with ledger(course).locked():
            if not os.fork():  # a worker, which has its lock and ends later
                time.sleep(1)
                os._exit(0)
            alive.send(os.getpid())
            time.sleep(20)

    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=killed, args=(theirs,))
    process.start()
    assert ours.recv() == process.pid
    process.kill()
    process.join()
    with (course / ".grader/dnn/lock").open() as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert autograde(course) == 0


def test_a_lock_names_the_run_that_holds_it_and_none_before(course):
    for _ in range(2):
        with ledger(course).locked():
            pass
    who = f"process {os.getpid()} on {os.uname().nodename}"
    assert (course / ".grader/dnn/lock").read_text() == who


def test_what_is_remembered_is_the_groups_too_where_the_course_is_shared(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("\nc.CourseDirectory.groupshared = True\n")
    before = os.umask(0o077)
    try:
        ledger(course).keep_seed(1)
    finally:
        os.umask(before)
    folder = course / ".grader/dnn"
    modes = [path.stat().st_mode & 0o7777 for path in (folder.parent, folder, folder / "seed")]
    assert modes == [0o2775, 0o2775, 0o664]


def test_what_is_remembered_of_nobody_is_no_reason_to_stop(course):
    """As where another program has written the file."""
    ours = ledger(course)
    ours.keep_seed(1)
    ours.keep("ada", "digest", ("problem",))
    assert ours.graded("ada").items() >= {"digest": "digest", "problems": ["problem"]}.items()
    for text in ("[]", "3", "null", '{"digest"'):
        (course / ".grader/dnn/ada.json").write_text(text)
        assert ours.graded("ada") == {}


def test_other_points_in_the_release_are_a_change_of_it(course):
    folder, path = course / "submitted/ada/dnn", course / "release/dnn/03-cost.ipynb"
    before = ledger(course).digest(folder)
    text = path.read_text()
    assert '"points": 10' in text
    path.write_text(text.replace('"points": 10', '"points": 9', 1))
    assert ledger(course).digest(folder) != before


def ledger(course: Path) -> CourseState:
    coursedir = load_course(course).coursedir
    return CourseState(coursedir, "dnn", released_notebooks(coursedir, "dnn"))


def test_the_seed_stays_until_feedback_is_written(course):
    grade(course, "ada", seed=None)
    first = ledger(course).seed()
    assert grade(course, "ben", seed=None).seed == first
    assert grade(course, seed=7).seed == 7
    assert ledger(course).seed() == 7
    feedback = course / "feedback/ada/dnn"
    feedback.mkdir(parents=True)
    os.utime(feedback, (time.time() + 5, time.time() + 5))
    assert grade(course, "dan", seed=None, force=True).seed not in (7, first)


def test_a_change_of_the_release_has_everything_graded_again(course):
    grade(course)
    path = course / "release/dnn/03-cost.ipynb"
    path.write_text(path.read_text().replace("compute_cost(AL, Y)", "compute_cost(AL,  Y)", 1))
    assert grade(course).graded == 6


def test_a_change_of_times_alone_has_nothing_graded_again(course):
    grade(course)
    for path in (course / "submitted").rglob("*.ipynb"):
        os.utime(path, (1, 1))
    assert grade(course).graded == 0
    path = course / "submitted/ada/dnn/03-cost.ipynb"
    kept = path.stat()
    text = path.read_text()
    assert "np.log" in text
    path.write_text(text.replace("np.log", "np.Log", 1))
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert grade(course).graded == 1


def test_a_corrected_time_is_graded_again(course):
    path = course / "submitted/ada/dnn/timestamp.txt"
    path.write_text("2026-03-01 10:00:00 UTC")
    grade(course)
    assert grade(course).graded == 0
    path.write_text("2026-03-02 10:00:00 UTC")
    assert grade(course).graded == 1


def test_a_change_of_a_large_notebook_is_seen(course):
    """One of the same size; its contents are too many to be read each time."""
    path = course / "submitted/ada/dnn/large.ipynb"
    path.write_bytes(b" " * (LARGE_BYTES + 1))
    os.utime(path, (1, 1))
    first = ledger(course).digest(path.parent)
    assert ledger(course).digest(path.parent) == first
    path.write_bytes(b"x" * (LARGE_BYTES + 1))
    assert ledger(course).digest(path.parent) != first


def test_a_seed_that_is_half_written_does_not_count(course):
    """As where the disk is full, or the run is killed, before all digits are written."""
    ours = ledger(course)
    ours.keep_seed(1)

    def write_three_bytes():
        # Of a longer file, the kernel takes the beginning and then refuses.
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3, hard))
        with contextlib.suppress(OSError):
            ours.keep_seed(123_456_789)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=write_three_bytes)
    process.start()
    process.join()
    assert ours.seed() == 1


def test_what_nobody_has_foreseen_in_a_folder_is_that_students_alone(course, monkeypatch):
    def odd(self, *folders):
        if "ada" in folders[0].parts:
            raise RecursionError("too deep")
        return original(self, *folders)

    grade(course)
    (course / "submitted/ben/dnn/note.txt").touch()
    original = CourseState.digest
    monkeypatch.setattr(CourseState, "digest", odd)
    summary = grade(course)
    assert (summary.graded, summary.failed) == (1, {"ada": "RecursionError: too deep"})


def test_a_seed_for_one_student_is_not_the_classs(course):
    grade(course, seed=7)
    grade(course, "ada", seed=8, force=True)
    assert ledger(course).seed() == 7


def test_who_was_not_on_the_roster_is_named(course):
    assert grade(course, "cleo").new == []  # there is no roster
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.add_student("ada")
    summary = grade(course, "ada", "ben")
    assert summary.new == ["ben"]
    assert "\nAdded to the gradebook: ben." in format_summary(summary)


def test_what_nbgrader_needs_is_copied_up_to_its_size(course):
    folder = course / "submitted/ada/dnn"
    (folder / "submission_secret.txt").write_text("x" * 10_001)
    (folder / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    summary = grade(course, "ada")
    assert not (course / "autograded/ada/dnn/submission_secret.txt").exists()
    assert (course / "autograded/ada/dnn/timestamp.txt").exists()
    assert "submission_secret.txt" in summary.problems["ada"][0]


def test_who_has_lost_the_entry_in_the_gradebook_is_graded_again(course):
    grade(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.remove_submission("dnn", "ada")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.add_assignment("ps1")
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book, book:
        book.execute(
            "INSERT INTO submitted_assignment (id, assignment_id, student_id)"
            " SELECT 'x', id, 'ada' FROM assignment WHERE name = 'ps1'"
        )
    assert grade(course).graded == 1


def test_a_function_in_another_notebook_counts(course):
    first, second = (course / f"submitted/ada/dnn/{n}.ipynb" for n in ("03-cost", "02-forward"))
    first.write_text(fill_in(first.read_text(), {"compute_cost": "# see the other notebook"}))
    there = nbformat.read(second, as_version=4)
    there.cells.append(nbformat.v4.new_code_cell(RIGHT["compute_cost"]))
    nbformat.write(there, second)
    grade(course, "ada")
    assert lost(course) == {"ada": 0}


def test_no_write_looks_through_a_whole_table(course, monkeypatch):
    """What is quick for thirty would take as long as the grading for ten thousand."""
    asked = {}

    def note(connection, cursor, statement, parameters, context, many):
        asked[statement] = parameters[0] if many else parameters

    write = Writer._in_one_step

    def noted(*what):
        event.listen(Engine, "before_cursor_execute", note)
        try:
            write(*what)
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    monkeypatch.setattr(Writer, "_in_one_step", noted)
    (course / "submitted/ada/dnn/timestamp.txt").write_text("2031-01-01 00:00:00")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_assignment("dnn", duedate="2030-01-01 00:00:00")
    grade(course)
    grade(course, force=True)  # the first time there was nothing to change
    for kind in ("submitted_notebook", "grade", "comment"):
        assert any(statement.startswith(f"UPDATE {kind}") for statement in asked)
        assert any(statement.startswith(f"INSERT INTO {kind}") for statement in asked)
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        for statement, parameters in asked.items():
            plan = book.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            scans = {step.split()[1] for *_, step in plan if step.startswith("SCAN")}
            growing = {"student", "submitted_assignment", "submitted_notebook", "grade", "comment"}
            assert not scans & growing, statement


def run_and_kill(course: Path, after: float) -> bool:
    """Begin to grade, and kill the run after so many seconds; say whether it was done before."""
    process = multiprocessing.get_context("fork").Process(target=grade, args=(course,))
    process.start()
    process.join(after)
    done = process.exitcode == 0
    process.kill()
    process.join()
    return done


@pytest.mark.exhaustive
def test_killed_at_fifty_random_moments_it_ends_as_if_it_had_not_been(course, tmp_path):
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(course, undisturbed)
    begun = time.monotonic()
    grade(undisturbed)
    longest = time.monotonic() - begun
    expected, moments = dump(undisturbed), random.Random(4)
    kills = rounds = 0
    while kills < 50:
        shutil.rmtree(course / "autograded", ignore_errors=True)
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
            for student in scores(course):
                book.remove_submission("dnn", student)
        for _ in range(10):
            if run_and_kill(course, moments.uniform(0, longest / 2)):
                break
            kills += 1
        grade(course)
        rounds += 1
        assert dump(course) == expected
        assert notebooks(course) == notebooks(undisturbed)
        assert not list(course.glob("autograded/*/.*"))
    assert rounds >= 5


@pytest.mark.exhaustive
def test_a_hundred_kills_of_our_own_processes_change_nothing(course, tmp_path):
    """Workers, servers and the processes of students, at random, in a class of 20."""
    for number in range(14):
        hand_in(course, f"student{number:02}", [None, "dw-not-averaged", "step-uphill"][number % 3])
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(course, undisturbed)
    grade(undisturbed)
    expected, moments = dump(undisturbed), random.Random(7)
    kills = rounds = 0
    command = [sys.executable, "-m", "grader", "autograde", "--seed", "5", "--workers", "2"]
    while kills < 100:
        rounds += 1
        shutil.rmtree(course / "autograded", ignore_errors=True)
        said = tmp_path / "said"
        with said.open("w") as out:
            run = subprocess.Popen(command, cwd=course, stdout=out, stderr=out)
            process = psutil.Process(run.pid)
            while run.poll() is None:
                time.sleep(moments.uniform(0.05, 0.3))
                with contextlib.suppress(psutil.NoSuchProcess):
                    ours = process.children(recursive=True)
                    if ours and run.poll() is None:
                        moments.choice(ours).kill()
                        kills += 1
        assert run.returncode in (0, 1), said.read_text()
        assert "Traceback" not in said.read_text()
        for _ in range(3):  # who was unlucky twice is graded by the same command
            if not grade(course).failed:
                break
        assert dump(course) == expected
    assert rounds >= 3


def test_a_process_that_ends_is_replaced_and_its_submission_tried_again(course, monkeypatch):
    killed = []

    def submit(self, folder, *earlier):
        if self.workers and not killed:
            killed.append(self.workers[0].process.pid)
            os.kill(killed[0], signal.SIGKILL)
            time.sleep(0.2)
        return original(self, folder, *earlier)

    from grader.classroom import processes

    original = processes._Processes.submit
    monkeypatch.setattr(processes._Processes, "submit", submit)
    summary = grade(course)
    assert killed
    assert (summary.graded, summary.failed) == (6, {})


def test_a_submission_that_ends_its_process_twice_is_named_and_the_others_go_on(
    course, monkeypatch
):
    from grader.classroom import pool

    def fatal(course, released, handed_in, *others):
        if "FATAL" in str(handed_in["03-cost"]):
            os.kill(os.getpid(), signal.SIGKILL)
        return original(course, released, handed_in, *others)

    original = pool.grade_submission
    monkeypatch.setattr(pool, "grade_submission", fatal)
    path = course / "submitted/dan/dnn/03-cost.ipynb"
    path.write_text(fill_in(path.read_text(), {"compute_cost": "# FATAL"}))
    summary = grade(course)
    assert summary.graded == 5
    assert summary.failed == {"dan": ENDED_TWICE}
    assert "Not graded:\n  dan: The process that graded it ended twice " in format_summary(summary)


@contextlib.contextmanager
def locked(course: Path):
    """Keep the gradebook locked, as another program may."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        book.execute("BEGIN EXCLUSIVE")
        yield book
        book.rollback()


@pytest.mark.exhaustive
def test_a_locked_gradebook_is_waited_for(course, capsys):
    lock = multiprocessing.get_context("fork").Process(target=lock_for, args=(course, 7))
    lock.start()
    time.sleep(0.5)
    summary = grade(course)
    lock.join()
    assert (summary.graded, summary.failed) == (6, {})
    said = capsys.readouterr().err
    assert "Another program has locked the gradebook. Waiting for it ..." in said


def lock_for(course: Path, seconds: float) -> None:
    with locked(course):
        time.sleep(seconds)


@pytest.mark.exhaustive
def test_a_gradebook_that_stays_locked_is_reported_and_nothing_lost(course, monkeypatch):
    grade(course, "ada", "ben")
    monkeypatch.setattr(database, "LOCKED_SECONDS", 0.5)
    with locked(course), pytest.raises(CourseError) as raised:
        grade(course)
    assert str(raised.value) == (
        "Another program has kept the gradebook locked for 0.5 seconds. Close that program, then "
        "run the same command again: it continues where it stopped."
    )
    assert lost(course) == {"ada": 0, "ben": 3.5}
    assert grade(course).graded == 4


@pytest.fixture
def locked_in_mid_run(course, monkeypatch):
    """Another program locks the gradebook as soon as the first submission is in it."""
    write = Writer._in_one_step
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:

        def then_lock(*what):
            write(*what)
            if not book.in_transaction and not taken:
                book.execute("BEGIN EXCLUSIVE")
                taken.append(what)

        taken = []
        monkeypatch.setattr(Writer, "_in_one_step", then_lock)
        yield book
        assert taken


@pytest.mark.exhaustive
def test_a_lock_in_mid_run_is_waited_for(course, locked_in_mid_run, monkeypatch):
    waited = []

    def wait():
        waited.append(len(list(course.glob("autograded/*/dnn"))))
        locked_in_mid_run.rollback()

    monkeypatch.setattr(grader.classroom.run, "_locked", wait)
    summary = grade(course)
    assert waited == [1]
    assert (summary.graded, summary.failed) == (6, {})


@pytest.mark.exhaustive
def test_a_lock_that_stays_in_mid_run_ends_it_and_is_nobodys_fault(
    course, locked_in_mid_run, monkeypatch
):
    monkeypatch.setattr(database, "LOCKED_SECONDS", 0.1)
    with pytest.raises(GradebookError, match="Another program has kept the gradebook locked"):
        grade(course)
    locked_in_mid_run.rollback()
    again = grade(course)
    assert (again.before, again.graded, again.failed) == (1, 5, {})


def autograde(course: Path, *arguments: str) -> int:
    return main(["autograde", "--course", str(course), "--workers", "2", *arguments])


@pytest.mark.parametrize(("seconds", "rate"), [(1.5, "2.0 per second"), (90.0, "2.0 per minute")])
def test_a_slow_rate_is_told_by_the_minute(seconds, rate):
    assert f" {rate}, 1 at a time." in format_summary(Summary(graded=3, seconds=seconds, workers=1))


def test_the_command_says_how_it_went_and_its_status_tells(course, capsys):
    text = (course / "submitted/eva/dnn/04-backward.ipynb").read_text()
    (course / "submitted/eva/dnn/04-backward.ipynb").write_text(text[:100])
    assert autograde(course) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"Graded 6 submissions in \d+\.\d s, \d+\.\d per (second|minute), 2 at a time\.", first
    )
    assert re.fullmatch(r"Seed of the test inputs: \d+\.", rest[0])
    assert rest.pop(1) == f"Version of the tests: {version_of_tests(COURSE)}."
    assert rest[1:3] == ["", "Graded, but some files need a look:"]
    assert rest[3].startswith("  eva: 04-backward.ipynb: The file is not a notebook: it is cut off")


def no_course(course: Path) -> str:
    (course / "nbgrader_config.py").unlink()
    return f"{course} is not a course: it has no nbgrader_config.py. Go to your course's folder"


def broken_configuration(course: Path) -> str:
    (course / "nbgrader_config.py").write_text("c = 1 +")
    return f"{course / 'nbgrader_config.py'} can't be loaded. Fix this error in it: SyntaxError: "


def nothing_handed_in(course: Path) -> str:
    shutil.rmtree(course / "submitted")
    return f"There are no submissions: no folder matches {course}/submitted/*/dnn."


def nothing_generated(course: Path) -> str:
    (course / "gradebook.db").unlink()
    return "The gradebook has no assignment dnn. Run: nbgrader generate_assignment dnn"


def no_release_and_no_source(course: Path) -> str:
    shutil.rmtree(course / "release")
    shutil.rmtree(course / "source")
    return "The assignment dnn has no exercises of this course. If it is your own, grade it"


def no_database(course: Path) -> str:
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('\nc.CourseDirectory.db_url = "sqlite:////nowhere/at/all.db"\n')
    return "The gradebook can't be used (unable to open database file). Check db_url in nbgrader_"


def another_cell(course: Path, flag: str) -> str:
    """Release a cell that the gradebook has never heard of."""
    path = course / "release/dnn/03-cost.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get(flag))
    more = nbformat.v4.new_code_cell(place.source, metadata=copy.deepcopy(place.metadata))
    more.metadata.nbgrader.grade_id = "one_more"
    notebook.cells.append(more)
    nbformat.write(notebook, path)
    return (
        "The gradebook has no cell one_more of 03-cost.ipynb: the release is of another version "
        "than the gradebook. Run: nbgrader generate_assignment dnn --force."
    )


def another_grade_cell(course: Path) -> str:
    return another_cell(course, "grade")


def another_solution_cell(course: Path) -> str:
    return another_cell(course, "solution")


REFUSALS = (no_course, broken_configuration, nothing_handed_in, nothing_generated,
            no_release_and_no_source, no_database, another_grade_cell,
            another_solution_cell)  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_cant_be_graded_is_refused_in_a_sentence(refusal, course, capsys):
    expected = refusal(course)
    assert autograde(course) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"grader: {expected}"), said.err
    assert "Traceback" not in said.err
    assert not (course / "autograded").exists()


def test_a_student_who_handed_in_nothing_is_named(course, capsys):
    assert autograde(course, "ada/", "zoe/") == 1  # as a shell completes a folder's name
    assert capsys.readouterr().err == (
        f"grader: zoe has no submission: there is no folder {course}/submitted/zoe/dnn. Check the "
        "student's id, or put the files there.\n"
    )


def test_names_that_are_mixed_up(course, capsys):
    for wrong in ("dmm", "../dmm"):
        assert autograde(course, "--assignment", wrong) == 1
        assert capsys.readouterr().err == (
            f"grader: The course has no assignment {wrong}. Its assignments: dnn. Choose one with "
            "--assignment.\n"
        )
    (course / "source/02-forward").mkdir()
    for name in ("dnn", "02-forward"):
        assert autograde(course, name) == 1
        assert capsys.readouterr().err == (
            f"grader: {name} is an assignment, not a student. To grade all students, run: "
            f"grader autograde --assignment {name}\n"
        )


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_a_number_of_processes_is_one_or_more(number, course, capsys):
    assert autograde(course, f"--workers={number}") == 2
    assert "Invalid value for '--workers': " in capsys.readouterr().err


@pytest.mark.exhaustive
def test_interrupted_it_stops_and_says_how_to_go_on(course):
    command = [sys.executable, "-m", "grader", "autograde", "--course", str(course)]
    for number in range(40):
        hand_in(course, f"student{number:02}")
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
        # What runs in the background of a shell is started with this signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not list(course.glob("autograded/*/dnn")):
        time.sleep(0.05)
    # As a terminal does: the command, its processes, and all else in its group.
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "\nInterrupted. To continue, run the same command.\n" in out
    done = len(list(course.glob("autograded/*/dnn")))
    assert 0 < done < 46
    assert len(scores(course)) - done in (0, 1)  # between the one and the other
    assert 46 - grade(course).graded - done in (-1, 0)


def test_an_interrupted_run_with_force_goes_on_without(course, monkeypatch):
    keep = _Run._keep

    def keep_one(*what):
        keep(*what)
        raise KeyboardInterrupt

    grade(course)
    with monkeypatch.context() as patched:
        patched.setattr(_Run, "_keep", keep_one)
        summary = grade(course, force=True)
    assert summary.graded == 1
    said = format_summary(summary)
    assert "\nInterrupted. To continue, run the same command without --force." in said
    again = grade(course)
    assert (again.before, again.graded) == (1, 5)
