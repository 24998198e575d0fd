"""
Feedback for a class: for each student one page with everything, and one for each notebook.

The pages open from disk, without a server and without the web. They replace the pages of
``nbgrader generate_feedback`` under the same names, so nbgrader releases them as its own.
"""

from __future__ import annotations

import contextlib
import gc
import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict

from grader.classroom.bar import progress
from grader.classroom.feedback_page import Graded, Part, part_of, render
from grader.course.earlier import digest_of_work, earlier_assignments
from grader.course.escape import counted
from grader.course.folders import replace_folder
from grader.course.open import content_of, load_course
from grader.course.released import exercises_of, released_notebooks
from grader.course.state import TIMESTAMP, CourseState
from grader.course.student_folders import link_among, student_folders
from grader.course.table import Row, Table, read_gradebook
from grader.errors import CourseError, Unreadable
from grader.submissions.figures import Figures, guides, read_figures
from grader.submissions.reader import Reader
from testcases.record import Course

# nbgrader looks for them beside the pages when it releases them.
_FOR_THE_RELEASE = (TIMESTAMP, "submission_secret.txt")
# With fewer students, starting processes takes longer than the pages.
_WORTH_A_PROCESS = 12
WAITING = (
    "{count} still to be graded by a person, or to be looked at again. To grade first, open "
    "formgrader and choose Manual Grading, then run this command again."
)
NOT_READ = "Your figures are missing here. {reason}"
CHANGED = (
    "Your figures are missing here: your files, or the assignment, have changed since they were "
    "graded."
)


@dataclass(frozen=True)
class Written:
    """
    The pages that were written.

    Attributes
    ----------
    count : for how many students
    where : the students' first pages, as a path with * for the students if there are several
    waiting : how many of their answers wait for manual grading, or for a second look
    """

    count: int
    where: str
    waiting: int

    @property
    def text(self) -> str:
        """Say what was written, and what the pages are still missing."""
        said = f"Wrote feedback for {counted(self.count, 'student')}: {self.where}"
        if not self.waiting:
            return said
        return f"{said}\n{WAITING.format(count=counted(self.waiting, 'answer'))}"


@dataclass(frozen=True)
class _Job:
    """
    One student's pages.

    Attributes
    ----------
    row : the student's entries in the gradebook
    graded : the folder of the graded notebooks
    submitted : the folder of the submitted ones, if their figures are to be shown
    target : the folder to write
    note : why the figures are missing
    """

    row: Row
    graded: Path
    submitted: Path | None
    target: Path
    note: str = ""


@dataclass(frozen=True)
class _Assignment:
    """What all pages share: the assignment, its released notebooks, its points, the files' mode."""

    course: Course
    name: str
    released: Mapping[str, NotebookNode]
    points: Mapping[str, float]
    mode: int


