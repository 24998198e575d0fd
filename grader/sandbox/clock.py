"""
Measuring how long student code works, on a machine that may be busy with something else.

Wall time shows how busy the machine is as much as how slow the code is. Three times count here: the
processor time of the student's process, the time that it sleeps while its result is awaited, and
the processor time in which the trusted process answers its calls. Waiting for a processor, or for
the disk, does not count. Source: proc(5), /proc/PID/stat.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator

from grader.errors import Interrupted
from grader.sandbox.inside.wire import TICK

# The machine is too busy at more than this many seconds of wall time per counted second.
MOST_WALL = 40
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


class Clock:
    """
    Counts the time of one student process.

    Parameters
    ----------
    stat : descriptor of its /proc/PID/stat, which the clock closes; if None, all the time in which
        its result is awaited counts
    seconds : the time limit
    """

    def __init__(self, stat: int | None, seconds: float) -> None:
        self._stat = stat
        self.restart(seconds)

    def restart(self, seconds: float) -> None:
        """Start again, with a limit of so many seconds."""
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
        """Count the trusted process's time for answering a call of the student's."""
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
        Count a `TICK` without a result.

        It counts as one tick even if this process had to wait, too, and took longer.

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
                # The text before the last bracket is the program's name.
                fields = os.pread(self._stat, 1000, 0).rpartition(b")")[2].split()
                return fields[0].decode(), (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
        return "S", 0.0
