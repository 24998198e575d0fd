"""
How long student code has been at work, on a machine that may be busy with something else.

Seconds on the wall say how busy the machine is as much as how slow the code is. What counts here is
the processor time that the student's process uses, the time that it sleeps while its answer is
awaited, and the processor time that answering its own calls takes the trusted process. The time
that it waits for a processor, or for the disk, does not. Source: proc(5), /proc/PID/stat.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator

from grader.errors import Interrupted
from grader.sandbox.inside.wire import TICK

# Seconds on the wall for each second that counts, before the machine is called too busy.
MOST_WALL = 40
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


class Clock:
    """
    Counts the time of one student process.

    Parameters
    ----------
    stat : descriptor of its /proc/PID/stat, which the clock closes; None where there is none, and
        then all the time that its answer is awaited counts
    seconds : how long it may take
    """

    def __init__(self, stat: int | None, seconds: float) -> None:
        self._stat = stat
        self.restart(seconds)

    def restart(self, seconds: float) -> None:
        """Begin again, with a limit of so many seconds."""
        self._seconds = seconds
        self._before = self._look()[1]
        self._waited = self._answering = 0.0
        self._begun = self._looked = time.monotonic()

    def close(self) -> None:
        """Close the descriptor."""
        if self._stat is not None:
            os.close(self._stat)
            self._stat = None

    @contextlib.contextmanager
    def answering(self) -> Iterator[None]:
        """Count what a call of the student's costs the trusted process."""
        begun = time.thread_time()
        try:
            yield
        finally:
            self._answering += time.thread_time() - begun

    def used(self) -> float:
        """Give the seconds that count so far."""
        return self._look()[1] - self._before + self._waited + self._answering

    def tick(self) -> None:
        """
        Count a `TICK` in which no answer came.

        It counts as one tick even if this process, too, was kept waiting and took longer over it.

        Raises
        ------
        TimeoutError
            If the process has used its time.
        Interrupted
            If it could not, because it hardly got a processor.
        """
        if self._look()[0] == "S":
            self._waited += TICK
        self.check(at_once=True)

    def check(self, at_once: bool = False) -> None:
        """Raise as `tick` does, where the last look is a tick ago, or `at_once`."""
        now = time.monotonic()
        if not at_once and now - self._looked < TICK:
            return
        self._looked = now
        if self.used() >= self._seconds:
            raise TimeoutError
        if now - self._begun >= MOST_WALL * self._seconds:
            raise Interrupted(
                f"The machine was too busy: the student's code ran for only {self.used():.1f} of "
                f"{now - self._begun:.0f} seconds"
            )

    def _look(self) -> tuple[str, float]:
        """Give the state of the process, "S" for sleeping, and its processor time in seconds."""
        if self._stat is not None:
            with contextlib.suppress(OSError):  # it has ended
                # What stands before the last bracket is the program's name.
                fields = os.pread(self._stat, 1000, 0).rpartition(b")")[2].split()
                return fields[0].decode(), (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
        return "S", 0.0
