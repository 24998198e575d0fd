"""
Building the notebooks: from text sources to the instructor's notebooks and the students'.

A source is MyST Markdown, read by Jupytext, with the directives that
`grader.authoring.directives` describes. The preprocessors of ``nbgrader generate_assignment`` make
the students' copy from the instructor's, so it equals what that command releases.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from grader.addresses import Addresses
from grader.authoring.directives import expand, with_nbgrader
from grader.cells import grade_id_of
from grader.errors import SourceError
from testcases.record import Course

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def source_files(course: Course) -> list[Path]:
    """List the notebook sources in the course's order."""
    return sorted(course.sources.glob("*.md"))


def build_instructor(course: Course, source: Path) -> NotebookNode:
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
            cells += expand(course, cell.source, source)
        else:
            cells.append(_code_cell(course, cell, source))
    _check_exercises(course, cells, source)
    _add_badges(course, cells, source)
    for number, cell in enumerate(cells, start=1):
        cell.id = grade_id_of(cell) or f"cell-{number:02d}"
    return nbformat.v4.new_notebook(cells=cells, metadata=_METADATA)


def _add_badges(course: Course, cells: list[NotebookNode], source: Path) -> None:
    """Put the links that open the notebook elsewhere below its title."""
    addresses = course.addresses or Addresses()
    badges = addresses.badges(source.stem)
    if badges:
        title, _, text = cells[0].source.partition("\n")
        cells[0].source = f"{title}\n\n{badges}\n{text}"


def _code_cell(course: Course, cell: NotebookNode, source: Path) -> NotebookNode:
    tags = cell.metadata.get("tags", [])
    made = new_code_cell(cell.source)
    if tags:
        made.metadata["tags"] = list(tags)
    if "setup" in tags:
        addresses = course.addresses or Addresses()
        made.source = addresses.in_setup(made.source)
        return with_nbgrader(made, f"setup_{source.stem[:2]}", locked=True)
    return made


def _check_exercises(course: Course, cells: list[NotebookNode], source: Path) -> None:
    """Compare the exercises that a source names with the course's."""
    named = [name for name in map(grade_id_of, cells) if name in course.exercises]
    due = [name for name, exercise in course.exercises.items() if exercise.notebook == source.stem]
    if named != due:
        raise SourceError(
            f"{source.name} has the exercises {', '.join(named) or 'none'}, and the course has "
            f"{', '.join(due) or 'none'} for it. Use the course's exercises, in their order."
        )


def build_student(instructor: NotebookNode) -> NotebookNode:
    """Make the students' copy: stubs for solutions, locked cells, checksums."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import ClearSolutions, InstantiateTests, SaveCells

    from grader.authoring.hand_out import HandOut

    notebook = nbformat.from_dict(instructor)
    resources: dict = {}
    for step in GenerateAssignment.preprocessors.default():
        if step not in (InstantiateTests, SaveCells):  # they need a kernel, and a gradebook
            made = (HandOut if step is ClearSolutions else step)()
            notebook, resources = made.preprocess(notebook, resources)
    return notebook


def as_file(notebook: NotebookNode) -> str:
    """
    Write a notebook as the text of its file; the same notebook gives the same text.

    It is not validated against the notebook schema: for a class, that takes as long as writing it.
    """
    return nbformat.v4.writes(notebook) + "\n"


def write_instructor_notebooks(course: Course, folder: Path, names: Container[str]) -> None:
    """Write the instructor's notebooks of these names, solutions included."""
    for source in source_files(course):
        if source.stem in names:
            path = folder / f"{source.stem}.ipynb"
            path.write_text(as_file(build_instructor(course, source)), encoding="utf-8")


def student_files(course: Course) -> dict[Path, str]:
    """Give the path and the text of every student's notebook, as they are to be committed."""
    return {
        course.notebooks / f"{source.stem}.ipynb": as_file(
            build_student(build_instructor(course, source))
        )
        for source in source_files(course)
    }
