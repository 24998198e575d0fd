"""
The errors that one part of the grader raises for another. Their messages are for people.

    GraderError
    ├── CourseError           a course can't be made or used
    │   ├── GradebookError    its gradebook can't be reached or written
    │   ├── UnknownStudent    a student is not in the gradebook, and none is to be entered
    │   └── SandboxError      student code can't be run
    ├── SourceError           a notebook's source can't be built
    ├── FileError             a loose file can't be judged
    ├── Unreadable            a submitted file can't be read
    │   └── NothingThere      a folder holds none of the assignment's notebooks
    ├── NotText               a Python file is not text
    ├── TookTooLong           a submission kept the grading process busy
    ├── ProcessEnded          the process that graded a submission ended
    ├── Interrupted           a result is missing, and is computed again
    └── NotGraded             it is missing again, through no fault of the student's
"""

from __future__ import annotations

NOTHING_THERE = "It holds none of the assignment's notebooks. {there}"


class GraderError(Exception):
    """What went wrong, in a sentence."""


class CourseError(GraderError):
    """A course can't be made or used; the message says why and what to do."""


class GradebookError(CourseError):
    """The gradebook can't be reached or written; the message says why."""


class UnknownStudent(CourseError):
    """A student is not in the gradebook, and the course's configuration says to enter none."""

    def __init__(self, student: str) -> None:
        super().__init__(
            f"The gradebook has no student {student}. Add them with: nbgrader db student add"
        )


class SandboxError(CourseError):
    """Student code can't be run; the message says why and what to do."""


class SourceError(GraderError):
    """A notebook source that can't be built; the message says where and why."""


class FileError(GraderError):
    """A file that can't be judged; the message says why."""


class Unreadable(GraderError):
    """A file that this user may not open, or that the disk doesn't give: no fault of a student."""


class NothingThere(Unreadable):
    """A folder that holds none of the assignment's notebooks; `there` says what it holds."""

    def __init__(self, there: str) -> None:
        super().__init__(there)
        self.there = there

    def __str__(self) -> str:
        return NOTHING_THERE.format(there=self.there)


class NotText(GraderError):
    """A file that is not text; the message says so in a sentence."""


class NotGraded(GraderError):
    """A submission has no result, through no fault of the student's; the message says why."""


class Interrupted(GraderError):
    """A result is missing through no fault of the student's; the message says what happened."""


class ProcessEnded(GraderError):
    """The process that graded a submission ended before it had a result."""


class TookTooLong(GraderError):
    """A submission kept the grading process busy for longer than any honest one does."""
