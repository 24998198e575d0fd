"""The names that a function's own code reads, and the function that the student wrote."""

from __future__ import annotations

import ast
import dis
import functools
import inspect
import linecache
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from testcases.execution.cells import parse

# Functions around a function: decorators and the like.
_MOST_LAYERS = 20
# The types of variables that other cells compute, as opposed to imports and definitions.
_DATA = (np.ndarray, np.generic, int, float, complex, str, list, tuple, dict)


def is_students(filename: str) -> bool:
    """Say whether code of this file name was typed into a notebook's cell or read from one."""
    in_colab = "ipython-input" in filename
    return "ipykernel" in filename or in_colab or filename.startswith("<") or ", cell " in filename


def written(function: Any) -> Any:
    """
    Find the function that the student wrote behind the object that is called.

    That object can be a method, or the result of ``functools.partial``, ``np.vectorize`` or a
    decorator, or an object with ``__call__``.
    """
    for _ in range(_MOST_LAYERS):
        if type(function) is types.FunctionType and "__wrapped__" not in function.__dict__:
            break  # the usual case; looking at any other object takes longer
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


def definition_of(function: Any) -> ast.FunctionDef | None:
    """Find the text of a function that a student wrote, as a syntax tree; None if there is none."""
    code = getattr(written(function), "__code__", None)
    if not isinstance(code, types.CodeType):
        return None
    try:
        tree = parse("".join(linecache.getlines(code.co_filename)))
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        first = [node, *getattr(node, "decorator_list", ())]
        is_it = isinstance(node, ast.FunctionDef) and node.name == code.co_name
        if is_it and code.co_firstlineno in (one.lineno for one in first):
            return node
    return None


def _stub() -> None:
    raise NotImplementedError()


def is_stub(function: Any) -> bool:
    """Say whether a function does nothing but raise NotImplementedError, as the handed-out ones."""
    code, stub = getattr(function, "__code__", None), _stub.__code__
    same = isinstance(code, types.CodeType) and code.co_code == stub.co_code
    return same and code.co_names == stub.co_names


def notebook_variables(function: Callable[..., Any]) -> tuple[str, ...]:
    """Name the notebook's variables (numbers, arrays, lists) that a function's own code reads."""
    function = written(function)
    code = getattr(function, "__code__", None)
    space = getattr(function, "__globals__", {})
    if not isinstance(code, types.CodeType) or not isinstance(space, dict):
        return ()
    data = [name for name in _names(code) if isinstance(space.get(name), _DATA)]
    # A name may also be an attribute. Only the instructions tell, and reading them takes longer.
    return tuple(name for name in data if name in _globals_read(code))


def _names(code: types.CodeType) -> dict[str, None]:
    """Name the globals and attributes that a function's code uses, nested code included."""
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
    """Name the globals that a function's own code reads, nested code included."""
    code = getattr(function, "__code__", None)
    return _globals_read(code) if isinstance(code, types.CodeType) else ()


def refers_to(function: Callable[..., Any], name: str) -> bool:
    """Say whether a function's own code uses a global name, nested code included."""
    function = written(function)
    code = getattr(function, "__code__", None)
    known = isinstance(code, types.CodeType) and name in _names(code)
    return known and name in _globals_read(code)
