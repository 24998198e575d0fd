"""The trusted side of the server that starts processes for student code."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dnn_utils import threads
from grader.errors import SandboxError
from grader.sandbox.inside import fork_server, isolation
from grader.sandbox.staging import PACKAGES, scratch_folder
from grader.sandbox.unconfined import STUDENT_USER, UNCONFINED, is_unconfined, student_user

if TYPE_CHECKING:
    import pwd

# Imported before the first child is forked, so that no child has to wait for it.
_WARM = (
    "numpy",
    "numpy.random",  # NumPy itself imports it only when it is used
    "h5py",
    "dnn_utils",
    "testcases.execution.call",
    "testcases.execution.cells",
    "inside.executor",
)
# Most code never plots, and this takes longer to import than all the others. A server imports it
# too as soon as there is code that names the package.
_PLOTS, _NAME_OF_PLOTS = "matplotlib.pyplot", "matplotlib"
# If its modules can't be loaded, the server sends the error to the grader, and prints nothing. A
# grader that ends deletes the modules, and one of its processes may be starting a server just then.
_MAIN = """
import contextlib, socket, sys
sys.path.insert(0, sys.argv[1])
try:
    from inside.fork_server import main
except Exception as error:
    with socket.socket(fileno=int(sys.argv[2])) as control, contextlib.suppress(OSError):
        control.sendall(f"{type(error).__name__}: {error}".encode()[:1000])
    sys.exit(1)
main(int(sys.argv[2]), sys.argv[3])
"""


# Wall time that doesn't count against a student: long enough for a busy machine.
_SECONDS_TO_START, _SECONDS_TO_ANSWER = 600.0, 120.0
# The sockets to the servers of the process that this one was forked from, if there are any.
_parents: dict[tuple[str, ...], socket.socket] = {}


class Child(NamedTuple):
    """
    A process for student code.

    Attributes
    ----------
    connection : socket to it
    stat : descriptor of its /proc/PID/stat, or None where that can't be read
    """

    connection: socket.socket
    stat: int | None


class Launcher:
    """
    Starts one process after another for student code; each ends before the next.

    Parameters
    ----------
    confined : whether the operating system confines them
    packages : the names of the course's packages that student code may import

    Raises
    ------
    SandboxError
        If they can't be confined here.
    """

    def __init__(self, confined: bool = True, packages: tuple[str, ...] = PACKAGES) -> None:
        self._confined = confined
        self._packages = packages
        # The process started here, or None for a copy of a server.
        self._process: subprocess.Popen | None = None
        self._plots = False
        self._control: socket.socket | None = None
        self._root = ""

    def prepare(self, code: Iterable[str]) -> None:
        """See to it that the next process need not import Matplotlib, if its code names it."""
        if not self._plots and any(_NAME_OF_PLOTS in text for text in code):
            self._plots = True
            self.close()

    def connect(self) -> Child:
        """
        Start a process for one submission.

        Returns
        -------
        child : a socket to it, and a descriptor for reading its time

        Raises
        ------
        SandboxError
            If the server is gone, and no new server can be started.
        """
        try:
            return self._fork()
        except OSError:
            self.close()  # it was killed, perhaps for lack of memory: try once more with a new one
        try:
            return self._fork()
        except OSError as error:
            self.close()
            raise SandboxError(
                f"The process for student code can't be started: {error}. Check how much memory is "
                "free, then run the same command again."
            ) from None

    def _fork(self) -> Child:
        self.start()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [fork_server.FORK], [theirs.fileno()])
                descriptors = self._confirm()
            except OSError:
                ours.close()
                raise
        return Child(ours, _open_stat(*descriptors))

    def end_child(self) -> None:
        """End the process that was started last, and everything that it started."""
        if self._control is None:
            return
        try:
            self._control.sendall(fork_server.END)
            self._confirm()
        except OSError:
            self.close()

    def child_was_killed(self) -> bool:
        """Say whether something other than student code must have ended a child that is gone."""
        try:
            self._control.sendall(fork_server.FATE)
            self._control.settimeout(_SECONDS_TO_ANSWER)
            return self._control.recv(1) != fork_server.DONE  # empty if the server is gone
        except (OSError, AttributeError):
            self.close()
            return True

    def _confirm(self) -> list[int]:
        """Wait until the server has carried out its order; give the descriptors that it sends."""
        self._control.settimeout(_SECONDS_TO_ANSWER)
        said, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        if said != fork_server.DONE:
            raise ConnectionError("the server is gone")
        return descriptors

    def start(self) -> None:
        """Start a server, or copy the server of the process that this one was forked from."""
        if self._control is not None or not self._plots and self._copied():
            return
        try:
            self._start()
        except ConnectionError:  # it was killed while it started
            self._start(again=True)

    def _copied(self) -> bool:
        if self._packages not in _parents:
            return False
        ours, theirs = socket.socketpair()
        ours.settimeout(_SECONDS_TO_ANSWER)
        with theirs, contextlib.suppress(OSError):
            socket.send_fds(_parents[self._packages], [fork_server.COPY], [theirs.fileno()])
            theirs.close()
            if ours.recv(1) == fork_server.READY:
                self._control = ours
                return True
        ours.close()  # it is gone
        return False

    def _start(self, again: bool = False) -> None:
        user = None if self._confined else student_user()
        ours, theirs = socket.socketpair()
        scratch = scratch_folder(self._packages)
        home = _home(user, scratch)
        self._root = tempfile.mkdtemp(prefix="root-", dir=scratch)
        settings = {
            "confined": self._confined,
            "filtered": user is not None,
            "root": self._root,
            "scratch": isolation.SCRATCH if self._confined else self._root,
            "stage": str(scratch / "stage"),
            "packages": str(scratch / "packages"),
            "modules": [*_WARM, _PLOTS] if self._plots else _WARM,
            "libraries": [sysconfig.get_path("stdlib"), sysconfig.get_config_var("DESTSHARED")],
        }
        command = [sys.executable, "-I", "-S", "-B", "-c", _MAIN, settings["stage"]]
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [*command, str(theirs.fileno()), json.dumps(settings)],
                    pass_fds=[theirs.fileno()],
                    env=_environment(home),
                    cwd=self._root,
                    start_new_session=True,
                    **_as_user(user, scratch, (home, self._root)),
                )
            except PermissionError:
                self._control = ours
                self.close()
                if user is None:
                    raise
                raise SandboxError(
                    f"The user {user.pw_name} can't start Python. Use a Python that every user can "
                    f"start, in place of {sys.executable}, or set {STUDENT_USER} to another user."
                ) from None
        self._control = ours
        ours.settimeout(_SECONDS_TO_START)
        try:
            said = ours.recv(1000)
        except ConnectionError:
            said = b""
        except TimeoutError:
            said = f"its server did not start within {_SECONDS_TO_START:.0f} s".encode()
        if said != fork_server.READY:
            self.close()
            if not said and not again:
                raise ConnectionError
            why = said.decode(errors="replace") or "its server ended at once, twice"
            raise SandboxError(
                f"The sandbox for student code can't start: {why}. docs/sandbox.md lists the usual "
                "causes. To run student code without it, able to read and write whatever you can, "
                f"add --unconfined or set {UNCONFINED}=1."
            )

    def forget(self) -> None:
        """Let go of the server, in a process that was forked from the one it belongs to."""
        if self._control is not None:
            _parents[self._packages] = self._control
        self._control = self._process = None

    def close(self) -> None:
        """End the server and its child."""
        if self._control is not None:
            with contextlib.suppress(OSError):
                # Processes that were forked from this one may have the socket as well.
                self._control.shutdown(socket.SHUT_RDWR)
            self._control.close()
            self._control = None
        if self._process is not None:
            # The server ends when its connections are closed. Its processor time is counted then.
            try:
                self._process.wait(_SECONDS_TO_ANSWER)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        shutil.rmtree(self._root, ignore_errors=True)


# By their packages, and whether they confine; each ends with this process.
_launchers: dict[tuple[tuple[str, ...], bool], Launcher] = {}


def launcher(packages: tuple[str, ...] = PACKAGES) -> Launcher:
    """Give this process's launcher for a course; the environment says if it is unconfined."""
    key = packages, not is_unconfined()
    if key not in _launchers:
        made = Launcher(key[1], packages)
        atexit.register(made.close)
        os.register_at_fork(after_in_child=made.forget)
        _launchers[key] = made
    return _launchers[key]


