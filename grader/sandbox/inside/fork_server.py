"""
The server that starts processes for student code: with NumPy loaded, one child per submission.

It runs as a script, with one end of a socket to the trusted process. It has no expected value, no
solution and no submission. A child's leftovers are deleted before the next child begins. Further
trusted processes get copies of the server, which need not load NumPy again.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import platform
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import isolation
from .seccomp import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, prctl, program_for

FORK, END, COPY, FATE = b"F", b"E", b"C", b"?"
READY, DONE, KILLED = b"R", b"D", b"K"
# Seconds that a child whose socket is closed may take to end.
_SECONDS_TO_END = 10.0

# The variables that name the folders to write in, for Python and for Matplotlib.
FOLDERS = ("HOME", "TMPDIR", "MPLCONFIGDIR")


def main(descriptor: int, settings: str) -> None:
    """Confine this process, import what students use, and fork for each request."""
    told = json.loads(settings)
    sys.path.append(told["packages"])
    # The arguments say where things are on this machine.
    sys.argv[:] = sys.orig_argv[:] = [""]
    _open_streams()
    control = socket.socket(fileno=descriptor)
    try:
        namespaces = _enter(told) if told["confined"] else None
        if told["filtered"]:
            _protect()
    except isolation.CantConfine as error:
        control.sendall(str(error).encode()[:1000])
        return
    _import(told["modules"])
    os.environ.update(dict.fromkeys(FOLDERS, told["scratch"]))
    tempfile.tempdir = None  # to be looked up again
    _draw_nothing()
    if told["confined"] or told["filtered"]:
        program_for(platform.machine())
    gc.freeze()
    control.sendall(READY)
    _Forker(control, namespaces, told["filtered"]).serve()


def _open_streams() -> None:
    """Point input and outputs at the null device; no other process shares these descriptors."""
    for stream in (0, 1, 2):
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, stream)
        if null > 2:
            os.close(null)


def _enter(told: dict) -> object:
    isolation.enter_namespaces()
    namespaces = isolation.ChildNamespaces()
    # The libraries that they are linked with must be in the new root as well.
    _import(told["modules"])
    packages = {
        f"{told['packages']}/{path.name}": str(path.resolve())
        for path in Path(told["packages"]).iterdir()
    }
    shown = dict.fromkeys([*told["libraries"], *_library_folders(told), told["stage"]])
    isolation.enter_root(told["root"], shown, packages)
    namespaces.prepare()
    _try_in_child(isolation.confine_child)
    return namespaces


def _protect() -> None:
    """Keep unconfined children, which are of the same user, away from this process's memory."""
    prctl(PR_SET_DUMPABLE, 0)
    _try_in_child(isolation.filter_child)


def _try_in_child(step: Callable[[], None]) -> None:
    """Try a step that can fail only in a child, in a child that does nothing else."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            step()
        except isolation.CantConfine as error:
            os.write(write, str(error).encode()[:500])
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    problem = os.read(read, 500).decode()
    os.close(read)
    if problem:
        raise isolation.CantConfine(problem)


def _import(modules: list[str]) -> None:
    for name in modules:
        importlib.import_module(name)


def _draw_nothing() -> None:
    """Replace the course's plots by nothing, as they are not seen here."""
    helpers = importlib.import_module("dnn_utils")
    for name in helpers.__all__:
        if name.startswith(("plot_", "draw_", "explore_")):
            setattr(helpers, name, lambda *args, **kwargs: None)


def _library_folders(told: dict) -> list[str]:
    """List the folders of the shared libraries that this process has loaded, outside Python's."""
    seen = set()
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = Path(line.split(maxsplit=5)[5]) if line.count("/") else Path()
        if ".so" in path.name:
            seen.add(str(path.parent))
    ours = tuple(f"{path}/" for path in told["libraries"])
    packages = tuple(str(path.resolve()) for path in Path(told["packages"]).iterdir())
    return sorted(path for path in seen if not f"{path}/".startswith((*ours, *packages)))


class _Forker:
    """Serves the trusted process: one child at a time."""

    def __init__(self, control: socket.socket, namespaces: object, filtered: bool = False) -> None:
        self._control = control
        self._namespaces = namespaces
        self._filtered = filtered
        self._child = 0
        self._scratch = ""
        self._copies: list[int] = []

    def serve(self) -> None:
        """Fork and end children, and make copies, until the other side is gone."""
        while True:
            select.select([self._control], [], [])
            said, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
            if said == COPY:
                self._copy(descriptors[0])
                continue
            if said == FATE:
                self._control.sendall(KILLED if self._was_killed() else DONE)
                continue
            self._end_child()
            if said == FORK:
                self._fork(descriptors[0])
                self._tell_of_child()
            elif not said:
                self._end_copies()
                return
            else:
                self._control.sendall(DONE)

    def _tell_of_child(self) -> None:
        """Report the new child, with a descriptor by which the other side finds it."""
        try:
            descriptor = os.pidfd_open(self._child)
        except OSError:  # an older kernel, or one that refuses it
            self._control.sendall(DONE)
            return
        socket.send_fds(self._control, [DONE], [descriptor])
        os.close(descriptor)

    def _was_killed(self) -> bool:
        """
        Say whether the child was killed from outside; its socket is closed.

        Student code can't kill itself: SIGKILL from within doesn't reach the first process of a
        namespace. So it was the kernel, for lack of memory, or the machine's administrator.
        """
        until = time.monotonic() + _SECONDS_TO_END
        while self._child and time.monotonic() < until:
            pid, status = os.waitpid(self._child, os.WNOHANG)
            if pid:
                self._forget_child()
                return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            time.sleep(0.005)
        return False

    def _copy(self, descriptor: int) -> None:
        """Fork a copy of this server for another trusted process; it ends with this server."""
        self._copies = [pid for pid in self._copies if not os.waitpid(pid, os.WNOHANG)[0]]
        if self._namespaces is not None:
            self._namespaces.return_to_own()
        pid = os.fork()
        if pid:
            self._copies.append(pid)
            os.close(descriptor)
            return
        prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
        self._control.close()
        self._control, self._child, self._copies = socket.socket(fileno=descriptor), 0, []
        self._control.sendall(READY)

    def _end_copies(self) -> None:
        for pid in self._copies:
            os.kill(pid, signal.SIGKILL)  # one that has ended is a zombie until it is waited for
            os.waitpid(pid, 0)

    def _fork(self, descriptor: int) -> None:
        if self._namespaces is None:
            self._scratch = tempfile.mkdtemp(dir=".")
        else:
            self._namespaces.prepare()
        self._child = os.fork()
        if self._child:
            os.close(descriptor)
            return
        status = 1
        try:
            self._become_student(descriptor)
            status = 0
        finally:
            os._exit(status)

    def _become_student(self, descriptor: int) -> None:
        from .executor import Executor
        from .wire import Connection

        os.dup2(descriptor, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        _open_streams()
        # Now, because a confined process can't be asked for it.
        connection = Connection(socket.socket(fileno=3))
        if self._namespaces is None:
            os.setsid()
            os.chdir(self._scratch)
            isolation.limit()
            if self._filtered:
                isolation.filter_child()
        else:
            isolation.confine_child()
        Executor(connection).serve()

    def _end_child(self) -> None:
        """Kill the child; the kernel then kills every process in the child's namespace."""
        if self._child:
            with contextlib.suppress(ProcessLookupError):
                (os.kill if self._namespaces else os.killpg)(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._forget_child()

    def _forget_child(self) -> None:
        self._child = 0
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
