"""The time that a notebook's statements may take when they are run once more."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

# Seconds of processor time for what is not a plain definition, of all of a student's notebooks.
SECONDS = 2.0


class TooLong(Exception):
    """A statement took more time than there is for what is no plain definition."""

    def __init__(self) -> None:
        super().__init__("it takes too long")


class _Stop(BaseException):
    """Ends a statement that takes too long; a student's ``except Exception`` doesn't stop it."""


@dataclass
class Budget:
    """The processor time that is left, in seconds, for what is no plain definition."""

    left: float = SECONDS


@contextlib.contextmanager
def limited(budget: Budget) -> Iterator[None]:
    """
    Take the processor time from a budget; where it is used up, stop what runs.

    It watches the code line by line, which works in the browser as well, where there are neither
    alarms nor threads.

    Raises
    ------
    TooLong
        If the budget is used up.
    """
    began = time.process_time()
    end = began + budget.left

    def watch(frame: FrameType, event: str, argument: object) -> Any:
        if time.process_time() > end:
            raise _Stop
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        yield
    except _Stop:
        raise TooLong from None
    finally:
        sys.settrace(before)
        budget.left -= time.process_time() - began
