"""The record of one misconception, and the list of all."""

from __future__ import annotations

import ast
import builtins
import functools
import importlib
import inspect
import linecache
import textwrap
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import dnn_utils
import solutions
from testcases.exercises import EXERCISES


@dataclass(frozen=True)
class Misconception:
    """
    One way of getting an exercise wrong.

    Attributes
    ----------
    slug : its short name, such as "dW-not-averaged"
    exercise : the exercise's name
    sentence : the likely cause, as a report's second hint names it
    hints : a question that doesn't name it; the idea behind it; what to change where, without
        the corrected line
    equals : slugs of misconceptions that give the same result for every test input
    written : the wrong function, as a student would write it
    names : the functions that it calls, by name; None means this course's solutions and helpers
    """

    slug: str
    exercise: str
    sentence: str
    hints: tuple[str, str, str]
    equals: tuple[str, ...]
    written: Callable[..., Any]
    names: Mapping[str, Any] | None = None

    @functools.cached_property
    def function(self) -> Callable[..., Any]:
        """The wrong function, with the reference in place of every other exercise."""
        names = {**_public(solutions), **_public(dnn_utils)} if self.names is None else self.names
        space = {"np": np, "__builtins__": builtins, **names}
        one = self.written
        return types.FunctionType(one.__code__, space, one.__name__, one.__defaults__)

    @functools.cached_property
    def source(self) -> str:
        """The wrong function's text, without the mark."""
        text = textwrap.dedent(inspect.getsource(self.written))
        first = ast.parse(text).body[0].lineno
        return "\n".join(text.splitlines()[first - 1 :])


@functools.cache
def _public(module: Any) -> dict[str, Any]:
    return {name: getattr(module, name) for name in module.__all__}


_ALL: list[Misconception] = []


def mistake(
    slug: str, sentence: str, question: str, idea: str, place: str, equals: tuple[str, ...] = ()
) -> Callable[[Callable], Callable]:
    """Mark a wrong function, with its sentence and its three hints, and enter it in the list."""

    def enter(function: Callable) -> Callable:
        hints = (question, idea, place)
        _ALL.append(Misconception(slug, function.__name__, sentence, hints, equals, function))
        return function

    return enter


def read_misconceptions(where: str, text: str, names: Mapping[str, Any]) -> list[Misconception]:
    """
    Read the misconceptions in the text of a file like those beside this one.

    Parameters
    ----------
    where : the file's name, for tracebacks
    text : its content, which is run
    names : what the functions may call, beside what the file itself defines
    """
    linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
    begun, space = len(_ALL), {"__name__": where}
    try:
        exec(compile(text, where, "exec"), space)
        return [replace(one, names={**names, **space}) for one in _ALL[begun:]]
    finally:
        del _ALL[begun:]


def _without_return(name: str) -> Misconception:
    """Make the reference without its return statements, which is the same mistake everywhere."""
    tree = ast.parse(inspect.getsource(getattr(solutions, name)))
    function = tree.body[0]
    function.body = function.body[1:]  # the docstring
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    source = ast.unparse(tree)
    for text in (ast.unparse(node) for node in returns):
        source = source.replace(text, text.replace("return", "result =", 1))
    slug = f"{name.replace('_', '-')}-without-return"
    where, space = f"misconception {slug}, cell 1", dict(vars(solutions))
    linecache.cache[where] = (0, None, source.splitlines(keepends=True), where)
    exec(compile(source, where, "exec"), space)
    return Misconception(
        slug,
        name,
        "The function has no `return` statement.",
        (
            "What does the caller get from your function?",
            "A function that ends without a `return` statement returns None, whatever it computed.",
            "End the function with a `return` statement for the values that the description lists.",
        ),
        (),
        space[name],
    )


def _collect() -> dict[str, Misconception]:
    for name in (n for n, exercise in EXERCISES.items() if exercise.is_written):
        importlib.import_module(f"grader.misconceptions.{name}")
        _ALL.append(_without_return(name))
    return {one.slug: one for one in _ALL}


MISCONCEPTIONS: dict[str, Misconception] = _collect()
