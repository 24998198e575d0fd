"""Telling a faulty function that was handed out, and is submitted as the student's own."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable

from grader.judging.sources import source_to_mend
from testcases.execution.cells import MOST_SOURCE, Cell, parse
from testcases.exercises.catalogue import EXERCISES

# For an exercise that students write, the one in which a faulty function for it is handed out.
_TWINS = {exercise.mends: name for name, exercise in EXERCISES.items() if exercise.mends}


def is_as_handed_out(cells: Iterable[Cell], name: str) -> bool:
    """
    Say whether the function called `name` is the faulty one that was handed out to be mended.

    Only the code counts: not its docstring, comments or spaces, nor which of the two names it has.

    Parameters
    ----------
    cells : the submission's code cells
    name : an exercise that students write
    """
    if name not in _TWINS:
        return False
    last = None
    for cell in cells:
        if f"def {name}" not in cell.source or len(cell.source) > MOST_SOURCE:
            continue
        try:
            tree = parse(cell.source)
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                last = node
    return last is not None and _reduced(last) == _faulty(_TWINS[name])


@functools.cache
def _faulty(name: str) -> str:
    return _reduced(ast.parse(source_to_mend(name)).body[0])


def _reduced(function: ast.FunctionDef) -> str:
    """Write the code of a function without its name and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    try:
        return "\n".join(map(ast.dump, [function.args, *body]))
    except RecursionError:
        return ""
