"""Edits of expressions: operators, operands, names, numbers, calls, indices, keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judging.edits.draft import Draft, draft, expression
from grader.judging.edits.tree import Place, say

_SIGNS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@",
}  # fmt: skip
_COMPARES = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


def expression_edits(place: Place) -> Iterator[Draft]:
    """Give the edits of one expression."""
    node = place.node
    if isinstance(getattr(node, "ctx", None), ast.Store):
        return
    if isinstance(node, ast.BinOp) and not place.key:
        yield from _terms(place, node)
        yield from _other_sign(place, node)
        yield from _parentheses(place, node)
    elif isinstance(node, ast.BinOp):
        yield draft(place, node.left, "key-number", say(node), say(node.left))
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.USub):
            yield draft(place, node.operand, "sign-missing", say(node.operand))
    elif isinstance(node, ast.Constant):
        yield from _constants(place, node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _names(place, node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield draft(place, node.value, "not-transposed", say(node.value))
    elif isinstance(node, ast.Compare):
        yield from _compares(place, node)
    elif isinstance(node, ast.IfExp):
        yield draft(place, expression("_a if _t else _b", a=node.orelse, t=node.test,
                                      b=node.body), "choice-swapped")  # fmt: skip
        for value in (node.body, node.orelse):
            yield draft(place, value, "always", y=say(value))
    elif isinstance(node, ast.Subscript):
        yield from _indices(place, node)


def _terms(place: Place, node: ast.BinOp) -> Iterator[Draft]:
    """Leave out an operand, or take the other way round what is done with it."""
    left, right, op = node.left, node.right, type(node.op)
    if op is ast.Div:
        if _is_one(left):
            yield draft(place, right, "inverse-missing", say(right))
        yield draft(place, left, "not-divided-by", say(right))
        yield draft(place, expression("_a * _b", a=left, b=right), "multiplied-not-divided",
                    say(right))  # fmt: skip
        yield draft(place, expression("_b / _a", a=left, b=right), "divided-the-other-way",
                    say(left), say(right))  # fmt: skip
        yield draft(place, expression("_a - _b", a=left, b=right), "other-sign", "/", "-")
    elif op is ast.Mult:
        yield draft(place, left, *_left_out(right))
        yield draft(place, right, *_left_out(left))
        yield draft(place, expression("_a / _b", a=left, b=right), "divided-not-multiplied",
                    say(right))  # fmt: skip
        yield draft(place, expression("np.dot(_a, _b)", a=left, b=right), "product-of-matrices")
    elif op is ast.Add:
        yield draft(place, left, "not-added", say(right))
        yield draft(place, right, "not-added", say(left))
        yield draft(place, expression("_a - _b", a=left, b=right), "minus-for-plus", say(right))
    elif op is ast.Sub:
        yield draft(place, left, "not-subtracted", say(right))
        yield draft(place, right, "right-side-alone", say(left), say(right))
        yield draft(place, expression("-_b", b=right), "not-subtracted-from", say(left), say(right))
        yield draft(place, expression("_a + _b", a=left, b=right), "plus-for-minus", say(right))
        yield draft(place, expression("_b - _a", a=left, b=right), "difference-swapped")
    elif op is ast.Pow:
        yield draft(place, left, "no-power", say(right))


def _left_out(factor: ast.expr) -> tuple[str, str]:
    if isinstance(factor, ast.BinOp) and isinstance(factor.op, ast.Div) and _is_one(factor.left):
        return "not-divided-by", say(factor.right)
    return "not-multiplied-by", say(factor)


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _other_sign(place: Place, node: ast.BinOp) -> Iterator[Draft]:
    done = {
        ast.Div: {ast.Mult, ast.Sub}, ast.Mult: {ast.Div}, ast.Add: {ast.Sub}, ast.Sub: {ast.Add},
    }  # fmt: skip
    for op, sign in _SIGNS.items():
        if op not in {type(node.op), ast.MatMult, *done.get(type(node.op), ())}:
            new = ast.BinOp(node.left, op(), node.right)
            yield draft(place, new, "other-sign", _SIGNS.get(type(node.op), "?"), sign)


def _parentheses(place: Place, node: ast.BinOp) -> Iterator[Draft]:
    """Leave out parentheses: a / (b - c) becomes a / b - c."""
    strong, weak = (ast.Mult, ast.Div), (ast.Add, ast.Sub)
    left, right = node.left, node.right
    if isinstance(node.op, strong) and isinstance(right, ast.BinOp):
        if isinstance(right.op, weak) or isinstance(right.op, strong):
            inner = ast.BinOp(left, node.op, right.left)
            yield draft(
                place, ast.BinOp(inner, right.op, right.right), "parentheses", say(right, 24)
            )
    if isinstance(node.op, strong) and isinstance(left, ast.BinOp) and isinstance(left.op, weak):
        inner = ast.BinOp(left.right, node.op, right)
        yield draft(place, ast.BinOp(left.left, left.op, inner), "parentheses", say(left, 24))
    if isinstance(node.op, ast.Sub) and isinstance(right, ast.BinOp) and isinstance(right.op, weak):
        inner = ast.BinOp(left, node.op, right.left)
        yield draft(place, ast.BinOp(inner, right.op, right.right), "parentheses", say(right, 24))
    if isinstance(node.op, ast.Pow) and not isinstance(right, ast.Constant):
        return
    if isinstance(node.op, ast.Pow) and right.value == 0.5:
        yield draft(place, expression("_a ** 1 / 2", a=left), "parentheses", "1/2")


def _constants(place: Place, node: ast.Constant) -> Iterator[Draft]:
    value = node.value
    if isinstance(value, bool):
        yield draft(place, ast.Constant(not value), "other-number", str(value), str(not value))
    elif isinstance(value, (int, float)):
        kind = "key-number" if place.key else "other-number"
        others = {value + 1, value - 1, *((0, 2) if isinstance(value, int) else ())}
        if isinstance(value, float):
            others |= {value * 10, value / 10, value * 2, value / 2}
        for other in sorted(others - {value}):
            yield draft(place, ast.Constant(other), kind, f"{value:g}", f"{other:g}")
    elif isinstance(value, str) and value in ("relu", "sigmoid"):
        other = "sigmoid" if value == "relu" else "relu"
        yield draft(place, ast.Constant(other), "other-word", value, other)


def _names(place: Place, node: ast.Name) -> Iterator[Draft]:
    if isinstance(place.parent, ast.Call) and node is place.parent.func:
        return
    if isinstance(place.parent, ast.Attribute) and node.id == "np":
        return
    kind = "key-number" if place.key else "other-name"
    for other in place.scope:
        if other != node.id:
            new = ast.Name(other, ast.Load())
            yield draft(place, new, kind, say(node), say(new))
    for text in ("_x - 1", "_x + 1"):
        new = expression(text, x=node)
        yield draft(place, new, kind, say(node), say(new))
    if not place.key:
        yield draft(place, expression("_x.T", x=node), "transposed-too", say(node))


def _compares(place: Place, node: ast.Compare) -> Iterator[Draft]:
    for op, sign in _COMPARES.items():
        if type(node.ops[0]) is not op:
            new = ast.Compare(node.left, [op()], node.comparators)
            yield draft(place, new, "other-sign", _COMPARES.get(type(node.ops[0]), "?"), sign)


def _indices(place: Place, node: ast.Subscript) -> Iterator[Draft]:
    """Read a size off another way."""
    if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
        array = node.value.value
        for text in ("len(_x)", "_x.size"):
            yield draft(
                place, expression(text, x=array), "other-size", say(node), _short(text, array)
            )
    elif isinstance(node.slice, ast.BinOp) and not place.key:
        first = node.slice.left
        if isinstance(first, ast.Name):
            yield draft(place, ast.Subscript(node.value, ast.Constant(0), ast.Load()), "always-index",
                        say(node.value), "0")  # fmt: skip
            yield draft(place, ast.Subscript(node.value, ast.Constant(-1), ast.Load()),
                        "always-index", say(node.value), "-1")  # fmt: skip


def _short(text: str, array: ast.expr) -> str:
    return text.replace("_x", say(array))
