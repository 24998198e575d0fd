"""The reference page of the documentation, made from the code that it describes."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from grader.authoring.reference import command_section, items_of, object_section
from grader.this_course import ROOT

_HEAD = """# Reference

This page is made from the code by `grader build`. For the terms of the course, see the
[glossary](glossary.md).

- [Commands](#commands)
- [JSON output](#json-output)
- [Configuration](#configuration)
- [Python](#python)
"""
_COMMANDS = """## Commands

`grader COMMAND --help` prints the same. Every command ends with one of these exit statuses:

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | not done: the message says why; also if `--fail-under` or `build --check` finds something |
| 2 | the command line is wrong |
| 130 | the command was interrupted |
"""
_JSON = """## JSON output

With `--json`, these commands print JSON for programs. New fields can be added. Those listed here
keep their names and meanings.
"""
# For each command with --json: what is printed, and where each field is described.
_OUTPUTS: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "grader autograde --json",
        "One object, the summary of the run.",
        (("grader.classroom.summary", "Summary", "Attributes"),
         ("grader.classroom.summary", "format_json", "Returns")),
    ),
    (
        "grader judge --json",
        "One object for each file, on a line of its own. A file that can't be graded has `file` "
        "and `error` only.",
        (("grader.standalone", "as_record", "Returns"),),
    ),
    (
        "grader judge --course DIR --json",
        "One object for each student, with the fields of `grader judge --json` and these.",
        (("grader.classroom.appeals", "Repeated.record", "Returns"),),
    ),
    (
        "grader report --json",
        "One object: `report` has what report.html shows, and `confidential` what "
        "report-confidential.html shows.",
        (),
    ),
    (
        "grader table --json",
        "One object, the gradebook of one assignment.",
        (("grader.course.table", "format_json", "Returns"),),
    ),
    (
        "grader table --json, in a course of several assignments",
        "One object, the totals of all assignments.",
        (("grader.course.term_table", "format_term_json", "Returns"),),
    ),
    (
        "grader build --json",
        "One object with one list of files: `written`, or `stale` with `--check`.",
        (),
    ),
)  # fmt: skip
_CONFIGURATION = """## Configuration

`grader init` writes the file `nbgrader_config.py` into the course's folder. Every option in it is
nbgrader's own, except `c.Grader.course`. A new course has these:

```python
{config}```

### Environment variables

| variable | meaning |
| --- | --- |
{variables}
"""
VARIABLES = {
    "GRADER_UNCONFINED": "Set to `1`, it runs student code without the sandbox, as `--unconfined` "
    "does. `0`, `false`, `no`, `off` and an empty value leave the sandbox on.",
    "GRADER_STUDENT_USER": "The user that student code runs as without the sandbox, with the "
    "sandbox's filter on its system calls. The grader has to be started by root.",
    "AUTOGRADER": "The folder in which the autograder for Gradescope works. The default is "
    "`/autograder`.",
    "DNN_ORIGINAL_DATA": "The folder with `train_catvnoncat.h5` and `test_catvnoncat.h5`, in "
    "place of the course's own pictures.",
    "SOURCE_DATE_EPOCH": "The date of the files in an archive, in seconds since 1970. The default "
    "is the date of the newest source.",
    "TMPDIR": "The folder for temporary files.",
}
_PYTHON = """## Python

These names stay as they are. [From Python](python.md) shows how to use them.
"""


def reference_page(commands: click.Group) -> str:
    """Write the page for these commands, and for the public names of the packages."""
    parts = [_HEAD, _COMMANDS, *_sections_of(commands), _JSON]
    for title, text, places in _OUTPUTS:
        items = [item for place in places for item in items_of(_find(*place[:2]), place[2])]
        rows = [f"| `{name}` | {text} |" for name, text in items]
        table = ["| field | contents |", "| --- | --- |", *rows, ""] if rows else []
        parts.append("\n".join([f"### {title}", "", text, "", *table]))
    config = (ROOT / "grader/authoring/nbgrader_config.py").read_text(encoding="utf-8")
    variables = "\n".join(f"| `{name}` | {text} |" for name, text in VARIABLES.items())
    parts.append(_CONFIGURATION.format(config=config, variables=variables))
    parts.append(_PYTHON)
    for package in ("grader", "testcases"):
        module = importlib.import_module(package)
        parts += [
            object_section(f"{package}.{name}", getattr(module, name)) + "\n"
            for name in sorted(module.__all__)
        ]
    return "\n".join(parts).rstrip() + "\n"


def _sections_of(commands: click.Group, before: str = "") -> list[str]:
    """Describe the commands, those of a group after its name."""
    parts = []
    for name, command in sorted(commands.commands.items()):
        if isinstance(command, click.Group):
            parts += _sections_of(command, f"{before}{name} ")
        else:
            parts.append(command_section(f"{before}{name}", command) + "\n")
    return parts


def _find(module: str, name: str) -> Any:
    """Give what a module calls so; a method's name has its class before it."""
    found = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def pages(commands: click.Group) -> dict[Path, bytes]:
    """Give the pages of the documentation that are made from the commands: path, and content."""
    return {ROOT / "docs" / "reference.md": reference_page(commands).encode()}
