"""One edit of a form, before it is run: where, what stands there then, and what that means."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from grader.judging.edits.tree import Path, Place


@dataclass(frozen=True)
class Draft:
    """
    One edit.

    Attributes
    ----------
    path : the place
    new : what stands there then: a node, or a list of statements
    kind : which kind of edit it is, a key of `grader.judging.edits.words.KINDS`
    target : what the statement makes
    where : in which branch or loop, or nothing
    x, y : what belongs there, and what stands there; their meaning is the kind's
    """

    path: Path
    new: Any
    kind: str
    target: str
    where: str = ""
    x: str = ""
    y: str = ""


def draft(place: Place, new: Any, kind: str, x: str = "", y: str = "") -> Draft:
    """Give the edit that puts something else at a place."""
    return Draft(place.path, new, kind, place.target, place.where, x, y)


def expression(text: str, **parts: ast.expr) -> ast.expr:
    """Write an expression in which names such as `_x` stand for given nodes."""
    return _Filled(parts).visit(ast.parse(text, mode="eval").body)


class _Filled(ast.NodeTransformer):
    def __init__(self, parts: dict[str, ast.expr]) -> None:
        self._parts = {f"_{name}": node for name, node in parts.items()}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Put the given node in the place of its name."""
        return self._parts.get(node.id, node)
