"""What to think about when a function stopped with an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import numpy as np

import dnn_utils
from testcases import wording
from testcases.catalogue import EXERCISES
from testcases.outcome import Raised

# What the first cell of a notebook makes, beside what it takes from dnn_utils.
_FIRST_CELL = ("np", "plt", "check", "bring_functions")
_SIZES = {"m": "the number of examples", "L": "the number of layers"}
_NEAR = 0.75


def missing_name(message: str) -> str:
    """Read the name out of a NameError's message, or give an empty string."""
    found = re.match(r"name '(\w+)' is not defined", message)
    return found[1] if found else ""


def error_hints(raised: Raised) -> tuple[str, ...]:
    """Give what to think about for an error, of growing plainness; first what it tends to mean."""
    name = missing_name(raised.message) if raised.type_name == "NameError" else ""
    origin = where_from(name, raised.names) if name else ""
    if origin:
        return origin, *wording.AFTER_ERROR
    for kind, piece, hint in wording.ERROR_HINTS:
        if kind == raised.type_name and piece in raised.message:
            return hint, *wording.AFTER_ERROR
    return wording.AFTER_ERROR


def where_from(name: str, known: Iterable[str]) -> str:
    """
    Say where a name that is not defined may have come from.

    Parameters
    ----------
    name : the name
    known : the names that were to be seen at the line that used it

    Returns
    -------
    hint : one or two sentences, or an empty string if nothing is known of it
    """
    if name in _FIRST_CELL or name in dnn_utils.__all__:
        return wording.FROM_FIRST_CELL.format(name=name)
    if name in EXERCISES:
        return wording.FROM_EXERCISE.format(name=name, notebook=EXERCISES[name].notebook)
    other = _nearest(name, known)
    if other:
        return wording.FROM_SPELLING.format(name=name, other=other)
    if name in _SIZES:
        return wording.FROM_SHAPE.format(name=name, what=_SIZES[name])
    if name in np.__all__:
        return wording.FROM_NUMPY.format(name=name)
    return ""


def _nearest(name: str, known: Iterable[str]) -> str:
    """Find a name that differs in capitals only, or else in little; short ones are not alike."""
    others = [one for one in known if one != name]
    same = [one for one in others if one.lower() == name.lower()]
    if same or len(name) < 3:
        return same[0] if same else ""
    return next(iter(difflib.get_close_matches(name, others, 1, _NEAR)), "")
