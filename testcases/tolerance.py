"""The one place that says how near a right result is to the reference's numbers."""

from __future__ import annotations

import numpy as np

# Relative to the expected number, and relative to the largest entry of its array.
# Right ways of computing differ by some 1e-15; a small constant such as 1e-8 inside a
# logarithm, or working in float32, stays below these.
RELATIVE = 1e-5
OF_LARGEST = 1e-6
# If zero is expected: the rounding error that numbers of ordinary size may leave.
ABSOLUTE = 1e-12

# Random weights are judged by their statistics. With n draws the standard deviation of a sample
# strays by 1 / sqrt(2 n): of the 5,600 draws or more that are judged together, by under 1 %.
# The shares are of entries more than two standard deviations from zero: 4.6 % of a normal
# distribution, none of a uniform one.
WEIGHT_SCALE = 0.10
WEIGHT_MEAN = 0.10
WEIGHT_DRAWS = 2_000
# In float32, a few of some thousand draws are equal by chance.
WEIGHT_DISTINCT = 0.95
TAIL_SHARES = (0.025, 0.075)
# How many standard deviations the correlation of n pairs of independent draws, 1 / sqrt(n) on
# average, may be from zero: in one of half a billion submissions it is farther by chance.
WEIGHT_CORRELATION = 6.0


def is_close(expected: np.ndarray, actual: np.ndarray) -> np.ndarray:
    """Say for each entry whether it is near enough; both arrays have the same shape."""
    equal = actual == expected
    if equal.all():
        return equal
    with np.errstate(all="ignore"):
        size = np.abs(expected)
        bound = RELATIVE * size + OF_LARGEST * size.max(initial=0.0) + ABSOLUTE
        return equal | (np.isfinite(bound) & (np.abs(actual - expected) <= bound))


def all_close(one: np.ndarray, other: np.ndarray) -> bool:
    """
    Say whether two arrays of the same shape agree: infinities and nan exactly, the rest nearly.

    Infinities and nan say nothing about how near the other numbers have to be.
    """
    if one.dtype.kind in "bO" or other.dtype.kind in "bO":
        return bool(np.array_equal(one, other))
    finite = np.isfinite(one)
    if not np.array_equal(finite, np.isfinite(other)):
        return False
    if finite.all():
        return bool(is_close(one, other).all())
    exactly = np.array_equal(one[~finite], other[~finite], equal_nan=True)
    return exactly and bool(is_close(one[finite], other[finite]).all())
