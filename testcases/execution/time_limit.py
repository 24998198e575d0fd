"""Interrupting what runs too long, where the platform has a timer for it."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class OutOfTime(BaseException):
    """The time is up. No `except Exception` of a student's keeps it from ending the call."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """
    Raise `OutOfTime` in what takes longer than this.

    Without the signal SIGALRM (Windows) or a timer (Pyodide), and outside of the main thread, there
    is no limit. There a student interrupts the kernel.
    """

    def stop(number: int, frame: object) -> None:
        raise OutOfTime

    try:
        set_timer = signal.setitimer
        before = signal.signal(signal.SIGALRM, stop)
    except (AttributeError, ValueError):
        yield
        return
    try:
        # Once more every second, for a bare `except:` inside of the loop.
        set_timer(signal.ITIMER_REAL, seconds, 1)
        yield
    finally:
        set_timer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
