"""The syntax tree of a form of a solution: places in it, their surroundings, their names."""

from __future__ import annotations

import ast
import collections
import copy
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

# A place: from the top of the tree the names of fields, and numbers in lists.
Path = tuple[str | int, ...]

# Names in some forms that differ from the course's names.
_COURSE_NAMES = {"layer": "l", "losses": "cost", "updated": "W and b", "dAL": "dA"}
_OPERATORS = {"np.divide": ast.Div, "np.multiply": ast.Mult}
_LONGEST = 14
# Names of sizes and of single numbers, by which a formula multiplies or divides.
SIZES = ("m", "L", "n", "n_prev", "n_x", "n_h", "n_y", "learning_rate", "l", "layer", "i")


@dataclass(frozen=True)
class Place:
    """
    An expression or a statement, and its surroundings.

    Attributes
    ----------
    node : the node itself
    path : where it is
    target : the variable that the statement assigns, such as "dW"
    where : its branch or loop, such as ' for "relu"'; empty if none
    scope : the names that are assigned there
    loops : how many loops are around it
    key : within the number of a key such as "W" + str(l), the letters of the key
    parent : the expression that it is a part of, if any
    in_sum : whether it is a part of a sum, so that a factor of it is none of the whole
    passed_on : the names that are read no more often than they are made: once each
    results : the names of the function's results, if there are several
    defaults : the arguments that have a number as their default, with that number
    """

    node: ast.AST
    path: Path
    target: str
    where: str
    scope: tuple[str, ...]
    loops: int
    key: str = ""
    parent: ast.expr | None = None
    in_sum: bool = False
    passed_on: frozenset[str] = frozenset()
    results: Sequence[str] = ()
    defaults: Mapping[str, float] = field(default_factory=dict)


def parse_form(source: str) -> ast.FunctionDef:
    """Read a function's source; its docstring is left out."""
    [function] = ast.parse(textwrap.dedent(source)).body
    assert isinstance(function, ast.FunctionDef)
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    function.decorator_list = []
    return function


def at(tree: Any, path: Path) -> Any:
    """Give the node at a place."""
    for step in path:
        tree = tree[step] if isinstance(tree, list) else getattr(tree, step)
    return tree


def below(node: Any, path: Path) -> Iterator[tuple[Path, ast.AST]]:
    """List a node and all that is in it, with their places."""
    if isinstance(node, ast.AST):
        yield path, node
        for name, content in ast.iter_fields(node):
            if isinstance(content, (ast.AST, list)):
                yield from below(content, (*path, name))
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from below(item, (*path, number))


def edited(tree: ast.AST, path: Path, new: Any) -> Any:
    """Give the tree with a new node at a place; nodes off the path to it are shared."""
    if not path:
        return new
    step, *rest = path
    if isinstance(tree, list):
        made = list(tree)
        made[step] = edited(tree[step], tuple(rest), new)
        return made
    made = copy.copy(tree)
    setattr(made, step, edited(getattr(tree, step), tuple(rest), new))
    return made


def places(function: ast.FunctionDef, results: Sequence[str] = ()) -> Iterator[Place]:
    """
    List the statements and expressions of a function, from the top.

    What is put together where it is returned has the name of that one of the several `results`.
    """
    scope = tuple(arg.arg for arg in function.args.args)
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    made = collections.Counter(name.id for name in names if _is_made(name))
    read = collections.Counter(name.id for name in names if not _is_made(name))
    passed_on = frozenset(name for name in made if read[name] <= made[name])
    values = function.args.defaults
    given = zip(scope[len(scope) - len(values) :], values, strict=True)
    constants = {name: value.value for name, value in given if isinstance(value, ast.Constant)}
    defaults = {name: value for name, value in constants.items() if isinstance(value, float)}
    start = Place(
        function, (), "", "", scope, 0, passed_on=passed_on, defaults=defaults, results=results
    )
    yield from _in_block(function.body, ("body",), start)


def _in_block(block: Sequence[ast.stmt], path: Path, above: Place) -> Iterator[Place]:
    scope = above.scope
    for number, statement in enumerate(block):
        here = replace(
            above,
            node=statement,
            path=(*path, number),
            target=target_of(statement),
            scope=scope,
        )
        yield here
        yield from _inside(statement, here)
        made = (n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and _is_made(n))
        scope = tuple(dict.fromkeys([*scope, *made]))


def _inside(statement: ast.stmt, here: Place) -> Iterator[Place]:
    for name, content in ast.iter_fields(statement):
        if name in ("body", "orelse") and isinstance(content, list):
            yield from _in_block(content, (*here.path, name), _around(statement, name, here))
        else:
            sum_ = _sum(statement) if name == "value" else None
            inside = replace(here, parent=sum_, in_sum=_is_sum(sum_))
            yield from _in_field(content, (*here.path, name), inside)


