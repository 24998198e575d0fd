"""
The effects of a top-level statement on a notebook's names, as far as its text shows them.

Names are looked up as in Python: a name that a function assigns is local, unless it says
``global``; methods don't see the names of their class body.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

# Functions that change an argument, by the last part of their names.
_CHANGE_ARGUMENTS = frozenset(
    "setattr delattr copyto put place putmask fill_diagonal shuffle heappush heappop heapify "
    "insort setitem delitem at next update_wrapper".split()
)
# Functions that give access to every name.
_NAMESPACES = frozenset("globals vars locals".split())
# Methods that change their object wherever they are called.
_CHANGING = frozenset(
    "append appendleft extend insert remove clear update add discard sort reverse fill pop popitem "
    "setdefault resize __setitem__ __delitem__ __setattr__".split()
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Fields of nodes that hold operators and texts.
_NO_NODES = frozenset("arg asname attr ctx id kind level module op ops type_comment".split())
_SCOPES = (*_FUNCTIONS, *_COMPREHENSIONS, ast.ClassDef)


@dataclass
class Effects:
    """
    The effects of code on the names of the notebook.

    Attributes
    ----------
    binds : names that it assigns or deletes
    changes : names whose objects it changes in place
    methods : names whose methods it calls for their effect, not for a result
    reads : names that it reads, within the functions that it defines, too
    calls : what it calls when it runs: plain names, and the last parts of dotted ones
    hands_over : names that it passes to what it calls
    anything : whether it may change more than the text shows
    """

    binds: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    hands_over: set[str] = field(default_factory=set)
    anything: bool = False


@dataclass
class Statement:
    """
    A top-level statement with its effects.

    Attributes
    ----------
    node : the statement
    own : its effects when it runs
    later : the effects of the functions that it defines, when they are called
    changes_arguments : whether one of these functions changes its arguments
    """

    node: ast.stmt
    own: Effects = field(default_factory=Effects)
    later: Effects = field(default_factory=Effects)
    changes_arguments: bool = False


def effects_of(node: ast.stmt) -> Statement:
    """Read the effects off a top-level statement."""
    statement = Statement(node)
    _Reader(statement).visit(node)
    return statement


def names_bound_by(node: ast.stmt) -> set[str]:
    """Name what a top-level statement assigns or deletes."""
    return set(_bound([node], set()))


class _Scope:
    """The names of one function, class body or comprehension."""

    def __init__(self, node: ast.AST) -> None:
        self.is_class = isinstance(node, ast.ClassDef)
        self.is_function = isinstance(node, _FUNCTIONS)
        self.parameters: set[str] = set()
        body: Iterable[ast.AST] = getattr(node, "body", [])
        if isinstance(node, _COMPREHENSIONS):
            body = [generator.target for generator in node.generators]
        elif isinstance(node, ast.Lambda):
            body = [node.body]
        if self.is_function:
            found = ast.walk(node.args)
            self.parameters = {one.arg for one in found if isinstance(one, ast.arg)}
        elsewhere: set[str] = set()
        bound = set(_bound(body, elsewhere))
        self.outer = elsewhere
        self.names = (bound | self.parameters) - elsewhere


def _bound(body: Iterable[ast.AST], elsewhere: set[str]) -> Iterator[str]:
    """Give the names that code binds in its own scope; collect those declared as another's."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):  # most nodes
            if not isinstance(node.ctx, ast.Load):
                yield node.id
            continue
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            elsewhere.update(node.names)
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.split(".")[0]
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
            waiting += node.decorator_list
            continue
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest
        elif isinstance(node, ast.Lambda):
            continue
        elif isinstance(node, _COMPREHENSIONS):
            # A comprehension binds a name outside of itself only with ``:=``.
            found = (one for one in ast.walk(node) if isinstance(one, ast.NamedExpr))
            yield from (one.target.id for one in found)
            continue
        waiting += _children(node)


def _children(node: ast.AST) -> list[ast.AST]:
    """Give the nodes within a node, except operators, which have no names; most time goes here."""
    found: list[ast.AST] = []
    for name in _fields(type(node)):
        value = getattr(node, name, None)
        if type(value) is list:
            found += [one for one in value if isinstance(one, ast.AST)]
        elif isinstance(value, ast.AST) and type(value) is not ast.Constant:
            found.append(value)
    return found


@functools.cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """Name the fields of a kind of node that can hold nodes with names."""
    return tuple(name for name in kind._fields if name not in _NO_NODES)


