"""The source code of the solutions."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterable

from testcases.execution.cells import MOST_SOURCE, Cell, parse
from testcases.record import Course


def reference_source(course: Course, name: str) -> str:
    """Give the source of an exercise's reference function, under the exercise's name."""
    source = inspect.getsource(getattr(course.reference, name)).rstrip()
    return source.replace(f"def {course.exercises[name].mends or name}(", f"def {name}(", 1)


def last_definition(cells: Iterable[Cell], name: str) -> ast.FunctionDef | None:
    """Find the last definition of a function at the top of a submission's code cells."""
    return last_definitions(cells, [name]).get(name)


def last_definitions(cells: Iterable[Cell], names: Collection[str]) -> dict[str, ast.FunctionDef]:
    """Find the last definition of each of these functions, as `last_definition` does."""
    found = {}
    for cell in cells:
        source = cell.source
        if len(source) > MOST_SOURCE or not any(f"def {name}" in source for name in names):
            continue
        try:
            tree = parse(source)
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in names:
                found[node.name] = node
    return found
