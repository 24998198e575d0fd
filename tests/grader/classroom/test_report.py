"""The report on a class: what the grading remembers for it, its two pages, a new misconception."""

from __future__ import annotations

import ast
import json
import re
import shutil
import stat
from dataclasses import replace

import numpy as np
import pytest
from alike_code import FORWARD, STYLE, renamed
from html_page import Page
from nbgrader.api import Gradebook
from small_class import CLASS, RIGHT, grade, write_class
from weekly_class import grade_week, submit

from grader.authoring import split
from grader.authoring.sample_class import fill_in
from grader.classroom.feedback import write_feedback
from grader.classroom.report import words
from grader.classroom.report.clusters import Cluster
from grader.classroom.report.confidential import confidential_report
from grader.classroom.report.gather import ClassWork, read_class
from grader.classroom.report.page import confidential_page, public_page
from grader.classroom.report.public import error_of, public_report
from grader.cli import main
from grader.course.open import run_nbgrader
from grader.course.own_mistakes import FITS_NOBODY, NEW
from grader.course.table import NO_RESPONSE, Row, Table
from grader.grading import finding_of_test
from grader.judging import test_cells
from grader.judging.own_misconceptions import FILL_IN, read_files, with_own
from grader.misconceptions import MISCONCEPTIONS
from grader.submissions.read import NO_NOTEBOOK
from grader.submissions.reader import NO_CELL
from grader.this_course import COURSE
from testcases.words.error_causes import _CAUSES

pytestmark = pytest.mark.slow

