"""Calling a student's function in the notebook that it was written in."""

from __future__ import annotations

import contextlib
import copy
import io
import linecache
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from testcases.exercise import Case
from testcases.outcome import Answer, Outcome, Raised

MOST_PRINTED = 20_000


def run_here(function: Callable[..., Any], case: Case) -> Outcome:
    """
    Ask a function one question and say what came of it.

    It gets copies of the inputs, what it prints is kept back, what it draws is thrown away, and
    NumPy's global generator is left as it was found.
    """
    inputs = copy.deepcopy(dict(case.inputs))
    watch = Watch(inputs)
    state = np.random.get_state()
    np.random.seed(case.seed)
    try:
        with quiet() as printed:
            value = function(*inputs.values(), **case.options)
    except Exception as error:
        return describe_error(error)
    finally:
        np.random.set_state(state)
    return Answer(value, watch.changed(), printed.getvalue()[:MOST_PRINTED])


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Keep back what is printed, and throw away what is drawn and warned of."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    backend = pyplot.get_backend() if pyplot else None
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        if pyplot:
            before = set(pyplot.get_fignums())
            # IPython sets up its figures once, at the first switch to its own backend. If that
            # were the switch back, it would come too late for the cells that follow.
            pyplot.switch_backend(backend)
            pyplot.switch_backend("agg")
        try:
            yield printed
        finally:
            if pyplot:
                for number in set(pyplot.get_fignums()) - before:
                    pyplot.close(number)
                pyplot.switch_backend(backend)


class Watch:
    """Remembers the arrays among some arguments, to say later which were written into."""

    def __init__(self, inputs: Any) -> None:
        self._arrays = [(name, array, array.copy()) for name, array in arrays(inputs)]

    def changed(self) -> tuple[str, ...]:
        """Name the arrays that hold other numbers than before; a rebound key is no change."""
        return tuple(
            name
            for name, array, before in self._arrays
            if not np.array_equal(array, before, equal_nan=array.dtype.kind == "f")
        )


def arrays(value: Any, name: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """List the arrays in a value called `name`, each with a name such as `parameters["W1"]`."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from arrays(item, f'{name}["{key}"]' if name else str(key))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from arrays(item, f"{name}[{index}]")


def describe_error(error: BaseException, cell: str = "") -> Raised:
    """
    Say what went wrong and at which of the student's own lines.

    Parameters
    ----------
    error : what was raised
    cell : where the code stands, for an error in its syntax
    """
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()
        return Raised(type(error).__name__, str(error.msg), cell, error.lineno or 0, line)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_students(frame.filename)]
    if not own:
        return Raised(type(error).__name__, str(error))
    frame = own[-1]
    where = frame.filename if ", cell " in frame.filename else frame.name
    number = frame.lineno or 0
    line = (frame.line or linecache.getline(frame.filename, number)).strip()
    return Raised(type(error).__name__, str(error), where, number, line)


def _is_students(filename: str) -> bool:
    """Say whether code of this file name was typed into a notebook's cell or read from one."""
    return "ipykernel" in filename or filename.startswith("<") or ", cell " in filename


def refers_to(function: Callable[..., Any], name: str) -> bool:
    """Say whether a function's own code (and what is nested in it) uses a global name."""
    code = getattr(function, "__code__", None)
    return code is not None and _code_refers_to(code, name)


def _code_refers_to(code: types.CodeType, name: str) -> bool:
    nested = (c for c in code.co_consts if isinstance(c, types.CodeType))
    return name in code.co_names or any(_code_refers_to(c, name) for c in nested)
