"""What a line looked up that wasn't there: which container, which key or index, and what it has."""

from __future__ import annotations

import ast
import itertools
import linecache
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any

import numpy as np

# How many of a dictionary's keys are shown, and how much of each.
MOST_KEYS, _MOST_TEXT = 12, 40
# The longest expression that is read, in bytes: a longer one can be nested too deep for Python.
_MOST_CODE = 300
_OPERATORS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
}


@dataclass(frozen=True)
class Lookup:
    """
    A lookup that failed.

    Attributes
    ----------
    container : the code of what was searched, such as "caches"
    asked : the key or the index, as code
    keys : for a dictionary, the first of its keys, as code
    length : how many items it has
    """

    container: str
    asked: str
    keys: tuple[str, ...]
    length: int


def failed_lookup(error: BaseException, place: TracebackType) -> Lookup | None:
    """
    Read from a frame what was looked up there; nothing of the student's is called.

    Parameters
    ----------
    error : the exception
    place : the line of the student's code that it comes from

    Returns
    -------
    lookup : Lookup, or None if the line has another form or the error another type
    """
    if type(error) not in (KeyError, IndexError):
        return None
    node = _failing(place)
    if not isinstance(node, ast.Subscript):
        return None
    seen = place.tb_frame.f_locals
    holder, code = _holder(node.value, seen), ast.unparse(node.value)[:_MOST_TEXT]
    if type(holder) is dict and type(error) is KeyError and type(error.args[0]) is str:
        keys = [repr(key)[:_MOST_TEXT] for key in itertools.islice(holder, MOST_KEYS)
                if type(key) is str]  # fmt: skip
        return Lookup(code, repr(error.args[0])[:_MOST_TEXT], tuple(keys), len(holder))
    asked = _whole(node.slice, seen)
    if type(holder) in (list, tuple) and type(error) is IndexError and asked is not None:
        return Lookup(code, str(asked), (), len(holder))
    return None


def _failing(place: TracebackType) -> ast.expr | None:
    """Give the expression that raised, if it is on one line."""
    code = place.tb_frame.f_code
    line, last, start, end = _position(code, place.tb_lasti)
    if None in (line, start, end) or line != last or end - start > _MOST_CODE:
        return None
    text = linecache.getline(code.co_filename, line, place.tb_frame.f_globals).encode()
    try:
        return ast.parse(text[start:end].decode().strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _position(code: CodeType, instruction: int) -> tuple[int | None, ...]:
    positions = itertools.islice(code.co_positions(), instruction // 2, None)
    return next(positions, (None, None, None, None))


def _holder(node: ast.expr, seen: Mapping[str, Any]) -> Any:
    """Give what a name stands for, or an array's shape."""
    if isinstance(node, ast.Name):
        return seen.get(node.id)
    if isinstance(node, ast.Attribute) and node.attr == "shape":
        array = _holder(node.value, seen)
        return array.shape if type(array) is np.ndarray else None
    return None


def _whole(node: ast.expr, seen: Mapping[str, Any]) -> int | None:
    """Compute an index from whole numbers and names of such; None if it is anything else."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else None
    if isinstance(node, ast.Name):
        return seen[node.id] if type(seen.get(node.id)) is int else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _whole(node.operand, seen)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _whole(node.left, seen), _whole(node.right, seen)
        if left is not None and right is not None and max(abs(left), abs(right)) < 10**6:
            return _OPERATORS[type(node.op)](left, right)
    return None
