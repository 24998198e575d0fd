"""Finding and reading a submission, whatever its names."""

from __future__ import annotations

import json
import os
from datetime import datetime

import nbformat
import pytest

from grader.authoring.bundle import write_folder
from grader.authoring.notebooks import build_instructor, build_student, source_files
from grader.authoring.sample_class import fill_in, reference_sources
from grader.course.folders import Submission, lay_out
from grader.errors import Unreadable
from grader.submissions import merge_conflicts
from grader.submissions.locate import files_in, find_notebooks, what_is_in
from grader.submissions.merge_conflicts import MERGE_CONFLICT
from grader.submissions.read import (
    LARGE_BYTES,
    MOST_BYTES,
    MOST_OF_SOURCE,
    NO_NOTEBOOK,
    PROBLEM,
    TOO_MUCH,
    read_bytes,
    read_notebook,
)
from grader.this_course import COURSE


@pytest.fixture(scope="module")
def released():
    return {
        path.stem: build_student(build_instructor(COURSE, path)) for path in source_files(COURSE)
    }


def hand_in(folder, released, names: dict[str, str]):
    for name, place in names.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(released[name], path)


def test_under_their_names(tmp_path, released):
    hand_in(tmp_path, released, {name: f"{name}.ipynb" for name in released})
    (tmp_path / "mine.ipynb").write_text("{}")
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {name: tmp_path / f"{name}.ipynb" for name in released}
    assert found.problem(tmp_path) == "Other files, not graded: mine.ipynb."


def test_under_other_names_and_in_folders(tmp_path, released):
    places = {
        "01-initialization": "01-INITIALIZATION.IPYNB",
        "02-forward": "Copy of 02-forward (1).ipynb",
        "03-cost": "notebooks/03-cost.ipynb.txt",
        "04-backward": "final/final version.ipynb",
    }
    hand_in(tmp_path, released, places)
    hand_in(tmp_path, released, {"05-training": ".ipynb_checkpoints/05-training-checkpoint.ipynb"})
    (tmp_path / "broken.ipynb").write_text("{")
    (tmp_path / "._03-cost.ipynb").write_bytes(b"\0\5\26\7")  # as macOS packs
    (tmp_path / "folder.ipynb").mkdir()
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {name: tmp_path / place for name, place in places.items()}
    assert [path.name for path in found.ignored] == ["broken.ipynb"]


def test_of_two_that_fit_the_one_counts_in_which_more_is_written(tmp_path, released):
    hand_in(tmp_path, released, {"02-forward": "my work.ipynb"})
    path = tmp_path / "my work 2.ipynb"
    path.write_text(fill_in(nbformat.writes(released["02-forward"]), reference_sources()))
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {"02-forward": path}
    assert found.problem(tmp_path) == "Other files, not graded: my work.ipynb."


def test_an_untouched_notebook_stands_back_for_one_with_work(tmp_path, released):
    hand_in(tmp_path, released, {"02-forward": "02-forward.ipynb"})
    path = tmp_path / "02-forward (1).ipynb"
    path.write_text(fill_in(nbformat.writes(released["02-forward"]), reference_sources()))
    assert find_notebooks(COURSE, tmp_path, released).files == {"02-forward": path}
    written = path.read_text()
    (tmp_path / "02-forward.ipynb").write_text(written)
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {"02-forward": tmp_path / "02-forward.ipynb"}
    assert found.ignored == (path,)


def test_by_the_functions_that_are_defined(tmp_path, released):
    right = reference_sources()
    code = nbformat.v4.new_code_cell(right["compute_cost"])
    nbformat.write(nbformat.v4.new_notebook(cells=[code]), tmp_path / "homework.ipynb")
    (tmp_path / "steps.py").write_text(right["update_parameters"])
    (tmp_path / "helpers.py").write_text("def mine():\n    return 1\n")
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {
        "03-cost": tmp_path / "homework.ipynb",
        "05-training": tmp_path / "steps.py",
    }
    assert found.ignored == ()


def test_a_file_with_a_notebooks_name_is_no_other_notebook(tmp_path, released):
    """Nor is one that holds a cell or two of another's."""
    right = reference_sources()
    cells = [nbformat.v4.new_code_cell(right[n]) for n in ("compute_cost", "linear_forward")]
    (tmp_path / "old").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "old/03-cost.ipynb")
    given = released["02-forward"].cells
    copied = [c for c in given if c.metadata.get("nbgrader", {}).get("grade_id")][-1:]
    nbformat.write(nbformat.v4.new_notebook(cells=copied), tmp_path / "notes.ipynb")
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {"03-cost": tmp_path / "old/03-cost.ipynb"}
    assert found.ignored == (tmp_path / "notes.ipynb",)


