"""Recognizing starter code that is submitted unchanged."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable

from grader.judging.sources import last_definition
from testcases.execution.cells import Cell
from testcases.record import Course


def is_as_handed_out(course: Course, cells: Iterable[Cell], name: str) -> bool:
    """
    Say whether the function called `name` is still the starter code, with its bug.

    Only the code counts: not its docstring, comments, spaces, or which of its two names it has.

    Parameters
    ----------
    course : the course with the starter code
    cells : the submission's code cells
    name : an exercise that students write
    """
    twins = [one.name for one in course.exercises.values() if one.mends == name]
    if not twins:
        return False
    last = last_definition(cells, name)
    return last is not None and _reduced(last) == _faulty(course, twins[0])


@functools.cache
def _faulty(course: Course, name: str) -> str:
    return _reduced(ast.parse(course.starter_code[name]).body[0])


def _reduced(function: ast.FunctionDef) -> str:
    """Write the code of a function without its name and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    try:
        return "\n".join(map(ast.dump, [function.args, *body]))
    except RecursionError:
        return ""
