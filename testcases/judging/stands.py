"""
Whether what an explanation says of a function's code stands in that code.

An explanation is found by its numbers, and other code can give the same numbers. So a piece of code
is quoted only where it stands in the student's function, whatever its spacing, the names of its
local variables, or which of several equal forms it is written in.

A claim is a piece of code, in which `_` is any expression, or one of these, with its subject:

- "name: dW" a variable or a key is called so. The claims after it are about what computes it.
- "call: relu", "word: sigmoid", "sign: +=", "key: W: l - 1", "bare: W" (a key without a number),
  "keys: W" (any key of it),
  "unpacked: b, W", "argument: axis=0"
- "size: rows" or "size: entries" of an array
- "known: A" the code or the description has the names in this
- "returned: A" this piece of code is in a `return` statement
- "text: 1 - Y" this text, with or without spaces
- "statement: loop", and the same of a condition, of branches, and of branches that do the same
- "inside: dA", "after: dA", "before: dA", "created: dA", "branch: return", "order: Z; A": whether
  the lines for these are in a loop, after it, and so on
- "without: _ / m" this piece of code is not there
- "for: relu" the claims after it are about what runs if an argument has this value
"""

from __future__ import annotations

import ast
import copy
import functools
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from testcases.words import wording

# Names that differ from the course's.
_COURSE_NAMES = {"layer": "l", "dAL": "dA"}
_SIGNS = {
    "+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "//": ast.FloorDiv, "%": ast.Mod,
    "**": ast.Pow, "@": ast.MatMult,
}  # fmt: skip
_IN_PLACE = {f"{sign}=": kind for sign, kind in _SIGNS.items()}
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
# Names of sizes and numbers that formulas have, whatever code has.
_COURSE_SIZES = ("m", "L", "n", "n_prev", "n_x", "n_h", "n_y", "l", "i")
ANY = "_"
# Ends what is said of one variable.
ANYWHERE = "anywhere"
_ENDS = ("name: ", ANYWHERE)
_LOOPS = (ast.For, ast.While, ast.comprehension)
_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr)
# A longer function is none of this course's.
_MOST_NODES = 5_000

Block = list[ast.stmt]


