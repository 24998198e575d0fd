"""The commands that change a course while it is running."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import assignment_option_of_any, course_option, quiet_option
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


def _set(course: Path | None, name: str, points: float, assignment: str, quiet: bool) -> None:
    from grader.course.points import format_changed, set_points

    changed = set_points(course or Path(), name, points, assignment, say_waiting)
    if not quiet:
        print(format_changed(changed))
