"""Edits of what a line makes or returns: a sign, a factor, a function too many, another order."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.judging.edits.draft import Draft, draft, expression
from grader.judging.edits.tree import Place, say

_SIZES = ("m", "L", "n", "n_prev", "learning_rate", "l", "layer")
_WRAPPED = {
    "np.abs(_x)": "abs", "np.exp(_x)": "np.exp", "np.sqrt(_x)": "np.sqrt", "_x ** 2": "a square",
    "np.round(_x, 2)": "np.round", "np.tanh(_x)": "tanh", "sigmoid(_x)[0]": "sigmoid",
    "relu(_x)[0]": "relu", "np.log(_x)": "np.log", "1 - _x": "1 - ...", "np.sum(_x)": "np.sum",
    "np.mean(_x)": "np.mean", "np.mean(_x, axis=1, keepdims=True)": "np.mean",
}  # fmt: skip
_RETURNED = {
    "[_x]": "in a list", "(_x,)": "in a tuple", "str(_x)": "as text", "int(_x)": "as a whole number",
    "list(_x.values())": "as a list of its values", "tuple(_x.values())": "as a tuple of its values",
    "np.array([[_x]])": "as an array", "np.array([_x])": "as an array", "_x.T": "transposed", "_x.ravel()": "with one axis",
    "_x.astype(float)": "as floats", "_x > 0": "as True and False", "_x.tolist()": "as a list",
    "np.round(_x)": "rounded", "_x[0]": "with its first entry alone",
}  # fmt: skip
_MOST_ORDERS = 4


def result_edits(place: Place) -> Iterator[Draft]:
    """Give the edits of the right side of an assignment, of an array in it, or of a result."""
    node = place.node
    if isinstance(node, ast.Tuple):
        yield from _tuples(place, node)
    elif isinstance(node, ast.Dict):
        yield from _dictionaries(place, node)
    elif isinstance(node, (ast.Assign, ast.AugAssign)):
        yield from _right_sides(place, node)
    elif isinstance(node, ast.Return):
        yield from _returned(place, node)
    elif isinstance(node, (ast.Name, ast.Call)) and not place.key:
        if isinstance(getattr(node, "ctx", None), ast.Store):
            return
        if isinstance(place.parent, (ast.BinOp, ast.Call)) and not _is_function(place):
            yield from _terms_too_many(place, node, extra=False)


def _is_function(place: Place) -> bool:
    call = isinstance(place.parent, ast.Call)
    numpy = isinstance(place.node, ast.Name) and place.node.id == "np"
    return numpy or call and place.parent.func is place.node


def _right_sides(place: Place, node: ast.Assign | ast.AugAssign) -> Iterator[Draft]:
    value = node.value
    if isinstance(value, (ast.Tuple, ast.Dict, ast.List)):
        return
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        return
    inside = Place(
        value, (*place.path, "value"), place.target, place.where, place.scope, place.loops
    )
    if isinstance(value, ast.Call) and say(value) == "len":
        return
    yield draft(inside, expression("-_x", x=value), "sign")
    for text, what in _WRAPPED.items():
        yield draft(inside, expression(text, x=value), "applied-too", what)
    yield from _terms_too_many(inside, value, extra=True)
    if isinstance(node, ast.AugAssign):
        sign = ast.Add() if isinstance(node.op, ast.Sub) else ast.Sub()
        yield draft(place, ast.AugAssign(node.target, sign, value), "other-sign", "-=", "+=")
        target = ast.parse(ast.unparse(node.target), mode="eval").body
        yield draft(
            place, ast.Assign([node.target], ast.BinOp(target, node.op, value)), "new-array"
        )
        yield draft(place, ast.Assign([node.target], value), "right-side-alone", place.target)


def _terms_too_many(place: Place, node: ast.expr, extra: bool) -> Iterator[Draft]:
    """Multiply or divide by a size, or add something that is at hand."""
    what = "" if extra else say(node)
    kind = "too" if extra else "in-too"
    for size in (name for name in place.scope if name in _SIZES):
        other = ast.Name(size, ast.Load())
        yield draft(
            place, expression("_x / _s", x=node, s=other), f"divided-{kind}", say(other), what
        )
        yield draft(
            place, expression("_x * _s", x=node, s=other), f"multiplied-{kind}", say(other), what
        )
    if extra:
        yield draft(place, expression("_x * 2", x=node), "doubled")
        yield draft(place, expression("_x / 2", x=node), "halved")
        yield draft(place, expression("_x + 1", x=node), "added-too", "1")
        yield draft(place, expression("_x - 1", x=node), "subtracted-too", "1")
    for name in place.scope:
        if name not in _SIZES and not (isinstance(node, ast.Name) and node.id == name):
            other = ast.Name(name, ast.Load())
            yield draft(
                place, expression("_x + _y", x=node, y=other), f"added-{kind}", say(other), what
            )
            yield draft(
                place,
                expression("_x - _y", x=node, y=other),
                f"subtracted-{kind}",
                say(other),
                what,
            )
            yield draft(
                place,
                expression("_x * _y", x=node, y=other),
                f"multiplied-{kind}",
                say(other),
                what,
            )


def _tuples(place: Place, node: ast.Tuple) -> Iterator[Draft]:
    """Put results, or what is unpacked, in another order; leave one out."""
    stored = isinstance(node.ctx, ast.Store)
    kind = "unpacked-order" if stored else "order"
    items = node.elts
    if len(items) <= _MOST_ORDERS:
        for order in itertools.permutations(items):
            if list(order) != items:
                new = ast.Tuple(list(order), node.ctx)
                yield draft(place, new, kind, say(node, 40), say(new, 40))
    if stored:
        return
    for number, item in enumerate(items):
        rest = [one for other, one in enumerate(items) if other != number]
        new = rest[0] if len(rest) == 1 else ast.Tuple(rest, node.ctx)
        yield draft(place, new, "result-missing", say(item, 24), say(node, 40))
        if len(items) > 2:
            yield draft(place, item, "result-alone", say(item, 24), say(node, 40))
        if isinstance(item, ast.Name):
            inside = Place(item, (*place.path, "elts", number), place.target, place.where,
                           place.scope, place.loops)  # fmt: skip
            for text in ("_x.T", "-_x", "_x.ravel()", "_x[0]", "np.sum(_x)"):
                yield draft(
                    inside, expression(text, x=item), "result-other", say(item), _short(text, item)
                )
    for extra in place.scope:
        new = ast.Tuple([*items, ast.Name(extra, ast.Load())], node.ctx)
        yield draft(place, new, "result-too-many", say(new.elts[-1]), say(node, 40))
    keys = [ast.Constant(say(item, 24) or str(number)) for number, item in enumerate(items)]
    yield draft(place, ast.Dict(keys, list(items)), "result-dictionary", say(node, 40))


def _short(text: str, item: ast.expr) -> str:
    return text.replace("_x", say(item))


def _dictionaries(place: Place, node: ast.Dict) -> Iterator[Draft]:
    keys, values = node.keys, node.values
    for number in range(len(keys)):
        rest = [n for n in range(len(keys)) if n != number]
        new = ast.Dict([keys[n] for n in rest], [values[n] for n in rest])
        yield draft(place, new, "key-missing", say(keys[number]))
        lower = [ast.Constant(ast.literal_eval(key).lower()) for key in keys]
    if keys:
        yield draft(place, ast.Dict(lower, values), "key-case")
        yield draft(
            place, ast.Tuple(list(values), ast.Load()), "result-not-dictionary", y="a tuple"
        )
        yield draft(place, ast.List(list(values), ast.Load()), "result-not-dictionary", y="a list")
    for one, other in itertools.combinations(range(len(values)), 2):
        swapped = list(values)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        yield draft(
            place, ast.Dict(keys, swapped), "keys-swapped", say(keys[one]), say(keys[other])
        )


def _returned(place: Place, node: ast.Return) -> Iterator[Draft]:
    value = node.value
    if value is None or isinstance(value, (ast.Tuple, ast.Dict)):
        return
    inside = Place(
        value, (*place.path, "value"), place.target, place.where, place.scope, place.loops
    )
    for text, what in _RETURNED.items():
        yield draft(inside, expression(text, x=value), "returned-as", say(value), what)
    yield draft(inside, expression("-_x", x=value), "sign")
    yield from _terms_too_many(inside, value, extra=True)
    for text, what in _WRAPPED.items():
        yield draft(inside, expression(text, x=value), "applied-too", what)
    for extra in place.scope:
        new = ast.Tuple([value, ast.Name(extra, ast.Load())], ast.Load())
        yield draft(inside, new, "result-too-many", say(new.elts[-1]), say(value))
    if isinstance(value, ast.Call):
        for number in range(3):
            text = f"_x[{number}]"
            yield draft(inside, expression(text, x=value), "result-alone-number", str(number + 1))
