"""Finding the name that is meant by one that is nearly spelled so."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_NEAR = 0.75


def nearest(name: str, known: Iterable[str]) -> str:
    """Find a name that differs in capitals only, or else in little; short ones are not alike."""
    others = [one for one in known if one != name]
    same = [one for one in others if one.lower() == name.lower()]
    if same or len(name) < 3:
        return same[0] if same else ""
    return next(iter(difflib.get_close_matches(name, others, 1, _NEAR)), "")
