"""
Estimating what a call of an earlier function would cost the reference, before it is made.

A student's function can pass anything, and nothing can interrupt the reference's answer to one
call. Test inputs lead to small calls, so a bound far above them refuses no honest call.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import math
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np

from testcases.record import Course, Returns

# Calls from our test inputs reach at most a fifth of these.
MOST_ENTRIES, MOST_DRAWN, MOST_TRAINED = 2_000, 200_000, 500_000
# A step of one layer takes at least as long as so many multiplications.
_LEAST = 100
# The parameters of a function that trains.
_TRAINS = {"X", "Y", "layers_dims", "num_iterations", "initialize"}


# A run asks for the few functions of its course again and again.
_signature = functools.lru_cache(maxsize=256)(inspect.signature)


def is_too_much(course: Course, name: str, args: tuple, kwargs: dict) -> bool:
    """Say whether a call of the function called `name` would keep the reference busy."""
    try:
        bound = _signature(getattr(course.reference, name)).bind(*args, **kwargs)
        bound.apply_defaults()
        return _is_too_much(course, name.removeprefix("mend_"), bound.arguments)
    except (AttributeError, TypeError, ValueError):  # the reference refuses it at once, too
        return entries((args, kwargs)) > MOST_ENTRIES


def _is_too_much(course: Course, name: str, given: dict[str, Any]) -> bool:
    exercise = course.exercises.get(name)
    if exercise is not None and exercise.weight_scale is not None:
        first, *others = given.values()
        return _drawn(others and [first, *others] or first) > MOST_DRAWN
    if given.keys() >= _TRAINS:
        return _trained(**given) > MOST_TRAINED
    return entries(given) > MOST_ENTRIES


def _trained(
    X: Any, Y: Any, layers_dims: Any, num_iterations: Any, initialize: Any, **_: Any
) -> float:
    """Count the multiplications of a training, from given or newly drawn parameters."""
    examples, parameters = entries((X, Y)), entries(initialize)
    if max(examples, parameters) > MOST_ENTRIES:
        return math.inf
    try:
        layers, drawn = len(layers_dims), _drawn(layers_dims)
    except TypeError:  # no parameters can be drawn for these sizes
        layers = drawn = 0
    step = _LEAST * layers + (drawn + parameters) * examples
    return (1 + abs(operator.index(num_iterations))) * step


def _drawn(dims: Iterable[Any]) -> int:
    """Count the parameters of a network with layers of these sizes."""
    sizes = [abs(operator.index(n)) for n in dims]
    return sum(sizes) + sum(n_prev * n for n_prev, n in itertools.pairwise(sizes))


def entries(value: Any) -> float:
    """
    Count the numbers in a value; an integer n may be a size, so it counts as n numbers.

    The count is infinite for arrays that can make far larger ones: arrays of more than two axes,
    which broadcast against each other, and empty ones, whose products can have any size.
    """
    if isinstance(value, Returns):
        return entries(value.value)
    if isinstance(value, dict):
        return 1 + sum(map(entries, value.values()))
    if isinstance(value, (tuple, list)):
        return 1 + sum(map(entries, value))
    if isinstance(value, (np.ndarray, np.generic)):
        if value.ndim > 2 or not value.size:
            return math.inf
        whole = np.abs(value.astype(float)).sum() if value.dtype.kind in "iu" else 0.0
        return max(value.size, float(whole))
    return abs(value) if isinstance(value, int) else 1
