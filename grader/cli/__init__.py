"""The command ``grader``: each command beside its options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import changes, platforms, reports
from grader.cli.options import (
    PATH,
    STUDENT,
    assignment_option,
    course_option,
    json_option,
    one_course,
    quiet_option,
    seed_option,
    unconfined_option,
)
from grader.terminal import complain, run

if TYPE_CHECKING:  # the commands load what they need when they run
    from grader.standalone import Judged

__all__ = ["grader", "main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done, 1 not done, 2 wrong command line, 130 interrupted.",
)
@click.version_option(package_name="dnn-course", message="%(prog)s %(version)s")
def grader() -> None:
    """Build the course, give it to students, and grade their work with nbgrader."""


@grader.command()
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--optional", is_flag=True, help="Include the optional notebook 07.")
@click.option("--weekly", "by_week", is_flag=True, help="Make one assignment of each notebook.")
@click.option(
    "--assignment",
    "assignments",
    multiple=True,
    metavar="NAME=NB,NB",
    help="Make an assignment of these notebooks, as in forward=01,02,03. Repeat for each one.",
)
@quiet_option()
def init(
    folder: Path, optional: bool, by_week: bool, assignments: tuple[str, ...], quiet: bool
) -> None:
    """
    Create an nbgrader course.

    DIR is a new folder. All notebooks are one assignment, unless you split them.
    """
    if assignments and (by_week or optional):
        raise click.UsageError("Use --assignment without --weekly and --optional.")
    from grader.authoring import split
    from grader.authoring.new_course import init_course, next_steps
    from grader.this_course import COURSE

    if assignments:
        chosen = split.read_split(COURSE, assignments)
    else:
        chosen = (split.weekly if by_week else split.in_one)(COURSE, optional)
    init_course(COURSE, folder, chosen)
    if not quiet:
        print(next_steps(COURSE, folder, chosen))
    for note in split.missing_notebooks(COURSE, chosen):
        complain(note)


@grader.command()
@click.argument("students", type=STUDENT, nargs=-1, metavar="[STUDENT]...")
@course_option
@assignment_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many submissions to grade at once.  [default: one per core]",
)
@click.option("--dask", default="", metavar="ADDRESS", help="Grade on this Dask scheduler.")
@click.option("--force", is_flag=True, help="Regrade work that has already been graded.")
@seed_option
@unconfined_option
@json_option("Print the summary as one JSON object.")
@quiet_option("Print only what needs your attention.")
def autograde(
    students: tuple[str, ...],
    course: Path | None,
    workers: int | None,
    unconfined: bool,
    as_json: bool,
    quiet: bool,
    **options,
) -> int:
    """
    Grade the submissions that are new or have changed.

    Name students to grade only their submissions.
    """
    from grader.sandbox.unconfined import begin_grading

    begin_grading(unconfined, quiet=as_json)
    from grader.classroom.cores import cores
    from grader.classroom.run import Options, grade_class
    from grader.classroom.summary import format_json, format_summary

    chosen = Options(students=students, workers=workers or cores(), quiet=quiet, **options)
    summary = grade_class(course or Path(), chosen)
    text = format_json(summary) if as_json else format_summary(summary, quiet)
    if text:
        print(text)
    return summary.status


@grader.command()
@click.argument("students", type=STUDENT, nargs=-1, metavar="[STUDENT]...")
@course_option
@assignment_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes to use.  [default: one per core]",
)
@quiet_option()
def feedback(
    students: tuple[str, ...],
    course: Path | None,
    assignment: str,
    workers: int | None,
    quiet: bool,
) -> None:
    """
    Write a page of feedback for each graded student.

    Name students to write only their pages. Pages that are already there are replaced.
    """
    from grader.classroom.cores import cores
    from grader.classroom.feedback import write_feedback

    folder = course or Path()
    made = write_feedback(folder, assignment, students, workers or cores(), quiet)
    if not quiet:
        print(made.text)


@grader.command()
@click.argument("folder", type=PATH, metavar="[DIR]", required=False)
@course_option
@quiet_option()
def upgrade(folder: Path | None, course: Path | None, quiet: bool) -> None:
    """Update a course's helpers, checks, data and pages."""
    from grader.course.open import upgrade_course

    count = upgrade_course(one_course(folder, course))
    if not quiet:
        print(f"Updated {count} files. Notebooks and grades are unchanged.")


