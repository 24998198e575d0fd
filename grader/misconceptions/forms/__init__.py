"""
Other forms of the solutions: different ways in which people write the same function.

A wrong function is often one edit away from one of them, and not from the solution. Each has its
exercise's name, which several forms can share. They are only read, never called as they are.
"""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

from grader.misconceptions.forms import backward, fast, forward, initialization, training
from grader.misconceptions.forms.functions import INSTEAD

__all__ = ["FORMS", "INSTEAD"]


def _collect(*modules: ModuleType) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for module in modules:
        source = inspect.getsource(module)
        lines = source.splitlines()
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef):
                text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                found[node.name] = (*found.get(node.name, ()), text)
    return found


# For each exercise the sources of the forms.
FORMS: dict[str, tuple[str, ...]] = _collect(initialization, forward, backward, training, fast)
