"""Files that do harm to whoever reads them: each costs its own submission, and that is said."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys

import pytest
from conftest import ROOT
from functions import most_memory_of
from small_class import CLASS, FULL, RIGHT, dump, grade, hand_in, scores

from grader.authoring.sample_class import fill_in
from grader.errors import NOTHING_THERE, Unreadable
from grader.submissions.json_cells import MOST_CELLS, read_cells
from grader.submissions.locate import TOO_MUCH
from grader.submissions.read import (
    LONG_NUMBER,
    NO_CELLS,
    PROBLEM,
    TOO_DEEP,
    TOO_LARGE,
    TWICE,
    read_bytes,
    read_notebook,
)
from grader.submissions.reader import ENDED, Reader, read_file

CELL = '{"cell_type": "code", "source": ["x = 1\\n", "y = 2"], "metadata": {}, "outputs": []}'
LONG = "1" * 4301
MIB = 2**20


def notebook(cells: str, more: str = "") -> str:
    return f'{{"cells": [{cells}]{more}}}'


FILES = {
    "a long whole number": (
        notebook(CELL, f', "x": {LONG}'),
        1,
        "a number with thousands of digits",
    ),
    "a long number in a cell": (
        notebook(f'{CELL}, {{"source": {LONG}}}'),
        2,
        "thousands of digits",
    ),
    "an infinite number": (notebook(CELL, ', "x": 1e999, "y": NaN'), 1, ""),
    "nested brackets": ('{"cells":' + "[" * (21 * MIB), 0, TOO_DEEP),
    "fewer nested brackets": ('{"cells":' + "[" * 100_000, 0, TOO_DEEP),
    "nested objects": ('{"a":' * 100_000, 0, TOO_DEEP),
    "nested behind a cell": (notebook(f"{CELL}, " + "[" * 100_000), 1, TOO_DEEP),
    "cells that are an object": ('{"cells": {"a": 1}}', 0, NO_CELLS),
    "cells that are text": ('{"cells": "abc"}', 0, NO_CELLS),
    "cells twice": (f'{{"cells": [], "cells": [{CELL}]}}', 0, TWICE),
    "cells in metadata too": (notebook(CELL, ', "metadata": {"cells": 3}'), 1, ""),
    "no cells": ('{"nbformat": 4}', 0, NO_CELLS),
    "a text of ten megabytes": (
        notebook(f'{CELL}, {{"source": "{"z" * 10 * MIB}"}}'),
        2,
        "2 MB of text",
    ),
    "three million lists": (notebook(f"{CELL}," + "[]," * 3_000_000 + "[]"), 1, "cut off"),
    "a million keys": ("{" + '"k":0,' * 1_500_000 + f'"cells":[{CELL}]}}', 0, NO_CELLS),
    "half a million cells": (notebook(f"{CELL}," * 200_000 + CELL), 2000, "more than 2000 cells"),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("content, cells, problem", FILES.values(), ids=FILES)
def test_no_file_does_harm(tmp_path, content, cells, problem):
    path = tmp_path / "02-forward.ipynb"
    path.write_text(content)
    one = Reader()
    try:
        one.call(len, ())
        before = most_memory_of(one._process)  # a forked process begins with this one's
        made = one.call(read_file, path)
        assert len(made.cells) == cells
        said = made.metadata.get(PROBLEM, "")
        assert problem in said if problem else said == ""
        if cells:
            assert made.cells[0].source == "x = 1\ny = 2"
        assert most_memory_of(one._process) - before < 450 * MIB
    finally:
        one.close()


def test_a_file_that_breaks_off_gives_the_cells_before():
    whole = notebook(f"{CELL}, {CELL}").encode()
    counts = {len(read_cells(whole[:length]).cells) for length in range(len(whole))}
    assert counts == {0, 1, 2}
    found = read_cells(whole)
    assert (len(found.cells), found.lists, found.whole, found.deep) == (2, 1, True, False)
    assert not read_cells(whole + b"x").whole


def test_what_is_leapt_over_may_hold_anything():
    tricky = r'{"text": "\"]}\\", "cells": [1, {"cells": []}], "n": -1.5e3, "t": [true, null]}'
    cell = f'{{"outputs": [{tricky}], "source": "a = \\"]\\"", "cell_type": "code"}}'
    found = read_cells(notebook(cell).encode())
    assert found.whole
    assert found.cells == [{"source": 'a = "]"', "cell_type": "code"}]
    assert read_cells(notebook(CELL + ",").encode() * 1).cells != []


def test_no_more_cells_are_read_than_count():
    assert len(read_cells(notebook(",".join(["{}"] * 5000)).encode()).cells) == MOST_CELLS + 1


def test_what_a_reader_is_given_begins_each_call():
    one = Reader("given", "twice")
    try:
        assert one.call(os.path.join, "a") == "given/twice/a"
        one.close()
        assert one.call(os.path.join, "b") == "given/twice/b"
    finally:
        one.close()


@pytest.mark.exhaustive
def test_a_reader_that_ends_over_a_file_is_replaced(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(CELL))
    one = Reader()
    try:
        assert len(one.call(read_file, path).cells) == 1
        with pytest.raises(Unreadable, match=ENDED.split(":")[0]):
            one.call(os._exit, 1)
        assert len(one.call(read_file, path).cells) == 1
        with pytest.raises(Unreadable, match="can't be read: No such file"):
            one.call(read_file, tmp_path / "none.ipynb")
        first = one._process.pid
        os.kill(first, signal.SIGKILL)
        one._process.join()
        assert len(one.call(read_file, path).cells) == 1
        assert one._process.pid != first
    finally:
        one.close()


READS = """
import resource, sys
from grader.submissions import reader as reading
reading._MOST_BYTES = 2 * 2**20
before = resource.getrlimit(resource.RLIMIT_AS)
try:
    print(reading.read_file(__import__("pathlib").Path(sys.argv[1])).metadata.get(sys.argv[2]))
