"""The commands for what happens while a course is running."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import (
    PATH,
    STUDENT,
    assignment_option,
    assignment_option_of_any,
    course_option,
    quiet_option,
    seed_option,
    unconfined_option,
)
from grader.cli.platforms import say_waiting


@click.command()
@click.argument("name", metavar="EXERCISE")
@click.argument("points", type=click.FloatRange(0, 10**6), metavar="N")
@course_option
@assignment_option_of_any
@quiet_option()
def points(name: str, points: float, course: Path | None, assignment: str, quiet: bool) -> None:
    """
    Change the points of an exercise.

    EXERCISE can also be the id of a graded cell, such as question_caches.
    """
    _set(course, name, points, assignment, quiet)


@click.command()
@click.argument("name", metavar="EXERCISE")
@course_option
@assignment_option_of_any
@quiet_option()
def drop(name: str, course: Path | None, assignment: str, quiet: bool) -> None:
    """
    Take an exercise out of everybody's score.

    Its cells stay in the notebooks, and it is worth 0 points.
    """
    _set(course, name, 0.0, assignment, quiet)


@click.command()
@click.argument("student", type=STUDENT, metavar="STUDENT")
@click.argument("exercise", metavar="EXERCISE")
@course_option
@assignment_option
@click.option(
    "--output",
    type=PATH,
    metavar="FILE",
    help="Write to this file.  [default: appeal-STUDENT-EXERCISE.h5]",
)
@seed_option
@unconfined_option
@quiet_option()
def appeal(
    student: str,
    exercise: str,
    course: Path | None,
    assignment: str,
    output: Path | None,
    seed: int | None,
    unconfined: bool,
    quiet: bool,
) -> None:
    """
    Write the test inputs that a student's function fails.

    The student sees them with check(f, inputs=FILE).
    """
    from grader.sandbox.unconfined import begin_grading

    begin_grading(unconfined, quiet=quiet)
    from grader.classroom.appeals import write_appeal

    target = output or Path(f"appeal-{student}-{exercise}.h5".replace("/", "_"))
    done = write_appeal(course or Path(), student, exercise, target, assignment, seed)
    if not quiet:
        print(done)


@click.command()
@click.argument("student", type=STUDENT, metavar="STUDENT")
@course_option
@click.option("--yes", is_flag=True, help="Don't ask first.")
@quiet_option()
def forget(student: str, course: Path | None, yes: bool, quiet: bool) -> None:
    """
    Remove a student's data from the course.

    Submissions, scores, comments, feedback and names are deleted for good.
    """
    from grader.course.forget import forget, format_forgotten

    if not yes:
        click.confirm(f"Delete all data of {student} for good?", abort=True)
    done = forget(course or Path(), student, say_waiting)
    if not quiet:
        print(format_forgotten(done, course or Path()))


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@course_option
@quiet_option("Print no notes.")
def copy(folder: Path, course: Path | None, quiet: bool) -> None:
    """
    Copy a course for the next term, without students.

    DIR is a new folder.
    """
    from grader.course.next_term import copy_course

    notes = copy_course(course or Path(), folder)
    if not quiet:
        print(f"Copied the course to {folder}, without students.", *notes, sep="\n")


@click.group()
def exercise() -> None:
    """Put exercises of your own into the course's notebooks."""


@exercise.command()
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@course_option
@quiet_option("Print only what needs your attention.")
def add(names: tuple[str, ...], course: Path | None, quiet: bool) -> None:
    """
    Put the exercises of own_exercises.py into their notebooks in source.

    Each gets a cell of text, a cell with the solution, and a cell with the check. Cells that are
    there already are brought up to date, but for the text and the points. Name exercises to add
    only these.
    """
    from grader.course.own_exercises import add_exercises, format_added

    added = add_exercises(course or Path(), names)
    text = format_added(added, quiet)
    if text:
        print(text)


def _set(course: Path | None, name: str, points: float, assignment: str, quiet: bool) -> None:
    from grader.course.points import format_changed, set_points

    changed = set_points(course or Path(), name, points, assignment, say_waiting)
    if not quiet:
        print(format_changed(changed))