WEEKS = [*split.weekly(COURSE)]
# A mistake that nothing explains, written in two ways, and another one.
ODD = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m + 0.37 * np.tanh(W)
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return np.dot(W.T, dZ), dW, db"""
ODD_TOO = """def linear_backward(dZ, cache):
    '''Zebulon Quimby's own'''
    zebulon, quimby, b = cache  # Zebulon
    number = zebulon.shape[1]
    dW = 0.37 * np.tanh(quimby) + dZ @ zebulon.T / number
    assert number > 0, "</script><img src=x onerror=alert(1)> Zebulon"
    return quimby.T @ dZ, dW, dZ.sum(axis=1, keepdims=True) / number"""
OTHER = ODD.replace("0.37 * np.tanh(W)", "0.21 * np.cos(dZ @ A_prev.T)")


def hand_in_own(course, student, **functions):
    folder = course / "submitted" / student / "dnn"
    folder.mkdir(parents=True, exist_ok=True)
    for path in (course / "release" / "dnn").glob("*.ipynb"):
        (folder / path.name).write_text(fill_in(path.read_text(), {**RIGHT, **functions}))


def state(course, student, assignment="dnn"):
    return json.loads((course / ".grader" / assignment / f"{student}.json").read_text())


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """The class of six and three with a mistake that nothing explains; not to be changed."""
    course = tmp_path_factory.mktemp("report") / "course"
    shutil.copytree(released, course)
    write_class(course)
    hand_in_own(course, "gus", linear_backward=ODD)
    hand_in_own(course, "zebulon", linear_backward=ODD_TOO)
    hand_in_own(course, "ida", linear_backward=OTHER)
    grade(course)
    return course


@pytest.fixture
def course(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "course")


@pytest.fixture(scope="module")
def work(graded):
    return read_class(graded)


def test_the_grading_remembers_what_it_found_in_each_exercise(graded):
    known = state(graded, "ben")
    assert known["tests"]
    found = known["findings"]
    assert {*found} == {n for n, e in COURSE.exercises.items() if e.notebook not in COURSE.optional}
    wrong = MISCONCEPTIONS["dw-not-averaged"]
    assert found["linear_backward"] == {
        "status": "partly",
        "points": 7,
        "max_points": 10,
        "misconception": wrong.slug,
        "explanation": wrong.slug,
        "sentence": wrong.sentence,
    }
    assert found["linear_forward"]["status"] == "right"
    assert not any(one.get("computed") for one in found.values())


def test_an_unexplained_result_is_remembered_by_what_it_computes(graded):
    one, two, other = (
        state(graded, student)["findings"]["linear_backward"]
        for student in ("gus", "zebulon", "ida")
    )
    assert one["explanation"] is None
    assert one["drawn"] == two["drawn"] == other["drawn"]
    assert [*one["computed"]] == [*two["computed"]] == ["dW"]

    def differ(one, other):
        pairs = zip(one["computed"]["dW"], other["computed"]["dW"], strict=True)
        return [abs(a - b) > near for (a, near), (b, _) in pairs]

    assert not any(differ(one, two))
    assert all(differ(one, other))
    assert len(json.dumps(one)) < 2_000


def test_same_wrong_results_are_one_cluster(work):
    assert [(c.exercise, c.number, c.students, c.parts) for c in work.clusters] == [
        ("compute_cost", 1, ["dan"], ("cost",)),  # where no result is, an error names no mistake
        ("linear_backward", 1, ["gus", "zebulon"], ("dW",)),
        ("linear_backward", 2, ["ida"], ("dW",)),
    ]


def test_the_report_counts_the_class(work):
    report = public_report(work)
    assert (report["graded"], report["not_graded"]) == (9, 0)
    assert sum(one["students"] for one in report["bins"]) == 9
    assert report["bins"][-1]["to"] == report["max_points"]
    # Nobody has answered a question.
    questions = [one for one in report["exercises"] if one["exercise"].startswith("question_")]
    assert {one["missing"] for one in questions} == {9}
    assert report["exercises"][-len(questions) :] == questions  # nobody tried them
    hardest = report["exercises"][0]
    assert hardest["exercise"] == "linear_backward"
    assert [hardest[kind] for kind in ("full", "some", "none", "missing")] == [5, 4, 0, 0]
    said = {one["id"]: one for one in report["causes"]}
    assert said["dw-not-averaged"]["students"] == 1
    assert said["dw-not-averaged"]["sentence"] == MISCONCEPTIONS["dw-not-averaged"].sentence
    assert {*CLASS.values()} - {None, "cost-m-not-made"} <= {*said}
    assert [one["students"] for one in report["clusters"]] == [2, 1, 1]
    assert [one["stops_with_an_error"] for one in report["clusters"]] == [False, True, False]
    assert report["notes"] == []


def test_test_cells_and_questions_are_listed_with_the_exercises():
    points = {"compute_cost": 10.0, "test_clip": 4.0, "question_loss": 3.0, "question_why": 3.0}
    said = {"question_loss": NO_RESPONSE}
    rows = [
        Row("ada", {"compute_cost": 10.0, "test_clip": 4.0, "question_loss": 1.0}),
        Row("ben", {"compute_cost": 10.0, "test_clip": 0.0, "question_loss": 0.0}, messages=said),
        Row("cleo", {"compute_cost": 10.0, "test_clip": 0.0, "question_loss": None}),
    ]
    for row in rows:
        row.scores["question_why"] = None
        row.waiting = {name for name, score in row.scores.items() if score is None}
    test = test_cells.TestCell("test_clip", "03-cost", "assert 1 == 2", "assert 1 == 2", 4.0)
    stopped = finding_of_test(test_cells.Tested(test, 0.0, "Zebulon's.", "The test was stopped."))
    passed = finding_of_test(test_cells.Tested(test, 4.0))
    findings = {
        "ada": {"test_clip": passed},
        **dict.fromkeys(("ben", "cleo"), {"test_clip": stopped}),
    }
    notebooks = dict.fromkeys(points, "03-cost")
    work = ClassWork(COURSE, Table(points, notebooks, rows, []), findings, {}, [])
    report = public_report(work)
    kinds = ("full", "some", "none", "missing")
    assert [(one["exercise"], *(one[kind] for kind in kinds)) for one in report["exercises"]] == [
        ("question_loss", 0, 1, 0, 1),
        ("test_clip", 1, 0, 2, 0),
        ("compute_cost", 3, 0, 0, 0),
    ]
    [cause] = report["causes"]
    assert (cause["exercise"], cause["students"]) == ("test_clip", 2)
    assert cause["sentence"] == "The test was stopped."
    assert words.INSIDE.format(names="test_clip") in report["notes"]
    assert "Zebulon" not in public_page(report)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f raised NameError: name 'tanh' is not defined.", "NameError: tanh is not defined"),
        ("f raised NameError: name 'zebulon' is not defined.", words.A_NAME),
        ("f raised ValueError: zebulon.", "ValueError"),
    ],
)
def test_an_error_is_named_without_a_name_of_the_students_own(text, said):
    cluster = Cluster("compute_cost", 1, ["dan"], (), True, "", text)
    assert error_of(COURSE, cluster) == words.ERROR.format(error=said)
    for own in ("f raised ZebulonError: no.", "Python can't read it."):
        assert error_of(COURSE, replace(cluster, error=own)) == words.SOME_ERROR
    assert error_of(COURSE, replace(cluster, errors=False)) == ""


def check_page(text: str) -> Page:
    page = Page(text)
    assert not page.tags & {"script", "iframe", "object", "embed", "form", "base", "link", "img"}
    assert all(one.startswith("#") and one[1:] in page.ids for one in page.loads)
    assert len(page.ids) == len(set(page.ids))
    assert "default-src 'none'" in text
    return page


def test_the_page_for_the_class_has_no_name_and_no_comment(work):
    text = public_page(public_report(work))
    page = check_page(text)
    for name in ("zebulon", "quimby", "alert(1)", *(n for n in CLASS if n != "ben")):
        assert not re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE), name
    assert "linear_backward, cluster 1: 2 students" in "".join(page.texts)
    assert "linear_backward, cluster 2: 1 student" in "".join(page.texts)
    assert "The function stops with an error, NameError: m is not defined." in page.texts
    assert "np.tanh" in text
    # What is for the instructor, and the code of one student, are on the other page.
    assert "grader misconception" not in text
    assert "np.cos" not in text
    assert "<code>dW</code> is not divided by <code>m</code>." in text


def test_the_confidential_page_says_who_needs_help_and_is_named_so(work):
    report = confidential_report(work)
    [unexplained] = [one for one in report["stuck"] if one["id"] == "cluster 1"]
    assert [who["id"] for who in unexplained["students"]] == ["gus", "zebulon"]
    page = check_page(confidential_page(report))
    assert page.texts.count("Confidential.") == 1
    assert "zebulon" in page.texts
    shown = "".join(page.texts)
    assert "quimby" not in shown
    assert "np.cos" in shown
    for number in (1, 2):
        command = f"grader misconception new linear_backward --cluster {number} --assignment dnn"
        assert command in shown
    # An error alone names no mistake.
    assert "compute_cost, cluster 1: dan" in shown
    assert "grader misconception new compute_cost" not in shown
    assert "These are places to look" in "".join(page.texts)


def test_the_command_writes_both_pages(course, capsys):
    assert main(["report", str(course)]) == 0
    folder = course / "reports" / "dnn"
    assert capsys.readouterr().out.splitlines() == [
        f"To show in class:  {folder / 'report.html'}",
        f"Confidential:      {folder / 'report-confidential.html'}",
    ]
    assert stat.S_IMODE((folder / "report-confidential.html").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "report.html").stat().st_mode) == 0o644
    first = (folder / "report.html").read_text()
    assert main(["report", "--course", str(course), "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert (folder / "report.html").read_text() == first


def test_the_report_as_json_names_nobody_outside_of_the_confidential_part(course, capsys):
    assert main(["report", str(course), "--json"]) == 0
    both = json.loads(capsys.readouterr().out)
    assert {*both} == {"report", "confidential"}
    assert "zebulon" not in json.dumps(both["report"])
    assert "zebulon" in json.dumps(both["confidential"])
    assert not (course / "reports").exists()


def test_names_of_the_roster_are_shown_as_text(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_student("gus", first_name="</script><b>Gus", last_name="\u202eO'x")
        book.update_or_create_student("hal", first_name="Hal")
    work = read_class(course)
    report = confidential_report(work)
    assert report["needs_help"][0] == {
        "id": "hal",
        "name": "Hal",
        "points": None,
        "reasons": [words.NOTHING],
    }
    text = confidential_page(report)
    check_page(text)
    assert "&lt;/script&gt;&lt;b&gt;Gus" in text
    assert "\u202e" not in text
    assert public_report(work)["not_graded"] == 1
    assert "Hal" not in public_page(public_report(work))


def test_a_submission_that_was_graded_before_asks_for_a_regrade(course):
    path = course / ".grader/dnn/zebulon.json"
    known = json.loads(path.read_text())
    del known["findings"]
    path.write_text(json.dumps(known))
    (course / ".grader/dnn/gus.json").write_text("[]")
    work = read_class(course)
    [note] = public_report(work)["notes"]
    assert note.startswith("2 submissions were graded by an older version")
    assert "grader autograde" not in note
    assert confidential_report(work)["notes"] == [
        f"{note} Regrade to see them: grader autograde --force --assignment dnn"
    ]


def test_a_cluster_becomes_a_misconception_that_the_next_grading_names(course, capsys):
    command = ["misconception", "new", "linear_backward", "--cluster", "1"]
    assert main([*command, "--course", str(course)]) == 0
    path = course / "misconceptions" / "linear_backward_1.py"
    assert str(path) in capsys.readouterr().out
    text = path.read_text()
    assert not re.search("zebulon|quimby", text, re.IGNORECASE)
    ast.parse(text)
    # As long as it is not filled in, the grading leaves it out, and says so.
    summary = grade(course, "gus", force=True, workers=1)
    assert summary.notes == [
        "Left out, because there are still texts to fill in: misconceptions/linear_backward_1.py. "
        "Write them, then regrade with --force."
    ]
    assert state(course, "gus")["findings"]["linear_backward"]["explanation"] is None
    path.write_text(re.sub(rf"{FILL_IN} (\w)", r"Own words \1", text))
    count = {"count": "9 submissions were", "names": "linear-backward-1", "assignment": "dnn"}
    assert grade(course).notes == [NEW.format(**count)]
    assert grade(course, force=True).notes == []
    for student in ("gus", "zebulon"):
        found = state(course, student)["findings"]["linear_backward"]
        assert found["misconception"] == "linear-backward-1"
        assert found["sentence"].startswith("Own words the likely cause")
    work = read_class(course)
    assert [c.students for c in work.clusters] == [["dan"], ["ida"]]
    [cause] = [c for c in public_report(work)["causes"] if c["id"] == "linear-backward-1"]
    assert (cause["kind"], cause["students"]) == ("misconception", 2)


def test_a_mistake_that_nobody_makes_is_named(course):
    (course / "misconceptions").mkdir()
    never = own_file("The tanh is too large.", code=ODD.replace("0.37", "0.99"))
    (course / "misconceptions/tanh.py").write_text(never)
    note = FITS_NOBODY.format(name="tanh-added", file="misconceptions/tanh.py")
    assert grade(course, force=True).notes == [note]
    (course / "misconceptions/tanh.py").write_text(never.replace("too large", "added"))
    [new] = grade(course).notes
    assert new.startswith("New common mistakes since 9 submissions were graded: tanh-added.")


@pytest.mark.exhaustive
def test_nbgraders_own_command_names_it_too(course):
    text = own_file("Every weight has a tanh too many.")
    (course / "misconceptions").mkdir()
    (course / "misconceptions/tanh.py").write_text(text)
    run_nbgrader(course, "autograde", "dnn", "--student", "gus", "--force", log=course / "log")
    graded = (course / "autograded/gus/dnn/04-backward.ipynb").read_text()
    assert "Every weight has a tanh too many." in graded
    # The report knows it, and the next run has nothing to do with files that are the same.
    found = state(course, "gus")["findings"]["linear_backward"]
    assert found["sentence"] == "Every weight has a tanh too many."
    [cause] = [c for c in public_report(read_class(course))["causes"] if c["id"] == "tanh-added"]
    assert cause["students"] == 1
    assert grade(course, "gus").before == 1


def test_what_nbgraders_own_command_found_in_other_files_is_in_the_report(course):
    hand_in_own(course, "gus")
    run_nbgrader(course, "autograde", "dnn", "--student", "gus", "--force", log=course / "log")
    known = state(course, "gus")
    assert {one["status"] for one in known["findings"].values()} == {"right"}
    assert known["digest"] is None
    work = read_class(course)
    assert "gus" not in {student for one in work.clusters for student in one.students}
    assert public_report(work)["notes"] == []
    assert grade(course, "gus").graded == 1


def own_file(sentence: str, slug: str = "tanh-added", code: str = ODD) -> str:
    return (
        "import numpy as np\nfrom grader.misconceptions import mistake\n\n"
        f'@mistake({slug!r}, {sentence!r}, "Why?", "So.", "There.")\n{code}\n'
    )


@pytest.mark.parametrize(
    "text, why",
    [
        ("x = (", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("x = 1", "no function in it is below @mistake(...)"),
        (own_file("No.", code="def nothing(x):\n    return x"), "nothing is no exercise"),
        (own_file("No.", slug="dw-not-averaged"), "another misconception with the name dw-not"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(course, capsys, text, why):
    (course / "misconceptions").mkdir()
    (course / "misconceptions/mine.py").write_text(text)
    assert main(["autograde", "--course", str(course), "--quiet"]) == 1
    said = capsys.readouterr().err
    assert "misconceptions/mine.py can't be used: " in said
    assert why in said
    assert "Correct it, or move it out of the folder." in said


def test_a_course_with_own_misconceptions_goes_to_other_processes(tmp_path):
    import pickle

    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions/tanh.py").write_text(own_file("Tanh."))
    own = with_own(COURSE, read_files(tmp_path))
    assert own is not COURSE
    assert own.misconceptions["tanh-added"].sentence == "Tanh."
    assert pickle.loads(pickle.dumps(own)) is own
    assert with_own(COURSE, ()) is COURSE
    assert "tanh-added" not in MISCONCEPTIONS


def test_a_function_of_ones_own_calls_the_solutions_and_the_helpers_of_its_file(tmp_path):
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions/two.py").write_text(
        own_file("Forward.", "f", "def linear_forward(A_prev, W, b):\n    return None, None")
        + own_file(
            "Again.",
            "a",
            "def linear_activation_forward(A_prev, W, b, activation):\n"
            "    Z, cache = linear_forward(A_prev, W, b)\n"
            "    return twice(relu(Z)[0]), (cache, Z)",
        )
        + "\ndef twice(x):\n    return 2 * x\n"
    )
    own = with_own(COURSE, read_files(tmp_path)).misconceptions
    ones = np.ones((1, 1))
    A, _ = own["a"].function(ones, ones, ones, "relu")
    assert A == 4
    assert own["f"].function(ones, ones, ones) == (None, None)


def test_there_is_a_sentence_for_what_is_missing(course, released, tmp_path, capsys):
    def said(*arguments):
        assert main([*map(str, arguments)]) == 1
        return capsys.readouterr().err.splitlines()[-1]

    assert "is not a course: it has no nbgrader_config.py" in said("report", tmp_path)
    assert said("report", released) == (
        f"grader: Nothing has been graded in {released} yet. Put the submissions in the folder "
        "submitted, then run: grader autograde"
    )
    assert said("report", course, "--assignment", "exam") == (
        "grader: Nothing has been graded in the assignment exam. Graded so far: dnn. Choose one "
        "with --assignment."
    )
    (tmp_path / "file").write_text("")
    assert said("report", course, "--output", tmp_path / "file" / "x").endswith(
        "Not a directory. Choose another folder with --output."
    )
    new = ["misconception", "new", "--course", course, "--cluster"]
    assert said(*new, 9, "linear_backward") == (
        "grader: linear_backward has no cluster 9 in dnn. It has these: 1, 2."
    )
    assert said(*new, 1, "linear_forward") == (
        "grader: linear_forward has no cluster 1 in dnn. Every wrong result of it has an "
        "explanation."
    )
    assert said(*new, 1, "nothing").startswith("grader: The course has no exercise nothing.")


def test_the_newest_week_counts_and_who_fell_behind_is_named(term, capsys):
    for student in ("ada", "ben", "cleo"):
        for week in WEEKS[:2]:
            submit(term, student, week)
    submit(term, "ada", WEEKS[2])
    submit(term, "cleo", WEEKS[2], compute_cost="def compute_cost(AL, Y):\n    return 0.5")
    for week in WEEKS[:3]:
        grade_week(term, week)
    work = read_class(term)
    assert work.table.assignment == WEEKS[2]
    assert [table.assignment for table in work.before] == WEEKS[:2]
    reasons = {one["id"]: one["reasons"] for one in confidential_report(work)["needs_help"]}
    assert reasons["ben"][0].startswith("submitted nothing, after ")
    assert any(reason.startswith("fell behind: ") for reason in reasons["cleo"])
    assert "ada" not in reasons
    assert read_class(term, WEEKS[0]).before == []
    assert main(["report", str(term), "--assignment", WEEKS[1], "--quiet"]) == 0
    assert (term / "reports" / WEEKS[1] / "report.html").is_file()


def test_who_started_nothing_from_some_exercise_on_is_named(course):
    folder = course / "submitted/jon/dnn"
    folder.mkdir(parents=True)
    for path in (course / "release/dnn").glob("*.ipynb"):
        early = path.stem < "03-cost"
        text = fill_in(path.read_text(), RIGHT) if early else path.read_text()
        (folder / path.name).write_text(text)
    grade(course, "jon", workers=1)
    [jon] = [
        one for one in confidential_report(read_class(course))["needs_help"] if one["id"] == "jon"
    ]
    assert jon["reasons"][0] == "started nothing from compute_cost on (03-cost)"


def test_a_file_that_is_no_notebook_is_no_untouched_work(course):
    """A student whose files can't be read gets no zero; of one file, only its own exercises."""
    hand_in_own(course, "jon")
    (course / "submitted/jon/dnn/02-forward.ipynb").write_bytes(b"%PDF-1.7")
    (course / "submitted/kim/dnn").mkdir(parents=True)
    (course / "submitted/kim/dnn/02-forward.ipynb").write_bytes(b"%PDF-1.7")
    summary = grade(course, "jon", "kim", workers=1)
    pdf = NO_NOTEBOOK.format(kind="a PDF")
    assert summary.failed == {"kim": NO_CELL.format(files=f"02-forward.ipynb: {pdf}")}
    assert f"02-forward.ipynb: {pdf}" in summary.problems["jon"]
    work = read_class(course)
    assert "kim" not in {row.student for row in work.table.rows}
    found = work.findings["jon"]
    assert found["mend_L_model_forward"]["status"] == "missing"
    [row] = [row for row in work.table.rows if row.student == "jon"]
    assert row.scores["mend_L_model_forward"] == 0
    assert row.messages["linear_forward"] == f"linear_forward: the file can't be read. {pdf}"
    report = public_report(work)
    counts = {one["exercise"]: one for one in report["exercises"]}
    of_all = [sum(counts[n][k] for k in ("full", "some", "none", "missing")) for n in counts]
    assert sum(of_all) == 10 * len(counts) - sum(
        one["notebook"] == "02-forward" for one in counts.values()
    )
    assert counts["linear_forward"]["missing"] == 0
    assert counts["linear_forward"]["mean"] == counts["linear_forward"]["points"]
    assert report["notes"] == [
        words.UNREAD.format(count="1 submitted notebook", notebooks="02-forward (1)")
    ]
    help_for = {one["id"]: one["reasons"] for one in confidential_report(work)["needs_help"]}
    assert help_for["jon"] == ["02-forward.ipynb can't be read"]
    write_feedback(course, students=["jon"])
    page = (course / "feedback/jon/dnn/02-forward.html").read_text()
    assert "submit 02-forward.ipynb again, because it can't be read." in page
    assert "None of your work in this file is shown or graded" in page
    assert "class='code'" not in page


