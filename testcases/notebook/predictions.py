"""Predictions: what a student expects, before the notebook shows it. Nobody counts them."""

from __future__ import annotations

import ast
import contextlib
import functools
import json
import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from testcases.judging.report import say
from testcases.record import Course

NOT_YET = "Put what you expect in place of the three dots, and run this cell again."
RIGHT = "✓ Yes, {answer}. {why}"
OTHER = "It is {answer}, not {guess}. {why}"
# How near a number has to be, in proportion: two digits.
_NEAR = 0.02
_WIDTH = 88


def guess(course: Course, name: str, *answers: Any) -> None:
    """Do what `Notebook.guess` says."""
    known = _guesses(course.predictions)
    if name not in known:
        raise ValueError(f"there is no prediction called {name}")
    if not answers or answers[0] is ...:
        say(NOT_YET)
        return
    expected, why = known[name]
    answer = answers[0] if len(answers) == 1 else answers
    form = RIGHT if _is_so(expected, answer) else OTHER
    # JupyterLab breaks long lines within words.
    say(textwrap.fill(form.format(answer=expected, guess=answer, why=why), _WIDTH))


@functools.cache
def _guesses(path: Path) -> dict[str, tuple[Any, str]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: (ast.literal_eval(answer), why) for name, (answer, why) in content.items()}


def _is_so(expected: Any, answer: Any) -> bool:
    if isinstance(expected, str):
        return str(answer).strip().lower() == expected.lower()
    if isinstance(answer, str):
        text = answer.strip()
        with contextlib.suppress(ValueError, SyntaxError):
            answer = float(text[:-1]) / 100 if text.endswith("%") else ast.literal_eval(text)
    if isinstance(expected, (tuple, list)):
        same = isinstance(answer, (tuple, list)) and len(answer) == len(expected)
        return same and all(map(_is_so, expected, answer))
    near = 0.0 if isinstance(expected, int) else _NEAR
    try:
        return bool(np.isclose(float(answer), float(expected), rtol=near, atol=1e-9))
    except (TypeError, ValueError):
        return False
