"""Scores as Canvas, Moodle and spreadsheets take them, read back by the platforms' own rules."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from tiny_course import enter_scores, gradebook, make_course, students

from grader.course.export import export, write_export
from grader.course.roster import import_roster
from grader.course.table import format_csv, format_table, read_gradebook
from grader.errors import CourseError

CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Quiz (4712),dnn (4711),Final Score
    Points Possible,,,,,5,20.00,(read only)
"Lovelace, Ada",101,S-1,ada,CS 101,4,,80
"King-Noël, Zoë",102,-2,zoe,"CS 101, CS 102",,,
"=""=HYPERLINK(""""x"""")""",103,S-3,bo,@CS,,,
"Max, Absent",104,S-4,max,CS 101,,,
'''
WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 77","Ada Lovelace",ada@x.org,Submitted,,"20,00",Yes,"Monday, 16 November, 9:05",-,hm
"Participant 78","=Bo Chen",+bo@x.org,Submitted,3,20.00,No,-,-,
"Participant 79","Absent Max",max@x.org,"No submission",-,20.00,Yes,-,-,
"""
# Two of ada's digits are those that sums of floats leave behind; zoe waits for a person.
SCORES = {"ada": (0.1, 0.2), "bo": (10.0, 7.5), "zoe": (9.0, None)}


@pytest.fixture
def course(tmp_path):
    course = make_course(tmp_path / "course")
    enter_scores(course, SCORES)
    return course


def read_roster(course, text):
    path = course.parent / "roster.csv"
    path.write_text(text, encoding="utf-8")
    assert import_roster(course, path).problems == []


def rows_of(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text, newline=""))]


def canvas_reads(text: str) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """
    Read a file by the rules of Canvas's import of a gradebook.

    The first cell is to contain Student, the second ID, and the last of a student's own columns
    Section; assignments are known by the number behind their title, students by their ID; a row
    with Points Possible in its first cell says what assignments are worth.
    """
    header, *rows = rows_of(text)
    assert len(header) > 3 and "Student" in header[0] and "ID" in header[1]
    own = 3 + ("SIS User ID" in header) + ("SIS Login ID" in header)
    assert header[own - 1] == "Section"
    points, scores = {}, {}
    for place in range(own, len(header)):
        number = re.search(r"\((\d+)\)$", header[place])[1]
        for row in rows:
            if "Points Possible" in row[0]:
                points[number] = row[place]
            else:
                scores[row[1]] = (number, row[place])
    return scores, points


def moodle_reads(text: str) -> dict[str, str]:
    """
    Read a file by the rules of Moodle's upload of a grading worksheet.

    It has to have the columns Identifier, Grade and Last modified (grade); of the identifier the
    number behind "Participant " counts; a grade that is empty changes nothing.
    """
    header, *rows = rows_of(text)
    assert {"Identifier", "Grade", "Last modified (grade)"} <= {*header}
    grade = header.index("Grade")
    return {row[0].removeprefix("Participant "): row[grade] for row in rows if row[grade]}


@pytest.mark.slow
def test_canvas_reads_back_what_was_graded(course):
    read_roster(course, CANVAS)
    done = export(course, "canvas")
    assert canvas_reads(done.text) == (
        {
            "101": ("4711", "0.3"),
            "102": ("4711", "9"),
            "103": ("4711", "17.5"),
        },
        {"4711": "20"},
    )
    assert done.text.splitlines()[:3] == [
        "Student,ID,SIS User ID,SIS Login ID,Section,dnn (4711)",
        "    Points Possible,,,,,20",
        '"Lovelace, Ada",101,S-1,ada,CS 101,0.3',
    ]
    assert done.count == 3
    assert done.notes == [
        "Answers need manual grading, and count 0 until then: zoe.",
        "No submission, so no score: max.",
    ]


def test_a_score_that_wants_another_look_counts(course):
    read_roster(course, CANVAS)
    with gradebook(course) as book:
        grade = book.find_grade("check_02-forward", "02-forward", "dnn", "bo")
        grade.manual_score, grade.needs_manual_grade = 8.0, True
        book.db.commit()
    done = export(course, "canvas")
    assert canvas_reads(done.text)[0]["103"] == ("4711", "18")
    assert done.notes[:2] == [
        "Answers need manual grading, and count 0 until then: zoe.",
        "Scores entered by hand need a second look: bo.",
    ]


def test_no_cell_is_a_formula(course):
    read_roster(course, CANVAS)
    read_roster(course, WORKSHEET)
    for format in ("canvas", "moodle", "csv"):
        for row in rows_of(export(course, format).text):
            for cell in row:
                assert cell == "-" or not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    assert '"\'=""=HYPERLINK' in export(course, "canvas").text
    assert "'=Bo Chen" in export(course, "moodle").text


def test_who_submitted_nothing_gets_0_if_that_is_asked_for(course):
    read_roster(course, CANVAS)
    (course / "submitted/late/dnn").mkdir(parents=True)
    with gradebook(course) as book:
        book.add_student("late")
    done = export(course, "canvas", zeros=True)
    assert canvas_reads(done.text)[0]["104"] == ("4711", "0")
    assert done.notes[1:] == [
        "Submitted but not graded, so no score: late.",
        "No submission, so the score is 0: max.",
    ]


def test_lateness_is_taken_from_the_score(course):
    read_roster(course, CANVAS)
    with gradebook(course) as book:
        book.find_submission_notebook("01-initialization", "dnn", "bo").late_submission_penalty = 2
        book.db.commit()
    assert canvas_reads(export(course, "canvas").text)[0]["103"] == ("4711", "15.5")


@pytest.mark.parametrize("column", ["dnn (4711)", "DNN", "quiz"])
def test_the_column_of_canvas_can_be_named(column, course):
    read_roster(course, CANVAS)
    header = rows_of(export(course, "canvas", column=column).text)[0]
    assert header[-1] == ("Quiz (4712)" if column == "quiz" else "dnn (4711)")


def test_an_assignment_that_canvas_does_not_have(course):
    read_roster(course, CANVAS.replace("dnn (4711)", "Deep networks (4711)"))
    with pytest.raises(CourseError) as raised:
        export(course, "canvas")
    assert str(raised.value) == (
        "The Canvas gradebook has no assignment named dnn. It has: Quiz (4712), Deep networks "
        "(4711). Name one with --column. Or create dnn in Canvas, export the gradebook again, and "
        "run: grader roster import FILE"
    )
    read_roster(course, CANVAS.replace("Quiz (4712)", "dnn (4712)"))
    with pytest.raises(CourseError, match="has several assignments named dnn"):
        export(course, "canvas")


@pytest.mark.parametrize("there", ["22.00", '"22,00"'])
def test_canvas_with_other_points_than_the_gradebook(there, course):
    read_roster(course, CANVAS.replace("20.00", there))
    assert export(course, "canvas").notes[0] == (
        "Canvas gives 22 points for dnn (4711), the gradebook 20. Set Canvas's points to 20, "
        "export its gradebook again, and run: grader roster import FILE"
    )


def test_a_canvas_roster_without_points_is_no_reason_for_a_note(course):
    read_roster(course, "\n".join(CANVAS.splitlines()[:1] + CANVAS.splitlines()[2:]))
    assert not any("Canvas gives" in note for note in export(course, "canvas").notes)
    path = course / ".grader/roster.json"
    kept = json.loads(path.read_text())
    del kept["canvas"]["points"]  # as an earlier version kept it
    path.write_text(json.dumps(kept))
    assert export(course, "canvas").count == 3


def test_whom_the_platform_does_not_know(course):
    read_roster(course, "\n".join(CANVAS.splitlines()[:3]))
    done = export(course, "canvas")
    assert done.count == 1
    assert done.notes[0] == ("Not in the Canvas roster, so not in the file: bo, zoe.")


def test_moodle_reads_back_what_was_graded(course):
    read_roster(course, "id,email\nada,ada@x.org\nbo,+bo@x.org\nmax,max@x.org\n")
    read_roster(course, WORKSHEET)
    done = export(course, "moodle")
    assert moodle_reads(done.text) == {"77": "0.3", "78": "17.5"}
    assert "Monday, 16 November, 9:05" in done.text
    assert "Feedback" not in done.text  # which Moodle would take back as well
    assert done.notes[0] == "Moodle won't change these locked grades: bo."


def test_a_worksheet_of_another_maximum_is_refused(course):
    read_roster(course, WORKSHEET.replace('"20,00"', "100.00").replace("20.00", "100.00"))
    with pytest.raises(CourseError) as raised:
        export(course, "moodle")
    assert str(raised.value).startswith(
        "Moodle gives 100 points for the assignment, the gradebook 20. Set Moodle's maximum grade "
        "to 20, download the worksheet again, and run"
    )


def test_without_a_worksheet_moodles_grade_import_takes_it(course):
    read_roster(
        course,
        '"First name","Last name","ID number","Email address","Course total (Real)"\n'
        "Ada,Lovelace,ada,ada@x.org,-\nBo,Chen,bo,bo@x.org,-\n",
    )
    done = export(course, "moodle")
    assert rows_of(done.text) == [
        ["First name", "Last name", "ID number", "Email address", "dnn"],
        ["Ada", "Lovelace", "ada", "ada@x.org", "0.3"],
        ["Bo", "Chen", "bo", "bo@x.org", "17.5"],
    ]
    assert done.notes[0].endswith("Its maximum grade must be 20.")


def test_a_worksheet_belongs_to_one_assignment(course):
    path = course.parent / "worksheet.csv"
    path.write_text(WORKSHEET)
    (course / "source" / "another").mkdir(parents=True)
    import_roster(course, path, "another")
    with pytest.raises(CourseError, match="has no Moodle roster for the assignment dnn. Download"):
        export(course, "moodle")


def test_without_an_export_of_canvas_there_is_none_for_it(course):
    with pytest.raises(CourseError, match="has no Canvas roster for the assignment dnn. Export"):
        export(course, "canvas")


def test_the_table_for_spreadsheets(course, tmp_path):
    read_roster(course, "id,first name,last name,email\nada,Ada,Lovelace,ada@x.org\nmax,=Max,,\n")
    done = export(course, "csv")
    assert rows_of(done.text) == [
        ["student", "last_name", "first_name", "email", "score", "max_score", "late_penalty",
         "state"],
        ["ada", "Lovelace", "Ada", "ada@x.org", "0.3", "20", "0", "graded"],
        ["bo", "", "", "", "17.5", "20", "0", "graded"],
        ["max", "", "'=Max", "", "", "20", "", "no submission"],
        ["zoe", "", "", "", "9", "20", "0", "needs manual grading"],
    ]  # fmt: skip
    target = tmp_path / "grades.csv"
    write_export(target, done, "csv")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfstudent,")
    assert import_roster(course, target).unchanged == ["ada", "bo", "max", "zoe"]
    write_export(target, done, "canvas")
    assert target.read_bytes().startswith(b"student,")


def test_a_file_that_can_not_be_written(course, tmp_path):
    done = export(course, "csv")
    with pytest.raises(CourseError, match="can't be written: Is a directory"):
        write_export(course, done, "csv")
    with pytest.raises(CourseError, match="can't be written: No such file or directory"):
        write_export(tmp_path / "none" / "grades.csv", done, "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["course"]


def test_what_is_kept_of_a_platform_may_be_damaged(course):
    (course / ".grader").mkdir()
    (course / ".grader/roster.json").write_text('{"canvas": ')
    with pytest.raises(CourseError, match="is damaged. Delete it, and import the roster again"):
        export(course, "canvas")
    with pytest.raises(CourseError, match="is damaged. Delete it, and import the roster again"):
        read_roster(course, CANVAS)
    assert [*students(course)] == ["ada", "bo", "zoe"]  # and not max


def test_only_what_the_platform_wants_back_is_kept(course):
    read_roster(course, CANVAS)
    kept = json.loads((course / ".grader/roster.json").read_text())
    assert kept["canvas"]["columns"] == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section"
    ]  # fmt: skip
    assert "80" not in json.dumps(kept)


def test_the_table_shows_names_where_the_roster_has_them(course):
    before = read_gradebook(course)
    assert format_table(before).splitlines()[4] == "student   1   2  total"
    assert format_csv(before).startswith("student,01-initialization,02-forward,")
    read_roster(course, "id,first name,last name\nada,Ada,Lovelace\nmax,Max,=Absent\n")
    table = read_gradebook(course)
    lines = format_table(table).splitlines()
    assert lines[5:8] == [
        "bo                      10 7.5   17.5",
        "zoe                      9   ?      9",
        "ada      Lovelace, Ada 0.1 0.2    0.3",
    ]
    assert "Nothing graded yet: max (=Absent, Max)." in lines
    rows = rows_of(format_csv(table))
    assert rows[0][:4] == ["student", "last_name", "first_name", "01-initialization"]
    assert rows[3][:4] == ["ada", "Lovelace", "Ada", "0.1"]
