"""Edits of calls: another function, other arguments, an argument left out, a call too many."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.judging.edits.draft import Draft, draft, expression
from grader.judging.edits.tree import Place, say

# What people write in place of a function of these names, by its arguments _0, _1.
_OTHERS = {
    "np.sum": ("np.mean", "np.max", "np.prod"),
    "np.mean": ("np.sum",),
    "np.log": ("np.log2", "np.log10", "np.log1p", "np.exp"),
    "np.random.randn": ("np.zeros", "np.ones", "np.random.rand"),
    "np.zeros": ("np.ones",),
    "np.sqrt": ("np.square", "np.log"),
    "relu_backward": ("sigmoid_backward",),
    "sigmoid_backward": ("relu_backward",),
}
_INSTEAD = {
    "relu": (
        ("(sigmoid(_0)[0], _0)", "sigmoid"), ("(np.tanh(_0), _0)", "tanh"),
        ("(np.maximum(0.01 * _0, _0), _0)", "a leaky ReLU"), ("(np.abs(_0), _0)", "abs"),
        ("(_0, _0)", "nothing"), ("(np.maximum(0.1 * _0, _0), _0)", "a leaky ReLU of slope 0.1"),
        ("(np.minimum(0, _0), _0)", "np.minimum"), ("(np.maximum(1, _0), _0)", "np.maximum(1, ...)"),
        ("(np.maximum(0, -_0), _0)", "ReLU of -Z"), ("(relu(_0)[0], relu(_0)[0])", "relu, with A as its cache"),
        ("((_0 > 0).astype(float), _0)", "a step function"), ("(np.where(_0 > 0, _0, np.exp(_0) - 1), _0)", "ELU"),
        ("(np.log1p(np.exp(_0)), _0)", "softplus"), ("(relu(_0), _0)", "relu, whose result is not unpacked"),
    ),
    "sigmoid": (
        ("(relu(_0)[0], _0)", "relu"), ("(np.tanh(_0), _0)", "tanh"), ("(_0, _0)", "nothing"),
        ("(1 / (1 + np.exp(_0)), _0)", "1 / (1 + exp(Z)), which has the wrong sign"),
        ("(1 / (1 - np.exp(-_0)), _0)", "1 / (1 - exp(-Z))"),
        ("(1 / 1 + np.exp(-_0), _0)", "1 / 1 + exp(-Z), without parentheses"),
        ("(np.exp(_0) / np.sum(np.exp(_0), axis=0, keepdims=True), _0)", "softmax"),
        ("(np.exp(-_0), _0)", "exp(-Z)"), ("(1 + np.exp(-_0), _0)", "1 + exp(-Z)"),
        ("((sigmoid(_0)[0] > 0.5).astype(float), _0)", "sigmoid, rounded to 0 and 1"),
        ("(sigmoid(_0)[0], sigmoid(_0)[0])", "sigmoid, with A as its cache"),
        ("(sigmoid(_0), _0)", "sigmoid, whose result is not unpacked"),
    ),
    "relu_backward": (
        ("_0", "dA itself"), ("np.maximum(0, _0)", "ReLU of dA"), ("_0 * relu(_1)[0]", "dA * relu(Z)"),
        ("_0 * _1", "dA * Z"), ("(_1 > 0).astype(float)", "the derivative without dA"),
        ("_0 * relu_backward(_0, _1)", "the derivative, times dA once more"),
        ("_0 * (_0 > 0)", "a derivative that looks at the sign of dA"), ("_0 * (_1 < 0)", "a derivative that is 1 where Z is below 0"),
        ("_0 * np.where(_1 > 0, 1, 0.01)", "the derivative of a leaky ReLU"), ("_0 * np.sign(_1)", "dA * sign(Z)"),
        ("relu(_1)[0]", "relu(Z)"), ("_0 * (_1 >= 1)", "a derivative that is 1 where Z is at least 1"),
        ("_0 * (1 - np.tanh(_1) ** 2)", "the derivative of tanh"), ("_0 + (_1 > 0)", "dA plus the derivative"),
        ("np.maximum(_0, _1)", "the larger of dA and Z"), ("np.maximum(0, _0 * _1)", "ReLU of dA * Z"),
    ),
    "sigmoid_backward": (
        ("_0", "dA itself"), ("_0 * (1 - np.tanh(_1) ** 2)", "the derivative of tanh"),
        ("_0 * sigmoid(_1)[0]", "dA * s, without (1 - s)"), ("_0 * (1 - sigmoid(_1)[0])", "dA * (1 - s), without s"),
        ("sigmoid(_1)[0] * (1 - sigmoid(_1)[0])", "the derivative without dA"),
        ("_0 * sigmoid_backward(_0, _1)", "the derivative, times dA once more"),
        ("_0 * _1 * (1 - _1)", "Z * (1 - Z), where s * (1 - s) belongs"), ("_0 * _1", "dA * Z"),
        ("_0 * sigmoid(_1)[0] * (1 + sigmoid(_1)[0])", "s * (1 + s)"), ("sigmoid(_0)[0]", "sigmoid(dA)"),
        ("_0 * sigmoid(_0)[0] * (1 - sigmoid(_0)[0])", "the derivative at dA in place of Z"),
        ("_0 * (1 - sigmoid(_1)[0] ** 2)", "1 - s ** 2"), ("_0 * sigmoid(_1)[0] ** 2", "s ** 2"),
        ("_0 + sigmoid(_1)[0] * (1 - sigmoid(_1)[0])", "dA plus the derivative"),
        ("_0 * (_1 - _1 ** 2)", "Z * (1 - Z), where s * (1 - s) belongs"),
        ("_0 - sigmoid(_1)[0]", "dA - s"), ("sigmoid(_1)[0]", "sigmoid(Z)"),
    ),
}  # fmt: skip


def call_edits(place: Place) -> Iterator[Draft]:
    """Give the edits of one call."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func)
    for other in _OTHERS.get(name, ()):
        func = ast.parse(other, mode="eval").body
        args = node.args
        if name == "np.random.randn" and other in ("np.zeros", "np.ones"):
            args = [ast.Tuple(list(node.args), ast.Load())]
        yield draft(place, ast.Call(func, args, node.keywords), "other-function", name, other)
    arguments = {str(number): arg for number, arg in enumerate(node.args)}
    for text, what in _INSTEAD.get(name, ()):
        yield draft(place, expression(text, **arguments), "other-function", name, what)
    yield from _arguments(place, node, name)
    if name == "np.dot":
        a, b = node.args
        yield draft(place, expression("_a * _b", a=a, b=b), "entry-by-entry")
        yield draft(place, expression("np.dot(_a, _b.T)", a=a, b=b), "transposed-too", say(b))
        for text in ("np.dot(_b.T, _a)", "np.dot(_b.T, _a.T)", "np.dot(_b, _a.T)"):
            yield draft(place, expression(text, a=a, b=b), "factors-swapped", say(a), say(b))
    if name in ("np.sum", "np.log", "np.sqrt", "float", "np.squeeze") and node.args:
        yield draft(place, node.args[0], "not-applied", name)
    if name == "range":
        yield from _ranges(place, node)


