"""Rosters as Canvas, Moodle and nbgrader export them, and files with problems."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from tiny_course import gradebook, make_course, students

from grader.course.roster import import_roster
from grader.course.roster_text import imported_as_text
from grader.errors import CourseError

# The first is Canvas's gradebook export (Grades > Export), its columns in the order of Canvas's
# own exporter: a row "Manual Posting" where grades are hidden, a row of points behind four
# spaces, the test student at the end, a name that begins with = written as a formula.
CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,dnn (4711),Quiz 1 (4712),Current Score,Final Score
,,,,,Manual Posting,,,
    Points Possible,,,,,20,5,(read only),(read only)
"Lovelace, Ada",101,S-1,ada,CS 101,,4,80,80
"King-Noël, Zoë",102,S-2,zoe,"CS 101 and CS 102",,,,
"=""=Chen, Bo""",103,S-3,bo,CS 101,,,,
"Student, Test",999,,3f5a9c,CS 101,,,,
'''
ALL_OF_CANVAS = {
    "ada": ("Lovelace", "Ada", None, "101"),
    "bo": ("=Chen", "Bo", None, "103"),
    "zoe": ("King-Noël", "Zoë", None, "102"),
}
LAYOUTS = {
    "canvas gradebook": (CANVAS, ALL_OF_CANVAS),
    # The same with Canvas's setting "Split student names", and without SIS IDs.
    "canvas with split names": (
        "LastName,FirstName,ID,SIS Login ID,Section,dnn (4711)\n"
        "    Points Possible,,,,,20\n"
        "Lovelace,Ada,101,ada,CS 101,\n"
        "Student,Test,999,3f5a,CS 101,\n",
        {"ada": ("Lovelace", "Ada", None, "101")},
    ),
    # Where a school has no logins in Canvas: People > Groups > Import > Download course roster.
    "canvas list of groups": (
        "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id\n"
        '"Lovelace, Ada",101,S-1,ada,CS 101,,,\n'
        "Zoë King-Noël,102,S-2,zoe,CS 101,Team 3,55,7\n",
        {
            "ada": ("Lovelace", "Ada", None, "101"),
            "zoe": ("King-Noël", "Zoë", None, "102"),
        },
    ),
    # Moodle's grade export as plain text (Grades > Export > Plain text file).
    "moodle grades": (
        '"First name","Last name","ID number",Institution,Department,"Email address",'
        '"Assignment: dnn (Real)","Last downloaded from this course"\n'
        "Ada,Lovelace,4001,,,ada@x.org,-,1764400000\n",
        {"4001": ("Lovelace", "Ada", "ada@x.org", None)},
    ),
    # Moodle's list of participants (Participants > select all > Download as CSV), older words.
    "moodle participants": (
        '"First name",Surname,"Email address",Roles,Groups\n'
        "Ada,Lovelace,ada@x.org,Student,\n"
        "Tess,Teacher,tess@x.org,Teacher,\n",
        {"ada@x.org": ("Lovelace", "Ada", "ada@x.org", None)},
    ),
    # Moodle's grading worksheet (assignment > Download grading worksheet).
    "moodle worksheet": (
        'Identifier,"Full name","Email address",Status,Grade,"Maximum grade",'
        '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
        '"Feedback comments"\n'
        '"Participant 77","Ada Augusta Lovelace",ada@x.org,"No submission",,20.00,Yes,-,-,\n',
        {"ada@x.org": ("Lovelace", "Ada Augusta", "ada@x.org", None)},
    ),
    # nbgrader export: a row for each assignment and student.
    "nbgrader export": (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
        "late_submission_penalty,score,max_score\n"
        "ps1,,,ada,Lovelace,Ada,ada@x.org,1.0,0.0,1.0,2.0\n"
        "ps2,,,ada,Lovelace,Ada,ada@x.org,2.0,0.0,2.0,2.0\n",
        {"ada": ("Lovelace", "Ada", "ada@x.org", None)},
    ),
    "plain": (
        "id,first name,last name,email\nada,Ada,Lovelace,ada@x.org\n'=1+1,'-Bo,,\n",
        {"=1+1": (None, "-Bo", None, None), "ada": ("Lovelace", "Ada", "ada@x.org", None)},
    ),
    "excel's first line": ("sep=;\r\nID;Name\r\nada;Lovelace, Ada\r\n",
                           {"ada": ("Lovelace", "Ada", None, None)}),
}  # fmt: skip


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course")


@pytest.fixture
def read(course, tmp_path):
    def read(content: str | bytes, **options):
        path = tmp_path / "roster.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_roster(course, path, **options)

    return read


@pytest.mark.slow
@pytest.mark.parametrize("kind", LAYOUTS)
def test_an_export_is_read_as_it_comes(kind, course, read):
    text, expected = LAYOUTS[kind]
    done = read(text)
    assert students(course) == expected
    assert (sorted(done.added), done.problems) == (sorted(expected), [])
    again = read(text)
    assert (again.added, again.changed, sorted(again.unchanged)) == ([], {}, sorted(expected))


@pytest.mark.exhaustive
def test_what_nbgrader_lists_is_read(course, read):
    read("id,first name,last name,email\nada,Ada,Lovelace,ada@x.org\nbo,,,\n")
    command = [sys.executable, "-m", "nbgrader", "db", "student", "list"]
    listed = subprocess.run(command, cwd=course, capture_output=True, check=True).stdout
    before = students(course)
    (course / "gradebook.db").unlink()
    assert read(listed).problems == []
    assert students(course) == before


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_of_spreadsheets(encoding, delimiter, course, read):
    rows = ["id,first name,last name", "zoe,Zoë,King-Noël", "ada,Ada,Lovelace"]
    text = "\r\n".join(row.replace(",", delimiter) for row in rows)
    assert read(text.encode(encoding)).problems == []
    assert students(course)["zoe"] == ("King-Noël", "Zoë", None, None)


def test_what_is_new_is_counted_and_what_the_file_does_not_say_stays(course, read):
    read("id,first name,last name,email\nada,Ada,Byron,ada@x.org\nmax,Max,,\n")
    done = read("id,last name,email\nada,Lovelace,\nbo,Chen,bo@x.org\n")
    assert imported_as_text(done).splitlines() == [
        "Read a list of students with ids from the column id.",
        "1 student added, 1 changed, 0 unchanged.",
        "Changed: ada (name).",
        "In the gradebook but not in this file: max.",
    ]
    assert students(course)["ada"] == ("Lovelace", "Ada", "ada@x.org", None)
    assert "max" in students(course)


def test_a_student_is_known_again_by_email_number_or_name(course, read):
    read(CANVAS)
    read("id,email\nada,Ada@X.org\n")
    worksheet = LAYOUTS["moodle worksheet"][0]
    assert read(worksheet).added == []  # by the email address
    hidden = worksheet.replace(',"Email address"', "").replace(",ada@x.org", "")
    assert read(hidden).unchanged == ["ada"]  # by the name
    renamed = CANVAS.replace(",ada,", ",lovelace9,").replace("Lovelace, Ada", "Byron, Ada")
    assert read(renamed).changed == {"ada": "name"}  # by Canvas's number
    assert [*students(course)] == ["ada", "bo", "zoe"]


def test_two_students_may_share_an_address(course, read):
    read("id,email\nada,home@x.org\n")
    assert read("id,email\nbo,home@x.org\nada,home@x.org\n").added == ["bo"]


BAD = {
    ",Ada,Lovelace,": "Line 2 (Ada Lovelace) has no id in the column id. It was skipped.",
    "a/b,Ada,,": "Line 2 (Ada) has the id a/b, but a folder's name can't contain /. "
    "It was skipped.",
    "..,Ada,,": "Line 2 (Ada) has the id .., but a folder with that name is hidden. "
    "It was skipped.",
    "a*,Ada,,": "Line 2 (Ada) has the id a*, but a folder's name can't contain *. It was skipped.",
    '"a\nb",Ada,,': "Line 2 (Ada) has a line break or another control character. "
    "It was skipped.",
    "a,Ada,x,y,z": "Line 2 has 5 values for 4 columns. It was skipped. "
    "Put values that contain a comma in quotation marks.",
    f"a,{'A' * 129},,": f"Line 2 ({'A' * 129}) has a value of more than 128 characters. "
    "It was skipped.",
    f"{'ä' * 101},Ada,,": "Line 2 (Ada) has an id of more than 200 bytes. It was skipped.",
    "BO,Ada,,": "Line 3 (Bo) has the id bo, but BO exists, and many disks can't tell "
    "these folders apart. "
    "It was skipped.",
}  # fmt: skip


@pytest.mark.parametrize("row", BAD)
def test_a_bad_row_is_named_and_the_others_are_used(row, course, read):
    done = read(f"id,first name,last name,email\n{row}\nbo,Bo,,\nzoe,Zoë,,\n")
    assert done.problems == [BAD[row]]
    assert "zoe" in students(course)
    assert len(students(course)) == 2


def test_an_id_that_stands_twice_is_taken_once(course, read):
    done = read("id,first name\nada,Ada\nada,Ada\nada,Adam\n")
    assert done.problems == [
        "Line 4 (Adam) has the same id as line 2, ada, but other details. Line 2 was used."
    ]
    assert students(course) == {"ada": (None, "Ada", None, None)}


def test_what_is_no_email_address_is_left_out(course, read):
    done = read("id,email\nada,ada at x\n")
    assert done.problems == [
        "Line 2 (ada) has an invalid email address, ada at x. The other fields were used."
    ]
    assert students(course) == {"ada": (None, None, None, None)}


def test_the_column_of_the_ids_can_be_chosen(course, read):
    assert sorted(read(CANVAS, id_column="SIS User ID").added) == ["S-1", "S-2", "S-3"]
    with pytest.raises(CourseError, match="has no column NetID. It has: Student, ID, SIS User ID"):
        read(CANVAS, id_column="NetID")


def test_a_canvas_row_without_canvas_number_is_no_student(course, read):
    done = read(CANVAS.replace(",102,", ",,"))
    assert done.problems == [
        "Line 5 (King-Noël, Zoë) has no number in the column ID, which Canvas needs. "
        "It was skipped."
    ]


def workbook() -> bytes:
    return b"PK\x03\x04" + bytes(40)


WRONG = {
    b"": "is not a known roster: its first line must name the columns",
    b"ada,Ada,Lovelace\n": "is not a known roster: its first line must name the columns",
    workbook(): "is a spreadsheet file. Save it as CSV",
    b'id,name\nada,"Ada\nbo,Bo\n': "can't be read beyond line 2 .* Nothing was imported",
    b"id,email,e-mail,ID\nada,,,\n": "has two columns named id",
    b"id\n\x81\x8d\n": "is not text",
    b"\xff\xfei": "is not text",
    b"id\n" + b"a" * (20 * 2**20): "is larger than 20 MB",
}


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
def test_what_is_no_roster_changes_nothing(content, course, read):
    (course / "gradebook.db").unlink()
    with pytest.raises(CourseError, match=WRONG[content]):
        read(content)
    assert not (course / "gradebook.db").exists()
    assert not (course / ".grader").exists()


def test_a_file_that_is_not_there(course):
    with pytest.raises(CourseError, match="doesn't exist. Check the name"):
        import_roster(course, course / "nothing.csv")
    with pytest.raises(CourseError, match="is a folder. Check the name"):
        import_roster(course, course)


def test_a_row_that_the_database_refuses_leaves_all_as_it_was(course, read, monkeypatch):
    read("id,first name\nada,Ada\n")
    with gradebook(course) as book, book.engine.connect() as database:
        database.exec_driver_sql(
            "CREATE TRIGGER no BEFORE INSERT ON student WHEN NEW.id = 'zoe' "
            "BEGIN SELECT RAISE(ABORT, 'no zoe'); END"
        )
        database.commit()
    with pytest.raises(CourseError, match="no zoe"):
        read("id,first name\nada,Adam\nbo,Bo\nzoe,Zoë\n")
    assert students(course) == {"ada": (None, "Ada", None, None)}


def test_text_is_split_into_lines_as_csv_has_them(course, read):
    read(io.StringIO("id,first name\rada,Ada\rbo,B\u2028o\r", newline="").read())
    assert [*students(course)] == ["ada"]
