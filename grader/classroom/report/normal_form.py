"""
Students' code in a form that can be shown: without comments, texts, and names of their own.

A word stays if the course's own code has it, or Python and NumPy have it and it is harmless. Every
other word becomes one like `name1`, every other text an ellipsis. So nothing that identifies a
person is left, and nothing that reads or writes a file.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from grader.classroom.report.vocabulary import Vocabulary

NO_TEXT = "..."
_FORMAT = re.compile(r"[<>=^+\-# ]?\d{0,3},?(\.\d{1,2})?[a-zA-Z%]?")
_DIGITS = 4
# Marks a name among the words of a function; no word of Python begins with it.
_NAME = "\0"


def normal_form(function: ast.FunctionDef, words: Vocabulary) -> str:
    """
    Write a function in the form that can be shown.

    Parameters
    ----------
    function : a student's; its tree is changed
    words : that stay

    Returns
    -------
    code : Python, or an empty string for code that is nested too deep to be written
    """
    try:
        tree = _Normal(words).visit(_bare(function))
        for node in ast.walk(tree):
            if isinstance(getattr(node, "body", None), list) and not node.body:
                node.body = [ast.Pass()]
        return ast.unparse(ast.fix_missing_locations(tree))
    except (RecursionError, MemoryError, ValueError):
        return ""


def _bare(function: ast.FunctionDef) -> ast.FunctionDef:
    function.decorator_list, function.returns = [], None
    return function


class _Normal(ast.NodeTransformer):
    """Replaces what may not stay, in the order of the code."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._new: dict[str, str] = {}

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Replace each name of a node, whatever kind of node it is; then go down."""
        for field, value in ast.iter_fields(node):
            if isinstance(value, str):
                setattr(node, field, self._name(value))
            elif isinstance(value, list) and value and all(isinstance(v, str) for v in value):
                setattr(node, field, [self._name(one) for one in value])
        return super().generic_visit(node)

    def _name(self, name: str, allowed: frozenset[str] | None = None) -> str:
        if name in (self._words.names if allowed is None else allowed):
            return name
        return self._new.setdefault(name, f"name{len(self._new) + 1}")

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Replace what comes before the dot first."""
        node.value = self.visit(node.value)
        node.attr = self._name(node.attr, self._words.attributes)
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """Replace an argument's name."""
        node.arg = node.arg and self._name(node.arg, self._words.keywords)
        node.value = self.visit(node.value)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Leave out the annotation."""
        return ast.arg(self._name(node.arg))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        """Leave out the annotation, and what is nothing without it."""
        if node.value is None:
            return None
        return self.visit(ast.Assign([node.target], node.value, lineno=0))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Leave out decorators and annotations of an inner function, too."""
        return self.generic_visit(_bare(node))

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """Leave out docstrings and other texts that only people read."""
        text = isinstance(node.value, ast.JoinedStr) or (
            isinstance(node.value, ast.Constant) and isinstance(node.value.value, (str, bytes))
        )
        return None if text else self.generic_visit(node)

    def _without(self, node: ast.AST) -> None:
        """Leave out a node."""

    visit_Import = visit_ImportFrom = visit_Global = visit_Nonlocal = _without  # noqa: N815

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        """Keep the values of a formatted text, and the words between them that may stay."""
        node.values = [self.visit(one) for one in node.values]
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        """Keep a format that is only a format."""
        node.value = self.visit(node.value)
        parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
        plain = [p.value for p in parts if isinstance(p, ast.Constant)]
        if len(plain) != len(parts) or not _FORMAT.fullmatch("".join(map(str, plain))):
            node.format_spec = None
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Replace a text, and shorten a number that is longer than any of the course's."""
        return ast.Constant(self._literal(node.value))

    def _literal(self, value: Any) -> Any:
        if value is None or value is ... or isinstance(value, bool):
            return value
        if isinstance(value, (str, bytes)):
            return value if value in self._words.texts else NO_TEXT
        if value in self._words.numbers:
            return value
        if isinstance(value, complex):
            return complex(_rounded(value.real), _rounded(value.imag))
        return _rounded(value)


def _rounded(number: float) -> float:
    """Give a number of a few digits; a longer one can be somebody's."""
    try:
        short = float(f"{number:.{_DIGITS}g}")
        return int(short) if isinstance(number, int) else short
    except OverflowError:
        return 0


def tokens_of(function: ast.FunctionDef) -> tuple[str, ...]:
    """
    Write down a function as a row of words that stays the same when its variables are renamed.

    Comments, docstrings, texts and layout don't count either.
    """
    own = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    words: list[str] = []
    try:
        for statement in body:
            _add_words(statement, words, own)
    except (RecursionError, ValueError):
        return ()
    return tuple(
        word if not word.startswith(_NAME) else "v" if word[1:] in own else word[1:]
        for word in words
    )


def _add_words(node: ast.AST, words: list[str], own: set[str]) -> None:
    """Add the words of a node; names are marked until all names of the function are known."""
    if isinstance(node, ast.Name):
        words.append(_NAME + node.id)
        if isinstance(node.ctx, ast.Store):
            own.add(node.id)
        return
    if isinstance(node, ast.Constant):
        words.append("s" if isinstance(node.value, (str, bytes)) else repr(node.value)[:20])
        return
    words.append(type(node).__name__)
    if isinstance(node, ast.Attribute):
        words.append(node.attr)
    elif isinstance(node, ast.keyword):
        words.append(node.arg or "**")
    elif isinstance(node, ast.arg):
        own.add(node.arg)
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            for one in value:
                if isinstance(one, ast.AST):
                    _add_words(one, words, own)
        elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
            _add_words(value, words, own)
