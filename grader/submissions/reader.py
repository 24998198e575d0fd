"""
Reading a submission with limited memory, and never in the main process.

A worker of a class reads each submission before it grades it. Every other process has its own
reader: a process that starts when it is first needed, and again if a file has ended it.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.errors import NoCell, NothingThere, Unreadable
from grader.sandbox.inside.seccomp import PR_SET_PDEATHSIG, prctl
from grader.submissions.locate import Found, find_notebooks, what_is_in
from grader.submissions.read import PROBLEM, TOO_LARGE, is_unread, read_bytes, read_notebook
from testcases.record import Course
from testcases.words.describe import on_one_line

ENDED = "Reading it was stopped: a file took more memory or time than any notebook needs."
NO_CELL = "No cell of it can be read. {files}"
# The memory for reading, besides what the process already has; and the processor time, if it does
# nothing else.
_MOST_BYTES, _MOST_SECONDS = 2**30, 60


@dataclass(frozen=True)
class Submitted:
    """
    The readable part of a submission.

    Attributes
    ----------
    notebooks : the readable part of each notebook that was found, by its name
    problem : a sentence about files that might be notebooks and were not read, or an empty string
    earlier : the same for the notebooks submitted to earlier assignments
    """

    notebooks: dict[str, NotebookNode]
    problem: str
    earlier: dict[str, NotebookNode] = field(default_factory=dict)


# A submission to an earlier assignment: its folder, and the assignment's released notebooks.
Earlier = Sequence[tuple[Path, Mapping[str, NotebookNode]]]


def read_submission(
    course: Course,
    folder: Path,
    released: Mapping[str, NotebookNode],
    earlier: Earlier = (),
) -> Submitted:
    """
    Read a student's folder.

    Parameters
    ----------
    course : whose assignment it is
    folder : what was submitted
    released : for each notebook's name, what the students were given
    earlier : what the student submitted to earlier assignments

    Raises
    ------
    NothingThere
        If there is no notebook of the assignment in it.
    NoCell
        If no cell of it can be read.
    Unreadable
        If it can't be read.
    """
    with limited_memory():
        found = find_notebooks(course, folder, released)
        if not found.files:
            raise NothingThere(what_is_in(course, folder) + found.damage(folder))
        return Submitted(_readable(found), found.problem(folder), _contents_of_all(course, earlier))


def read_earlier(course: Course, earlier: Earlier) -> dict[str, NotebookNode]:
    """
    Read the notebooks that a student submitted to earlier assignments, by their names.

    Raises
    ------
    Unreadable
        If one of them can't be read.
    """
    with limited_memory():
        return _contents_of_all(course, earlier)


def _contents_of_all(course: Course, earlier: Earlier) -> dict[str, NotebookNode]:
    contents: dict[str, NotebookNode] = {}
    for folder, released in earlier:
        contents |= _contents(find_notebooks(course, folder, released))
    return contents


def read_found(found: Found) -> dict[str, NotebookNode]:
    """
    Read the notebooks that `find_notebooks` found, by their names, but none a second time.

    Raises
    ------
    NoCell
        If no cell of any can be read.
    Unreadable
        If a notebook can't be read.
    """
    with limited_memory():
        return _readable(found)


def _readable(found: Found) -> dict[str, NotebookNode]:
    """Read the notebooks; refuse those of which nobody could say what the student wrote."""
    contents = _contents(found)
    if contents and all(map(is_unread, contents.values())):
        files = [
            f"{on_one_line(found.files[name].name)}: {notebook.metadata[PROBLEM]}"
            for name, notebook in contents.items()
        ]
        raise NoCell(NO_CELL.format(files=" ".join(files)))
    return contents


def _contents(found: Found) -> dict[str, NotebookNode]:
    return {
        name: found.read[path] if path in found.read else read_notebook(read_bytes(path))
        for name, path in found.files.items()
    }


def read_file(path: Path) -> NotebookNode:
    """
    Read one notebook or Python file, as `read_notebook` does.

    Raises
    ------
    Unreadable
        If it can't be read.
    """
    with limited_memory():
        return read_notebook(read_bytes(path))


@contextlib.contextmanager
def limited_memory() -> Iterator[None]:
    """Allow this process a limited amount of further memory, as long as it reads files."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + _MOST_BYTES
    if before[0] != resource.RLIM_INFINITY:
        most = min(most, before[0])
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    except MemoryError:
        raise Unreadable(TOO_LARGE) from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


class Reader:
    """
    A process that reads files for this process.

    Parameters
    ----------
    given : the first arguments of each call, which the process gets once, when it starts
    """

    def __init__(self, *given: Any) -> None:
        self._given = given
        self._process: Any = None
        self._connection: Any = None

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """
        Call a function there, such as one of this module's, and give what it returns or raises.

        Raises
        ------
        Unreadable
            If reading ended the process.
        """
        if self._process is None or not self._process.is_alive():
            self._start()
        try:
            self._connection.send((function, arguments))
            done, result = self._connection.recv()
        except (EOFError, OSError):
            self.close()
            raise Unreadable(ENDED) from None
        if done:
            return result
        raise result

    def _start(self) -> None:
        self.close()
        # Forking a process with threads is unsafe: a lock that one of them holds would stay locked.
        how = "fork" if threading.active_count() == 1 else "spawn"
        context = multiprocessing.get_context(how)
        self._connection, theirs = context.Pipe()
        arguments = theirs, os.getpid(), self._given
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
            self._process = self._connection = None


@functools.cache
def reader() -> Reader:
    """Give this process's reader, which ends with it."""
    made = Reader()
    atexit.register(made.close)
    return made


# A process that was forked from this one has its own reader.
os.register_at_fork(after_in_child=reader.cache_clear)


def _serve(connection: Any, parent: int, given: tuple[Any, ...]) -> None:
    """Read what the other side asks for, until it is gone."""
    gc.freeze()  # what it was forked with is never garbage, so nothing looks through it
    prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        return
    for ending in (signal.SIGTERM, signal.SIGPROF):
        signal.signal(ending, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            function, arguments = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
        try:
            answer = True, function(*given, *arguments)
        except Exception as error:
            answer = False, error
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send(answer)
