"""
The process in which student code runs.

It has a socket to the trusted process and can import NumPy, `dnn_utils` and `testcases`, without
the recorded results. It knows no expected value: it gets arguments and sends back what the function
returned. Calls of earlier exercises go to the trusted process, so that an earlier mistake does not
count twice.
"""

from __future__ import annotations

import builtins
import contextlib
import dataclasses
import functools
import io
from collections.abc import Iterable
from typing import Any

import numpy as np

from testcases.execution.asserts import without_failing_asserts
from testcases.execution.call import (
    MOST_PRINTED,
    MutationTracker,
    describe_assert,
    describe_error,
    not_to_be_called,
    with_initializer,
)
from testcases.execution.cells import Cell
from testcases.execution.outcome import Raised
from testcases.execution.own_code import notebook_variables
from testcases.execution.statements import Budget, Failure, run_cells

from . import wire
from .test_cell import run_test


class Executor:
    """The namespaces of one submission's notebooks, and the conversation about them."""

    def __init__(self, connection: wire.Connection) -> None:
        self._connection = connection
        self._spaces: list[dict[str, Any]] = []
        # For each exercise, the student's function, and the form in which it is called.
        self._own: dict[str, Any] = {}
        self._callable: dict[str, Any] = {}
        self._broken: dict[str, Raised] = {}
        self._askers: dict[str, Any] = {}
        # The stand-in for each exercise's function in the notebooks, and what it calls now.
        self._stand_ins: dict[str, Any] = {}
        self._now: dict[str, Any] = {}
        self._budget = Budget()

    def serve(self) -> None:
        """Answer requests until the other side is gone."""
        while True:
            try:
                message, value = self._connection.receive()
            except wire.WireError:
                return
            if message["do"] == "load":
                for cells, home in message["notebooks"]:
                    self._load(cells, home, message["exercises"])
                self._connection.send({"said": "loaded"})
            elif message["do"] == "test":
                self._test(message)
            else:
                self._call(message, value)

    def _test(self, message: dict[str, Any]) -> None:
        """Run an instructor's test cell on the student's own functions, those of all notebooks."""
        self._assemble([], ())
        cells = [Cell(where, source) for where, source in message["cells"]]
        there = {name: self._stand_ins[name] for name in self._own}
        space = {"__name__": "__main__", **there}
        try:
            value = run_test(cells, Cell(*message["test"]), space)
            self._connection.send({"said": "tested", "value": value})
        except (Exception, SystemExit) as error:
            self._connection.send({"said": "raised", **_described(describe_error(error))})

    def _load(
        self, cells: list[list[str]], home: list[str], exercises: dict[str, dict[str, str]]
    ) -> None:
        """Run a notebook's definitions, and take its exercises' functions from them."""
        if not self._stand_ins:
            # Definitions can use any exercise's function while they run, for example as a default
            # argument. The trusted process answers calls of earlier exercises only.
            self._askers = {name: self._asker(name) for name in exercises}
            self._stand_ins = {name: self._stand_in(name) for name in exercises}
        self._now = dict(self._askers)
        space = {"__name__": "__main__", **self._stand_ins}
        self._spaces.append(space)
        defined: dict[str, Any] = {}

        def broken(failure: Failure) -> None:
            for name in exercises.keys() & failure.names:
                self._broken[name] = describe_error(failure.error, failure.where)

        run_cells(
            [Cell(where, source) for where, source in cells],
            space,
            exercises,
            broken,
            self._budget,
            lambda: self._take(space, defined),
        )
        for name, function in defined.items():
            if name in home or name not in self._own:
                self._own[name] = function
                self._callable[name] = with_initializer(function, exercises[name])

    def _take(self, space: dict[str, Any], defined: dict[str, Any]) -> None:
        """
        Take the exercises' functions that a statement has defined out of a namespace.

        Stand-ins take their place. So a table or a ``partial`` that keeps a function also calls
        whatever answers now.
        """
        for name, stand_in in self._stand_ins.items():
            function = space.get(name, stand_in)
            if function is stand_in:
                continue
            for other, its in self._stand_ins.items():
                if function is its:  # it is another exercise's, under this name
                    function = defined.get(other, self._own.get(other, its))
            defined[name] = self._now[name] = function
            with contextlib.suppress(Exception):  # the function can be any object
                functools.update_wrapper(stand_in, function)
            space[name] = stand_in

    def _stand_in(self, name: str) -> Any:
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            return self._now[name](*args, **kwargs)

        stand_in.__name__ = name
        return stand_in

    def _asker(self, name: str) -> Any:
        def ask(*args: Any, **kwargs: Any) -> Any:
            self._connection.send({"said": "ask", "name": name}, (args, kwargs))
            message, value = self._connection.receive()
            if "error" in message:
                raise _error(message["type"], message["error"])
            return value

        ask.__name__ = name
        return ask

    def _call(self, message: dict[str, Any], given: Any) -> None:
        """Call a function with one test input after the other, and send each outcome."""
        name = message["name"]
        if name not in self._own:
            broken = self._broken.get(name)
            said = {"said": "raised", **_described(broken)} if broken else {"said": "missing"}
            # Calling what can't be defined gives the same error for each test input.
            once = not broken or broken.is_final
            for _ in message["seeds"][: 1 if once else None]:
                self._connection.send(said)
            return
        asked = zip(message["seeds"], message["without"], given, strict=True)
        for seed, others, (inputs, options) in asked:
            called = getattr(self._own[name], "__name__", "")
            if called in others and self._own.get(called) is self._own[name]:
                self._connection.send({"said": "missing", "is": called})
                return
            self._assemble(message["earlier"], others)
            if not self._put(name, seed, inputs, options, message["in_place"]):
                return

    def _put(self, name: str, seed: int, inputs: dict, options: dict, in_place: bool) -> bool:
        """Call the function with one test input; say whether to go on."""
        function, watch = self._own[name], MutationTracker(inputs)
        np.random.seed(seed)
        printed = io.StringIO()
        others = self._own.keys() - {name}

        def again() -> None:
            watch.restore()
            np.random.seed(seed)
            printed.seek(printed.truncate(0))

        try:
            with contextlib.redirect_stdout(printed):
                value, failed = without_failing_asserts(
                    function,
                    lambda: self._callable[name](*inputs.values(), **options),
                    again,
                    others,
                )
            said = {"said": "answer", "changed": list(watch.changed())[:20]}
            said["printed"] = printed.getvalue()[:MOST_PRINTED]
            said["outside"] = _outside(function)
            if failed:
                said["failed"] = _described(describe_assert(failed))
            if in_place:
                value = value, watch.left()
            self._connection.send(said, value)
            return True
        except Exception as error:
            raised = describe_error(error, earlier=others)
            said = {"said": "raised", "outside": _outside(function), **_described(raised)}
            self._connection.send(said)
            return not raised.is_final

    def _assemble(self, asked: list[str], others: Iterable[str]) -> None:
        """Let stand-ins call the student's functions, unless asked elsewhere or refused."""
        self._now = self._askers | self._callable | {name: self._askers[name] for name in asked}
        self._now |= {name: not_to_be_called(name) for name in others}
        for space in self._spaces:
            space.update(self._stand_ins)


def _error(type_name: str, message: str) -> Exception:
    """Recreate, at the student's call, the error that an earlier function raised elsewhere."""
    kind = getattr(builtins, type_name, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return RuntimeError(message)
    try:
        return kind(message)
    except TypeError:
        return RuntimeError(message)


def _outside(function: Any) -> list[str]:
    return [name[:100] for name in notebook_variables(function)[:20]]


def _described(raised: Raised) -> dict[str, Any]:
    return {
        "type_name": raised.type_name[:100],
        "message": raised.message[:2000],
        "where": raised.where[:100],
        "number": raised.number,
        "line": raised.line[:300],
        "names": raised.names,
        "lookup": raised.lookup and dataclasses.astuple(raised.lookup),
    }
