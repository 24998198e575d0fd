"""Downloads of all submissions as Canvas and Moodle make them, and archives that mean harm."""

from __future__ import annotations

import contextlib
import datetime
import functools
import io
import os
import random
import re
import shutil
import stat
import struct
import unicodedata
import zipfile

import pytest
from small_class import FULL, RIGHT, grade, lost
from tiny_course import gradebook, make_course

from grader.authoring.sample_class import fill_in
from grader.course import archive as archives
from grader.course import unpack
from grader.course.collect import collect
from grader.course.export import export
from grader.course.open import load_course
from grader.course.owners import Owners
from grader.course.roster import Student, import_roster
from grader.course.roster_text import collected_as_text
from grader.course.state import CourseState
from grader.errors import CourseError

ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,dnn (4711)
"Lovelace, Ada",101,S-1,ada,CS 101,
"King-Noël, Zoë",102,S-2,zoe,CS 101,
"Chen, Bo",103,S-3,bo,CS 101,
"""
# Moodle's number of a student in one assignment is in its worksheet and in the folder's name.
WORKSHEET = """\
Identifier,"Full name",Status,Grade,"Maximum grade","Last modified (grade)"
"Participant 77","Ada Lovelace","Submitted for grading - 1 day 2 hours late",,20.00,-
"Participant 78","Zoë King-Noël","Submitted for grading",,20.00,-
"""
DUE = datetime.datetime(2026, 11, 20, 23, 59)


@pytest.fixture
def course(tmp_path):
    course = make_course(tmp_path / "course")
    read_roster(course, ROSTER)
    return course


def read_roster(course, text):
    path = course.parent / "roster.csv"
    path.write_text(text, encoding="utf-8")
    assert import_roster(course, path).problems == []


def set_due_date(course):
    with gradebook(course) as book:
        book.add_assignment("dnn", duedate=DUE)


def zipped(files, method: int | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content, method)
    return out.getvalue()


@pytest.fixture
def take(course, tmp_path):
    """Collect an archive with these files."""

    def take(files, **options):
        path = tmp_path / "submissions.zip"
        path.write_bytes(files if isinstance(files, bytes) else zipped(files))
        return collect(course, path, **options)

    return take


def submitted(course) -> dict[str, str]:
    top = course / "submitted"
    paths = (path for path in sorted(top.rglob("*")) if not path.is_dir())
    return {str(path.relative_to(top)): path.read_text() for path in paths}


# Canvas names a file by the student's sortable name, LATE, the student's number, the file's number
# and its own name; a file that was submitted again under its name has -1 behind it.
@pytest.mark.slow
def test_a_download_of_canvas(course, take):
    set_due_date(course)
    done = take(
        {
            "lovelaceada_LATE_101_67890_01-initialization.ipynb": "one",
            "lovelaceada_LATE_101_67891_02-forward-1.ipynb": "two",
            "kingnoëlzoë_102_67892_my_3_work.ipynb": "three",
            "chenbo_103_text.html": "typed",
        }
    )
    assert submitted(course) == {
        "ada/dnn/01-initialization.ipynb": "one",
        "ada/dnn/02-forward.ipynb": "two",
        "ada/dnn/timestamp.txt": "2026-11-20 23:59:01 UTC\n",
        "bo/dnn/text.html": "typed",
        "zoe/dnn/my_3_work.ipynb": "three",
    }
    assert (done.new, done.failed, done.notes) == (["ada", "bo", "zoe"], {}, {})
    assert done.late == {"ada": "marked late by Canvas"}


# Moodle makes a folder a student and kind of submission, or, with "Download submissions in
# folders" off, one name of both.
@pytest.mark.parametrize("separator", ["/", ""])
def test_a_download_of_moodle(separator, course, take):
    read_roster(course, WORKSHEET)
    set_due_date(course)
    done = take(
        {
            f"Somebody Else_77_assignsubmission_file_{separator}02-forward.ipynb": "one",
            f"Zoë King-Noël_78_assignsubmission_file_{separator}02-forward.ipynb": "two",
            f"Zoë King-Noël_78_assignsubmission_onlinetext_{separator}onlinetext.html": "typed",
            f"Chen Bo_1_assignsubmission_file_{separator}a_1_2_b.ipynb": "three",  # by name
        }
    )
    assert submitted(course) == {
        "ada/dnn/02-forward.ipynb": "one",
        "ada/dnn/timestamp.txt": "2026-11-22 01:59:00 UTC\n",
        "bo/dnn/a_1_2_b.ipynb": "three",
        "zoe/dnn/02-forward.ipynb": "two",
        "zoe/dnn/onlinetext.html": "typed",
    }
    assert done.late == {"ada": "1 day 2 hours late"}


def test_folders_of_moodle_keep_theirs(course, take):
    take(
        {
            "Ada Lovelace_1_assignsubmission_file_/work/02-forward.ipynb": "one",
            "Ada Lovelace_1_assignsubmission_file_/work/img/a.png": "two",
            "Bo Chen_2_assignsubmission_file/02-forward.ipynb": "three",
        }
    )
    assert [*submitted(course)] == [
        "ada/dnn/02-forward.ipynb",  # a single folder around all of it is taken away
        "ada/dnn/img/a.png",
        "bo/dnn/02-forward.ipynb",
    ]


ADA, BO = "lovelaceada_101_1_", "chenbo_103_2_"


def test_zip_files_within_are_unpacked(course, take):
    inner = zipped({"deep/02-forward.ipynb": "two", "__MACOSX/deep/._02-forward.ipynb": "x"})
    work = zipped(
        {"dnn/01-initialization.ipynb": "one", "dnn/more.ZIP": inner, "dnn/.DS_Store": ""}
    )
    done = take({"again/all.zip": zipped({f"{ADA}work.zip": work}), f"{BO}notes.txt": "n"})
    assert submitted(course) == {
        "ada/dnn/01-initialization.ipynb": "one",
        "ada/dnn/deep/02-forward.ipynb": "two",
        "bo/dnn/notes.txt": "n",
    }
    assert (done.notes, done.strays) == ({}, [])


def test_an_unpacked_folder_is_as_good_as_an_archive(course, tmp_path):
    folder = tmp_path / "unpacked"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / f"{ADA}02-forward.ipynb").write_text("one")
    (folder / f"{BO}work.zip").write_bytes(zipped({"02-forward.ipynb": "two"}))
    (folder / f"{BO}link.ipynb").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    done = collect(course, folder)
    assert submitted(course) == {"ada/dnn/02-forward.ipynb": "one"}
    assert done.failed == {"bo": f"{BO}link.ipynb is a link or a device, not a file."}
    assert done.strays == [
        "loop is a link or a device, not a file.",
        "pipe is a link or a device, not a file.",
    ]


def test_collecting_again_changes_only_what_changed(course, take):
    first = {f"{ADA}02-forward.ipynb": "one", f"{ADA}old.txt": "old", f"{BO}02-forward.ipynb": "b"}
    take(first)
    before = (course / "submitted/bo/dnn").stat().st_ino
    again = take(first)
    assert (again.new, again.changed, again.unchanged) == ([], [], ["ada", "bo"])
    last = take({f"{ADA}02-forward-1.ipynb": "two", f"{BO}02-forward.ipynb": "b"})
    assert (last.changed, last.unchanged, last.absent) == (["ada"], ["bo"], ["zoe"])
    assert submitted(course) == {  # the old file is gone
        "ada/dnn/02-forward.ipynb": "two",
        "bo/dnn/02-forward.ipynb": "b",
    }
    assert (course / "submitted/bo/dnn").stat().st_ino == before
    assert [path.name for path in (course / "submitted/ada").iterdir()] == ["dnn"]
    assert collected_as_text(last).splitlines() == [
        "2 submissions collected: 0 new, 1 changed, 1 unchanged.",
        "Changed: ada.",
        "No submission: zoe.",
    ]


def test_whoever_is_not_in_the_archive_keeps_their_work(course, take):
    take({f"{ADA}02-forward.ipynb": "one"})
    take({f"{BO}02-forward.ipynb": "two"})
    assert [*submitted(course)] == ["ada/dnn/02-forward.ipynb", "bo/dnn/02-forward.ipynb"]


def test_an_extension_takes_the_lateness_back(course, take):
    set_due_date(course)
    take({"lovelaceada_LATE_101_1_02-forward.ipynb": "one"})
    done = take({f"{ADA}02-forward.ipynb": "one"})
    assert (done.changed, done.late) == (["ada"], {})
    assert submitted(course)["ada/dnn/timestamp.txt"] == "2026-11-20 23:59:00 UTC\n"
    assert take({f"{ADA}02-forward.ipynb": "one"}).unchanged == ["ada"]


def test_without_a_due_date_lateness_is_said_and_not_written(course, take):
    done = take({"lovelaceada_LATE_101_1_02-forward.ipynb": "one"})
    assert [*submitted(course)] == ["ada/dnn/02-forward.ipynb"]
    assert done.late["ada"].endswith("; no penalty, because the assignment has no due date")


def test_a_student_does_not_write_the_time_of_submission(course, take):
    done = take({f"{ADA}02-forward.ipynb": "one", f"{ADA}timestamp.txt": "1999-01-01 00:00:00 UTC"})
    assert [*submitted(course)] == ["ada/dnn/02-forward.ipynb"]
    assert done.notes == {"ada": ["The student submitted a timestamp.txt. It was skipped."]}


def test_files_of_nobody_are_listed_with_the_reason(course, take):
    read_roster(course, 'id,first name,last name\nada2,Ada,Lovelace\nada3,"Ada",Lovelace\n')
    done = take(
        {
            f"{BO}02-forward.ipynb": "one",
            "nobody_104_1_02-forward.ipynb": "x",
            "lovelaceada_999_1_02-forward.ipynb": "x",
            "Ada Lovelace_1_assignsubmission_file_/02-forward.ipynb": "x",
            "anon_aB3dE_67890_02-forward.ipynb": "x",
            "notes\x1b.txt": "x",
        }
    )
    assert [*submitted(course)] == ["bo/dnn/02-forward.ipynb"]
    canvas = "Run grader roster import with the Canvas gradebook, then collect again."
    moodle = "Run grader roster import with the Moodle grading worksheet, then collect again."
    assert done.strays == [
        f"nobody_104_1_02-forward.ipynb: nobody matches no student in the roster. {canvas}",
        "lovelaceada_999_1_02-forward.ipynb: lovelaceada matches several students: ada2, ada3. "
        f"{canvas}",
        "Ada Lovelace_1_assignsubmission_file_/02-forward.ipynb: "
        f"Ada Lovelace matches several students: ada, ada2, ada3. {moodle}",
        "anon_aB3dE_67890_02-forward.ipynb: The submission is anonymous. Turn off anonymous "
        "grading in Canvas, then download again.",
        "notes\\x1b.txt: Canvas and Moodle give no such name.",
    ]


def test_two_files_of_one_name_are_both_kept(course, take):
    files = [
        (f"{ADA}a.txt", "one"),
        ("lovelaceada_101_2_A.TXT", "two"),
        ("lovelaceada_101_3_a.txt", "three"),
        ("lovelaceada_101_4_w.zip", zipped({"a.txt/b.txt": "four", "d": "five", "D/e": "six"})),
    ]
    done = take(files)
    assert submitted(course) == {
        "ada/dnn/A (2).TXT": "two",
        "ada/dnn/D (2)/e": "six",
        "ada/dnn/a (4).txt/b.txt": "four",
        "ada/dnn/a (3).txt": "three",
        "ada/dnn/a.txt": "one",
        "ada/dnn/d": "five",
    }
    assert len(done.notes["ada"]) == 4


def test_of_two_numbered_notebooks_none_is_renamed(course, take):
    take({f"{ADA}02-forward-1.ipynb": "one", f"{ADA}02-forward-2.ipynb": "two"})
    assert [*submitted(course)] == ["ada/dnn/02-forward-1.ipynb", "ada/dnn/02-forward-2.ipynb"]


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


EVIL_NAMES = [
    f"../{ADA}x.ipynb",
    f"../../../../../../{ADA}x.ipynb",
    f"/{ADA}x.ipynb",
    f"..\\{ADA}x.ipynb",
    f"\\\\host\\share\\{ADA}x.ipynb",
    f"C:\\{ADA}x.ipynb",
    f"a/../../{ADA}x.ipynb",
    f"{ADA}x/../../../../x.ipynb",
    f"{ADA}{'x' * 250}.ipynb",
    ADA + "x/" + "d/" * 600 + "x.ipynb",
]


def tree(folder) -> dict[str, bytes]:
    return {str(p): p.read_bytes() if p.is_file() else b"" for p in sorted(folder.rglob("*"))}


@pytest.mark.slow
@pytest.mark.parametrize("within", [False, True], ids=["outside", "within"])
@pytest.mark.parametrize("name", EVIL_NAMES, ids=range(len(EVIL_NAMES)))
def test_no_name_leads_out(name, within, course, take, tmp_path):
    outside = {path: text for path, text in tree(tmp_path).items() if "/course/" not in path}
    files = [(entry(name), "evil"), (f"{BO}02-forward.ipynb", "good")]
    done = take([(f"{ADA}w.zip", zipped(files[:1])), files[1]] if within else files)
    assert submitted(course) == {"bo/dnn/02-forward.ipynb": "good"}
    said = done.failed["ada"] if within else done.strays[0]
    assert "leads out of the archive" in said or "too long" in said
    left = {path: text for path, text in tree(tmp_path).items() if "/course/" not in path}
    assert left.keys() - {str(tmp_path / "submissions.zip")} == outside.keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK]
)
def test_links_and_devices_are_left_out(kind, course, take):
    odd = zipped([(entry("odd", kind | 0o777), "/etc/passwd"), ("02-forward.ipynb", "two")])
    done = take([(f"{ADA}w.zip", odd), (entry(f"{BO}odd", kind | 0o777), "/etc/passwd")])
    assert submitted(course) == {"ada/dnn/02-forward.ipynb": "two"}
    assert done.notes == {"ada": ["odd is a link or a device, not a file. It was skipped."]}
    assert done.failed == {"bo": f"{BO}odd is a link or a device, not a file."}


def with_flags(content: bytes) -> bytes:
    """Mark each entry as encrypted."""
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content = content[: at + place] + b"\x01\x00" + content[at + place + 2 :]
            at = content.find(sign, at + 1)
    return content


SIZE, CHECKSUM = (22, 24), (14, 16)  # where they stand in an entry and in the list of entries


def lying(content: bytes, places: tuple[int, int], value: int) -> bytes:
    """Say something wrong of the first entry."""
    for sign, place in zip((b"PK\x03\x04", b"PK\x01\x02"), places, strict=True):
        at = content.find(sign) + place
        content = content[:at] + struct.pack("<I", value) + content[at + 4 :]
    return content


ZEROS = bytes(5 * 2**20)
PACKED = {
    "encrypted": (with_flags(zipped({"a.ipynb": "x"})), "a.ipynb is encrypted."),
    "bomb": (zipped({"a.ipynb": ZEROS}), "a.ipynb would unpack to more than 200 times its size."),
    "lie": (lying(zipped({"a.ipynb": ZEROS}), SIZE, 100), "a.ipynb is damaged."),
    "cut off": (zipped({"a.ipynb": "x" * 99})[:-30], "It is damaged, or not a zip file."),
    "another format": (b"Rar!\x1a\x07", "It is damaged, or not a zip file."),
    "changed": (lying(zipped({"a.ipynb": "abc"}), CHECKSUM, 1), "a.ipynb is damaged."),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", PACKED)
def test_what_can_not_be_unpacked_is_left_packed(kind, course, take):
    content, why = PACKED[kind]
    done = take([(f"{ADA}w.zip", content), (f"{ADA}b.txt", "kept")])
    assert (course / "submitted/ada/dnn/w.zip").read_bytes() == content
    assert [*tree(course / "submitted")][2:] == [
        str(course / "submitted/ada/dnn" / name) for name in ("b.txt", "w.zip")
    ]
    assert done.notes == {"ada": [f"w.zip was not unpacked. {why}"]}


def test_a_damaged_zip_file_in_a_damaged_zip_file_is_left_packed(course, take):
    damaged = zipped([(entry("a.txt"), "good"), (entry("b.txt"), "abc")]).replace(b"abc", b"abd")
    twice = zipped([(entry("c.zip"), damaged), (entry("d.txt"), "xyz")]).replace(b"xyz", b"xyx")
    done = take({f"{ADA}w.zip": twice})
    assert (course / "submitted/ada/dnn/w.zip").read_bytes() == twice
    assert [*tree(course / "submitted/ada/dnn")] == [str(course / "submitted/ada/dnn/w.zip")]
    assert done.notes == {"ada": ["w.zip was not unpacked. d.txt is damaged."]}


def test_zip_files_are_not_unpacked_for_ever(course, take):
    content = zipped({"d.txt": "deep"})
    for name in ("c", "b", "a"):
        content = zipped({f"{name}.zip": content, f"{name}.txt": name})
    done = take({f"{ADA}w.zip": content, "other.7z": "x", f"{BO}work.rar": "x"})
    assert [*tree(course / "submitted/ada/dnn")] == [
        str(course / "submitted/ada/dnn" / name) for name in ("a.txt", "b.txt", "c.txt", "c.zip")
    ]
    assert done.notes == {
        "ada": ["c.zip was not unpacked. Zip files are nested more than 3 deep."],
        "bo": ["work.rar was not unpacked. Only zip files are."],
    }


DAMAGED = {name: PACKED[name] for name in ("encrypted", "bomb", "lie", "changed")}


@pytest.mark.slow
@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_download_leaves_an_earlier_submission_alone(kind, course, take):
    take({f"{ADA}a.ipynb": "before", f"{BO}a.ipynb": "before"})
    content, why = DAMAGED[kind]
    done = take(rename(content, f"{ADA}a.ipynb"))
    assert submitted(course) == {"ada/dnn/a.ipynb": "before", "bo/dnn/a.ipynb": "before"}
    assert done.failed == {"ada": f"{ADA}{why}"}
    assert collected_as_text(done).splitlines()[-2:] == ["Not collected:", f"  ada: {ADA}{why}"]


def rename(content: bytes, name: str) -> bytes:
    """Give the only entry of an archive, whatever is wrong with it, another name."""
    old, new = b"a.ipynb", name.encode()
    end = content.rindex(b"PK\x05\x06")
    start = content.index(b"PK\x01\x02")
    longer = len(new) - len(old)
    size = struct.pack("<H", len(new))
    local, central, tail = content[:start], content[start:end], content[end:]
    local = local[:26] + size + local[28:].replace(old, new, 1)
    central = central[:28] + size + central[30:].replace(old, new, 1)
    length, offset = struct.unpack("<II", tail[12:20])
    tail = tail[:12] + struct.pack("<II", length + longer, offset + longer) + tail[20:]
    return local + central + tail


MANY, LARGE = {f"{n}.txt": "" for n in range(12)}, os.urandom(600_000).hex()
TOO_MUCH = {
    "many": ({ADA + name: "" for name in MANY}, "It holds more than 9 files."),
    "many within": ({f"{ADA}w.zip": zipped(MANY)}, "It holds more than 9 files."),
    "large": ({f"{ADA}a": LARGE, f"{ADA}b": LARGE}, "It unpacks to more than 1 MB."),
    "large within": ({f"{ADA}w.zip": zipped({"a": LARGE})}, "It unpacks to more than 1 MB."),
    # Each is large and damaged: unpacking them in vain counts.
    "often": (
        {f"{ADA}{n}.zip": lying(zipped({"a": LARGE[:20_000] * 20}), CHECKSUM, 1) for n in range(3)},
        "It unpacks to more than 1 MB.",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TOO_MUCH)
def test_a_submission_that_is_too_much_is_not_collected(kind, course, take, monkeypatch):
    files, why = TOO_MUCH[kind]
    monkeypatch.setattr(unpack, "Budget", functools.partial(archives.Budget, 2**20, 9))
    done = take(files | {f"{BO}a.txt": "y"})
    assert (done.failed, submitted(course)) == ({"ada": why}, {"bo/dnn/a.txt": "y"})


WRONG = {
    b"": "submissions.zip: It is damaged, or not a zip file. Download it from Canvas or Moodle",
    zipped({f"{ADA}a.txt": "x"})[:-4]: "Nothing was collected.",
    zipped({}): "has no submission of a student in the roster.",
    zipped(
        {"a.txt": "x"}
    ): "has no submission of a student in the roster. a.txt: Canvas and Moodle",
}


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
def test_what_is_no_download_changes_nothing(content, course, take):
    with pytest.raises(CourseError, match=re.escape(WRONG[content])):
        take(content)
    assert not (course / "submitted").exists()
    assert [path.name for path in (course / ".grader/dnn").iterdir()] == ["lock"]


def test_an_archive_of_endless_entries_is_not_read(course, take, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_ENTRIES", 5)
    monkeypatch.setattr(archives, "_CHUNK", 7)  # so that signatures lie across two chunks
    with pytest.raises(CourseError, match="submissions.zip: It holds more than 5 files"):
        take({f"{ADA}{n}.txt": "x" for n in range(6)})


def test_there_must_be_an_assignment_a_roster_and_an_archive(course, take, tmp_path):
    with pytest.raises(CourseError, match="The course has no assignment dnnn. Its assignments: "):
        take({f"{ADA}a.txt": "x"}, assignment="dnnn")
    with pytest.raises(CourseError, match="none.zip doesn't exist"):
        collect(course, tmp_path / "none.zip")
    empty = make_course(tmp_path / "empty")
    with pytest.raises(CourseError, match="has no students. Import them with: grader roster"):
        collect(empty, tmp_path)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_known_however_its_accents_are_written(form, course, take):
    name = unicodedata.normalize(form, "Zoë King-Noël")
    take({f"{name}_1_assignsubmission_file_/a.txt": "x"})
    assert [*submitted(course)] == ["zoe/dnn/a.txt"]


def test_whoever_has_no_name_does_not_own_files_without_one(course, take):
    read_roster(course, "id\nnameless\n")
    done = take({f"{ADA}a.txt": "x", "-_1_assignsubmission_file_/a.txt": "y", "_5_6_a.txt": "z"})
    assert [*submitted(course)] == ["ada/dnn/a.txt"]
    assert len(done.strays) == 2


def test_a_link_in_a_students_place_is_not_followed(course, take, tmp_path):
    (tmp_path / "elsewhere" / "dnn").mkdir(parents=True)
    (course / "submitted").mkdir()
    (course / "submitted/ada").symlink_to(tmp_path / "elsewhere")
    done = take({f"{ADA}a.txt": "x", f"{BO}a.txt": "y"})
    assert "is a link" in done.failed["ada"]
    assert [*(tmp_path / "elsewhere/dnn").iterdir()] == []
    assert (course / "submitted/bo/dnn/a.txt").exists()


def test_while_the_course_is_graded_nothing_is_collected(course, take):
    state = CourseState(load_course(course).coursedir, "dnn", {})
    with state.locked(), pytest.raises(CourseError, match="Another run is grading this course"):
        take({f"{ADA}a.txt": "x"})
    assert not (course / "submitted").exists()


@pytest.mark.parametrize("flag", [0, 0x800])
def test_names_in_utf_8_are_read_whether_the_archive_says_so_or_not(flag, course, take):
    content = zipped({f"{ADA}Zoë.txt": "x"})
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign) + place
        content = content[:at] + struct.pack("<H", flag) + content[at + 2 :]
    take(content)
    assert [*submitted(course)] == ["ada/dnn/Zoë.txt"]


@pytest.mark.slow
def test_what_was_collected_is_graded_and_given_back(released, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(released, course)
    read_roster(course, ROSTER)
    with gradebook(course) as book:
        book.update_or_create_assignment("dnn", duedate=DUE)
    names = {"lovelaceada_101": "-1", "kingnoëlzoë_LATE_102": ""}
    files = {
        f"{name}_5_{path.stem}{suffix}.ipynb": fill_in(path.read_text(), RIGHT)
        for name, suffix in names.items()
        for path in (course / "release/dnn").glob("*.ipynb")
    }
    (tmp_path / "submissions.zip").write_bytes(zipped(files))
    assert collect(course, tmp_path / "submissions.zip").new == ["ada", "zoe"]
    assert grade(course).failed == {}
    assert lost(course) == {"ada": 0, "zoe": 0}
    with gradebook(course) as book:
        late = {s.student_id: s.total_seconds_late for s in book.assignment_submissions("dnn")}
    assert late == {"ada": 0, "zoe": 1}
    rows = export(course, "canvas").text.splitlines()
    assert rows[1:] == [
        rows[1],
        f'"Lovelace, Ada",101,S-1,ada,CS 101,{FULL}',
        f'"King-Noël, Zoë",102,S-2,zoe,CS 101,{FULL}',
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_no_damage_to_an_archive_ends_the_program(method, tmp_path):
    rng = random.Random(method)
    inner = zipped([(entry("a/b.ipynb"), "x" * 500), (entry("c.txt"), "y")], method)
    files = [(f"{ADA}w.zip", inner), (f"{ADA}a.ipynb", "z" * 300), (f"{BO}b.py", "b")]
    whole = zipped(files, method)
    students = [
        Student("ada", "Ada", "Lovelace", "", "101"),
        Student("bo", "Bo", "Chen", "", "103"),
    ]
    readable = 0
    for number in range(150):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 5)):
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.choice((0, 1, 1, 9))] = rng.randbytes(rng.choice((0, 1, 1, 5)))
        path, folder = tmp_path / "submissions.zip", tmp_path / str(number)
        path.write_bytes(damaged)
        folder.mkdir()
        unpacking = unpack.Unpacking(Owners(students, None), folder)
        with contextlib.suppress(archives.Unusable):
            unpacking.take(path)
            readable += 1
    assert readable
    assert {p.name for p in tmp_path.iterdir()} == {"submissions.zip", *map(str, range(150))}
