"""Commands and checks where signs, streams, disks or system calls are missing: the work is done."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, rarely
from small_class import FULL, grade, hand_in, scores

import dnn_utils
from grader.authoring import new_course
from grader.authoring.new_course import init_course
from grader.errors import CourseError
from grader.this_course import COURSE

pytestmark = pytest.mark.slow

WRONG = '''def linear_forward(A_prev, W, b):
    """\\d"""
    if A_prev is 1: pass
    return W @ A_prev, (A_prev, W, b)
'''
# What the Python of a terminal is told of its encoding.
TERMINALS = {
    "the C locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "Windows' code page": {"PYTHONIOENCODING": "cp1252"},
    "ASCII": {"PYTHONIOENCODING": "ascii:strict"},
}
FEW_TERMINALS = [
    TERMINALS["the C locale"],
    *(rarely(TERMINALS[name], id=name) for name in ("Windows' code page", "ASCII")),
]
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def shell(line: str, cwd, **environment: str) -> subprocess.CompletedProcess:
    """Run a line in which GRADER is the command `grader`; its output is read as Latin-1."""
    grader = f"{sys.executable} -m grader"
    kept = {n: v for n, v in os.environ.items() if n not in ("LC_ALL", "LANG", "PYTHONIOENCODING")}
    done = subprocess.run(
        ["bash", "-c", line.replace("GRADER", grader)],
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="latin-1",
        check=False,
    )
    for said in (done.stdout, done.stderr):
        assert "Traceback" not in said
        assert "None" not in said
        assert "Warning" not in said
        assert "Exception ignored" not in said
    return done


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("terminal", FEW_TERMINALS)
def test_a_judgement_is_printed_on_any_terminal(folder, terminal):
    done = shell("GRADER judge wrong.py", folder, **terminal)
    assert (done.returncode, done.stderr) == (0, "")
    mark = "â\x9c\x97" if "LC_ALL" in terminal else "x"  # in UTF-8, read as Latin-1
    assert f"{mark} linear_forward: 1 of 2 parts pass" in done.stdout


CHECK = """
import sys
sys.path.insert(0, {root!r})
import numpy as np
from testcases import bring_functions, check, guess, progress
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
check(linear_forward)
bring_functions({{}}, "compute_cost")
progress()
guess("zeros", 1)
def linear_forward(A_prev, W, b):
    return W @ A_prev, (A_prev, W, b)
try:
    check(linear_forward)
except Exception as report:
    sys.stderr.write(str(report).encode(sys.stderr.encoding).decode(sys.stderr.encoding))
"""


@pytest.mark.parametrize("terminal", TERMINALS.values(), ids=TERMINALS)
def test_a_check_shows_other_signs_where_there_are_no_marks(folder, terminal):
    names = __import__("json").loads((ROOT / "testcases/guesses.json").read_text(encoding="utf-8"))
    script = CHECK.format(root=str(ROOT)).replace('"zeros"', repr(next(iter(names))))
    (folder / "script.py").write_text(script)
    done = shell(f"{sys.executable} script.py", folder, **terminal)
    assert done.returncode == 0, done.stderr
    assert "+ linear_forward: all tests pass" in done.stdout
    assert "x compute_cost is missing" in done.stdout
    assert "x linear_forward: 1 of 2 parts pass" in done.stderr
    # A sign that was lost would stand alone; at the end of a word it is a question.
    assert not re.search(r"(?<![\w`)])\?", done.stderr)


@pytest.mark.parametrize("line", ["2>&-", *map(rarely, [">&-", "<&-", ">&- 2>&- <&-"])])
def test_closed_streams_cost_nothing(folder, line):
    done = shell(f"GRADER judge wrong.py nothing.py {line}", folder)
    assert done.returncode == 1
    if ">&-" not in line.replace("2>&-", ""):
        assert "linear_forward: 1 of 2 parts pass" in done.stdout
    if "2>&-" not in line:
        assert done.stderr == "grader: nothing.py: There is no such file. Check the path.\n"


@pytest.mark.exhaustive
def test_a_class_is_graded_though_nobody_can_read_of_it(released, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(released, course)
    for student in ("ada", "josé"):
        hand_in(course, student)
    done = shell("GRADER autograde 2>&-", course, LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0, done.stdout
    assert scores(course) == {"ada": FULL, "josé": FULL}
    hand_in(course, "eva")
    done = shell("GRADER autograde >/dev/full", course)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "grader: The output can't be written: No space left on device. Everything else was done."
    )
    assert scores(course) == {"ada": FULL, "josé": FULL, "eva": FULL}
    assert grade(course).before == 3
    done = shell("GRADER table | head -n 1; exit ${PIPESTATUS[0]}", course)
    assert (done.returncode, done.stderr) in ((0, ""), (1, ""))


@pytest.mark.exhaustive
@needs_full
def test_what_is_made_is_made_though_the_output_has_no_room(folder):
    done = shell("GRADER init course > /dev/full", folder)
    assert done.returncode == 1
    assert "No space left on device. Everything else was done." in done.stderr
    assert len(list((folder / "course/source/dnn").glob("*.ipynb"))) == 7
    done = shell("GRADER judge --json wrong.py > /dev/full 2>&1", folder)
    assert done.returncode == 1


@needs_full
@pytest.mark.parametrize("asked", ["--help", "judge --help"])
def test_help_that_nobody_can_read_is_no_success(asked, folder):
    done = shell(f"GRADER {asked} > /dev/full", folder)
    assert (done.returncode, done.stderr) == (
        1,
        "grader: The output can't be written: No space left on device. Everything else was done.\n",
    )


@pytest.mark.parametrize(
    "command", ["init a", "demo a", "table", "autograde", "judge a", "bundle a"]
)
def test_in_a_folder_that_is_gone_it_says_so(command, folder):
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; GRADER {command}", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "grader: The current folder was deleted. Go to another folder."
    )


@pytest.fixture
def full(tmp_path):
    """A folder on a disk that has no room left."""
    place = tmp_path / "full"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)]
    if os.getuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs to be root and to mount a small disk")
    (place / "x").write_bytes(b"x" * 60_000)
    with (place / "y").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"y" * 512)
        except OSError:
            pass
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_folder_for_temporary_files_is_done_without(folder, full):
    done = shell("GRADER judge wrong.py", folder, TMPDIR=str(full))
    assert (done.returncode, done.stderr) == (0, "")
    assert "linear_forward: 1 of 2 parts pass" in done.stdout
    assert sorted(p.name for p in full.iterdir()) == ["x", "y"]


def test_without_any_room_it_says_so(folder, full):
    script = f"""
