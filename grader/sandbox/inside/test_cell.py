"""Running an instructor's own test cell: asserts beside the student's functions."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import warnings
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from testcases.execution.cells import Cell, parse
from testcases.execution.statements import run_cells


def run_test(cells: Sequence[Cell], test: Cell, space: dict[str, Any]) -> float | None:
    """
    Run a test cell after what it needs of the notebook's cells.

    Parameters
    ----------
    cells : the notebook's other code cells
    test : the test cell
    space : the namespace to run in

    Returns
    -------
    number : what the cell's last expression gives if it is a number, or None

    Raises
    ------
    Exception
        If the test raises one.
    """
    lines = test.source.splitlines(keepends=True)
    linecache.cache[test.where] = (len(test.source), None, lines, test.where)
    tree = parse(test.source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        run_cells(cells, space, names, lambda failure: None)
        return _number(_run(tree, test.where, space))


def _run(tree: ast.Module, where: str, space: dict[str, Any]) -> Any:
    """Run statements; give the value of the last one if it is an expression."""
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), space)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), where, "eval"), space)


def _number(value: Any) -> float | None:
    is_number = isinstance(value, Real) and not isinstance(value, (bool, np.bool_))
    return float(value) if is_number else None
