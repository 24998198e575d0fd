"""Calling a student's function in the notebook that it was written in."""

from __future__ import annotations

import contextlib
import copy
import functools
import inspect
import io
import linecache
import sys
import traceback
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any

import numpy as np

from dnn_utils.notebook import unwatched
from testcases.execution.asserts import asserted_names, without_failing_asserts
from testcases.execution.lookup import failed_lookup
from testcases.execution.outcome import Answer, Outcome, Raised
from testcases.execution.own_code import is_students, notebook_variables, refers_to, written
from testcases.record import Case

MOST_PRINTED = 20_000
MOST_NAMES = 300
NOT_TO_BE_CALLED = "{name} can't be called here: do without it"


def run_here(
    function: Callable[..., Any],
    case: Case,
    earlier: Container[str] = (),
    without: Iterable[str] = (),
    stands_for: Mapping[str, str] | None = None,
) -> Outcome:
    """
    Call a function with one test input and give the outcome.

    The function gets copies of the inputs. Its printed text is captured, its plots are thrown away,
    and NumPy's global generator is restored. An error within one of the `earlier` functions is
    reported at the line that called it. Functions in `without` can't be called. For `stands_for`,
    see `with_initializer`.
    """
    inputs = copy.deepcopy(dict(case.inputs))
    watch = MutationTracker(inputs)
    state = np.random.get_state()
    np.random.seed(case.seed)
    try:
        with quiet() as printed, set_apart(function, without):
            called = with_initializer(function, stands_for or {})

            def again() -> None:
                watch.restore()
                np.random.seed(case.seed)
                printed.seek(printed.truncate(0))

            value, failed = without_failing_asserts(
                function, lambda: called(*inputs.values(), **case.options), again, earlier
            )
    except (Exception, SystemExit) as error:
        raised = describe_error(error, earlier=earlier)
        return replace(raised, outside=notebook_variables(function))
    finally:
        np.random.set_state(state)
    said = printed.getvalue()[:MOST_PRINTED]
    outside = notebook_variables(function)
    return Answer(
        value, watch.changed(), said, outside, watch.left(), failed and describe_assert(failed)
    )


def with_initializer(
    function: Callable[..., Any], stands_for: Mapping[str, str]
) -> Callable[..., Any]:
    """
    Let a function be called with keywords that it doesn't take, such as `initialize`.

    A function without that parameter is right too, if it calls by name the function that the
    keyword stands for. During the call, the passed function replaces the one of that name.

    Parameters
    ----------
    function : the student's function
    stands_for : for each such keyword, the name of the function
    """
    missing = {
        keyword: name
        for keyword, name in stands_for.items()
        if refers_to(function, name) and keyword not in inspect.signature(function).parameters
    }
    if not missing:
        return function
    space = written(function).__globals__

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        before = {name: space.get(name) for name in missing.values()}
        passed = {name: kwargs.pop(keyword, None) for keyword, name in missing.items()}
        space.update({name: value for name, value in passed.items() if value is not None})
        try:
            return function(*args, **kwargs)
        finally:
            space.update(before)

    return called


@contextlib.contextmanager
def set_apart(function: Callable[..., Any], others: Iterable[str]) -> Iterator[None]:
    """During a call, replace the `others` with functions that can't be called."""
    space = getattr(written(function), "__globals__", {})
    before = {name: space[name] for name in others if name in space}
    space.update({name: not_to_be_called(name) for name in before})
    try:
        yield
    finally:
        space.update(before)


def not_to_be_called(name: str) -> Callable[..., Any]:
    """Give the stand-in for a function whose work another function has to do itself."""

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(NOT_TO_BE_CALLED.format(name=name))

    return refuse


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Capture printed text, and throw away plots and warnings."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    backend = pyplot.get_backend() if pyplot else None
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        unwatched(),
    ):
        warnings.simplefilter("ignore")
        before = set(pyplot.get_fignums()) if pyplot else set()
        seen = pyplot and backend.lower() != "agg"
        if seen:
            # IPython sets up its figures once, at the first switch to its own backend. If that
            # were the switch back, it would come too late for the cells that follow.
            pyplot.switch_backend(backend)
            pyplot.switch_backend("agg")
        try:
            yield printed
        finally:
            pyplot = sys.modules.get("matplotlib.pyplot")  # it may have been loaded meanwhile
            for number in set(pyplot.get_fignums()) - before if pyplot else ():
                pyplot.close(number)
            if seen:
                pyplot.switch_backend(backend)


class MutationTracker:
    """Remembers the arrays among some arguments, to find out later which ones were changed."""

    def __init__(self, inputs: Any) -> None:
        self._arrays = [(name, array, array.tobytes()) for name, array in arrays(inputs)]

    def changed(self) -> tuple[str, ...]:
        """Name the arrays whose numbers have changed; a rebound key is no change."""
        return tuple(self.left())

    def restore(self) -> None:
        """Restore the numbers of the arrays."""
        for _, array, before in self._arrays:
            if array.tobytes() != before:
                array[...] = np.frombuffer(before, array.dtype).reshape(array.shape)

    def left(self) -> dict[str, np.ndarray]:
        """Give these arrays."""
        return {name: array for name, array, before in self._arrays if array.tobytes() != before}


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


def describe_error(error: BaseException, cell: str = "", earlier: Container[str] = ()) -> Raised:
    """
    Describe an error, and find the line of the student's code that it comes from.

    Parameters
    ----------
    error : the exception
    cell : the cell with the code, for a syntax error
    earlier : functions that have exercises of their own; an error within one of them comes from
        its arguments
    """
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()
        return Raised(type(error).__name__, str(error.msg), cell, error.lineno or 0, line)
    own = [one for one in _places(error) if is_students(one.tb_frame.f_code.co_filename)]
    if not own:
        return Raised(type(error).__name__, str(error))
    within = (n for n, one in enumerate(own) if one.tb_frame.f_code.co_name in earlier)
    place = own[max(next(within, len(own)) - 1, 0)]
    frame, number, code = place.tb_frame, place.tb_lineno, place.tb_frame.f_code
    where = code.co_filename if ", cell " in code.co_filename else code.co_name
    line = linecache.getline(code.co_filename, number, frame.f_globals).strip()
    names = [*frame.f_locals, *frame.f_globals] if isinstance(error, NameError) else []
    seen = tuple(str(name)[:40] for name in names if not str(name).startswith("_"))
    last = place is own[-1] and place.tb_next is None
    lookup = failed_lookup(error, place) if last else None
    return Raised(
        type(error).__name__, str(error), where, number, line, seen[:MOST_NAMES], lookup=lookup
    )


def _places(error: BaseException) -> Iterator[TracebackType]:
    """List the places of a traceback, from the outermost call."""
    place = error.__traceback__
    while place is not None:
        yield place
        place = place.tb_next


def describe_assert(error: AssertionError) -> Raised:
    """Describe an assert of the student's that failed; its names are those that it is about."""
    raised = describe_error(error)
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    names = asserted_names(frames[-1].f_code.co_filename, raised.number)
    return replace(raised, names=names[:MOST_NAMES])
