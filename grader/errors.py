"""
The errors that one part of the grader raises for another. People read their messages.

    GraderError
    ├── CourseError           a course can't be created or used
    │   ├── GradebookError    its gradebook can't be reached or written
    │   ├── UnknownStudent    a student is not in the gradebook, and may not be added
    │   └── SandboxError      student code can't be run
    ├── SourceError           a notebook's source can't be built
    ├── FileError             a loose file can't be graded
    ├── Unreadable            a submitted file can't be read
    │   ├── NothingThere      a folder has none of the assignment's notebooks
    │   └── NoCell            no cell of the notebooks in it can be read
    ├── NotText               a Python file is not text
    ├── TookTooLong           a submission kept the grading process busy
    ├── ProcessEnded          the process that graded a submission ended
    ├── Interrupted           a result is missing, and is computed again
    └── NotGraded             it is missing again, through no fault of the student's

A message says what happened, where, and what to do next.
"""

from __future__ import annotations

NOTHING_THERE = "The folder has none of the assignment's notebooks. {there}"


class GraderError(Exception):
    """Something went wrong; the message says what."""


class CourseError(GraderError):
    """A course can't be created or used; the message says why and what to do."""


class GradebookError(CourseError):
    """The gradebook can't be reached or written; the message says why."""


class UnknownStudent(CourseError):
    """A student is not in the gradebook, and the course's configuration says to add none."""

    def __init__(self, student: str) -> None:
        super().__init__(
            f"The gradebook has no student {student}. Add the student with: nbgrader db student add"
        )


class SandboxError(CourseError):
    """Student code can't be run; the message says why and what to do."""


class SourceError(GraderError):
    """A notebook source that can't be built; the message says where and why."""


class FileError(GraderError):
    """A file that can't be graded; the message says why."""


class Unreadable(GraderError):
    """A file that this user may not open, or a damaged disk: no fault of a student's."""


class NothingThere(Unreadable):
    """A folder without the assignment's notebooks; `there` says what it contains."""

    def __init__(self, there: str) -> None:
        super().__init__(there)
        self.there = there

    def __str__(self) -> str:
        return NOTHING_THERE.format(there=self.there)


class NoCell(Unreadable):
    """Files in place of the notebooks of which no cell can be read; the message says why."""


class NotText(GraderError):
    """A file that is not text; the message names the encoding."""


class NotGraded(GraderError):
    """A submission has no result, through no fault of the student's; the message says why."""


class Interrupted(GraderError):
    """A result is missing through no fault of the student's; the message says what happened."""


class ProcessEnded(GraderError):
    """The process that graded a submission ended before it had a result."""


class TookTooLong(GraderError):
    """A submission kept the grading process busy for longer than any honest one does."""
