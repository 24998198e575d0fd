"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

SEEDS = click.IntRange(0, 2**53 - 1)
PATH = click.Path(path_type=Path)


class _Student(click.ParamType):
    """A student's id. A shell that completes the name of a folder ends it with a slash."""

    name = "student"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Leave out the slash."""
        return value.rstrip("/")


STUDENT = _Student()

course_option = click.option(
    "--course",
    type=PATH,
    metavar="DIR",
    help="The course's folder.  [default: the current folder]",
)
assignment_option = click.option(
    "--assignment",
    default="",
    metavar="NAME",
    help="The assignment's name.  [default: the only one, or the one with the course's name]",
)
assignment_option_of_any = click.option(
    "--assignment",
    default="",
    metavar="NAME",
    help="The assignment's name.  [default: the one with the exercise]",
)
assignment_option_of_newest = click.option(
    "--assignment",
    default="",
    metavar="NAME",
    help="The assignment's name.  [default: the newest with something graded]",
)
seed_option = click.option(
    "--seed", type=SEEDS, metavar="N", help="Use the test inputs of an earlier run."
)
unconfined_option = click.option(
    "--unconfined",
    is_flag=True,
    help="Run student code without the sandbox: it can read and write whatever you can.",
)


def quiet_option(text: str = "Print errors only."):
    """Make the option --quiet, which says what is still printed."""
    return click.option("-q", "--quiet", is_flag=True, help=text)


def json_option(text: str):
    """Make the option --json, which says what is printed."""
    return click.option("--json", "as_json", is_flag=True, help=text)


def one_course(folder: Path | None, course: Path | None) -> Path:
    """Give the course's folder, which is an argument, an option, or the current folder."""
    if folder and course:
        raise click.UsageError("Name the course once: as DIR or with --course DIR.")
    return folder or course or Path()
