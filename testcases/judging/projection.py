"""
Reducing each part of a result to a few numbers, from which the code can't be recovered.

Two results with the same numbers in every test input count as equal. The weights of the sum depend
on the part's structure and shapes, so another structure gives another number.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from testcases import tolerance
from testcases.execution.outcome import Answer, Raised
from testcases.judging._compare import as_numbers
from testcases.judging.printed import missing_print, reduce_printed
from testcases.record import Case, Exercise, Keys, Many, Value

# A part that the result doesn't have, because its structure is wrong.
WHOLE = ""
# How near two numbers of the same result are, relative to the sum of its entries' sizes.
NEAR, ABSOLUTE = 3e-6, 2e-7
# The same for arrays with only zeros, or no finite number: any code can give those.
EMPTY = 1e-7
_MOST_ENTRIES = 20_000


def project(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Answer | Raised]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """
    Reduce what a function returned for each test input to numbers.

    Parameters
    ----------
    exercise : whose result it is
    cases : the test inputs, with the expected results
    outcomes : the outcome of each: a result, or an error

    Returns
    -------
    numbers : for each part, its numbers over all test inputs, and how far another function's
        numbers may be from them; a result with another structure has the part "" too
    """
    found: dict[str, list[list[tuple[float, float]]]] = {}
    for number, (case, outcome) in enumerate(zip(cases, outcomes, strict=True)):
        raised = isinstance(outcome, Raised)
        views = _stopped(exercise, outcome) if raised else _views(exercise, case, outcome)
        for part, content in views.items():
            if len(found.setdefault(part, [])) == number:
                found[part].append(_numbers(exercise, case, part, content))
    whole = {part: sum(rows, []) for part, rows in found.items() if len(rows) == len(cases)}
    return {
        part: (np.array([n for n, _ in pairs]), np.array([near for _, near in pairs]))
        for part, pairs in whole.items()
    }


def is_telling(outcome: Raised) -> bool:
    """
    Say whether an error tells more than that something is wrong: shapes that meet, or a key.

    Of what an array can't be reshaped to, the cause may be many lines away.
    """
    return len(_signature(outcome)) > 1 and "reshape" not in outcome.message


def are_telling(outcomes: Sequence[Raised]) -> bool:
    """
    Say whether several errors together tell more than that something is wrong.

    What is the same for every test input is no shape and no layer: many lines look for a key "W1",
    and "expected 3, got 2" comes from many a line, too.
    """
    signatures = {tuple(_signature(one)) for one in outcomes}
    return all(map(is_telling, outcomes)) and (len(signatures) > 1 or len(outcomes) == 1)


def _stopped(exercise: Exercise, outcome: Raised) -> dict[str, Any]:
    """Give each part of an error's result: the type, with the shapes or the key in it."""
    return dict.fromkeys(exercise.parts, ["raised", *_signature(outcome)])


def _signature(outcome: Raised) -> list[str]:
    """
    Reduce an error to its type and what doesn't depend on NumPy's words or a student's names.

    A product of matrices that don't fit becomes the two lengths that differ, whichever function
    multiplies. Arrays that can't be combined become their shapes. A missing key becomes its name.
    """
    message = re.sub("0x[0-9a-fA-F]+", "", outcome.message)  # an address in memory
    lengths = re.search(r"(\d+) \(dim \d+\) != (\d+) \(dim \d+\)", message)
    reverse = re.search(r"\(size (\d+) is different from (\d+)\)", message)
    if lengths or reverse:
        pair = lengths.groups() if lengths else reverse.groups()[::-1]
        return [outcome.type_name, "product", *pair]
    if outcome.type_name in ("UnboundLocalError", "NameError"):
        return [outcome.type_name]
    if outcome.type_name == "KeyError":
        return [outcome.type_name, message[:60]]
    return [outcome.type_name, *re.findall(r"\d+", message)[:12]]


def _views(exercise: Exercise, case: Case, answer: Answer) -> dict[str, Any]:
    """Give each part's piece of the result."""
    found: dict[str, Any] = {}
    for part, content in _walk(exercise, exercise.returns, case.expected, answer.value, ""):
        found.setdefault(part, []).append(content)
    if "printed" in exercise.parts:
        found["printed"] = _printed(case, answer)
    if exercise.in_place:
        names = [name for name in answer.changed if name.startswith(exercise.in_place)]
        found["in place"] = ["changed", *names]
    if exercise.mends and found.keys() - {WHOLE}:
        return {next(iter(exercise.parts)): list(found.items())}
    return found


def _walk(
    exercise: Exercise, form: Any, expected: Any, actual: Any, part: str
) -> Iterator[tuple[str, Any]]:
    """Walk down the structure; a piece that doesn't fit is given as it is."""
    part = form.name if form.name in exercise.parts else part
    if isinstance(form, Value):
        # One part, one number: so it is named where the result is a single value.
        array = as_numbers(actual)
        yield part or next(iter(exercise.parts)), actual if array is None else array
    elif isinstance(form, Keys) and isinstance(actual, dict):
        kinds = {key.rstrip("0123456789") for key in expected}
        for key in sorted(map(str, actual)):
            kind = key.rstrip("0123456789")
            if key in expected or form.exact and kind in kinds:
                yield part or kind, [key, actual.get(key)]
        for kind in () if part else sorted(kinds):
            yield kind, "keys"
    elif isinstance(form, Keys) or not _is_built_like(form, expected, actual):
        yield part or WHOLE, actual
    elif isinstance(form, Many):
        for item in actual:
            yield part, item
    else:
        for below, one, other in zip(form.items, expected, actual, strict=True):
            yield from _walk(exercise, below, one, other, part)


