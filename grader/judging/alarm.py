"""A time limit for a submission that keeps the grading process busy."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

from grader.errors import TookTooLong
from grader.sandbox.launcher import close_launchers

# Processor time of the grading process, for one submission; student code has clocks of its own.
MOST_SECONDS = 560
# The limit in wall time is so many times as long: a busy machine must not fail a submission.
MOST_WALL = 10
_TIMERS = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}


class _Alarm(BaseException):
    """Ends the grading of such a submission; no handler for errors catches it."""


def _ring(*_: Any) -> None:
    _stop()
    raise _Alarm


def _stop() -> None:
    for timer in _TIMERS.values():
        signal.setitimer(timer, 0)


@contextlib.contextmanager
def time_limit(seconds: int = MOST_SECONDS, wall: int = MOST_WALL) -> Iterator[None]:
    """
    Grade one submission within a limit. There is none in a thread, since no signal reaches it.

    Parameters
    ----------
    seconds : of this process's processor time
    wall : how many times as long it may take in wall time

    Raises
    ------
    TookTooLong
        If the time is up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _ring) for number in _TIMERS}
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, wall * seconds)
            yield
        finally:
            _stop()
    except _Alarm:
        # The process may have been in the middle of a message.
        close_launchers()
        raise TookTooLong(
            f"Grading it took more than {seconds} seconds. Look at the submitted code."
        ) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
