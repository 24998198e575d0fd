"""Reading what each student wrote off the graded notebooks, for the report."""

from __future__ import annotations

import functools
import json
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from grader.classroom.report.normal_form import normal_form, tokens_of
from grader.classroom.report.prints import prints_of
from grader.classroom.report.vocabulary import vocabulary_of
from grader.errors import CourseError
from grader.judging.sources import last_definitions
from grader.submissions.rebuild import code_to_judge, exercises_in
from testcases.record import Course

# A notebook that the grading wrote is smaller, whatever was submitted.
_MOST_BYTES = 50 * 2**20
ENDED = (
    "A process that read the graded notebooks ended before it was done. Run the same command again "
    "when the machine has more memory."
)
# With fewer students, starting processes takes longer than reading.
_WORTH_A_PROCESS = 100


@dataclass(frozen=True)
class Wanted:
    """
    A student's graded notebooks to read.

    Attributes
    ----------
    student : the student's id
    folder : with the notebooks
    shown : the exercises whose code is shown
    """

    student: str
    folder: Path
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Written:
    """
    What a student wrote.

    Attributes
    ----------
    prints : for each exercise, the fingerprints of its code
    code : for each exercise that is shown, the code in its normal form
    """

    prints: Mapping[str, frozenset[int]] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)


def read_all(course: Course, wanted: Sequence[Wanted], workers: int = 1) -> dict[str, Written]:
    """
    Read the code of a class.

    Parameters
    ----------
    course : whose exercises
    wanted : what to read
    workers : how many processes

    Returns
    -------
    written : by student; a student whose notebooks can't be read has nothing
    """
    read = functools.partial(read_one, course)
    return {
        one.student: found for one, found in zip(wanted, _each(read, wanted, workers), strict=True)
    }


def _each(
    read: Callable[[Wanted], Written], wanted: Sequence[Wanted], workers: int
) -> Iterator[Written]:
    if workers == 1 or len(wanted) < _WORTH_A_PROCESS:
        yield from map(read, wanted)
        return
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(workers, len(wanted)), context) as pool:
            yield from pool.map(read, wanted, chunksize=16)
    except BrokenProcessPool:
        raise CourseError(ENDED) from None


def read_one(course: Course, wanted: Wanted) -> Written:
    """Read the functions in one student's graded notebooks."""
    found = Written({}, {})
    for path in sorted(wanted.folder.glob("*.ipynb")):
        try:
            if path.stat().st_size > _MOST_BYTES:
                continue
            content = json.loads(path.read_text(encoding="utf-8"))
            content["cells"] = [one for one in content["cells"] if one["cell_type"] == "code"]
            for cell in content["cells"]:
                cell.pop("outputs", None)
            notebook = nbformat.from_dict(content)
            cells = code_to_judge(course, notebook)
            names = [
                n for n in exercises_in(course, notebook) if not course.exercises[n].end_to_end
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # somebody has changed the file since it was graded
        for name, function in last_definitions(cells, names).items():
            found.prints[name] = prints_of(tokens_of(function))
            if name in wanted.shown:
                found.code[name] = normal_form(function, vocabulary_of(course))
    return found
