"""
Putting a submitted notebook's cells into the released notebook.

Whatever state a submission is in, the grader grades the released notebook: its cells, ids, points
and checks. The sources of the solution cells, and any added cells, come from the student. So only
the code in a submission can change how it is graded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from nbformat.notebooknode import NotebookNode

from grader.cells import exercise_of, grade_id_of, marks_of
from grader.submissions.read import PROBLEM, is_unread, read_notebook
from grader.submissions.sanitize import harmless
from testcases.execution.cells import (
    Cell,
    below_checks,
    definitions_in,
    functions_in,
    without_definitions,
)
from testcases.record import Course

# Cells are read as dictionaries here: attributes of a NotebookNode take much longer to look up.

# In the metadata of a released notebook: the sources of its test cells that have hidden tests.
HIDDEN_TESTS = "hidden_tests"
# In the metadata of an answer cell: it was not submitted, but the student wrote other text.
ANSWER_ELSEWHERE = "answer_elsewhere"
# In the metadata of a cell that the student added: the functions whose definition doesn't count,
# because there is another one above their check.
_SUPERSEDED = "superseded"
# A cell that checks an exercise, which may be one that the course doesn't have.
CALLS_CHECK = re.compile(r"^check\(", re.MULTILINE)
# In the metadata of a rebuilt notebook: no cell of the submitted file could be read.
UNREAD = "unread"


def rebuild(
    course: Course, released: NotebookNode, submitted: NotebookNode, name: str
) -> NotebookNode:
    """
    Put a submission's cells into the released notebook.

    Parameters
    ----------
    course : whose exercises
    released : what the students were given
    submitted : from `read_notebook`
    name : the notebook's name, for messages

    Returns
    -------
    notebook : the released notebook with the sources of the submitted solution cells (where a
        cell was duplicated, of the last), and the student's own cells behind the cell that they
        followed; an answer cell that was not submitted is marked where the student has text cells
        of their own, since the answer may be there, and so is a function that the student wrote
        again below its check
    """
    notebook = _copy(released)
    notebook["metadata"]["notebook_name"] = name
    notebook["metadata"].pop(HIDDEN_TESTS, None)
    places = {one: cell for cell in notebook["cells"] if (one := grade_id_of(cell))}
    order = _Order(released)
    released_sources = order.ids.keys()
    added: dict[str, list[tuple[NotebookNode, set[str]]]] = {}
    untouched = {name for name, place in places.items() if marks_of(place)["solution"]}
    superseded = _superseded(course, places, released_sources, submitted)
    after = ""
    for cell, later in zip(submitted["cells"], superseded, strict=True):
        place = places.get(str(cell["metadata"].get("grade_id", "")))
        after = place["id"] if place is not None else order.later(after, cell["source"])
        if place is not None and marks_of(place)["solution"]:
            if cell["source"] != place["source"]:
                untouched.discard(cell["metadata"]["grade_id"])
            place["source"] = _shown(place["cell_type"], cell)
            if "attachments" in cell and place["cell_type"] == "markdown":
                place["attachments"] = cell["attachments"]
        # A cell in place of a check counts only if the student wrote a function there.
        elif (
            cell["source"].strip()
            and cell["source"] not in released_sources
            and (place is None or _defines_exercise(course, cell))
        ):
            added.setdefault(after, []).append((cell, later))
    for name in untouched:
        places[name]["metadata"]["untouched"] = True
    _mark_answers(places, submitted, [cell for own in added.values() for cell, _ in own])
    notebook["cells"] = _interleave(notebook["cells"], added)
    if PROBLEM in submitted["metadata"]:
        notebook["metadata"][PROBLEM] = submitted["metadata"][PROBLEM]
    if is_unread(submitted):
        notebook["metadata"][UNREAD] = True
    return notebook


def _superseded(
    course: Course,
    places: Mapping[str, NotebookNode],
    released_sources: Collection[str],
    submitted: NotebookNode,
) -> list[set[str]]:
    """Find, for each submitted cell, the functions whose definition there doesn't count."""
    cells = []
    for cell in submitted["cells"]:
        place = places.get(str(cell["metadata"].get("grade_id", "")))
        source = place["source"] if place is not None and is_test(place) else cell["source"]
        cells.append(Cell("", source if cell["cell_type"] == "code" else ""))
    return below_checks(cells, course.exercises.keys(), released_sources)