def _sum(statement: ast.stmt) -> ast.expr | None:
    """Give the sum that an update such as `W -= step` stands for, of which the step is a term."""
    if isinstance(statement, ast.AugAssign):
        return ast.BinOp(statement.target, statement.op, statement.value)
    return None


def _is_sum(node: ast.expr | None) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub))


def _around(statement: ast.stmt, name: str, here: Place) -> Place:
    if isinstance(statement, ast.For):
        loop = replace(here, scope=(*here.scope, *_names(statement.target)))
        return replace(loop, loops=here.loops + 1)
    if isinstance(statement, ast.If) and name == "body":
        return replace(here, where=_branch(statement.test) or here.where)
    return here


def _branch(test: ast.expr) -> str:
    """Name the branch, as in ' for "relu"'."""
    if isinstance(test, ast.Compare) and isinstance(test.comparators[0], ast.Constant):
        value = test.comparators[0].value
        if isinstance(value, str) and isinstance(test.ops[0], ast.Eq):
            return f' for "{value}"'
    return ""


def _in_field(content: Any, path: Path, here: Place) -> Iterator[Place]:
    if isinstance(content, list):
        for number, item in enumerate(content):
            yield from _in_field(item, (*path, number), _result(item, number, path, here))
    elif isinstance(content, ast.expr):
        yield replace(here, node=content, path=path)
        for name, below in ast.iter_fields(content):
            inside = replace(here, parent=content, in_sum=here.in_sum or _is_sum(content))
            if isinstance(content, ast.Subscript) and name == "slice":
                inside = replace(inside, key=key_of(content.slice))
            yield from _in_field(below, (*path, name), inside)
    elif isinstance(content, ast.keyword):
        yield from _in_field(content.value, (*path, "value"), here)


def _result(item: ast.AST, number: int, path: Path, here: Place) -> Place:
    """Give a result without a name of its own its name among the function's results."""
    among = here.target == "return" and path[-2:] == ("value", "elts")
    named = isinstance(item, (ast.Name, ast.Starred))
    if not among or named or number >= len(here.results):
        return here
    return replace(here, target=here.results[number])


def _is_made(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _names(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def target_of(statement: ast.stmt) -> str:
    """Name the variable that a statement assigns, or the kind of statement."""
    if isinstance(statement, ast.Assign):
        return say(statement.targets[0], most=40)
    if isinstance(statement, ast.AugAssign):
        return say(statement.target, most=40)
    if isinstance(statement, ast.Return):
        return "return"
    if isinstance(statement, ast.For):
        return "loop"
    if isinstance(statement, ast.If):
        return "condition"
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func
        if isinstance(function, ast.Attribute) and function.attr == "append":
            return say(function.value)
        return say(function)
    return ""


def say(node: ast.AST, most: int = _LONGEST) -> str:
    """Name an expression as the course does; empty if it has no name."""
    if isinstance(node, ast.Name):
        return _COURSE_NAMES.get(node.id, node.id)
    if isinstance(node, ast.Subscript):
        key = key_of(node.slice)
        if key:
            return key
        if not isinstance(node.slice, ast.Constant) and not isinstance(node.value, ast.Attribute):
            return say(node.value, most)
    if isinstance(node, (ast.Tuple, ast.List)):
        names = [say(item, most) for item in node.elts]
        return ", ".join(names) if all(names) else ""
    if isinstance(node, ast.Call):
        operator = _OPERATORS.get(ast.unparse(node.func))
        return (
            say(ast.BinOp(node.args[0], operator(), node.args[1]))
            if operator
            else say(node.func, 24)
        )
    if isinstance(node, ast.Starred):
        return say(node.value)
    text = ast.unparse(_Renamed().visit(copy.deepcopy(node))).replace("[0, i]", "")
    return text if len(text) <= most else ""


def say_value(node: ast.AST) -> str:
    """Name a value; that of a call is what the function gives, not the function."""
    name = say(node)
    is_result = isinstance(node, ast.Call) and ast.unparse(node.func) not in _OPERATORS
    return f"the result of `{name}`" if name and is_result else name


def key_of(node: ast.AST) -> str:
    """Give the letters of a key that is put together with a layer's number, such as "dW"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    first: Any = None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        first = node.left
        if isinstance(first, ast.BinOp):
            return key_of(first)
    elif isinstance(node, ast.JoinedStr):
        first = node.values[0]
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return ""


class _Renamed(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Translate a name into the course's name for it."""
        return ast.Name(_COURSE_NAMES.get(node.id, node.id), node.ctx)
