"""What a line of a function does: what it assigns, reads, repeats, and where it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence

from testcases.judging.plain_form import keys_in

LOOPS = (ast.For, ast.While, ast.comprehension)
Block = list[ast.stmt]


def is_text(node: ast.AST) -> bool:
    """Say whether an operation puts text together, such as a key or what is printed."""
    sides = (getattr(node, "left", None), getattr(node, "right", None))
    return any(
        isinstance(one, ast.JoinedStr)
        or isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        or isinstance(one, ast.Call)
        and ast.unparse(one.func) == "str"
        or isinstance(one, ast.BinOp)
        and is_text(one)
        for one in sides
    )


def can_round(node: ast.AST) -> bool:
    """Say whether this can lose what is behind the decimal point."""
    if isinstance(node, ast.Name):
        return node.id in ("int", "round", "floor", "ceil", "rint", "trunc", "floor_divide", "fix")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return bool(re.search(r"%\d*[di]|\{[^}]*:\d*d\}|^\d*d$", node.value))
    return isinstance(getattr(node, "op", None), ast.FloorDiv) or "int" in getattr(node, "attr", "")


def value_of(line: ast.AST) -> ast.expr | None:
    """Give what a line assigns or returns, if it has that."""
    return getattr(line, "value", None)


def is_set(node: ast.Name, name: str) -> bool:
    """Say whether this is where a variable of this name is assigned."""
    return node.id == name and isinstance(node.ctx, ast.Store)


def names_made(line: ast.AST) -> set[str]:
    """Name what a line assigns, or adds to."""
    if isinstance(line, ast.Assign):
        targets: list[ast.expr] = line.targets
    elif isinstance(line, (ast.AugAssign, ast.AnnAssign)):
        targets = [line.target]
    elif isinstance(line, ast.Expr) and isinstance(line.value, ast.Call):
        function = line.value.func
        targets = [function.value] if isinstance(function, ast.Attribute) else []
    elif isinstance(line, ast.Return):
        return {key for node in ast.walk(line) if isinstance(node, ast.Dict)
                for one in node.keys if one is not None for key in keys_in(one)}  # fmt: skip
    else:
        return set()
    value = value_of(line)
    written = [one for one in value.keys if one is not None] if isinstance(value, ast.Dict) else []
    return names_read(targets) | {key for one in written for key in keys_in(one)}


def names_read(lines: Iterable[ast.AST]) -> set[str]:
    """Name the variables and keys in these pieces of code."""
    nodes = [node for line in lines for node in ast.walk(line)]
    found = {node.id for node in nodes if isinstance(node, ast.Name)}
    return found | {key for node in nodes for key in keys_in(node)}


def has_nameless(value: ast.expr | None) -> bool:
    """Say whether a returned value, or an item of it, is computed in the `return`."""
    if isinstance(value, (ast.Tuple, ast.List)):
        return any(one is not None and not isinstance(one, ast.Name) for one in value.elts)
    return value is not None and not isinstance(value, ast.Name)


def is_for(node: ast.AST, name: str) -> bool:
    """Say whether a statement is what an explanation calls the line for this."""
    kinds = {"return": ast.Return, "loop": LOOPS, "condition": ast.If}
    if name in kinds:
        return isinstance(node, kinds[name])
    if name == "print":
        call = node.value if isinstance(node, ast.Expr) else None
        return isinstance(call, ast.Call) and ast.unparse(call.func) == "print"
    return set(name.split(", ")) <= names_made(node)


def lines_of(node: ast.AST) -> Block:
    """Give the statements directly in this one."""
    return [
        line
        for name in ("body", "orelse")
        if isinstance(getattr(node, name, None), list)
        for line in getattr(node, name)
        if isinstance(line, ast.stmt)
    ]


def branches_of(node: ast.If | ast.IfExp) -> list[ast.AST]:
    """Give what the branches of a condition do, those of `elif` among them."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    found: list[ast.AST] = [ast.Module(node.body, [])]
    below = node.orelse
    if len(below) == 1 and isinstance(below[0], ast.If):
        return [*found, *branches_of(below[0])]
    return [*found, ast.Module(below, [])] if below else found


def is_overwritten(block: Block) -> bool:
    """Say whether a branch without `else` assigns what a later line assigns in every case."""
    for number, one in enumerate(block):
        if isinstance(one, ast.If) and not one.orelse:
            made = {name for line in one.body for name in names_made(line)}
            if any(names_made(line) & made for line in block[number + 1 :]):
                return True
    return False


def has_repeats(texts: Sequence[str]) -> bool:
    """Say whether two of these are equal."""
    return len(set(texts)) < len(texts)


def in_order(node: ast.expr) -> str:
    """Name what a tuple is unpacked into, from left to right."""
    items = node.elts if isinstance(node, ast.Tuple) else []
    return ", ".join(map(in_order, items)) if items else ast.unparse(node)
