"""
Writing reference pages from code: commands from their options, classes and functions from their
docstrings.

A docstring has NumPy's sections. An item is "name : what it is", and its lines after the first are
indented.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import click

_UNDERLINE = re.compile(r"-{3,}")
# What stands for a type, with the text on the next line.
_TYPE = re.compile(r"\w+( or \w+)*(, optional)?")
# Sections whose items are names or types with a text; others are text.
_LISTS = ("Attributes", "Parameters", "Raises", "Returns", "Yields")


def command_section(name: str, command: click.Command, level: int = 3) -> str:
    """Describe a command: how it is called, what it does, and its options."""
    names = ["-h", "--help"]  # click keeps what a command is asked with first
    context = click.Context(command, info_name=f"grader {name}", help_option_names=names)
    usage = " ".join([f"grader {name}", *command.collect_usage_pieces(context)])
    lines = [f"{'#' * level} grader {name}", "", f"    {usage}", ""]
    lines += [_paragraphs(inspect.cleandoc(command.help or "")), ""]
    options = [one for one in command.params if isinstance(one, click.Option)]
    lines += ["| option | what it does |", "| --- | --- |"]
    lines += [f"| {_names(one, context)} | {_cell(one.help or '')} |" for one in options]
    return "\n".join(lines)


def _names(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return ", ".join(f"`{name}{value}`".replace("|", "\\|") for name in option.opts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _paragraphs(text: str) -> str:
    """Put each paragraph on a line of its own."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def object_section(name: str, one: Any, level: int = 3) -> str:
    """Describe a class or function by its signature and docstring."""
    title = [f"{'#' * level} {name}", ""]
    call = _call(name, one)
    members = _members(one) if inspect.isclass(one) else ""
    return "\n".join([*title, *([call, ""] if call else []), docstring(one), members]).rstrip()


def _members(one: type) -> str:
    """List a class's own properties and methods, each with the first sentence about it."""
    found = {"Properties": [], "Methods": []}
    for name, member in vars(one).items():
        title = "Properties" if isinstance(member, property) else "Methods"
        if not name.startswith("_") and (title == "Properties" or inspect.isfunction(member)):
            first = _paragraphs(inspect.getdoc(member) or "").partition("\n")[0]
            found[title].append(f"- `{name}`: {first}")
    return "".join(
        "\n".join([f"\n**{title}**\n", *lines, ""]) for title, lines in found.items() if lines
    )


def _call(name: str, one: Any) -> str:
    """Write how a function, or a class, is called; its types are in the docstring."""
    if inspect.isclass(one) and issubclass(one, (str, BaseException)):
        return ""
    shown = []
    for parameter in inspect.signature(one).parameters.values():
        text = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        text += parameter.name
        if parameter.default is not parameter.empty:
            text += f"={_default(parameter.default)}"
        shown.append(text)
    return textwrap.fill(
        f"{name}({', '.join(shown)})",
        width=96,
        initial_indent=" " * 4,
        subsequent_indent=" " * 8,
        break_on_hyphens=False,
    )


def _default(value: Any) -> str:
    """Write a default value; a factory makes an empty one."""
    text = repr(value)
    return "..." if text.startswith("<") else text


def docstring(one: Any) -> str:
    """Write a docstring as Markdown, its sections as lists."""
    return "\n\n".join(_section(title, body) for title, body in _sections(inspect.getdoc(one)))


def items_of(one: Any, *titles: str) -> list[tuple[str, str]]:
    """Give the items of a docstring's sections of these titles: names and texts."""
    found = dict(_sections(inspect.getdoc(one)))
    return [item for title in titles for item in _items(found.get(title, ""))]


def _sections(text: str | None) -> Iterator[tuple[str, str]]:
    """Split a docstring at its underlined titles; the first section has none."""
    lines = (text or "").splitlines()
    starts = [n for n, line in enumerate(lines) if n and _UNDERLINE.fullmatch(line)]
    bounds = [*(start - 1 for start in starts), len(lines)]
    yield "", "\n".join(lines[: bounds[0]]).strip()
    for start, end in zip(starts, bounds[1:], strict=True):
        yield lines[start - 1], "\n".join(lines[start + 1 : end]).strip("\n")


def _section(title: str, body: str) -> str:
    if not title:
        return "\n\n".join(map(_paragraph, body.split("\n\n")))
    if title == "Examples":
        return f"**{title}**\n\n{_paragraph(body)}"
    if title not in _LISTS:
        return f"**{title}**\n\n{_paragraphs(body)}"
    lines = [f"- `{name}`: {text}" if text else f"- {name}" for name, text in _items(body)]
    return "\n".join([f"**{title}**", "", *lines])


def _paragraph(text: str) -> str:
    """Keep the lines of code and of examples, and put other text on one line."""
    if text.startswith(">>>"):
        return f"```python\n{text}\n```"
    return text if text.startswith("    ") else " ".join(text.split()).replace("::", ":")


def _items(body: str) -> list[tuple[str, str]]:
    """Read "name : text" with indented lines after it; an item may have no text on its first."""
    found: list[list[str]] = []
    for line in body.splitlines():
        if not line.startswith(" ") and line:
            name, sign, text = line.partition(" : ")
            found.append([name if sign or _is_name(name) else "", text if sign else ""])
            if not found[-1][0]:
                found[-1] = [line, ""]
        elif found and line.strip():
            begins = line.strip()[0].isupper() or line.strip()[0] == "`"
            end = "." if _TYPE.fullmatch(found[-1][1]) and begins else ""
            found[-1][1] = f"{found[-1][1]}{end} {line.strip()}".strip()
    return [(name, text) for name, text in found]


def _is_name(text: str) -> bool:
    return all(part.isidentifier() for part in text.split(", "))
