"""Finding the name that a misspelled one means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_NEAR = 0.75


def nearest(name: str, known: Iterable[str]) -> str:
    """Find a name that differs only in capitals, or else only a little; short names don't count."""
    others = [one for one in known if one != name]
    same = [one for one in others if one.lower() == name.lower()]
    if same or len(name) < 3:
        return same[0] if same else ""
    return next(iter(difflib.get_close_matches(name, others, 1, _NEAR)), "")
