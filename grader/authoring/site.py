"""
The course's site: static files that any web server can serve.

`docs/site/` has the pages that are written by hand and Sphinx's settings. Everything else comes
from where it has its home: the notebooks, the glossary, the manual, the network, a report.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from dnn_utils._glossary import page as glossary_page
from grader.authoring.build import check_is_clone
from grader.authoring.cheat_sheet import cheat_sheet
from grader.authoring.site_landing import (
    cards,
    classifier,
    network_file,
    pictures_file,
    sample_report,
)
from grader.authoring.site_lite import DOWNLOAD, run, write_lite
from grader.authoring.site_notebooks import pages
from grader.errors import CourseError
from grader.this_course import ROOT
from testcases.record import Course

SOURCES = ROOT / "docs" / "site"
# The manual's pages, as they lie in docs/, and the folders that they link to.
MANUAL = (
    "tutorial.md",
    "grading.md",
    "term.md",
    "roster.md",
    "gradescope.md",
    "files.md",
    "sandbox.md",
    "python.md",
    "reference.md",
    "submissions.md",
    "judging.md",
)
BESIDE = ("pictures", "examples")


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
        Pyodide from the address in docs/site/addresses.toml
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
    if target.exists() and any(target.iterdir()) and not (target / "lite").is_dir():
        raise CourseError(f"{target} contains other files. Name a new folder.")
    with tempfile.TemporaryDirectory() as place:
        sources = Path(place, "sources")
        write_sources(course, sources, quick)
        html = Path(place, "html")
        run("sphinx", "-q", "-W", "--keep-going", "-b", "html", str(sources), str(html))
        write_lite(course, html / "lite", Path(place), pyodide)
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
    for name in MANUAL:
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("../README.md", "index.md"), encoding="utf-8")
    for name in BESIDE:
        shutil.copytree(ROOT / "docs" / name, folder / name)
    (folder / "glossary.md").write_text(glossary_page(), encoding="utf-8")
    shutil.copyfile(ROOT / "data" / "DATASHEET.md", folder / "datasheet.md")
    for form in ("pdf", "svg"):
        (static / f"cheat-sheet.{form}").write_bytes(cheat_sheet(course, form))
    (static / "network.json").write_text(network_file(), encoding="utf-8")
    (static / "pictures.png").write_bytes(pictures_file())
    notebooks = pages(course, quick)
    (folder / "notebooks").mkdir()
    for name, text in notebooks.items():
        (folder / "notebooks" / name).write_text(text, encoding="utf-8")
    for name in ("index.md", "work.md"):
        page = folder / name
        page.write_text(_filled(course, page.read_text(encoding="utf-8"), list(notebooks)), "utf-8")


def _filled(course: Course, text: str, notebooks: list[str]) -> str:
    """Put what is made from elsewhere in the place of the words that stand for it."""
    made = {
        "CARDS": cards(course),
        "CLASSIFIER": classifier(),
        "REPORT": sample_report(course),
        "NOTEBOOKS": "\n".join(f"notebooks/{Path(name).stem}" for name in notebooks),
        "SIZE": str(DOWNLOAD),
    }
    return re.sub("|".join(made), lambda found: made[found[0]], text)
