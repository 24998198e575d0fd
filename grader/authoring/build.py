"""
The generated files that are committed: student notebooks, recorded results, predictions, data
sets and the trained network.

The last bits of a matrix product depend on the processor, and the bytes of an HDF5 file on the
libraries that wrote it. So a file of numbers is stale where its values differ by more than the
tolerance, and never because of its bytes.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.authoring.directives import guesses_in
from grader.authoring.notebooks import source_files, student_files
from grader.errors import CourseError, SourceError
from grader.judging.cases import draw_cases, known_mistakes
from grader.judging.edits import table_of
from grader.this_course import ROOT
from testcases.execution.time_limit import OutOfTime, time_limit
from testcases.judging.edits import EditTable
from testcases.judging.explain import only_stopped
from testcases.judging.recorded import read_edits, read_record, write_record
from testcases.record import Case, Course, Exercise, Returns
from testcases.tolerance import all_close

# The test inputs of the student's check. Grading draws others.
PUBLIC_SEED = 2024
# A pixel between two levels can be rounded either way: by one level, in one of so many values.
ONE_IN = 10_000
# One in so many edit results can differ on another machine.
FEW = 50
# The difference of two numbers in half precision that were rounded either way.
HALF = {"rtol": 2.0**-10, "atol": 2.0**-24}

_NUMBER = re.compile(r"[-+]?\d+\.\d+(?:[eE][-+]?\d+)?")


def recorded_answers(
    course: Course,
    edits_of: Collection[str] | None = None,
    names: Iterable[str] | None = None,
    seconds: float = 0.0,
) -> bytes:
    """
    Draw the public test inputs, compute the results, and return the bytes of the HDF5 file.

    Parameters
    ----------
    course : whose exercises
    edits_of : the exercises of whose solutions the edits are run, which takes minutes for all, the
        default; of the others, the file keeps the results that it has
    names : the exercises to record; all of them by default
    seconds : the most time for the edits of one solution, which are left out if they take longer;
        without limit by default
    """
    chosen = {name: course.exercises[name] for name in names or course.exercises}
    cases = {name: draw_cases(course, one, PUBLIC_SEED) for name, one in chosen.items()}
    # Errors alone name no mistake, so one that never returns a result is not recorded.
    mistakes = {
        name: [
            one
            for one in known_mistakes(course, exercise, cases[name])
            if not all(map(only_stopped, one.fingerprints))
        ]
        for name, exercise in chosen.items()
    }
    edits = {
        name: _table(course, exercise, cases[name], seconds)
        if edits_of is None or name in edits_of
        else read_edits(name, course.record)
        for name, exercise in chosen.items()
        if exercise.is_written
    }
    edits = {name: table for name, table in edits.items() if table is not None}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / course.record.name
        write_record(path, cases, mistakes, edits)
        return path.read_bytes()


def _table(
    course: Course, exercise: Exercise, cases: Sequence[Case], seconds: float
) -> EditTable | None:
    """Run the edits of a solution; None if they take too long, such as a loop without end."""
    try:
        with time_limit(seconds) if seconds else contextlib.nullcontext():
            return table_of(course, exercise, cases)
    except OutOfTime:
        return None


def guesses(course: Course) -> bytes:
    """Collect the answers to the predictions of all notebooks."""
    found: dict[str, tuple[str, str]] = {}
    for source in source_files(course):
        here = guesses_in(source.read_text(encoding="utf-8"), source.name)
        if found.keys() & here.keys():
            twice = ", ".join(sorted(found.keys() & here.keys()))
            raise SourceError(
                f"{source.name}: another notebook has a guess called {twice} too. Rename one."
            )
        found |= {name: (repr(answer), why) for name, (answer, why) in here.items()}
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


def check_is_clone() -> None:
    """
    Make sure that the generated files of this course can be built.

    Raises
    ------
    CourseError
        If this is an installed copy.
    """
    if not (ROOT / "pyproject.toml").is_file():
        raise CourseError(
            "grader build needs a clone of the project, and this is an installed copy. Clone the "
            "project and run it there."
        )


def build(
    course: Course,
    check: bool = False,
    edits_of: Collection[str] | None = None,
    pages: Mapping[Path, bytes] = MappingProxyType({}),
) -> list[str]:
    """
    Write the generated files that are stale.

    Parameters
    ----------
    course : whose files
    check : whether to write nothing, and only find them
    edits_of : as for `recorded_answers`
    pages : further files, such as pages of the documentation: path, and content

    Returns
    -------
    stale : the paths of the files that were stale
    """
    files = {path: text.encode() for path, text in student_files(course).items()}
    files[course.record] = recorded_answers(course, edits_of)
    files[course.predictions] = guesses(course)
    files.update(course.drawn())
    files.update(pages)
    stale = []
    for path, content in files.items():
        if path.exists() and is_same_content(path, content, path == course.record):
            continue
        if not check:
            path.write_bytes(content)
        here = Path.cwd()
        stale.append(str(path.relative_to(here) if path.is_relative_to(here) else path))
    return stale


def format_build(stale: list[str], check: bool) -> str:
    """Say which files were stale, and whether they have been written."""
    if not stale:
        return "All generated files are up to date."
    if not check:
        return "\n".join(f"Wrote {name}." for name in stale)
    return "\n".join([*(f"{name} is out of date." for name in stale), "Run: make build"])


def is_same_content(path: Path, content: bytes, is_record: bool = False) -> bool:
    """
    Say whether a file equals the newly generated one, whichever machine wrote it.

    Parameters
    ----------
    path : the file as it is
    content : the bytes that this machine generates
    is_record : whether it holds recorded cases; other HDF5 files hold data sets

    Returns
    -------
    same : text is compared to the letter, numbers of HDF5 files within the tolerance
    """
    if path.read_bytes() == content:
        return True
    if path.suffix != ".h5":
        return False
    try:
        if is_record:
            return is_same_record(read_record(path), read_record(io.BytesIO(content)))
        return _are_same_datasets(_datasets(path), _datasets(io.BytesIO(content)))
    except (OSError, ValueError, KeyError):  # it is no such file
        return False


def is_same_record(one: Mapping[str, list], other: Mapping[str, list]) -> bool:
    """Say whether two records are equal; for the edits, whether nearly all results are."""
    return [*one] == [*other] and all(
        len(one[name]) == len(other[name]) and all(map(_are_same_edits, one[name], other[name]))
        if name.endswith("/edits")
        else is_same_value(one[name], other[name])
        for name in one
    )


def _are_same_edits(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """
    Say whether two tables of edits come from the same edits.

    Some edits train a network to chaos, or use a rounded number as an index. Their results depend
    on the last bits, so the number of distinct results can differ as well.
    """
    same = all(is_same_value(one[key], other[key]) for key in ("parts", "explanations"))
    return same and all(
        _are_same_results(*(np.asarray(table["numbers"][part], float) for table in (one, other)))
        for part in one["parts"]
    )


def _are_same_results(one: np.ndarray, other: np.ndarray) -> bool:
    if abs(len(one) - len(other)) * FEW > len(one):
        return False
    if one.shape != other.shape:
        return one.shape[1:] == other.shape[1:] and is_same_value(one[:1], other[:1])
    apart = ~np.isclose(one, other, rtol=1e-4, atol=1e-5, equal_nan=True).all(axis=1)
    return not apart[:1].any() and apart.sum() * FEW <= len(one)


def is_same_value(one: Any, other: Any) -> bool:
    """
    Say whether two recorded values are equal up to rounding.

    Structure, keys, types and shapes must be equal, and numbers within the tolerance. Text must be
    equal, except for the last digits of its decimal numbers.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, Mapping):
        return [*one] == [*other] and all(is_same_value(one[key], other[key]) for key in one)
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(map(is_same_value, one, other))
    if isinstance(one, Returns):
        return is_same_value(one.value, other.value)
    if isinstance(one, str):
        numbers = [list(map(float, _NUMBER.findall(text))) for text in (one, other)]
        return _NUMBER.sub("#", one) == _NUMBER.sub("#", other) and is_same_value(*numbers)
    if isinstance(one, (np.ndarray, float)):
        a, b = np.asarray(one), np.asarray(other)
        return a.shape == b.shape and a.dtype == b.dtype and all_close(a, b)
    return one == other


def _datasets(file: Path | io.BytesIO) -> dict[str, np.ndarray]:
    import h5py

    with h5py.File(file) as opened:
        return {name: dataset[()] for name, dataset in opened.items()}


def _are_same_datasets(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> bool:
    if one.keys() != other.keys():
        return False
    for name, values in one.items():
        if values.dtype != other[name].dtype or values.shape != other[name].shape:
            return False
        if name.endswith("_set_x"):
            apart = np.abs(values.astype(int) - other[name].astype(int))
            if apart.max() > 1 or apart.sum() * ONE_IN > apart.size:
                return False
        elif values.dtype == np.float16:
            if not np.allclose(*(x.astype(float) for x in (values, other[name])), **HALF):
                return False
        elif not np.array_equal(values, other[name]):
            return False
    return True
