"""
Which top-level statements of a notebook the exercises' functions need, and running them.

The live notebook has run everything. Loading it again, in a later notebook or for the grading, runs
what defines something and whatever else binds or changes a name that an exercise's function reads,
directly or through others. What only demonstrates, trains or plots is not run.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import sys
import time
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from testcases.execution.cells import MOST_SOURCE, Cell, functions_in, parse, parts
from testcases.execution.effects import Effects, Statement, effects_of

# Seconds of processor time for what is not a plain definition, of all of a student's notebooks.
SECONDS = 2.0
# Called by their bare names, these make a value and demonstrate nothing.
_PLAIN = set(
    "abs bool dict enumerate float frozenset int len list max min pow range round set slice sorted "
    "str sum tuple zip array arange default_rng eye linspace ones zeros".split()
)
_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Failure:
    """A statement of the cell `where` that could not be run, and the names that it was to bind."""

    where: str
    names: Collection[str]
    source: str
    error: BaseException


class TooLong(Exception):
    """A statement took more time than there is for what is no plain definition."""

    def __init__(self) -> None:
        super().__init__(f"it takes more than {SECONDS:g} seconds")


class _Stop(BaseException):
    """Ends a statement that takes too long; a student's ``except Exception`` doesn't stop it."""


@dataclass(frozen=True)
class _Kept:
    """A statement that is run, the cell that it stands in, and whether it is a definition."""

    cell: Cell
    statement: Statement
    is_plain: bool


@dataclass
class Budget:
    """The processor time that is left, in seconds, for what is no plain definition."""

    left: float = SECONDS


@dataclass
class _Found:
    """The statements of some cells, and what of them can't be read."""

    statements: list[tuple[Cell, Statement]] = field(default_factory=list)
    unreadable: list[Failure] = field(default_factory=list)


def run_cells(
    cells: Sequence[Cell],
    space: dict[str, Any],
    exercises: Collection[str],
    broken: Callable[[Failure], object],
    budget: Budget | None = None,
    after: Callable[[], object] = lambda: None,
) -> None:
    """
    Run of a notebook's cells what its exercises' functions need, each statement by itself.

    Parameters
    ----------
    cells : the cells; their sources can afterwards be shown in error messages
    space : the namespace to run in
    exercises : the names of the exercises
    broken : called with each statement that could not be run
    budget : of several notebooks, what they share
    after : called after each statement
    """
    budget = budget or Budget()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _read(cells)
        for failure in found.unreadable:
            broken(failure)
        for kept in needed(found.statements, exercises):
            node = kept.statement.node
            try:
                code = compile(ast.Module([node], []), kept.cell.where, "exec")
                with _limited(None if kept.is_plain else budget):
                    exec(code, space)
            except (Exception, SystemExit) as error:
                source = ast.get_source_segment(kept.cell.source, node) or ""
                broken(Failure(kept.cell.where, kept.statement.own.binds, source, error))
            after()


def _read(cells: Iterable[Cell]) -> _Found:
    found = _Found()
    for cell in cells:
        lines = cell.source.splitlines(keepends=True)
        linecache.cache[cell.where] = (len(cell.source), None, lines, cell.where)
        nodes: list[ast.stmt] = []
        try:
            nodes = parse(cell.source).body
        except SyntaxError:
            for part in parts(cell.source):
                try:
                    nodes += parse(part).body
                except SyntaxError as error:
                    names = functions_in([Cell("", part)])
                    found.unreadable.append(Failure(cell.where, names, part, error))
        found.statements += [(cell, _with_effects(cell, node)) for node in nodes]
    return found


def _with_effects(cell: Cell, node: ast.stmt) -> Statement:
    """Read a statement's effects; of one that is too long or too deep nothing is known."""
    if len(cell.source) <= MOST_SOURCE:
        with contextlib.suppress(RecursionError):
            return effects_of(node)
    return Statement(node)


def needed(statements: Sequence[tuple[Cell, Statement]], exercises: Collection[str]) -> list[_Kept]:
    """List what is to be run, in order."""
    return _Selection([one for _, one in statements], exercises).kept(statements)