class Code:
    """
    A function's code, of which claims are true or not.

    `results` are the names that the description gives to what the function returns.
    """

    def __init__(self, function: ast.FunctionDef, results: Iterable[str] = ()) -> None:
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        self._body = [_plain(statement) for statement in body]
        self._nodes = [node for one in self._body for node in ast.walk(one)]
        self._lines = [node for node in self._nodes if isinstance(node, _SIMPLE)]
        arguments = function.args
        self._arguments = [
            one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        ]
        self._names = {
            *map(_renamed, self._arguments),
            *(node.id for node in self._nodes if isinstance(node, ast.Name)),
            *(key for node in self._nodes for key in _keys(node)),
        }
        self._results = set(results)
        self._known: dict[tuple[tuple[str, ...], bool], bool] = {}

    def unread(self) -> list[str]:
        """Name the arguments that the function's code never reads, in their order."""
        names = [node for node in self._nodes if isinstance(node, ast.Name)]
        read = {name.id for name in names if isinstance(name.ctx, ast.Load)}
        everything = {"locals", "eval", "exec", "vars"} & read
        return [one for one in self._arguments if not everything and _renamed(one) not in read]

    def has(self, claims: Sequence[str], directly: bool = False) -> bool:
        """
        Say whether all claims of an explanation are true.

        What they say of a variable may be so of one that it is computed from, unless `directly`.
        """
        key = tuple(claims), directly
        if key not in self._known:
            try:
                self._known[key] = self._has(*key)
            except RecursionError:  # it is nested too deep to be written as text
                self._known[key] = False
        return self._known[key]

    def place_of(self, name: str) -> str:
        """Say where a variable, or several of one line, is computed, if not in a line for it."""
        wanted = set(name.split(", "))
        made = [_made(line) & wanted for line in self._lines]
        if wanted in made:
            return wording.LINE_FOR
        if any(made):
            return wording.LINES_FOR
        return wording.LINES_WITH if wanted <= self._names else wording.LINE_THAT_COMPUTES

    def own_names(self, claims: Sequence[str]) -> dict[str, str]:
        """Give the function's own names for variables that claims are about: dAL for dA."""
        found: dict[str, set[str]] = {}
        for number, claim in enumerate(claims):
            name = claim.removeprefix("name: ")
            if name != claim and name in _COURSE_NAMES.values():
                about = itertools.takewhile(lambda c: not c.startswith(_ENDS), claims[number + 1 :])
                try:
                    found.setdefault(name, set()).add(self._own_name(name, tuple(about)))
                except RecursionError:  # it is nested too deep to be written as text
                    return {}
        return {name: min(own) for name, own in found.items() if len(own) == 1 and min(own)}

    def _own_name(self, name: str, about: tuple[str, ...]) -> str:
        """
        Name a variable as the lines do of which this is true.

        If no piece of code tells them, those are meant that compute more than a function's result.
        """
        if any(claim.startswith(("key", "bare")) for claim in about):
            return ""
        computing = [
            line
            for line in self._around(name, directly=True)
            if any(map(is_piece, about)) or isinstance(_value(line), (ast.BinOp, ast.UnaryOp))
        ]
        lines = [list(ast.walk(line)) for line in computing]
        fit = [one for one in lines if self._has(about, True, one)]
        made = [
            {getattr(n, "own", n.id) for n in one if isinstance(n, ast.Name) and _sets(n, name)}
            for one in fit
        ]
        [own, *others] = made or [set()]
        return min(own) if len(own) == 1 and all(one == own for one in others) else ""

    def _has(
        self, claims: tuple[str, ...], directly: bool, nodes: Iterable[ast.AST] | None = None
    ) -> bool:
        nodes = self._nodes if nodes is None else nodes
        for claim in claims:
            kind, colon, subject = claim.partition(": ")
            if claim == ANYWHERE:
                nodes = self._nodes
                continue
            if not colon or kind not in _CLAIMS:
                fits = self._quoted(claim, nodes)
            elif kind == "name":
                around = self._around(subject, directly)
                nodes = [node for line in around for node in ast.walk(line)]
                fits = bool(around)
            elif kind == "without":
                fits = not self._quoted(subject, nodes, sizes=False)
            elif kind == "for":
                branch = {node for line in self._for(subject) for node in ast.walk(line)}
                # In code without branches, the lines for all cases are the same.
                fits = bool(branch) or not self._statement("branches", nodes)
                nodes = [node for node in nodes if node in branch] if branch else nodes
            else:
                fits = _CLAIMS[kind](self, subject, nodes)
            if not fits:
                return False
        return True

    def _around(self, name: str, directly: bool) -> list[ast.AST]:
        """Give the lines that compute a variable, and those that compute what they read."""
        returns = [line for line in self._lines if isinstance(line, ast.Return)]
        if name == "return":
            return returns
        wanted = set(name.split(", "))
        found = [line for line in self._lines if _made(line) & wanted]
        if not wanted <= self._names:
            # What is returned may have no name of its own.
            nameless = name in self._results and any(_has_nameless(one.value) for one in returns)
            found = returns if nameless else []
        elif not found:
            found = [line for line in self._lines if _read([line]) & wanted]
        # An array can be changed where it is returned.
        changed = [line for line in returns if line not in found and _read([line]) & wanted]
        while not directly:
            wanted = _read(found)
            more = [one for one in self._lines if one not in found and _made(one) & wanted]
            if not more:
                break
            found = [*found, *more]
        return [*found, *changed]

    def _for(self, word: str) -> Iterator[ast.AST]:
        """Give what runs if an argument has this value."""
        for node in self._nodes:
            if isinstance(node, (ast.If, ast.IfExp)) and isinstance(node.test, ast.Compare):
                sides = (node.test.left, *node.test.comparators)
                words = [s.value for s in sides if isinstance(s, ast.Constant)]
                equal = isinstance(node.test.ops[0], ast.Eq)
                if words and isinstance(node.test.ops[0], (ast.Eq, ast.NotEq)):
                    body = node.body if equal == (words[0] == word) else node.orelse
                    lines = body if isinstance(body, list) else [body]
                    is_elif = len(lines) == 1 and isinstance(lines[0], ast.If)
                    yield from () if is_elif else lines

    def _quoted(self, text: str, nodes: Iterable[ast.AST], sizes: bool = True) -> bool:
        pattern = _pattern(text)
        if pattern is None:
            return False
        if isinstance(pattern, ast.Name):
            # A loop's number is called as everybody likes.
            number = pattern.id in ("l", "i") and pattern.id not in self._names
            if number:
                return any(isinstance(node, _LOOPS) for node in self._nodes)
            read = (n for n in nodes if not isinstance(getattr(n, "ctx", None), ast.Store))
            return any(_alike(pattern, node, _Free(), {}) for node in read)
        free = _Free(_variables(pattern) - self._names, self._arguments, sizes)
        return any(_alike(pattern, node, free, {}) for node in nodes)

    def _named(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        pattern = _pattern(re.sub(r"np\.\w+", ANY, text))
        known = self._names | self._results | {*_COURSE_SIZES, ANY}
        names = _variables(pattern) if pattern else ()
        return all(name in known or name.rstrip("0123456789") in known for name in names)

    def _returned(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        lines = [one for one in self._lines if isinstance(one, ast.Return)]
        return self._quoted(text, [node for line in lines for node in ast.walk(line)])

    def _calls(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        last = _synonym(name.rpartition(".")[2])
        return any(isinstance(node, ast.Name) and node.id == last for node in nodes)

    def _says(self, word: str, nodes: Iterable[ast.AST]) -> bool:
        return any(isinstance(n, ast.Constant) and n.value == word for n in self._nodes)

    def _signs(self, sign: str, nodes: Iterable[ast.AST]) -> bool:
        if sign in _IN_PLACE:
            lines = (node for node in nodes if isinstance(node, ast.AugAssign))
            return any(isinstance(line.op, _IN_PLACE[sign]) for line in lines)
        if sign == "@":
            return self._quoted("dot(_, _)", nodes)
        kinds = (ast.BinOp, ast.AugAssign)
        operators = (node.op for node in nodes if isinstance(node, kinds) and not _is_text(node))
        return sign in _SIGNS and any(isinstance(one, _SIGNS[sign]) for one in operators)

    def _numbered(self, subject: str, nodes: Iterable[ast.AST]) -> bool:
        letters, _, number = subject.partition(": ")
        pattern = _pattern(number)
        numbers = [n for node in self._nodes for name, n in _key_parts(node) if name == letters]
        if pattern is None:
            return False
        # Only the number of a loop may have another name.
        free = _Free(_variables(pattern) - self._names, self._names - self._loop_numbers())
        return any(_alike(pattern, one, free, {}) for one in numbers)

    def _loop_numbers(self) -> set[str]:
        targets = [
            node.target for node in self._nodes if isinstance(node, (ast.For, ast.comprehension))
        ]
        return {n.id for one in targets for n in ast.walk(one) if isinstance(n, ast.Name)}

    def _bare(self, letters: str, nodes: Iterable[ast.AST]) -> bool:
        keys = [part for n in self._nodes if isinstance(n, ast.Subscript) for part in _key_parts(n)]
        return (letters, None) in keys

    def _has_keys(self, letters: str, nodes: Iterable[ast.AST]) -> bool:
        return any(name == letters for node in self._nodes for name, _ in _key_parts(node))

    def _unpacked(self, names: str, nodes: Iterable[ast.AST]) -> bool:
        targets = [t for line in self._lines for t in getattr(line, "targets", ())]
        return any(isinstance(t, ast.Tuple) and _in_order(t) == names for t in targets)

    def _passed(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        name, _, value = text.partition("=")
        for node in nodes:
            if isinstance(node, ast.Call):
                given = [one.value for one in node.keywords if one.arg == name]
                second = node.args[1:2] if name == "axis" else []
                if any(ast.unparse(one) == value for one in (*given, *second)):
                    return True
        return False

    def _sized(self, what: str, nodes: Iterable[ast.AST]) -> bool:
        if what == "entries":
            return self._quoted("_.size", self._nodes) or self._quoted("size(_)", self._nodes)
        values = [_value(line) for line in self._lines]
        whole = any(isinstance(v, ast.Attribute) and v.attr == "shape" for v in values)
        return whole or any(self._quoted(f, self._nodes) for f in ("_.shape[0]", "len(_)"))

    def _written(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        wanted = _plain_text(text)
        lines = [node for node in nodes if isinstance(node, ast.stmt)]
        return any(wanted in _plain_text(ast.unparse(line)) for line in lines)

    def _statement(self, what: str, nodes: Iterable[ast.AST]) -> bool:
        if what == "loop":
            return any(isinstance(node, _LOOPS) for node in self._nodes)
        if what == "rounding":
            return any(map(_rounds, self._nodes))
        choices = [node for node in self._nodes if isinstance(node, (ast.If, ast.IfExp))]
        if what == "condition":
            compared = any(isinstance(node, ast.Compare) for node in self._nodes)
            return bool(choices) or compared
        if what == "loop or condition":
            return self._statement("loop", nodes) or self._statement("condition", nodes)
        branches = [_branches(node) for node in choices]
        if what == "branches":
            return any(len(one) > 1 for one in branches)
        if what == "branch without else":
            return any(map(_is_overwritten, self._blocks()))
        return any(_repeats([ast.dump(b) for b in one]) for one in branches)

    def _in_loops(self) -> list[ast.AST]:
        loops = [node for node in self._nodes if isinstance(node, (ast.For, ast.While))]
        return [one for loop in loops for line in loop.body for one in ast.walk(line)]

    def _inside(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        return any(_is_for(one, name) for one in self._in_loops())

    def _created(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        lines = [line for line in self._in_loops() if isinstance(line, ast.Assign)]
        targets = [target for line in lines for target in line.targets]
        return any(
            isinstance(one, (ast.Name, ast.Tuple)) and _in_order(one) == name for one in targets
        )

    def _after(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        return any(_is_for(line, name) for _, after in self._beside_loops() for line in after)

    def _before(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        return any(_is_for(line, name) for before, _ in self._beside_loops() for line in before)

    def _beside_loops(self) -> Iterator[tuple[Block, Block]]:
        """Give for each loop the lines before and after it in the same block."""
        for block in self._blocks():
            for number, line in enumerate(block):
                if isinstance(line, (ast.For, ast.While)):
                    yield block[:number], block[number + 1 :]

    def _in_branch(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        choices = [node for node in self._nodes if isinstance(node, ast.If)]
        inside = [one for choice in choices for line in _lines_of(choice) for one in ast.walk(line)]
        return any(_is_for(one, name) for one in inside)

    def _ordered(self, names: str, nodes: Iterable[ast.AST]) -> bool:
        first, second = names.split("; ")
        places = [
            [n for n, node in enumerate(self._in_text()) if _is_for(node, one)]
            for one in (first, second)
        ]
        return all(places) and places[0][0] < places[1][-1]

    def _in_text(self) -> Iterator[ast.AST]:
        """List the statements as they stand in the text."""
        waiting: list[ast.stmt] = list(self._body)
        while waiting:
            one = waiting.pop(0)
            yield one
            waiting = [*_lines_of(one), *waiting]

    def _blocks(self) -> Iterator[Block]:
        yield self._body
        for node in self._nodes:
            for name in ("body", "orelse"):
                block = getattr(node, name, None)
                if isinstance(block, list):
                    yield block


_CLAIMS: dict[str, Callable[[Code, str, Iterable[ast.AST]], bool]] = {
    "name": lambda code, subject, nodes: True,
    "for": lambda code, subject, nodes: True,
    "without": lambda code, subject, nodes: True,
    "known": Code._named,
    "returned": Code._returned,
    "call": Code._calls,
    "word": Code._says,
    "sign": Code._signs,
    "key": Code._numbered,
    "bare": Code._bare,
    "keys": Code._has_keys,
    "unpacked": Code._unpacked,
    "argument": Code._passed,
    "size": Code._sized,
    "text": Code._written,
    "statement": Code._statement,
    "inside": Code._inside,
    "created": Code._created,
    "after": Code._after,
    "before": Code._before,
    "branch": Code._in_branch,
    "order": Code._ordered,
}


# Claims that few functions fulfil by chance.
_TELLING = (
    "sign", "key", "bare", "unpacked", "argument", "text", "order", "after", "before", "inside",
    "created", "statement: branch without else", "statement: branches alike",
)  # fmt: skip


def code_of(function: ast.FunctionDef | None, results: Iterable[str] = ()) -> Code | None:
    """Read a function's code, unless there is none, or more or deeper code than people write."""
    if function is None or sum(1 for _ in ast.walk(function)) > _MOST_NODES:
        return None
    try:
        return Code(function, results)
    except RecursionError:
        return None


def is_piece(claim: str) -> bool:
    """Say whether a claim quotes more than a name, so that few functions have it by chance."""
    kind, colon, _ = claim.partition(": ")
    if claim == ANYWHERE or colon and kind in _CLAIMS:
        return kind in _TELLING or claim in _TELLING
    return not claim.isidentifier()


@functools.lru_cache(maxsize=8192)
def _pattern(text: str) -> ast.expr | None:
    try:
        return _plain(ast.parse(text, mode="eval").body)
    except SyntaxError:
        return None


def _is_text(node: ast.AST) -> bool:
    """Say whether an operation puts text together, such as a key or what is printed."""
    sides = (getattr(node, "left", None), getattr(node, "right", None))
    return any(
        isinstance(one, ast.JoinedStr)
        or isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        or isinstance(one, ast.Call)
        and ast.unparse(one.func) == "str"
        or isinstance(one, ast.BinOp)
        and _is_text(one)
        for one in sides
    )


def _rounds(node: ast.AST) -> bool:
    """Say whether this can lose what is behind the decimal point."""
    if isinstance(node, ast.Name):
        return node.id in ("int", "round", "floor", "ceil", "rint", "trunc", "floor_divide", "fix")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return bool(re.search(r"%\d*[di]|\{[^}]*:\d*d\}|^\d*d$", node.value))
    return isinstance(getattr(node, "op", None), ast.FloorDiv) or "int" in getattr(node, "attr", "")


def _value(line: ast.AST) -> ast.expr | None:
    return getattr(line, "value", None)


def _sets(node: ast.Name, name: str) -> bool:
    return node.id == name and isinstance(node.ctx, ast.Store)


def _is_size(node: ast.AST) -> bool:
    """Say whether this is a size of an array, without a name of its own."""
    array = node.value if isinstance(node, ast.Subscript) else node
    length = isinstance(node, ast.Call) and ast.unparse(node.func) == "len"
    return length or isinstance(array, ast.Attribute) and array.attr in ("shape", "size")


def _variables(pattern: ast.AST) -> set[str]:
    """Name the variables of a pattern, which are not the functions that it calls."""
    nodes = list(ast.walk(pattern))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called}


def _plain(node: ast.AST) -> ast.AST:
    return _Plain().visit(copy.deepcopy(node))


def _renamed(name: str) -> str:
    return _COURSE_NAMES.get(name, name)


def _synonym(name: str) -> str:
    return _SYNONYMS.get(name, name)


class _Plain(ast.NodeTransformer):
    """Write equal forms of an expression in one form."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Give a name as the course has it, and keep the function's own."""
        name = ast.Name(_renamed(node.id), node.ctx)
        name.own = node.id
        return name

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Give a module's function by its own name."""
        if isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy", "math"):
            return ast.Name(_synonym(node.attr), node.ctx)
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
                function = ast.Name(_synonym(function.attr), ast.Load())
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
        letters = [name for name, number in _key_parts(node) if number is not None]
        self.generic_visit(node)
        if letters:
            node.course = letters[0]  # the letters, beside the number, which keys are asked for
            return node
        if isinstance(node.value, ast.Call) and isinstance(node.slice, ast.Constant):
            return node.value
        whole = isinstance(node.slice, (ast.Constant, ast.Slice, ast.UnaryOp))
        return node if whole or isinstance(node.value, ast.Attribute) else _Entry.of(node)


class _Entry(ast.Subscript):
    """An entry of an array, which can stand for the array."""

    @classmethod
    def of(cls, node: ast.Subscript) -> _Entry:
        return cls(node.value, node.slice, node.ctx)


def _key_parts(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
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


def _keys(node: ast.AST) -> Iterator[str]:
    """Name what a key names: with its number, and without."""
    if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
        for letters, number in _key_parts(node):
            yield letters
            if isinstance(number, ast.Constant):
                yield f"{letters}{number.value}"


def _made(line: ast.AST) -> set[str]:
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
                for one in node.keys if one is not None for key in _keys(one)}  # fmt: skip
    else:
        return set()
    value = _value(line)
    written = [one for one in value.keys if one is not None] if isinstance(value, ast.Dict) else []
    return _read(targets) | {key for one in written for key in _keys(one)}


def _read(lines: Iterable[ast.AST]) -> set[str]:
    """Name the variables and keys in these pieces of code."""
    nodes = [node for line in lines for node in ast.walk(line)]
    found = {node.id for node in nodes if isinstance(node, ast.Name)}
    return found | {key for node in nodes for key in _keys(node)}


def _has_nameless(value: ast.expr | None) -> bool:
    """Say whether a returned value, or one of several, is put together where it is returned."""
    if isinstance(value, (ast.Tuple, ast.List)):
        return any(one is not None and not isinstance(one, ast.Name) for one in value.elts)
    return value is not None and not isinstance(value, ast.Name)


def _is_for(node: ast.AST, name: str) -> bool:
    """Say whether a statement is what an explanation calls the line for this."""
    kinds = {"return": ast.Return, "loop": _LOOPS, "condition": ast.If}
    if name in kinds:
        return isinstance(node, kinds[name])
    if name == "print":
        call = node.value if isinstance(node, ast.Expr) else None
        return isinstance(call, ast.Call) and ast.unparse(call.func) == "print"
    return set(name.split(", ")) <= _made(node)


def _lines_of(node: ast.AST) -> Block:
    return [
        line
        for name in ("body", "orelse")
        if isinstance(getattr(node, name, None), list)
        for line in getattr(node, name)
        if isinstance(line, ast.stmt)
    ]


def _branches(node: ast.If | ast.IfExp) -> list[ast.AST]:
    """Give what the branches of a condition do, those of `elif` among them."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    found: list[ast.AST] = [ast.Module(node.body, [])]
    below = node.orelse
    if len(below) == 1 and isinstance(below[0], ast.If):
        return [*found, *_branches(below[0])]
    return [*found, ast.Module(below, [])] if below else found


def _is_overwritten(block: Block) -> bool:
    """Say whether a branch without `else` assigns what a later line assigns in every case."""
    for number, one in enumerate(block):
        if isinstance(one, ast.If) and not one.orelse:
            made = {name for line in one.body for name in _made(line)}
            if any(_made(line) & made for line in block[number + 1 :]):
                return True
    return False


def _repeats(texts: Sequence[str]) -> bool:
    return len(set(texts)) < len(texts)


def _in_order(node: ast.expr) -> str:
    """Name what a tuple is unpacked into, from left to right."""
    items = node.elts if isinstance(node, ast.Tuple) else []
    return ", ".join(map(_in_order, items)) if items else ast.unparse(node)


def _plain_text(text: str) -> str:
    return re.sub(r"\s|np\.", "", text)


class _Free(NamedTuple):
    """
    The names of a pattern that may have others in code, but not those that are `taken`.

    With `sizes`, one that is a size can be written out, such as A.shape[1].
    """

    names: Collection[str] = ()
    taken: Collection[str] = ()
    sizes: bool = True


def _alike(pattern: ast.AST, node: ast.AST, free: _Free, bound: dict[str, str]) -> bool:
    """Compare a pattern with code; the `free` names of the pattern may have others there."""
    if isinstance(pattern, ast.Name):
        return _named_alike(pattern, node, free, bound)
    if isinstance(pattern, ast.Constant):
        is_it = isinstance(node, ast.Constant) and node.value == pattern.value
        return is_it or pattern.value is ... and isinstance(node, ast.expr)
    if isinstance(node, _Entry) and not isinstance(pattern, ast.Subscript):
        return _alike(pattern, node.value, free, bound)
    if isinstance(pattern, ast.BinOp):
        return _operated_alike(pattern, node, free, bound)
    if _is_equality(pattern) and _is_equality(node):
        other = ast.Compare(node.comparators[0], node.ops, [node.left])
        return any(_fields_alike(pattern, one, free, bound) for one in (node, other))
    if type(pattern) is not type(node) and not (
        isinstance(pattern, ast.Subscript) and isinstance(node, ast.Subscript)
    ):
        return False
    return _fields_alike(pattern, node, free, bound)


def _fields_alike(pattern: ast.AST, node: ast.AST, free: _Free, bound: dict[str, str]) -> bool:
    left_out = ["ctx", "kind", "type_comment"]
    if isinstance(pattern, ast.Call) and not pattern.keywords:
        left_out.append("keywords")  # those say how the function is to be applied
    for field in pattern._fields:
        if field in left_out:
            continue
        one, other = getattr(pattern, field, None), getattr(node, field, None)
        if isinstance(one, list):
            same = len(one) == len(other) and all(
                _alike(a, b, free, bound) for a, b in zip(one, other, strict=True)
            )
        elif isinstance(one, ast.AST):
            same = isinstance(other, ast.AST) and _alike(one, other, free, bound)
        else:
            same = one == other
        if not same:
            return False
    return True


def _is_equality(node: ast.AST) -> bool:
    """Say whether this compares two things that can stand on either side."""
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Eq, ast.NotEq))


def _named_alike(pattern: ast.Name, node: ast.AST, free: _Free, bound: dict[str, str]) -> bool:
    if pattern.id == ANY:
        return isinstance(node, ast.expr)
    letters = getattr(node, "course", None)
    if letters is not None:
        return letters == pattern.id or pattern.id in free.names
    if free.sizes and pattern.id in free.names and pattern.id in _COURSE_SIZES and _is_size(node):
        return True
    while isinstance(node, _Entry):
        node = node.value
    if not isinstance(node, ast.Name):
        return False
    if pattern.id in free.names and node.id not in free.taken:
        return bound.setdefault(pattern.id, node.id) == node.id
    return pattern.id == node.id


def _operated_alike(pattern: ast.BinOp, node: ast.AST, free: _Free, bound: dict[str, str]) -> bool:
    """Compare an operation; a sum and a product may be the other way round."""
    if isinstance(node, ast.AugAssign):
        sides = [(node.target, node.value)]
    elif isinstance(node, ast.BinOp):
        sides = [(node.left, node.right)]
    else:
        return False
    if type(node.op) is not type(pattern.op):
        return False
    if isinstance(node.op, (ast.Add, ast.Mult)):
        sides.append(sides[0][::-1])
    for left, right in sides:
        trial = dict(bound)
        if _alike(pattern.left, left, free, trial) and _alike(pattern.right, right, free, trial):
            bound.update(trial)
            return True
    return False
