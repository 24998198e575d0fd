"""Edits of expressions: operators, operands, names, numbers, calls, indices, keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from grader.judging.edits.draft import IN_TERM, Draft, draft, expression, operation
from grader.judging.edits.tree import SIZES, Place, key_of, say, say_value

_SIGNS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@",
}  # fmt: skip
_COMPARES = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


def expression_edits(place: Place) -> Iterator[Draft]:
    """Give the edits of one expression."""
    node, parent = place.node, place.parent
    if isinstance(getattr(node, "ctx", None), ast.Store):
        return
    if isinstance(parent, ast.Call) and ast.unparse(parent.func) == "range":
        if isinstance(node, ast.Name):
            yield from _names(place, node)
        return
    if place.target == "loop" and isinstance(parent, ast.BinOp):
        return  # within `range`, whose own edits name the end of the loop
    if isinstance(node, ast.BinOp) and not place.key:
        yield from _terms(place, node)
        yield from _other_sign(place, node)
    elif isinstance(node, ast.BinOp):
        kind = "key-number" if isinstance(node.left, ast.Name) else "key-without-number"
        yield draft(place, node.left, kind, say(node), say(node.left), target=place.key)
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
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _cases(place, node.left, node.right)


def _terms(place: Place, node: ast.BinOp) -> Iterator[Draft]:
    """Leave out an operand, or use the opposite operation."""
    left, right, op = node.left, node.right, type(node.op)
    # Text is put together with +, too.
    term = IN_TERM if place.in_sum and place.target != "print" else ""
    if op is ast.Div:
        if _is_one(left):
            yield draft(place, right, "inverse-missing" + term, say(right))
        yield draft(place, left, "not-divided-by" + term, say(right))
        yield draft(place, expression("_a * _b", a=left, b=right), "multiplied-not-divided" + term,
                    say(right))  # fmt: skip
        new = expression("_a - _b", a=left, b=right)
        yield replace(draft(place, new, "odd-sign", "/", "-"), role=operation(new))
    elif op is ast.Mult:
        yield draft(place, left, *_left_out(right, term))
        yield draft(place, right, *_left_out(left, term))
        for one, other in ((left, right), (right, left)):
            new = expression("_a / _b", a=one, b=other)
            yield draft(place, new, "divided-not-multiplied" + term, say_value(_plain(other)))
        yield draft(place, expression("np.dot(_a, _b)", a=left, b=right), "product-of-matrices")
    elif op is ast.Add:
        yield draft(place, left, "not-added", _term(right))
        yield draft(place, right, "not-added", _term(left))
        new = expression("_a - _b", a=left, b=right)
        yield draft(place, new, "minus-for-plus", _term(right))
    elif op is ast.Sub:
        yield draft(place, left, "not-subtracted", _term(right))
        yield from _one_side(place, node)
        new = expression("_a + _b", a=left, b=right)
        yield draft(place, new, "plus-for-minus", _term(right))
        yield draft(place, expression("_b - _a", a=left, b=right), "difference-swapped")
    elif op is ast.Pow:
        if ast.unparse(right) == "0.5":
            yield draft(place, left, "not-applied", "np.sqrt")
        else:
            yield draft(place, left, "no-power", say(right))
    if isinstance(left, ast.Call):
        for number, arg in enumerate(left.args):
            args = list(left.args)
            args[number] = ast.BinOp(arg, node.op, right)
            new = ast.Call(left.func, args, left.keywords)
            yield draft(place, new, "inside-call", say(right), say(left))


def _cases(place: Place, one: ast.expr, other: ast.expr) -> Iterator[Draft]:
    """Exchange the factors Y and 1 - Y, which pick one of two terms."""
    if all(isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult) for term in (one, other)):
        new = expression("_a * _x + _b * _y", a=other.left, x=one.right, b=one.left, y=other.right)
        yield draft(place, new, "choice-swapped")


def _one_side(place: Place, node: ast.BinOp) -> Iterator[Draft]:
    """Keep only the right side of a difference."""
    negative = expression("-_b", b=node.right)
    if place.parent is not None:
        for new in (node.right, negative):
            kind = "odd-piece" if _is_number(node.right) else "other-piece"
            yield draft(place, new, kind, say(node), say(new))
        return
    kind = "odd-right-side-alone" if _is_number(node.right) else "right-side-alone"
    left, right = _term(node.left), _term(node.right)
    yield draft(place, node.right, kind, left, right)
    yield draft(place, negative, "not-subtracted-from", left, right)


def _term(node: ast.expr) -> str:
    """Name a term; a call is named by its function alone, which would say too little of it."""
    return "" if isinstance(node, ast.Call) else say(node)


def _plain(node: ast.expr) -> ast.expr:
    """Give an expression without its minus sign."""
    return node.operand if isinstance(node, ast.UnaryOp) else node


def _left_out(factor: ast.expr, term: str) -> tuple[str, str]:
    if isinstance(factor, ast.BinOp) and isinstance(factor.op, ast.Div) and _is_one(factor.left):
        return "not-divided-by" + term, say(factor.right)
    return "not-multiplied-by" + term, say_value(_plain(factor))


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _other_sign(place: Place, node: ast.BinOp) -> Iterator[Draft]:
    done = {
        ast.Div: {ast.Mult, ast.Sub}, ast.Mult: {ast.Div}, ast.Add: {ast.Sub}, ast.Sub: {ast.Add},
    }  # fmt: skip
    for op, sign in _SIGNS.items():
        if op not in {type(node.op), ast.MatMult, *done.get(type(node.op), ())}:
            new = ast.BinOp(node.left, op(), node.right)
            if op is ast.FloorDiv and isinstance(node.op, ast.Div):
                yield draft(place, new, "floor-division")
            elif say(node) and say(new):
                yield draft(place, new, "odd-piece", say(node), say(new))
            else:
                odd = draft(place, new, "odd-sign", _SIGNS[type(node.op)], sign)
                yield replace(odd, role=operation(new))


def _constants(place: Place, node: ast.Constant) -> Iterator[Draft]:
    value, parent = node.value, place.parent
    if isinstance(parent, ast.Call) and any(one.value is node for one in parent.keywords):
        return
    if isinstance(value, bool):
        yield draft(place, ast.Constant(not value), "other-number", str(value), str(not value))
    elif isinstance(value, (int, float)):
        near = {value + 1, value - 1}
        others = (
            {0, 2} if isinstance(value, int) else {value * 10, value / 10, value * 2, value / 2}
        )
        sum_ = isinstance(parent, ast.BinOp) and isinstance(parent.op, (ast.Add, ast.Sub))
        # 0 is as good as no term, and a power of 1 as none.
        without = {0} if sum_ and not place.key else set()
        power = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow)
        without |= {1.0} if power else set()
        for other in sorted((near | others) - {value} - without):
            size = _size(parent, "rows")
            if size and other == 0:
                yield draft(place, ast.Constant(0), "other-size", *size)
                continue
            odd = isinstance(value, float) and other in near
            yield _with_other(
                place, node, ast.Constant(other), "odd-number" if odd else "other-number"
            )
    elif isinstance(value, str) and value in ("relu", "sigmoid"):
        other = "sigmoid" if value == "relu" else "relu"
        yield draft(place, ast.Constant(other), "other-word", value, other)
        if isinstance(parent, ast.Compare):
            yield draft(place, ast.Constant(value.capitalize()), "word-unknown", value)


def _with_other(place: Place, node: ast.expr, new: ast.expr, kind: str) -> Draft:
    """Replace a number or name; a short one is named together with its neighbor."""
    parent = place.parent
    x, y = say(node), say(new)
    if isinstance(parent, ast.BinOp) and not isinstance(node, ast.Name):
        changed = ast.BinOp(
            new if parent.left is node else parent.left,
            parent.op,
            new if parent.right is node else parent.right,
        )
        if say(parent) and say(changed):
            x, y, kind = say(parent), say(_without_zero(changed)), "other-piece"
    elif isinstance(parent, ast.Compare) and not isinstance(node, ast.Name):
        sides = [new if one is node else one for one in (parent.left, *parent.comparators)]
        changed = ast.Compare(sides[0], parent.ops, sides[1:])
        x, y, kind = say(parent, 24), say(changed, 24), "other-comparison"
    if place.key:
        return draft(place, new, "key-number", x, y, target=place.key)
    return draft(place, new, kind, x, y)


def _without_zero(node: ast.BinOp) -> ast.expr:
    """Give what is left of a sum with 0, as nobody writes it."""
    is_sum = isinstance(node.op, (ast.Add, ast.Sub))
    is_zero = isinstance(node.right, ast.Constant) and node.right.value == 0
    return node.left if is_sum and is_zero else node


def _names(place: Place, node: ast.Name) -> Iterator[Draft]:
    parent = place.parent
    if isinstance(parent, ast.Call) and node is parent.func:
        return
    if isinstance(parent, ast.Attribute) and node.id == "np":
        return
    if node.id in place.defaults:
        number = ast.Constant(place.defaults[node.id])
        yield draft(place, number, "default-number", node.id, str(number.value))
    for other in place.scope:
        if other != node.id:
            yield _with_other(place, node, ast.Name(other, ast.Load()), "other-name")
    in_range = isinstance(parent, ast.Call) and ast.unparse(parent.func) == "range"
    if node.id in SIZES and not _is_beside_number(parent) and not in_range:
        for text in ("_x - 1", "_x + 1"):
            yield _with_other(place, node, expression(text, x=node), "other-name")
    if not place.key and isinstance(parent, (ast.Call, ast.BinOp)) and node.id not in SIZES:
        yield draft(place, expression("_x.T", x=node), "transposed-too", say(node))


def _is_beside_number(parent: ast.expr | None) -> bool:
    return (
        isinstance(parent, ast.BinOp)
        and isinstance(parent.op, (ast.Add, ast.Sub))
        and any(isinstance(one, ast.Constant) for one in (parent.left, parent.right))
    )


def _compares(place: Place, node: ast.Compare) -> Iterator[Draft]:
    """Use another comparison; an equality of words or numbers rarely becomes one by size."""
    for op in _COMPARES:
        if type(node.ops[0]) is not op:
            new = ast.Compare(node.left, [op()], node.comparators)
            equality = isinstance(node.ops[0], (ast.Eq, ast.NotEq))
            odd = equality and op not in (ast.Eq, ast.NotEq)
            kind = "odd-comparison" if odd else "other-comparison"
            yield draft(place, new, kind, say(node, 24), say(new, 24))


def _size(node: ast.expr | None, what: str) -> tuple[str, str] | None:
    """Name a size of an array, and another one that is used in its place; None if it is none."""
    is_size = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute)
    if not is_size or node.value.attr != "shape":
        return None
    return say(node, 24), f"the number of {what} of `{say(node.value.value)}`"


def _indices(place: Place, node: ast.Subscript) -> Iterator[Draft]:
    """Take another size of an array, or another item."""
    if _size(node, "rows"):
        for text, what in (("len(_x)", "rows"), ("_x.size", "entries")):
            new = expression(text, x=node.value.value)
            yield draft(place, new, "other-size", *_size(node, what))
    elif _is_by_number(place, node):
        for index in (0, -1):
            new = ast.Subscript(node.value, ast.Constant(index), ast.Load())
            yield draft(place, new, "always-index", say(node.value), str(index))
        if ast.unparse(node.value).endswith("dims"):
            new = expression("len(_x)", x=node.value)
            yield draft(place, new, "other-name", ast.unparse(node), ast.unparse(new))


def _is_by_number(place: Place, node: ast.Subscript) -> bool:
    """Say whether it is an item of a list at a computed index."""
    return (
        not place.key
        and isinstance(node.value, ast.Name)
        and not isinstance(node.slice, ast.Constant)
        and not key_of(node.slice)
    )
