"""
The directives in a notebook's source, and the cells that are made from them.

    ```{exercise} linear_forward
    ```

makes two cells: the function to write (from `solutions`) or to fix (starter code), and its check.
A question that the notebook answers at once:

    ```{guess} shape-of-z
    What shape has Z?
    ---
    answer: (4, 7)
    why: The inner sizes meet.
    ```

A question that is answered in words and graded by a person:

    ```{question} zeros
    Why may the biases be zeros?
    ---
    The answer key.
    ```
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.errors import SourceError
from grader.judging.sources import reference_source
from testcases.record import Course

QUESTION_POINTS = 3
# The metadata key for the starter code that students get in place of an instructor's cell.
HANDED_OUT = "handed_out"
_DIRECTIVE = re.compile(r"^```\{(\w+)\} *(\S+) *\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_GUESS = re.compile(r"answer: (.*)\nwhy: (.*)", re.DOTALL)


def expand(course: Course, text: str, source: Path) -> list[NotebookNode]:
    """
    Turn a Markdown cell into cells, and replace its directives with the cells that they describe.

    Raises
    ------
    SourceError
        If a directive is unknown or malformed, or names an unknown exercise.
    """
    cells, end = [], 0
    for found in _DIRECTIVE.finditer(text):
        cells += _text(text[end : found.start()])
        kind, name, content = found.groups()
        if kind not in _MAKERS:
            raise SourceError(
                f"{source.name}: unknown directive {kind}. Use one of: {', '.join(_MAKERS)}."
            )
        cells += _MAKERS[kind](course, name, content, source)
        end = found.end()
    return cells + _text(text[end:])


def _text(text: str) -> list[NotebookNode]:
    return [new_markdown_cell(text.strip())] if text.strip() else []


def _exercise(course: Course, name: str, content: str, source: Path) -> list[NotebookNode]:
    if name not in course.exercises:
        raise SourceError(
            f"{source.name}: the course has no exercise {name}. Correct the name, or add it."
        )
    exercise = course.exercises[name]
    cell = new_code_cell(reference_source(course, name))
    if exercise.mends:
        cell.metadata[HANDED_OUT] = course.starter_code[name]
    given, points = exercise.end_to_end, exercise.points
    return [
        with_nbgrader(cell, name, solution=not given, locked=given),
        with_nbgrader(
            new_code_cell(f"check({name})"), f"check_{name}", grade=True, locked=True, points=points
        ),
    ]


def _guess(course: Course, name: str, content: str, source: Path) -> list[NotebookNode]:
    question, answer, _ = read_guess(content, f"{source.name}, {name}")
    cell = new_code_cell(f'guess("{name}", ...)', metadata={"tags": ["guess"]})
    return [new_markdown_cell(f"**Before you go on.** {question}"), cell]


def read_guess(content: str, where: str) -> tuple[str, object, str]:
    """
    Read a guess: the question, the answer, and the reason.

    Raises
    ------
    SourceError
        If it is malformed.
    """
    question, _, rest = content.partition("\n---\n")
    found = _GUESS.fullmatch(rest.strip())
    try:
        return question.strip(), ast.literal_eval(found[1]), " ".join(found[2].split())
    except (TypeError, ValueError, SyntaxError):
        raise SourceError(
            f"{where}: the guess is incomplete. End it with the lines ---, answer: and why:"
        ) from None


def guesses_in(text: str, where: str) -> dict[str, tuple[object, str]]:
    """Give the answer to each guess in a notebook's source, and the reason."""
    return {
        found[2]: read_guess(found[3], f"{where}, {found[2]}")[1:]
        for found in _DIRECTIVE.finditer(text)
        if found[1] == "guess"
    }


def _question(course: Course, name: str, content: str, source: Path) -> list[NotebookNode]:
    question, separator, key = content.partition("\n---\n")
    if not separator or not key.strip():
        raise SourceError(
            f"{source.name}: the question {name} has no answer key. Write one below a line ---"
        )
    answer = f"### BEGIN SOLUTION\n{key.strip()}\n### END SOLUTION"
    return [
        new_markdown_cell(f"**In your own words.** {question.strip()}"),
        with_nbgrader(
            new_markdown_cell(answer),
            f"question_{name}",
            grade=True,
            solution=True,
            points=QUESTION_POINTS,
        ),
    ]


_MAKERS: dict[str, Callable[[Course, str, str, Path], list[NotebookNode]]] = {
    "exercise": _exercise,
    "guess": _guess,
    "question": _question,
}


def with_nbgrader(
    cell: NotebookNode,
    grade_id: str,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: int | None = None,
) -> NotebookNode:
    """Mark a cell as nbgrader does."""
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
