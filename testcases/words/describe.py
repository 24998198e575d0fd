"""Describing values and how they differ, in the terms of the course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from testcases.tolerance import is_close


def shape(array: np.ndarray) -> str:
    """Describe what shape is expected: "one number", or "an array of shape (2, 5)"."""
    return "one number" if array.ndim == 0 else f"an array of shape {array.shape}"


def on_one_line(text: str, most: int = 60) -> str:
    """Bound a text of the student's that a report quotes: a name, a key, a line of code."""
    return " ".join(text.split())[:most]


def number(value: float) -> str:
    """Write a number short enough to read and exact enough to recognise."""
    return f"{value:.6g}"


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
        return f"the number {number(float(value))}" if _is_number(array) else (
            f"an array of shape {array.shape}"
        )  # fmt: skip
    if isinstance(value, (bool, str)):
        return f"{value!r}"[:60]
    if isinstance(value, (int, float)):
        return f"the number {number(value)}"
    if isinstance(value, (tuple, list)):
        count = "an empty" if not value else "a"
        kind = type(value).__name__ if isinstance(value, list) else "tuple"
        return f"{count} {kind}" + (f" of {len(value)}" if value else "")
    if isinstance(value, dict):
        return f"a dictionary with {list_keys(value)}"
    return f"a value of type {on_one_line(getattr(value, 'type_name', type(value).__name__))}"


def _is_number(array: np.ndarray) -> bool:
    return array.ndim == 0 and array.dtype.kind in "biuf"


def describe_input(name: str, value: Any) -> str:
    """Say what an argument was: its value if short, else its shape."""
    if isinstance(value, np.ndarray):
        return f"{name} of shape {value.shape}"
    if isinstance(value, dict):
        return f"{name} with {list_keys(value)}"
    if isinstance(value, (bool, int, float, str)):
        return f"{name} = {number(value) if isinstance(value, float) else repr(value)}"
    if isinstance(value, list) and all(isinstance(v, int) for v in value):
        return f"{name} = {value}"
    if isinstance(value, tuple) and all(isinstance(v, np.ndarray) for v in value):
        return f"{name} of shapes " + ", ".join(str(v.shape) for v in value)
    if callable(value):
        return f"{name} = a function that returns given parameters"
    return f"{name} = {describe(value)}"


def wrong_shape(where: str, expected: np.ndarray, actual: np.ndarray, is_number: bool) -> str:
    """Say that the shape differs, and what it looks like where that is plain."""
    text = f"{where} should be {shape(expected)}. Yours is {describe(actual)}."
    if is_number and actual.size == 1:
        return text + " np.squeeze makes one number of it."
    if actual.shape == expected.shape[::-1]:
        return text + " That is the transpose."
    if expected.ndim == 2 and actual.ndim == 1 and actual.size == expected.size:
        if where.startswith("d"):
            return text + " One axis was lost on the way: np.sum(..., keepdims=True) keeps it."
        return text + " One axis was lost on the way; it should have both."
    return text


_INFINITE = "Is something divided by 0, or the logarithm of 0 taken?"
_NAN = (
    "Is the logarithm or the root of a negative number taken, 0 divided by 0, or 0 multiplied by "
    "infinity?"
)


def wrong_values(
    where: str, expected: np.ndarray, actual: np.ndarray, sizes: Mapping[str, int]
) -> str:
    """Say how the values differ: not finite, a factor, the transpose, or the first entries."""
    bad = ~np.isfinite(actual)
    if bad.any():
        first = actual[tuple(np.argwhere(bad)[0])]
        why = _NAN if np.isnan(actual[bad]).all() else _INFINITE
        return f"{where} holds {first} at {int(bad.sum())} of {actual.size} places. {why}"
    ratio = factor(expected, actual)
    # Between two numbers, or arrays of one number each, there always is some factor.
    several = np.ptp(expected) > 0
    if ratio is not None and (several or _is_known(ratio, sizes)):
        return name_ratio(where, ratio, sizes)
    square = expected.ndim == 2 and expected.shape[0] == expected.shape[1] > 1
    if square and np.allclose(actual.T, expected, rtol=1e-5):
        return f"{where} is the transpose of what was expected."
    if expected.ndim == 0:
        return f"{where} should be {number(float(expected))}. Yours is {number(float(actual))}."
    return _first_entries(where, expected, actual)


def factor(expected: np.ndarray, actual: np.ndarray) -> float | None:
    """Give the one factor between two arrays, if there is one."""
    filled = np.abs(expected) > 1e-12
    if not filled.any():
        return None
    ratios = actual[filled] / expected[filled]
    middle = float(np.median(ratios))
    same = np.allclose(ratios, middle, rtol=1e-5, atol=0)
    return middle if same and np.allclose(actual[~filled], 0, atol=1e-10) else None


def _is_known(ratio: float, sizes: Mapping[str, int]) -> bool:
    """Say whether a factor is one that has a name."""
    known = [1, 2, *sizes.values()]
    return ratio == 0 or any(np.isclose(abs(ratio), (n, 1 / n)).any() for n in known)


def name_ratio(where: str, ratio: float, sizes: Mapping[str, int]) -> str:
    """Say that something is some times what was expected, and which of some sizes that is."""
    if ratio == 0:
        return f"{where} holds only zeros."
    if np.isclose(ratio, -1):
        return f"{where} has the right size and the opposite sign."
    sign = ", with the opposite sign" if ratio < 0 else ""
    for symbol, size in sizes.items():
        if size > 1 and np.isclose(abs(ratio), size):
            return f"{where} is {size} times what was expected{sign}. That is {symbol}."
        if size > 1 and np.isclose(abs(ratio), 1 / size):
            return (
                f"{where} is {number(1 / size)} times what was expected{sign}. "
                f"That is 1/{symbol}: {symbol} is {size} here."
            )
    if np.isclose(ratio, 0.5):
        return f"{where} is half of what was expected, everywhere."
    return f"{where} is {number(ratio)} times what was expected, everywhere."


def _first_entries(where: str, expected: np.ndarray, actual: np.ndarray) -> str:
    wrong = np.argwhere(~is_close(expected, actual))
    shown = []
    for place in wrong[:2]:
        index = ", ".join(str(i) for i in place)
        e, a = expected[tuple(place)], actual[tuple(place)]
        shown.append(f"at [{index}] it is {number(a)} where {number(e)} was expected")
    share = "every entry" if len(wrong) == expected.size else (
        f"{len(wrong)} of {expected.size} entries"
    )  # fmt: skip
    verb = "differs" if share == "every entry" or len(wrong) == 1 else "differ"
    return f"{where} has the right shape, but {share} {verb}: " + "; ".join(shown) + "."
