"""What a function needs of its notebook that the grading can't run."""

from __future__ import annotations

import ast
import builtins
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from testcases.execution.budget import SECONDS, Budget, TooLong
from testcases.execution.call import quiet
from testcases.execution.cells import Cell
from testcases.execution.own_code import reads, written
from testcases.execution.statements import Failure, Kept, Needs, needs_of, run_kept
from testcases.record import Course
from testcases.words import wording

# By the last parts of their names, what reads files, or asks the person or the notebook itself.
_OUTSIDE = frozenset(
    "open load loadtxt genfromtxt fromfile memmap File imread read_text read_bytes read_csv "
    "load_data urlopen input getpass get_ipython".split()
)
# What every notebook imports from; the grading has Python's own library beside.
_PACKAGES = ("numpy", "matplotlib", "h5py")
_IMPORTED = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)


def not_in_grading(course: Course, function: Callable[..., Any], name: str, shell: Any) -> str:
    """
    Say what an exercise's function needs that the grading can't run, in a sentence, or "".

    Parameters
    ----------
    course : with the exercise
    function : the function in the notebook
    name : the exercise
    shell : IPython's, with the cells that have been run
    """
    if not _needs_more(course, function):
        return ""
    history = shell.history_manager.input_hist_raw
    # If a cell was run several times, the last run counts.
    sources = list(dict.fromkeys(reversed(history)))[::-1]
    cells = [Cell(f"In [{history.index(source)}]", source) for source in sources]
    needs = needs_of(cells, name, course.exercises)
    for one in needs.statements:
        why = _why_not(course, one)
        if why:
            return _sentence(name, one.source, why)
    return _run_again(course, name, needs, shell.user_ns)


def _needs_more(course: Course, function: Callable[..., Any]) -> bool:
    """Say whether a function needs more than imports and functions that are simply defined."""
    waiting, seen = [function], set()
    while waiting:
        function = waiting.pop()
        if not isinstance(function, types.FunctionType) or written(function) is not function:
            return True
        seen.add(id(function))
        space = function.__globals__
        for name in reads(function):
            value = space.get(name)
            if name in course.exercises or name not in space or id(value) in seen:
                continue
            if isinstance(value, types.FunctionType) and value.__globals__ is space:
                waiting.append(value)
            elif not (isinstance(value, _IMPORTED) and _is_given(course, _module_of(value))):
                return True
    return False


def _module_of(value: Any) -> object:
    if isinstance(value, types.ModuleType):
        return value.__name__
    return getattr(value, "__module__", None)


def _is_given(course: Course, module: object) -> bool:
    """Say whether the grading has a module."""
    top = str(module).split(".")[0]
    return top != "__main__" and (
        top in (*_PACKAGES, *course.packages) or top in sys.stdlib_module_names
    )


def _why_not(course: Course, one: Kept) -> str:
    """Say why the grading can't run a statement, if that can be seen without running it."""
    for module in _imported(one.statement):
        if not _is_given(course, module):
            return wording.NO_PACKAGE.format(module=module)
    return wording.READS_OUTSIDE if one.calls & _OUTSIDE else ""


def _imported(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or "."


def _run_again(course: Course, name: str, needs: Needs, live: Mapping[str, Any]) -> str:
    """Run the needed statements in their own namespace, and name what fails or is missing."""
    failures: list[Failure] = []
    absent = {one: live[one] for one in course.exercises if one != name and one in live}
    space: dict[str, Any] = {"__name__": "__main__", **absent}
    with quiet():
        # Half of the grading's time, for a machine that is half as fast.
        run_kept(needs.statements, space, failures.append, Budget(SECONDS / 2))
    if failures:
        error = failures[0].error
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        why = wording.TAKES_LONG if isinstance(error, TooLong) else why
        return _sentence(name, failures[0].source, why)
    lost = sorted(
        one
        for one in needs.names
        if one in live and one not in space and not hasattr(builtins, one)
    )
    return wording.NOT_FROM_CELLS.format(name=name, names=wording.listed(lost)) if lost else ""


def _sentence(name: str, source: str, why: str) -> str:
    line = source.strip().splitlines()[0][:100] if source.strip() else source
    return wording.NOT_IN_GRADING.format(name=name, line=line, why=why)