@grader.command()
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE|DIR|STUDENT...")
@click.option("--course", type=PATH, metavar="DIR", help="Repeat the grading of STUDENT there.")
@assignment_option
@seed_option
@unconfined_option
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 10**6),
    metavar="POINTS",
    help="Exit with status 1 if a file earns fewer points.",
)
@json_option("Print one JSON object per file, one per line.")
@quiet_option("Print one line per file.")
def judge(
    files: tuple[Path, ...],
    course: Path | None,
    assignment: str,
    seed: int | None,
    unconfined: bool,
    fail_under: float | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """
    Grade files without a course, or repeat a grading.

    Each FILE is a notebook or a Python file, each DIR a folder with one student's notebooks. The
    points and max_points in the output of --json count only the exercises that a file contains.
    In a course's folder, its own exercises and points count.

    With --course, name students: their submissions are graded again with the course's points and
    test inputs, and nothing is written.
    """
    from grader.sandbox.unconfined import begin_grading

    if assignment and course is None:
        raise click.UsageError("--assignment is of a course: add --course DIR.")
    begin_grading(unconfined, quiet=as_json)
    if course is not None:
        return _repeat(course, files, assignment, seed, fail_under, as_json, quiet)
    from grader.standalone import judge_all
    from grader.this_course import COURSE

    status = 0
    content, released = COURSE, {}
    if Path("nbgrader_config.py").is_file():
        from grader.course.open import course_in

        content, released = course_in(Path())
    for one in judge_all(content, files, seed, released):
        if as_json:
            print(json.dumps(one.record()), flush=True)
        elif one.error:
            complain(f"{one.path}: {one.error}")
        else:
            print(one.text(quiet), end="\n" if quiet else "\n\n", flush=True)
        status |= bool(one.error) or _is_under(one.path, one, fail_under)
    return status


def _repeat(
    course: Path,
    students: tuple[Path, ...],
    assignment: str,
    seed: int | None,
    fail_under: float | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Repeat the grading of these students."""
    from grader.classroom.appeals import repeat

    status = 0
    for student in students:
        done = repeat(course, str(student), assignment, seed)
        text = json.dumps(done.record()) if as_json else done.text(quiet)
        print(text, end="\n" if quiet or as_json else "\n\n", flush=True)
        status |= _is_under(student, done.judged, fail_under)
    return status


def _is_under(whose: Path, judged: Judged, fail_under: float | None) -> bool:
    """Say whether the points are under those of --fail-under, to the user, too."""
    under = judged.is_under(fail_under)
    if under:
        complain(f"{whose}: {judged.points:g} points, and --fail-under is {fail_under:g}.")
    return under


@grader.command()
@click.argument("folder", type=PATH, metavar="[DIR]", required=False)
@course_option
@assignment_option
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@json_option("Print one JSON object.")
@quiet_option("Print the table only, without the reports on lost points.")
def table(
    folder: Path | None,
    course: Path | None,
    assignment: str,
    as_csv: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """
    Show the gradebook: students by exercises.

    Of a course with several assignments, it shows students by assignments, unless you name one.
    """
    from grader.course import table, term_table

    if as_csv and as_json:
        raise click.UsageError("Choose one of --csv and --json.")
    where = one_course(folder, course)
    if not assignment and table.is_split(where):
        term = table.read_term(where)
        if as_json:
            print(term_table.format_term_json(term))
        elif as_csv:
            print(term_table.format_term_csv(term).rstrip())
        else:
            print(term_table.format_term(term))
        return
    gradebook = table.read_gradebook(where, assignment)
    if as_json:
        print(table.format_json(gradebook))
    elif as_csv:
        print(table.format_csv(gradebook).rstrip())
    else:
        print(table.format_table(gradebook, with_losses=not quiet))


@grader.command()
@click.argument("folder", type=PATH, metavar="DIR")
@quiet_option()
def demo(folder: Path, quiet: bool) -> None:
    """
    Create a course and grade a sample class in it.

    DIR is a new folder. Look at the course there, or in formgrader.
    """
    from grader.sandbox.unconfined import begin_grading

    begin_grading(quiet=quiet)
    from grader.classroom.demo import grade_sample_class
    from grader.this_course import COURSE

    grade_sample_class(COURSE, folder, quiet)


@grader.command()
@click.argument("target", type=PATH, metavar="ZIP|DIR")
@click.option(
    "--self-study",
    is_flag=True,
    help="Add a worked solution below each check, and model answers, folded up.",
)
@quiet_option()
def bundle(target: Path, self_study: bool, quiet: bool) -> None:
    """
    Write the files that students get.

    They go into an archive if the name ends in .zip, else into a folder. Notebooks that are already
    in the folder stay as they are.
    """
    from grader.authoring.bundle import write_bundle
    from grader.this_course import COURSE

    done = write_bundle(COURSE, target, self_study)
    if not quiet:
        print(done)


@grader.command()
@click.option("--check", is_flag=True, help="Write nothing; list the files that are out of date.")
@json_option("Print the files that were written or are out of date as one JSON object.")
@quiet_option()
def build(check: bool, as_json: bool, quiet: bool) -> int:
    """Rebuild notebooks, results, data and the reference."""
    from grader.authoring.build import build, check_is_clone, format_build
    from grader.cli.reference import pages
    from grader.this_course import COURSE

    check_is_clone()
    changed = build(COURSE, check, pages=pages(grader))
    if as_json:
        print(json.dumps({"stale" if check else "written": changed}))
    elif not quiet:
        print(format_build(changed, check))
    return int(check and bool(changed))


@grader.command()
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--pyodide", type=PATH, metavar="DIR", help="Copy Pyodide from there into the site.")
@click.option("--quick", is_flag=True, help="Leave out what notebooks 05 to 07 show.")
@quiet_option()
def site(folder: Path, pyodide: Path | None, quick: bool, quiet: bool) -> None:
    """
    Build the course's site.

    DIR is a new folder, or one with an earlier build. Without --pyodide, browsers get Pyodide from
    its CDN.
    """
    from grader.authoring.site import build_site
    from grader.this_course import COURSE

    done = build_site(COURSE, folder, pyodide, quick)
    if not quiet:
        print(done)


for command in (
    platforms.roster,
    platforms.collect,
    platforms.export,
    platforms.gradescope,
    reports.report,
    reports.misconception,
    changes.points,
    changes.drop,
    changes.appeal,
    changes.forget,
    changes.copy,
    changes.exercise,
):
    grader.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    return run(grader, arguments)
