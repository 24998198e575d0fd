"""What to think about when a function stopped with an error."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

import dnn_utils
from testcases.execution.cells import Cell, functions_in, magic_above
from testcases.execution.outcome import Raised
from testcases.record import Case, Exercise
from testcases.words import hints, wording
from testcases.words.error_causes import error_cause, observed
from testcases.words.nearest import nearest

# The names from the first cell of every notebook, besides those from dnn_utils.
_FIRST_CELL = ("np", "plt", "check", "bring_functions", "failing_input", "guess")
_SIZES = {"m": "the number of examples", "L": "the number of layers"}
# The entries of a cache, and the variables that are empty before a loop fills them.
_PARTS = ("linear_cache", "activation_cache", "A_prev", "W", "b")
_FILLED = ("caches", "costs", "grads", "parameters")


def missing_name(message: str) -> str:
    """Read the name out of a NameError's message, or give an empty string."""
    found = re.match(r"name '(\w{1,60})' is not defined", message)
    return found[1] if found else ""


def why_missing(name: str, cells: Sequence[Cell], exercises: Mapping[str, Exercise]) -> str:
    """Say why cells don't define a function, if they tell: a cell magic, or a name like it."""
    magic = magic_above(cells, name)
    if magic:
        return wording.KEPT_BY_MAGIC.format(name=name, magic=magic)
    other = nearest(name, [one for one in functions_in(cells) if one not in exercises])
    return wording.NEAR_MISS.format(name=name, other=other) if other else ""


def error_hints(raised: Raised, case: Case, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """
    Give hints for an error, each saying more than the last; the first says what it tends to mean.

    Parameters
    ----------
    raised : the error
    case : the test input that raised it
    exercises : those of the course
    """
    if raised.is_unreadable:
        return hints.UNREADABLE
    first = error_cause(raised, exercises)[1] or _origin(raised, exercises)
    if raised.type_name == "TypeError" and "argument" in raised.message and not raised.line:
        arguments = [*case.inputs, *(f"{name}=..." for name in case.options)]
        first = hints.CALLED_WITH.format(arguments=", ".join(arguments))
    if first:
        return first, *hints.AFTER_ERROR
    for kind, piece, hint in hints.ERROR_HINTS:
        if kind == raised.type_name and piece in raised.message:
            called = _called_on(raised.line, exercises) if piece in hints.OF_SHAPES else ""
            first = hints.HANDED.format(name=called) if called else hint
            break
    seen = observed(raised)[1]
    first = " ".join(filter(None, [seen, first]))
    return (first, *hints.AFTER_ERROR) if first else hints.AFTER_ERROR


def _called_on(line: str, exercises: Iterable[str]) -> str:
    """Name the exercise's function that a line calls, in which the error must have come up."""
    return next((name for name in exercises if re.search(rf"\b{name}\(", line)), "")


def _origin(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    """Say where a missing name may have come from, here or in NumPy."""
    if raised.type_name == "NameError":
        name = missing_name(raised.message)
        return where_from(name, raised.names, exercises) if name else ""
    found = re.match(r"module 'numpy' has no attribute '(\w{1,60})'", raised.message)
    gone = ("int", "float", "bool")
    other = nearest(found[1], np.__all__) if found and found[1] not in gone else ""
    return hints.IN_NUMPY.format(name=found[1], other=f"np.{other}") if other else ""


def where_from(name: str, known: Collection[str], exercises: Mapping[str, Exercise]) -> str:
    """
    Say where a name that is not defined may have come from.

    Parameters
    ----------
    name : the name
    known : the names that are visible at the line that used it
    exercises : those of the course

    Returns
    -------
    hint : one or two sentences, or an empty string if nothing is known of it
    """
    if name in _FIRST_CELL:
        return hints.FROM_FIRST_CELL.format(name=name)
    if name in dnn_utils.__all__:
        return hints.FROM_HELPERS.format(name=name)
    if name in exercises:
        return hints.FROM_EXERCISE.format(name=name, notebook=exercises[name].notebook)
    if name in _PARTS and "cache" in known:
        return hints.FROM_CACHE.format(name=name)
    other = nearest(name, known)
    if name in _FILLED and other.lower() != name:
        return hints.FROM_NOTHING.format(name=name)
    if other:
        return hints.FROM_SPELLING.format(name=name, other=other)
    if name in _SIZES:
        return hints.FROM_SHAPE.format(name=name, what=_SIZES[name])
    if name in np.__all__:
        return hints.FROM_NUMPY.format(name=name)
    return ""
