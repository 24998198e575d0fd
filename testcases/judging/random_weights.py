"""
Judging initialization: by shape, zeros, variety, scale and distribution, never by the exact draw.

A small layer doesn't show its scale, so only layers with enough weights are judged by statistics.
Every set of test inputs has layers with several thousand weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases import tolerance
from testcases.judging._compare import STRUCTURE, VALUES, Difference, as_numbers, compare
from testcases.record import Exercise
from testcases.words import wording
from testcases.words.describe import number


def compare_parameters(exercise: Exercise, expected: dict, actual: Any) -> list[Difference]:
    """
    Compare random parameters with the reference's in everything but the draw.

    Parameters
    ----------
    exercise : one with a `weight_scale`
    expected : the reference's parameters for the same sizes
    actual : the student's result

    Returns
    -------
    differences : list of Difference; empty when it is right
    """
    found = [d for d in compare(exercise, expected, _blank(actual)) if d.rank != VALUES]
    if any(d.rank == STRUCTURE for d in found):
        return found
    broken = {d.part for d in found}
    for key in expected:
        part = key.rstrip("0123456789")
        if part in broken:
            continue
        array = as_numbers(actual[key])
        text = _bias_fault(key, array) if part == "b" else _weight_fault(exercise, key, array)
        if text:
            found.append(Difference(part, VALUES, text))
    if "W" not in {d.part for d in found}:
        text = _order_fault({key: as_numbers(actual[key]) for key in expected if key[0] == "W"})
        found += [Difference("W", VALUES, text)] if text else []
    return found


def _blank(actual: Any) -> Any:
    """Give a result without its numbers, which need no description here."""
    if not isinstance(actual, dict):
        return actual
    return {
        key: np.zeros(value.shape, value.dtype) if isinstance(value, np.ndarray) else value
        for key, value in actual.items()
    }


def _bias_fault(key: str, array: np.ndarray) -> str:
    return "" if not array.any() else wording.BIAS_NOT_ZERO.format(key=key)


def _weight_fault(exercise: Exercise, key: str, array: np.ndarray) -> str:
    """Describe the problem with one layer's weights, of shape (n, n_prev); empty if none."""
    scale = exercise.weight_scale(array.shape[1])
    if not np.isfinite(array).all():
        return wording.WEIGHT_NOT_FINITE.format(key=key)
    if not array.any():
        return wording.WEIGHT_ZERO.format(key=key)
    if array.size > 1 and np.unique(array).size < tolerance.WEIGHT_DISTINCT * array.size:
        return wording.WEIGHT_REPEATED.format(key=key)
    if array.size < tolerance.WEIGHT_DRAWS:
        return ""
    mean, spread = float(array.mean()), float(array.std())
    if abs(mean) > tolerance.WEIGHT_MEAN * spread:
        return wording.WEIGHT_MEAN.format(key=key, mean=number(mean))
    if abs(spread / scale - 1) > tolerance.WEIGHT_SCALE:
        return wording.WEIGHT_SCALE.format(
            key=key,
            shape=array.shape,
            scale=number(scale),
            came=number(spread),
            ratio=number(spread / scale),
        )
    tails = float(np.mean(np.abs(array) > 2 * spread))
    low, high = tolerance.TAIL_SHARES
    return "" if low < tails < high else wording.WEIGHT_NOT_NORMAL.format(key=key)


def _order_fault(weights: dict[str, np.ndarray]) -> str:
    """Say where weights of the right distribution are not drawn independently, or nothing."""
    before: dict[str, np.ndarray] = {}
    for key, array in weights.items():
        if array.size < tolerance.WEIGHT_DRAWS:
            continue
        if _depend(array[:, 1:], array[:, :-1]) or _depend(array[1:], array[:-1]):
            return wording.WEIGHT_ORDERED.format(key=key)
        for other, earlier in before.items():
            count = min(array.size, earlier.size)
            if _depend(array.ravel()[:count], earlier.ravel()[:count]):
                return wording.WEIGHT_AS_BEFORE.format(key=key, other=other)
        before[key] = array
    return ""


def _depend(one: np.ndarray, other: np.ndarray) -> bool:
    """Say whether two arrays are correlated more than independent draws ever are."""
    spread = one.std() * other.std()
    if one.size < 2 or not spread:
        return False
    correlation = np.mean((one - one.mean()) * (other - other.mean())) / spread
    return bool(abs(correlation) * np.sqrt(one.size) > tolerance.WEIGHT_CORRELATION)
