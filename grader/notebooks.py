"""
Building the notebooks: from text sources to the instructor's notebooks and the students'.

A source is MyST Markdown, read by Jupytext, with one thing of ours: the directive ::

    ```{exercise} linear_forward
    ```

which stands for two cells, the function to write (from `solutions`) and the cell that checks it.
The students' copy is made from the instructor's by nbgrader's own preprocessors, so that it is what
``nbgrader generate_assignment`` releases.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

import solutions
from testcases.catalogue import EXERCISES

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "notebooks" / "src"
STUDENT_NOTEBOOKS = ROOT / "notebooks"

_DIRECTIVE = re.compile(r"^```\{exercise\} *(\S+) *\n```[ \t]*$", re.MULTILINE)
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class SourceError(Exception):
    """A notebook source that can't be built; the message says where and why."""


def source_files() -> list[Path]:
    """List the notebook sources in the course's order."""
    return sorted(SOURCES.glob("*.md"))


def build_instructor(source: Path) -> NotebookNode:
    """
    Build the instructor's notebook, solutions included, from one source.

    Raises
    ------
    SourceError
        If the source names an unknown exercise, or one of another notebook, or leaves one out.
    """
    import jupytext  # takes longer to load than everything else here

    parsed = jupytext.reads(source.read_text(encoding="utf-8"), fmt="md:myst")
    cells: list[NotebookNode] = []
    for cell in parsed.cells:
        if cell.cell_type == "markdown":
            cells += _expand(cell.source, source)
        else:
            cells.append(_code_cell(cell, source))
    _check_exercises(cells, source)
    for number, cell in enumerate(cells, start=1):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.id = grade_id or f"cell-{number:02d}"
    return nbformat.v4.new_notebook(cells=cells, metadata=_METADATA)


def _expand(text: str, source: Path) -> list[NotebookNode]:
    """Turn a markdown cell into cells, with two in place of each exercise directive."""
    pieces = _DIRECTIVE.split(text)
    cells = []
    for index, piece in enumerate(pieces):
        if index % 2:
            cells += _exercise_cells(piece, source)
        elif piece.strip():
            cells.append(new_markdown_cell(piece.strip()))
    return cells


def _exercise_cells(name: str, source: Path) -> list[NotebookNode]:
    if name not in EXERCISES:
        raise SourceError(f"{source.name}: there is no exercise called {name} in the catalogue")
    function = inspect.getsource(getattr(solutions, name)).rstrip()
    points, given = EXERCISES[name].points, EXERCISES[name].together
    return [
        _with_nbgrader(new_code_cell(function), name, solution=not given, locked=given),
        _with_nbgrader(
            new_code_cell(f"check({name})"), f"check_{name}", grade=True, locked=True, points=points
        ),
    ]


def _code_cell(cell: NotebookNode, source: Path) -> NotebookNode:
    tags = cell.metadata.get("tags", [])
    made = new_code_cell(cell.source)
    if tags:
        made.metadata["tags"] = list(tags)
    if "setup" in tags:
        return _with_nbgrader(made, f"setup_{source.stem[:2]}", locked=True)
    return made


def _with_nbgrader(
    cell: NotebookNode,
    grade_id: str,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: int | None = None,
) -> NotebookNode:
    cell.metadata["nbgrader"] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        cell.metadata["nbgrader"]["points"] = points
    return cell


def _check_exercises(cells: list[NotebookNode], source: Path) -> None:
    """Hold the exercises that a source names against the catalogue."""
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    named = [name for name in ids if name in EXERCISES]
    due = [name for name, exercise in EXERCISES.items() if exercise.notebook == source.stem]
    if named != due:
        raise SourceError(
            f"{source.name} has the exercises {', '.join(named) or 'none'}; "
            f"the catalogue puts {', '.join(due) or 'none'} there, in this order"
        )


def build_student(instructor: NotebookNode) -> NotebookNode:
    """Make the students' copy: stubs for solutions, locked cells, checksums."""
    from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells

    notebook = nbformat.from_dict(instructor)
    resources: dict = {}
    for preprocessor in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        notebook, resources = preprocessor().preprocess(notebook, resources)
    return notebook


def as_file(notebook: NotebookNode) -> str:
    """Write a notebook as the text of its file; the same notebook gives the same text."""
    return nbformat.writes(notebook) + "\n"


def write_instructor_notebooks(folder: Path) -> None:
    """Write the instructor's notebooks, solutions included, into a folder."""
    for source in source_files():
        path = folder / f"{source.stem}.ipynb"
        path.write_text(as_file(build_instructor(source)), encoding="utf-8")


def student_files() -> dict[Path, str]:
    """Give the path and the text of every student's notebook, as they are to be committed."""
    return {
        STUDENT_NOTEBOOKS / f"{source.stem}.ipynb": as_file(build_student(build_instructor(source)))
        for source in source_files()
    }
