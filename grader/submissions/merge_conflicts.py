"""Notebooks and Python files in which Git has left two versions: an unresolved merge conflict."""

from __future__ import annotations

import ast
import itertools
import json
import mmap
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from grader.cells import grade_id_of
from grader.submissions.json_cells import read_cells

MERGE_CONFLICT = (
    "The file has an unresolved merge conflict: Git left two versions in it. Both were read. If "
    "both define a function, the second definition counts."
)
# The lines that Git puts between the versions. In JSON, no string continues on the next line.
_OURS, _BASE, _THEIRS, _END = b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"
_BEGIN = re.compile(rb"^<{7}", re.MULTILINE)
_MIDDLE = re.compile(rb"^(?:={7}|>{7})", re.MULTILINE)
_MARKER = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})[^\n]*+\n?", re.MULTILINE)
# Larger files are not split into versions, and later markers are not read: no student resolves so
# many conflicts by hand.
_MOST_BYTES, _MOST_MARKERS = 100 * 2**20, 10_000
_CELL = re.compile(r'\{\s*"(?:attachments|cell_type|execution_count|id|metadata|source)"')
# No real notebook has more places that look like the beginning of a cell.
_MOST_FALSE_STARTS = 50
# With more cells than this, finding those that are equal in both versions takes too long.
_MOST_COMPARED = 300


def resolve_merge(content: bytes) -> bytes | None:
    """
    Read a notebook that Git has left two versions in.

    Parameters
    ----------
    content : the file, which is not JSON

    Returns
    -------
    merged : a notebook with the cells of both versions, as far as they can be read; None if the
        file has no merge conflict
    """
    if not _has_conflict(content):
        return None
    ours, theirs = (_cells(_version(content, side)) for side in (_OURS, _THEIRS))
    return json.dumps({"cells": [*_together(ours, theirs)]}).encode()


def shrink_merge(content: mmap.mmap) -> bytes | None:
    """
    Leave the outputs out of a large notebook that Git has left two versions in.

    Parameters
    ----------
    content : the file, which is not JSON

    Returns
    -------
    shrunk : the two versions as before, each whole; None if the file has no merge conflict, or is
        so large that two versions of it would fill the memory
    """
    if len(content) > _MOST_BYTES or not _has_conflict(content):
        return None
    ours, theirs = (read_cells(_version(content, side)).cells for side in (_OURS, _THEIRS))
    texts = (json.dumps({"cells": cells}).encode() for cells in (ours, theirs))
    return b"%s\n%s\n%s\n%s\n%s\n" % (_OURS, next(texts), _THEIRS, next(texts), _END)


def both_sides(source: str) -> list[str]:
    """Give both versions of Python code that Git has left two in, or the code as it is."""
    content = source.encode("utf-8", "replace")
    if not _has_conflict(content) or _is_python(source):
        return [source]
    return [_version(content, side).decode("utf-8", "replace") for side in (_OURS, _THEIRS)]


def _has_conflict(content: bytes | mmap.mmap) -> bool:
    begin = _BEGIN.search(content)
    return bool(begin and _MIDDLE.search(content, begin.end()))


def _is_python(source: str) -> bool:
    """Say whether it can be read as Python: markers that it has are in a text, then."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _version(content: bytes | mmap.mmap, wanted: bytes) -> bytes:
    """Give the file as it was on one side of the merge."""
    side, at, kept = b"", 0, []
    for line in itertools.islice(_MARKER.finditer(content), _MOST_MARKERS):
        marker = content[line.start() : line.start() + 7]
        if bool(side) == (marker == _OURS):
            continue  # an underlined heading, or a second beginning: part of the text
        if side in (b"", wanted):
            kept.append(content[at : line.start()])
        side, at = b"" if marker == _END else marker, line.end()
    if side in (b"", wanted):
        kept.append(content[at:])
    return b"".join(kept)


def _cells(content: bytes) -> list[dict[str, Any]]:
    """Read the cells of one version, which may still not be JSON."""
    text = content.decode("utf-8-sig", "replace")
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, RecursionError, KeyError, TypeError):
        cells = _one_by_one(text)
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _one_by_one(text: str) -> list[dict[str, Any]]:
    """Find cells in a text that is not JSON as a whole."""
    decoder, cells, place, failed = json.JSONDecoder(), [], 0, 0
    while failed < _MOST_FALSE_STARTS and (found := _CELL.search(text, place)):
        try:
            cell, place = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            failed, place = failed + 1, found.end()
        else:
            cells += [cell] if "cell_type" in cell else []
    return cells


def _together(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Go through the cells of both versions, those that are the same in both once."""
    if max(len(ours), len(theirs)) > _MOST_COMPARED:
        yield from (*ours, *theirs)
        return
    keys = [[_key(cell) for cell in cells] for cells in (ours, theirs)]
    for same, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if same == "equal":
            yield from ours[a:b]
        else:
            yield from _both(ours[a:b], theirs[c:d])


def _both(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """
    Give two versions of some cells.

    Of a cell's two versions one keeps its nbgrader id, and the other follows as a cell of the
    student's own, so that neither hides the other: of an answer in words, the longer one keeps it.
    """
    waiting = {_grade_id(cell): cell for cell in theirs if _grade_id(cell)}
    for cell in ours:
        other = waiting.pop(_grade_id(cell), None)
        if other is None:
            yield cell
            continue
        answers = "code" not in (cell.get("cell_type"), other.get("cell_type"))
        if answers and len(_key(other)) > len(_key(cell)):
            cell, other = other, cell
        yield cell
        yield {**other, "metadata": {}}
    yield from (cell for cell in theirs if not _grade_id(cell) or _grade_id(cell) in waiting)


def _key(cell: dict[str, Any]) -> str:
    """Give what makes a cell the same in both versions: its id and its text."""
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return f"{grade_id_of(cell)}\0{text}"


def _grade_id(cell: dict[str, Any]) -> str:
    return grade_id_of(cell)