def _is_built_like(form: Any, expected: Any, actual: Any) -> bool:
    if not isinstance(actual, (tuple, list)):
        return False
    return isinstance(form, Many) or len(actual) == len(expected)


def _printed(case: Case, answer: Answer) -> list[Any]:
    wrong = missing_print(case.printed, answer.printed) != ""
    if not wrong:
        return ["right"]
    # With fewer digits, the cost before a step and after it would be the same.
    broken = re.findall(r"-?\d+\.\d+", answer.printed)
    whole = re.findall(r"(?<![\d.])-?\d+(?![\d.])", answer.printed)
    numbers = [round(float(n), 4) for n in (broken or whole)[:3]]
    counted = ["whole numbers"] * bool(whole)
    return ["wrong", *reduce_printed(case.printed, answer.printed), *counted, numbers]


def _numbers(exercise: Exercise, case: Case, part: str, content: Any) -> list[tuple[float, float]]:
    drawn = exercise.weight_scale is not None and part in exercise.parts
    if not drawn:
        return [_sum(content)]
    keys = [key for key in case.expected if key.rstrip("0123456789") == part]
    entries = dict(one for one in content if isinstance(one, list))
    whole = [one for one in content if isinstance(one, str)]
    described, numbers = [], []
    for key in sorted({*keys, *entries}):
        array = as_numbers(entries.get(key))
        described.append([key, *_outline(array)])
        if key in keys and case.expected[key].size >= tolerance.WEIGHT_DRAWS:
            numbers += _statistics(array)
    number, near = _sum([whole, described])
    return [(number, max(near, ABSOLUTE)), *numbers]


@np.errstate(all="ignore")
def _outline(array: np.ndarray | None) -> list[Any]:
    """Describe random numbers by what doesn't depend on the draw."""
    if array is None or array.dtype.kind == "c" or not array.size:
        return ["no numbers" if array is None else str(array.shape)]
    shape = [str(array.shape)]
    if not np.ptp(array):
        return [*shape, float(array.flat[0])] if array.size > 1 or not array.any() else shape
    if array.size >= 50:
        shape.append("positive" if array.min() >= 0 else "whole" if _is_whole(array) else "")
    return shape


def _is_whole(array: np.ndarray) -> bool:
    return bool(np.array_equal(array, np.rint(array)))


@np.errstate(all="ignore")
def _statistics(array: np.ndarray | None) -> list[tuple[float, float]]:
    allowed = (np.log(1 + tolerance.WEIGHT_SCALE), 0.15, 0.02)
    if array is None or array.dtype.kind == "c" or not array.size or not np.ptp(array) > 0:
        return [(0.0, near) for near in allowed]
    mean, spread = float(array.mean()), float(array.std())
    tails = float(np.mean(np.abs(array - mean) > 2 * spread))
    numbers = [np.log(spread), np.clip(mean / spread, -1e6, 1e6), tails]
    finite = [float(n) if np.isfinite(n) else 0.0 for n in numbers]
    return list(zip(finite, allowed, strict=True))


@np.errstate(all="ignore")
def _sum(content: Any) -> tuple[float, float]:
    """Add up the entries of a value, with weights by its structure."""
    outline: list[str] = []
    arrays: list[np.ndarray] = []
    _flatten(content, outline, arrays)
    entries = np.concatenate([a.ravel() for a in arrays]) if arrays else np.zeros(0)
    entries = np.real(entries[:_MOST_ENTRIES]).astype(float)
    finite = np.isfinite(entries)
    if not finite.all():
        outline.append(repr(entries[~finite].tolist()) + repr(np.flatnonzero(~finite).tolist()))
        entries = np.where(finite, entries, 0.0)
    mark = zlib.crc32(";".join(outline).encode("utf-8", "replace"))
    start = mark / 2**32
    weights = np.modf(43758.5453 * np.sin(12.9898 * (start + np.arange(1, entries.size + 1))))[0]
    terms = weights * entries
    if entries.size and not terms.any():
        return start, EMPTY
    return start + float(terms.sum()), NEAR * float(np.abs(terms).sum()) + ABSOLUTE


def _flatten(value: Any, outline: list[str], arrays: list[np.ndarray], depth: int = 0) -> None:
    """Write down structure and shapes, and collect the numbers."""
    array = as_numbers(value) if not isinstance(value, (tuple, list)) else None
    if array is not None:
        outline.append(f"{array.shape}{'c' if array.dtype.kind == 'c' else ''}")
        arrays.append(array)
    elif depth > 10 or len(outline) > 1_000:
        outline.append("...")
    elif isinstance(value, (tuple, list)):
        outline.append(f"[{len(value)}")
        for item in value:
            _flatten(item, outline, arrays, depth + 1)
    elif isinstance(value, dict):
        outline.append(f"{{{len(value)}")
        for key in sorted(map(str, value)):
            outline.append(key)
            _flatten(value.get(key), outline, arrays, depth + 1)
    else:
        outline.append(value if isinstance(value, str) else type(value).__name__)
