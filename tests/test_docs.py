"""The documentation: its links lead somewhere, its pages are found, its commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from conftest import ROOT

from grader.addresses import ADDRESSES, Addresses, with_links
from grader.cli import grader

DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/DATASHEET.md")
]
PAGES += DOCS
SOURCES = sorted((ROOT / "notebooks/src").glob("*.md"))
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+(?:\([^()]*\))?)\)")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "``", FENCE.sub("", text))


def links_of(path: Path) -> list[tuple[Path, str]]:
    """List where a page's links within the project lead: a file, and a heading or nothing."""
    found = []
    for target in LINK.findall(without_code(text_of(path))):
        if not re.match(r"https?:|mailto:", target):
            name, _, anchor = target.partition("#")
            found.append(((path.parent / name).resolve() if name else path, anchor))
    return found


def anchors_of(path: Path) -> list[str]:
    """Give the anchors of a page's headings, as GitHub and MyST make them."""
    found: list[str] = []
    for heading in re.findall(r"^#+ (.*)$", FENCE.sub("", text_of(path)), flags=re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return found


@pytest.mark.parametrize("page", NAMES)
def test_every_link_leads_somewhere(page):
    for target, anchor in links_of(ROOT / page):
        assert target.exists(), target
        if anchor:
            assert anchor in anchors_of(target), f"{target.name}#{anchor}"


def test_every_link_that_leaves_the_project_is_in_the_list_of_addresses():
    """In pages, in what students get, and in the site's own pages; notebooks have no such links."""
    pages = [*PAGES, *(ROOT / "docs/site").glob("*.md")]
    pages += [*(ROOT / "grader/authoring/student_files").glob("*.md"), *SOURCES]
    texts = {path: without_code(text_of(path)) for path in pages}
    texts[ROOT / "README.md"] = without_code(
        with_links(text_of(ROOT / "README.md"), "", Addresses())
    )
    leaving = {link for text in texts.values() for link in re.findall(r"https?:[^\s()<>]+", text)}
    assert leaving <= {*ADDRESSES.links}
    assert "https://nbgrader.readthedocs.io" in leaving


def test_every_page_is_found_from_the_index_and_the_index_from_the_readme():
    index = ROOT / "docs/index.md"
    assert index in {target for target, _ in links_of(ROOT / "README.md")}
    seen: set[Path] = set()
    left = [index]
    while left:
        page = left.pop()
        if page not in seen:
            seen.add(page)
            left += [target for target, _ in links_of(page) if target.suffix == ".md"]
    assert {*DOCS} <= seen


def test_the_pages_that_messages_name_are_there():
    named = {
        name
        for package in ("grader", "testcases", "dnn_utils")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix in (".py", ".sh", ".html", "")
        for name in re.findall(r"docs/[\w/-]+\.\w+", path.read_text(encoding="utf-8"))
    }
    assert named
    for name in named:
        assert (ROOT / name).is_file(), name


def commands_of(path: Path) -> list[str]:
    """List the lines of a page's code blocks that call the grader, without comments beside them."""
    blocks = [found[0] for found in FENCE.finditer(text_of(path))]
    blocks += re.findall(r"^(?: {4,}\S.*\n)+", FENCE.sub("", text_of(path)), flags=re.MULTILINE)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.split("   ")[0] for line in map(str.strip, lines) if line.startswith("grader ")]


@pytest.mark.parametrize("page", [name for name in NAMES if name != "docs/reference.md"])
def test_every_command_has_the_options_that_it_is_given(page):
    for line in commands_of(ROOT / page):
        _, *words = shlex.split(line.partition(" && ")[0])
        command: click.Command = grader
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        parent = click.Context(grader, **grader.context_settings)  # each command keeps its -h
        with command.make_context(command.name, words, parent):
            pass


def test_commands_are_found():
    assert sum(len(commands_of(path)) for path in PAGES) > 40
