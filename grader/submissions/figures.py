"""
The figures of a submitted notebook: the PNG pictures among its outputs.

Nothing else of an output is read but a figure's description. HTML, SVG and scripts are left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.cells import grade_id_of, marks_of
from grader.errors import Unreadable
from grader.submissions.locate import find_notebooks
from grader.submissions.pictures import FORMATS, PNG, Album, Picture
from grader.submissions.read import is_ordinary, parse_json
from grader.submissions.reader import limited_memory
from testcases.record import Course
from testcases.words.describe import on_one_line

# The figures below each graded cell, by its grade id; those above the first, under TOP.
Figures = Mapping[str, list[Picture]]
TOP = ""
MOST_BYTES, _MOST_OF_ALT = 64 * 2**20, 500
LARGE_FILE = "The figures of this notebook are missing here: its file is larger than 64 MB."


def read_figures(
    course: Course,
    released: Mapping[str, NotebookNode],
    guides: Mapping[str, Guide],
    folder: Path,
) -> dict[str, Figures]:
    """
    Read the student's own figures in a submission.

    These are the figures of cells that the student changed or added, and of given cells that use
    the student's functions. Other given cells draw the same for everybody.

    Parameters
    ----------
    course : whose exercises
    released : for each notebook's name, what the students were given
    guides : for each notebook's name, what to look for in it, from `guides`
    folder : what was submitted

    Raises
    ------
    Unreadable
        If the folder or a file in it can't be read.
    """
    with limited_memory():
        try:
            files = find_notebooks(course, folder, released).files
            return {name: _read(path, guides[name]) for name, path in files.items()}
        except OSError as error:
            raise Unreadable(f"{error.filename} can't be read: {error.strerror}.") from None


def guides(course: Course, released: Mapping[str, NotebookNode]) -> dict[str, Guide]:
    """Make what `read_figures` looks for in each notebook; it is the same for a whole class."""
    return {name: Guide(course, notebook) for name, notebook in released.items()}


class Guide:
    """What the released cells of a notebook tell about the submitted ones."""

    def __init__(self, course: Course, released: NotebookNode) -> None:
        self._given = {cell.source: grade_id_of(cell) for cell in released.cells}
        self._graded = {
            grade_id_of(cell)
            for cell in released.cells
            if any(marks_of(cell).get(mark) for mark in ("grade", "solution", "task"))
        }
        self._own = _with_students_names(
            {*course.exercises},
            [cell.source for cell in released.cells if cell.cell_type == "code"],
        )

    def place(self, cell: Mapping[str, Any], source: str) -> str:
        """Give the grade id of a graded cell: its own, or that of the given cell with its text."""
        for name in (grade_id_of(cell), self._given.get(source, "")):
            if name in self._graded:
                return name
        return ""

    def is_own(self, source: str) -> bool:
        """Say whether the output of a cell depends on what the student wrote."""
        return source not in self._given or source in self._own


def _with_students_names(exercises: set[str], given: Sequence[str]) -> set[str]:
    """Find the given cells that use an exercise's function, or a name from an earlier such cell."""
    names, found = {*exercises}, set()
    for source in given:
        try:
            nodes = [*ast.walk(ast.parse(source))]
        except SyntaxError:
            continue
        used = [node for node in nodes if isinstance(node, ast.Name)]
        if not names.isdisjoint(node.id for node in used):
            found.add(source)
            names |= {node.id for node in used if isinstance(node.ctx, ast.Store)}
            names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return found


def _read(path: Path, given: Guide) -> Figures:
    if path.suffix == ".py" or not is_ordinary(path):
        return {}
    if path.stat().st_size > MOST_BYTES:
        return {TOP: [Picture(problem=LARGE_FILE)]}
    try:
        cells = parse_json(path.read_bytes())["cells"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return {}  # the report says that the file is damaged
    figures: dict[str, list[Picture]] = {}
    album, place = Album(PNG), TOP
    for cell in cells if isinstance(cells, list) else ():
        if not isinstance(cell, dict):
            continue
        source = _text(cell.get("source"))
        place = given.place(cell, source) or place
        if cell.get("cell_type") == "code" and given.is_own(source):
            for picture in _pictures(cell.get("outputs"), album):
                figures.setdefault(place, []).append(picture)
    return figures


def _pictures(outputs: Any, album: Album) -> Iterator[Picture]:
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        if not isinstance(data, dict) or album.is_full:
            continue
        kind = next((one for one in FORMATS if one in data), None)
        if kind:
            yield album.add(kind, data[kind], _alt(output, data))


def _alt(output: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Give the description of a figure, as the course's plots keep it; or an empty string."""
    metadata: Any = output.get("metadata")
    for key in (PNG, "alt"):
        metadata = metadata.get(key) if isinstance(metadata, dict) else None
    text = metadata if isinstance(metadata, str) else _text(data.get("text/plain"))
    text = "".join(c if c.isprintable() else " " for c in text[: 2 * _MOST_OF_ALT])
    # Other figures are described as "<Figure size 640x480 with 1 Axes>", which helps nobody.
    return "" if text.lstrip().startswith("<") else on_one_line(text, _MOST_OF_ALT)


def _text(source: Any) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source or "")