class _Order:
    """The order of the released cells; cells that appear once are recognized by their text."""

    def __init__(self, released: NotebookNode) -> None:
        self._numbers: dict[str, int] = {}
        # By their texts; empty for a text that appears several times.
        self.ids: dict[str, str] = {}
        for number, cell in enumerate(released["cells"]):
            source = cell["source"]
            self._numbers[cell["id"]] = number
            self.ids[source] = "" if source in self.ids else cell["id"]

    def later(self, known: str, source: str) -> str:
        """Give the id of the released cell with this text, or the one that is known if later."""
        found = self.ids.get(source)
        if not found or self._numbers[found] <= self._numbers.get(known, -1):
            return known
        return found


def _mark_answers(
    places: Mapping[str, NotebookNode], submitted: NotebookNode, own: Sequence[NotebookNode]
) -> None:
    """Mark the answer cells that were not submitted, if the student wrote other text."""
    if all(cell["cell_type"] == "code" for cell in own):
        return
    there = {str(cell["metadata"].get("grade_id", "")) for cell in submitted["cells"]}
    for name, place in places.items():
        marks = marks_of(place)
        in_words = marks["solution"] and marks["grade"] and place["cell_type"] == "markdown"
        if in_words and name not in there:
            place["metadata"][ANSWER_ELSEWHERE] = True


def _copy(notebook: NotebookNode) -> NotebookNode:
    """Copy a notebook as deep as it gets changed; copying all of it takes ten times as long."""
    cells = [{**cell, "metadata": NotebookNode(cell["metadata"])} for cell in notebook["cells"]]
    metadata = NotebookNode(notebook["metadata"])
    return NotebookNode({**notebook, "metadata": metadata, "cells": [*map(NotebookNode, cells)]})


def rebuild_all(
    course: Course,
    released: Mapping[str, NotebookNode],
    submitted: Mapping[str, NotebookNode | bytes | str],
) -> dict[str, NotebookNode]:
    """Put each notebook, as `read_notebook` or still as `read_bytes` gave it, on the released."""
    return {
        name: rebuild(course, released[name], _as_read(content), name)
        for name, content in submitted.items()
    }


def rebuild_earlier(
    course: Course,
    released: Mapping[str, NotebookNode],
    submitted: Mapping[str, NotebookNode],
) -> dict[str, NotebookNode | None]:
    """Do the same with the notebooks of earlier assignments; give None for those not submitted."""
    return {**dict.fromkeys(released), **rebuild_all(course, released, submitted)}


def _as_read(content: NotebookNode | bytes | str) -> NotebookNode:
    return content if isinstance(content, NotebookNode) else read_notebook(content)


def _defines_exercise(course: Course, cell: NotebookNode) -> bool:
    code = [Cell("", cell["source"])] if cell["cell_type"] == "code" else []
    return not course.exercises.keys().isdisjoint(functions_in(code))


def _interleave(cells: list[NotebookNode], added: dict[str, list]) -> list[NotebookNode]:
    result = []
    number = 0
    for place in [None, *cells]:
        result += [place] if place else []
        for own, later in added.get(place["id"] if place else "", []):
            number += 1
            cell = _added_cell(own["cell_type"], _shown(own["cell_type"], own), f"added-{number}")
            if "attachments" in own:
                cell["attachments"] = own["attachments"]
            if later:
                cell["metadata"][_SUPERSEDED] = sorted(later)
            result.append(cell)
    return result