except reading.Unreadable as error:  # where there was not even enough for the file's bytes
    print(error)
assert resource.getrlimit(resource.RLIMIT_AS) == before
"""


@pytest.mark.slow
def test_reading_has_a_limit_of_memory(tmp_path):
    """In a process of its own: one that has run tests has memory to spare."""
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(f"{CELL}, {'[],' * 2_000_000}[]"))  # takes some 200 MB
    told = subprocess.run(
        [sys.executable, "-c", READS, path, PROBLEM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == TOO_LARGE


@pytest.mark.exhaustive
def test_bad_files_cost_nobody_elses_submission(course):
    """The class of six, and one more student for each file."""
    bad = [name for name, (_, cells, _) in FILES.items() if cells < 3]
    for number, name in enumerate(bad):
        folder = course / "submitted" / f"bad{number:02}" / "dnn"
        folder.mkdir(parents=True)
        (folder / "notes.ipynb").write_text(FILES[name][0])
        if number % 2:
            (folder / "02-forward.ipynb").write_text(FILES[name][0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    summary = grade(course)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024
    read = {f"bad{n:02}" for n in range(1, len(bad), 2) if FILES[bad[n]][1]}
    assert summary.graded == len(CLASS) + len(read)
    assert {student: CLASS[student] for student in CLASS if student in summary.failed} == {}
    assert set(summary.failed) == {f"bad{n:02}" for n in range(len(bad))} - read
    nothing = NOTHING_THERE.format(there="It contains only: notes.ipynb.")
    for number, name in enumerate(bad):
        why = FILES[name][2]
        if f"bad{number:02}" in read:
            assert why in "".join(summary.problems[f"bad{number:02}"])
        elif number % 2:
            assert why in summary.failed[f"bad{number:02}"]
        else:
            said = summary.failed[f"bad{number:02}"]
            assert said.startswith(f"{nothing} notes.ipynb: " if why else nothing)
            assert why in said
    assert scores(course)["ada"] == FULL
    ours = [row for row in dump(course) if row[0] in CLASS]
    for folder in (course / "submitted").glob("bad*"):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        folder.rmdir()
    grade(course, force=True)
    assert [row for row in dump(course) if row[0] in CLASS] == ours


GRADES = """
import resource, sys
from grader.cli import main
status = main(["autograde", "--seed", "5", "--course", sys.argv[1], "--workers", "2"])
print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def graded_by_the_command(course) -> tuple[int, int, str]:
    """Give the command's status, the memory of its process in MiB, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", GRADES, course],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    status, memory = done.stdout.splitlines()[-1].split()
    return int(status), int(memory), done.stdout


def write_bad_submissions(course) -> dict[str, tuple[str, ...]]:
    """Hand in one submission for each kind of file; give what the summary is to say of each."""
    said = {}

    def bad(student: str, name: str, content: str | bytes, *words: str) -> None:
        folder = hand_in(course, student)
        for path in folder.iterdir():
            if name.endswith(".py") or name == "notes.ipynb":  # and nothing else
                path.unlink()
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(raw)
        said[student] = words

    for number, (content, _, why) in enumerate(FILES.values()):
        for student, name in (("alone", "notes.ipynb"), ("among", "02-forward.ipynb")):
            large = student == "alone" and len(content) > 20 * MIB
            words = (f"{name}: ", TOO_MUCH if large else why) if why else ()
            bad(f"{student}{number:02}", name, content, *words)
    source = "import numpy as np\nfrom dnn_utils import *\n" + "\n".join(RIGHT.values())
    latin = f"# -*- coding: latin-1 -*-\n# für\n{source}".encode("latin-1")
    bad("latin", "work.py", latin, "00-how-it-works.ipynb was not submitted.")
    bad("utf16", "work.py", source.encode("utf-16"), "00-how-it-works.ipynb was not submitted.")
    bad("wrong", "work.py", b"# f\xfcr\n", "work.py: The file is not UTF-8 text.")
    released = (course / "release/dnn/02-forward.ipynb").read_text()
    lines = fill_in(released, RIGHT).splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if "np.dot" in line)
    lines[place] = f"<<<<<<< HEAD\n{lines[place]}=======\n{lines[place]}>>>>>>> b\n"
    bad("merge", "02-forward.ipynb", "".join(lines), "an unresolved merge conflict")
    return said


@pytest.mark.exhaustive
def test_a_class_of_twenty_with_every_bad_file(demo, tmp_path):
    """Each bad file has a sentence, the twenty are graded as ever, and the memory is as it was."""
    course = tmp_path / "course"
    shutil.copytree(demo[0], course)
    students = {path.name for path in (course / "submitted").iterdir()}
    shutil.rmtree(course / "autograded")
    status, before, _ = graded_by_the_command(course)
    assert (status, len(students)) == (0, 20)
    ours = dump(course)
    said = write_bad_submissions(course)
    shutil.rmtree(course / "autograded")
    status, memory, printed = graded_by_the_command(course)
    assert status == 1
    assert memory < before + 20
    assert [row for row in dump(course) if row[0] in students] == ours
    told = dict(line.strip().split(": ", 1) for line in printed.splitlines() if ": " in line)
    for student, words in said.items():
        assert [word for word in words if word not in told.get(student, "")] == [], student
    for student in ("latin", "utf16", "merge"):
        assert scores(course)[student] == FULL


@pytest.mark.slow
def test_the_command_reads_a_file_that_used_to_end_it(tmp_path):
    """`ijson` ended the process at a whole number of 4,301 digits."""
    (tmp_path / "notes.ipynb").write_text(notebook("", f', "x": {LONG}'))
    done = subprocess.run(
        [sys.executable, "-m", "grader", "judge", "--json", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"] == (
        "This folder has none of the course's notebooks. It contains only: notes.ipynb. "
        f"notes.ipynb: {LONG_NUMBER}"
    )


def test_a_large_file_says_what_it_is(tmp_path):
    path = tmp_path / "large.ipynb"
    for content, expected in (
        ("[" * 9 * MIB, NO_CELLS),
        ('{"cells": 3, "x": "' + "y" * 9 * MIB + '"}', NO_CELLS),
    ):
        path.write_text(content)
        assert read_bytes(path) == expected
    path.write_text('{"cells": [], "x": "' + "y" * 9 * MIB + f'", "cells": [{CELL}]}}')
    assert read_bytes(path) == TWICE
    path.write_text(notebook(CELL, ', "x": "' + "y" * 9 * MIB + '"'))
    assert len(read_notebook(read_bytes(path)).cells) == 1
