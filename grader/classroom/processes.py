"""Grading a class in processes of this machine."""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import multiprocessing.connection
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from multiprocessing.connection import Connection
from pathlib import Path

from grader.classroom.pool import GradingContext, Workers, grade_with
from grader.errors import ProcessEnded
from grader.grading import Graded
from grader.judging.alarm import time_limit
from grader.judging.cases import draw_beforehand
from grader.sandbox.inside.seccomp import PR_SET_PDEATHSIG, prctl
from grader.sandbox.launcher import launcher
from grader.submissions.reader import Earlier, read_submission
from grader.submissions.rebuild import exercises_in

# Of addresses, so what NumPy reserves for its threads counts too.
_MOST_BYTES = 8 * 2**30


# What this process grades with; set once when it starts.
_given: GradingContext | None = None


def _start(given: GradingContext, parent: int) -> None:
    global _given
    _given = given
    # The process that began the run ends these processes, however the run ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # So they end at once at the signals at which that process tidies up.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_DFL)
    prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:  # it had ended before this call
        os._exit(1)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _grade(folder: Path, earlier: Earlier) -> Graded:
    """Grade a submission with limits that protect the machine and the class's grading."""
    with time_limit():
        submitted = read_submission(_given.course, folder, _given.released, earlier)
        return grade_with(_given, submitted)


def _serve(connection: Connection, given: GradingContext, parent: int) -> None:
    """Grade one folder after another, until the other side is gone."""
    _start(given, parent)
    while True:
        try:
            folder, earlier = connection.recv()
        except EOFError:
            return
        try:
            answer = True, _grade(folder, earlier)
        except Exception as error:
            answer = False, error
        try:
            connection.send(answer)
        except BrokenPipeError:
            return


class _Worker:
    """
    One process that grades, and the pipe to it.

    Each process has its own pipe, and no other process has the other end. So when the process ends,
    even in the middle of a message, this side notices at once.
    """

    def __init__(self, given: GradingContext) -> None:
        fork = multiprocessing.get_context("fork")
        self.connection, theirs = fork.Pipe()
        self.process = fork.Process(target=_serve, args=(theirs, given, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()
        self.future: Future[Graded] | None = None

    def begin(self, folder: Path, earlier: Earlier, future: Future[Graded]) -> None:
        """Send a folder. If the process is gone, waiting for the result tells."""
        self.future = future
        with contextlib.suppress(BrokenPipeError):
            self.connection.send((folder, earlier))

    def finish(self) -> bool:
        """Take the result; say whether the process is still there."""
        future, self.future = self.future, None
        try:
            done, result = self.connection.recv()
        except (EOFError, OSError):
            future.set_exception(ProcessEnded())
            return False
        future.set_result(result) if done else future.set_exception(result)
        return True

    def close(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Processes:
    """Processes of this machine, forked from this one, which has loaded what they need."""

    lost = ProcessEnded

    def __init__(self, given: GradingContext, count: int) -> None:
        self.count = count
        self._given = given
        self._waiting: deque[tuple[Path, Earlier, Future[Graded]]] = deque()
        self.workers: list[_Worker] = []
        try:
            for _ in range(count):
                self.workers.append(_Worker(given))
        except BaseException:
            self.close()
            raise

    def submit(self, folder: Path, earlier: Earlier = ()) -> Future[Graded]:
        """Begin to grade a submission as soon as a process has nothing to do."""
        future: Future[Graded] = Future()
        self._waiting.append((folder, earlier, future))
        self._assign()
        return future

    def _assign(self) -> None:
        for worker in self.workers:
            if self._waiting and worker.future is None:
                worker.begin(*self._waiting.popleft())

    def wait(self, futures: Collection[Future[Graded]], seconds: float) -> set[Future[Graded]]:
        """Wait for one of them, and replace a process that is gone."""
        begun = time.monotonic()
        while not any(future.done() for future in futures):
            left = seconds - (time.monotonic() - begun)
            busy = {one.connection: one for one in self.workers if one.future is not None}
            if left <= 0 or not busy:
                break
            for connection in multiprocessing.connection.wait(list(busy), left):
                worker = busy[connection]
                if not worker.finish():
                    worker.close()
                    self.workers[self.workers.index(worker)] = _Worker(self._given)
            self._assign()
        return {future for future in futures if future.done()}

    def close(self) -> None:
        """End the processes at once."""
        for worker in self.workers:
            worker.close()


@contextlib.contextmanager
def on_this_machine(given: GradingContext, count: int) -> Iterator[Workers]:
    """Grade in `count` processes of this machine."""
    course = given.course
    launcher(course.packages).start()  # of which each has a copy
    notebooks = [*given.earlier.values(), *given.released.values()]
    names = [exercises_in(course, notebook) for notebook in notebooks]
    draw_beforehand(course, itertools.chain(*names), given.seed)
    importlib.import_module("h5py")  # each process would load it for the first unexplained result
    # What is there by now is never garbage. So no process looks through it, and writes to it.
    gc.freeze()
    processes = _Processes(given, count)
    try:
        yield processes
    finally:
        processes.close()
        gc.unfreeze()
