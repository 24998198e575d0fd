"""An end to the grading of a submission that keeps the grading process busy."""

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
# On the wall so many times as much: a busy machine is no reason to give up on anybody.
MOST_WALL = 10
_TIMERS = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}


class _Alarm(BaseException):
    """What ends the grading of such a submission; nothing that catches errors keeps it."""


def _ring(*_: Any) -> None:
    _stop()
    raise _Alarm


def _stop() -> None:
    for timer in _TIMERS.values():
        signal.setitimer(timer, 0)


@contextlib.contextmanager
def time_limit(seconds: int = MOST_SECONDS, wall: int = MOST_WALL) -> Iterator[None]:
    """
    Grade one submission within a limit. In a thread, which no signal reaches, there is none.

    Parameters
    ----------
    seconds : of this process's processor time
    wall : how many times as long it may take on the wall

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
        # It may have been in the middle of a conversation.
        close_launchers()
        raise TookTooLong(
            f"Grading it took more than {seconds} seconds. Look at the submitted code."
        ) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
