"""Describing values and how they differ, in the terms of the course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from testcases.tolerance import is_close

# A table of expected and got shows this many entries; a small array is shown whole.
MOST_ROWS, WHOLE = 4, 6
# The rows before the first wrong entry.
_BEFORE = 1

# One array, as it should be and as it is, and the sizes of its test input.
Test = tuple[np.ndarray, np.ndarray, Mapping[str, int]]


class Row(NamedTuple):
    """One entry of an array, as it should be and as it is."""

    place: str
    expected: str
    got: str
    is_wrong: bool = True


def code(where: str) -> str:
    """Mark names as code: "A_prev in cache" is `A_prev` in `cache`."""
    return " in ".join(f"`{name}`" for name in where.split(" in "))


def compared(where: str, expected: Any, got: Any) -> tuple[Row, ...]:
    """
    Set two arrays side by side: their shapes where these differ, else some of their entries.

    Parameters
    ----------
    where : the name of the arrays; nothing is shown if it is empty
    expected : the expected array, or number
    got : the student's array, or number
    """
    if not where:
        return ()
    name, inside, rest = where.partition(" in ")
    if expected.shape != got.shape:
        return (Row(f"shape of {where}", _shape(expected), _shape(got)),)
    wrong = ~is_close(expected, got)
    first = int(np.argmax(wrong))
    start = 0 if expected.size <= WHOLE else max(0, first - _BEFORE)
    stop = expected.size if expected.size <= WHOLE else start + MOST_ROWS
    rows = []
    for place in range(start, min(stop, expected.size)):
        index = ", ".join(str(int(i)) for i in np.unravel_index(place, expected.shape))
        entry = (f"{name}[{index}]" if index else name) + inside + rest
        pair = _apart(float(expected.flat[place]), float(got.flat[place]))
        rows.append(Row(entry, *pair, bool(wrong.flat[place])))
    return tuple(rows)


def _shape(array: np.ndarray) -> str:
    return str(array.shape) if array.ndim else "one number"


def _apart(expected: float, got: float) -> tuple[str, str]:
    """Write two numbers with four digits, or as many more as tell them apart."""
    for digits in (4, 6, 9, 12):
        pair = f"{expected:.{digits}g}", f"{got:.{digits}g}"
        if pair[0] != pair[1] or expected == got:
            break
    return pair


def shape(array: np.ndarray) -> str:
    """Describe what shape is expected: "one number", or "an array of shape (2, 5)"."""
    return "one number" if array.ndim == 0 else f"an array of shape {array.shape}"


def on_one_line(text: str, most: int = 60) -> str:
    """Bound a text of the student's that a report quotes: a name, a key, a line of code."""
    return " ".join(text.split())[:most]


def number(value: float) -> str:
    """Write a number short enough to read and exact enough to recognize."""
    return f"{value:.4g}"


def list_keys(dictionary: dict) -> str:
    """List a dictionary's keys, at most twelve of them."""
    keys = [f'"{on_one_line(str(key))}"' for key in list(dictionary)[:12]]
    more = ", ..." if len(dictionary) > 12 else ""
    return "the keys " + ", ".join(keys) + more if keys else "no keys"


def describe(value: Any) -> str:
    """Say in a few words what a value is."""
    if value is None:
        return "None"
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind not in "biufc":
            return "an array, but not of numbers" if array.ndim else repr(str(value))[:60]
        return f"the number {number(float(value))}" if _is_number(array) else (
            f"an array of shape {array.shape}"
        )  # fmt: skip
    if isinstance(value, (bool, str)):
        return f"{value!r}"[:60]
    if isinstance(value, (int, float)):
        return f"the number {number(value)}"
    if isinstance(value, (tuple, list)):
        count = "an empty" if not value else "a"
        kind = "list" if isinstance(value, list) else "tuple"
        return f"{count} {kind}" + (
            f" of {len(value)} {'items' if value[1:] else 'item'}" if value else ""
        )
    if isinstance(value, dict):
        return f"a dictionary with {list_keys(value)}"
    if str(getattr(value, "type_name", "")).startswith("array of "):
        return "an array, but not of numbers"
    return f"a value of type {on_one_line(getattr(value, 'type_name', type(value).__name__))}"


def _is_number(array: np.ndarray) -> bool:
    return array.ndim == 0 and array.dtype.kind in "biuf"


