"""Reading outcomes from a student's process: claims about a result, and never a verdict."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from testcases.execution.call import MOST_NAMES, MOST_PRINTED
from testcases.execution.lookup import MOST_KEYS, Lookup
from testcases.execution.outcome import Answer, Crashed, Missing, Outcome, Raised
from testcases.record import Exercise
from testcases.words import wording
from testcases.words.describe import on_one_line

_MOST_TEXT, _MOST_LINE, _MOST_LINES = 2_000, 120, 1_000_000


def outcome_of(
    exercise: Exercise, known: Container[str], said: dict[str, Any], value: Any
) -> Outcome:
    """
    Read a message of the process. All of it is a claim about a result, and none of it a verdict.

    Parameters
    ----------
    exercise : the exercise whose function was called
    known : the names of all exercises
    said, value : the message
    """
    kind = said.get("said")
    outside = _texts(said, "outside", 20)
    if kind == "answer":
        left: dict = {}
        if exercise.in_place:
            value, left = value
        printed = str(said.get("printed", ""))[:MOST_PRINTED]
        failed = said.get("failed")
        failed = _raised(failed, ()) if isinstance(failed, dict) else None
        return Answer(value, _texts(said, "changed", 20), printed, outside, dict(left), failed)
    if kind == "raised":
        return _raised(said, outside)
    other = said.get("is")
    if kind == "missing" and other in known:
        return Missing(wording.OTHER_NAME.format(name=exercise.name, other=other))
    return Missing() if kind == "missing" else Crashed()


def test_outcome_of(said: dict[str, Any]) -> Outcome:
    """Read what the process says of a test cell: its number (None without one), or its error."""
    value = said.get("value")
    if said.get("said") == "tested":
        return Answer(value if type(value) is float else None)
    return _raised(said, ()) if said.get("said") == "raised" else Crashed()


def _raised(said: dict[str, Any], outside: tuple[str, ...]) -> Raised:
    number = said.get("number")
    return Raised(
        on_one_line(str(said.get("type_name", ""))),
        str(said.get("message", ""))[:_MOST_TEXT],
        on_one_line(str(said.get("where", ""))),
        number=number if type(number) is int and 0 <= number < _MOST_LINES else 0,
        line=on_one_line(str(said.get("line", "")), _MOST_LINE),
        names=_texts(said, "names", MOST_NAMES),
        outside=outside,
        lookup=_lookup(said.get("lookup")),
    )


def _lookup(said: Any) -> Lookup | None:
    if not isinstance(said, list) or len(said) != 4:
        return None
    container, asked, keys, length = said
    texts = isinstance(keys, list) and type(length) is int and 0 <= length < _MOST_LINES
    if not texts or not isinstance(container, str) or not isinstance(asked, str):
        return None
    shown = tuple(on_one_line(str(key)) for key in keys[:MOST_KEYS])
    return Lookup(on_one_line(container), on_one_line(asked), shown, length)


def _texts(said: dict[str, Any], key: str, most: int) -> tuple[str, ...]:
    found = said.get(key)
    return tuple(on_one_line(str(t)) for t in found[:most]) if isinstance(found, list) else ()
