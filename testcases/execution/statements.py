"""
Which top-level statements of a notebook the exercises' functions need, and running them.

The live notebook has run everything. Loading it again, in a later notebook or for the grading, runs
only some statements: definitions, and statements that bind or change a name that an exercise's
function reads, directly or through others. Demonstrations, training and plots are not run.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import linecache
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from testcases.execution.budget import Budget, limited
from testcases.execution.cells import MOST_SOURCE, Cell, functions_in, statements_of
from testcases.execution.effects import Effects, Statement, effects_of, names_bound_by

# Called by their bare names, these make a value and demonstrate nothing.
_PLAIN = set(
    "abs bool dict enumerate float frozenset int len list max min pow range round set slice sorted "
    "str sum tuple zip array arange default_rng eye linspace ones zeros".split()
)
_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Stands for all the names that the text doesn't show.
_ANYTHING = "*"
_IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Failure:
    """A statement of the cell `where` that could not be run, and the names that it was to bind."""

    where: str
    names: Collection[str]
    source: str
    error: BaseException


@dataclass(frozen=True)
class Kept:
    """
    A statement that is run.

    Attributes
    ----------
    cell : the place of its cell
    statement : the statement
    is_plain : whether it is an import, a definition or a plain assignment
    calls : the names of all that it calls, directly or through the notebook's functions; filled in
        by `needs_of` only
    """

    cell: Cell
    statement: ast.stmt
    is_plain: bool
    calls: frozenset[str] = frozenset()

    @property
    def source(self) -> str:
        """The source of the statement."""
        return ast.get_source_segment(self.cell.source, self.statement) or ""


@dataclass(frozen=True)
class Needs:
    """The statements that a function needs, and the notebook's names that they read."""

    statements: list[Kept]
    names: set[str]


@dataclass
class _Found:
    """The statements of some cells, and those that can't be read."""

    statements: list[tuple[Cell, ast.stmt]] = field(default_factory=list)
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
    Run the statements of a notebook that its exercises' functions need, one at a time.

    Parameters
    ----------
    cells : the cells; their sources can afterwards be shown in error messages
    space : the namespace to run in
    exercises : the names of the exercises
    broken : called with each statement that could not be run
    budget : the time budget, if several notebooks share one
    after : called after each statement
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _read(cells)
        for failure in found.unreadable:
            broken(failure)
        kept = [Kept(cell, node, True) for cell, node in found.statements if _defines(node)]
        if not _are_enough(found.statements, exercises):
            kept = _Selection(found.statements, exercises).kept(exercises, plain=True)
        run_kept(kept, space, broken, budget or Budget(), after)


def run_kept(
    kept: Iterable[Kept],
    space: dict[str, Any],
    broken: Callable[[Failure], object],
    budget: Budget,
    after: Callable[[], object] = lambda: None,
) -> None:
    """Run statements; the arguments are those of `run_cells`."""
    for one in kept:
        try:
            code = compile(ast.Module([one.statement], []), one.cell.where, "exec")
            with contextlib.nullcontext() if one.is_plain else limited(budget):
                exec(code, space)
        except (Exception, SystemExit) as error:
            binds = names_bound_by(one.statement)
            broken(Failure(one.cell.where, binds, one.source, error))
        after()


def needs_of(cells: Sequence[Cell], name: str, exercises: Collection[str]) -> Needs:
    """Find the statements that one exercise's function needs."""
    selection = _Selection(_read(cells).statements, exercises)
    wanted, _ = selection.needed([name])
    kept = [replace(one, calls=selection.calls(one)) for one in selection.kept([name])]
    return Needs(kept, wanted.difference(exercises))


def _read(cells: Iterable[Cell]) -> _Found:
    found = _Found()
    for cell in cells:
        lines = cell.source.splitlines(keepends=True)
        linecache.cache[cell.where] = (len(cell.source), None, lines, cell.where)
        nodes, broken = statements_of(cell.source)
        found.statements += [(cell, node) for node in nodes]
        for part, error in broken:
            names = functions_in([Cell("", part)])
            found.unreadable.append(Failure(cell.where, names, part, error))
    return found