def describe_input(name: str, value: Any) -> str:
    """Say what an argument was: its value if short, else its shape."""
    name = f"`{name}`"
    if isinstance(value, np.ndarray):
        return f"{name} of shape {value.shape}"
    if isinstance(value, dict):
        return f"{name} with {list_keys(value)}"
    if isinstance(value, (bool, int, float, str)):
        return f"{name} = {number(value) if isinstance(value, float) else repr(value)}"
    if isinstance(value, list) and all(isinstance(v, int) for v in value):
        return f"{name} = {value}"
    if isinstance(value, tuple) and all(isinstance(v, np.ndarray) for v in value):
        return f"{name} with arrays of shapes " + ", ".join(str(v.shape) for v in value)
    if callable(value):
        return f"{name} = a function that returns fixed parameters"
    return f"{name} = {describe(value)}"


def wrong_shape(where: str, expected: np.ndarray, actual: np.ndarray) -> str:
    """Say that the shape differs, and how where that is plain; a table shows both shapes."""
    if not expected.ndim:
        return f"Your {code(where)} should be one number."
    text = f"Your {code(where)} has the wrong shape"
    if actual.shape == expected.shape[::-1]:
        return f"{text}: rows and columns are swapped."
    if expected.ndim == 2 and actual.ndim == 1 and actual.size == expected.size:
        return f"{text}: one axis is missing."
    return f"{text}."


def wrong_in_tests(where: str, tests: Sequence[Test]) -> str:
    """
    Say how values of the right shape differ; only what is true in every failing test.

    Parameters
    ----------
    where : the name of the array
    tests : the tests that fail; the report shows the first
    """
    name, (expected, actual, _) = code(where), tests[0]
    bad = ~np.isfinite(actual)
    if bad.any():
        first = actual[tuple(np.argwhere(bad)[0])]
        if not actual.ndim:
            return f"Your {name} is {first}."
        return f"Your {name} is {first} at {int(bad.sum())} of {actual.size} places."
    ratios = [_ratio(e, a) for e, a, _ in tests]
    # Between two numbers, or arrays of one number each, there always is some factor.
    several = any(np.ptp(e) > 0 for e, _, _ in tests)
    if None not in ratios and (
        several
        or all(_is_known(ratio, sizes) for ratio, (*_, sizes) in zip(ratios, tests, strict=True))
    ):
        return _name_ratios(name, ratios, bool(actual.ndim))
    square = expected.ndim == 2 and expected.shape[0] == expected.shape[1] > 1
    if square and np.allclose(actual.T, expected, rtol=1e-5):
        return f"Your {name} is the transpose of the expected array."
    if not expected.ndim:
        return f"Your {name} has the wrong value."
    return _share(name, expected, actual)


def _ratio(expected: np.ndarray, actual: np.ndarray) -> float | None:
    """Give the one factor between two arrays, if there is one."""
    filled = np.abs(expected) > 1e-12
    if not filled.any():
        return None
    ratios = actual[filled] / expected[filled]
    middle = float(np.median(ratios))
    same = np.allclose(ratios, middle, rtol=1e-5, atol=0)
    return middle if same and np.allclose(actual[~filled], 0, atol=1e-10) else None


def _is_known(ratio: float, sizes: Mapping[str, int]) -> bool:
    """Say whether a factor is one that a size of the test input explains, or a plain one."""
    known = [1, 2, *sizes.values()]
    return ratio == 0 or any(np.isclose(abs(ratio), (n, 1 / n)).any() for n in known)


def _name_ratios(name: str, ratios: Sequence[float], is_array: bool) -> str:
    shape_is_right = " The shape is right." if is_array else ""
    if not any(ratios):
        return f"Your {name} holds only zeros." if is_array else f"Your {name} is 0."
    if np.allclose(ratios, -1):
        return f"Your {name} has the opposite sign."
    here = f"Your {name} is {times(ratios[0])} the expected value"
    others = [ratio for ratio in ratios[1:] if not np.isclose(ratio, ratios[0])]
    if not others:
        return f"{here}.{shape_is_right}"
    there = times(others[0])
    it = " it" if there.endswith(" of") else ""
    return f"{here} in this test, {there}{it} in another.{shape_is_right}"


def times(ratio: float) -> str:
    """Say a factor as one would across a table: "twice", "half", "5 times", "1/5 of"."""
    sign = "minus " if ratio < 0 else ""
    size = abs(ratio)
    inverse = round(1 / size) if size else 0
    if np.isclose(size, 2):
        return f"{sign}twice"
    if np.isclose(size, 0.5):
        return f"{sign}half"
    if 1 < inverse <= 1000 and np.isclose(size, 1 / inverse):
        return f"{sign}1/{inverse} of"
    return f"{sign}{number(size)} times"


def _share(name: str, expected: np.ndarray, actual: np.ndarray) -> str:
    wrong, every = int((~is_close(expected, actual)).sum()), expected.size
    if wrong == every:
        return f"Your {name} has the right shape, but every entry is wrong."
    are = "is" if wrong == 1 else "are"
    return f"Your {name} has the right shape, but {wrong} of its {every} entries {are} wrong."
