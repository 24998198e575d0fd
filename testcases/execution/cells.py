"""
Cells of a notebook file as Python: reading them, and finding the names in their text.

`statements.py` runs some of them again, in a later notebook and for the grading.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import warnings
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_BEGINS = re.compile(r"(?:async def|def|class|import|from)\b|@|[A-Za-z_]\w*\s*=[^=]")
_MAGIC = re.compile(r"^\s*[%!]|^\s*\w[\w.]*\?{1,2}\s*$")
_CELL_MAGIC = re.compile(r"\s*(%%\S*)")
# These run the cell as it would run without them.
_RUNNING = {"%%time", "%%timeit", "%%capture", "%%prun"}
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
UNRESOLVED = (
    "{file} has an unresolved merge conflict: Git left both versions in the file. Choose one of "
    "them with git checkout --ours or --theirs, and open the notebook again"
)
_FUNCTION = re.compile(r"^[ \t]*def (\w{1,60})\(", re.MULTILINE)
_CHECK = re.compile(r"^check\((\w{1,60})\b", re.MULTILINE)
# No student types a cell with more characters, or with more functions.
MOST_SOURCE, MOST_FUNCTIONS = 100_000, 1_000

# The nodes with a scope of their own.
_OTHER_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


class NotebookError(Exception):
    """A notebook file that can't be read; the message says why."""


@dataclass(frozen=True)
class Cell:
    """The source of one code cell and its place, such as "02-forward, cell 7"."""

    where: str
    source: str


@dataclass(frozen=True)
class Definition:
    """A statement at the top of a cell that binds a name: its lines, and if it is only a stub."""

    name: str
    first: int
    last: int
    is_stub: bool


def read_code_cells(path: Path) -> list[Cell]:
    """
    Read the code cells of a notebook file, in order.

    Raises
    ------
    NotebookError
        If the file is not there, or is not a notebook; one sentence says which.
    """
    content = b""
    try:
        content = path.read_bytes()
        notebook = json.loads(content)  # with or without a byte order mark
    except FileNotFoundError:
        raise NotebookError(f"There is no file {path.name} beside this notebook") from None
    except (OSError, ValueError, RecursionError) as error:
        if _CONFLICT.search(content):
            raise NotebookError(UNRESOLVED.format(file=path.name)) from None
        raise NotebookError(f"{path.name} can't be read as a notebook ({error})") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise NotebookError(f"{path.name} is not a notebook: it has no list of cells")
    return [
        Cell(f"{path.stem}, cell {number}", _joined(cell.get("source", "")))
        for number, cell in enumerate(cells, start=1)
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    ]


def _joined(source: object) -> str:
    if isinstance(source, list):
        return "".join(str(line) for line in source)
    return source if isinstance(source, str) else ""


def parse(source: str) -> ast.Module:
    """
    Parse a cell's source, with lines that are IPython's (``%``, ``!``, ``name?``) left empty.

    Raises
    ------
    SyntaxError
        If what is left is not Python.
    """
    if source.lstrip().startswith("%%"):
        before, _, rest = source.partition("%%")
        _, _, rest = rest.partition("\n")
        empty = "\n" * (before.count("\n") + 1)  # so that lines keep their numbers
        source = "" if _keeping_magic(source) else empty + rest
    try:
        return _parse(source)
    except SyntaxError:
        lines = ["" if _MAGIC.match(line) else line for line in source.split("\n")]
        return _parse("\n".join(lines))


# A notebook's cells are looked at twice: for what they define, and for what to run.
@functools.lru_cache(maxsize=100)
def statements_of(
    source: str,
) -> tuple[tuple[ast.stmt, ...], tuple[tuple[str, SyntaxError], ...]]:
    """
    Read the statements at the top of a cell. The syntax trees are shared, so don't change them.

    Returns
    -------
    nodes : the statements; of a cell that isn't Python, those of the parts that are
    broken : each of the other parts, with its error
    """
    try:
        return tuple(parse(source).body), ()
    except SyntaxError:
        nodes, broken = [], []
    for part in parts(source):
        try:
            nodes += parse(part).body
        except SyntaxError as error:
            broken.append((part, error))
    return tuple(nodes), tuple(broken)


def _keeping_magic(source: str) -> str:
    """Give the cell magic that keeps a cell from defining anything, or an empty string."""
    found = _CELL_MAGIC.match(source)
    return found[1] if found and found[1] not in _RUNNING else ""


def magic_above(cells: Iterable[Cell], name: str) -> str:
    """Give the last cell magic that keeps a function from being defined, if there is one."""
    kept = [(_keeping_magic(cell.source), cell) for cell in cells]
    magics = [magic for magic, cell in kept if magic and name in functions_in([cell])]
    return magics[-1] if magics else ""


def _parse(source: str) -> ast.Module:
    """Parse what may be nested too deep for Python, or hold what can't be in source."""
    try:
        with warnings.catch_warnings():  # which would name neither the file nor its author
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error)) from None


