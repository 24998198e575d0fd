"""The commands for what a class understood."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import (
    PATH,
    assignment_option_of_newest,
    course_option,
    json_option,
    one_course,
    quiet_option,
)


@click.command()
@click.argument("folder", type=PATH, metavar="[DIR]", required=False)
@course_option
@assignment_option_of_newest
@click.option(
    "--output",
    type=PATH,
    metavar="DIR",
    help="Write the pages here.  [default: reports/ASSIGNMENT in the course]",
)
@json_option("Write no pages; print one JSON object.")
@quiet_option()
def report(
    folder: Path | None,
    course: Path | None,
    assignment: str,
    output: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """
    Write a report on what the class understood.

    report.html has no names, so you can show it in class. The second file,
    report-confidential.html, says who needs help and why, and whose code is nearly the same.
    """
    from grader.classroom.cores import cores
    from grader.classroom.report import report_json, write_report

    place = one_course(folder, course)
    if as_json:
        print(report_json(place, assignment, cores()))
        return
    public, confidential = write_report(place, assignment, output, cores())
    if not quiet:
        print(f"To show in class:  {public}")
        print(f"Confidential:      {confidential}")


@click.group()
def misconception() -> None:
    """Add common mistakes of your own to a course."""


@misconception.command("new")
@click.argument("exercise", metavar="EXERCISE")
@click.option(
    "--cluster",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="The number of the cluster in the report.",
)
@course_option
@assignment_option_of_newest
@quiet_option()
def new(exercise: str, cluster: int, course: Path | None, assignment: str, quiet: bool) -> None:
    """
    Start a common mistake from a cluster of wrong results.

    The new file is in the course's folder misconceptions. Write its texts, then regrade.
    """
    from grader.classroom.report import write_misconception

    path = write_misconception(course or Path(), exercise, cluster, assignment)
    if not quiet:
        print(f"Wrote {path}. Replace the texts that begin with FILL IN, then run:")
        print("  grader autograde --force" + f" --assignment {assignment}" * bool(assignment))
