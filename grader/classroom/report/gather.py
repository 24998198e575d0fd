"""Collecting what the report on a class says: from the gradebook, the grader's notes, the code."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.classroom.report.clusters import Cluster, clusters_of
from grader.classroom.report.code import Wanted, Written, read_all
from grader.course.open import content_of, load_course
from grader.course.released import exercises_of, released_notebooks
from grader.course.state import CourseState
from grader.course.student_folders import student_folders
from grader.course.table import Table, graded_assignments, read_gradebook
from grader.errors import CourseError
from grader.judging.version import version_of_tests
from testcases.record import Course

NOT_GRADED = (
    "Nothing has been graded in the assignment {name}. Graded so far: {there}. Choose one with "
    "--assignment."
)

# For each student, what the grading found in each exercise.
Findings = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class ClassWork:
    """
    An assignment of a class, graded.

    Attributes
    ----------
    course : whose exercises
    table : the gradebook's scores
    findings : what the grading found; students who were graded without such notes are missing
    written : what each student wrote
    clusters : the wrong results that nothing explains
    before : the gradebook's scores in earlier assignments, in their order
    tests : the version of the tests
    shared : whether the course's group may write to its files, as in nbgrader
    """

    course: Course
    table: Table
    findings: Findings
    written: Mapping[str, Written]
    clusters: list[Cluster]
    before: list[Table] = field(default_factory=list)
    tests: str = ""
    shared: bool = False

    @property
    def exercises(self) -> list[str]:
        """The exercises of the assignment that are worth points, in order."""
        points = self.table.points
        return [name for name in self.course.exercises if points.get(name, 0.0) > 0]

    def unread(self, student: str) -> list[str]:
        """Name the notebooks of which no cell could be read."""
        found, notebooks = self.findings.get(student, {}), self.table.notebooks
        return sorted({notebooks[n] for n, one in found.items() if one.get("unread")})


def read_class(course: Path, assignment: str = "", workers: int = 1) -> ClassWork:
    """
    Read all that is known of an assignment.

    Parameters
    ----------
    course : the course's folder
    assignment : its name; the newest with something graded if empty
    workers : how many processes read code

    Raises
    ------
    CourseError
        If there is no such course or assignment, or nothing has been graded.
    """
    graded = graded_assignments(course)
    if assignment and assignment not in graded:
        raise CourseError(NOT_GRADED.format(name=assignment, there=", ".join(graded)))
    assignment = assignment or graded[-1]
    table = read_gradebook(course, assignment)
    app = load_course(course)
    coursedir = app.coursedir
    with contextlib.chdir(coursedir.root):
        content = content_of(app.config, coursedir.root)
        released = released_notebooks(coursedir, assignment)
        tests = version_of_tests(content, exercises_of(content, released))
        state = CourseState(coursedir, assignment, released, tests)
        findings = {
            row.student: _findings(state, row.student)
            for row in table.rows
            if state.graded(row.student).get("findings")
        }
        folders = dict(student_folders(coursedir, coursedir.autograded_directory, assignment))
        written = read_all(
            content,
            [
                Wanted(row.student, folders[row.student], _unexplained(findings, row.student))
                for row in table.rows
                if row.student in folders
            ],
            workers,
        )
    before = [read_gradebook(course, name) for name in graded[: graded.index(assignment)]]
    codes = {student: one.code for student, one in written.items()}
    clusters = clusters_of(findings, codes)
    return ClassWork(
        content, table, findings, written, clusters, before, tests, coursedir.groupshared
    )


def _findings(state: CourseState, student: str) -> dict[str, dict[str, Any]]:
    """Give what was found, with the test inputs of each result that is to be compared."""
    known = state.graded(student)
    return {
        name: {**found, "drawn": (known.get("tests"), found.get("drawn"))}
        for name, found in known["findings"].items()
    }


def _unexplained(findings: Findings, student: str) -> frozenset[str]:
    found = findings.get(student, {})
    return frozenset(name for name, one in found.items() if one.get("computed"))
