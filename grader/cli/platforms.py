"""The commands that connect a course to a learning platform."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.options import PATH, assignment_option, course_option, quiet_option
from grader.terminal import complain


@click.group()
def roster() -> None:
    """Manage the list of students."""


@roster.command("import")
@click.argument("file", type=PATH)
@course_option
@assignment_option
@click.option(
    "--id",
    "id_column",
    default="",
    metavar="COLUMN",
    help="The column with the students' ids.  [default: the best one]",
)
@quiet_option("Print only what needs your attention.")
def import_(file: Path, course: Path | None, assignment: str, id_column: str, quiet: bool) -> int:
    """
    Add students to the gradebook.

    FILE is an export of Canvas, Moodle or nbgrader, or a table with the columns id, first name,
    last name and email. A Moodle grading worksheet belongs to one assignment.
    """
    from grader.course.roster import import_roster
    from grader.course.roster_text import imported_as_text

    done = import_roster(course or Path(), file, assignment, id_column, say_waiting)
    if text := imported_as_text(done, quiet):
        print(text)
    return int(bool(done.problems))


@click.command()
@click.argument("archive", type=PATH)
@course_option
@assignment_option
@quiet_option("Print only what needs your attention.")
def collect(archive: Path, course: Path | None, assignment: str, quiet: bool) -> int:
    """
    Collect the submissions from Canvas or Moodle.

    ARCHIVE is the download of all submissions, or a folder with its contents.
    """
    from grader.course.collect import collect
    from grader.course.roster_text import collected_as_text

    done = collect(course or Path(), archive, assignment, say_waiting)
    if text := collected_as_text(done, quiet):
        print(text)
    return int(bool(done.failed or done.strays))


@click.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(["canvas", "moodle", "csv"]),
    required=True,
    help="Where the scores go.",
)
@click.option("--output", type=PATH, metavar="FILE", help="Write the file here.")
@course_option
@assignment_option
@click.option("--column", default="", metavar="NAME", help="The assignment's name in Canvas.")
@click.option("--zeros", is_flag=True, help="Give 0 to students without a submission.")
@quiet_option("Print no notes.")
def export(
    kind: str,
    output: Path | None,
    course: Path | None,
    assignment: str,
    column: str,
    zeros: bool,
    quiet: bool,
) -> None:
    """Export the scores for Canvas, Moodle or a spreadsheet."""
    from grader.course.export import export, write_export

    if column and kind != "canvas":
        raise click.UsageError("--column names the assignment in Canvas: add --format canvas.")
    done = export(course or Path(), kind, assignment, column, zeros)
    notes = [] if quiet else done.notes
    if output is None:
        print(done.text, end="")
        print(*notes, sep="\n", end="\n" if notes else "", file=sys.stderr)
        return
    write_export(output, done, kind)
    if not quiet:
        print(f"Wrote the scores of {done.count} students to {output}.", *notes, sep="\n")


@click.command()
@click.argument("target", type=PATH, metavar="ZIP")
@click.option(
    "--course", type=PATH, metavar="DIR", help="Take the notebooks and points of an assignment."
)
@assignment_option
@click.option(
    "--notebook",
    "notebooks",
    multiple=True,
    metavar="NB",
    help="Grade this notebook only, as in 02. Repeat for several.",
)
@click.option(
    "--points",
    multiple=True,
    metavar="EXERCISE=N",
    help="Change the points of an exercise. Repeat for several.",
)
@click.option(
    "--visibility",
    type=click.Choice(["visible", "after_due_date", "after_published", "hidden"]),
    default="visible",
    help="When students see the results.  [default: visible]",
)
@quiet_option()
def gradescope(
    target: Path,
    course: Path | None,
    assignment: str,
    notebooks: tuple[str, ...],
    points: tuple[str, ...],
    visibility: str,
    quiet: bool,
) -> None:
    """
    Write an autograder for Gradescope.

    ZIP is the file to upload there. Without --course, all notebooks count but the optional one.
    """
    if assignment and course is None:
        raise click.UsageError("--assignment is of a course: add --course DIR.")
    from grader.gradescope import chosen_assignment, write_autograder
    from grader.this_course import COURSE

    chosen = chosen_assignment(COURSE, course, assignment, notebooks, points, visibility)
    done = write_autograder(chosen, target)
    if not quiet:
        print(done)


def say_waiting() -> None:
    """Say that the command waits for the gradebook."""
    complain("Another program has locked the gradebook. Waiting for it ...")