class _Reader(ast.NodeVisitor):
    """Walks through one statement and collects its effects."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._scopes: list[_Scope] = []
        statement.own.binds.update(names_bound_by(statement.node))
        statement.own.anything = "*" in statement.own.binds

    def generic_visit(self, node: ast.AST) -> None:
        """Visit what is within a node."""
        for child in _children(node):
            self.visit(child)

    @property
    def _now(self) -> Effects:
        within = any(scope.is_function for scope in self._scopes)
        return self._statement.later if within else self._statement.own

    def _is_notebooks(self, name: str) -> bool:
        """Say whether a name in this place is one of the notebook's."""
        for place, scope in enumerate(reversed(self._scopes)):
            if scope.is_class and place:
                continue
            if name in scope.names:
                return False
        return True

    def _is_parameter(self, name: str) -> bool:
        return any(name in scope.parameters for scope in self._scopes)

    def visit(self, node: ast.AST) -> None:
        """Visit a node; a node with its own scope is visited with that scope."""
        _method(type(node))(self, node)

    def _visit_scope(self, node: ast.AST) -> None:
        for decorator in getattr(node, "decorator_list", []):
            self.visit(decorator)
            self._call(decorator)
        for outside in (*getattr(node, "bases", []), *getattr(node, "keywords", [])):
            self.visit(outside)
        arguments = getattr(node, "args", None)
        if isinstance(arguments, ast.arguments):
            for default in (*arguments.defaults, *filter(None, arguments.kw_defaults)):
                self.visit(default)
        scope = _Scope(node)
        self._scopes.append(scope)
        binds = {name for name in scope.outer if self._is_notebooks(name)}
        self._now.binds |= binds
        body = node.body if isinstance(getattr(node, "body", None), list) else None
        for inside in body if body is not None else ast.iter_child_nodes(node):
            if inside is not arguments:
                self.visit(inside)
        self._scopes.pop()

    def visit_Name(self, node: ast.Name) -> None:  # noqa: N802
        if isinstance(node.ctx, ast.Load) and self._is_notebooks(node.id):
            self._now.reads.add(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:  # noqa: N802
        if isinstance(node.target, ast.Name):
            self._change(node.target)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:  # noqa: N802
        if not isinstance(node.ctx, ast.Load):
            self._change(node)
        self.generic_visit(node)

    visit_Attribute = visit_Subscript  # noqa: N815

    def visit_For(self, node: ast.For) -> None:  # noqa: N802
        self.generic_visit(node)
        now = self._now
        if set(_bound([node.target], set())) & (now.changes | now.methods):
            # A change of the loop variable changes the object that the loop goes through.
            found = (one for one in ast.walk(node.iter) if isinstance(one, ast.Name))
            now.changes.update(one.id for one in found if self._is_notebooks(one.id))

    def visit_Expr(self, node: ast.Expr) -> None:  # noqa: N802
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            self._change(call.func, by_method=call.func.attr)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:  # noqa: N802
        last = self._call(node.func)
        if last in _CHANGING:
            self._change(node.func, by_method=last)
        handed = [*node.args, *(keyword.value for keyword in node.keywords)]
        for argument in handed:
            if last in _CHANGE_ARGUMENTS:
                self._change(argument)
            elif isinstance(argument, ast.Name) and self._is_notebooks(argument.id):
                self._now.hands_over.add(argument.id)
        self.generic_visit(node)

    def _call(self, called: ast.AST) -> str:
        """Note what is called, and give the last part of its name."""
        called = called.func if isinstance(called, ast.Call) else called
        last = ""
        if isinstance(called, ast.Attribute):
            last = called.attr
        elif isinstance(called, ast.Name) and self._is_notebooks(called.id):
            last = called.id
        if last:
            self._now.calls.add(last)
        self._now.anything |= isinstance(called, ast.Name) and last == "exec"
        return last

    def _change(self, node: ast.AST, by_method: str = "") -> None:
        """Note that the object a name stands for may be changed."""
        while isinstance(node, (ast.Subscript, ast.Attribute, ast.Call, ast.Starred)):
            if isinstance(node, ast.Call):
                self._now.anything |= (
                    isinstance(node.func, ast.Name) and node.func.id in _NAMESPACES
                )
            node = node.func if isinstance(node, ast.Call) else node.value
        if not isinstance(node, ast.Name):
            return
        if self._is_parameter(node.id):
            self._statement.changes_arguments = True
        elif self._is_notebooks(node.id):
            # A module's functions show or compute, except those that set something.
            sets = not by_method or by_method.startswith("set")
            (self._now.changes if sets else self._now.methods).add(node.id)


@functools.cache
def _method(kind: type[ast.AST]) -> Callable[[_Reader, ast.AST], None]:
    """Give the method that visits a kind of node; looking it up takes longer than most visits."""
    if issubclass(kind, _SCOPES):
        return _Reader._visit_scope
    return getattr(_Reader, f"visit_{kind.__name__}", _Reader.generic_visit)
