"""Grading several submissions of a class at once, also on a Dask cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from nbformat.notebooknode import NotebookNode

from grader.errors import CourseError
from grader.grading import Graded, grade_submission
from grader.submissions.reader import Earlier, Submitted, read_submission, reader
from grader.submissions.rebuild import rebuild_earlier
from testcases.record import Course

_SECONDS_TO_CONNECT = 30
_NO_WORKERS = (
    "The Dask scheduler at {address} has no workers left. Start some, then run the same command "
    "again: it continues where it stopped."
)
_GONE = (
    "The Dask scheduler at {address} is gone. Start it again, then run the same command: it "
    "continues where it stopped."
)


@dataclass(frozen=True)
class GradingContext:
    """
    The data that grading any submission of a run needs.

    Attributes
    ----------
    course : whose exercises
    released : for each notebook's name, what the students were given
    seed : the seed of the test inputs, the same for the whole class
    earlier : the same as `released`, for the notebooks of earlier assignments
    """

    course: Course
    released: Mapping[str, NotebookNode]
    seed: int
    earlier: Mapping[str, NotebookNode] = field(default_factory=dict)


class Workers(Protocol):
    """
    Grades submissions, several at once.

    Attributes
    ----------
    count : how many at once
    lost : the error that a future raises if the process that graded the submission is gone
    """

    count: int
    lost: type[Exception] | tuple[type[Exception], ...]

    def submit(self, folder: Path, earlier: Earlier = ()) -> Future[Graded]:
        """Begin to read and to grade a submission, and those to earlier assignments with it."""

    def wait(self, futures: Collection[Future[Graded]], seconds: float) -> set[Future[Graded]]:
        """
        Wait until a future is done, for at most so many seconds; return the futures that are done.

        Raises
        ------
        CourseError
            If no future is done and no worker is left.
        """


def grade_with(given: GradingContext, submitted: Submitted) -> Graded:
    """Grade what was read of a submission."""
    earlier = rebuild_earlier(given.course, given.earlier, submitted.earlier)
    graded = grade_submission(
        given.course, given.released, submitted.notebooks, given.seed, earlier
    )
    return replace(graded, problems=(*filter(None, [submitted.problem]), *graded.problems))


class _Cluster:
    def __init__(self, client: Any, given: GradingContext, address: str) -> None:
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        self.count = sum(client.nthreads().values())
        self.lost = (KilledWorker, CancelledError, CommClosedError)
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._address = address
        self._course, self._released = given.course, given.released
        # As the result of a task, and not scattered: if a worker is lost, Dask computes it again.
        self._given = client.submit(_same, given, pure=False)

    def submit(self, folder: Path, earlier: Earlier = ()) -> Future[Graded]:
        """Read a submission here, and begin to grade it somewhere in the cluster."""
        if self._client.status != "running":
            raise CourseError(_GONE.format(address=self._address))
        try:
            submitted = reader().call(
                read_submission, self._course, folder, self._released, earlier
            )
        except Exception as error:
            failed: Future[Graded] = Future()
            failed.set_exception(error)
            return failed
        return self._executor.submit(grade_with, self._given, submitted)

    def wait(self, futures: Collection[Future[Graded]], seconds: float) -> set[Future[Graded]]:
        """Wait for one of them; raise an error if the scheduler has no workers."""
        done, _ = wait(futures, seconds, return_when=FIRST_COMPLETED)
        if not done and not self._client.nthreads():
            raise CourseError(_NO_WORKERS.format(address=self._address))
        return done


def _same(given: GradingContext) -> GradingContext:
    return given


@contextlib.contextmanager
def on_dask(given: GradingContext, address: str) -> Iterator[Workers]:
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
            "Grading on Dask needs the package distributed. Run: pip install 'dnn-course[dask]'"
        ) from None
    try:
        resolve_address(address)  # a client that can't connect ends late, with a traceback
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"There is no Dask scheduler at {address} ({error}). Check the address, or start one "
            "with: dask scheduler"
        ) from None
    with client:
        if not client.nthreads():
            raise CourseError(
                f"The Dask scheduler at {address} has no workers. Start one with: dask worker "
                f"{address}"
            )
        yield _Cluster(client, given, address)
