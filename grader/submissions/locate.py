"""Which submitted file is which notebook of the assignment."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from grader.cells import grade_id_of
from grader.errors import Unreadable
from grader.submissions.read import PROBLEM, is_ordinary, read_bytes, read_notebook
from grader.submissions.rebuild import exercises_in
from testcases.execution.cells import MOST_SOURCE, Cell, functions_in
from testcases.record import Course
from testcases.words.describe import on_one_line

# Also under the names that browsers, editors and mail programs give.
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")
# Other files that are read, and how much of each.
_MOST_OTHERS, _MOST_BYTES = 20, 20 * 2**20
# The depth of folders that are searched, and the most files.
_MOST_DEPTH, _MOST_FILES = 8, 2_000
_NAMED, _MOST_NAMED = "Other files, not graded: {names}.", 5
LONG = f"It has a cell of more than {MOST_SOURCE} characters, which is not searched for functions."
TOO_MUCH = "It was not opened: there are too many files, or they are too large."
# How a file is recognized: by its name and place, by its name alone, by its cells' ids or the
# beginning of its name, by the functions that it defines.
_EXACT, _BY_NAME, _BY_IDS, _BY_FUNCTIONS = range(4)


@dataclass(frozen=True)
class Found:
    """
    The files of an assignment that were found in a folder.

    Attributes
    ----------
    files : the file of each notebook that was found, by the notebook's name
    ignored : other files that might be a notebook and are not read
    damaged : the reason, in a sentence, for each file that might be a notebook and can't be read
    read : the files that were already read to recognize them, as `read_notebook`
        gave them
    """

    files: dict[str, Path]
    ignored: tuple[Path, ...] = ()
    damaged: Mapping[Path, str] = field(default_factory=dict)
    read: Mapping[Path, NotebookNode] = field(default_factory=dict)

    def problem(self, folder: Path) -> str:
        """Name the files that are not read, in a sentence; empty if there are none."""
        if not self.ignored:
            return ""
        return _NAMED.format(names=_name_files([path.relative_to(folder) for path in self.ignored]))

    def damage(self, folder: Path) -> str:
        """Say of the files that can't be read why not; empty if there are none."""
        said = itertools.islice(self.damaged.items(), _MOST_NAMED)
        return "".join(f" {on_one_line(str(p.relative_to(folder)))}: {why}" for p, why in said)


def find_notebooks(course: Course, folder: Path, released: Mapping[str, NotebookNode]) -> Found:
    """
    Find the file of each submitted notebook.

    If a notebook is missing under its name, or has no line of the student's, the other files are
    searched: by its name in subfolders, by the ids of its cells, by the functions that it
    defines. If several files fit equally well, the most complete one counts.

    Parameters
    ----------
    course : whose exercises
    folder : the submission
    released : for each notebook's name, what the students were given
    """
    exact = {name: folder / f"{name}.ipynb" for name in released}
    exact = {name: path for name, path in exact.items() if os.path.lexists(path)}
    others = [path for path in files_in(folder) if _may_hold_work(course, path, folder, exact)]
    if not others:
        return Found(exact)
    seen = {path: _Candidate(course, path) for path in _affordable(others)}
    own = {path: _Candidate(course, path) for path in exact.values() if is_ordinary(path)}
    found = dict(exact)
    for name, notebook in released.items():
        fitting = [
            one.order(how, notebook, folder)
            for one in seen.values()
            if (how := one.fits(name, notebook, released)) is not None
        ]
        if exact.get(name) in own:
            fitting.append(own[exact[name]].order(_EXACT, notebook, folder))
        if fitting:
            found[name] = min(fitting)[-1]
    found = {name: found[name] for name in released if name in found}
    used = {*found.values()}
    unread = [path for path in (*exact.values(), *others) if path not in used]
    unread = [p for p in unread if p.suffix != ".py" or _defines(seen.get(p))]
    damaged = {p: seen[p].problem if p in seen else TOO_MUCH for p in others if p not in used}
    damaged = {path: why for path, why in damaged.items() if why}
    looked = {**seen, **own}
    read = {path: looked[path].notebook for path in used if path in looked}
    return Found(found, tuple(unread), damaged, read)


def files_in(folder: Path) -> Iterator[Path]:
    """
    Go through the files in a folder and its nearer subfolders, without links and hidden files.

    Raises
    ------
    Unreadable
        If there are more files than any student submits.
    """
    left = _MOST_FILES
    for place, folders, names in os.walk(folder, onerror=_raise):
        deep = len(Path(place).relative_to(folder).parts) >= _MOST_DEPTH
        folders[:] = sorted(name for name in folders if not (deep or name.startswith(".")))
        left -= len(names)
        if left < 0:
            raise Unreadable(f"The folder has more than {_MOST_FILES} files. Remove the others.")
        paths = (Path(place, name) for name in sorted(names) if not name.startswith("."))
        yield from (path for path in paths if is_ordinary(path))


