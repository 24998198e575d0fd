"""The decorator that registers an exercise, and the list that is made of all of them."""

from __future__ import annotations

import collections
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np

from testcases.record import Case, Exercise

# In quotes, since NumPy loads its generators when one is named, which takes 5 ms.
Draw = Callable[["np.random.Generator", Any], list[Case]]

_MENDED_POINTS = 2

# By module, the exercises that students write. For those that also come with a bug to fix, the
# insight that the report gives when it is fixed.
_WRITTEN: dict[str, list[Exercise]] = collections.defaultdict(list)
_TO_MEND: dict[str, str] = {}


def exercise(
    name: str,
    *,
    notebook: str,
    parts: Mapping[str, int],
    returns: Any,
    to_mend: bool = False,
    insight_fixed: str = "",
    **further: Any,
) -> Callable[[Draw], Draw]:
    """
    Register an exercise, above the function that draws its test inputs.

    That function stays as it is. It has another name than the exercise, since no function in the
    students' files may have an exercise's name.

    Parameters
    ----------
    name : the name of the student's function
    notebook : its notebook, without ".ipynb"
    parts : the points of each part of the result
    returns : how the result is built (`Value`, `Group`, `Many`, `Keys`)
    to_mend : whether its notebook also has a function with a bug to fix: an exercise of its own,
        ``mend_`` and the name, all or nothing. Each notebook has one.
    insight_fixed : the insight of that exercise: what to learn from the bug
    **further : further fields of `testcases.record.Exercise`, such as ``builds_on``
    """

    def register(draw: Draw) -> Draw:
        if to_mend:
            _TO_MEND[name] = insight_fixed
            # Neither function may call the other.
            further["without"] = lambda inputs: (f"mend_{name}",)
        made = Exercise(name, notebook, parts, returns, draw, **further)
        _WRITTEN[draw.__module__].append(made)
        return draw

    return register


def assemble(*modules: ModuleType) -> dict[str, Exercise]:
    """Give the exercises of these modules by their names, notebook by notebook."""
    written = [one for module in modules for one in _WRITTEN[module.__name__]]
    written.sort(key=lambda one: one.notebook)  # stable: within a notebook, as they were written
    notebooks = itertools.groupby(written, lambda one: one.notebook)
    return {one.name: one for _, group in notebooks for one in _in_order(list(group))}


def _in_order(written: list[Exercise]) -> Iterator[Exercise]:
    """Give one notebook's exercises: those to write, the bug to fix, those given to students."""
    yield from (one for one in written if not one.end_to_end)
    yield from (_mended(one) for one in written if one.name in _TO_MEND)
    yield from (one for one in written if one.end_to_end)


def _mended(one: Exercise) -> Exercise:
    """Give the exercise of fixing a function; no test input makes it print its progress."""

    def draw(rng: np.random.Generator, reference: Any) -> list[Case]:
        cases = one.draw(rng, reference)
        return [case for case in cases if not case.options.get("print_cost")]

    return replace(
        one,
        name=f"mend_{one.name}",
        parts={"mended": _MENDED_POINTS},
        draw=draw,
        without=lambda inputs: (one.name,),
        edge={},
        mends=one.name,
        insight=_TO_MEND[one.name],
        hints=(),
    )
