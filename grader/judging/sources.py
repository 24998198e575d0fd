"""The source code of an exercise: its solution, and what students are given to fix."""

from __future__ import annotations

import inspect

import solutions
from testcases.exercises.catalogue import EXERCISES


def reference_source(name: str) -> str:
    """Give the source of an exercise's reference function, under the exercise's name."""
    source = inspect.getsource(getattr(solutions, name)).rstrip()
    return source.replace(f"def {EXERCISES[name].mends or name}(", f"def {name}(", 1)


def source_to_mend(name: str) -> str:
    """Give the source of a faulty function that is handed out to be mended."""
    from grader.misconceptions import to_mend

    return inspect.getsource(getattr(to_mend, name)).rstrip()
