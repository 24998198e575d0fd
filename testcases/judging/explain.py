"""
Naming a misconception: when a wrong function gives the same results as the misconception.

The outcome of each test input is reduced to a fingerprint. A misconception is named if its
fingerprints agree with the function's on every test input, and no other misconception's do (but for
those that are declared its equals). At least one of them has to be a result: many mistakes stop
with the same error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from testcases import tolerance
from testcases.execution.outcome import Answer, Outcome, Raised
from testcases.judging._compare import as_numbers
from testcases.judging.printed import reduce_printed
from testcases.record import Case, Exercise
from testcases.tolerance import all_close


@dataclass(frozen=True)
class KnownMistake:
    """
    What is known here of a misconception: no code, only its sentences and its fingerprints.

    Attributes
    ----------
    slug : its short name
    sentence : the likely cause
    hints : three, each saying more than the last
    equals : slugs of misconceptions that give the same result for every test input
    fingerprints : one for each test input, from `fingerprint`
    """

    slug: str
    sentence: str
    hints: tuple[str, ...]
    equals: tuple[str, ...]
    fingerprints: Sequence[Any]


def fingerprint(exercise: Exercise, case: Case, outcome: Outcome) -> Any:
    """
    Reduce the outcome of a test input to a tree that can be recorded and compared.

    A result is its own fingerprint. For random weights it is their statistics, since every draw
    differs. For an error it is the type and the message. For printed text it is whether there was
    any, and which of the expected whole numbers are in it; everyone words it differently.
    """
    if isinstance(outcome, Raised):
        return {"raised": outcome.text}
    if not isinstance(outcome, Answer):
        return {"none": type(outcome).__name__}
    if exercise.weight_scale is None:
        asked = "printed" in exercise.parts
        printed = reduce_printed(case.printed, outcome.printed) if asked else None
        found = {"answer": outcome.value, "printed": printed}
        return {**found, "changed": list(outcome.changed)} if exercise.in_place else found
    return {"drawn": _statistics(outcome.value, case.expected)}


def name_mistake(prints: Sequence[Any], known: Iterable[KnownMistake]) -> KnownMistake | None:
    """
    Find the one misconception that agrees on every test input.

    Parameters
    ----------
    prints : the function's fingerprints, one per test input
    known : the misconceptions, with fingerprints for the same test inputs

    Returns
    -------
    mistake : KnownMistake, or None if none agrees, or several that are not declared equal; also
        None for a function that returned nothing, because errors alone name no mistake
    """
    if all(only_stopped(one) for one in prints):
        return None
    fitting = [
        mistake
        for mistake in known
        if len(mistake.fingerprints) == len(prints)
        and all(map(alike, mistake.fingerprints, prints))
    ]
    if not fitting:
        return None
    first, *others = fitting
    return first if all(other.slug in first.equals for other in others) else None


def only_stopped(fingerprint: Any) -> bool:
    """Say whether a fingerprint is of an outcome without a result."""
    return "raised" in fingerprint or "none" in fingerprint


def alike(one: Any, other: Any) -> bool:
    """Say whether two fingerprints agree, numbers within the tolerances."""
    if isinstance(one, dict) and isinstance(other, dict):
        if "spread" in one and "spread" in other:
            return _drawn_alike(one, other)
        return set(one) == set(other) and all(alike(one[key], other[key]) for key in one)
    a, b = as_numbers(one), as_numbers(other)
    if a is not None and b is not None:
        return a.shape == b.shape and all_close(a, b)
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and all(map(alike, one, other))
    plain = (str, type(None))
    if isinstance(one, plain) or isinstance(other, plain):
        return isinstance(one, plain) and isinstance(other, plain) and one == other
    return type(one) is type(other)


@np.errstate(all="ignore")  # of infinite numbers, say
def _statistics(value: Any, expected: dict[str, np.ndarray]) -> Any:
    """
    Describe drawn parameters: for each array its shape, mean, spread and kind.

    No misconception draws thousands more than needed, so nothing is computed for such arrays.
    """
    if not isinstance(value, dict):
        array = as_numbers(value)
        shape = None if array is None else list(array.shape)
        return {"type": type(value).__name__ if array is None else "array", "shape": shape}
    found = {}
    left = 1_000 + 2 * sum(array.size for array in expected.values())
    too_large = {"type": "too large"}
    if len(value) > 2 * len(expected):
        return too_large
    for key, entry in value.items():
        array = as_numbers(entry)
        left -= 0 if array is None else array.size
        if left < 0:
            return too_large
        if array is None or array.dtype.kind == "c" or not array.size:
            found[key] = {"type": type(entry).__name__}
            continue
        found[key] = {
            "shape": list(array.shape),
            "mean": float(array.mean()),
            "spread": float(array.std()),
            "distinct": float(len(np.unique(array)) / array.size),
            "tails": float(np.mean(np.abs(array - array.mean()) > 2 * array.std())),
        }
    return found


def _drawn_alike(one: dict, other: dict) -> bool:
    if one["shape"] != other["shape"]:
        return False
    size = int(np.prod(one["shape"]))
    if max(one["spread"], other["spread"]) < 1e-12:
        return abs(one["mean"] - other["mean"]) < 1e-9
    if abs(one["distinct"] - other["distinct"]) > 0.01 * (size > 1):
        return False
    if min(one["spread"], other["spread"]) == 0:
        return size == 1
    if size < 20:
        return True
    # Few draws show only the order of magnitude.
    many = size >= tolerance.WEIGHT_DRAWS
    allowed = tolerance.WEIGHT_SCALE if many else 1.0
    ratio = one["spread"] / other["spread"]
    if not 1 / (1 + allowed) < ratio < 1 + allowed:
        return False
    spread = max(one["spread"], other["spread"])
    near = abs(one["mean"] - other["mean"]) < (0.15 if many else 1.0) * spread
    return near and (not many or abs(one["tails"] - other["tails"]) < 0.02)
