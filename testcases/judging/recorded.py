"""
The public cases, with the results of the reference and of the misconceptions.

They are recorded in an HDF5 file. So the notebook can judge functions and name misconceptions, and
students get neither a solution nor a wrong function. Any HDF5 tool shows its contents::

    linear_forward/cases/0                    a group; its attribute `fields` is the case as JSON
    linear_forward/cases/0/inputs/A_prev      an array of the test input
    linear_forward/cases/0/expected/0         an array of the expected result
    linear_forward/mistakes/0                 a group; `fields` has the slug, sentence and hints
    linear_forward/mistakes/0/numbers         the arrays of its fingerprints, listed in `fields`
    linear_forward/edits/0                    a group; `fields` has what edits of the solution say
    linear_forward/edits/0/numbers/Z          a few numbers for each result that an edit gives
"""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from testcases.judging.edits import EditTable, Explanation
from testcases.judging.explain import KnownMistake
from testcases.judging.stored_values import group_at, load, store
from testcases.record import Case

_KEPT = 64


def write_record(
    path: Path,
    cases: dict[str, list[Case]],
    mistakes: dict[str, list[KnownMistake]],
    edits: Mapping[str, EditTable] = MappingProxyType({}),
) -> None:
    """
    Record cases, misconceptions, and the results of edits of the solutions.

    Parameters
    ----------
    path : where to write the HDF5 file
    cases : for each exercise's name, its cases with the expected results
    mistakes : for each exercise's name, its misconceptions, with fingerprints for these cases
    edits : for the names of some exercises, the edits' results for these cases
    """
    import h5py

    # Every reader knows the oldest form of the file.
    with h5py.File(path, "w", libver="earliest", track_order=True) as file:
        known: dict[Any, Any] = {}
        for name, items in cases.items():
            for index, case in enumerate(items):
                group = group_at(file, name, "cases", str(index))
                store(group, _fields(case, Case), known)
            for index, mistake in enumerate(mistakes[name]):
                fields = _fields(mistake, KnownMistake)
                fields["fingerprints"] = tuple(mistake.fingerprints)
                group = group_at(file, name, "mistakes", str(index))
                store(group, fields, known, pack=True)
        for name, table in edits.items():
            fields = _fields(table, EditTable)
            fields["explanations"] = [
                [*_fields(one, Explanation).values()] for one in table.explanations
            ]
            store(group_at(file, name, "edits", "0"), fields, known)


def record_bytes(cases: dict[str, list[Case]], mistakes: dict[str, list[KnownMistake]]) -> bytes:
    """Record cases and misconceptions; give the bytes of the HDF5 file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.h5")
        write_record(path, cases, mistakes)
        return path.read_bytes()


def read_cases(name: str, path: Path) -> list[Case]:
    """Read the recorded cases of one exercise, in order. They are shared, so don't change them."""
    return [*each_case(name, path)]


def each_case(name: str, path: Path) -> Iterator[Case]:
    """Read these cases one by one, as they are asked for: an unfinished function ends it soon."""
    whole = _cases(name, path, *_stamp(path))
    if whole:
        yield from whole[0]
        return
    cases = []
    for content in _read(path, f"{name}/cases"):
        cases.append(Case(**content))
        yield cases[-1]
    whole.append(cases)


def read_mistakes(name: str, path: Path) -> list[KnownMistake]:
    """Read the misconceptions about the exercise called `name`."""
    return [*_mistakes(name, path, *_stamp(path))]


def read_edits(name: str, path: Path) -> EditTable | None:
    """Read the results of the edits, if they are recorded for the exercise called `name`."""
    return _edits(name, path, *_stamp(path))


# A student checks the same function again and again, and reading takes longest. A file that has
# changed is read anew.
@functools.lru_cache(_KEPT)
def _cases(name: str, path: Path, *_: int) -> list[list[Case]]:
    """Give a list for an exercise's cases, which holds them when all have been read."""
    return []


@functools.lru_cache(_KEPT)
def _mistakes(name: str, path: Path, *_: int) -> tuple[KnownMistake, ...]:
    return tuple(KnownMistake(**content) for content in _read(path, f"{name}/mistakes"))


@functools.lru_cache(_KEPT)
def _edits(name: str, path: Path, *_: int) -> EditTable | None:
    for content in _read(path, f"{name}/edits"):
        explanations = tuple(Explanation(*one) for one in content.pop("explanations"))
        return EditTable(explanations=explanations, **content)
    return None


def _stamp(path: Path) -> tuple[int, int]:
    """Give what changes when a file does."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def read_record(file: Any) -> dict[str, list[dict[str, Any]]]:
    """Read a whole record (its path, or a binary file): for each group, its items in order."""
    import h5py

    with h5py.File(file, "r") as opened:
        # By name, since the order of the exercises in the file means nothing.
        return {
            f"{name}/{kind}": [*_loaded(items)]
            for name, group in sorted(opened.items())
            for kind, items in sorted(group.items())
        }


def _fields(record: Any, kind: type) -> dict[str, Any]:
    return {field: getattr(record, field) for field in kind.__dataclass_fields__}


# The files that `kept_open` holds open.
_open: dict[Path, Any] = {}


@contextlib.contextmanager
def kept_open(path: Path) -> Iterator[None]:
    """Keep a record's file open meanwhile: opening it takes as long as reading several cases."""
    import h5py

    with h5py.File(path, "r") as file:
        _open[path] = file
        try:
            yield
        finally:
            _open.pop(path, None)


def _read(path: Path, place: str) -> Iterator[dict[str, Any]]:
    import h5py

    is_open = path in _open
    with contextlib.nullcontext(_open[path]) if is_open else h5py.File(path, "r") as file:
        yield from _loaded(file[place]) if place in file else ()


def _loaded(items: Any) -> Iterator[dict[str, Any]]:
    return (load(items[str(index)]) for index in range(len(items)))