def write_feedback(
    course: Path,
    assignment: str = "",
    students: Sequence[str] = (),
    workers: int = 1,
    quiet: bool = False,
) -> Written:
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
    written : for how many students, and where

    Raises
    ------
    CourseError
        If nothing has been graded, for the class or for a named student.
    """
    table = read_gradebook(course, assignment)
    app = load_course(course)
    coursedir, content = app.coursedir, content_of(app.config)
    with contextlib.chdir(coursedir.root):
        released = released_notebooks(coursedir, table.assignment)
        submissions = _Submissions(coursedir, content, table.assignment, released)
        jobs = _jobs(coursedir, table, students, submissions)
        mode = 0o664 if coursedir.groupshared else 0o644
        about = _Assignment(content, table.assignment, released, table.points, mode)
        with (
            contextlib.closing(_Writer(about)) as write,
            progress(len(jobs), "students", quiet) as bar,
        ):
            for _ in _each(write, jobs, workers):
                bar.update()
    place = students[0] if len(students) == 1 else "*"
    where = coursedir.format_path(coursedir.feedback_directory, place, table.assignment)
    waiting = sum(len(job.row.waiting) for job in jobs)
    return Written(len(jobs), str(Path(where, "index.html")), waiting)


def _jobs(
    coursedir: Any, table: Table, students: Sequence[str], submissions: _Submissions
) -> list[_Job]:
    rows = {row.student: row for row in table.rows}
    step, out = coursedir.autograded_directory, coursedir.feedback_directory
    found = dict(student_folders(coursedir, step, table.assignment))
    for student in students:
        if student not in found or student not in rows:
            raise CourseError(
                f"{student} has no graded work in {table.assignment}. "
                f"Run: grader autograde {student} --assignment {table.assignment}"
            )
    jobs = []
    for student in students or sorted(found):
        if student in rows:
            folder, note = submissions.folder(student)
            target = Path(coursedir.format_path(out, student, table.assignment))
            jobs.append(_Job(rows[student], found[student], folder, target, note))
    return jobs


class _Submissions:
    """The submitted notebooks, which hold the figures; the graded ones have no outputs."""

    def __init__(
        self, coursedir: Any, content: Course, name: str, released: Mapping[str, NotebookNode]
    ) -> None:
        self._coursedir, self._name = coursedir, name
        self._state = CourseState(coursedir, name, released)
        self._earlier = earlier_assignments(coursedir, content, name, released)

    def folder(self, student: str) -> tuple[Path | None, str]:
        """Give the folder that was graded; or None, and a note if there is something to say."""
        step = self._coursedir.submitted_directory, student, self._name
        folder = Path(self._coursedir.format_path(*step))
        if link_among(self._coursedir, *step) or not folder.is_dir():
            return None, ""
        known = self._state.graded(student).get("digest")
        try:
            now = digest_of_work(self._state, self._coursedir, student, self._name, self._earlier)
        except (Unreadable, OSError):
            return None, ""
        # nbgrader's own command keeps no digest.
        return (folder, "") if known in (None, now) else (None, CHANGED)


def _each(write: Callable[[_Job], None], jobs: list[_Job], workers: int) -> Iterable[None]:
    """Write all pages, in several processes where there are many students."""
    if workers == 1 or len(jobs) < _WORTH_A_PROCESS:
        yield from map(write, jobs)
        return
    # Forked from this process, they have loaded what they need. It is never garbage, so no process
    # looks through it, and writes to it.
    fork = multiprocessing.get_context("fork")
    gc.freeze()
    try:
        with ProcessPoolExecutor(min(workers, len(jobs)), fork, _start, (write,)) as pool:
            yield from pool.map(_write, jobs, chunksize=4)
    finally:
        gc.unfreeze()


# What this process writes pages with; set once when it starts.
_given: Callable[[_Job], None] | None = None


def _start(write: Callable[[_Job], None]) -> None:
    global _given
    _given = write


def _write(job: _Job) -> None:
    _given(job)


class _Writer:
    """Writes one student's pages after the other; processes that are forked have it as well."""

    def __init__(self, assignment: _Assignment) -> None:
        self._assignment = assignment
        # nbgrader grades an assignment itself that has none of the course's exercises.
        self._reported = bool(exercises_of(assignment.course, assignment.released))
        known = guides(assignment.course, assignment.released)
        self._reader = Reader(assignment.course, assignment.released, known)

    def close(self) -> None:
        """End the process that reads figures."""
        self._reader.close()

    def __call__(self, job: _Job) -> None:
        """Write the pages of one student, in one step."""
        figures, note = self._figures(job)
        parts = [
            self._part(job.row, path, figures.get(path.stem, {}))
            for path in sorted(job.graded.glob("*.ipynb"))
        ]
        with replace_folder(job.target) as made:
            pages = {"index": parts, **{part.notebook: [part] for part in parts}}
            for name, shown in pages.items():
                page = made / f"{name}.html"
                text = render(self._assignment.name, job.row, name, shown, parts, note)
                page.write_text(text, encoding="utf-8")
                page.chmod(self._assignment.mode)
            for name in _FOR_THE_RELEASE:
                if (job.graded / name).is_file():
                    shutil.copyfile(job.graded / name, made / name)

    def _part(self, row: Row, path: Path, figures: Figures) -> Part:
        about = self._assignment
        notebook = _read_graded(path)
        return part_of(Graded(path.stem, notebook, row, about.points, figures, self._reported))

    def _figures(self, job: _Job) -> tuple[Mapping[str, Figures], str]:
        """Read the figures of each submitted notebook, or say why they are missing."""
        if job.submitted is None:
            return {}, job.note
        try:
            found = self._reader.call(read_figures, job.submitted)
        except Unreadable as error:
            return {}, NOT_READ.format(reason=error)
        return found, ""


def _read_graded(path: Path) -> NotebookNode:
    """
    Read a graded notebook.

    nbformat's own reader validates each cell, which takes longer than all the rest.
    """
    found = json.loads(path.read_bytes())
    for cell in found["cells"]:
        _join(cell, "source")
        for output in cell.get("outputs", ()):
            _join(output, "text")
            _join(output.get("data", {}), "text/html", "text/plain")
    return from_dict(found)


def _join(texts: dict[str, Any], *names: str) -> None:
    """Join texts that a file keeps as lists of lines."""
    for name in names:
        if name in texts:
            texts[name] = "".join(texts[name])
