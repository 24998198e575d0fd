"""The version of the tests: a short text that changes with the code that decides scores."""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib
import inspect
import types
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from testcases.record import Course

# What compares and runs, of the students' package and of the grader, beside the course's own.
_ENGINE = (
    "testcases.execution",
    "testcases.judging",
    "testcases.record",
    "testcases.tolerance",
    "grader.judging",
)
# Their sentences change nothing in a score.
_WORDS = ("grader.judging.edits", "testcases.judging.report", "testcases.judging.edits")
# So do an exercise's.
_SAID = {"hints", "insight", "insight_fixed"}
_DECORATED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SKIPPED = {"ctx", "kind", "type_comment", "type_ignores"}


def version_of_tests(course: Course, exercises: Iterable[str] | None = None) -> str:
    """
    Give the version of a course's tests: its solutions, test inputs, comparison and tolerance.

    Comments, docstrings and layout don't count, and neither does the wording of hints and reports.

    Parameters
    ----------
    course : the course
    exercises : the exercises that an assignment grades; all if None. An exercise that an instructor
        added to another assignment doesn't count
    """
    return _version(course, frozenset(course.exercises if exercises is None else exercises))


@functools.cache
def _version(course: Course, graded: frozenset[str]) -> str:
    others = _of_other_assignments(course, graded)
    names = [name for name in course.exercises if name not in others]
    summed = hashlib.blake2b(digest_size=4)
    files = (
        (path.name, _code(path.read_text(encoding="utf-8"), others))
        for path in _files(course, names)
    )
    # In an order that doesn't depend on where a course's own files lie.
    for name, code in sorted(files):
        summed.update(f"{name}\0{code}\0".encode())
    points = {name: dict(course.exercises[name].parts) for name in names}
    summed.update(repr(points).encode())
    return summed.hexdigest()


def _drawn_in(course: Course, name: str) -> Path:
    """Give the file that draws an exercise's test inputs."""
    return Path(inspect.getfile(inspect.unwrap(course.exercises[name].draw)))


def _is_in_package(path: Path) -> bool:
    return (path.parent / "__init__.py").is_file()


def _of_other_assignments(course: Course, graded: frozenset[str]) -> frozenset[str]:
    """Name the exercises in files of an instructor's own that these neither are nor build on."""
    wanted = {*graded}
    for name in graded:
        wanted |= {*course.exercises[name].builds_on, course.exercises[name].mends}
    return frozenset(
        name
        for name in course.exercises
        if name not in wanted and not _is_in_package(_drawn_in(course, name))
    )


def _files(course: Course, names: Collection[str]) -> set[Path]:
    """Find the files of the modules that decide a score, whichever are loaded so far."""
    files = {Path(module.__file__) for module in _used_by(course, names)}
    drawing = {_drawn_in(course, name) for name in names}
    files |= drawing
    # With the helpers beside them, but not where they lie among everything that students get, or
    # beside the submissions.
    folders = {path.parent for path in drawing if _is_in_package(path)}
    folders -= {_folder(name) for name in course.packages}
    for name in (course.reference.__name__, *_ENGINE):
        module = importlib.import_module(name)
        files |= {Path(module.__file__)}
        folders |= {Path(place) for place in getattr(module, "__path__", ())}
    for folder in folders:
        files |= {*folder.rglob("*.py")}
    words = [Path(*name.split(".")) for name in _WORDS]
    return {
        path
        for path in files
        if not any(f"/{word}/" in f"{path.with_suffix('')}/" for word in map(str, words))
    }


def _folder(package: str) -> Path:
    return Path(importlib.import_module(package).__file__).parent


def _used_by(course: Course, names: Iterable[str]) -> Iterator[types.ModuleType]:
    """Give the modules of the students' packages whose functions the solutions call."""
    for name in names:
        function = inspect.unwrap(getattr(course.reference, name))
        for value in getattr(function, "__globals__", {}).values():
            found = inspect.getmodule(value) if inspect.isfunction(value) else None
            if found is not None and found.__name__.partition(".")[0] in course.packages:
                yield found


def _code(source: str, others: Collection[str] = ()) -> str:
    """
    Give a module's code without comments, docstrings, layout and the words of exercises.

    The exercises of other assignments and the functions that draw their inputs are left out.
    """
    kept: list[str] = []
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not _belongs_to(node, others)]
    _walk(tree, kept)
    return "\0".join(kept)


def _belongs_to(node: ast.stmt, names: Collection[str]) -> bool:
    """Tell whether a statement is one of these exercises, or a decorator's argument names one."""
    if not isinstance(node, ast.FunctionDef):
        return False
    calls = [one for one in node.decorator_list if isinstance(one, ast.Call)]
    said = [argument for call in calls for argument in call.args[:1]]
    named = {getattr(one, "id", None) or getattr(one, "value", None) for one in said}
    return node.name in names or any(isinstance(n, str) and n in names for n in named)


def _walk(node: Any, kept: list[str]) -> None:
    """Add the names and values of a syntax tree, those alone that every Python has."""
    if isinstance(node, list):
        for one in node:
            if not _is_text(one):
                _walk(one, kept)
        kept.append("]")
    elif not isinstance(node, ast.AST):
        kept.append(repr(node))
    elif not (isinstance(node, _DECORATED) and _is_mistake(node)):
        kept.append(type(node).__name__)
        for name in node._fields:
            value = getattr(node, name, None)
            if value is None or name in _SKIPPED:
                continue
            if name == "decorator_list":
                value = [_without_words(one) for one in value]
            elif isinstance(node, ast.JoinedStr):  # some Pythons add empty texts
                value = [one for one in value if getattr(one, "value", None) != ""]
            if value != []:
                kept.append(name)
                _walk(value, kept)


def _is_text(node: Any) -> bool:
    """Tell whether a statement is a text, such as a docstring, which is for people only."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_mistake(node: Any) -> bool:
    """Tell whether a statement is a wrong function, which explains a result and scores none."""
    calls = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(one, ast.Attribute) and one.attr == "mistake" for one in calls)


def _without_words(decorator: ast.expr) -> ast.expr:
    """Leave out what a decorator says to students, such as the hints of an exercise."""
    if not isinstance(decorator, ast.Call):
        return decorator
    keywords = [one for one in decorator.keywords if one.arg not in _SAID]
    return ast.Call(decorator.func, decorator.args, keywords)
