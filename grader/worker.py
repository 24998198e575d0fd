"""
The process in which student code runs.

It is started as a script, with a socket to the trusted process and a search path that holds NumPy,
`dnn_utils` and `testcases` without the recorded answers. It knows no expected value: it is given
arguments and gives back what the function returned. Calls of earlier exercises are asked of the
trusted process, so that an earlier mistake does not count twice.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any

SECONDS_OF_CPU = 120
BYTES_OF_MEMORY = 4 * 2**30
BYTES_OF_FILE = 16 * 2**20


def main(descriptor: int, *search_path: str) -> None:
    """Serve the trusted process over the socket with this file descriptor until it closes."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.path.extend(search_path)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_CPU, SECONDS_OF_CPU))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES_OF_FILE, BYTES_OF_FILE))
    Worker(socket.socket(fileno=descriptor)).serve()


class Worker:
    """One notebook's namespace, and the conversation about it."""

    def __init__(self, connection: socket.socket) -> None:
        import wire

        self._wire = wire
        self._connection = connection
        self._space: dict[str, Any] = {}
        self._own: dict[str, Any] = {}
        self._broken: dict[str, dict[str, Any]] = {}

    def serve(self) -> None:
        """Answer requests until the other side is gone."""
        while True:
            try:
                message, value = self._wire.receive(self._connection)
            except self._wire.WireError:
                return
            if message["do"] == "load":
                self._load(message["cells"], message["exercises"])
                self._wire.send(self._connection, {"said": "loaded"})
            else:
                self._call(message["name"], message["earlier"], message["seed"], value)

    def _load(self, cells: list[list[str]], exercises: list[str]) -> None:
        """Run the definitions of the cells, each statement by itself, in the notebook's space."""
        from testcases.notebook_code import Cell, run_definitions

        # Every exercise's function can be asked for while definitions run: as a default argument,
        # say. The trusted process answers for earlier exercises only.
        self._space = {"__name__": "__main__", **{name: self._asker(name) for name in exercises}}
        given = dict(self._space)
        for where, source in cells:

            def broken(part: str, error: Exception, where: str = where) -> None:
                for name in exercises:
                    if f"def {name}(" in part:
                        self._broken[name] = _raised(error, where)

            run_definitions(Cell(where, source), self._space, broken)
        self._own = {n: self._space[n] for n in exercises if self._space[n] is not given[n]}

    def _asker(self, name: str) -> Any:
        def ask(*args: Any, **kwargs: Any) -> Any:
            self._wire.send(self._connection, {"said": "ask", "name": name}, (args, kwargs))
            message, value = self._wire.receive(self._connection)
            if message.get("error"):
                raise _EarlierError(message["error"])
            return value

        ask.__name__ = name
        return ask

    def _call(self, name: str, earlier: list[str], seed: int, given: Any) -> None:
        import numpy as np

        from testcases.running import Watch

        function = self._own.get(name)
        if function is None:
            broken = self._broken.get(name)
            said = {"said": "raised", **broken} if broken else {"said": "missing"}
            self._wire.send(self._connection, said)
            return
        self._space.update(self._own)
        self._space.update({other: self._asker(other) for other in earlier})
        inputs, options = given
        watch = Watch(inputs)
        np.random.seed(seed)
        try:
            value = function(*inputs.values(), **options)
            changed = list(watch.changed())[:20]
            self._wire.send(self._connection, {"said": "answer", "changed": changed}, value)
        except Exception as error:
            self._wire.send(self._connection, {"said": "raised", **_raised(error)})


class _EarlierError(Exception):
    """An earlier exercise's function was called with arguments that it can't work with."""


def _raised(error: Exception, where: str = "") -> dict[str, Any]:
    from testcases.running import describe_error

    described = describe_error(error, where)
    return {
        "type_name": described.type_name,
        "message": described.message[:2000],
        "where": described.where,
        "number": described.number,
        "line": described.line[:300],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
