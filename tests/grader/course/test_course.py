"""From a new course to the gradebook, by nbgrader's own commands."""

from __future__ import annotations

import csv
import shutil
import sqlite3

import nbformat
import pytest
from conftest import ROOT
from nbgrader.api import Gradebook

from grader.authoring import split
from grader.authoring.new_course import init_course
from grader.authoring.notebooks import source_files, write_instructor_notebooks
from grader.authoring.sample_class import COMMON_MISTAKES
from grader.classroom.summary import Summary, format_summary
from grader.cli import main
from grader.course.open import run_nbgrader
from grader.course.table import NO_RESPONSE, Row, Table, format_csv, format_table, read_gradebook
from grader.errors import CourseError
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

# The assignment of a class, without the optional notebook.
WITHOUT_OPTIONAL = {name: e for name, e in EXERCISES.items() if e.notebook not in COURSE.optional}
QUESTIONS = dict.fromkeys(
    f"question_{name}" for name in ("zeros", "caches", "loss", "averages", "stall")
) | {"question_right-for-the-wrong-reason": None}
FULL = {name: float(exercise.points) for name, exercise in WITHOUT_OPTIONAL.items()} | QUESTIONS
# What students write themselves; the rest is judged on all of it together.
OWN = [name for name, exercise in WITHOUT_OPTIONAL.items() if not exercise.end_to_end]


def lost(row) -> list[str]:
    """Name the functions of the student's own that lost points."""
    return [name for name in OWN if row.scores[name] < FULL[name]]


@pytest.fixture(scope="module")
def rows(demo):
    return {row.student: row for row in read_gradebook(demo[0], "dnn").rows}


def test_the_right_submission_has_full_marks(rows):
    assert rows["all-right"].scores == FULL


def test_the_students_have_names(demo):
    table = read_gradebook(demo[0], "dnn")
    assert {*table.names} == {row.student for row in table.rows}
    assert table.names["all-right"] == "Abara, Ada"


def test_the_untouched_one_has_none(rows):
    assert rows["untouched"].scores == dict.fromkeys(FULL, 0.0)


def test_the_half_done_one_has_what_it_did(rows):
    done = {name for name, score in rows["half-done"].scores.items() if score}
    right = {n for n, e in WITHOUT_OPTIONAL.items() if e.notebook < "03"}
    # Three of the ten functions of the whole network are right.
    assert done == right | {"assembled_network"}
    assert rows["half-done"].scores["assembled_network"] == 0.3 * FULL["assembled_network"]


@pytest.mark.parametrize("slug", COMMON_MISTAKES)
def test_a_mistake_costs_in_its_own_exercise_alone(rows, slug):
    exercise = MISCONCEPTIONS[slug].exercise
    assert lost(rows[slug]) == [exercise]
    assert rows[slug].messages[exercise]


@pytest.mark.parametrize(
    ("student", "exercise", "message"),
    [
        ("syntax-error", "linear_forward", "linear_forward raised SyntaxError: expected ':'"),
        ("endless-loop", "L_model_forward", "ran for 10 seconds on one test input and was stopped"),
        ("name-error", "compute_cost", "name 'm' is not defined"),
    ],
)
def test_an_error_costs_its_exercise_and_says_why(rows, student, exercise, message):
    assert lost(rows[student]) == [exercise]
    assert message in rows[student].messages[exercise]


def test_a_damaged_file_costs_what_cant_be_read_of_it_and_says_why(rows):
    row = rows["damaged-file"]
    assert lost(row) == ["linear_activation_backward", "L_model_backward", "mend_linear_backward"]
    assert "it is cut off or is not JSON" in row.messages["L_model_backward"]


def test_all_functions_together_are_judged_on_the_students_own_and_keep_a_share(rows):
    assert rows["all-right"].scores["assembled_network"] == FULL["assembled_network"]
    assert rows["dw-not-averaged"].scores["assembled_network"] == 0.9 * FULL["assembled_network"]


def test_the_table_shows_the_gradebook(demo):
    _, printed = demo
    assert format_table(read_gradebook(demo[0], "dnn")) in printed


def test_the_gradebook_holds_the_same_scores(demo, rows):
    with sqlite3.connect(demo[0] / "gradebook.db") as book:
        totals = dict(
            book.execute(
                "SELECT s.student_id, SUM(g.auto_score) FROM submitted_assignment s"
                " JOIN submitted_notebook n ON n.assignment_id = s.id"
                " JOIN grade g ON g.notebook_id = n.id GROUP BY s.student_id"
            )
        )
    book.close()
    assert totals == {student: row.total for student, row in rows.items()}
    assert totals["all-right"] == sum(exercise.points for exercise in WITHOUT_OPTIONAL.values())


