"""Predictions: what a student expects, before the notebook shows it. They are not graded."""

from __future__ import annotations

import ast
import functools
import json
import math
import operator
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from testcases.judging.report import show
from testcases.notebook.calls import WrongCall
from testcases.record import Course
from testcases.words.describe import on_one_line
from testcases.words.error_hints import nearest

NOT_YET = "Replace the three dots with your prediction, then run this cell again."
RIGHT = "✓ Yes, {answer}. {why}"
AGAIN = (
    "✗ Not {guess}. Think again and change your prediction. If you run this cell with a second "
    "wrong prediction, it shows the answer."
)
OTHER = "✗ Not {guess}. The answer is {answer}. {why}"
UNKNOWN = "No prediction is called {name}.{meant}"
# How near a number has to be, in proportion: two digits.
_NEAR = 0.02
_FEWEST_DIGITS = 2

_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: math.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_FUNCTIONS = {"sqrt": math.sqrt, "log": math.log, "exp": math.exp}
_SIGNS = str.maketrans({"·": "*", "×": "*", "−": "-", "^": "**", "÷": "/"})
# Predictions with one wrong answer since the notebook was started.
_missed: set[tuple[Path, str]] = set()


def guess(course: Course, name: str, *answers: Any) -> None:
    """Do what `Notebook.guess` says."""
    known = _guesses(course.predictions)
    if name not in known:
        other = nearest(str(name), known)
        meant = f' Did you mean "{other}"?' if other else ""
        raise WrongCall(UNKNOWN.format(name=name, meant=meant))
    if not answers or answers[0] is ...:
        show(NOT_YET)
        return
    expected, why = known[name]
    answer = answers[0] if len(answers) == 1 else answers
    key = course.predictions, name
    if _is_so(expected, answer):
        form = RIGHT
        _missed.discard(key)
    else:
        form = OTHER if key in _missed else AGAIN
        _missed.add(key)
    show(form.format(answer=expected, guess=on_one_line(str(answer)), why=why))


@functools.cache
def _guesses(path: Path) -> dict[str, tuple[Any, str]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: (ast.literal_eval(answer), why) for name, (answer, why) in content.items()}


def _is_so(expected: Any, answer: Any) -> bool:
    if isinstance(expected, str):
        return str(answer).strip().lower() == expected.lower()
    if isinstance(answer, str):
        answer = _read(answer, isinstance(expected, (tuple, list)))
    if isinstance(expected, (tuple, list)):
        same = isinstance(answer, (tuple, list)) and len(answer) == len(expected)
        return same and all(map(_is_so, expected, answer))
    near = 0.0 if isinstance(expected, int) else _NEAR
    try:
        value = float(answer)
    except (TypeError, ValueError, OverflowError):
        return False
    if np.isclose(value, float(expected), rtol=near, atol=1e-9):
        return True
    return not isinstance(expected, int) and _is_rounded(value, expected)


def _is_rounded(value: float, expected: float) -> bool:
    """Say whether a number is the expected one, rounded to as many digits as it has."""
    digits = len(re.sub(r"e.*|\D", "", f"{value:.15g}").strip("0"))
    return digits >= _FEWEST_DIGITS and np.isclose(value, float(f"{expected:.{digits}g}"))


def _read(text: str, as_shape: bool) -> Any:
    """Compute what a text such as "2/3", "34 %" or "(4, 3)" stands for; None if it is no number."""
    text = text.strip().translate(_SIGNS)
    if not as_shape and re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    share = text.endswith("%")
    try:
        value = _compute(ast.parse(text.rstrip("% "), mode="eval").body)
        return value / 100 if share else value
    except (ValueError, TypeError, SyntaxError, ArithmeticError, RecursionError, MemoryError):
        return None


def _compute(node: ast.expr) -> Any:
    """
    Compute an expression of numbers, without running any code.

    Raises
    ------
    ValueError
        If there is anything else in it.
    """
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, (ast.Tuple, ast.List)):
        return tuple(map(_compute, node.elts))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](float(_compute(node.left)), float(_compute(node.right)))
    if isinstance(node, ast.UnaryOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_compute(node.operand))
    if isinstance(node, ast.Call) and not node.keywords and len(node.args) == 1:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in _FUNCTIONS:
            return _FUNCTIONS[name](_compute(node.args[0]))
    raise ValueError
