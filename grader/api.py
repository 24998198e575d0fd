"""Grading from Python: what ``import grader`` offers beside the classes of a whole run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.judging.cases import fresh_seed
from grader.standalone import judge_path
from testcases.judging._judge import Verdict
from testcases.judging.status import Status
from testcases.record import Course, load_course_record


@dataclass(frozen=True)
class Grades:
    """
    The result of grading a file, or the folder of one student.

    Attributes
    ----------
    verdicts : for each exercise of the course, its `testcases.Verdict`
    problem : what could not be read, in a sentence or more, or an empty string
    seed : the seed of the test inputs; the same seed gives the same test inputs
    """

    verdicts: Mapping[str, Verdict]
    problem: str
    seed: int

    @property
    def submitted(self) -> Mapping[str, Verdict]:
        """The verdicts on the functions that are there and written."""
        return {n: v for n, v in self.verdicts.items() if v.verdict != Status.MISSING}

    @property
    def points(self) -> float:
        """The points earned."""
        return sum(verdict.points for verdict in self.verdicts.values())

    @property
    def max_points(self) -> float:
        """The most that the submitted functions can earn."""
        return sum(verdict.max_points for verdict in self.submitted.values())


def grade_path(path: str | Path, seed: int | None = None, course: Course | None = None) -> Grades:
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
    grades : Grades

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
    return Grades(*judge_path(course, Path(path).absolute(), seed), seed)