def test_of_two_python_files_the_one_that_is_not_read_is_named(tmp_path, released):
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(reference_sources()["compute_cost"])
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files == {"03-cost": tmp_path / "a.py"}
    assert found.problem(tmp_path) == "Other files, not graded: b.py."


def test_the_whole_course_in_a_folder_below(tmp_path, released):
    """As somebody hands it in who packs the folder that was given out."""
    write_folder(COURSE, tmp_path / "dnn-course")
    (tmp_path / "dnn-course/notebooks/02-forward.ipynb").rename(tmp_path / "02-forward.ipynb")
    found = find_notebooks(COURSE, tmp_path, released)
    assert found.files.keys() == released.keys()
    assert found.ignored == ()


@pytest.mark.parametrize("name", ["work.zip", "WORK.ZIP"])
def test_an_archive_is_to_be_unpacked(name, tmp_path):
    (tmp_path / name).touch()
    assert (
        what_is_in(COURSE, tmp_path)
        == f"It contains only: {name}. Unpack the archive in this folder."
    )


def test_more_than_anybody_hands_in(tmp_path, released):
    deep = tmp_path / "/".join("d" * 400)
    deep.mkdir(parents=True)
    (tmp_path / "/".join("d" * 8) / "x.txt").touch()
    (tmp_path / "/".join("d" * 9) / "y.txt").touch()
    assert [path.name for path in files_in(tmp_path)] == ["x.txt"]
    for number in range(2_000):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(Unreadable, match="The folder has more than 2000 files. Remove the others."):
        list(files_in(tmp_path))


