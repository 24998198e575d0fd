"""
Grading a class: many submissions at once, one writer to the gradebook, resumed where it stopped.

A run writes a submission's scores in one transaction, then its folder under ``autograded`` in one
step, and then notes that it is done. So a run can end at any moment, and the next one repeats only
submissions that are not noted.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.classroom.bar import progress, write_above
from grader.classroom.pool import GradingContext, Workers, on_dask
from grader.classroom.processes import on_this_machine
from grader.classroom.summary import Summary
from grader.course.earlier import (
    Assignments,
    digest_of_work,
    earlier_assignments,
    earlier_submissions,
    released_in,
)
from grader.course.escape import shown
from grader.course.folders import Submission, find_submissions, lay_out
from grader.course.gradebook import Writer
from grader.course.open import content_of, load_course
from grader.course.own_mistakes import marks_of_own, notes_on_use
from grader.course.released import (
    assignment_names,
    choose_assignment,
    exercises_of,
    keep_release,
    problems_of_release,
    released_notebooks,
)
from grader.course.state import CourseState
from grader.errors import CourseError, GraderError, SandboxError, UnknownStudent
from grader.grading import Graded
from grader.judging.own_misconceptions import read_files, unfinished
from grader.judging.version import version_of_tests
from grader.submissions.reader import Earlier
from testcases.record import Course

NO_TIME = (
    "timestamp.txt contains no time, so the submission counts as on time. Correct or delete the "
    "file: formgrader can't list the assignment with it."
)
LATER = (
    "{assignment} was graded with earlier files of {names}. To grade it again, run: grader "
    "autograde --assignment {assignment}"
)
ENDED_TWICE = (
    "The process that graded it ended twice before it had a result. Look at the submitted files, "
    "then grade it again."
)
# Seconds without a result after which the pool is checked for live workers.
SECONDS_TO_HEAR = 60.0


@dataclass(frozen=True)
class Options:
    """
    The options of a run.

    Attributes
    ----------
    assignment : the assignment's name
    students : whose submissions to grade; empty for all
    workers : how many processes grade
    dask : the address of a Dask scheduler, or an empty string
    force : whether to regrade what has been graded
    seed : the seed of the test inputs, which the course remembers if all students are graded;
        None uses the one that the course remembers
    quiet : whether to show no progress bar
    """

    assignment: str
    students: Sequence[str] = ()
    workers: int = 1
    dask: str = ""
    force: bool = False
    seed: int | None = None
    quiet: bool = False


@dataclass(frozen=True)
class _Course:
    """
    What a run works with: nbgrader's CourseDirectory, the released assignment and those before it,
    the gradebook, the state of the grading.
    """

    coursedir: Any
    content: Course
    released: Mapping[str, NotebookNode]
    earlier: Assignments
    writer: Writer
    ledger: CourseState

    def submitted_before(self, one: Submission) -> Earlier:
        """Give what the student submitted to the earlier assignments."""
        return earlier_submissions(self.coursedir, one.student, self.earlier)

    def digest(self, one: Submission) -> str:
        """Compute a digest of all files that a submission's grade depends on."""
        return self.ledger.digest(one.folder, *(folder for folder, _ in self.submitted_before(one)))


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
        If there is nothing to grade, another run is grading the course, student code can't be
        confined, or the gradebook can't be written. What has been graded by then is kept.
    """
    app = load_course(course)
    content = content_of(app.config, app.coursedir.root)
    coursedir = app.coursedir
    with contextlib.chdir(coursedir.root):
        _refuse_assignments(coursedir, options)
        name = choose_assignment(coursedir, content, options.assignment)
        submissions, strays = find_submissions(coursedir, name, options.students)
        released = released_notebooks(coursedir, name)
        graded = exercises_of(content, released)
        if not graded:
            raise CourseError(
                f"The assignment {name} has no exercises of this course. If it is your own, grade "
                f"it with: nbgrader autograde {name}"
            )
        tests = version_of_tests(content, graded)
        marks = marks_of_own(content, graded)
        ledger = CourseState(coursedir, name, released, tests, marks)
        summary = Summary(failed=strays, forced=options.force, assignment=name, tests=tests)
        summary.notes += problems_of_release(coursedir, name, released)
        summary.notes += unfinished(read_files(Path(coursedir.root)))
        if content.own:
            from grader.course.own_exercises import notes_on_own  # takes long to load

            summary.notes += notes_on_own(coursedir, content)
        with ledger.locked(), contextlib.closing(Writer(app, name, released, _locked)) as writer:
            earlier = earlier_assignments(coursedir, content, name, released)
            here = _Course(coursedir, content, released, earlier, writer, ledger)
            pending = _pending(submissions, here, options.force, summary)
            if pending:
                _grade(pending, here, options, summary)
                summary.notes += _later(here, name, [one.student for one in pending])
            if marks:
                summary.notes += notes_on_use(content, marks, ledger.records(), name)
            keep_release(coursedir, name)
            summary.outdated = ledger.outdated()
    return summary


def _refuse_assignments(coursedir: Any, options: Options) -> None:
    """Refuse an assignment's name in place of a student's."""
    there = (*assignment_names(coursedir), options.assignment)
    mixed_up = next((one for one in options.students if one in there), "")
    if mixed_up:
        raise CourseError(
            f"{mixed_up} is an assignment, not a student. To grade all students, run: grader "
            f"autograde --assignment {mixed_up}"
        )


def _locked() -> None:
    write_above("Another program has locked the gradebook. Waiting for it ...", file=sys.stderr)


def _pending(
    submissions: Sequence[Submission], course: _Course, force: bool, summary: Summary
) -> list[Submission]:
    """List the submissions to grade; note the problems of those that were graded before."""
    pending, entered = [], course.writer.entered()
    for one in submissions:
        if force:
            course.ledger.forget(one.student)
        known = course.ledger.graded(one.student)
        changed = course.ledger.changed(known)
        try:
            done = known and one.graded.is_dir() and one.student in entered
            done = done and known["digest"] == course.digest(one)
            done = done and not changed
        except Exception:
            done = False  # the reason is given when it is read
        if not done:
            pending.append(one)
            if changed:
                summary.changed[changed] = summary.changed.get(changed, 0) + 1
        elif known["problems"]:
            summary.problems[one.student] = tuple(known["problems"])
    summary.before = len(submissions) - len(pending)
    return pending


def _later(course: _Course, assignment: str, students: list[str]) -> Iterator[str]:
    """Say which assignments were graded with other files of these students than there are now."""
    coursedir = course.coursedir
    for other in assignment_names(coursedir):
        ledger = CourseState(coursedir, other, {})
        known = {one: ledger.graded(one) for one in students}
        if other == assignment or not any(known.values()):
            continue
        released = released_notebooks(coursedir, other)
        tests = version_of_tests(course.content, exercises_of(course.content, released))
        ledger = CourseState(coursedir, other, released, tests)
        earlier = earlier_assignments(coursedir, course.content, other, released)
        if assignment not in earlier:
            continue
        names = []
        for one in (one for one in students if known[one]):
            try:
                now = digest_of_work(ledger, coursedir, one, other, earlier)
            except (GraderError, OSError):  # its own run says what is wrong with it
                now = None
            if now is None or known[one].get("digest") != now:
                names.append(one)
        if names:
            yield LATER.format(assignment=other, names=", ".join(map(shown, names)))


def _grade(
    pending: Sequence[Submission], course: _Course, options: Options, summary: Summary
) -> None:
    seed = course.ledger.seed() if options.seed is None else options.seed
    if options.seed is not None and not options.students:
        course.ledger.keep_seed(seed)
    summary.seed = seed
    given = GradingContext(course.content, course.released, seed, released_in(course.earlier))
    begun = time.monotonic()
    most = min(options.workers, len(pending))
    here = on_dask(given, options.dask) if options.dask else on_this_machine(given, most)
    with here as workers:
        summary.workers = workers.count
        try:
            _Run(workers, course, summary).grade(pending, options.quiet)
        except KeyboardInterrupt:
            summary.stopped = True
    summary.seconds = time.monotonic() - begun
    summary.new = course.writer.new


@dataclass(frozen=True)
class _Begun:
    """A submission that is being graded, and the digest of its folder when that began."""

    submission: Submission
    digest: str


class _Run:
    """One run over a class: submissions go to the workers, and results come back."""

    def __init__(self, workers: Workers, course: _Course, summary: Summary) -> None:
        self._workers = workers
        self._course = course
        self._summary = summary

    def grade(self, submissions: Sequence[Submission], quiet: bool = False) -> None:
        """Grade submissions, several at once, and write each result as it comes back."""
        with progress(len(submissions), "submissions", quiet) as bar:
            # Enough that no worker waits, and few enough to fit in memory.
            lost = self._pass(submissions, 2 * self._workers.count, bar)
            # Submissions lost with a process run again one at a time. This shows which one ends it.
            for one in lost:
                if self._pass([one], 1, bar):
                    self._fail(one, ENDED_TWICE, bar)

    def _pass(self, submissions: Iterable[Submission], most: int, bar: Any) -> list[Submission]:
        """Grade each once, `most` at a time; give those that were lost."""
        waiting = iter(submissions)
        running: dict[Future[Graded], _Begun] = {}
        lost = []
        while True:
            for one in itertools.islice(waiting, most - len(running)):
                try:
                    # Before the files are read, so that a change in between is graded again.
                    digest = self._course.digest(one)
                    earlier = self._course.submitted_before(one)
                    running[self._workers.submit(one.folder, earlier)] = _Begun(one, digest)
                except Exception as error:
                    self._fail(one, error, bar)
            if not running:
                return lost
            for future in self._workers.wait(running, SECONDS_TO_HEAR):
                begun = running.pop(future)
                try:
                    self._keep(begun, future.result())
                except self._workers.lost:
                    lost.append(begun.submission)
                except Exception as error:
                    self._fail(begun.submission, error, bar)
                else:
                    bar.update()

    def _keep(self, begun: _Begun, graded: Graded) -> None:
        one, course = begun.submission, self._course
        problems = [*graded.problems]
        try:
            timestamp = one.timestamp
        except ValueError:
            timestamp = None
            problems.append(NO_TIME)
        course.writer.write(one.student, graded, timestamp, one.graded)
        shared = course.coursedir.groupshared
        problems += lay_out(course.content, one, graded.notebooks, shared)
        said = tuple(filter(None, problems))
        course.ledger.keep(one.student, begun.digest, said, self._summary.seed, graded.findings)
        if said:
            self._summary.problems[one.student] = said
        self._summary.by_hand += graded.by_hand
        self._summary.tests_inside += graded.tests
        self._summary.graded += 1

    def _fail(self, submission: Submission, error: Exception | str, bar: Any) -> None:
        """Note that a submission can't be graded; an error that concerns all ends the run."""
        all_of_them = isinstance(error, (SandboxError, CourseError))
        if all_of_them and not isinstance(error, UnknownStudent):
            raise error
        self._summary.failed[submission.student] = error if isinstance(error, str) else _why(error)
        bar.update()


def _why(error: Exception) -> str:
    if isinstance(error, GraderError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename} can't be used: {error.strerror}. Fix this, then grade it again."
    if isinstance(error, MemoryError):
        return "There was not enough memory to grade it. Grade it again with fewer --workers."
    return f"{type(error).__name__}: {error}"
