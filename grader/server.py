"""The trusted side of the server that starts processes for student code."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
import tempfile
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

import dnn_utils
import testcases
from grader import confined
from grader.confined import confinement, forking
from grader.course import UNCONFINED, CourseError

# What a student's code may import, with what these need, beside the standard library.
_DISTRIBUTIONS = ("numpy", "h5py", "matplotlib")
# Imported before the first child is forked, so that none has to wait for it.
_WARM = (
    "numpy",
    "numpy.random",  # NumPy itself waits until somebody asks for it
    "matplotlib.pyplot",
    "h5py",
    "dnn_utils",
    "testcases.running",
    "testcases.notebook_code",
    "confined.worker",
)
_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from confined.forking import main; main(int(sys.argv[2]), sys.argv[3])"
)


_SECONDS_TO_START, _SECONDS_TO_ANSWER = 120.0, 10.0
# Where this process was forked from one that has a server: the socket to it.
_parents: socket.socket | None = None


class ServerError(CourseError):
    """Student code can't be run; the message says why and what to do."""


class Server:
    """
    Starts one process after the other for student code, each ended before the next.

    Parameters
    ----------
    confined : whether the operating system is to confine them

    Raises
    ------
    ServerError
        If they can't be confined here.
    """

    def __init__(self, confined: bool = True) -> None:
        self._confined = confined
        # What was started here, or None where this is a copy of a server.
        self._process: subprocess.Popen | None = None
        self._control: socket.socket | None = None
        self._root = ""

    def connect(self) -> socket.socket:
        """
        Start a process for one submission.

        Returns
        -------
        connection : a socket to it
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self.start()
                socket.send_fds(self._control, [forking.FORK], [theirs.fileno()])
                self._confirm()
            except OSError:
                # Once more with a server that is new: this one was killed, say for want of memory.
                self.close()
                self.start()
                socket.send_fds(self._control, [forking.FORK], [theirs.fileno()])
                self._confirm()
        return ours

    def end_child(self) -> None:
        """End the process that was started last, and everything that it started."""
        if self._control is None:
            return
        try:
            self._control.sendall(forking.END)
            self._confirm()
        except OSError:
            self.close()

    def _confirm(self) -> None:
        self._control.settimeout(_SECONDS_TO_ANSWER)
        if self._control.recv(1) != forking.DONE:
            raise ConnectionError("the server is gone")

    def start(self) -> None:
        """Start the server, or a copy of the one of the process that this one was forked from."""
        if self._control is None and not self._copied():
            self._start()

    def _copied(self) -> bool:
        if _parents is None:
            return False
        ours, theirs = socket.socketpair()
        ours.settimeout(_SECONDS_TO_ANSWER)
        with theirs, contextlib.suppress(OSError):
            socket.send_fds(_parents, [forking.COPY], [theirs.fileno()])
            theirs.close()
            if ours.recv(1) == forking.READY:
                self._control = ours
                return True
        ours.close()  # it is gone
        return False

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._root = tempfile.mkdtemp(prefix="root-", dir=_folder())
        settings = {
            "confined": self._confined,
            "root": self._root,
            "stage": str(_stage()),
            "packages": str(_packages()),
            "modules": _WARM,
            "libraries": [sysconfig.get_path("stdlib"), sysconfig.get_config_var("DESTSHARED")],
        }
        scratch = confinement.SCRATCH if self._confined else self._root
        stage = str(_stage())
        command = [sys.executable, "-I", "-S", "-B", "-c", _MAIN, stage]
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), json.dumps(settings)],
                pass_fds=[theirs.fileno()],
                env=_environment(scratch),
                cwd=self._root,
                start_new_session=True,
            )
        self._control = ours
        ours.settimeout(_SECONDS_TO_START)
        said = ours.recv(1000)
        if said != forking.READY:
            self.close()
            why = said.decode(errors="replace") or "the server for it ended at once"
            raise ServerError(
                f"Student code can't be confined here: {why}. "
                "docs/grading.md says what that needs. To let it run all the same, with "
                f"everything that you can read and write: --unconfined, or {UNCONFINED}=1."
            )

    def forget(self) -> None:
        """Let go of the server, in a process that was forked from the one it belongs to."""
        global _parents
        _parents = self._control
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
            # It ends when nobody is left to talk to; the time that it took is counted then.
            try:
                self._process.wait(_SECONDS_TO_ANSWER)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        shutil.rmtree(self._root, ignore_errors=True)


@functools.cache
def server() -> Server:
    """Give this process's server, which ends with it; the environment says if it is unconfined."""
    made = Server(confined=not os.environ.get(UNCONFINED))
    atexit.register(made.close)
    os.register_at_fork(after_in_child=made.forget)
    return made


# A process that was forked from this one has a server of its own.
os.register_at_fork(after_in_child=server.cache_clear)


def _environment(scratch: str) -> dict[str, str]:
    one = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS")}
    folders = dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR"), scratch)
    # h5py locks the files that it opens, which the filter refuses.
    others = {"MPLBACKEND": "agg", "LANG": "C.UTF-8", "HDF5_USE_FILE_LOCKING": "FALSE"}
    return {**one, **folders, **others}


@functools.cache
def _stage() -> Path:
    """Lay out what the process may import of ours: helpers, without recorded answers."""
    stage = _folder() / "stage"
    for package in (dnn_utils, testcases, confined):
        source = Path(package.__file__).parent
        shutil.copytree(source, stage / source.name, ignore=_not_python)
    return stage


@functools.cache
def _packages() -> Path:
    """Lay out links to the installed packages that student code may import."""
    folder = _folder() / "packages"
    folder.mkdir()
    for name in _with_requirements(_DISTRIBUTIONS):
        for path in distribution(name).files or ():
            top = path.parts[0]
            if top in ("..", "__pycache__") or top.endswith((".dist-info", ".pth")):
                continue
            link = folder / top
            if not link.is_symlink():
                link.symlink_to(Path(distribution(name).locate_file(top)).resolve())
    return folder


def _with_requirements(names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    left = list(names)
    while left:
        name = left.pop()
        if name in found:
            continue
        found.append(name)
        for line in distribution(name).requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                left.append(requirement.name)
    return found


@functools.cache
def _folder() -> Path:
    """Make a folder for what this process, and those that it forks, lay out; it goes with it."""
    _clean_up(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=f"grader-{os.getpid()}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _clean_up(place: Path) -> None:
    """Delete the folders that graders of this user left behind which were killed."""
    for folder in place.glob("grader-*-*"):
        pid = folder.name.split("-")[1]
        with contextlib.suppress(FileNotFoundError):  # another grader was quicker
            found = folder.lstat()
            ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
            if ours and pid.isdecimal() and not _lives(int(pid)):
                # What is a link in it is deleted and not followed.
                shutil.rmtree(folder, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's by now
        return True
    return True


def _not_python(folder: str, names: list[str]) -> set[str]:
    return {n for n in names if not n.endswith(".py") and not Path(folder, n).is_dir()}
