"""The trusted side of a process that runs one notebook's functions."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import dnn_utils
import testcases
from grader import wire, worker
from testcases.catalogue import EXERCISES
from testcases.exercise import Case
from testcases.notebook_code import Cell
from testcases.outcome import Answer, Crashed, Missing, Outcome, Raised, TimedOut
from testcases.running import MOST_PRINTED

# Seconds of wall time for all the questions to one function, and for running its definitions.
SECONDS = 10.0
_MOST_TEXT = 2_000


class StudentProcess:
    """
    Runs the functions of one submission's notebooks, in a process of its own.

    The process is started when it is first needed, killed when it takes too long or says
    something that can't be read, and started again for the next function.

    Parameters
    ----------
    notebooks : for each notebook's name its code cells; only what they define is run
    seconds : wall time that each function has

    Attributes
    ----------
    asked : the earlier exercises whose functions the present one called
    """

    def __init__(self, notebooks: Mapping[str, Sequence[Cell]], seconds: float = SECONDS) -> None:
        self._notebooks = [
            [
                [[cell.where, cell.source] for cell in cells],
                [name for name, exercise in EXERCISES.items() if exercise.notebook == notebook],
            ]
            for notebook, cells in notebooks.items()
        ]
        self.asked: set[str] = set()
        self._seconds = seconds
        self._process: subprocess.Popen | None = None
        self._connection: socket.socket | None = None
        self._scratch = ""
        self._deadline = 0.0

    def __enter__(self) -> StudentProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_clock(self) -> None:
        """Give the next function its time, and forget which earlier ones were asked for."""
        self.asked = set()
        self._deadline = time.monotonic() + self._seconds

    def ask(
        self,
        name: str,
        case: Case,
        earlier: Sequence[str],
        answer: Callable[[str, tuple, dict], Any],
    ) -> Outcome:
        """
        Put one question to the function called `name`.

        Parameters
        ----------
        name : the exercise that is judged
        case : the question
        earlier : names of the exercises whose calls `answer` takes
        answer : called with name, args and kwargs of such a call; returns the reference's answer

        Returns
        -------
        outcome : what came of it; never an exception of the student's
        """
        try:
            if self._process is None:
                self._start()
            request = {"do": "call", "name": name, "earlier": list(earlier), "seed": case.seed}
            self._send(request, (dict(case.inputs), dict(case.options)))
            while True:
                said, value = wire.receive(self._connection, self._deadline)
                if said.get("said") != "ask":
                    return _outcome(said, value)
                self._answer(said, value, earlier, answer)
        except TimeoutError:
            self.close()
            return TimedOut(self._seconds)
        except (wire.WireError, OSError):
            self.close()
            return Crashed()

    def _answer(
        self,
        said: dict[str, Any],
        value: Any,
        earlier: Sequence[str],
        answer: Callable[[str, tuple, dict], Any],
    ) -> None:
        """Answer a call of an earlier exercise's function with the reference."""
        name = said.get("name")
        if name not in earlier:
            self._send({"error": f"name '{str(name)[:60]}' is not defined", "type": "NameError"})
            return
        if not (isinstance(value, tuple) and len(value) == 2):
            raise wire.WireError("not a call")
        self.asked.add(name)
        try:
            result = answer(name, *value)
        except Exception as error:
            message = error.args[0] if len(error.args) == 1 else str(error)
            self._send({"error": str(message)[:300], "type": type(error).__name__})
        else:
            self._send({}, result)

    def _send(self, message: dict[str, Any], *value: Any) -> None:
        self._connection.settimeout(max(0.001, self._deadline - time.monotonic()))
        wire.send(self._connection, message, *value)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._scratch = tempfile.mkdtemp(prefix="student-")
        packages = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
        command = [sys.executable, "-I", "-S", "-B", str(_stage() / "worker.py")]
        try:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), *packages],
                pass_fds=[theirs.fileno()],
                env=_environment(self._scratch),
                cwd=self._scratch,
                start_new_session=True,
            )
        finally:
            theirs.close()
        self._connection = ours
        load = {"do": "load", "notebooks": self._notebooks, "exercises": list(EXERCISES)}
        self._send(load)
        said, _ = wire.receive(ours, self._deadline)
        if said.get("said") != "loaded":
            raise wire.WireError("the process did not start")

    def close(self) -> None:
        """End the process, and whatever it started in its session."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = ""


def _environment(scratch: str) -> dict[str, str]:
    one = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS")}
    return {**one, "HOME": scratch, "MPLBACKEND": "agg", "MPLCONFIGDIR": scratch, "LANG": "C.UTF-8"}


def _outcome(said: dict[str, Any], value: Any) -> Outcome:
    """Read what the process said; all of it is a claim about an answer and none a verdict."""
    kind = said.get("said")
    if kind == "answer":
        changed = said.get("changed")
        names = changed if isinstance(changed, list) else []
        changed = tuple(str(name)[:80] for name in names[:20])
        return Answer(value, changed, str(said.get("printed", ""))[:MOST_PRINTED])
    if kind == "raised":
        number = said.get("number")
        return Raised(
            *(str(said.get(key, ""))[:_MOST_TEXT] for key in ("type_name", "message", "where")),
            number=number if type(number) is int else 0,
            line=str(said.get("line", ""))[:300],
        )
    return Missing() if kind == "missing" else Crashed()


@functools.cache
def _stage() -> Path:
    """Lay out what the process may import: the students' packages without recorded answers."""
    stage = Path(tempfile.mkdtemp(prefix="stage-"))
    _remove_at_exit(stage)
    for package in (dnn_utils, testcases):
        source = Path(package.__file__).parent
        shutil.copytree(source, stage / source.name, ignore=_not_python)
    for module in (wire, worker):
        shutil.copy(module.__file__, stage)
    return stage


def _not_python(folder: str, names: list[str]) -> set[str]:
    return {n for n in names if not n.endswith(".py") and not Path(folder, n).is_dir()}


def _remove_at_exit(folder: Path) -> None:
    import atexit

    atexit.register(shutil.rmtree, folder, ignore_errors=True)
