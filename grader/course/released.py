"""The assignments of a course, and their released notebooks."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode, from_dict

from grader.authoring.new_folder import copy_files
from grader.cells import grade_id_of, marks_of
from grader.errors import CourseError
from grader.submissions.rebuild import HIDDEN_TESTS, exercises_in, is_test
from testcases.record import Course

LOST_TESTS = (
    "The hidden tests of {names} in {notebook}.ipynb did not count: the visible tests in the "
    "source are not those of the release. To release the source, run: {command}"
)
_HIDDEN = "BEGIN HIDDEN TESTS"
UNKNOWN_ASSIGNMENT = (
    "The course has no assignment {name}. Its assignments: {names}. Choose one with --assignment."
)
WHICH_ASSIGNMENT = "The course has several assignments: {names}. Choose one with --assignment."
# The version of nbformat's notebooks in which each cell has an id.
_FORMAT = (4, 5)
# Where the course keeps its notes.
FOLDER = ".grader"
NO_RELEASE = (
    "release/{name} is missing, so the notebooks of the last grading were used. If nbgrader "
    "refused to release the source, restore the graded cells in source/{name}. Then run: {command}"
)
OLD_RELEASE = (
    "release/{name} differs from source/{name} in the points or cells of {names}. The release "
    "counted. To release the source, run: {command}"
)


def assignment_names(coursedir: Any, *steps: str) -> list[str]:
    """Name the assignments that have a folder in these steps, or else in the source or release."""
    names: set[str] = set()
    for step in steps or (coursedir.source_directory, coursedir.release_directory):
        parent = Path(coursedir.format_path(step, ".", "assignment")).parent
        names |= {path.name for path in parent.glob("[!.]*") if path.is_dir()}
    return sorted(names)


def choose_assignment(coursedir: Any, course: Course, wanted: str = "") -> str:
    """
    Give the assignment that a command is about.

    If none is wanted, it is the only one of the course, or of several the one that has the course's
    name, as `grader init` makes it.

    Raises
    ------
    CourseError
        If the course has others, but not the one that is wanted, or it is not clear which one.
    """
    there = assignment_names(coursedir)
    if not wanted and len(there) == 1:
        return there[0]
    name = wanted or course.name
    if there and name not in there:
        form = UNKNOWN_ASSIGNMENT if wanted else WHICH_ASSIGNMENT
        raise CourseError(form.format(name=name, names=", ".join(there)))
    return name


def released_notebooks(coursedir: Any, assignment: str) -> dict[str, NotebookNode]:
    """
    Read the released notebooks of an assignment, by their names.

    nbgrader deletes a release that it then refuses to rebuild. So if there is none, the notebooks
    of the last grading count. If nothing was graded, the same notebooks are made from the source.
    """
    found = _read(coursedir, coursedir.release_directory, assignment)
    found = found or _read_all(_kept(coursedir, assignment))
    if found:
        return _with_hidden_tests(coursedir, assignment, found)
    from grader.authoring.notebooks import build_student

    source = _read(coursedir, coursedir.source_directory, assignment)
    made = {name: build_student(notebook) for name, notebook in source.items()}
    return _with_hidden_tests(coursedir, assignment, made)


def _with_hidden_tests(
    coursedir: Any, assignment: str, released: dict[str, NotebookNode]
) -> dict[str, NotebookNode]:
    """Note, for each test cell with hidden tests in the source, its source there."""
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    for name, notebook in released.items():
        path = folder / f"{name}.ipynb"
        # Most notebooks have none, and reading one takes long.
        if path.is_file() and _HIDDEN in path.read_text(encoding="utf-8"):
            notebook.metadata[HIDDEN_TESTS] = _hidden_tests(path, notebook)
    return released


def _hidden_tests(path: Path, released: NotebookNode) -> dict[str, str]:
    """Give the sources of the test cells in a source whose visible tests are the released ones."""
    from nbgrader.preprocessors import ClearHiddenTests  # takes long to load

    visible = {grade_id_of(cell): cell.source for cell in released.cells if is_test(cell)}
    hide, found = ClearHiddenTests(), {}
    for cell in nbformat.read(path, as_version=4).cells:
        if _hides_tests(cell):
            seen, _ = hide.preprocess_cell(copy.deepcopy(cell), {}, 0)
            if seen.source == visible.get(grade_id_of(cell)):
                found[grade_id_of(cell)] = cell.source
    return found


def written_notebooks(coursedir: Any, assignment: str) -> dict[str, NotebookNode]:
    """Read an assignment's released notebooks, or else the instructor's, as they are."""
    release = _read(coursedir, coursedir.release_directory, assignment)
    return release or _read(coursedir, coursedir.source_directory, assignment)


def _read(coursedir: Any, step: str, assignment: str) -> dict[str, NotebookNode]:
    return _read_all(Path(coursedir.format_path(step, ".", assignment)))


def _read_all(folder: Path) -> dict[str, NotebookNode]:
    return {path.stem: _read_notebook(path) for path in sorted(folder.glob("*.ipynb"))}


def _read_notebook(path: Path) -> NotebookNode:
    """
    Read a notebook as `nbformat.read` does, but without loading the schema of notebooks.

    nbformat itself reads older notebooks, those whose cells have no ids of their own, in which it
    changes something, and those with outputs or attachments, which a release hardly has.
    """
    text = path.read_text(encoding="utf-8")
    found = json.loads(text)
    if isinstance(found, dict) and (found.get("nbformat"), found.get("nbformat_minor")) == _FORMAT:
        cells = found.get("cells", ())
        ids = {cell["id"] for cell in cells if isinstance(cell.get("id"), str)}
        if len(ids) == len(cells) and not any(map(_has_more, cells)):
            for cell in cells:
                cell["source"] = "".join(cell["source"])
            return from_dict(found)
    return nbformat.reads(text, as_version=4)


def _has_more(cell: dict[str, Any]) -> bool:
    return bool(cell.get("outputs") or cell.get("attachments"))


def _kept(coursedir: Any, assignment: str) -> Path:
    return Path(coursedir.root, FOLDER, assignment, "release")


def is_released(coursedir: Any, assignment: str) -> bool:
    """Say whether an assignment has a release, or had one when it was graded."""
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    return any(any(folder.glob("*.ipynb")) for folder in (release, _kept(coursedir, assignment)))


def keep_release(coursedir: Any, assignment: str) -> None:
    """Keep a copy of the release that submissions were graded with."""
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    files = {path.name: path for path in release.glob("*.ipynb")}
    if not files:
        return
    kept = _kept(coursedir, assignment)
    for path in kept.glob("*.ipynb"):
        if path.name not in files:
            path.unlink()
    copy_files(files, kept)
    if coursedir.groupshared:
        for path, mode in ((kept, 0o2775), *((one, 0o664) for one in kept.glob("*.ipynb"))):
            with contextlib.suppress(PermissionError):  # another member's
                path.chmod(mode)


def problems_of_release(
    coursedir: Any, assignment: str, released: Mapping[str, NotebookNode]
) -> list[str]:
    """
    Say whether the release is missing, or older than its source, or hidden tests don't count.

    `released` is what `released_notebooks` gave for the assignment.
    """
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    command = f"nbgrader generate_assignment {assignment} --force"
    if not any(release.glob("*.ipynb")):
        kept = any(_kept(coursedir, assignment).glob("*.ipynb"))
        return [NO_RELEASE.format(name=assignment, command=command)] if kept else []
    source = _read(coursedir, coursedir.source_directory, assignment)
    changed = [name for name in source if not _is_alike(source[name], released.get(name))]
    names = ", ".join(f"{name}.ipynb" for name in changed)
    problems = [OLD_RELEASE.format(name=assignment, names=names, command=command)] * bool(changed)
    for name in [one for one in source if one not in changed]:
        known = released[name].metadata.get(HIDDEN_TESTS, {})
        hiding = [grade_id_of(cell) for cell in source[name].cells if _hides_tests(cell)]
        lost = ", ".join(one for one in hiding if one not in known)
        if lost:
            problems.append(LOST_TESTS.format(names=lost, notebook=name, command=command))
    return problems


def _hides_tests(cell: NotebookNode) -> bool:
    return is_test(cell) and _HIDDEN in cell.source


def _is_alike(source: NotebookNode, release: NotebookNode | None) -> bool:
    """Say whether a notebook's graded cells are released as they are in the source."""
    return release is not None and _marks(source) == _marks(release)


def _marks(notebook: NotebookNode) -> list[tuple]:
    """List the cells that nbgrader knows, with their points and kinds."""
    kinds = ("grade_id", "points", "grade", "solution", "task")
    return [
        tuple(marks_of(cell).get(kind) or None for kind in kinds)
        for cell in notebook.cells
        if grade_id_of(cell)
    ]


def exercises_of(course: Course, released: Mapping[str, NotebookNode]) -> list[str]:
    """Name the course's exercises in an assignment; nbgrader grades one without any itself."""
    return [name for notebook in released.values() for name in exercises_in(course, notebook)]