def close_launchers() -> None:
    """End this process's servers; a new one starts when it is needed."""
    for one in _launchers.values():
        one.close()


# A process that was forked from this one has servers of its own.
os.register_at_fork(after_in_child=_launchers.clear)


def _as_user(
    user: pwd.struct_passwd | None, scratch: Path, folders: Iterable[str | Path]
) -> dict[str, Any]:
    """Give what starts a process as this user, and let the user write in these folders."""
    if user is None:
        return {}
    scratch.chmod(0o711)
    for folder in folders:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _open_stat(descriptor: int | None = None) -> int | None:
    """Open the /proc/PID/stat of the process that a descriptor stands for, and close that."""
    if descriptor is None:
        return None
    try:
        told = Path(f"/proc/self/fdinfo/{descriptor}").read_text()
        pid = next(line.split()[1] for line in told.splitlines() if line.startswith("Pid:"))
        return os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
    except (OSError, StopIteration):
        return None
    finally:
        os.close(descriptor)


def _home(user: pwd.struct_passwd | None, scratch: Path) -> Path:
    """Give the folder for caches of imported packages; another user gets one of its own."""
    home = scratch / ("home" if user is None else f"home-of-{user.pw_uid}")
    home.mkdir(exist_ok=True)
    return home


def _environment(home: Path) -> dict[str, str]:
    one = dict.fromkeys(threads.VARIABLES, "1")
    # Imported packages may write caches, such as Matplotlib's list of fonts, but not at a path
    # that means something else before the server is confined.
    folders = dict.fromkeys(fork_server.FOLDERS, str(home))
    # h5py locks the files that it opens, which the filter refuses.
    others = {"MPLBACKEND": "agg", "LANG": "C.UTF-8", "HDF5_USE_FILE_LOCKING": "FALSE"}
    return {**one, **folders, **others}
