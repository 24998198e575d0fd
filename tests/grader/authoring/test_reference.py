"""The reference page: it has every command, option, JSON field, variable and public name."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
from pathlib import Path

import click
import pytest
from conftest import ROOT

from grader.authoring import reference
from grader.classroom.appeals import Repeated
from grader.classroom.summary import Summary, format_json
from grader.cli import grader
from grader.cli.reference import VARIABLES, pages
from grader.course import table, term_table
from grader.sandbox import unconfined
from grader.standalone import Judged, as_record
from grader.this_course import COURSE

[(PATH, CONTENT)] = pages(grader).items()
PAGE = CONTENT.decode()


def section(title: str) -> str:
    """Give the part of the page below a heading of the third level."""
    text = PAGE.partition(f"\n### {title}\n")[2]
    assert text, title
    return re.split(r"^#{2,3} ", text, flags=re.MULTILINE)[0]


def fields(title: str) -> set[str]:
    return {*re.findall(r"^\| `(\w+)` \|", section(title), flags=re.MULTILINE)}


def test_the_page_in_the_documentation_is_up_to_date():
    assert PATH == ROOT / "docs/reference.md"
    assert PATH.read_text(encoding="utf-8") == PAGE


def all_commands(group: click.Group = grader, before: str = "") -> dict[str, click.Command]:
    found = {}
    for name, one in group.commands.items():
        is_group = isinstance(one, click.Group)
        found |= all_commands(one, f"{before}{name} ") if is_group else {f"{before}{name}": one}
    return found


def test_every_command_is_there_with_all_its_options():
    for name, command in all_commands().items():
        text = section(f"grader {name}")
        assert text.splitlines()[1].startswith(f"    grader {name} ")
        for option in (one for one in command.params if isinstance(one, click.Option)):
            for spelled in option.opts:
                assert re.search(rf"^\| .*`{spelled}\b", text, flags=re.MULTILINE), spelled


def test_every_public_name_is_there():
    for package in ("grader", "testcases"):
        for name in importlib.import_module(package).__all__:
            assert section(f"{package}.{name}").strip()


def row() -> table.Row:
    return table.Row("ada", {"one": 1.0})


def one_table() -> table.Table:
    return table.Table({"one": 2.0}, {"one": "01"}, [row()], [], assignment="dnn")


def test_every_field_of_the_json_is_described(monkeypatch):
    monkeypatch.setenv(unconfined.UNCONFINED, "1")
    done = json.loads(format_json(Summary()))
    assert fields("grader autograde --json") == done.keys()
    record = as_record(Path("x"), {}, "A problem.", 1)
    assert fields("grader judge --json") == record.keys()
    judged = Judged(COURSE, Path("x"), 1, error="Why.")
    repeated = Repeated("ada", "dnn", judged, row()).record()
    assert fields("grader judge --course DIR --json") == repeated.keys() - judged.record().keys()
    assert fields("grader table --json") == json.loads(table.format_json(one_table())).keys()
    term = json.loads(term_table.format_term_json([one_table()]))
    assert fields("grader table --json, in a course of several assignments") == term.keys()


def test_every_command_with_json_says_what_it_prints():
    for name, command in all_commands().items():
        if any("--json" in one.opts for one in command.params):
            assert section(f"grader {name} --json")


def test_every_variable_is_read_somewhere():
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in ("grader", "testcases", "dnn_utils")
        for path in (ROOT / package).rglob("*.py")
        if path.name != "reference.py"
    )
    for name in VARIABLES:
        assert f'"{name}"' in code or name == "TMPDIR"
    assert {*re.findall(r'"(GRADER_[A-Z_]+)"', code)} <= VARIABLES.keys()


def example(first: int, *others: int, last: str = "x") -> None:
    """
    Do a thing, as
    described.

    Parameters
    ----------
    first : the first one, whose text
        goes on
    *others : the rest
    last : str, optional
        The last one.

    Returns
    -------
    nothing : None

    Raises
    ------
    ValueError
        If it can't.

    Examples
    --------
    >>> 1 + 1
    2
    """


def test_a_docstring_becomes_lists():
    assert reference.object_section("example", example).split("\n\n") == [
        "### example",
        "    example(first, *others, last='x')",
        "Do a thing, as described.",
        "**Parameters**",
        "- `first`: the first one, whose text goes on\n- `*others`: the rest\n"
        "- `last`: str, optional. The last one.",
        "**Returns**",
        "- `nothing`: None",
        "**Raises**",
        "- `ValueError`: If it can't.",
        "**Examples**",
        "```python\n>>> 1 + 1\n2\n```",
    ]


@dataclasses.dataclass
class Example:
    """An example."""

    one: int = 1

    @property
    def two(self) -> int:
        """Twice as much. And more."""
        return 2 * self.one

    def show(self) -> None:
        """Show it."""

    def _hidden(self) -> None:
        """Hide it."""


def test_a_class_lists_what_it_can_do():
    text = reference.object_section("Example", Example)
    assert "**Properties**\n\n- `two`: Twice as much. And more." in text
    assert "**Methods**\n\n- `show`: Show it." in text
    assert "hidden" not in text


def test_a_choice_does_not_break_the_table():
    option = click.Option(["--kind"], type=click.Choice(["a", "b"]), help="One | two.")
    text = reference.command_section("x", click.Command("x", params=[option]))
    assert text.endswith("| `--kind [a\\|b]` | One \\| two. |")


@pytest.mark.parametrize("one", [example, Example])
def test_items_are_given_by_their_section(one):
    items = reference.items_of(one, "Parameters")
    assert bool(items) is (one is example)
