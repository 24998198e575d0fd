"""Reading a file that a student handed in, whatever state it is in."""

from __future__ import annotations

import io
import itertools
import json
import re
import stat
from pathlib import Path
from typing import Any, BinaryIO

import ijson
from nbformat import NotebookNode

from grader.merge_conflicts import MERGE_CONFLICT, resolve_merge
from grader.picture_names import with_plain_names
from grader.python_files import NotText, source_of

PROBLEM = "submission_problem"
# Above the first a notebook is read without its outputs, above the second not at all.
LARGE_BYTES, MOST_BYTES = 20 * 2**20, 512 * 2**20
# No work of a person comes near to these.
MOST_CELLS, MOST_OF_SOURCE, _MOST_EVENTS = 2_000, 2 * 2**20, 5_000_000
TOO_MUCH = "It has more than 2000 cells or 2 MB of text; what comes after that is not read."
NOT_JSON = "The file is not a notebook: it breaks off or is not JSON ({error})."
WEB_PAGE = "The file is a web page, not a notebook. The notebook is the file that ends in .ipynb."
BROKEN_OFF = " The {count} cells before that were read."
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_SOURCES = (".source", ".source.item", ".input", ".input.item")
_BUFFER = 16 * 2**20


class Unreadable(Exception):
    """A file that this user may not open, or that the disk doesn't give: no fault of a student."""


def is_ordinary(path: Path) -> bool:
    """Say whether a path is a file itself: no link to another, no pipe, no folder."""
    return stat.S_ISREG(path.lstat().st_mode)


def read_bytes(path: Path) -> bytes | str:
    """
    Read a notebook that was handed in, or say in a sentence why it can't be read.

    Of one that is large, which is a matter of its outputs, the rest is read; a Python file is read
    as a notebook of one cell.

    Raises
    ------
    Unreadable
        If it can't be opened.
    """
    try:
        if not is_ordinary(path):
            return "It is a link, a folder or a pipe where a file should be."
        size, is_python = path.stat().st_size, path.suffix == ".py"
        most = MOST_OF_SOURCE if is_python else MOST_BYTES
        if size > most:
            return f"The file is larger than {most // 2**20} MB."
        if is_python:
            return _as_notebook(path.read_bytes())
        if size <= LARGE_BYTES:
            return path.read_bytes()
        with path.open("rb") as file:
            cells, whole = _cells_in(file)
        text = json.dumps({"cells": cells})
        return (text if whole else text[:-2]).encode()  # broken off, as the file is
    except OSError as error:
        raise Unreadable(f"{path} can't be read: {error.strerror}.") from None


def _as_notebook(content: bytes) -> bytes | str:
    """Give a Python file as a notebook of one cell."""
    try:
        source = source_of(content)
    except NotText as error:
        return str(error)
    return json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode()


def read_notebook(content: bytes | str) -> NotebookNode:
    """
    Read a notebook that was handed in, whatever is in it.

    Parameters
    ----------
    content : from `read_bytes`

    Returns
    -------
    notebook : what can be read of it; where that is not all, its metadata says why, under
        "submission_problem"
    """
    if isinstance(content, str):
        return _unreadable(content)
    problem = ""
    try:
        content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        content = content.decode("utf-8", "replace").encode()
        problem = "The file is not text in UTF-8; what can't be read stands as \ufffd."
    try:
        parsed = json.loads(content)
        cells = parsed["cells"] if "cells" in parsed else parsed["worksheets"][0]["cells"]
        return _plain_notebook(cells, problem)
    except RecursionError:
        return _unreadable("The file is nested too deep for a notebook.")
    except ValueError as error:
        if not content.strip():
            return _unreadable("The file is empty.")
        if content.lstrip().startswith(b"<"):
            return _unreadable(WEB_PAGE)
        merged = resolve_merge(content)
        if merged is not None:
            return _plain_notebook(json.loads(merged)["cells"], MERGE_CONFLICT)
        cells, _ = _cells_in(io.BytesIO(content))
        kept = BROKEN_OFF.format(count=len(cells)) if cells else ""
        return _plain_notebook(cells, NOT_JSON.format(error=error) + kept)
    except (KeyError, IndexError, TypeError, AttributeError):
        return _unreadable("The file is JSON, but not a notebook: it has no list of cells.")


def _cells_in(file: BinaryIO) -> tuple[list[dict], bool]:
    """
    Read the cells of a notebook without its outputs, as far as it can be read.

    Returns
    -------
    cells : the cells
    whole : whether that is all that is there
    """
    cells: list[dict] = []
    cell: dict = {}
    events = itertools.islice(ijson.parse(file, buf_size=_BUFFER), _MOST_EVENTS)
    try:
        for prefix, event, value in events:
            _, inside, where = prefix.partition("cells.item")
            if not inside:
                continue
            if not where and event == "start_map":
                cell = {"source": []}
            elif not where and event == "end_map":
                cells.append(cell)
            elif event == "string" and where in _SOURCES:
                cell["source"].append(value)
            elif event == "string" and where == ".cell_type":
                cell["cell_type"] = value
            elif event == "string" and where == ".metadata.nbgrader.grade_id":
                cell["metadata"] = {"nbgrader": {"grade_id": value}}
        return cells, (prefix, event) == ("", "end_map")
    except (ijson.JSONError, UnicodeDecodeError):
        return cells, False


def _unreadable(reason: str) -> NotebookNode:
    return _plain_notebook([], reason)


def _plain_notebook(cells: list[Any], problem: str) -> NotebookNode:
    """Keep of each cell its kind, its source and its nbgrader id, and nothing else."""
    kept, left = [], MOST_OF_SOURCE
    for cell in cells:
        if not isinstance(cell, dict):
            continue
        if left < 0 or len(kept) == MOST_CELLS:
            problem = f"{problem} {TOO_MUCH}".strip()
            break
        source = cell.get("source", cell.get("input", ""))
        source = "".join(map(str, source)) if isinstance(source, list) else str(source)
        source = source[: left + 1].encode("utf-8", "replace").decode()
        left -= len(source)
        metadata = cell.get("metadata")
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        # nbformat's own functions for this hold each cell against a schema, for half the time
        # that reading a submission takes.
        one = NotebookNode(
            cell_type="code" if cell.get("cell_type") == "code" else "markdown",
            source=source,
            metadata=NotebookNode({"grade_id": grade_id} if grade_id else {}),
        )
        if one.cell_type == "markdown":
            _keep_pictures(one, cell.get("attachments"))
        kept.append(one)
    return NotebookNode(cells=kept, metadata=NotebookNode({PROBLEM: problem} if problem else {}))


def _keep_pictures(cell: NotebookNode, attachments: Any) -> None:
    """Keep the pictures that a text cell holds."""
    kept = {}
    for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
        if isinstance(kinds, dict):
            pictures = {
                kind: data
                for kind, data in kinds.items()
                if kind in _PICTURES and isinstance(data, str) and _BASE64.fullmatch(data)
            }
            if pictures:
                kept[str(name)] = pictures
    if kept:
        cell.source, renamed = with_plain_names(cell.source, kept)
        cell.attachments = {renamed[name]: kept[name] for name in renamed}