def test_a_folder_that_cant_be_listed_is_not_taken_for_an_empty_one(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        list(files_in(tmp_path))


def test_a_name_is_no_line_of_the_summary(tmp_path, released):
    hand_in(tmp_path, released, {"02-forward": "02-forward.ipynb"})
    (tmp_path / "a\n\nNot graded:\n  ben: x.ipynb").write_text("{}")
    assert find_notebooks(COURSE, tmp_path, released).problem(tmp_path) == (
        "Other files, not graded: a Not graded: ben: x.ipynb."
    )


def test_a_file_with_more_code_than_is_looked_into_says_so(tmp_path, released):
    (tmp_path / "a.py").write_text("def linear_forward(A, W, b): pass\n" + "\n" * 100_000)
    (tmp_path / "b.py").write_text("x = 1\n")
    with (tmp_path / "c.ipynb").open("wb") as file:
        file.truncate(21 * 2**20)
    found = find_notebooks(COURSE, tmp_path, released)
    assert (found.files, found.damage(tmp_path)) == (
        {},
        " a.py: It has a cell of more than 100000 characters, which is not searched for "
        "functions. c.ipynb: It was not opened: there are too many files, or they are too large.",
    )


def test_nothing_handed_in(tmp_path, released):
    found = find_notebooks(COURSE, tmp_path, released)
    assert (found.files, found.problem(tmp_path)) == ({}, "")


def test_what_cant_be_read(tmp_path):
    large = tmp_path / "large.ipynb"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert read_bytes(large) == "The file is larger than 400 MB."
    with (tmp_path / "large.py").open("wb") as file:
        file.truncate(MOST_OF_SOURCE + 1)
    assert read_bytes(tmp_path / "large.py") == "The file is larger than 2 MB."
    with pytest.raises(Unreadable, match="absent can't be read: No such file or directory."):
        read_bytes(tmp_path / "absent")
    assert read_notebook("Why not.").metadata[PROBLEM] == "Why not."
    reasons = {
        b"[" * 200_000: "The file is nested too deeply for a notebook.",
        b'{"cells": 3}': "The file is JSON, but not a notebook: it has no list of cells.",
        b" \n": "The file is empty.",
        b"\n<!DOCTYPE html><html>": NO_NOTEBOOK.format(kind="a web page"),
        b"%PDF-1.7\n\xe2\xe3": NO_NOTEBOOK.format(kind="a PDF"),
        b"PK\x03\x04\x14\x00": NO_NOTEBOOK.format(kind="a zip archive"),
        b"3": "The file is JSON, but not a notebook: it has no list of cells.",
    }
    for content, reason in reasons.items():
        notebook = read_notebook(content)
        assert (notebook.metadata[PROBLEM], notebook.cells) == (reason, [])
    assert "it is cut off or is not JSON" in read_notebook(b"{").metadata[PROBLEM]


def test_other_files_are_looked_into_up_to_a_number_and_a_size(tmp_path, released):
    code = nbformat.v4.new_code_cell(reference_sources()["compute_cost"])
    work = nbformat.writes(nbformat.v4.new_notebook(cells=[code]))
    for number in range(20):
        (tmp_path / f"a{number:02}.ipynb").write_text("{}")
    (tmp_path / "b.ipynb").write_text(work)
    assert find_notebooks(COURSE, tmp_path, released).files == {}
    (tmp_path / "a00.ipynb").unlink()
    assert find_notebooks(COURSE, tmp_path, released).files == {"03-cost": tmp_path / "b.ipynb"}
    with (tmp_path / "a01.ipynb").open("wb") as file:
        file.truncate(20 * 2**20 - 18 * len("{}") - len(work))
    assert find_notebooks(COURSE, tmp_path, released).files == {}
    with (tmp_path / "a01.ipynb").open("r+b") as file:
        file.truncate(20 * 2**20 - 18 * len("{}") - len(work) - 1)
    assert find_notebooks(COURSE, tmp_path, released).files == {"03-cost": tmp_path / "b.ipynb"}


def test_of_many_files_that_are_not_read_five_are_named(tmp_path, released):
    hand_in(tmp_path, released, {"02-forward": "02-forward.ipynb"})
    for number in range(6):
        (tmp_path / f"{number}.ipynb").write_text("{}")
    assert find_notebooks(COURSE, tmp_path, released).problem(tmp_path) == (
        "Other files, not graded: 0.ipynb, 1.ipynb, 2.ipynb, 3.ipynb, 4.ipynb, and others."
    )


def test_a_time_is_a_short_text(tmp_path):
    submission = Submission("ada", tmp_path, tmp_path)
    path = tmp_path / "timestamp.txt"
    path.write_text(f"{'2026-03-01 10:00:00 UTC':1000}")
    assert submission.timestamp == datetime(2026, 3, 1, 10)
    path.write_text(f"{'2026-03-01 10:00:00 UTC':1001}")
    with pytest.raises(ValueError, match="no time"):
        _ = submission.timestamp


def test_files_beside_the_notebooks_are_copied_up_to_a_total_size(tmp_path):
    folder = tmp_path / "submitted"
    folder.mkdir()
    sizes = {"a.png": 30, "b.png": 21, "c.png": 20}
    for name, megabytes in sizes.items():
        with (folder / name).open("wb") as file:
            file.truncate(megabytes * 2**20)
    graded = tmp_path / "autograded"
    problems = lay_out(COURSE, Submission("ada", folder, graded), {}, shared=False)
    assert problems == ["Too large to copy into the folder autograded: b.png."]
    assert sorted(path.name for path in graded.iterdir()) == ["a.png", "c.png"]


def test_more_than_a_person_writes_is_cut():
    cell = {"cell_type": "code", "source": "x" * 1000}
    notebook = read_notebook(json.dumps({"cells": [cell] * 3000}).encode())
    assert (len(notebook.cells), notebook.metadata[PROBLEM]) == (2000, TOO_MUCH)
    notebook = read_notebook(json.dumps({"cells": [{"source": "x" * 3 * 2**20}] * 2}).encode())
    assert (len(notebook.cells), notebook.metadata[PROBLEM]) == (1, TOO_MUCH)
    assert len(notebook.cells[0].source) == MOST_OF_SOURCE + 1


CELLS = [
    {
        "cell_type": "code",
        "source": ["a = 1\n", "b = 2"],
        "metadata": {"nbgrader": {"grade_id": "one"}},
    },
    {"cell_type": "code", "source": "c = 3", "outputs": [{"text": "x"}]},
]


def sources(content: bytes) -> list[str]:
    return [cell.source for cell in read_notebook(content).cells]


def test_text_in_other_encodings():
    text = json.dumps({"cells": CELLS})
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert sources(text.encode(encoding)) == ["a = 1\nb = 2", "c = 3"]
        assert PROBLEM not in read_notebook(text.encode(encoding)).metadata
    damaged = text.replace("c = 3", "c = 'X'").encode().replace(b"X", b"\xe9")
    assert sources(damaged)[1] == "c = '\ufffd'"
    assert read_notebook(damaged).metadata[PROBLEM] == (
        "The file is not UTF-8 text. Unreadable characters are shown as \ufffd."
    )


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes():
    content = json.dumps({"cells": CELLS}).encode()
    cut = content[: content.index(b"c = 3") + 2]
    notebook = read_notebook(cut)
    assert [cell.source for cell in notebook.cells] == ["a = 1\nb = 2"]
    assert notebook.cells[0].metadata["grade_id"] == "one"
    assert notebook.metadata[PROBLEM].endswith(". The cell before the damage was read.")


@pytest.mark.slow
def test_a_large_file_is_read_without_its_outputs(tmp_path):
    path = tmp_path / "x.ipynb"
    large = {"cell_type": "code", "outputs": [{"text": ["x" * 99 + "\n"] * 2**19}] * 2}
    path.write_text(json.dumps({"cells": [{**large, "source": "d = 4"}, *CELLS]}))
    assert path.stat().st_size > LARGE_BYTES
    content = read_bytes(path)
    assert len(content) < 500
    assert sources(content) == ["d = 4", "a = 1\nb = 2", "c = 3"]


PYTHON = {
    "utf-8": "# ä\nname = 'ä'\n",
    "utf-8-sig": "name = 'ä'\n",
    "utf-16": "name = 'ä'\n",
    "utf-16-le": "\ufeffname = 'ä'\n",
    "utf-32": "name = 'ä'\n",
    "latin-1": "# -*- coding: latin-1 -*-\nname = 'ä'\n",
    "cp1252": "#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nname = 'ä'\n",
    "shift_jis": "# coding: shift_jis\nname = '\u65e5'\n",
}


@pytest.mark.parametrize("encoding", PYTHON)
def test_a_python_file_is_read_as_python_reads_it(encoding, tmp_path):
    path = tmp_path / "x.py"
    path.write_bytes(PYTHON[encoding].encode(encoding))
    assert sources(read_bytes(path)) == [PYTHON[encoding].removeprefix("\ufeff")]


def test_a_mark_counts_before_a_coding_line_and_lines_end_in_any_way(tmp_path):
    path = tmp_path / "x.py"
    path.write_bytes("\ufeff# coding: latin-1\r\na = 'ä'\rb = 2".encode())
    assert sources(read_bytes(path)) == ["# coding: latin-1\na = 'ä'\nb = 2"]


ASKS = "The file's coding line names an encoding that can't be read. Save the file as UTF-8."
NO_TEXT = {
    b"\xe9": "The file is not UTF-8 text. Save it as UTF-8.",
    b"\xff\xfe\x00": "The file is not UTF-16 text. Save it as UTF-8.",
    b"# coding: ascii\n\xe9": "The file is not ASCII text. Save it as UTF-8.",
    b"# coding: no_such\n": ASKS,
    b"# coding: rot13\n": ASKS,
    b"# coding: punycode\n": ASKS,
}


@pytest.mark.parametrize("content", NO_TEXT)
def test_a_python_file_that_is_no_text_says_so(content, tmp_path):
    path = tmp_path / "x.py"
    path.write_bytes(content)
    assert read_bytes(path) == NO_TEXT[content]


def conflict(ours: str, theirs: str, base: str = "") -> str:
    older = f"||||||| 1234567\n{base}" if base else ""
    return f"<<<<<<< HEAD\n{ours}{older}=======\n{theirs}>>>>>>> origin/main\n"


def merged(*cells: str, end: str = " ]\n}\n") -> bytes:
    return ('{\n "cells": [\n' + "".join(cells) + end).encode()


def one_cell(source: str, grade_id: str = "", kind: str = "code", comma: bool = True) -> str:
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return json.dumps(cell, indent=1) + (",\n" if comma else "\n")


LAST = one_cell("z = 3", comma=False)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_of_a_merge_conflict_the_cells_of_both_sides_are_read(line_end):
    both = conflict(one_cell("b = 1"), one_cell("b = 2"), one_cell("b = 0"))
    content = merged(one_cell("a = 1"), both, LAST).replace(b"\n", line_end.encode())
    notebook = read_notebook(content)
    assert [one.source for one in notebook.cells] == ["a = 1", "b = 1", "b = 2", "z = 3"]
    assert (
        notebook.metadata[PROBLEM]
        == MERGE_CONFLICT
        == (
            "The file has an unresolved merge conflict: Git left two versions in it. Both were "
            "read. If both define a function, the second definition counts."
        )
    )


def test_of_a_merge_conflict_within_a_cell_both_versions_stand():
    whole = one_cell("def f():\n    return 1", "f", comma=False)
    line = next(part for part in whole.splitlines(keepends=True) if "return" in part)
    content = merged(one_cell("a = 1"), whole.replace(line, conflict(line, line.replace("1", "2"))))
    cells = read_notebook(content).cells
    assert [one.source[-1] for one in cells] == ["1", "1", "2"]
    assert [one.metadata.get("grade_id") for one in cells] == [None, "f", None]


def test_of_two_answers_in_words_the_longer_one_has_the_place():
    ours, theirs = (one_cell(text, "question", "markdown") for text in ("TODO", "It is 4."))
    cells = read_notebook(merged(conflict(ours, theirs), LAST)).cells
    assert [one.source for one in cells] == ["It is 4.", "TODO", "z = 3"]
    assert cells[0].metadata.grade_id == "question"


def test_of_a_merge_conflict_that_is_no_json_either_way_the_cells_are_found():
    both = conflict(one_cell("b = 1", comma=False), one_cell("b = 2"))
    notebook = read_notebook(merged(one_cell("a = 1"), both, LAST, end=" ,,}"))
    assert [one.source for one in notebook.cells] == ["a = 1", "b = 1", "b = 2", "z = 3"]
    assert notebook.metadata[PROBLEM] == MERGE_CONFLICT


def test_in_a_merge_conflict_what_is_no_cell_is_passed_over():
    both = conflict(one_cell("b = 1"), one_cell("b = 2"))
    assert sources(merged("3,\n", both, "null,\n", LAST)) == ["b = 1", "b = 2", "z = 3"]
    assert sources(b'{\n<<<<<<< a\n"cells": 3\n=======\n"cells": 4\n>>>>>>> b\n}\n') == []


@pytest.mark.slow
def test_of_a_merge_conflict_in_a_large_notebook_both_sides_are_read(tmp_path):
    path = tmp_path / "02-forward.ipynb"
    printed = {"cell_type": "code", "source": "p = 0", "outputs": ["y" * (LARGE_BYTES + 1)]}
    both = conflict(one_cell("b = 1"), one_cell("b = 2"), one_cell("b = 0"))
    path.write_bytes(merged(json.dumps(printed) + ",\n", both, LAST))
    notebook = read_notebook(read_bytes(path))
    assert [one.source for one in notebook.cells] == ["p = 0", "b = 1", "b = 2", "z = 3"]
    assert notebook.metadata[PROBLEM] == MERGE_CONFLICT


HEADING = '"""Title\n=======\n"""\n'


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_of_a_merge_conflict_in_a_python_file_both_sides_are_read(tmp_path, line_end):
    path = tmp_path / "work.py"
    text = HEADING + conflict("a = 1\n", "a = 2\n", "a = 0\n") + "b = 3\n"
    path.write_bytes(text.replace("\n", line_end).encode())
    notebook = read_notebook(read_bytes(path))
    assert [one.source for one in notebook.cells] == [f"{HEADING}a = {n}\nb = 3\n" for n in (1, 2)]
    assert notebook.metadata[PROBLEM] == MERGE_CONFLICT


def test_of_a_merge_conflict_in_a_cells_source_both_sides_are_read():
    """As tools write it that merge notebooks cell by cell."""
    source = "<<<<<<< local\nf = 1\n=======\nf = 2\n>>>>>>> remote"
    notebook = read_notebook(merged(one_cell(source, "f", comma=False)))
    assert [one.source for one in notebook.cells] == ["f = 1\n", "f = 2\n"]
    assert [one.metadata.get("grade_id") for one in notebook.cells] == ["f", None]
    assert notebook.metadata[PROBLEM] == MERGE_CONFLICT
    quoted = f'"""\n{source}\n"""'
    notebook = read_notebook(merged(one_cell(quoted, comma=False)))
    assert [one.source for one in notebook.cells] == [quoted]
    assert PROBLEM not in notebook.metadata
    answer = read_notebook(merged(one_cell(source, "q", "markdown", comma=False)))
    assert [one.source for one in answer.cells] == [source]


def test_a_merge_conflict_of_any_size_is_read(monkeypatch):
    monkeypatch.setattr(merge_conflicts, "_MOST_COMPARED", 1)
    content = merged(one_cell("a = 1"), conflict(one_cell("b = 1"), one_cell("b = 2")), LAST)
    assert sources(content) == ["a = 1", "b = 1", "z = 3", "a = 1", "b = 2", "z = 3"]
    starts = b"<<<<<<< a\n" + b'{"id":\n' * 100_000 + b"=======\n>>>>>>> b\n"
    assert sources(starts) == []
    assert "it is cut off or is not JSON" in read_notebook(b"{\n=======\n").metadata[PROBLEM]
