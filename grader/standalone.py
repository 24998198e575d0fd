"""Grading loose files without a course: notebooks, Python files, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from grader.authoring.notebooks import student_files
from grader.errors import CourseError, FileError, NoCell, NotGraded, NothingThere, Unreadable
from grader.grading import judge_submission, with_points
from grader.judging.cases import fresh_seed
from grader.judging.policy import judge_notebooks
from grader.judging.sources import reference_source
from grader.judging.version import version_of_tests
from grader.sandbox.unconfined import is_unconfined
from grader.submissions.locate import NOTEBOOKS
from grader.submissions.read import PROBLEM
from grader.submissions.reader import read_file, read_submission, reader
from grader.submissions.rebuild import rebuild_all
from testcases.execution.cells import Cell, counting
from testcases.judging import report
from testcases.judging._judge import Verdict
from testcases.judging.report import readable
from testcases.judging.status import Status
from testcases.record import Course, load_course_record

# What every notebook of the course imports; a file may import it again.
_IMPORTS = Cell(
    "imports",
    "import numpy as np\n"
    "import matplotlib.pyplot as plt\n"
    "from dnn_utils import plot_costs, relu, relu_backward, sigmoid, sigmoid_backward",
)

_NO_ACCESS = "{path} can't be read: {why}. Change its permissions, or run grader as a user who may."
_NO_KIND = "This is neither a notebook (.ipynb) nor a Python file (.py). Save it as one of them."
_NO_SHARE = (
    "A single file earns no share of these points for the functions that are right. To see the "
    "share, judge the folder of all notebooks."
)
_NO_NOTEBOOK = "This folder has none of the course's notebooks. {there}"


@dataclass(frozen=True)
class Judged:
    """
    The result of grading one file.

    Attributes
    ----------
    course : whose exercises were graded
    path : the file or folder
    seed : the seed of the test inputs
    verdicts : the Verdict of each exercise; empty if there is an error
    problem : what could not be read, in a sentence or more, or an empty string
    error : why the file was not graded, in a sentence, or an empty string
    """

    course: Course
    path: Path
    seed: int
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    problem: str = ""
    error: str = ""

    @property
    def submitted(self) -> dict[str, Verdict]:
        """The verdicts on the exercises that the file contains."""
        return _submitted(self.verdicts)

    @property
    def points(self) -> float:
        """The points of the exercises that the file contains."""
        return _points(self.submitted.values())

    @property
    def max_points(self) -> float:
        """The most that these exercises can earn."""
        return sum(verdict.max_points for verdict in self.submitted.values())

    def is_under(self, points: float | None) -> bool:
        """Say whether the file earns fewer points than a limit, if there is one."""
        # Not `<`: nothing reaches a limit that is no number.
        return points is not None and not self.error and not self.points >= points

    def record(self) -> dict[str, Any]:
        """Return the result as plain values for JSON."""
        if self.error:
            return {"file": str(self.path), "error": self.error}
        return as_record(self.path, self.verdicts, self.problem, self.seed)

    def text(self, quiet: bool = False) -> str:
        """Write the result for reading; with `quiet`, its first line only."""
        text = format_reports(self.course, self.path, self.verdicts, self.problem)
        return text.partition("\n")[0] if quiet else text


def judge_all(
    course: Course,
    paths: Sequence[Path],
    seed: int | None = None,
    released: Mapping[str, NotebookNode] = MappingProxyType({}),
) -> Iterator[Judged]:
    """
    Grade files one after the other; an error in one file does not stop the others.

    Parameters
    ----------
    course : whose exercises to grade
    paths : notebooks, Python files, and folders with one student's notebooks
    seed : the seed of the test inputs; None draws a new one
    released : for each notebook's name, what the students were given, if not the course's own

    Yields
    ------
    judged : Judged

    Raises
    ------
    CourseError
        If something is wrong that concerns every file, such as a sandbox that can't start.
    """
    seed = fresh_seed() if seed is None else seed
    for path in paths:
        try:
            yield Judged(course, path, seed, *judge_path(course, path, seed, released))
        except CourseError:
            raise
        except FileError as error:
            yield Judged(course, path, seed, error=str(error))
        except Exception as error:
            yield Judged(course, path, seed, error=f"{type(error).__name__}: {error}")


def grade_path(path: str | Path, seed: int | None = None, course: Course | None = None) -> Judged:
    r"""
    Grade a file, or all notebooks of one student, without a gradebook.

    The student's code runs in the sandbox, as in a class's grading.

    Parameters
    ----------
    path : str or Path
        A notebook, a Python file, or a folder with the notebooks of one student.
    seed : int, optional
        The seed of the test inputs; a new one by default.
    course : Course, optional
        Whose exercises; this course's by default.

    Returns
    -------
    grades : Judged
        `points` and `max_points`, `verdicts` with the verdict on each exercise, `submitted` without
        those that are missing, `problem` where not everything could be read, and the `seed`.

    Raises
    ------
    FileError
        If the file is missing, is of another kind, or can't be read.
    SandboxError
        If student code can't be run in the sandbox here.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import grader
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "cost.py")
    >>> _ = path.write_text("def compute_cost(AL, Y):\n    return 0.0\n")
    >>> grades = grader.grade_path(path, seed=1)
    >>> grades.points, grades.max_points
    (0, 10)
    >>> print(*grades.submitted)
    compute_cost
    >>> print(grades.verdicts["compute_cost"].verdict)
    wrong
    >>> folder.cleanup()
    """
    course = course or load_course_record("grader.this_course")
    seed = fresh_seed() if seed is None else seed
    # The process that reads files may have been started in another folder.
    path = Path(path).absolute()
    return Judged(course, path, seed, *judge_path(course, path, seed))


def judge_path(
    course: Course,
    path: Path,
    seed: int,
    released: Mapping[str, NotebookNode] = MappingProxyType({}),
) -> tuple[dict[str, Verdict], str]:
    """
    Judge every exercise on what a file defines, or on all that a folder holds.

    Parameters
    ----------
    course : whose exercises
    path : a notebook, a Python file, or a folder with the notebooks of one student
    seed : the seed of the test inputs
    released : as for `judge_all`

    Returns
    -------
    verdicts : for each exercise, its Verdict
    problem : what can't be read, in a sentence or more, or an empty string

    Raises
    ------
    FileError
        If it is not there, is neither notebook nor Python file nor a folder with them, can't be
        read, or could not be judged on this machine.
    """
    try:
        if not path.exists():
            raise FileError("There is no such file. Check the path.")
        verdicts, problem = (
            judge_folder(course, path, seed, released)
            if path.is_dir()
            else _judge_file(course, path, seed)
        )
        return with_points(released, verdicts), problem
    except (NotGraded, Unreadable) as error:
        raise FileError(str(error)) from None
    except PermissionError as error:
        raise FileError(_NO_ACCESS.format(path=error.filename, why=error.strerror)) from None


def _judge_file(course: Course, path: Path, seed: int) -> tuple[dict[str, Verdict], str]:
    if not path.name.lower().endswith((*NOTEBOOKS, ".py")):
        raise FileError(_NO_KIND)
    notebook = reader().call(read_file, path)
    problem = notebook.metadata.get(PROBLEM, "")
    if problem and not notebook.cells:
        raise FileError(problem)
    cells = [
        Cell(f"{path.stem}, cell {number}", cell.source)
        for number, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "code"
    ]
    given = [
        Cell(f"given, cell {number}", reference_source(course, name))
        for number, name in enumerate(course.exercises, start=1)
        if course.exercises[name].end_to_end
    ]
    written = {name for name, exercise in course.exercises.items() if exercise.is_written}
    code = [_IMPORTS, *counting(cells, written), *given]
    verdicts = judge_notebooks(course, {"file": code}, course.exercises, seed)
    tests = version_of_tests(course)
    return {
        name: replace(_without_share(course, one), tests=tests) for name, one in verdicts.items()
    }, problem


def _without_share(course: Course, verdict: Verdict) -> Verdict:
    """Say that an end-to-end exercise that is not right would earn more among the notebooks."""
    done = verdict.verdict in (Status.RIGHT, Status.MISSING)
    if done or not course.exercises[verdict.exercise].end_to_end:
        return verdict
    return replace(verdict, notes=(*verdict.notes, _NO_SHARE))


def judge_folder(
    course: Course,
    folder: Path,
    seed: int,
    released: Mapping[str, NotebookNode] = MappingProxyType({}),
) -> tuple[dict[str, Verdict], str]:
    """
    Judge a folder as the submission of one student is graded.

    Parameters
    ----------
    course, seed, released : as for `judge_path`
    folder : with the notebooks

    Returns
    -------
    verdicts, problem : as `judge_path` does

    Raises
    ------
    FileError
        If none of the course's notebooks is in it, or no cell of them can be read.
    Unreadable, NotGraded
        If it can't be read, or could not be judged on this machine.
    """
    released = released or {
        path.stem: nbformat.reads(text, 4) for path, text in student_files(course).items()
    }
    try:
        submitted = reader().call(read_submission, course, folder, released)
    except NothingThere as error:
        raise FileError(_NO_NOTEBOOK.format(there=error.there)) from None
    except NoCell as error:
        raise FileError(str(error)) from None
    rebuilt = rebuild_all(course, released, submitted.notebooks)
    problems = {name: notebook.metadata.get(PROBLEM) for name, notebook in rebuilt.items()}
    said = [f"{name}: {problem}" for name, problem in problems.items() if problem]
    verdicts = judge_submission(course, released, rebuilt, seed)
    return verdicts, " ".join(filter(None, [submitted.problem, *said]))


def _submitted(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    return {n: verdict for n, verdict in verdicts.items() if verdict.verdict != Status.MISSING}


def _points(verdicts: Iterable[Verdict]) -> float:
    return sum(verdict.points for verdict in verdicts)


def as_record(
    path: Path, verdicts: Mapping[str, Verdict], problem: str, seed: int
) -> dict[str, Any]:
    """
    Give one file's verdicts as plain values for JSON, with the points of what it contains.

    Returns
    -------
    file : the path
    seed : the seed of the test inputs
    tests : the version of the tests
    unconfined : true if student code ran without the sandbox; else it is left out
    problem : what could not be read, in a sentence or more; left out if there is nothing
    points : the points that the exercises in the file earn
    max_points : the most that they could earn
    exercises : for each exercise's name, an object with its `verdict` (right, partly, wrong, error,
        timeout or missing), `points`, `max_points`, `parts` (the points of each part),
        `misconception` and `explanation` (what explains a wrong result, or null), `message` (the
        report) and `inherited` (earlier functions that are wrong)
    """
    submitted = _submitted(verdicts).values()
    return {
        "file": str(path),
        "seed": seed,
        "tests": next((verdict.tests for verdict in verdicts.values()), ""),
        **({"unconfined": True} if is_unconfined() else {}),
        **({"problem": problem} if problem else {}),
        "points": _points(submitted),
        "max_points": sum(verdict.max_points for verdict in submitted),
        "exercises": {
            name: {
                "verdict": verdict.verdict,
                "points": verdict.points,
                "max_points": verdict.max_points,
                "parts": verdict.parts,
                "misconception": verdict.misconception,
                "explanation": verdict.explanation,
                "message": report.as_text(verdict, hint=2),
                "inherited": list(verdict.inherited),
            }
            for name, verdict in verdicts.items()
        },
    }


def format_reports(
    course: Course, path: Path, verdicts: Mapping[str, Verdict], problem: str
) -> str:
    """Write one file's verdicts for reading: the reports, and which exercises are missing."""
    there = _submitted(verdicts)
    lost = [
        name for name in verdicts if name not in there and not course.exercises[name].end_to_end
    ]
    if lost and not path.is_dir():  # of the notebooks that the file is about
        there = {n: v for n, v in there.items() if not course.exercises[n].end_to_end}
        about = {course.exercises[name].notebook for name in there or verdicts}
        lost = [name for name in lost if course.exercises[name].notebook in about]
    most = sum(verdict.max_points for verdict in there.values())
    how = "Graded without the sandbox." if is_unconfined() else ""
    lines = [
        f"{path}: {_points(there.values()):g} of {most:g} points",
        *filter(None, [how, problem]),
    ]
    for verdict in there.values():
        lines += ["", report.as_text(verdict, hint=2)]
    if lost:
        lines += ["", f"Missing or not started: {', '.join(lost)}."]
    return readable("\n".join(lines))
