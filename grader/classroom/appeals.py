"""Repeating a student's grading in a course, and giving the student the test inputs that fail."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.authoring.new_folder import write_whole
from grader.course.earlier import earlier_assignments, earlier_submissions, released_in
from grader.course.escape import counted, shown
from grader.course.folders import find_submissions
from grader.course.open import content_of, load_course
from grader.course.released import choose_assignment, exercises_of, released_notebooks
from grader.course.state import CourseState
from grader.course.table import Row, Table, read_gradebook
from grader.errors import CourseError
from grader.grading import judge_submission, with_points
from grader.judging.cases import cases_of, fresh_seed, known_mistakes
from grader.judging.version import version_of_tests
from grader.standalone import Judged
from grader.submissions.reader import Earlier, read_submission, reader
from grader.submissions.rebuild import rebuild_all, rebuild_earlier
from testcases.judging._judge import Verdict
from testcases.judging.recorded import record_bytes
from testcases.record import Course

OTHER_TESTS = (
    "It was graded with the tests {before}, and these are the tests {now}. The result may differ."
)
OTHER_FILES = "The submitted files have changed since they were graded."
NO_SEED = "The course doesn't know the seed of its grading. New test inputs were drawn."
DIFFERS = "The gradebook has other scores, entered by hand or from another grading: {scores}."
NOT_HERE = "The assignment {assignment} has no exercise {name}. Its exercises: {names}."
NOTHING_FAILS = (
    "No test input shows what is wrong: {name} of {student} has the verdict {verdict}. {problem}"
)
PASSES = "{name} of {student} passes every test with the seed {seed}. There is nothing to write."


@dataclass(frozen=True)
class Repeated:
    """
    A student's grading, repeated with the seed and the points of the course.

    Attributes
    ----------
    student, assignment : whose submission to which assignment
    judged : the verdicts, with the assignment's points
    row : the student's entries in the gradebook
    points : what each graded cell is worth
    notes : sentences on what may differ from the grading
    """

    student: str
    assignment: str
    judged: Judged
    row: Row
    points: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def differences(self) -> dict[str, float | None]:
        """The gradebook's scores that differ from the repeated ones, by their exercises."""
        return {
            name: self.row.scores.get(name)
            for name, verdict in self.judged.verdicts.items()
            if abs((self.row.scores.get(name) or 0.0) - verdict.points) > 1e-9
        }

    def record(self) -> dict[str, Any]:
        """
        Return the result as plain values for JSON.

        Returns
        -------
        student : the student's id
        assignment : the assignment's name
        gradebook : an object with the `scores` in the gradebook, `late_penalty`, `total` and
            `max_points`
        differences : for each exercise whose score differs, the score in the gradebook
        notes : sentences on what may differ from the first grading
        """
        return {
            **self.judged.record(),
            "student": self.student,
            "assignment": self.assignment,
            "gradebook": {
                "scores": self.row.scores,
                "late_penalty": self.row.penalty,
                "total": self.row.total,
                "max_points": sum(self.points.values()),
            },
            "differences": self.differences,
            "notes": list(self.notes),
        }

    def text(self, quiet: bool = False) -> str:
        """Write the result for reading; with `quiet`, the totals only."""
        most = sum(self.points.values())
        late = f", {self.row.penalty:g} of them lost by being late" if self.row.penalty else ""
        total = f"In the gradebook: {self.row.total:g} of {most:g} points{late}."
        lines = [total, *self.notes]
        if self.differences:
            told = (
                f"{name} {'none' if score is None else f'{score:g}'}"
                for name, score in self.differences.items()
            )
            lines.append(DIFFERS.format(scores=", ".join(told)))
        return "\n".join([self.judged.text(quiet), *([] if quiet else [""]), *lines])


@dataclass(frozen=True)
class _Place:
    """One student's submission in a course, with the assignments and submissions before it."""

    course: Course
    coursedir: Any
    assignment: str
    student: str
    released: Mapping[str, NotebookNode]
    folder: Path
    before: Mapping[str, NotebookNode]
    submitted_before: Earlier


