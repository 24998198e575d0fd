"""Whether a piece of code is another, with any expression for `_` and other names for some."""

from __future__ import annotations

import ast
import functools
from collections.abc import Collection
from typing import NamedTuple

from testcases.judging.plain_form import Entry, in_plain_form

# Names of sizes and numbers that formulas have, whatever code has.
COURSE_SIZES = ("m", "L", "n", "n_prev", "n_x", "n_h", "n_y", "l", "i")
ANY = "_"


@functools.lru_cache(maxsize=8192)
def pattern_of(text: str) -> ast.expr | None:
    """Read a piece of code in its plain form; None if it is no expression."""
    try:
        return in_plain_form(ast.parse(text, mode="eval").body)
    except SyntaxError:
        return None


def _is_size(node: ast.AST) -> bool:
    """Say whether this is a size of an array, without a name of its own."""
    array = node.value if isinstance(node, ast.Subscript) else node
    length = isinstance(node, ast.Call) and ast.unparse(node.func) == "len"
    return length or isinstance(array, ast.Attribute) and array.attr in ("shape", "size")


def variables_of(pattern: ast.AST) -> set[str]:
    """Name the variables of a pattern, which are not the functions that it calls."""
    nodes = list(ast.walk(pattern))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called}


class Free(NamedTuple):
    """
    The names of a pattern that may have others in code, but not those that are `taken`.

    With `sizes`, one that is a size can be written out, such as A.shape[1].
    """

    names: Collection[str] = ()
    taken: Collection[str] = ()
    sizes: bool = True


def is_alike(pattern: ast.AST, node: ast.AST, free: Free, bound: dict[str, str]) -> bool:
    """Compare a pattern with code; the `free` names of the pattern may have others there."""
    if isinstance(pattern, ast.Name):
        return _named_alike(pattern, node, free, bound)
    if isinstance(pattern, ast.Constant):
        is_it = isinstance(node, ast.Constant) and node.value == pattern.value
        return is_it or pattern.value is ... and isinstance(node, ast.expr)
    if isinstance(node, Entry) and not isinstance(pattern, ast.Subscript):
        return is_alike(pattern, node.value, free, bound)
    if isinstance(pattern, ast.BinOp):
        return _operated_alike(pattern, node, free, bound)
    if _is_equality(pattern) and _is_equality(node):
        other = ast.Compare(node.comparators[0], node.ops, [node.left])
        return any(_fields_alike(pattern, one, free, bound) for one in (node, other))
    if type(pattern) is not type(node) and not (
        isinstance(pattern, ast.Subscript) and isinstance(node, ast.Subscript)
    ):
        return False
    return _fields_alike(pattern, node, free, bound)


def _fields_alike(pattern: ast.AST, node: ast.AST, free: Free, bound: dict[str, str]) -> bool:
    left_out = ["ctx", "kind", "type_comment"]
    if isinstance(pattern, ast.Call) and not pattern.keywords:
        left_out.append("keywords")  # those say how the function is to be applied
    for field in pattern._fields:
        if field in left_out:
            continue
        one, other = getattr(pattern, field, None), getattr(node, field, None)
        if isinstance(one, list):
            same = len(one) == len(other) and all(
                is_alike(a, b, free, bound) for a, b in zip(one, other, strict=True)
            )
        elif isinstance(one, ast.AST):
            same = isinstance(other, ast.AST) and is_alike(one, other, free, bound)
        else:
            same = one == other
        if not same:
            return False
    return True


def _is_equality(node: ast.AST) -> bool:
    """Say whether this compares two things that can stand on either side."""
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Eq, ast.NotEq))


def _named_alike(pattern: ast.Name, node: ast.AST, free: Free, bound: dict[str, str]) -> bool:
    if pattern.id == ANY:
        return isinstance(node, ast.expr)
    letters = getattr(node, "course", None)
    if letters is not None:
        return letters == pattern.id or pattern.id in free.names
    if free.sizes and pattern.id in free.names and pattern.id in COURSE_SIZES and _is_size(node):
        return True
    while isinstance(node, Entry):
        node = node.value
    if not isinstance(node, ast.Name):
        return False
    if pattern.id in free.names and node.id not in free.taken:
        return bound.setdefault(pattern.id, node.id) == node.id
    return pattern.id == node.id


def _operated_alike(pattern: ast.BinOp, node: ast.AST, free: Free, bound: dict[str, str]) -> bool:
    """Compare an operation; a sum and a product may be the other way round."""
    if isinstance(node, ast.AugAssign):
        sides = [(node.target, node.value)]
    elif isinstance(node, ast.BinOp):
        sides = [(node.left, node.right)]
    else:
        return False
    if type(node.op) is not type(pattern.op):
        return False
    if isinstance(node.op, (ast.Add, ast.Mult)):
        sides.append(sides[0][::-1])
    for left, right in sides:
        trial = dict(bound)
        if is_alike(pattern.left, left, free, trial) and is_alike(
            pattern.right, right, free, trial
        ):
            bound.update(trial)
            return True
    return False