def parts(source: str) -> list[str]:
    """
    Cut code that is not Python before each line that begins a definition or an assignment, so that
    one mistake doesn't cost all; before a part stand empty lines, so that its lines keep their
    numbers.
    """
    lines = source.split("\n")
    starts = [0, *(n for n, line in enumerate(lines) if n and _BEGINS.match(line))]
    ends = [*starts[1:], len(lines)]
    return ["\n" * a + "\n".join(lines[a:b]) for a, b in zip(starts, ends, strict=True)]


def below_checks(
    cells: Sequence[Cell], names: Collection[str], given: Container[str] = ()
) -> list[set[str]]:
    """
    Find the definitions that a function's check doesn't see in a run of the whole notebook.

    The last definition above the last check of a function counts. One below it counts only if
    nothing but starter code is above.

    Parameters
    ----------
    cells : the code cells in their order, the checks among them
    names : the functions
    given : sources of cells as they were handed out

    Returns
    -------
    superseded : for each cell, the functions whose definition there doesn't count
    """
    checks = {
        name: number for number, cell in enumerate(cells) for name in _CHECK.findall(cell.source)
    }
    checked = checks.keys() & names
    defined = [definitions_in(cell.source, checked) for cell in cells]
    above = {
        name
        for number, (cell, found) in enumerate(zip(cells, defined, strict=True))
        for name, definitions in found.items()
        if number <= checks[name] and cell.source not in given
        if not all(one.is_stub for one in definitions)
    }
    return [
        {name for name in found.keys() & above if number > checks[name]}
        for number, found in enumerate(defined)
    ]


def without_definitions(source: str, names: Collection[str]) -> str:
    """Leave out the definitions of these functions; the other lines keep their numbers."""
    lines = source.split("\n")
    for definitions in definitions_in(source, names).values():
        for one in definitions:
            lines[one.first - 1 : one.last] = [""] * (one.last - one.first + 1)
    return "\n".join(lines)


def counting(cells: Sequence[Cell], names: Collection[str]) -> list[Cell]:
    """Leave out of a saved notebook's cells the definitions that `below_checks` finds."""
    superseded = below_checks(cells, names)
    return [
        Cell(cell.where, without_definitions(cell.source, later))
        for cell, later in zip(cells, superseded, strict=True)
    ]


def definitions_in(source: str, names: Collection[str]) -> dict[str, list[Definition]]:
    """Give the statements at the top of a cell that define or assign each of these functions."""
    found: dict[str, list[Definition]] = {}
    if len(source) > MOST_SOURCE or not any(name in source for name in names):
        return found
    for one in _definitions(source):
        if one.name in names:
            found.setdefault(one.name, []).append(one)
    return found


# Most cells of a class are the same in all submissions.
@functools.lru_cache(maxsize=500)
def _definitions(source: str) -> tuple[Definition, ...]:
    """List what a cell defines or assigns at its top; what is broken in it is left out."""
    nodes, _ = statements_of(source)
    return tuple(
        Definition(name, _first_line(node), node.end_lineno, _is_stub(node))
        for node in nodes
        for name in _bound(node)
    )


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _bound(node: ast.stmt) -> set[str]:
    """Give the name of a function, or the one name that a statement assigns."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {node.name}
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return {one.id for one in node.targets if isinstance(one, ast.Name)}
    return set()


def _is_stub(node: ast.stmt) -> bool:
    """Say whether a function only raises NotImplementedError, or does nothing at all."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return all(
        isinstance(one, (ast.Pass, ast.Raise))
        or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        or (isinstance(one, ast.Return) and _is_nothing(one.value))
        for one in node.body
    )


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def imported_in(cells: Iterable[Cell], name: str) -> str:
    """Give the place of the last cell that imports a name."""
    return _names_in(tuple(cells)).imported.get(name, "")


def functions_in(cells: Iterable[Cell]) -> list[str]:
    """Name the functions that cells define, at any level."""
    sources = (cell.source for cell in cells if len(cell.source) <= MOST_SOURCE)
    found = dict.fromkeys(name for source in sources for name in _FUNCTION.findall(source))
    return list(found)[:MOST_FUNCTIONS]


def assigned_in(cells: Iterable[Cell], name: str) -> str:
    """Give the place of the last cell that assigns a name outside of any function."""
    return _names_in(tuple(cells)).assigned.get(name, "")


@dataclass(frozen=True)
class _Names:
    """The last cell that imports or assigns each name."""

    imported: dict[str, str]
    assigned: dict[str, str]


# Several functions of a submission may need this, so the result is kept.
@functools.lru_cache(maxsize=2)
def _names_in(cells: tuple[Cell, ...]) -> _Names:
    names = _Names({}, {})
    for cell in cells:
        source = cell.source
        if len(source) > MOST_SOURCE:
            continue
        try:
            tree = parse(source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                bound = [alias.asname or alias.name.split(".")[0] for alias in node.names]
                names.imported.update(dict.fromkeys(bound, cell.where))
        names.assigned.update(dict.fromkeys(_assigned(tree), cell.where))
    return names


def _assigned(tree: ast.AST) -> Iterator[str]:
    """Give the names that are assigned to in a tree, but not within functions and classes."""
    waiting = [tree]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop()):
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                yield child.id
            elif not isinstance(child, _OTHER_SCOPES):
                waiting.append(child)
