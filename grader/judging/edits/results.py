"""Edits of an assigned or returned value: a sign, a factor, an extra function, another order."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import replace

from grader.judging.edits.draft import Draft, draft, expression
from grader.judging.edits.tree import SIZES, Place, say, say_value

_WRAPPED = {
    "np.abs(_x)": "abs", "np.exp(_x)": "np.exp", "np.sqrt(_x)": "np.sqrt", "_x ** 2": "a square",
    "np.round(_x, 2)": "np.round", "np.tanh(_x)": "tanh", "sigmoid(_x)[0]": "sigmoid",
    "relu(_x)[0]": "relu", "np.log(_x)": "np.log", "np.sum(_x)": "np.sum",
    "np.mean(_x)": "np.mean", "np.mean(_x, axis=1, keepdims=True)": "the mean over the examples",
}  # fmt: skip
_RETURNED = {
    "[_x]": "in a list or array", "np.array([_x])": "in a list or array",
    "str(_x)": "as text", "int(_x)": "as an integer",
    "tuple(_x.values())": "as a list or as separate values, not in a dictionary",
    "np.array([[_x]])": "as an array with two axes",
    "_x.ravel()": "with a single axis", "_x.astype(float)": "as floats",
    "_x > 0": "as True and False",
    "np.rint(_x)": "rounded to whole numbers",
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
        if isinstance(node, ast.Name) and node.id in place.passed_on:
            return  # the line that computes it has the same edit
        if place.target in ("condition", "loop") or _is_function(place):
            return
        if isinstance(place.parent, (ast.BinOp, ast.Call)):
            yield from _terms_too_many(place, node, extra=False)


def _is_function(place: Place) -> bool:
    call = isinstance(place.parent, ast.Call)
    numpy = isinstance(place.node, ast.Name) and place.node.id == "np"
    return numpy or call and place.parent.func is place.node


def _right_sides(place: Place, node: ast.Assign | ast.AugAssign) -> Iterator[Draft]:
    value = node.value
    if isinstance(node, ast.AugAssign):
        yield from _in_place(place, node)
        return
    if isinstance(value, (ast.Tuple, ast.Dict, ast.List)) or say(value) == "len":
        return
    if isinstance(node.targets[0], ast.Tuple):
        return
    yield from _value_edits(_inside(place, value), value)


def _inside(place: Place, value: ast.expr) -> Place:
    return replace(place, node=value, path=(*place.path, "value"))


def _value_edits(inside: Place, value: ast.expr) -> Iterator[Draft]:
    """Change a whole value that is assigned or returned."""
    yield draft(inside, expression("-_x", x=value), "sign")
    yield draft(inside, expression("_x.T", x=value), "transposed")
    for text, what in _WRAPPED.items():
        yield draft(inside, expression(text, x=value), "applied-too", what)
    yield from _terms_too_many(inside, value, extra=True)
    yield from _parentheses(inside, value)
    yield from _pieces(inside, value)
    if "random" in ast.unparse(value) or say(value) == "draws":
        yield draft(inside, expression("_x * 0.01", x=value), "multiplied-by-number", "0.01")


def _pieces(inside: Place, value: ast.expr) -> Iterator[Draft]:
    """Compute from two variables of a formula something plain in the formula's place."""
    names = [node for node in ast.walk(value) if isinstance(node, ast.Name) and node.id != "np"]
    arrays = list({one.id: one for one in names if one.id not in SIZES}.values())
    if not isinstance(value, (ast.BinOp, ast.UnaryOp)) or len(arrays) not in (2, 3):
        return
    for one, other in itertools.permutations(arrays, 2):
        for text in ("_x - _y", "_x / _y"):
            new = expression(text, x=one, y=other)
            yield draft(inside, new, "only-piece", y=say(new))


def _in_place(place: Place, node: ast.AugAssign) -> Iterator[Draft]:
    """Update an array with another sign, or make a new one."""
    sign = ast.Add() if isinstance(node.op, ast.Sub) else ast.Sub()
    yield draft(place, ast.AugAssign(node.target, sign, node.value), "other-piece", "-=", "+=")
    target = ast.parse(ast.unparse(node.target), mode="eval").body
    new = ast.BinOp(target, node.op, node.value)
    yield draft(place, ast.Assign([node.target], new), "new-array")
    negative = ast.UnaryOp(ast.USub(), node.value)
    yield draft(place, ast.Assign([node.target], negative), "step-alone")


def _terms_too_many(place: Place, node: ast.expr, extra: bool) -> Iterator[Draft]:
    """Multiply or divide by a size, or add another variable."""
    what = "" if extra else say_value(node)
    kind = "too" if extra else "in-too"
    is_size = isinstance(node, ast.Name) and node.id in SIZES
    for name in place.scope:
        if isinstance(node, ast.Name) and node.id == name:
            continue
        other = ast.Name(name, ast.Load())
        done = [("_x * _y", "multiplied")]
        if name in SIZES:
            done.append(("_x / _y", "divided"))
        if (name in SIZES) == is_size:
            done += [("_x + _y", "added"), ("_x - _y", "subtracted")]
        for text, verb in done:
            new = expression(text, x=node, y=other)
            far = "" if name in SIZES and verb in ("multiplied", "divided") else "odd-"
            yield draft(place, new, f"{far}{verb}-{kind}", say(other), what)
    if extra:
        for text, kind, word in (
            ("_x * 2", "doubled", ""),
            ("_x / 2", "halved", ""),
            ("_x + 1", "odd-added-too", "1"),
            ("_x - 1", "odd-subtracted-too", "1"),
        ):
            yield draft(place, expression(text, x=node), kind, word)


