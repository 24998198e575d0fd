"""What a student handed in: the assignment's files, read whatever state they are in."""

from __future__ import annotations

import io
import json
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import ijson
from nbformat import NotebookNode

PROBLEM = "submission_problem"
# Above the first a notebook is read without its outputs, above the second not at all.
LARGE_BYTES, MOST_BYTES = 50 * 2**20, 1024 * 2**20
NOT_JSON = "The file is not a notebook: it breaks off or is not JSON ({error})."
BROKEN_OFF = " The {count} cells before that were read."
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_SOURCES = (".source", ".source.item", ".input", ".input.item")
_MOST_FILES = 200
_ATTACHED = re.compile(r"!\[[^\]]*\]\(attachment:([^)\s]*)[^)]*\)")


def find_notebooks(folder: Path, released: Mapping[str, NotebookNode]) -> dict[str, Path]:
    """
    Find the file of each notebook that was handed in.

    One that is not there under its name is looked for among the other notebooks, in folders below
    too: by its name, then by the ids of its cells.

    Parameters
    ----------
    folder : what was handed in
    released : for each notebook's name, what the students were given

    Returns
    -------
    files : for each notebook that was found, by its name, its file
    """
    found = {name: folder / f"{name}.ipynb" for name in released}
    found = {name: path for name, path in found.items() if os.path.lexists(path)}
    missing = [name for name in released if name not in found]
    if not missing:
        return found
    others = [path for path in _notebook_files(folder) if path not in found.values()]
    ids = {path: _grade_ids(read_notebook(read_bytes(path))) for path in others}
    for name in missing:
        own = _grade_ids(released[name])
        fitting = [path for path in others if path.stem == name or _most_of(own, ids[path])]
        fitting.sort(key=lambda path: (path.stem != name, path.stat().st_mtime, str(path)))
        if fitting:
            found[name] = fitting[0]
            others.remove(fitting[0])
    return {name: found[name] for name in released if name in found}


def _notebook_files(folder: Path) -> list[Path]:
    """List the notebooks in a folder and below it, but no hidden ones."""
    files: list[Path] = []
    for path in sorted(folder.rglob("*.ipynb")):
        below = path.relative_to(folder).parts
        if _is_ordinary(path) and not any(part.startswith(".") for part in below):
            files.append(path)
    return files[:_MOST_FILES]


def _grade_ids(notebook: NotebookNode) -> set[str]:
    cells = (cell.metadata for cell in notebook.cells)
    ids = (meta.get("grade_id", meta.get("nbgrader", {}).get("grade_id")) for meta in cells)
    return {str(one) for one in ids if one}


def _most_of(own: set[str], ids: set[str]) -> bool:
    return bool(own) and 2 * len(own & ids) > len(own)


def _is_ordinary(path: Path) -> bool:
    """Say whether a path is a file itself: no link to another, no pipe, no folder."""
    return stat.S_ISREG(path.lstat().st_mode)


def read_bytes(path: Path) -> bytes | str:
    """
    Read a file that was handed in, or say in a sentence why it can't be read.

    Of a notebook that is large, which is a matter of its outputs, the rest is read.
    """
    try:
        if not _is_ordinary(path):
            return "It is a link, a folder or a pipe where a file should be."
        size = path.stat().st_size
        if size > MOST_BYTES or (size > LARGE_BYTES and path.suffix != ".ipynb"):
            most = MOST_BYTES if path.suffix == ".ipynb" else LARGE_BYTES
            return f"The file is larger than {most // 2**20} MB."
        if size <= LARGE_BYTES:
            return path.read_bytes()
        with path.open("rb") as file:
            cells = _cells_in(file)
        return json.dumps({"cells": cells}).encode()
    except OSError as error:
        return f"The file can't be opened: {error.strerror}."


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
        cells = _cells_in(io.BytesIO(content))
        kept = BROKEN_OFF.format(count=len(cells)) if cells else ""
        return _plain_notebook(cells, NOT_JSON.format(error=error) + kept)
    except (KeyError, IndexError, TypeError, AttributeError):
        return _unreadable("The file is JSON, but not a notebook: it has no list of cells.")


def _cells_in(file: BinaryIO) -> list[dict]:
    """Read the cells of a notebook without its outputs, as far as it can be read."""
    cells: list[dict] = []
    cell: dict = {}
    try:
        for prefix, event, value in ijson.parse(file):
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
    except (ijson.JSONError, UnicodeDecodeError):
        return cells  # the rest can't be read
    return cells


def _unreadable(reason: str) -> NotebookNode:
    return _plain_notebook([], reason)


def _plain_notebook(cells: list[Any], problem: str) -> NotebookNode:
    """Keep of each cell its kind, its source and its nbgrader id, and nothing else."""
    kept = []
    for cell in cells:
        if not isinstance(cell, dict):
            continue
        source = cell.get("source", cell.get("input", ""))
        source = "".join(map(str, source)) if isinstance(source, list) else str(source)
        source = source.encode("utf-8", "replace").decode()
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
    """Keep the pictures that a text cell holds, and name those that it refers to and lacks."""
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
        cell.attachments = kept
    cell.source = _ATTACHED.sub(
        lambda found: found[0] if found[1] in kept else "(a picture that was not handed in)",
        cell.source,
    )
