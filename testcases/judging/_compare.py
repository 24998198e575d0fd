"""
One comparison for the student's check and for the grading.

It goes from structure to keys to shape to type to values, and names differences in the exercise's
terms. It never runs code from a result: the result was read by `testcases.execution.codec`, or is
in the student's own notebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from testcases.record import Exercise, Group, Keys, Many, Value
from testcases.tolerance import is_close
from testcases.words import wording
from testcases.words.describe import (
    code,
    describe,
    list_keys,
    on_one_line,
    shape,
    wrong_shape,
)

# From structure to values: if results differ in several ways, the report has the first kind.
STRUCTURE, KEYS, SHAPE, TYPE, VALUES, PRINTED, IN_PLACE, ASSERTED = range(8)
# No expected result has nearly so many.
MOST_NUMBERS = 1_000_000


@dataclass(frozen=True)
class Difference:
    """
    One difference between a result and the expected one.

    Attributes
    ----------
    part : the part of the exercise whose points are lost
    rank : STRUCTURE, KEYS, SHAPE, TYPE, VALUES, PRINTED, IN_PLACE or ASSERTED
    text : the difference, in one or two sentences; empty for the values of a named array, since
        `testcases.judging.failing.in_all_tests` describes only those that the report shows
    where : the name of the array or number that differs; empty where there is none to show
    expected, got : that array or number, as it should be and as it is
    """

    part: str
    rank: int
    text: str
    where: str = ""
    expected: Any = field(default=None, compare=False, repr=False)
    got: Any = field(default=None, compare=False, repr=False)


def compare(exercise: Exercise, expected: Any, actual: Any) -> list[Difference]:
    """
    Compare a result with the reference's.

    Parameters
    ----------
    exercise : the exercise
    expected : the reference's result
    actual : the student's result; lists may replace tuples and arrays, and extra keys are allowed

    Returns
    -------
    differences : list of Difference, in the order of the result; empty when it is right
    """
    return list(_compare(exercise, exercise.returns, expected, actual, "", ""))


def _compare(
    exercise: Exercise,
    form: Any,
    expected: Any,
    actual: Any,
    part: str,
    inside: str,
) -> Iterator[Difference]:
    """Walk down the structure of the result; `part` and `inside` are the current place."""
    part = form.name if form.name in exercise.parts else part
    where = f"{form.name} in {inside}" if inside else form.name
    if isinstance(form, Value):
        part = part or _only_part(exercise)
        yield from _compare_value(part, where, form, expected, actual)
    elif isinstance(form, Keys):
        yield from _compare_keys(exercise, form, where, expected, actual, part)
    else:
        items = _as_sequence(actual)
        if items is None or len(items) != len(expected):
            text = _wrong_sequence(exercise, form, where, expected, actual)
            for lost in [part] if part else exercise.parts:
                yield Difference(lost, STRUCTURE, text)
            return
        for index, (one, other) in enumerate(zip(expected, items, strict=True)):
            if isinstance(form, Many):
                layer = Group(f"{where}[{index}]", form.item.items)
                yield from _compare(exercise, layer, one, other, part, "")
            else:
                below = "" if form.name == "answer" else where
                yield from _compare(exercise, form.items[index], one, other, part, below)


def _only_part(exercise: Exercise) -> str:
    return next(iter(exercise.parts))


def _as_sequence(actual: Any) -> list[Any] | None:
    return list(actual) if isinstance(actual, (tuple, list)) else None


def _wrong_sequence(exercise: Exercise, form: Any, where: str, expected: Any, actual: Any) -> str:
    if actual is None and form is exercise.returns:
        return wording.RETURNED_NONE.format(name=exercise.name)
    came = describe(actual)
    if isinstance(form, Many):
        return wording.MANY.format(where=code(where), count=len(expected), came=came)
    names = ", ".join(item.name for item in form.items)
    if form.name == "answer":
        return wording.ANSWER_ITEMS.format(
            name=exercise.name, count=len(expected), names=names, came=came
        )
    return wording.ITEMS.format(where=code(where), names=names, came=came)


def _compare_keys(
    exercise: Exercise,
    form: Keys,
    where: str,
    expected: dict,
    actual: Any,
    inside: str,
) -> Iterator[Difference]:
    """Compare dictionaries; their keys name the parts, unless they are inside one."""
    if not isinstance(actual, dict):
        if actual is None and not inside:
            text = wording.RETURNED_NONE.format(name=exercise.name)
        else:
            text = wording.NO_DICTIONARY.format(
                name=exercise.name, where=code(where), came=describe(actual)
            )
        for part in [inside] if inside else exercise.parts:
            yield Difference(part, STRUCTURE, text)
        return
    for key in actual if form.exact else ():
        part = str(key).rstrip("0123456789")
        if key not in expected and any(k.rstrip("0123456789") == part for k in expected):
            text = wording.EXTRA_KEY.format(where=code(where), key=on_one_line(str(key)))
            yield Difference(inside or part, KEYS, text)
    for key, value in expected.items():
        part = inside or key.rstrip("0123456789")
        if key not in actual:
            text = wording.MISSING_KEY.format(where=code(where), key=key, keys=list_keys(actual))
            if key.lower() in (str(one).lower() for one in actual):
                text += wording.OTHER_CASE.format(key=key)
            if any("{" in str(one) for one in actual):
                text += wording.NO_F_IN_KEY
            yield Difference(part, KEYS, text)
        else:
            yield from _compare_value(part, key, Value(key), value, actual[key])


def _compare_value(
    part: str, where: str, form: Value, expected: Any, actual: Any
) -> Iterator[Difference]:
    expected = np.asarray(expected)
    array = as_numbers(actual)
    if array is None:
        text = wording.NO_NUMBERS.format(
            where=code(where), shape=shape(expected), came=describe(actual)
        )
        yield Difference(part, STRUCTURE if actual is None else TYPE, text)
    elif array.shape != expected.shape:
        text = wrong_shape(where, expected, array)
        yield Difference(part, SHAPE, text, where, expected, array)
    elif array.dtype.kind == "c":
        yield Difference(part, TYPE, wording.COMPLEX.format(where=code(where)))
    elif not is_close(expected, array).all():
        yield Difference(part, VALUES, "", where, expected, array)


def as_numbers(value: Any) -> np.ndarray | None:
    """
    Take a value as an array of numbers (bool, int, float, complex), or None if it is none.

    An array of more than a million is left in its own type, and as many in lists are none.
    """
    if isinstance(value, (list, tuple)) and not _is_table(value):
        return None
    if isinstance(value, (list, tuple, int, float, np.ndarray, np.generic)):
        try:
            array = np.asarray(value)
        except ValueError:
            return None
        if array.dtype.kind in "biufc":
            plain = array.dtype.kind in "biu" and array.size <= MOST_NUMBERS
            return array.astype(np.float64) if plain else array
    return None


def _is_table(value: list | tuple) -> bool:
    """Say whether lists hold nothing but numbers, and not too many, before NumPy copies them."""
    left, waiting = MOST_NUMBERS, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (list, tuple)):
            left -= len(one) + 1
            if left >= 0:
                waiting.extend(one)
        elif isinstance(one, np.ndarray):
            left -= one.size
        elif not isinstance(one, (int, float, complex, np.generic)):
            return False
        if left < 0:
            return False
    return True