def _parentheses(place: Place, value: ast.expr) -> Iterator[Draft]:
    """Leave out one pair of parentheses, as it is written."""
    text = ast.unparse(value)
    if "** 0.5" in text:
        new = ast.parse(text.replace("** 0.5", "** 1 / 2"), mode="eval").body
        yield draft(place, new, "parentheses", "1/2")
    for start, sign in enumerate(text):
        before = text[start - 1 : start]
        if sign != "(" or before.isalnum() or before in ("_", ")", "]"):
            continue
        end, depth = start, 0
        while True:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if not depth:
                break
            end += 1
        inner = text[start + 1 : end]
        try:
            new = ast.parse(text[:start] + inner + text[end + 1 :], mode="eval").body
        except SyntaxError:
            continue
        if ast.dump(new) != ast.dump(value):
            short = inner if len(inner) < 16 else ""
            kind = "parentheses" if short else "parentheses-far"
            is_tuple = isinstance(ast.parse(inner, mode="eval").body, ast.Tuple)
            yield draft(place, new, "tuple-parentheses" if is_tuple else kind, short)
    yield from _out_of_sums(place, value, text)


def _out_of_sums(place: Place, value: ast.expr, text: str) -> Iterator[Draft]:
    """Close the parentheses of a sum or a mean after its first term, as it is written."""
    for call in ast.walk(value):
        if isinstance(call, ast.Call) and say(call) in ("np.sum", "np.mean"):
            terms = call.args[0]
            if isinstance(terms, ast.BinOp) and isinstance(terms.op, (ast.Add, ast.Sub)):
                sign = "+" if isinstance(terms.op, ast.Add) else "-"
                first = ast.unparse(ast.Call(call.func, [terms.left], call.keywords))
                outside = f"{first} {sign} {ast.unparse(terms.right)}"
                new = ast.parse(text.replace(ast.unparse(call), outside), mode="eval").body
                yield draft(place, new, "outside-call", say(terms.right), say(call))


def _tuples(place: Place, node: ast.Tuple) -> Iterator[Draft]:
    """Reorder results, or the names that they are unpacked into; leave one out."""
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
    returned = place.target == "return" and place.path[-1] == "value"
    alone, extra = (
        ("result-alone", "result-too-many") if returned else ("item-alone", "item-too-many")
    )
    for number, item in enumerate(items):
        rest = [one for other, one in enumerate(items) if other != number]
        new = rest[0] if len(rest) == 1 else ast.Tuple(rest, node.ctx)
        yield draft(place, new, "result-missing", say(item, 24), say(node, 40))
        if len(items) > 2:
            for new in (item, ast.Tuple([item], node.ctx)):
                yield draft(place, new, alone, say(item, 24), say(node, 40))
        if isinstance(item, ast.Name):
            yield from _items(place, item, number)
        if isinstance(item, ast.Tuple):
            flat = ast.Tuple([*items[:number], *item.elts, *items[number + 1 :]], node.ctx)
            yield draft(place, flat, "tuple-parentheses", say(item, 40))
    known = [item.id for item in items if isinstance(item, ast.Name)]
    for name in place.scope:
        if name in known:
            continue
        new = ast.Tuple([*items, ast.Name(name, ast.Load())], node.ctx)
        yield draft(place, new, extra, say(new.elts[-1]), say(node, 40))
    keys = [ast.Constant(say(item, 24) or str(number)) for number, item in enumerate(items)]
    kind = "result-dictionary" if returned else "in-dictionary"
    yield draft(place, ast.Dict(keys, list(items)), kind, say(node, 40), say(node, 40))


def _items(place: Place, item: ast.Name, number: int) -> Iterator[Draft]:
    """Change one of several results where it is returned."""
    path = (*place.path, "elts", number)
    for text, kind, what in (
        ("_x.T", "transposed", ""),
        ("-_x", "sign", ""),
        ("_x.ravel()", "returned-as", "with a single axis"),
        ("_x[0]", "returned-as", "with its first entry or row alone"),
        ("np.sum(_x)", "applied-too", "np.sum"),
    ):
        x, y = (what, "") if kind == "applied-too" else ("", what)
        yield Draft(path, expression(text, x=item), kind, say(item), "", x, y)


def _dictionaries(place: Place, node: ast.Dict) -> Iterator[Draft]:
    keys, values = node.keys, node.values
    for number in range(len(keys)):
        rest = [n for n in range(len(keys)) if n != number]
        new = ast.Dict([keys[n] for n in rest], [values[n] for n in rest])
        yield draft(place, new, "key-missing", say(keys[number]))
        lower = [ast.Constant(ast.literal_eval(key).lower()) for key in keys]
    if keys:
        yield draft(place, ast.Dict(lower, values), "key-case")
        new = ast.Tuple(list(values), ast.Load())
        yield draft(
            place, new, "returned-as", "", "as a list or as separate values, not in a dictionary"
        )
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
    inside = _inside(place, value)
    for text, what in _RETURNED.items():
        yield draft(inside, expression(text, x=value), "returned-as", "", what)
    if isinstance(value, ast.Call) and len(value.args) > 1:
        for number in range(3):
            new = expression(f"_x[{number}]", x=value)
            yield draft(inside, new, "result-alone-number", str(number + 1))
        return
    yield from _value_edits(inside, value)
    for extra in place.scope:
        new = ast.Tuple([value, ast.Name(extra, ast.Load())], ast.Load())
        yield draft(inside, new, "result-too-many", say(new.elts[-1]), say(value))
