"""The time limit for a notebook's statements when they run again."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

# Seconds of processor time for statements other than plain definitions, in all notebooks together.
SECONDS = 2.0


class TooLong(Exception):
    """A statement that is no plain definition took more time than is left."""

    def __init__(self) -> None:
        super().__init__("it takes too long")


class _Stop(BaseException):
    """Ends a statement that takes too long; a student's ``except Exception`` doesn't stop it."""


@dataclass
class Budget:
    """The processor time left, in seconds, for statements that are no plain definition."""

    left: float = SECONDS


@contextlib.contextmanager
def limited(budget: Budget) -> Iterator[None]:
    """
    Take the processor time from a budget; when it is used up, stop the code.

    It watches the code line by line. This also works in the browser, which has neither alarms nor
    threads.

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
