"""
Grading a class: many submissions at once, one writer to the gradebook, resumed where it stopped.

The scores of a submission are written in one transaction, and then its folder under ``autograded``
is put there in one step. So a run can end at any moment, and the next one does again only what
isn't done.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from tqdm import tqdm

from grader.class_folder import Submission, find_submissions, lay_out
from grader.course import CourseError, load_course
from grader.gradebook import UnknownStudent, Writer
from grader.grading import Graded
from grader.handed_in import find_notebooks, read_bytes
from grader.judging import fresh_seed
from grader.nbgrader_plugin import is_ours, released_notebooks
from grader.server import ServerError
from grader.workers import Given, Workers, on_dask, on_this_machine


@dataclass
class Summary:
    """
    How a run went.

    Attributes
    ----------
    graded : how many submissions were graded
    before : how many had been graded before
    seconds : how long it took
    workers : how many graded at once
    problems : for each student what is wrong with the files, in sentences
    failed : for each student who could not be graded, why
    stopped : whether it was interrupted
    """

    graded: int = 0
    before: int = 0
    seconds: float = 0.0
    workers: int = 0
    problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: bool = False


@dataclass(frozen=True)
class Options:
    """
    What a run is to do.

    Attributes
    ----------
    assignment : the assignment's name
    students : whose submissions; of all where it is empty
    workers : how many processes
    dask : the address of a Dask scheduler, or an empty string
    force : whether to grade again what is done
    seed : what to draw the questions with; drawn itself where it is None
    """

    assignment: str
    students: Sequence[str] = ()
    workers: int = 1
    dask: str = ""
    force: bool = False
    seed: int | None = None


def grade_class(course: Path, options: Options) -> Summary:
    """
    Grade the submissions of a course's assignment.

    Parameters
    ----------
    course : the course's folder
    options : what to do

    Returns
    -------
    summary : Summary

    Raises
    ------
    CourseError
        If there is nothing to grade, or student code can't be confined, or the gradebook can't be
        written; what was graded before that stays.
    """
    app = load_course(course)
    coursedir, name = app.coursedir, options.assignment
    with contextlib.chdir(coursedir.root):
        released = released_notebooks(coursedir, name)
        if not is_ours(released):
            raise CourseError(
                f"The assignment {name} has no exercises of this course. If it is one of your own, "
                f"grade it with: nbgrader autograde {name}"
            )
        submissions = find_submissions(coursedir, name, options.students)
        pending = [one for one in submissions if options.force or one.is_pending]
        summary = Summary(before=len(submissions) - len(pending))
        if not pending:
            return summary
        seed = fresh_seed() if options.seed is None else options.seed
        begun = time.monotonic()
        with (
            contextlib.closing(Writer(app, name, _locked)) as writer,
            _workers(Given(released, seed), options, len(pending)) as workers,
        ):
            summary.workers = workers.count
            run = _Run(workers, writer, released, coursedir.groupshared, summary)
            try:
                run.grade(pending)
            except KeyboardInterrupt:
                summary.stopped = True
        summary.seconds = time.monotonic() - begun
    return summary


def _locked() -> None:
    tqdm.write("Another program has locked the gradebook; waiting for it ...", file=sys.stderr)


def _workers(
    given: Given, options: Options, most: int
) -> contextlib.AbstractContextManager[Workers]:
    if options.dask:
        return on_dask(given, options.dask)
    return on_this_machine(given, min(options.workers, most))


class _Run:
    """One run over a class: what is submitted to the workers, and what comes back."""

    def __init__(
        self,
        workers: Workers,
        writer: Writer,
        released: Mapping[str, NotebookNode],
        shared: bool,
        summary: Summary,
    ) -> None:
        self._workers = workers
        self._writer = writer
        self._released = released
        self._shared = shared
        self._summary = summary

    def grade(self, submissions: Sequence[Submission]) -> None:
        """Grade them, several at once, and write each as it comes back."""
        with tqdm(total=len(submissions), unit=" submissions", disable=None) as bar:
            # So many that no worker waits, and so few that none of it fills the memory.
            lost = self._pass(submissions, 2 * self._workers.count, bar)
            # One at a time of those that went down with a process: it tells whose fault it is.
            for one in lost:
                if self._pass([one], 1, bar):
                    self._fail(one, "The process that graded it ended, twice.", bar)

    def _pass(self, submissions: Iterable[Submission], most: int, bar: Any) -> list[Submission]:
        """Grade each once, `most` at a time; give those that were lost."""
        waiting = iter(submissions)
        running: dict[Future[Graded], tuple[Submission, float]] = {}
        lost = []
        while True:
            for one in itertools.islice(waiting, most - len(running)):
                running[self._workers.submit(self._read(one))] = one, time.time()
            if not running:
                return lost
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                one, since = running.pop(future)
                try:
                    graded = future.result()
                except self._workers.lost:
                    lost.append(one)
                except ServerError:
                    raise
                except Exception as error:
                    self._fail(one, f"{type(error).__name__}: {error}", bar)
                else:
                    self._keep(one, graded, since, bar)

    def _read(self, submission: Submission) -> dict[str, bytes | str]:
        files = find_notebooks(submission.folder, self._released)
        return {name: read_bytes(path) for name, path in files.items()}

    def _keep(self, submission: Submission, graded: Graded, since: float, bar: Any) -> None:
        problems = list(graded.problems)
        try:
            timestamp = submission.timestamp
        except ValueError:
            timestamp = None
            problems.append("timestamp.txt holds no time, so it counts as handed in on time.")
        try:
            self._writer.write(submission.student, graded, timestamp)
        except UnknownStudent as error:
            self._fail(submission, str(error), bar)
            return
        problems.append(lay_out(submission, graded.notebooks, since, self._shared))
        if any(problems):
            self._summary.problems[submission.student] = tuple(filter(None, problems))
        self._summary.graded += 1
        bar.update()

    def _fail(self, submission: Submission, reason: str, bar: Any) -> None:
        self._summary.failed[submission.student] = reason
        bar.update()


def as_text(summary: Summary) -> str:
    """Say how a run went, and which submissions want a look."""
    if not summary.workers:
        return f"Nothing to grade: {summary.before} submissions have been graded before."
    many = f"{summary.graded} submission{'' if summary.graded == 1 else 's'}"
    rate = f", {summary.graded / summary.seconds:.1f} a second" if summary.graded else ""
    text = f"Graded {many} in {summary.seconds:.1f} s{rate}, {summary.workers} at once."
    lines = [text + (f" {summary.before} had been graded before." if summary.before else "")]
    if summary.stopped:
        lines.append("Stopped. The same command goes on from here.")
    for title, entries in (
        ("Graded, but not all could be read as it was meant:", summary.problems),
        ("Not graded:", {name: (why,) for name, why in summary.failed.items()}),
    ):
        if entries:
            lines += ["", title]
            lines += [f"  {name}: {' '.join(entries[name])}" for name in sorted(entries)]
    return "\n".join(lines)
