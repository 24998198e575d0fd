"""
Whether an explanation's claims about a function's code are true of that code.

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
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from testcases.judging.lines import (
    LOOPS,
    Block,
    branches_of,
    can_round,
    has_nameless,
    has_repeats,
    in_order,
    is_for,
    is_overwritten,
    is_set,
    is_text,
    lines_of,
    names_made,
    names_read,
    value_of,
)
from testcases.judging.patterns import ANY, COURSE_SIZES, Free, is_alike, pattern_of, variables_of
from testcases.judging.plain_form import (
    COURSE_NAMES,
    SIGNS,
    course_name,
    in_plain_form,
    key_parts,
    keys_in,
    synonym_of,
    without_spaces,
)
from testcases.words import wording

_IN_PLACE = {f"{sign}=": kind for sign, kind in SIGNS.items()}
# Ends what is said of one variable.
ANYWHERE = "anywhere"
_ENDS = ("name: ", ANYWHERE)
_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr)
# A longer function is none of this course's.
_MOST_NODES = 5_000


class Code:
    """
    A function's code, of which claims are true or not.

    `results` are the names that the description gives to what the function returns.
    """

    def __init__(self, function: ast.FunctionDef, results: Iterable[str] = ()) -> None:
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        self._body = [in_plain_form(statement) for statement in body]
        self._nodes = [node for one in self._body for node in ast.walk(one)]
        self._lines = [node for node in self._nodes if isinstance(node, _SIMPLE)]
        arguments = function.args
        self._arguments = [
            one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        ]
        self._names = {
            *map(course_name, self._arguments),
            *(node.id for node in self._nodes if isinstance(node, ast.Name)),
            *(key for node in self._nodes for key in keys_in(node)),
        }
        self._results = set(results)
        self._known: dict[tuple[tuple[str, ...], bool], bool] = {}

    def unread(self) -> list[str]:
        """Name the arguments that the function's code never reads, in their order."""
        names = [node for node in self._nodes if isinstance(node, ast.Name)]
        read = {name.id for name in names if isinstance(name.ctx, ast.Load)}
        everything = {"locals", "eval", "exec", "vars"} & read
        return [one for one in self._arguments if not everything and course_name(one) not in read]

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
        made = [names_made(line) & wanted for line in self._lines]
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
            if name != claim and name in COURSE_NAMES.values():
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
            if any(map(is_piece, about)) or isinstance(value_of(line), (ast.BinOp, ast.UnaryOp))
        ]
        lines = [list(ast.walk(line)) for line in computing]
        fit = [one for one in lines if self._has(about, True, one)]
        made = [
            {getattr(n, "own", n.id) for n in one if isinstance(n, ast.Name) and is_set(n, name)}
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
        found = [line for line in self._lines if names_made(line) & wanted]
        if not wanted <= self._names:
            # What is returned may have no name of its own.
            nameless = name in self._results and any(has_nameless(one.value) for one in returns)
            found = returns if nameless else []
        elif not found:
            found = [line for line in self._lines if names_read([line]) & wanted]
        # An array can be changed where it is returned.
        changed = [line for line in returns if line not in found and names_read([line]) & wanted]
        while not directly:
            wanted = names_read(found)
            more = [one for one in self._lines if one not in found and names_made(one) & wanted]
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
        pattern = pattern_of(text)
        if pattern is None:
            return False
        if isinstance(pattern, ast.Name):
            # A loop's number is called as everybody likes.
            number = pattern.id in ("l", "i") and pattern.id not in self._names
            if number:
                return any(isinstance(node, LOOPS) for node in self._nodes)
            read = (n for n in nodes if not isinstance(getattr(n, "ctx", None), ast.Store))
            return any(is_alike(pattern, node, Free(), {}) for node in read)
        free = Free(variables_of(pattern) - self._names, self._arguments, sizes)
        return any(is_alike(pattern, node, free, {}) for node in nodes)

    def _named(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        pattern = pattern_of(re.sub(r"np\.\w+", ANY, text))
        known = self._names | self._results | {*COURSE_SIZES, ANY}
        names = variables_of(pattern) if pattern else ()
        return all(name in known or name.rstrip("0123456789") in known for name in names)

    def _returned(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        lines = [one for one in self._lines if isinstance(one, ast.Return)]
        return self._quoted(text, [node for line in lines for node in ast.walk(line)])

    def _calls(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        last = synonym_of(name.rpartition(".")[2])
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
        operators = (node.op for node in nodes if isinstance(node, kinds) and not is_text(node))
        return sign in SIGNS and any(isinstance(one, SIGNS[sign]) for one in operators)

    def _numbered(self, subject: str, nodes: Iterable[ast.AST]) -> bool:
        letters, _, number = subject.partition(": ")
        pattern = pattern_of(number)
        numbers = [n for node in self._nodes for name, n in key_parts(node) if name == letters]
        if pattern is None:
            return False
        # Only the number of a loop may have another name.
        free = Free(variables_of(pattern) - self._names, self._names - self._loop_numbers())
        return any(is_alike(pattern, one, free, {}) for one in numbers)

    def _loop_numbers(self) -> set[str]:
        targets = [
            node.target for node in self._nodes if isinstance(node, (ast.For, ast.comprehension))
        ]
        return {n.id for one in targets for n in ast.walk(one) if isinstance(n, ast.Name)}

    def _bare(self, letters: str, nodes: Iterable[ast.AST]) -> bool:
        keys = [part for n in self._nodes if isinstance(n, ast.Subscript) for part in key_parts(n)]
        return (letters, None) in keys

    def _has_keys(self, letters: str, nodes: Iterable[ast.AST]) -> bool:
        return any(name == letters for node in self._nodes for name, _ in key_parts(node))

    def _unpacked(self, names: str, nodes: Iterable[ast.AST]) -> bool:
        targets = [t for line in self._lines for t in getattr(line, "targets", ())]
        return any(isinstance(t, ast.Tuple) and in_order(t) == names for t in targets)

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
        values = [value_of(line) for line in self._lines]
        whole = any(isinstance(v, ast.Attribute) and v.attr == "shape" for v in values)
        return whole or any(self._quoted(f, self._nodes) for f in ("_.shape[0]", "len(_)"))

    def _written(self, text: str, nodes: Iterable[ast.AST]) -> bool:
        wanted = without_spaces(text)
        lines = [node for node in nodes if isinstance(node, ast.stmt)]
        return any(wanted in without_spaces(ast.unparse(line)) for line in lines)

    def _statement(self, what: str, nodes: Iterable[ast.AST]) -> bool:
        if what == "loop":
            return any(isinstance(node, LOOPS) for node in self._nodes)
        if what == "rounding":
            return any(map(can_round, self._nodes))
        choices = [node for node in self._nodes if isinstance(node, (ast.If, ast.IfExp))]
        if what == "condition":
            compared = any(isinstance(node, ast.Compare) for node in self._nodes)
            return bool(choices) or compared
        if what == "loop or condition":
            return self._statement("loop", nodes) or self._statement("condition", nodes)
        branches = [branches_of(node) for node in choices]
        if what == "branches":
            return any(len(one) > 1 for one in branches)
        if what == "branch without else":
            return any(map(is_overwritten, self._blocks()))
        return any(has_repeats([ast.dump(b) for b in one]) for one in branches)

    def _in_loops(self) -> list[ast.AST]:
        loops = [node for node in self._nodes if isinstance(node, (ast.For, ast.While))]
        return [one for loop in loops for line in loop.body for one in ast.walk(line)]

    def _inside(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        return any(is_for(one, name) for one in self._in_loops())

    def _created(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        lines = [line for line in self._in_loops() if isinstance(line, ast.Assign)]
        targets = [target for line in lines for target in line.targets]
        return any(
            isinstance(one, (ast.Name, ast.Tuple)) and in_order(one) == name for one in targets
        )

    def _after(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        return any(is_for(line, name) for _, after in self._beside_loops() for line in after)

    def _before(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        return any(is_for(line, name) for before, _ in self._beside_loops() for line in before)

    def _beside_loops(self) -> Iterator[tuple[Block, Block]]:
        """Give for each loop the lines before and after it in the same block."""
        for block in self._blocks():
            for number, line in enumerate(block):
                if isinstance(line, (ast.For, ast.While)):
                    yield block[:number], block[number + 1 :]

    def _in_branch(self, name: str, nodes: Iterable[ast.AST]) -> bool:
        choices = [node for node in self._nodes if isinstance(node, ast.If)]
        inside = [one for choice in choices for line in lines_of(choice) for one in ast.walk(line)]
        return any(is_for(one, name) for one in inside)

    def _ordered(self, names: str, nodes: Iterable[ast.AST]) -> bool:
        first, second = names.split("; ")
        places = [
            [n for n, node in enumerate(self._in_text()) if is_for(node, one)]
            for one in (first, second)
        ]
        return all(places) and places[0][0] < places[1][-1]

    def _in_text(self) -> Iterator[ast.AST]:
        """List the statements in the order of the text."""
        waiting: list[ast.stmt] = list(self._body)
        while waiting:
            one = waiting.pop(0)
            yield one
            waiting = [*lines_of(one), *waiting]

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
# Claims that few functions fulfill by chance.
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
