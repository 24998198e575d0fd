"""Equal forms of a piece of code, written in one form; and what its keys name."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator

# Names that differ from the course's.
COURSE_NAMES = {"layer": "l", "dAL": "dA"}
SIGNS = {
    "+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "//": ast.FloorDiv, "%": ast.Mod,
    "**": ast.Pow, "@": ast.MatMult,
}  # fmt: skip
_AS_OPERATORS = {
    "add": ast.Add, "subtract": ast.Sub, "multiply": ast.Mult, "divide": ast.Div, "power": ast.Pow,
    "true_divide": ast.Div,
}  # fmt: skip
_SYNONYMS = {
    "matmul": "dot", "absolute": "abs", "fabs": "abs", "around": "round", "round_": "round",
    "average": "mean", "amax": "max", "amin": "min",
}  # fmt: skip
# Calls that leave a number as it is.
_KEEPING = ("float", "squeeze", "asarray")
# A comparison with its sides exchanged.
_FLIPPED = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}


def in_plain_form(node: ast.AST) -> ast.AST:
    """Give a copy of a piece of code in the one form of all that are equal."""
    return _Plain().visit(copy.deepcopy(node))


def course_name(name: str) -> str:
    """Give a name as the course has it."""
    return COURSE_NAMES.get(name, name)


def synonym_of(name: str) -> str:
    """Give the name that stands for all functions that do the same."""
    return _SYNONYMS.get(name, name)


class _Plain(ast.NodeTransformer):
    """Write equal forms of an expression in one form."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Give a name as the course has it, and keep the function's own."""
        name = ast.Name(course_name(node.id), node.ctx)
        name.own = node.id
        return name

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Give a module's function by its own name."""
        if isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy", "math"):
            return ast.Name(synonym_of(node.attr), node.ctx)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Write a method as a function, and a function as an operator where it is one."""
        self.generic_visit(node)
        function, args = node.func, list(node.args)
        if isinstance(function, ast.Attribute):
            if function.attr == "transpose" and not args:
                return ast.Attribute(function.value, "T", ast.Load())
            if function.attr not in ("append", "format", "copy", "astype", "insert", "items"):
                args.insert(0, function.value)
                function = ast.Name(synonym_of(function.attr), ast.Load())
        name = function.id if isinstance(function, ast.Name) else ""
        if name in _AS_OPERATORS and len(args) == 2:
            return ast.BinOp(args[0], _AS_OPERATORS[name](), args[1])
        if name == "transpose" and len(args) == 1:
            return ast.Attribute(args[0], "T", ast.Load())
        if name == "square" and len(args) == 1:
            return ast.BinOp(args[0], ast.Pow(), ast.Constant(2))
        if name in _KEEPING and len(args) == 1:
            return args[0]
        return ast.Call(function, args, node.keywords)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """Write a negative number as a number."""
        self.generic_visit(node)
        value = getattr(node.operand, "value", None)
        is_number = isinstance(value, (int, float)) and isinstance(node.operand, ast.Constant)
        negative = is_number and isinstance(node.op, ast.USub)
        return ast.Constant(-value) if negative else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Write a product of matrices as a call."""
        self.generic_visit(node)
        if isinstance(node.op, ast.MatMult):
            return ast.Call(ast.Name("dot", ast.Load()), [node.left, node.right], [])
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Write one of two comparisons that say the same."""
        self.generic_visit(node)
        flipped = _FLIPPED.get(type(node.ops[0])) if len(node.ops) == 1 else None
        if flipped is None:
            return node
        return ast.Compare(node.comparators[0], [flipped()], [node.left])

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Give an entry by its array, a layer's array by its letters, one result by its call."""
        letters = [name for name, number in key_parts(node) if number is not None]
        self.generic_visit(node)
        if letters:
            node.course = letters[0]  # the letters, beside the number, which keys are asked for
            return node
        if isinstance(node.value, ast.Call) and isinstance(node.slice, ast.Constant):
            return node.value
        whole = isinstance(node.slice, (ast.Constant, ast.Slice, ast.UnaryOp))
        return node if whole or isinstance(node.value, ast.Attribute) else Entry.of(node)


class Entry(ast.Subscript):
    """An entry of an array, which can stand for the array."""

    @classmethod
    def of(cls, node: ast.Subscript) -> Entry:
        """Give the same entry, as one that can stand for its array."""
        return cls(node.value, node.slice, node.ctx)


def key_parts(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Give the letters and the number of a key such as "W" + str(l), f"W{l}" or "W1"."""
    if isinstance(node, ast.Subscript):
        node = node.slice
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found = re.fullmatch(r"([A-Za-z_]+)(\d*)", node.value)
        if found:
            yield found[1], ast.Constant(int(found[2])) if found[2] else None
    elif isinstance(node, ast.JoinedStr) and len(node.values) == 2:
        letters, number = node.values
        if isinstance(letters, ast.Constant) and isinstance(number, ast.FormattedValue):
            yield str(letters.value), number.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        letters, number = node.left, node.right
        if isinstance(letters, ast.Constant) and isinstance(letters.value, str):
            if isinstance(number, ast.Call) and len(number.args) == 1:
                number = number.args[0]
            yield letters.value.partition("%")[0], number


def keys_in(node: ast.AST) -> Iterator[str]:
    """Name what a key names: with its number, and without."""
    if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
        for letters, number in key_parts(node):
            yield letters
            if isinstance(number, ast.Constant):
                yield f"{letters}{number.value}"


def without_spaces(text: str) -> str:
    """Give text without spaces and NumPy's prefix."""
    return re.sub(r"\s|np\.", "", text)