def test_identical_work_is_a_place_to_look(course):
    hand_in_own(course, "kim", linear_backward=STYLE, L_model_forward=FORWARD)
    hand_in_own(course, "lou", linear_backward=renamed(STYLE), L_model_forward=renamed(FORWARD))
    grade(course, "kim", "lou", workers=1)
    [found] = confidential_report(read_class(course))["alike"]
    assert [who["id"] for who in found["students"]] == ["kim", "lou"]


@pytest.mark.parametrize(
    "source",
    [
        f"def compute_cost(AL, Y):\n    return {'1 + ' * 20_000}1",
        f"def compute_cost(AL, Y):\n    return AL * {'9' * 4000}",
        'def compute_cost(AL, Y):\n    """\u202e\x1b[31m</script>"""\n    \u05d0\u05d1 = AL * 0.3\n'
        "    return \u05d0\u05d1.sum()",
        f"def compute_cost(AL, Y):\n    x = '{'<img src=x onerror=alert(1)>' * 3_000}'\n"
        "    return 7.25",
    ],
    ids=["deep", "digits", "right-to-left", "long"],
)
def test_hostile_code_reaches_no_page(course, source):
    hand_in_own(course, "eve", compute_cost=source)
    assert grade(course, "eve", workers=1).failed == {}
    text = public_page(public_report(read_class(course)))
    check_page(text)
    assert text.isprintable() or all(c.isprintable() or c == "\n" for c in text)
    assert not re.search("onerror|\u05d0|9999", text)
    assert len(text) < 200_000


def test_there_is_a_sentence_for_every_cause_of_an_error():
    known = {f"error:{slug}" for slug in _CAUSES}
    assert known <= {*words.CAUSES}
    assert {"seen:nothing-there", "seen:no-such-key", "seen:no-such-index"} <= {*words.CAUSES}


def test_the_copy_for_the_next_term_keeps_own_misconceptions(course, tmp_path, capsys):
    (course / "misconceptions").mkdir()
    (course / "misconceptions/tanh.py").write_text(own_file("Tanh."))
    assert main(["copy", str(tmp_path / "next"), "--course", str(course)]) == 0
    assert (tmp_path / "next/misconceptions/tanh.py").read_text() == own_file("Tanh.")