def test_the_feedback_holds_the_report(demo):
    page = demo[0] / "feedback" / "dw-not-averaged" / "dnn" / "04-backward.html"
    text = page.read_text()
    assert "the expected value in this test, " in text
    assert "Likely cause: <code>dW</code> is not divided by <code>m</code>." in text
    assert "7 of 10 points (dA_prev 4 of 4, dW 0 of 3, db 3 of 3), test inputs of seed" in text
    assert "failing_input" not in text
    assert "BEGIN SOLUTION" not in text


def test_the_export_has_a_row_for_each_student(demo, rows):
    lines = (demo[0] / "grades.csv").read_text().splitlines()
    assert len(lines) == 1 + len(rows)


def test_the_release_is_what_is_committed(demo):
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    for path in (path for path in paths if path.stem not in COURSE.optional):
        released = (demo[0] / "release" / "dnn" / path.name).read_text()
        assert released.rstrip("\n") == path.read_text().rstrip("\n"), path.name


def test_a_folder_that_is_not_empty_is_refused(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("x")
    for command in ("init", "demo"):
        assert main([command, str(tmp_path)]) == 1
        assert capsys.readouterr() == (
            "",
            f"grader: {tmp_path} is not empty. Name a new folder for the course.\n",
        )
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(CourseError, match="is a file"):
        init_course(COURSE, tmp_path / "mine.txt")


@pytest.mark.parametrize("optional", [False, True])
def test_the_optional_notebook_is_there_where_it_is_asked_for(optional, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "grader.authoring.notebooks.build_instructor", lambda *_: nbformat.v4.new_notebook()
    )
    write_instructor_notebooks(COURSE, tmp_path, split.notebooks_of(COURSE, optional))
    made = {path.stem for path in tmp_path.glob("*.ipynb")}
    assert made == {
        p.stem for p in source_files(COURSE) if optional or p.stem not in COURSE.optional
    }


def test_the_table_as_comma_separated_values(demo, capsys):
    assert main(["table", str(demo[0]), "--csv"]) == 0
    header, first, *rest = csv.reader(capsys.readouterr().out.splitlines())
    names = header.index("initialize_parameters")
    assert header[:names] == ["student", "last_name", "first_name"]
    assert header[names + 1 : names + 3] == [
        "initialize_parameters_deep",
        "mend_initialize_parameters_deep",
    ]
    assert header[-2:] == ["late_penalty", "total"]
    assert first[0] == "all-right"
    assert first[header.index("question_zeros")] == ""  # waits for a person
    assert float(first[-1]) == sum(float(score or 0) for score in first[names:-2])
    assert len(rest) + 1 == len(read_gradebook(demo[0], "dnn").rows)


def test_who_has_handed_in_nothing_and_what_waits_stand_below_the_table(demo, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(demo[0], course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.add_student("zoe")
    text = format_table(read_gradebook(course, "dnn"))
    assert "\n? waits for manual grading, or " in text
    assert "\nNothing graded yet: zoe.\n" in text
    assert "  all-right: " not in text  # what waits is not lost


STRANGE = {
    "\x1b[2Jzed": ("\\x1b[2Jzed", "\\x1b[2Jzed"),
    "a\nNot graded:\n  ben": ("a\\nNot graded:\\n  ben", "a\\nNot graded:\\n  ben"),
    "\u202eada": ("\\u202eada", "\\u202eada"),
    "\udce4": ("\\udce4", "\\udce4"),
    "=1+1": ("=1+1", "'=1+1"),
    "+49": ("+49", "'+49"),
    "-5": ("-5", "'-5"),
    "@SUM(A1)": ("@SUM(A1)", "'@SUM(A1)"),
    " =1": (" =1", "' =1"),
    "\t=1": ("\\t=1", "'\\t=1"),
    "\r=1": ("\\r=1", "'\\r=1"),
    "\uff1d1": ("\uff1d1", "'\uff1d1"),
    "ada-l@x.org": ("ada-l@x.org", "ada-l@x.org"),
    "Noël = 日本": ("Noël = 日本", "Noël = 日本"),
}


@pytest.mark.parametrize("student", STRANGE)
def test_ids_are_escaped_in_tables_and_messages(student):
    there, in_csv = STRANGE[student]
    table = Table({"=a": 2.0}, {"=a": "01"}, [Row(student, {"=a": 1.0})], [student])
    lines = format_table(table).splitlines()
    assert f"{there:<7}   1      1" in lines
    assert f"  {there}: =a, in 01." in lines
    assert f"Nothing graded yet: {there}." in lines
    header, row = csv.reader(format_csv(table).splitlines())
    assert (header[:2], row[:2]) == (["student", "'=a"], [in_csv, "1.0"])
    why = {student: f"submitted/{student} is odd."}
    text = format_summary(Summary(new=[student], problems={student: (why[student],)}, failed=why))
    assert text.splitlines()[1] == f"Added to the gradebook: {there}."
    assert text.splitlines().count(f"  {there}: submitted/{there} is odd.") == 2


def test_long_scores_stay_apart():
    points = {"predict": 5.0, "question_zeros": 3.0}
    rows = [
        Row("ada", {"predict": 10 / 3, "question_zeros": 2.5}, {"question_zeros"}),
        Row("ben", {"predict": 5.0, "question_zeros": None}, {"question_zeros"}),
    ]
    lines = format_table(Table(points, dict.fromkeys(points, "01"), rows, [])).splitlines()
    assert lines[4:7] == [
        "student       1       2  total",
        "ada     3.33333    2.5?  5.83333",
        "ben           5       ?      5",
    ]


def test_of_what_was_lost_an_exercise_comes_first_and_the_rest_is_counted():
    points = {"question_zeros": 3.0, "compute_cost": 10.0, "predict": 5.0}
    said = {"compute_cost": "compute_cost: not right yet.", "question_zeros": "Why?"}
    rows = [
        Row("ada", {"question_zeros": 0.0, "compute_cost": 4.0, "predict": 5.0}, messages=said),
        Row("ben", {"question_zeros": 3.0, "compute_cost": 10.0, "predict": 1.0}),
    ]
    table = Table(
        points, dict.fromkeys(points, "03-cost"), rows, ["zoe"], frozenset({"compute_cost"})
    )
    lines = format_table(table).splitlines()
    assert lines[-2:] == [
        "  ada: compute_cost: not right yet. (and 1 more)",
        "  ben: predict, in 03-cost.",
    ]
    assert "Nothing graded yet: zoe." in lines
    rows[1].messages = {"question_zeros": NO_RESPONSE}
    for row, scores in zip(rows, ({"predict": 0.0}, {}), strict=True):
        row.scores = {"compute_cost": 10.0, "predict": 5.0, "question_zeros": 0.0, **scores}
    rows[0].messages = {"question_zeros": NO_RESPONSE}
    assert format_table(table).splitlines()[-2:] == [
        "  ada: predict, in 03-cost. (1 question not answered)",
        "  ben: 1 question not answered.",
    ]


def test_a_run_is_told_in_numbers_and_names_in_their_order(monkeypatch):
    monkeypatch.setattr("grader.classroom.summary.is_unconfined", lambda: False)
    why = dict.fromkeys(("zed", "ada"), "It is odd.")
    problems = dict.fromkeys(("ben", "amy"), ("One.", "Two."))
    run = Summary(1, 2, 2.0, 3, seed=0, by_hand=1, problems=problems, failed=why, tests="12ab")
    assert format_summary(run).splitlines() == [
        "Graded 1 submission in 2.0 s, 30.0 per minute, 3 at a time. "
        "2 submissions unchanged since the last grading.",
        "Seed of the test inputs: 0.",
        "Version of the tests: 12ab.",
        "1 written answer to grade in formgrader, under Manual Grading.",
        "",
        "Graded, but some files need a look:",
        "  amy: One. Two.",
        "  ben: One. Two.",
        "",
        "Not graded:",
        "  ada: It is odd.",
        "  zed: It is odd.",
    ]


def test_a_score_of_a_person_that_wants_another_look_is_marked(demo, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(demo[0], course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        entry = book.find_grade("question_zeros", "01-initialization", "dnn", "all-right")
        entry.manual_score, entry.needs_manual_grade = 3, True
        book.db.commit()
    row = next(r for r in read_gradebook(course, "dnn").rows if r.student == "all-right")
    assert (row.scores["question_zeros"], "question_zeros" in row.waiting) == (3, True)
    assert "  3?" in format_table(read_gradebook(course, "dnn"))


def test_what_lateness_costs_is_taken_from_the_total(demo, tmp_path, capsys):
    course = tmp_path / "course"
    shutil.copytree(demo[0], course)
    before = {row.student: row.total for row in read_gradebook(course, "dnn").rows}
    late = [("02-forward", 2.5), ("03-cost", 4.0)]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for notebook, penalty in late:
            place = book.find_submission_notebook(notebook, "dnn", "all-right")
            place.late_submission_penalty = penalty
        book.db.commit()
    rows = {row.student: row for row in read_gradebook(course, "dnn").rows}
    assert {name: row.total for name, row in rows.items()} == {
        **before,
        "all-right": before["all-right"] - 6.5,
    }
    assert main(["table", str(course)]) == 0
    [line] = [one for one in capsys.readouterr().out.splitlines() if one.startswith("all-right ")]
    assert line.split()[-2:] == ["-6.5", f"{before['all-right'] - 6.5:g}"]
    assert main(["table", str(course), "--csv"]) == 0
    [line] = [one for one in capsys.readouterr().out.splitlines() if one.startswith("all-right,")]
    assert line.split(",")[-2:] == ["6.5", str(before["all-right"] - 6.5)]


def test_a_table_of_another_assignment_is_refused(demo, capsys):
    assert main(["table", str(demo[0]), "--assignment", "dmm"]) == 1
    assert capsys.readouterr().err == (
        "grader: The course has no assignment dmm. Its assignments: dnn. Choose one with "
        "--assignment.\n"
    )


def test_a_gradebook_elsewhere_is_named_without_its_password(demo, tmp_path, capsys):
    course = tmp_path / "course"
    shutil.copytree(demo[0], course)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('\nc.CourseDirectory.db_url = "postgresql+nodriver://me:secret@here/x"\n')
    assert main(["table", str(course)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("grader: The gradebook can't be used (")
    assert "secret" not in said


def test_a_table_without_a_gradebook_is_refused(tmp_path, capsys):
    assert main(["table", str(tmp_path)]) == 1
    assert "is not a course: it has no nbgrader_config.py" in capsys.readouterr().err
    init_course(COURSE, tmp_path / "course")
    assert main(["table", str(tmp_path / "course")]) == 1
    said = capsys.readouterr().err
    assert "There is no gradebook at" in said
    assert said.endswith("generate_assignment dnn; then: grader autograde --assignment dnn\n")


def test_a_table_before_anything_is_graded_is_refused(course, capsys):
    assert main(["table", str(course)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("grader: The gradebook sqlite:///")
    assert said.endswith(" has no scores for dnn yet. Run: grader autograde --assignment dnn\n")


def plain_assignment(tests: str) -> nbformat.NotebookNode:
    """Make an ordinary nbgrader notebook: one function and one cell of tests."""
    flags = {"schema_version": 3, "task": False}
    solution = {"grade": False, "grade_id": "double", "locked": False, "solution": True}
    grade = {"grade": True, "grade_id": "check_predict", "locked": True, "solution": False}
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
                metadata={"nbgrader": {**solution, **flags}},
            ),
            nbformat.v4.new_code_cell(
                tests, metadata={"nbgrader": {**grade, **flags, "points": 3}}
            ),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


@pytest.mark.exhaustive
def test_where_nbgrader_fails_the_end_of_its_log_is_shown(tmp_path):
    log = tmp_path / "log"
    log.write_text("an earlier command\n" * 20)
    with pytest.raises(CourseError) as raised:
        run_nbgrader(tmp_path, "generate_assignment", "nothing", log=log)
    first, *last = str(raised.value).splitlines()
    assert first == f"nbgrader generate_assignment nothing failed. The end of {log}:"
    assert last == log.read_text().splitlines()[-12:]
    assert last[-1] != "an earlier command"


@pytest.mark.exhaustive
def test_another_assignment_is_graded_as_nbgrader_does(tmp_path):
    course, log = tmp_path / "course", tmp_path / "log"
    init_course(COURSE, course)
    (course / "source" / "ps1").mkdir()
    nbformat.write(plain_assignment("assert double(2) == 4"), course / "source/ps1/p.ipynb")
    run_nbgrader(course, "generate_assignment", "ps1", log=log)
    for student, code in (("right", "return 2 * x"), ("wrong", "return x")):
        notebook = nbformat.read(course / "release/ps1/p.ipynb", as_version=4)
        notebook.cells[0].source = f"def double(x):\n    {code}"
        folder = course / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "p.ipynb")
    run_nbgrader(course, "autograde", "ps1", log=log)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        scores = {s: gradebook.find_submission("ps1", s).score for s in ("right", "wrong")}
    assert scores == {"right": 3, "wrong": 0}


@pytest.mark.exhaustive
def test_a_sample_class_that_is_stopped_is_taken_away(tmp_path, monkeypatch, capsys):
    """`grade_class` tells of an interruption in its summary; half a course is of no use."""
    from grader.classroom import demo
    from grader.classroom.summary import Summary

    monkeypatch.setattr(demo, "grade_class", lambda *_: Summary(stopped=True))
    assert main(["demo", str(tmp_path / "course")]) == 130
    assert capsys.readouterr().err == "grader: Stopped.\n"
    assert not (tmp_path / "course").exists()
