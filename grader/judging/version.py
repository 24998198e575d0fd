"""The version of the tests: a short text that changes with the code that decides scores."""

from __future__ import annotations

import functools
import hashlib
import importlib
import inspect
import io
import re
import tokenize
import types
from collections.abc import Iterator
from pathlib import Path

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
_SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}


@functools.cache
def version_of_tests(course: Course) -> str:
    """
    Give the version of a course's tests: its solutions, test inputs, comparison and tolerance.

    Comments, docstrings and layout don't count, and neither does the wording of reports.
    """
    summed = hashlib.blake2b(digest_size=4)
    for path in sorted(_files(course)):
        summed.update(f"{path.name}\0{_code(path.read_text(encoding='utf-8'))}\0".encode())
    points = {name: dict(exercise.parts) for name, exercise in course.exercises.items()}
    summed.update(repr(points).encode())
    return summed.hexdigest()


def _files(course: Course) -> set[Path]:
    """Find the files of the modules that decide a score, whichever are loaded so far."""
    files = {Path(module.__file__) for module in _used_by(course)}
    drawing = {Path(inspect.getfile(exercise.draw)) for exercise in course.exercises.values()}
    files |= drawing
    # With the helpers beside them, but not where they lie among everything that students get.
    folders = {path.parent for path in drawing} - {_folder(name) for name in course.packages}
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


def _used_by(course: Course) -> Iterator[types.ModuleType]:
    """Give the modules of the students' packages whose functions the solutions call."""
    for name in course.exercises:
        function = inspect.unwrap(getattr(course.reference, name))
        for value in getattr(function, "__globals__", {}).values():
            found = inspect.getmodule(value) if inspect.isfunction(value) else None
            if found is not None and found.__name__.partition(".")[0] in course.packages:
                yield found


def _code(source: str) -> str:
    """Give a module's code without comments, docstrings and layout, alike in every Python."""
    kept: list[str] = []
    begins = True  # a text that is a statement of its own says something to people only
    waiting = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in _SKIPPED:
            continue
        if waiting and token.type != tokenize.NEWLINE:
            kept.append(waiting)
        waiting = token.string if begins and token.type == tokenize.STRING else ""
        begins = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE):
            kept.append(tokenize.tok_name[token.type])
        elif not waiting:
            kept.append(token.string)
    # Since Python 3.12, the code within an f-string comes in tokens, and a doubled brace as one.
    return re.sub(r"([{}])\1+", r"\1", re.sub(r"\s+", "", "".join(kept)))
