"""Edits of calls: another function, other arguments, an argument left out, a call too many."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Mapping

from grader.judging.edits.draft import Draft, draft, expression
from grader.judging.edits.tree import Place, say

# For a function's name: in place of its call an expression, in which _0 and _1 are its arguments,
# and what that is called.
Instead = tuple[tuple[str, str], ...]
# An entry that says this is of a function whose results are not unpacked.
NOT_UNPACKED = ""


def call_edits(place: Place, instead: Mapping[str, Instead]) -> Iterator[Draft]:
    """Give the edits of one call; `instead` has what people write in place of a function."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func)
    arguments = {str(number): arg for number, arg in enumerate(node.args)}
    for text, what in instead.get(name, ()):
        other = "other-draw" if name == "np.random.randn" else "other-function"
        kind = "not-unpacked" if what == NOT_UNPACKED else other
        yield draft(place, expression(text, node.keywords, **arguments), kind, name, what)
    yield from _arguments(place, node, name)
    if name == "np.dot":
        yield from _products(place, *node.args)
    if name.endswith(".append"):
        yield from _appended(place, node)
    if name in ("np.zeros", "np.ones") and isinstance(node.args[0], ast.Tuple):
        first = ast.Call(node.func, [node.args[0].elts[0]], node.keywords)
        yield draft(place, first, "single-axis")
    if name == "print":
        for other in place.scope:
            new = ast.Call(node.func, [ast.Name(other, ast.Load())], [])
            yield draft(place, new, "printed-alone", say(new.args[0]))
    if name in ("np.sum", "np.log", "np.sqrt", "float", "np.squeeze") and node.args:
        yield draft(place, node.args[0], "not-applied", name)
    if name == "reversed":
        yield draft(place, node.args[0], "loop-direction")
    if name == "range":
        yield from _ranges(place, node)


def _products(place: Place, a: ast.expr, b: ast.expr) -> Iterator[Draft]:
    """Multiply otherwise: entry by entry, or with factors swapped or transposed."""
    yield draft(place, expression("_a * _b", a=a, b=b), "entry-by-entry")
    if isinstance(b, ast.Name):
        yield draft(place, expression("np.dot(_a, _b.T)", a=a, b=b), "transposed-too", say(b))
    yield draft(place, expression("np.dot(_b.T, _a.T)", a=a, b=b), "transposed")
    for text in ("np.dot(_b.T, _a)", "np.dot(_b, _a.T)", "np.dot(_b, _a)"):
        yield draft(place, expression(text, a=a, b=b), "factors-swapped", say(a), say(b))


def _appended(place: Place, node: ast.Call) -> Iterator[Draft]:
    """Append something else, or something more."""
    [item] = node.args
    front = ast.Attribute(node.func.value, "insert", ast.Load())
    yield draft(place, ast.Call(front, [ast.Constant(0), item], []), "inserted", say(item))
    for name in place.scope:
        other = ast.Name(name, ast.Load())
        if not (isinstance(item, ast.Name) and item.id == name):
            for text in ("(_x, _y)", "(_y, _x)"):
                new = ast.Call(node.func, [expression(text, x=item, y=other)], [])
                yield draft(place, new, "appended-pair", say(item), say(other))
    for text in ("[_x]", "(_x,)"):
        new = ast.Call(node.func, [expression(text, x=item)], [])
        yield draft(place, new, "appended-inside", say(item))


def _arguments(place: Place, node: ast.Call, name: str) -> Iterator[Draft]:
    for one, other in itertools.combinations(range(len(node.args)), 2):
        args = list(node.args)
        args[one], args[other] = args[other], args[one]
        new = ast.Call(node.func, args, node.keywords)
        if name not in ("range", "np.dot"):
            kind = "arguments-swapped" if other == one + 1 else "odd-arguments-swapped"
            yield draft(place, new, kind, name, f"{say(args[one])}, {say(args[other])}")
    for number, keyword in enumerate(node.keywords):
        rest = [one for place_, one in enumerate(node.keywords) if place_ != number]
        text = f"{keyword.arg}={ast.unparse(keyword.value)}"
        yield draft(place, ast.Call(node.func, node.args, rest), "argument-missing", text)
        if keyword.arg == "axis":
            axis = ast.Constant(0 if ast.unparse(keyword.value) == "1" else 1)
            others = [*rest, ast.keyword("axis", axis)]
            yield draft(
                place,
                ast.Call(node.func, node.args, others),
                "other-axis",
                text,
                f"axis={axis.value}",
            )
    if len(node.keywords) > 1:
        yield draft(place, ast.Call(node.func, node.args, []), "argument-missing", "axis=1")


def _ranges(place: Place, node: ast.Call) -> Iterator[Draft]:
    """Let a loop begin or end one number too early or too late, or run the other way."""
    args = node.args
    start = args[0] if len(args) > 1 else ast.Constant(0)
    end = args[1] if len(args) > 1 else args[0]
    if len(args) > 2 and ast.unparse(args[2]) == "-1":
        forms = (
            ("range(_e + 1, _s + 1)", "loop-direction", ""),
            ("range(_s - 1, _e, -1)", "loop-highest", "low"),
            ("range(_s + 1, _e, -1)", "loop-highest", "high"),
            ("range(_s, _e - 1, -1)", "loop-lowest", "low"),
            ("range(_s, _e + 1, -1)", "loop-lowest", "high"),
        )
    else:
        forms = (
            ("reversed(range(_s, _e))", "loop-direction", ""),
            ("range(_s + 1, _e)", "loop-lowest", "high"),
            ("range(_s - 1, _e)", "loop-lowest", "low"),
            ("range(_s, _e - 1)", "loop-highest", "low"),
            ("range(_s, _e + 1)", "loop-highest", "high"),
            ("range(_s, _e - 2)", "loop-highest-two", "low"),
        )
    for text, kind, which in forms:
        yield draft(place, expression(text, s=start, e=end), kind, which)
    yield draft(place, ast.parse("[]", mode="eval").body, "loop-left-out")
