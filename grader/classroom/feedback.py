"""
Feedback for a class: for each student one page with everything, and one for each notebook.

The pages open from disk, without a server and without the web. They replace the pages of
``nbgrader generate_feedback`` under the same names, so nbgrader releases them as its own.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grader.classroom.bar import progress
from grader.classroom.feedback_page import Entry, Part, entries_of, render
from grader.course.folders import replace_folder
from grader.course.open import load_course
from grader.course.state import TIMESTAMP
from grader.course.student_folders import student_folders
from grader.course.table import Row, Table, read_gradebook
from grader.errors import CourseError

# nbgrader looks for them beside the pages when it releases them.
_FOR_THE_RELEASE = (TIMESTAMP, "submission_secret.txt")
# With fewer students, starting processes takes longer than the pages.
_WORTH_A_PROCESS = 12


@dataclass(frozen=True)
class _Job:
    """One student's pages: the gradebook's entries, the notebooks, and where to write."""

    row: Row
    graded: Path
    target: Path


@dataclass(frozen=True)
class _Assignment:
    """The data that all pages share: the assignment's name, the points and the notebooks."""

    name: str
    points: dict[str, float]
    notebooks: dict[str, str]
    mode: int


def write_feedback(
    course: Path,
    assignment: str = "",
    students: Sequence[str] = (),
    workers: int = 1,
    quiet: bool = False,
) -> int:
    """
    Write the feedback of an assignment's graded submissions, in place of what was there.

    Parameters
    ----------
    course : the course's folder
    assignment : its name; the course's own if empty
    students : the students to write pages for; all if empty
    workers : how many processes
    quiet : whether to show no progress bar

    Returns
    -------
    count : for how many students pages were written

    Raises
    ------
    CourseError
        If nothing has been graded, for the class or for a named student.
    """
    table = read_gradebook(course, assignment)
    coursedir = load_course(course).coursedir
    with contextlib.chdir(coursedir.root):
        jobs = _jobs(coursedir, table, students)
        shared = _Assignment(
            table.assignment,
            table.points,
            table.notebooks,
            0o664 if coursedir.groupshared else 0o644,
        )
        write = _Writer(shared)
        with progress(len(jobs), "students", quiet) as bar:
            for _ in _each(write, jobs, workers):
                bar.update()
    return len(jobs)


def _jobs(coursedir, table: Table, students: Sequence[str]) -> list[_Job]:
    rows = {row.student: row for row in table.rows}
    step, out = coursedir.autograded_directory, coursedir.feedback_directory
    found = dict(student_folders(coursedir, step, table.assignment))
    for student in students:
        if student not in found or student not in rows:
            raise CourseError(
                f"{student} has no graded work in {table.assignment}. "
                f"Run: grader autograde {student} --assignment {table.assignment}"
            )
    return [
        _Job(rows[s], found[s], Path(coursedir.format_path(out, s, table.assignment)))
        for s in students or sorted(found)
        if s in rows
    ]


def _each(write: Callable[[_Job], None], jobs: list[_Job], workers: int) -> Iterable[None]:
    """Write all pages, in several processes where there are many students."""
    if workers == 1 or len(jobs) < _WORTH_A_PROCESS:
        yield from map(write, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), context) as pool:
        yield from pool.map(write, jobs, chunksize=4)


class _Writer:
    """Writes one student's pages after the other; it is sent to other processes."""

    def __init__(self, assignment: _Assignment) -> None:
        self._assignment = assignment

    def __call__(self, job: _Job) -> None:
        """Write the pages of one student, in one step."""
        parts = [self._part(job, path) for path in sorted(job.graded.glob("*.ipynb"))]
        with replace_folder(job.target) as made:
            pages = {"index": parts, **{part.notebook: [part] for part in parts}}
            for name, shown in pages.items():
                page = made / f"{name}.html"
                page.write_text(
                    render(self._assignment.name, job.row, name, shown, parts), encoding="utf-8"
                )
                page.chmod(self._assignment.mode)
            for name in _FOR_THE_RELEASE:
                if (job.graded / name).is_file():
                    shutil.copyfile(job.graded / name, made / name)

    def _part(self, job: _Job, path: Path) -> Part:
        notebook = nbformat.read(path, as_version=4)
        entries: list[Entry] = entries_of(notebook, job.row, self._assignment.points)
        return Part(path.stem, tuple(entries))
