"""The record of one misconception, and the list of all."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import linecache
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import dnn_utils
import solutions


@dataclass(frozen=True)
class Misconception:
    """
    One way of getting an exercise wrong.

    Attributes
    ----------
    slug : its short name, such as "dW-not-averaged"
    exercise : the exercise's name
    sentence : what it is, in words for the student
    source : the wrong function as a student would have written it
    """

    slug: str
    exercise: str
    sentence: str
    source: str

    @functools.cached_property
    def function(self) -> Callable[..., Any]:
        """The wrong function, with the reference in place of every other exercise."""
        space = {"np": np, **_public(solutions), **_public(dnn_utils)}
        where = f"misconception {self.slug}, cell 1"
        linecache.cache[where] = (0, None, self.source.splitlines(keepends=True), where)
        exec(compile(self.source, where, "exec"), space)
        return space[self.exercise]


def _public(module: Any) -> dict[str, Any]:
    return {name: getattr(module, name) for name in module.__all__}


_ALL: list[Misconception] = []


def mistake(slug: str, sentence: str) -> Callable[[Callable], Callable]:
    """Mark a wrong function and enter it in the list."""

    def enter(function: Callable) -> Callable:
        _ALL.append(Misconception(slug, function.__name__, sentence, _without_mark(function)))
        return function

    return enter


def _without_mark(function: Callable) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    first = ast.parse(source).body[0].lineno
    return "\n".join(source.splitlines()[first - 1 :])


def _collect() -> dict[str, Misconception]:
    for module in ("initialization", "forward", "cost", "backward", "training", "prediction"):
        importlib.import_module(f"grader.misconceptions.{module}")
    return {one.slug: one for one in _ALL}


MISCONCEPTIONS: dict[str, Misconception] = _collect()
