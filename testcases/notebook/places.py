"""Where a student's notebooks are: in one folder, or each in the folder of its assignment."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from pathlib import Path

from testcases.execution.cells import NotebookError, functions_in, read_code_cells
from testcases.notebook.colab import saved_notebooks
from testcases.record import Course

# An assignment's folder has a copy of this package.
_PACKAGE = __name__.partition(".")[0]
# Where Jupyter keeps the path of the notebook that runs here.
_SESSION = "JPY_SESSION_NAME"
# Renamed notebooks are looked for among this many files of at most this size.
_MOST_FILES, _MOST_BYTES = 50, 50_000_000


def find_notebook(course: Course, name: str) -> Path:
    """
    Find a notebook of the series.

    It may be in this folder, or in one beside it: with nbgrader, each assignment has a folder, and
    an assignment may be a single notebook. Other people's folders don't count, and no others than
    those of assignments. A notebook that was renamed, or copied under another name, is found by
    the functions that it defines.

    Parameters
    ----------
    course : whose notebook
    name : the notebook's, without ".ipynb"

    Returns
    -------
    path : if it is nowhere, where it would be in this folder; if it is in several folders, the
        folder with its name comes first, else the one where it was last saved
    """
    folders = list(_folders())
    here = [folder / f"{name}.ipynb" for folder in folders]
    found = next((path for path in here if path.exists()), None)
    return found or _beside(folders, name) or _renamed(course, folders, name) or here[0]


def shown_place(course: Course, name: str) -> str:
    """Name a notebook as its file is named, with its folder if that is not this one."""
    return find_notebook(course, name).with_suffix("").as_posix()


def _folders() -> Iterator[Path]:
    """Give the working directory, the notebook's folder if a cell has left it, and Colab's."""
    yield Path()
    own = Path(os.environ.get(_SESSION, "")).parent
    if own.is_absolute() and own.is_dir() and not (Path().exists() and own.samefile(Path())):
        yield own
    saved = saved_notebooks()
    if saved:
        yield saved


def _beside(folders: list[Path], name: str) -> Path | None:
    """Find a notebook in the folder of another assignment."""
    owner = next((folder.stat().st_uid for folder in folders if folder.exists()), None)
    states = {
        path: path.stat()
        for folder in folders
        for path in (folder / "..").glob(f"*/{name}.ipynb")
        if path.is_file() and (path.parent / _PACKAGE).is_dir()
    }
    own = [path for path, state in states.items() if state.st_uid == owner]
    return max(
        own, key=lambda path: (path.parent.name == name, states[path].st_mtime), default=None
    )


def _renamed(course: Course, folders: list[Path], name: str) -> Path | None:
    """Find the file that defines most of a notebook's functions; of those, the newest."""
    others = {f"{exercise.notebook}.ipynb" for exercise in course.exercises.values()}
    functions = {e.name for e in course.exercises.values() if e.notebook == name}
    ranks: dict[Path, tuple[int, float]] = {}
    for folder in folders:
        files = (path for path in folder.glob("*.ipynb") if path.name not in others)
        for path, _ in zip(files, range(_MOST_FILES), strict=False):
            state = path.stat()
            if state.st_size <= _MOST_BYTES:
                defined = functions & _functions_of(path.absolute(), state.st_mtime_ns)
                ranks[path] = len(defined), state.st_mtime
    return max((path for path, rank in ranks.items() if rank[0]), key=ranks.get, default=None)


@functools.lru_cache(maxsize=2 * _MOST_FILES)
def _functions_of(path: Path, saved: int) -> frozenset[str]:
    """Name the functions that a file defines; `saved` tells its versions apart."""
    try:
        return frozenset(functions_in(read_code_cells(path)))
    except NotebookError:
        return frozenset()