import sys
from pathlib import Path
from grader.sandbox import staging
staging._places = lambda: [Path({str(full)!r})]
from grader.cli import main
sys.exit(main(["judge", "wrong.py"]))
"""
    (folder / "script.py").write_text(script)
    done = shell(f"{sys.executable} script.py", folder)
    assert done.returncode == 1
    assert done.stderr.startswith("grader: There is no room for temporary files (")
    assert done.stderr.endswith("Free some space, or set TMPDIR to a folder that has room.\n")


@pytest.mark.exhaustive
@pytest.mark.parametrize("command", ["init {}/course", "bundle {}/work", "bundle {}/course.zip"])
def test_a_full_disk_is_named_and_nothing_is_left_on_it(folder, full, command):
    done = shell(f"GRADER {command.format(full)}", folder)
    assert done.returncode == 1
    named = f"{full}/{command.split('/')[1]}"
    assert done.stderr == f"grader: Can't use {named}: No space left on device.\n"
    assert sorted(p.name for p in full.iterdir()) == ["x", "y"]


OTHER_SYSTEM = """
import os, signal, sys
gone = {os: ["sched_getaffinity", "fork", "register_at_fork"], signal: ["SIGHUP"]}
for module, names in gone.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
for name in ("resource", "fcntl", "pwd", "grp"):
    sys.modules[name] = None
sys.path.insert(0, ROOT)
from grader.cli import main
if "judge" in sys.argv:  # others load what Jupyter has for each system
    sys.platform = "darwin"
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.exhaustive
def test_the_student_side_of_the_command_needs_no_linux(folder):
    """What Windows and macOS don't have, nobody asks for who only takes the course."""
    (folder / "script.py").write_text(OTHER_SYSTEM.replace("ROOT", repr(str(ROOT))))
    for command in ("bundle work", "bundle open.zip", "init course"):
        done = shell(f"{sys.executable} script.py {command}", folder)
        assert done.returncode == 0, done.stderr
    assert (folder / "work/notebooks/00-how-it-works.ipynb").is_file()
    done = shell(f"{sys.executable} script.py judge wrong.py", folder)
    assert done.returncode == 1
    assert done.stderr == (
        "grader: Grading needs Linux, whose kernel confines student code. On Windows and macOS, "
        "grade in WSL, in a container or on another machine.\n"
    )


def test_a_folder_that_may_not_be_entered_is_no_reason_to_stop(folder, monkeypatch):
    """`HOME` may be another user's; on Python 3.11 pathlib raises an error there."""
    from grader.sandbox import staging

    closed = folder / "closed"
    (closed / ".cache").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(closed))
    is_dir = os.path.isdir
    monkeypatch.setattr(os.path, "isdir", lambda path: "closed" not in str(path) and is_dir(path))
    assert [place for place in staging._places() if "closed" in str(place)] == []


def test_copies_of_a_read_only_installation_can_be_deleted(tmp_path, monkeypatch):
    from grader.sandbox import staging

    package = tmp_path / "site" / "dnn_utils"
    package.mkdir(parents=True)
    (package / "__init__.py").touch(mode=0o444)
    package.chmod(0o555)
    monkeypatch.setattr(dnn_utils, "__file__", str(package / "__init__.py"))
    staging._lay_out_helpers(tmp_path / "stage", ("dnn_utils",))
    copied = tmp_path / "stage" / "dnn_utils"
    assert copied.stat().st_mode & 0o777 == 0o755
    assert (copied / "__init__.py").stat().st_mode & 0o777 == 0o644


def test_a_path_that_nbgrader_takes_for_a_pattern_is_refused_where_there_is_no_other(
    folder, monkeypatch
):
    monkeypatch.setattr(new_course, "_OTHER_PATHS", folder / "proc")
    for name in ("course [1]", "a*", "what?"):
        with pytest.raises(CourseError) as told:
            init_course(COURSE, folder / name)
        assert str(told.value) == (
            f"nbgrader can't work in {folder / name} on this system, because the path contains one "
            "of [ ] * ?. Name another folder for the course."
        )
        assert not (folder / name).exists()


def test_stopped_while_it_loads_it_says_so(folder):
    code = """
import sys
class Stop:
    def find_spec(self, name, *rest):
        if name == "grader.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from grader.__main__ import main
sys.exit(main())
"""
    terminated = "__import__('signal').raise_signal(15)"
    for one in (code, code.replace("raise KeyboardInterrupt", terminated)):
        (folder / "script.py").write_text(one)
        done = shell(f"{sys.executable} script.py", folder)
        assert (done.returncode, done.stderr) == (130, "grader: Stopped.\n")