def _arguments(place: Place, node: ast.Call, name: str) -> Iterator[Draft]:
    for one, other in itertools.combinations(range(len(node.args)), 2):
        args = list(node.args)
        args[one], args[other] = args[other], args[one]
        new = ast.Call(node.func, args, node.keywords)
        if name == "np.dot":
            yield draft(place, new, "factors-swapped", say(node.args[0]), say(node.args[1]))
        elif name != "range":
            yield draft(
                place, new, "arguments-swapped", name, f"{say(args[one])}, {say(args[other])}"
            )
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
    """Let a loop begin or end elsewhere, or run the other way."""
    args = node.args
    start = args[0] if len(args) > 1 else ast.Constant(0)
    end = args[1] if len(args) > 1 else args[0]
    if len(args) > 2:
        step = ast.unparse(args[2])
        yield draft(place, expression("range(_e + 1, _s + 1)", s=start, e=end), "loop-direction")
        down = [("range(_s - 1, _e, -1)", "start"), ("range(_s + 1, _e, -1)", "start"),
                ("range(_s, _e - 1, -1)", "end"), ("range(_s, _e + 1, -1)", "end")]  # fmt: skip
        for text, which in down if step == "-1" else ():
            new = expression(text, s=start, e=end)
            words = say(start if which == "start" else end), _side(text, start, end, which)
            yield draft(place, new, f"loop-{which}", *words)
        return
    yield draft(place, expression("reversed(range(_s, _e))", s=start, e=end), "loop-direction")
    for text, which in (("range(_s + 1, _e)", "start"), ("range(_s - 1, _e)", "start"),
                        ("range(_s, _e - 1)", "end"), ("range(_s, _e + 1)", "end")):  # fmt: skip
        new = expression(text, s=start, e=end)
        words = say(start if which == "start" else end), _side(text, start, end, which)
        yield draft(place, new, f"loop-{which}", *words)
    if len(args) > 1:
        yield draft(place, expression("range(_e)", e=end), "loop-start", say(start), "0")
    for text in ("[]", "range(1)"):
        yield draft(place, ast.parse(text, mode="eval").body, "loop-never", y=text)


def _side(text: str, start: ast.expr, end: ast.expr, which: str) -> str:
    inner = text.removeprefix("range(").removesuffix(")").split(", ")[0 if which == "start" else 1]
    new = expression(inner, s=start, e=end)
    value = _folded(new)
    return value or say(new)


def _folded(node: ast.expr) -> str:
    """Give the value of a sum of two numbers, or nothing where it is none."""
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
        sign = 1 if isinstance(node.op, ast.Add) else -1
        return str(node.left.value + sign * node.right.value)
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.BinOp):
        inner = node.left
        if isinstance(inner.right, ast.Constant) and isinstance(node.right, ast.Constant):
            signs = [1 if isinstance(n.op, ast.Add) else -1 for n in (inner, node)]
            total = signs[0] * inner.right.value + signs[1] * node.right.value
            return (
                f"{say(inner.left)} {'+' if total > 0 else '-'} {abs(total)}"
                if total
                else say(inner.left)
            )
    return ""