def _added_cell(cell_type: str, source: str, name: str) -> NotebookNode:
    """Make a cell as nbformat does, which would validate it against a schema."""
    marked = NotebookNode(added=True)
    if cell_type == "markdown":
        return NotebookNode(id=name, cell_type=cell_type, source=source, metadata=marked)
    return NotebookNode(
        id=name,
        cell_type=cell_type,
        metadata=marked,
        execution_count=None,
        source=source,
        outputs=[],
    )


def _shown(cell_type: str, cell: NotebookNode) -> str:
    """Give a cell's source in a form that is safe to show."""
    if cell_type == "code":
        return cell["source"]
    return harmless(cell["source"], cell.get("attachments", ()))


def code_to_judge(course: Course, notebook: NotebookNode) -> list[Cell]:
    """
    List the code that defines the student's functions.

    First come the released imports and the unchanged solution cells, then the student's code in its
    order, and last the given code that is judged with it. So a stub doesn't hide a function that
    the student wrote in another cell, and the student can't replace the given code. A function
    that is defined above its check, and again below, counts as it is above. Of a file that could
    not be read there is none: the stubs in its place are not the student's.

    Parameters
    ----------
    course : the course
    notebook : from `rebuild`, possibly written to a file and read again
    """
    if notebook["metadata"].get(UNREAD):
        return []
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        marks = marks_of(cell)
        given = marks.get("locked") and not marks.get("grade")
        own = marks.get("solution") or cell["metadata"].get("added")
        if cell["cell_type"] == "code" and (given or own):
            rank = 2 * (grade_id_of(cell) in course.exercises) if given else 1
            source = without_definitions(cell["source"], cell["metadata"].get(_SUPERSEDED, ()))
            cells.append((0 if cell["metadata"].get("untouched") else rank, number, source))
    name = notebook["metadata"].get("notebook_name", "notebook")
    return [Cell(f"{name}, cell {number}", source) for _, number, source in sorted(cells)]


def defined_again(course: Course, notebook: NotebookNode) -> dict[str, tuple[str, list[str]]]:
    """
    Find the functions that a student defined in several cells of a notebook from `rebuild`.

    Returns
    -------
    places : for each of them, the cell whose definition counts, and the others
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    for number, cell in enumerate(notebook["cells"], start=1):
        written = marks_of(cell).get("solution") and not cell["metadata"].get("untouched")
        if cell["cell_type"] == "code" and (written or cell["metadata"].get("added")):
            for name in definitions_in(cell["source"], course.exercises.keys()):
                later = name in cell["metadata"].get(_SUPERSEDED, ())
                found.setdefault(name, ([], []))[later].append(f"cell {number}")
    return {
        name: (counting[-1], [*counting[:-1], *later])
        for name, (counting, later) in found.items()
        if counting and len(counting) + len(later) > 1
    }


def code_before_tests(notebook: NotebookNode) -> list[Cell]:
    """
    List the code that an instructor's test cells build on: all cells but the tests themselves.

    First come the solution cells that the student left as they were, as in `code_to_judge`.
    """
    cells = [
        (not cell["metadata"].get("untouched"), number, cell["source"])
        for number, cell in enumerate(notebook["cells"], start=1)
        if cell["cell_type"] == "code" and not is_test(cell)
    ]
    name = notebook["metadata"].get("notebook_name", "notebook")
    return [Cell(f"{name}, cell {number}", source) for _, number, source in sorted(cells)]


def is_test(cell: NotebookNode) -> bool:
    """Tell whether a cell tests others, as opposed to an answer that is graded itself."""
    marks = marks_of(cell)
    return bool(marks.get("grade")) and not marks.get("solution")


def exercises_in(course: Course, notebook: NotebookNode) -> list[str]:
    """Name the course's exercises that a released notebook's grade cells check."""
    found = []
    for cell in notebook["cells"]:
        if "check(" not in cell["source"]:  # most cells; the rest takes longer
            continue
        name = exercise_of(cell)
        if (
            marks_of(cell).get("grade")
            and name in course.exercises
            and f"check({name})" in cell["source"]
        ):
            found.append(name)
    return found
