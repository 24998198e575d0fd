"""Reading a submitted file, whatever state it is in."""

from __future__ import annotations

import gc
import json
import mmap
import re
import stat
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.cells import grade_id_of
from grader.errors import NotText, Unreadable
from grader.submissions.attachments import with_plain_names
from grader.submissions.json_cells import MOST_CELLS, read_cells
from grader.submissions.merge_conflicts import (
    MERGE_CONFLICT,
    both_sides,
    resolve_merge,
    shrink_merge,
)
from grader.submissions.python_files import source_of

PROBLEM = "submission_problem"
# Above the first size a notebook is read without its outputs, above the second not at all.
LARGE_BYTES, MOST_BYTES = 8 * 2**20, 400 * 2**20
# No student's work comes near these limits.
MOST_OF_SOURCE = 2 * 2**20
TOO_MUCH = "The file has more than 2000 cells or 2 MB of text. The rest was not read."
NOT_JSON = "The file is not a notebook: it is cut off or is not JSON ({error})."
NO_NOTEBOOK = (
    "The file is {kind}, not a notebook. Jupyter's File > Download saves the notebook itself."
)
NO_CELLS = "The file is JSON, but not a notebook: it has no list of cells."
TWICE = "The file is not a notebook: it has two lists of cells."
TOO_DEEP = "The file is nested too deeply for a notebook."
TOO_LARGE = "Reading the file takes more memory than any notebook needs."
LONG_NUMBER = "The file has a number with thousands of digits. The number was skipped."
BROKEN_OFF = " The {count} cells before the damage were read."
ONE_CELL = " The cell before the damage was read."
# What other files begin with, and what they are.
_OTHER_KINDS = {b"<": "a web page", b"%PDF": "a PDF", b"PK": "a zip archive"}
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def is_ordinary(path: Path) -> bool:
    """Say whether a path is a file itself: no link to another, no pipe, no folder."""
    return stat.S_ISREG(path.lstat().st_mode)


def read_bytes(path: Path) -> bytes | str:
    """
    Read a submitted notebook, or say in a sentence why it can't be read.

    A large notebook is read without its outputs, which make it large. A Python file is read as a
    notebook of one cell.

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
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as content:
            found = read_cells(content)
            merged = None if found.whole else shrink_merge(content)
        if merged is not None:
            return merged
        if found.deep and not found.cells:
            return TOO_DEEP
        if found.lists != 1:
            return TWICE if found.lists else NO_CELLS
        text = json.dumps({"cells": found.cells})
        return (text if found.whole else text[:-2]).encode()  # broken off, as the file is
    except OSError as error:
        raise Unreadable(f"{path} can't be read: {error.strerror}. Check it.") from None


def _as_notebook(content: bytes) -> bytes | str:
    """Give a Python file as a notebook of one cell."""
    try:
        source = source_of(content)
    except NotText as error:
        return str(error)
    return json.dumps({"cells": [{"cell_type": "code", "source": source}]}).encode()


def read_notebook(content: bytes | str) -> NotebookNode:
    """
    Read a submitted notebook, whatever is in it.

    Parameters
    ----------
    content : from `read_bytes`

    Returns
    -------
    notebook : the readable part; if something is missing, the metadata says why, under
        "submission_problem"
    """
    if isinstance(content, str):
        return _unreadable(content)
    problem = ""
    encoding = json.detect_encoding(content)
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        content = content.decode("utf-8", "replace").encode()
        problem = "The file is not UTF-8 text. Unreadable characters are shown as \ufffd."
    try:
        parsed = parse_json(content)
        cells = parsed["cells"] if "cells" in parsed else parsed["worksheets"][0]["cells"]
    except MemoryError:
        return _unreadable(TOO_LARGE)
    except (RecursionError, ValueError) as error:
        return _broken_off(content, encoding, error)
    except (KeyError, IndexError, TypeError):
        return _unreadable(NO_CELLS)
    if not isinstance(cells, list):
        return _unreadable(NO_CELLS)
    if content.count(b'"cells"') > 1 and read_cells(content).lists > 1:
        return _unreadable(TWICE)
    return _plain_notebook(cells, problem)


def is_unread(notebook: NotebookNode) -> bool:
    """Say whether no cell of a file could be read, as opposed to a notebook without work."""
    return PROBLEM in notebook.metadata and not notebook.cells


def parse_json(content: bytes) -> Any:
    """Parse JSON with the garbage collector off, since a parser makes no garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return json.loads(content)
    finally:
        if collecting:
            gc.enable()


def _broken_off(content: bytes, encoding: str, error: Exception) -> NotebookNode:
    """Read the cells before the part that is not JSON."""
    if not content.strip():
        return _unreadable("The file is empty.")
    merged = resolve_merge(content)
    if merged is not None:
        return _plain_notebook(json.loads(merged)["cells"], MERGE_CONFLICT)
    begins = content.lstrip()
    kind = next((kind for sign, kind in _OTHER_KINDS.items() if begins.startswith(sign)), "")
    if kind:
        return _unreadable(NO_NOTEBOOK.format(kind=kind))
    found = read_cells(content.decode(encoding, "replace").encode())
    if found.deep or isinstance(error, RecursionError):
        return _plain_notebook(found.cells, TOO_DEEP)
    if found.whole and not found.lists:
        return _unreadable(NO_CELLS)
    if found.whole:  # all but a number that no program makes
        return _plain_notebook(found.cells, LONG_NUMBER)
    count = len(found.cells)
    kept = BROKEN_OFF.format(count=count) if count > 1 else ONE_CELL if count else ""
    return _plain_notebook(found.cells, NOT_JSON.format(error=error) + kept)


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
        sides = both_sides(source) if cell.get("cell_type") == "code" else [source]
        kept.append(_plain_cell(cell, sides[0]))
        if len(sides) > 1:  # the second follows as a cell of the student's own
            kept.append(_plain_cell({**cell, "metadata": {}}, sides[1]))
            problem = problem or MERGE_CONFLICT
    if left < 0 and TOO_MUCH not in problem:
        problem = f"{problem} {TOO_MUCH}".strip()
    return NotebookNode(cells=kept, metadata=NotebookNode({PROBLEM: problem} if problem else {}))


def _plain_cell(cell: dict[str, Any], source: str) -> NotebookNode:
    grade_id = grade_id_of(cell)
    # nbformat's own functions for this validate each cell against a schema, which takes half the
    # time of reading a submission.
    one = NotebookNode(
        cell_type="code" if cell.get("cell_type") == "code" else "markdown",
        source=source,
        metadata=NotebookNode({"grade_id": grade_id} if grade_id else {}),
    )
    if one.cell_type == "markdown":
        _keep_pictures(one, cell.get("attachments"))
    return one


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
