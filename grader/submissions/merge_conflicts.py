"""Notebooks in which Git has left two versions: an unresolved merge conflict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

MERGE_CONFLICT = (
    "The file has an unresolved merge conflict: Git left two versions in it. The cells of both "
    "were read; where both define a function, the second one counts."
)
# Lines that Git puts between the versions; within JSON, no string goes over the end of a line.
_OURS, _BASE, _THEIRS, _END = b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"
_MARKERS = (_OURS, _BASE, _THEIRS, _END)
_CELL = re.compile(r'\{\s*"(?:attachments|cell_type|execution_count|id|metadata|source)"')
# No notebook of a person has more places that begin as a cell and are none.
_MOST_FALSE_STARTS = 50
# Of more cells than this, which are the same in both versions takes too long to find out.
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
    lines = content.splitlines(keepends=True)
    if not any(line.startswith(_OURS) for line in lines):
        return None
    if not any(line.startswith((_THEIRS, _END)) for line in lines):
        return None
    ours, theirs = (_cells(_version(lines, side)) for side in (_OURS, _THEIRS))
    return json.dumps({"cells": [*_together(ours, theirs)]}).encode()


def _version(lines: list[bytes], wanted: bytes) -> str:
    """Give the file as it was on one side of the merge."""
    side, kept = b"", []
    for line in lines:
        marker = line[:7] if line.startswith(_MARKERS) else b""
        if marker:
            side = b"" if marker == _END else marker
        elif side in (b"", wanted):
            kept.append(line)
    return b"".join(kept).decode("utf-8-sig", "replace")


def _cells(text: str) -> list[dict[str, Any]]:
    """Read the cells of one version, which may still not be JSON."""
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


def _grade_id(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return str(nbgrader.get("grade_id") or "") if isinstance(nbgrader, dict) else ""


def _key(cell: dict[str, Any]) -> str:
    """Give what makes a cell the same in both versions: its id and its text."""
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return f"{_grade_id(cell)}\0{text}"
