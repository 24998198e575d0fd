"""The notebooks as pages: with stubs, and with what their demonstrations show once solved."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell

from grader.addresses import BADGES
from grader.authoring.bundle import bundle_contents, write_folder
from grader.authoring.notebooks import as_file, build_instructor, build_student, source_files
from grader.this_course import ROOT
from testcases.record import Course

# What was computed once is kept here, under a name that changes with everything it depends on.
CACHE = ROOT / "build" / "site-notebooks"
# The first notebook that trains for long.
LONG = "05"
# So that kernels don't write to this terminal.
QUIET = {"extra_arguments": ["--log-level=ERROR"]}
OPEN = """\
<p class="buttons">
<a class="button first"
href="../lite/notebooks/index.html?path=notebooks/{name}.ipynb">Open in your browser</a>
{elsewhere}<a class="button" href="../lite/files/notebooks/{name}.ipynb" download>Download</a>
</p>"""
ELSEWHERE = '<a class="button" href="{link}">Open in {place}</a>\n'


def pages(course: Course, quick: bool = False) -> dict[str, str]:
    """
    Give each notebook's file name, and its text for the site.

    Parameters
    ----------
    course : whose notebooks
    quick : whether to leave out what the notebooks that train for long show
    """
    # Buttons take the place of the badges, and nothing has to be downloaded.
    plain = replace(course, addresses=None)
    instructors = {one.stem: build_instructor(plain, one) for one in source_files(course)}
    kept = CACHE / _digest(course, instructors, quick)
    if not kept.is_dir():
        _run_all(course, instructors, quick, kept)
    return {
        f"{name}.ipynb": as_file(
            _page(links_of(course, name), build_student(one), _read(kept / f"{name}.ipynb"))
        )
        for name, one in instructors.items()
    }


def links_of(course: Course, name: str) -> str:
    """Write the buttons that open a notebook, here and elsewhere, and download it."""
    links = course.addresses.opened_by(name) if course.addresses else {}
    elsewhere = "".join(
        ELSEWHERE.format(link=link, place=BADGES[place])
        for place, link in links.items()
        if place != "browser"
    )
    return OPEN.format(name=name, elsewhere=elsewhere)


def _read(path: Path) -> NotebookNode | None:
    return nbformat.read(path, 4) if path.exists() else None


def _digest(course: Course, instructors: dict[str, NotebookNode], quick: bool) -> str:
    """Name everything that the notebooks' outputs depend on."""
    found = hashlib.sha256(str(quick).encode())
    for name, content in sorted(bundle_contents(course).items()):
        if name.endswith((".py", ".h5", ".json", ".toml")):
            found.update(name.encode() + content)
    for notebook in instructors.values():
        found.update(as_file(notebook).encode())
    return found.hexdigest()[:16]


def _run_all(
    course: Course, instructors: dict[str, NotebookNode], quick: bool, target: Path
) -> None:
    """Run the solved notebooks, one after another, and keep them with their outputs."""
    from nbclient import NotebookClient

    with tempfile.TemporaryDirectory() as place:
        write_folder(course, Path(place))
        folder = Path(place, "notebooks")
        done = {}
        for name, notebook in instructors.items():
            path = folder / f"{name}.ipynb"
            path.write_text(as_file(notebook), encoding="utf-8")
            if not (quick and name >= LONG):
                resources = {"metadata": {"path": str(folder)}}
                run = nbformat.from_dict(notebook)
                NotebookClient(run, timeout=1800, resources=resources, **QUIET).execute()
                done[name] = as_file(run)
        target.mkdir(parents=True)
        for name, text in done.items():
            (target / f"{name}.ipynb").write_text(text, encoding="utf-8")


def _page(links: str, student: NotebookNode, run: NotebookNode | None) -> NotebookNode:
    """Put the outputs of demonstrations below their cells, and the links below the title."""
    if run is not None:
        for cell, other in zip(student.cells, run.cells, strict=True):
            if "demo" in cell.metadata.get("tags", []):
                cell.outputs = [_shown(output) for output in other.outputs]
    title, rest = student.cells[0].source.split("\n", 1)
    head = new_markdown_cell(f"{title}\n\n{links}\n\n{rest}")
    head.id = student.cells[0].id
    student.cells[0] = head
    return student


def _shown(output: NotebookNode) -> NotebookNode:
    """Leave the form that a page shows: HTML, with the alternative text, before the picture."""
    if "data" in output:
        forms = ("text/html", "text/markdown", "image/png", "text/plain")
        best = next((form for form in forms if form in output.data), None)
        output.data = {best: output.data[best]} if best else {}
        output.metadata = {}
    return output
