"""Edits of statements: left out, done twice, in another order, within a loop or outside of it."""

from __future__ import annotations

import ast
import collections
from collections.abc import Collection, Iterator, Sequence

from grader.judging.edits.draft import Draft
from grader.judging.edits.tree import Path, Place, target_of

_Block = list[ast.stmt]


def statement_edits(function: ast.FunctionDef, wheres: dict[Path, str]) -> Iterator[Draft]:
    """
    Give the edits of all blocks of a function.

    Parameters
    ----------
    function : the form
    wheres : for the path of each statement, its branch
    """
    blocks = list(_blocks(function, ()))
    statements = [one for _, block in blocks for one in block]
    count = collections.Counter(map(target_of, statements))
    # What is added up, or stored under several keys, has no single line that computes it.
    several = {
        target_of(one) for one in statements if _is_a_share(one) and count[target_of(one)] > 1
    }
    for path, block in blocks:
        where = wheres.get((*path, 0), "")
        yield from _left_out(path, block, where, several)
        yield from _order(path, block, where)
        for number, statement in enumerate(block):
            if isinstance(statement, ast.For):
                yield from _across(path, block, number, where)
            if isinstance(statement, ast.If):
                yield from _branches((*path, number), statement)
                yield from _without_else(path, block, number)
                yield from _returned_within(path, block, number)


def _blocks(node: ast.AST, path: Path) -> Iterator[tuple[Path, _Block]]:
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block:
            yield (*path, name), block
            for number, statement in enumerate(block):
                yield from _blocks(statement, (*path, name, number))


def _simple(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr))


def _left_out(path: Path, block: _Block, where: str, several: Collection[str]) -> Iterator[Draft]:
    for number, statement in enumerate(block):
        target = target_of(statement)
        rest = [*block[:number], *block[number + 1 :]] or [ast.Pass()]
        if _simple(statement):
            kind = f"{_what(statement)}-left-out"
            if kind == "line-left-out" and target in several and not where:
                kind = "one-line-left-out"
            yield Draft(path, rest, kind, target, where)
            yield Draft(path, [*block[: number + 1], *block[number:]], "twice", target, where)
        elif isinstance(statement, ast.If) and not statement.orelse:
            yield Draft(path, rest, "left-out", _first(statement), where)
            always = [*block[:number], *statement.body, *block[number + 1 :]]
            yield Draft(path, always, "without-condition", _first(statement), where)
        elif isinstance(statement, ast.For):
            yield Draft(path, rest, "loop-left-out", "loop", where)