class _Selection:
    """Chooses among the statements of a notebook."""

    def __init__(self, statements: Sequence[Statement], exercises: Collection[str]) -> None:
        self._statements = statements
        # What a name stands for when it is called.
        self._defined: dict[str, list[Statement]] = {}
        self._imported: set[str] = set()
        self._exercises = set(exercises)
        # Names that an exercise's function has beside its own.
        self._other_names: set[str] = set()
        # What else a name's object is called.
        self._same: dict[str, set[str]] = {}
        for one in statements:
            if isinstance(one.node, _IMPORTS):
                self._imported |= one.own.binds
            elif one.later != Effects() or one.changes_arguments:
                for name in one.own.binds:
                    self._defined.setdefault(name, []).append(one)
            for target, value in _assigned_names(one.node):
                if isinstance(value, ast.Name):
                    self._same.setdefault(value.id, set()).add(target)
                if target in self._exercises:
                    self._other_names.add(getattr(value, "id", "") or value.attr)

    def kept(self, places: Sequence[tuple[Cell, Statement]]) -> list[_Kept]:
        chosen = self.needed(self._exercises)
        kept = []
        for number, (cell, one) in enumerate(places):
            plain = _defines(one.node)
            if plain or number in chosen:
                kept.append(_Kept(cell, one, plain))
        return kept

    def needed(self, names: Iterable[str]) -> set[int]:
        """Find, by number, the statements that bind or change what these names stand for."""
        wanted, chosen = set(names), set()
        touched = [self._touches(one) for one in self._statements]
        more = True
        while more:
            more = False
            for number, one in enumerate(self._statements):
                if number not in chosen and (one.own.anything or touched[number] & wanted):
                    chosen.add(number)
                    wanted |= one.own.reads | one.later.reads
                    for name in [name for name in wanted if name in self._same]:
                        wanted |= self._same[name]
                    more = True
        return chosen

    def _touches(self, one: Statement) -> set[str]:
        """Name what a statement binds or changes, by itself or through what it calls."""
        own = one.own
        touched = own.binds | own.changes
        if own.calls.isdisjoint(self._other_names):
            touched = touched | (own.methods - self._imported)
        waiting, seen = list(own.calls), set()
        through: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in self._exercises or name in self._other_names:
                # It shows or trains: what such a call leaves behind is not part of the function.
                return touched
            if name in seen:
                continue
            seen.add(name)
            for definition in self._defined.get(name, ()):
                later = definition.later
                through |= later.binds | later.changes | (later.methods - self._imported)
                if definition.changes_arguments:
                    through |= own.hands_over
                waiting += later.calls
        return touched | through


def _assigned_names(node: ast.stmt) -> Iterator[tuple[str, ast.Name | ast.Attribute]]:
    """Give the names that get another's object, and what that is: ``predict = model.predict``."""
    if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Name, ast.Attribute)):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value


@contextlib.contextmanager
def _limited(budget: Budget | None) -> Iterator[None]:
    """Take the processor time from a budget; where it is used up, stop what runs."""
    if budget is None:
        yield
        return
    began = time.process_time()
    end = began + budget.left

    def watch(frame: FrameType, event: str, argument: object) -> Any:
        if time.process_time() > end:
            raise _Stop
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        yield
    except _Stop:
        raise TooLong from None
    finally:
        sys.settrace(before)
        budget.left -= time.process_time() - began


def _defines(statement: ast.stmt) -> bool:
    """Say whether a statement is an import, a function, a class or a plain assignment."""
    if isinstance(statement, _DEFINITIONS):
        return True
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return statement.value is not None and not _calls_by_name(statement.value)
    if isinstance(statement, ast.Try):
        blocks = [statement.body, statement.orelse, statement.finalbody]
        blocks += [handler.body for handler in statement.handlers]
        return all(_defines(s) or isinstance(s, ast.Pass) for block in blocks for s in block)
    return False


def _calls_by_name(value: ast.expr) -> bool:
    """Say whether an expression calls a function by its bare name, as in ``train(X)``."""
    if isinstance(value, ast.Lambda):
        return False
    named = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    if named and value.func.id not in _PLAIN:
        return True
    return any(
        _calls_by_name(child)
        for child in ast.iter_child_nodes(value)
        if isinstance(child, ast.expr)
    )