def what_is_in(course: Course, folder: Path) -> str:
    """Say in a sentence which files a folder holds that are not the course's own."""
    paths = [path.relative_to(folder) for path in files_in(folder)]
    paths = [path for path in paths if not is_course_file(course, path)]
    if not paths:
        return "It is empty."
    zipped = any(path.suffix.lower() == ".zip" for path in paths)
    unpack = " Unpack the archive in this folder." if zipped else ""
    return f"It contains only: {_name_files(paths)}.{unpack}"


def _name_files(paths: list[Path]) -> str:
    """List files in a sentence, at most five of them."""
    more = ["and others"] if len(paths) > _MOST_NAMED else []
    return ", ".join([*(on_one_line(str(path)) for path in paths[:_MOST_NAMED]), *more])


def _raise(error: OSError) -> None:
    raise error


def _may_hold_work(course: Course, path: Path, folder: Path, exact: Mapping[str, Path]) -> bool:
    if path.name.lower().endswith(NOTEBOOKS):
        return path not in exact.values()
    return path.suffix == ".py" and not is_course_file(course, path.relative_to(folder))


def is_course_file(course: Course, path: Path) -> bool:
    """Say whether a file is one of the course's own, whatever folder the course is in."""
    places = ("/".join(path.parts[depth:]) for depth in range(len(path.parts)))
    ours = tuple(f"{package}/" for package in course.packages)
    # Those of an older release of the course are in the same packages, under other names.
    return any(place in course.files() or place.startswith(ours) for place in places)


def _affordable(paths: list[Path]) -> list[Path]:
    """Leave out what takes long to read: no student has so much."""
    left = _MOST_BYTES
    kept = []
    for path in sorted(paths, key=lambda path: path.suffix == ".py")[:_MOST_OTHERS]:
        size = path.stat().st_size
        if size < left:  # a large file doesn't keep the others from being read
            left -= size
            kept.append(path)
    return kept


def _defines(candidate: _Candidate | None) -> bool:
    return candidate is not None and bool(candidate.functions)


class _Candidate:
    """A file that may be a notebook of the assignment."""

    def __init__(self, course: Course, path: Path) -> None:
        self._course, self._path = course, path
        suffix = next((s for s in NOTEBOOKS if path.name.lower().endswith(s)), path.suffix)
        self._stem = path.name[: -len(suffix)].lower()

    @functools.cached_property
    def notebook(self) -> NotebookNode:
        """The readable part of the file, read once."""
        return read_notebook(read_bytes(self._path))

    @property
    def problem(self) -> str:
        """Why part of the file can't be read, or an empty string."""
        long = any(len(cell.source) > MOST_SOURCE for cell in self.notebook.cells)
        return self.notebook.metadata.get(PROBLEM, LONG if long else "")

    @functools.cached_property
    def functions(self) -> set[str]:
        """The exercises' functions that it defines."""
        return _functions(self._course, self.notebook.cells)

    def fits(
        self, name: str, notebook: NotebookNode, released: Mapping[str, NotebookNode]
    ) -> int | None:
        """Say how the file is recognized as a notebook of the assignment, if it is."""
        if self._stem == name.lower():
            return _BY_NAME
        if self._stem in map(str.lower, released):
            return None
        own, ids = _grade_ids(notebook.cells), _grade_ids(self.notebook.cells)
        if 2 * len(own & ids) > len(own) or self._stem.startswith(name.lower()):
            return _BY_IDS
        return _BY_FUNCTIONS if self.functions & {*exercises_in(self._course, notebook)} else None

    def order(self, how: int, notebook: NotebookNode, folder: Path) -> tuple:
        """Give the sort key among the files that fit; the path comes last."""
        sources = {cell.source for cell in notebook.cells}
        changed = [cell for cell in self.notebook.cells if cell.source not in sources]
        ids = _grade_ids(notebook.cells) & _grade_ids(changed)
        written = len(
            ids | _functions(self._course, changed) & {*exercises_in(self._course, notebook)}
        )
        place = self._path.relative_to(folder)
        return not written, how, -written, len(place.parts), str(place), self._path


def _functions(course: Course, cells: list[NotebookNode]) -> set[str]:
    code = [Cell("", cell.source) for cell in cells if cell.cell_type == "code"]
    return {*functions_in(code)} & course.exercises.keys()


def _grade_ids(cells: list[NotebookNode]) -> set[str]:
    """Give the ids of the cells of a released notebook, or of one that was read."""
    ids = (cell.metadata.get("grade_id") or grade_id_of(cell) for cell in cells)
    return {str(one) for one in ids if one}