def _is_a_share(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return isinstance(statement.targets[0], ast.Subscript)
    return isinstance(statement, ast.AugAssign)


def _what(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and ast.unparse(statement).startswith("print("):
        return "print"
    is_append = isinstance(statement, ast.Expr) and ".append(" in ast.unparse(statement)
    return "append" if is_append else "line"


def _first(statement: ast.If) -> str:
    return target_of(statement.body[0]) or "condition"


def _order(path: Path, block: _Block, where: str) -> Iterator[Draft]:
    """Move a line above one or several earlier ones."""
    for later in range(1, len(block)):
        for earlier in range(later):
            if isinstance(block[later], ast.Return):
                continue
            moved = [block[later], *block[earlier:later]]
            new = [*block[:earlier], *moved, *block[later + 1 :]]
            x, y = target_of(block[later]), target_of(block[earlier])
            yield Draft(path, new, "too-early", x, where, x, y)
            if later - earlier > 1 and _simple(block[earlier]):
                new = [*block[:earlier], *block[earlier + 1 : later + 1], block[earlier],
                       *block[later + 1 :]]  # fmt: skip
                yield Draft(path, new, "too-late", y, where, y, x)


def _across(path: Path, block: _Block, at: int, where: str) -> Iterator[Draft]:
    """Move lines into the loop at this number of a block, or out of it."""
    loop = block[at]
    assert isinstance(loop, ast.For)
    before, after = block[:at], block[at + 1 :]
    for number, statement in enumerate(loop.body):
        rest = _with_body(loop, [*loop.body[:number], *loop.body[number + 1 :]] or [ast.Pass()])
        target = target_of(statement) or "loop"
        if _simple(statement) or isinstance(statement, ast.If):
            yield Draft(path, [*before, rest, statement, *after], "after-loop", target, where)
            yield Draft(path, [*before, statement, rest, *after], "before-loop", target, where)
    if len(loop.body) > 1:
        for number in range(1, len(loop.body)):
            inside = _with_body(loop, loop.body[:number])
            new = [*before, inside, *loop.body[number:], *after]
            yield Draft(path, new, "after-loop", target_of(loop.body[number]) or "loop", where)
    for statement in before:
        if isinstance(statement, ast.Assign):
            inside = _with_body(loop, [statement, *loop.body])
            both = [*before, inside, *after]
            yield Draft(path, both, "anew", target_of(statement), where)
            last = _with_body(loop, [*loop.body, statement])
            yield Draft(path, [*before, last, *after], "anew-at-end", target_of(statement), where)
    for number, statement in enumerate(after):
        if number and not isinstance(statement, ast.Return):
            continue
        inside = _with_body(loop, [*loop.body, statement])
        kind = "return-in-loop" if isinstance(statement, ast.Return) else "in-loop"
        yield Draft(path, [*before, inside, *after], kind, target_of(statement) or "loop", where)
    first = _with_body(loop, [*loop.body, ast.Break()])
    yield Draft(path, [*before, first, *after], "first-only", "loop", where)


def _with_body(loop: ast.For, body: _Block) -> ast.For:
    return ast.For(loop.target, loop.iter, body, loop.orelse)


def _branches(path: Path, statement: ast.If) -> Iterator[Draft]:
    """Swap the branches of a condition, or leave the condition out."""
    below = statement.orelse
    if len(below) == 1 and isinstance(below[0], ast.If):
        inner = below[0]
        swapped = ast.If(
            statement.test, inner.body, [ast.If(inner.test, statement.body, inner.orelse)]
        )
        yield Draft(path, swapped, "branches-swapped", "condition")
        alike = ast.If(statement.test, inner.body, [inner])
        yield Draft(path, alike, "branches-alike", "condition")
        alike = ast.If(statement.test, statement.body, [ast.If(inner.test, statement.body, [])])
        yield Draft(path, alike, "branches-alike", "condition")
    elif below:
        yield Draft(
            path, ast.If(statement.test, below, statement.body), "branches-swapped", "condition"
        )
    negated = ast.If(ast.UnaryOp(ast.Not(), statement.test), statement.body, below)
    yield Draft(path, negated, "condition-negated", "condition")


def _without_else(path: Path, block: _Block, at: int) -> Iterator[Draft]:
    """Let the lines of the second branch run in every case, after those of the first."""
    condition = block[at]
    assert isinstance(condition, ast.If)
    second = condition.orelse
    if len(second) == 1 and isinstance(second[0], ast.If):
        inner = ast.If(second[0].test, second[0].body, [])
        new = [*block[:at], inner, *condition.body, *block[at + 1 :]]
        yield Draft(path, new, "else-missing", "condition")
        second = inner.body
    if second:
        first = ast.If(condition.test, condition.body, [])
        new = [*block[:at], first, *second, *block[at + 1 :]]
        yield Draft(path, new, "else-missing", "condition")


def _returned_within(path: Path, block: _Block, at: int) -> Iterator[Draft]:
    """Move the last lines, with the return, into one branch of the condition above them."""
    condition, after = block[at], block[at + 1 :]
    if not after or not isinstance(after[-1], ast.Return):
        return
    first = ast.If(condition.test, [*condition.body, *after], condition.orelse)
    yield Draft(path, [*block[:at], first], "return-in-branch", "return")
    below = condition.orelse
    if len(below) == 1 and isinstance(below[0], ast.If):
        inner = ast.If(below[0].test, [*below[0].body, *after], below[0].orelse)
        second = ast.If(condition.test, condition.body, [inner])
        yield Draft(path, [*block[:at], second], "return-in-branch", "return")


def wheres(places: Sequence[Place]) -> dict[Path, str]:
    """Give the branch of each statement, by its path."""
    return {place.path: place.where for place in places if isinstance(place.node, ast.stmt)}
