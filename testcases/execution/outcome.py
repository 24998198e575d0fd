"""The possible outcomes of calling a function with one test input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from testcases.execution.lookup import Lookup


@dataclass(frozen=True)
class Answer:
    """
    The function returned `value` and printed `printed`.

    `changed` names the arguments that it wrote into, `left` gives what they hold afterwards, and
    `outside` names the notebook's variables that it reads. It returned only without `failed`, an
    assert of the student's own, whose `names` are those that it is about.
    """

    value: Any
    changed: tuple[str, ...] = ()
    printed: str = ""
    outside: tuple[str, ...] = ()
    left: Mapping[str, Any] = field(default_factory=dict, compare=False)
    failed: Raised | None = None


@dataclass(frozen=True)
class Raised:
    """
    The function raised an error, at line `number` of `where`, which reads `line`.

    `names` are those that were to be seen there; `elsewhere` is the cell that gives a value to a
    name that was not, `imported` the one that imports it, if one does; `outside` is as for an
    answer. `lookup` is what the line looked up in a dictionary or list, where that failed.
    """

    type_name: str
    message: str
    where: str = ""
    number: int = 0
    line: str = ""
    names: tuple[str, ...] = ()
    elsewhere: str = ""
    imported: str = ""
    outside: tuple[str, ...] = ()
    lookup: Lookup | None = None

    @property
    def is_unreadable(self) -> bool:
        """Whether Python could not read the code, so that the function was never called."""
        return self.type_name in ("SyntaxError", "IndentationError", "TabError")

    @property
    def is_final(self) -> bool:
        """Whether the function gets no further test input, as every call would end like this."""
        return self.is_unreadable or self.type_name == "NotImplementedError"

    @property
    def text(self) -> str:
        """The error as Python would print it, on one line."""
        first = (self.message.strip().splitlines() or [""])[0][:300]
        return f"{self.type_name}: {first}" if first else self.type_name


@dataclass(frozen=True)
class TimedOut:
    """The function returned no result in its time."""

    seconds: float


@dataclass(frozen=True)
class Missing:
    """There is no such function; `reason` says why if that is known."""

    reason: str = ""


@dataclass(frozen=True)
class Crashed:
    """The process ended, or sent something that can't be read."""


Outcome = Answer | Raised | TimedOut | Missing | Crashed


def goes_on(outcome: Answer | Raised | TimedOut | Missing | Crashed) -> bool:
    """Say whether the function gets another test input after this outcome."""
    if isinstance(outcome, Raised):
        return not outcome.is_final
    return isinstance(outcome, Answer)