def repeat(course: Path, student: str, assignment: str = "", seed: int | None = None) -> Repeated:
    """
    Grade a student's submission again as the course did; nothing is written.

    Parameters
    ----------
    course : the course's folder
    student : the student's id
    assignment : its name; the course's own if empty
    seed : the seed of the test inputs; None for that of the student's grading

    Raises
    ------
    CourseError
        If there is no such submission, or it has not been graded.
    """
    app = load_course(course)
    content, coursedir = content_of(app.config, app.coursedir.root), app.coursedir
    assignment = choose_assignment(coursedir, content, assignment)
    table = read_gradebook(course, assignment)
    with contextlib.chdir(coursedir.root):
        [submission], _ = find_submissions(coursedir, assignment, [student])
        released = released_notebooks(coursedir, assignment)
        earlier = earlier_assignments(coursedir, content, assignment, released)
        place = _Place(
            content,
            coursedir,
            assignment,
            student,
            released,
            submission.folder,
            released_in(earlier),
            earlier_submissions(coursedir, student, earlier),
        )
        seed, notes = _seed_and_notes(place, seed)
        verdicts, problem = _judge(place, seed)
    judged = Judged(content, submission.folder, seed, verdicts, problem)
    return Repeated(student, assignment, judged, _row(table, student), table.points, notes)


def _row(table: Table, student: str) -> Row:
    rows = {row.student: row for row in table.rows}
    if student not in rows:
        raise CourseError(
            f"{shown(student)} has no scores in {table.assignment}. Run: grader autograde "
            f"{shown(student)} --assignment {table.assignment}"
        )
    return rows[student]


def _seed_and_notes(place: _Place, seed: int | None) -> tuple[int, tuple[str, ...]]:
    """Give the seed that a submission was graded with, and say what has changed since."""
    now = version_of_tests(place.course, exercises_of(place.course, place.released))
    state = CourseState(place.coursedir, place.assignment, place.released, now)
    known, notes = state.graded(place.student), []
    before = known.get("tests")
    if before and before != now:
        notes.append(OTHER_TESTS.format(before=before, now=now))
    folders = [folder for folder, _ in place.submitted_before]
    digest = known.get("digest")  # nbgrader's own command keeps none
    if digest is not None and digest != state.digest(place.folder, *folders):
        notes.append(OTHER_FILES)
    seed = state.seed_of(place.student) if seed is None else seed
    if seed is None:
        seed = fresh_seed()
        notes.append(NO_SEED)
    return seed, tuple(notes)


def _judge(place: _Place, seed: int) -> tuple[dict[str, Verdict], str]:
    """Judge a submission, and scale the verdicts to the assignment's points."""
    course, released = place.course, place.released
    submitted = reader().call(
        read_submission, course, place.folder, released, place.submitted_before
    )
    rebuilt = rebuild_all(course, released, submitted.notebooks)
    earlier = rebuild_earlier(course, place.before, submitted.earlier)
    verdicts = judge_submission(course, released, rebuilt, seed, earlier)
    return with_points(released, verdicts), submitted.problem


def failing_inputs(
    course: Path, student: str, exercise: str, assignment: str = "", seed: int | None = None
) -> tuple[bytes, int]:
    """
    Give the test inputs that a student's function fails, with the expected results.

    Parameters
    ----------
    course, student, assignment, seed : as for `repeat`
    exercise : the exercise's name

    Returns
    -------
    file : an HDF5 file that ``check(f, inputs=FILE)`` reads
    count : how many test inputs it has

    Raises
    ------
    CourseError
        As `repeat` does, and if the assignment has no such exercise, or no test input fails.
    """
    done = repeat(course, student, assignment, seed)
    judged = done.judged
    if exercise not in judged.verdicts:
        names = ", ".join(judged.verdicts)
        where = {"assignment": done.assignment, "name": shown(exercise), "names": names}
        raise CourseError(NOT_HERE.format(**where))
    verdict = judged.verdicts[exercise]
    if not verdict.fails:
        form = PASSES if verdict.verdict == "right" else NOTHING_FAILS
        said = {"verdict": verdict.verdict, "problem": verdict.problem, "seed": judged.seed}
        raise CourseError(form.format(name=exercise, student=shown(student), **said).strip())
    drawn = judged.seed if verdict.drawn is None else verdict.drawn
    drawn_cases = cases_of(judged.course, exercise, drawn)
    cases = [drawn_cases[number] for number in verdict.fails]
    mistakes = known_mistakes(judged.course, judged.course.exercises[exercise], cases)
    return record_bytes({exercise: cases}, {exercise: mistakes}), len(cases)


def write_appeal(
    course: Path, student: str, exercise: str, target: Path, assignment: str, seed: int | None
) -> str:
    """
    Write the failing test inputs into a file; say what to do with it.

    Raises
    ------
    CourseError
        As `failing_inputs` does, and if the file can't be written.
    """
    content, count = failing_inputs(course, student, exercise, assignment, seed)
    try:
        write_whole(target, content)
    except OSError as error:
        raise CourseError(f"{target} can't be written: {error.strerror}.") from None
    return (
        f"Wrote {counted(count, 'test input')} that {exercise} of {shown(student)} fails to "
        f"{target}. The student puts the file beside the notebook and runs: "
        f'check({exercise}, inputs="{target.name}")'
    )
