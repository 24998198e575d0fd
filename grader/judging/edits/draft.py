"""One edit of a form, before it is run: its place, the new code, and what the edit means."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.judging.edits.tree import Path, Place

# Behind the kind of an edit that multiplies or divides: it is done to a term of a sum only.
IN_TERM = "-in-term"


@dataclass(frozen=True)
class Draft:
    """
    One edit.

    Attributes
    ----------
    path : the place
    new : the new code: a node, or a list of statements
    kind : which kind of edit it is, a key of `grader.judging.edits.words.KINDS`
    target : what the statement assigns
    where : the branch or loop, or an empty string
    x, y : the right piece and the wrong one; the kind says what they mean
    names : if a name replaces another, the old name and the new one
    role : for another name or sign, what it is a part of, as a claim: `np.dot(W, A)`, `_ % b`
    """

    path: Path
    new: Any
    kind: str
    target: str
    where: str = ""
    x: str = ""
    y: str = ""
    names: tuple[str, ...] = ()
    role: str = ""


def draft(place: Place, new: Any, kind: str, x: str = "", y: str = "", target: str = "") -> Draft:
    """Give the edit that puts new code at a place."""
    both = (place.node, new)
    names = tuple(one.id for one in both if isinstance(one, ast.Name))
    place_of = target or place.target
    renamed = names if len(names) == 2 else ()
    role = _role(place.parent, place.node, y) if kind == "other-name" else ""
    return Draft(place.path, new, kind, place_of, place.where, x, y, renamed, role)


def _role(parent: ast.expr | None, node: ast.AST, piece: str) -> str:
    """Say what a piece is a part of in the node's place; whatever else is in it stays open."""
    if isinstance(parent, ast.BinOp):
        sides = (parent.left, parent.right)
        left, right = (f"({piece})" if one is node else _plainly(one) for one in sides)
        return _operation(left, parent.op, right)
    if isinstance(parent, ast.Call) and any(one is node for one in parent.args):
        args = [piece if one is node else _plainly(one) for one in parent.args]
        return f"{ast.unparse(parent.func)}({', '.join(args)})"
    return ""


def operation(node: ast.BinOp) -> str:
    """Write an operation as a claim, in which what is no name or number stays open."""
    return _operation(_plainly(node.left), node.op, _plainly(node.right))


def _operation(left: str, op: ast.operator, right: str) -> str:
    sign = ast.unparse(ast.BinOp(ast.Name("a"), op, ast.Name("b")))[1:-1]
    return f"{left}{sign}{right}"


def _plainly(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, (ast.Name, ast.Constant)) else "_"


def expression(text: str, keywords: Sequence[ast.keyword] = (), **parts: ast.expr) -> ast.expr:
    """Write an expression in which `_x` and so on stand for given nodes, `_k` for keywords."""
    return _Filled(parts, keywords).visit(ast.parse(text, mode="eval").body)


class _Filled(ast.NodeTransformer):
    def __init__(self, parts: dict[str, ast.expr], keywords: Sequence[ast.keyword]) -> None:
        self._keywords = list(keywords)
        self._parts = {f"_{name}": node for name, node in parts.items()}

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Pass keywords on."""
        self.generic_visit(node)
        args = [arg for arg in node.args if not (isinstance(arg, ast.Name) and arg.id == "_k")]
        keywords = self._keywords if len(args) < len(node.args) else node.keywords
        return ast.Call(node.func, args, keywords)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Put the given node in the place of its name."""
        return self._parts.get(node.id, node)
