"""Calling a student's function in the notebook that it was written in."""

from __future__ import annotations

import contextlib
import copy
import dis
import functools
import inspect
import io
import linecache
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from dnn_utils.notebook import unwatched
from testcases.execution.outcome import Answer, Outcome, Raised
from testcases.record import Case

MOST_PRINTED = 20_000
MOST_NAMES = 300
# Functions around a function: decorators and the like.
_MOST_LAYERS = 20
NOT_TO_BE_CALLED = "{name} can't be called here: do without it"
# What a notebook's variable holds that other cells make, not what it is imported or defined as.
_DATA = (np.ndarray, np.generic, int, float, complex, str, list, tuple, dict)


def run_here(
    function: Callable[..., Any],
    case: Case,
    earlier: Container[str] = (),
    without: Iterable[str] = (),
    stands_for: Mapping[str, str] | None = None,
) -> Outcome:
    """
    Ask a function one question and say what came of it.

    It gets copies of the inputs, what it prints is kept back, what it draws is thrown away, and
    NumPy's global generator is left as it was found. An error within one of the `earlier` functions
    is reported at the line that called it. Functions `without` which it is to do can't be called.
    Of `stands_for`, see `with_initializer`.
    """
    inputs = copy.deepcopy(dict(case.inputs))
    watch = MutationTracker(inputs)
    state = np.random.get_state()
    np.random.seed(case.seed)
    try:
        with quiet() as printed, set_apart(function, without):
            value = with_initializer(function, stands_for or {})(*inputs.values(), **case.options)
    except (Exception, SystemExit) as error:
        raised = describe_error(error, earlier=earlier)
        return replace(raised, outside=notebook_variables(function))
    finally:
        np.random.set_state(state)
    said = printed.getvalue()[:MOST_PRINTED]
    return Answer(value, watch.changed(), said, notebook_variables(function), watch.left())


def with_initializer(
    function: Callable[..., Any], stands_for: Mapping[str, str]
) -> Callable[..., Any]:
    """
    Let a function be passed keywords that it doesn't take, such as `initialize`.

    One that has no such parameter and calls the function that it stands for by its name is right
    too: for the length of a call, what was passed stands under that name.

    Parameters
    ----------
    function : a student's
    stands_for : for each such keyword, the name
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
    """For the length of a call, put functions that can't be called in place of the `others`."""
    space = getattr(written(function), "__globals__", {})
    before = {name: space[name] for name in others if name in space}
    space.update({name: not_to_be_called(name) for name in before})
    try:
        yield
    finally:
        space.update(before)


def not_to_be_called(name: str) -> Callable[..., Any]:
    """Give what stands for a function where another is to do its work."""

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(NOT_TO_BE_CALLED.format(name=name))

    return refuse


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
    """Remembers the arrays among some arguments, to say later which were written into."""

    def __init__(self, inputs: Any) -> None:
        self._arrays = [(name, array, array.tobytes()) for name, array in arrays(inputs)]

    def changed(self) -> tuple[str, ...]:
        """Name the arrays that hold other numbers than before; a rebound key is no change."""
        return tuple(self.left())

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
    Say what went wrong and at which of the student's own lines.

    Parameters
    ----------
    error : what was raised
    cell : where the code stands, for an error in its syntax
    earlier : functions that have exercises of their own; what goes wrong within them comes from
        what they were handed
    """
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()
        return Raised(type(error).__name__, str(error.msg), cell, error.lineno or 0, line)
    frames = list(traceback.walk_tb(error.__traceback__))
    own = [(f, n) for f, n in frames if _is_students(f.f_code.co_filename)]
    if not own:
        return Raised(type(error).__name__, str(error))
    within = (n for n, (frame, _) in enumerate(own) if frame.f_code.co_name in earlier)
    frame, number = own[max(next(within, len(own)) - 1, 0)]
    code = frame.f_code
    where = code.co_filename if ", cell " in code.co_filename else code.co_name
    line = linecache.getline(code.co_filename, number, frame.f_globals).strip()
    names = [*frame.f_locals, *frame.f_globals] if isinstance(error, NameError) else []
    seen = tuple(str(name)[:40] for name in names if not str(name).startswith("_"))
    return Raised(type(error).__name__, str(error), where, number, line, seen[:MOST_NAMES])


def _is_students(filename: str) -> bool:
    """Say whether code of this file name was typed into a notebook's cell or read from one."""
    return "ipykernel" in filename or filename.startswith("<") or ", cell " in filename


def written(function: Any) -> Any:
    """
    Give the function that somebody wrote, of what is called in its place.

    That may be a method, or what ``functools.partial``, ``np.vectorize``, a decorator or an
    object's ``__call__`` made of it.
    """
    for _ in range(_MOST_LAYERS):
        if isinstance(function, types.MethodType):
            inner: Any = function.__func__
        elif isinstance(function, functools.partial):
            inner = function.func
        elif isinstance(function, np.vectorize):
            inner = function.pyfunc
        else:
            inner = inspect.getattr_static(function, "__wrapped__", None)
        if inner is None and not isinstance(function, types.FunctionType):
            inner = inspect.getattr_static(type(function), "__call__", None)
            inner = inner if isinstance(inner, types.FunctionType) else None
        if not callable(inner):
            break
        function = inner
    return function


def notebook_variables(function: Callable[..., Any]) -> tuple[str, ...]:
    """Name the notebook's variables (numbers, arrays, lists) that a function's own code reads."""
    function = written(function)
    code = getattr(function, "__code__", None)
    space = getattr(function, "__globals__", {})
    if not isinstance(code, types.CodeType) or not isinstance(space, dict):
        return ()
    data = [name for name in _names(code) if isinstance(space.get(name), _DATA)]
    # A name may also be an attribute's, which only the instructions tell, and they take longer.
    return tuple(name for name in data if name in _globals_read(code))


def _names(code: types.CodeType) -> dict[str, None]:
    """Name the globals and attributes that a function's code, and what is nested in it, uses."""
    found = dict.fromkeys(code.co_names)
    for nested in code.co_consts:
        if isinstance(nested, types.CodeType):
            found |= _names(nested)
    return found


@functools.lru_cache(maxsize=256)
def _globals_read(code: types.CodeType) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            found[instruction.argval] = None
        elif isinstance(instruction.argval, types.CodeType):
            found.update(dict.fromkeys(_globals_read(instruction.argval)))
    return tuple(found)


def reads(function: Callable[..., Any]) -> tuple[str, ...]:
    """Name the globals that a function's own code, and what is nested in it, reads."""
    code = getattr(function, "__code__", None)
    return _globals_read(code) if isinstance(code, types.CodeType) else ()


def refers_to(function: Callable[..., Any], name: str) -> bool:
    """Say whether a function's own code (and what is nested in it) uses a global name."""
    function = written(function)
    code = getattr(function, "__code__", None)
    known = isinstance(code, types.CodeType) and name in _names(code)
    return known and name in _globals_read(code)
