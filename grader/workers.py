"""Where submissions are graded: in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import resource
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

from nbformat import NotebookNode

from grader.alarm import time_limit
from grader.cases import prepare
from grader.confined.seccomp import PR_SET_PDEATHSIG, prctl
from grader.course import CourseError
from grader.grading import Graded, grade_submission
from grader.server import server
from grader.submission import exercises_in

_SECONDS_TO_CONNECT = 10
# Of addresses, so what NumPy reserves for its threads counts too.
_MOST_BYTES = 8 * 2**30
_NO_WORKERS = (
    "The Dask scheduler at {address} has no workers left. What was graded stays; start some, and "
    "the same command goes on where this one stopped."
)
_GONE = (
    "The Dask scheduler at {address} is gone. What was graded stays; the same command goes on "
    "where this one stopped."
)


@dataclass(frozen=True)
class Given:
    """
    What every submission of a run is graded with.

    Attributes
    ----------
    released : for each notebook's name, what the students were given
    seed : what to draw the questions with; one for the class, so that all are asked the same
    """

    released: Mapping[str, NotebookNode]
    seed: int


class Workers(Protocol):
    """
    Grades submissions, several at once.

    Attributes
    ----------
    count : how many at once
    lost : what a future raises where the process is gone that graded the submission
    """

    count: int
    lost: type[Exception] | tuple[type[Exception], ...]

    def submit(self, handed_in: Mapping[str, bytes | str]) -> Future[Graded]:
        """Begin to grade a submission."""

    def check(self) -> None:
        """
        Say whether anything can still come, when nothing has for long.

        Raises
        ------
        CourseError
            If nobody is left to grade.
        """


# What this process grades with; set once when it starts.
_given: Given | None = None


def _start(given: Given, parent: int) -> None:
    global _given
    _given = given
    # The one who began the run ends it, and these processes with it, however it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # And so that it can, these end where the one who began the run tidies up.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_DFL)
    prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:  # it was gone before that could be said
        os._exit(1)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _grade(handed_in: Mapping[str, bytes | str]) -> Graded:
    """Grade a submission, which may bring down neither the machine nor the grading of a class."""
    with time_limit():
        return _grade_with(_given, handed_in)


def _grade_with(given: Given, handed_in: Mapping[str, bytes | str]) -> Graded:
    return grade_submission(given.released, handed_in, given.seed)


class _Processes:
    """Forks its processes from this one, which has loaded what they need."""

    lost = BrokenProcessPool

    def __init__(self, given: Given, count: int) -> None:
        self.count = count
        self._given = given
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        fork = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(self.count, fork, _start, (self._given, os.getpid()))

    def submit(self, handed_in: Mapping[str, bytes | str]) -> Future[Graded]:
        """Begin to grade a submission, in a new pool where the last one is gone."""
        try:
            return self._pool.submit(_grade, handed_in)
        except BrokenProcessPool:
            self._kill()
            self._pool = self._new_pool()
            return self._pool.submit(_grade, handed_in)

    def check(self) -> None:
        """Nothing is to be said: who is gone is told by what waits for it."""

    def close(self) -> None:
        """End the processes at once."""
        self._kill()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _kill(self) -> None:
        """Kill what is left of a pool: whoever of it lives on keeps this process from ending."""
        for process in list((self._pool._processes or {}).values()):
            process.kill()


@contextlib.contextmanager
def on_this_machine(given: Given, count: int) -> Iterator[Workers]:
    """Grade in `count` processes of this machine."""
    server().start()  # of which each has a copy
    prepare(itertools.chain(*map(exercises_in, given.released.values())), given.seed)
    processes = _Processes(given, count)
    try:
        yield processes
    finally:
        processes.close()


class _Cluster:
    def __init__(self, client: Any, given: Given, address: str) -> None:
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        self.count = sum(client.nthreads().values())
        self.lost = (KilledWorker, CancelledError, CommClosedError)
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._address = address
        # As the result of a task, and not scattered: where a worker is gone, it is made again.
        self._given = client.submit(_same, given, pure=False)

    def submit(self, handed_in: Mapping[str, bytes | str]) -> Future[Graded]:
        """Begin to grade a submission somewhere in the cluster."""
        if self._client.status != "running":
            raise CourseError(_GONE.format(address=self._address))
        return self._executor.submit(_grade_with, self._given, handed_in)

    def check(self) -> None:
        """Say so where the scheduler waits for workers, and there are none."""
        if not self._client.nthreads():
            raise CourseError(_NO_WORKERS.format(address=self._address))


def _same(given: Given) -> Given:
    return given


@contextlib.contextmanager
def on_dask(given: Given, address: str) -> Iterator[Workers]:
    """
    Grade on the workers of a Dask cluster.

    Parameters
    ----------
    given : what to grade with
    address : of the cluster's scheduler, such as tcp://10.0.0.5:8786

    Raises
    ------
    CourseError
        If there is no cluster at the address, or it has no workers.
    """
    try:
        from distributed import Client
        from distributed.comm import resolve_address
    except ImportError:
        raise CourseError(
            "A Dask cluster needs the package distributed: pip install 'dnn-course[dask]'."
        ) from None
    try:
        resolve_address(address)  # a client that is made in vain ends late, with a traceback
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(f"There is no Dask scheduler at {address} ({error}).") from None
    with client:
        if not client.nthreads():
            raise CourseError(f"The Dask scheduler at {address} has no workers. Start some first.")
        yield _Cluster(client, given, address)
