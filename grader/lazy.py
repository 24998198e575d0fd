"""Public faces: what a package offers, each name loaded when it is first used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any


def attach(
    package: str, homes: Mapping[str, str]
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """
    Make a package's ``__all__``, ``__getattr__`` and ``__dir__``.

    nbgrader and its database take a second to load, and a command that needs neither shouldn't
    wait for them.

    Parameters
    ----------
    package : the package's name
    homes : for each public name, the module of the package that defines it

    Returns
    -------
    names, load, list_names : what the three are to be bound to

    Examples
    --------
    >>> names, load, _ = attach("grader", {"CourseError": "errors"})
    >>> names
    ['CourseError']
    >>> load("CourseError").__name__
    'CourseError'
    """
    names = sorted(homes)

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{homes[name]}"), name)

    return names, load, lambda: names
