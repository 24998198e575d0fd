"""
The course's site: static files that any web server can serve.

`docs/site/` has the pages that are written by hand and Sphinx's settings. Everything else comes
from where it has its home: the notebooks, the glossary, the manual, the network, a report.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grader.addresses import ARCHIVE, badge_pictures
from grader.authoring import site_notebooks
from grader.authoring.build import check_is_clone
from grader.authoring.bundle import write_zip
from grader.authoring.new_folder import refuse_other_files
from grader.authoring.site_landing import (
    PICTURES,
    cards,
    classifier,
    network_file,
    pictures_file,
    sample_report,
)
from grader.authoring.site_lite import DOWNLOAD, run, write_lite
from grader.cheat_sheet import cheat_sheet
from grader.errors import SourceError
from grader.judging.sources import reference_source
from grader.this_course import ROOT
from testcases.record import Course

SOURCES = ROOT / "docs" / "site"
# Pages that are made from files of the clone, by the file.
PAGES = {
    "README.md": "index.md",
    "docs/index.md": "manual.md",
    "data/DATASHEET.md": "datasheet.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
}
# Pages of docs/ that the site's menu has elsewhere.
ELSEWHERE = {"glossary", "licenses"}
LEFT_OUT = (
    "*This code is a solution, which the site leaves out. See this page in the project itself.*"
)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s#:]+)((?:#[^()\s]*)?)\)")


def build_site(
    course: Course, target: Path, pyodide: Path | None = None, quick: bool = False
) -> str:
    """
    Write the site.

    Parameters
    ----------
    course : whose site
    target : the folder to write it to; what an earlier build wrote there is replaced
    pyodide : a folder with Pyodide, to be copied into the site; without it the browser gets
        Pyodide from the address in grader/addresses.toml
    quick : whether to leave out what the notebooks from 05 on show, which takes minutes to compute

    Returns
    -------
    done : what was written, in a sentence

    Raises
    ------
    CourseError
        If this is no clone, if the folder has other files in it, or if Sphinx or JupyterLite fails.
    """
    check_is_clone()
    refuse_other_files(target, "lite")
    with tempfile.TemporaryDirectory() as place:
        sources = Path(place, "sources")
        write_sources(course, sources, quick)
        html = Path(place, "html")
        run("sphinx", "-q", "-W", "--keep-going", "-b", "html", str(sources), str(html))
        write_lite(course, html / "lite", Path(place), pyodide)
        write_zip(course, html / ARCHIVE)
        for extra in (".doctrees", ".buildinfo", "_sources"):
            path = html / extra
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        (html / ".nojekyll").touch()  # else GitHub Pages leaves out what begins with "_"
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(html, target)
    return f"Wrote the site to {target}. To look at it: python -m http.server --directory {target}"


def write_sources(course: Course, folder: Path, quick: bool) -> None:
    """Write what Sphinx makes the site's pages of."""
    shutil.copytree(SOURCES, folder)
    static = folder / "_static"
    taken = _pages()
    for path, page in taken.items():
        if page != "index.md":  # the site has its own
            text = without_solutions(course, _with_links(path, taken, folder))
            (folder / page).write_text(text, encoding="utf-8")
    for form in ("pdf", "svg"):
        (static / f"cheat-sheet.{form}").write_bytes(cheat_sheet(course, form))
    (static / "network.json").write_text(network_file(), encoding="utf-8")
    (static / "pictures.png").write_bytes(pictures_file())
    (static / "icon.png").write_bytes(pictures_file(PICTURES[:1]))
    for name, picture in badge_pictures().items():
        (static / name).write_text(picture, encoding="utf-8")
    notebooks = site_notebooks.pages(course, quick)
    (folder / "notebooks").mkdir()
    for name, text in notebooks.items():
        (folder / "notebooks" / name).write_text(text, encoding="utf-8")
    for name in ("index.md", "work.md", "_static/loading.js"):
        page = folder / name
        page.write_text(_filled(course, page.read_text(encoding="utf-8"), list(notebooks)), "utf-8")


def _pages() -> dict[Path, str]:
    """List what becomes a page as it is: the file, and the page's name."""
    found = {path: path.name for path in sorted((ROOT / "docs").glob("*.md"))}
    return found | {ROOT / name: page for name, page in PAGES.items() if (ROOT / name).exists()}


def _manual() -> list[str]:
    """Name the instructor's pages in the order of their index."""
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    names = [Path(target).stem for target, _ in _LINK.findall(text) if "/" not in target]
    return [
        "manual",
        *(name for name in dict.fromkeys(names) if name not in ELSEWHERE),
        "datasheet",
    ]


def _with_links(path: Path, pages: Mapping[Path, str], folder: Path) -> str:
    """Read a page; its links lead to the site's pages, or to copies of the files that they name."""

    def leading(found: re.Match) -> str:
        target = (path.parent / found[1]).resolve()
        if target in pages:
            return f"]({pages[target]}{found[2]})"
        if not target.is_file():
            raise SourceError(f"{path.name} links to {found[1]}, which doesn't exist. Correct it.")
        copy = Path("files", target.relative_to(ROOT))
        (folder / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(target, folder / copy)
        return f"]({copy.as_posix()})"

    return _LINK.sub(leading, path.read_text(encoding="utf-8"))


def without_solutions(course: Course, text: str) -> str:
    """Leave out the blocks of code in which a line of a solution stands, as in the tutorial."""
    lines = lines_of_solutions(course)

    def kept(found: re.Match) -> str:
        return LEFT_OUT if lines & {*map(str.strip, found[1].splitlines())} else found[0]

    return _PYTHON.sub(kept, text)


def lines_of_solutions(course: Course) -> set[str]:
    """Give the lines that only somebody who knows a solution writes."""
    found: set[str] = set()
    for name, exercise in course.exercises.items():
        if exercise.is_written:
            source = reference_source(course, name)
            body = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
            lines = {line.strip() for line in body.splitlines()}
            found |= {one for one in lines if len(one) > 20 and ("=" in one or "return" in one)}
    return found


def _filled(course: Course, text: str, notebooks: list[str]) -> str:
    """Put what is made from elsewhere in the place of the words that stand for it."""
    made = {
        "CARDS": cards(course),
        "CLASSIFIER": classifier(),
        "REPORT": sample_report(course),
        "MANUAL": "\n".join(_manual()),
        "NOTEBOOKS": "\n".join(f"notebooks/{Path(name).stem}" for name in notebooks),
        "SIZE": str(DOWNLOAD),
    }
    return re.sub("|".join(made), lambda found: made[found[0]], text)