def _are_enough(statements: Iterable[tuple[Cell, ast.stmt]], exercises: Collection[str]) -> bool:
    """
    Say whether the definitions of a notebook are all that its functions need.

    They are if the other statements only show something, as most do: then the effects of the
    definitions, which take longer to find, make no difference.
    """
    imported: set[str] = set()
    defined: set[str] = set()
    others: list[Effects] = []
    for cell, node in statements:
        if isinstance(node, _IMPORTS):
            imported |= names_bound_by(node)
        elif _defines(node):
            defined |= names_bound_by(node)
        else:
            others.append(_with_effects(cell, node).own)
    own = defined.difference(exercises)
    return not any(
        one.binds or one.changes or one.anything or one.methods - imported or one.calls & own
        for one in others
    )


# The same statements are looked at several times, and finding their effects takes longest.
@functools.lru_cache(maxsize=512)
def _with_effects(cell: Cell, node: ast.stmt) -> Statement:
    """Read a statement's effects; they are unknown if it is too long or too deep."""
    if len(cell.source) <= MOST_SOURCE:
        with contextlib.suppress(RecursionError):
            return effects_of(node)
    return Statement(node)


class _Selection:
    """Chooses among the statements of a notebook."""

    def __init__(
        self, statements: Iterable[tuple[Cell, ast.stmt]], exercises: Collection[str]
    ) -> None:
        self._statements = [(cell, _with_effects(cell, node)) for cell, node in statements]
        # What a name stands for when it is called.
        self._defined: dict[str, list[Statement]] = {}
        self._imported: set[str] = set()
        # The exercises' functions, and the names that they have beside these.
        self._exercises, self._other_names = set(exercises), set()
        # What else a name's object is called.
        self._same: dict[str, set[str]] = {}
        for _, one in self._statements:
            self._enter(one)

    def _enter(self, one: Statement) -> None:
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

    def kept(self, names: Iterable[str], plain: bool = False) -> list[Kept]:
        """List in order what these names need, and with `plain` all plain definitions."""
        _, chosen = self.needed(names)
        return [
            Kept(cell, one.node, _defines(one.node))
            for number, (cell, one) in enumerate(self._statements)
            if number in chosen or plain and _defines(one.node)
        ]

    def calls(self, kept: Kept) -> frozenset[str]:
        """Name what a statement calls, directly or through the notebook's functions."""
        one = _with_effects(kept.cell, kept.statement)
        return frozenset(self._reached(one, later=True)[0])

    def needed(self, names: Iterable[str]) -> tuple[set[str], set[int]]:
        """Give all names that these names need, and which statements bind or change them."""
        wanted, chosen = {*names, _ANYTHING}, set()
        touched = [self._touches(one) for _, one in self._statements]
        more = True
        while more:
            more = False
            for number, (_, one) in enumerate(self._statements):
                if number not in chosen and touched[number] & wanted:
                    chosen.add(number)
                    wanted |= one.own.reads | one.later.reads
                    for name in self._same.keys() & wanted:
                        wanted |= self._same[name]
                    more = True
        return wanted, chosen

    def _touches(self, one: Statement) -> set[str]:
        """Name what a statement binds or changes, directly or through its calls."""
        own = one.own
        touched = own.binds | own.changes | ({_ANYTHING} if own.anything else set())
        if own.calls.isdisjoint(self._other_names):
            touched = touched | (own.methods - self._imported)
        called, definitions = self._reached(one)
        if called & (self._exercises | self._other_names):
            # It shows or trains: what such a call leaves behind is not part of the function.
            return touched
        for definition in definitions:
            later = definition.later
            touched = touched | later.binds | later.changes | (later.methods - self._imported)
            touched |= {_ANYTHING} if later.anything else set()
            if definition.changes_arguments:
                touched = touched | own.hands_over
        return touched

    def _reached(self, one: Statement, later: bool = False) -> tuple[set[str], list[Statement]]:
        """Name what a statement calls, directly or through its calls; give their definitions."""
        waiting = [*one.own.calls, *(one.later.calls if later else ())]
        seen: set[str] = set()
        definitions: list[Statement] = []
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                here = self._defined.get(name, [])
                definitions += here
                waiting += [called for each in here for called in each.later.calls]
        return seen, definitions


def _assigned_names(node: ast.stmt) -> Iterator[tuple[str, ast.Name | ast.Attribute]]:
    """Give the names that get another's object, and what that is: ``predict = model.predict``."""
    if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Name, ast.Attribute)):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value


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
