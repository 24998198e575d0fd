"""The grader's side of this course: its solutions, misconceptions, notebooks and files."""

from __future__ import annotations

import functools
import inspect
import io
from dataclasses import replace
from pathlib import Path

import numpy as np

import solutions
from dnn_utils._glossary import page as glossary_page
from dnn_utils.notebook import unwatched
from grader.addresses import ADDRESSES, with_links
from grader.misconceptions import MISCONCEPTIONS, to_mend
from grader.misconceptions.forms import FORMS, INSTEAD
from testcases import this_course

ROOT = Path(__file__).resolve().parents[1]
# The students' package can be installed elsewhere.
STUDENTS = this_course.COURSE.record.parents[1]
FIRST = "00-how-it-works"
_DATA = ("train_cats.h5", "test_cats.h5", "cat_network.h5", "DATASHEET.md")
# The network that notebook 00 shows and notebook 06 trains, and its training.
_NETWORK, _ITERATIONS = [12288, 20, 7, 5, 1], 1200


@functools.cache
def _files() -> dict[str, Path]:
    """List what lies beside the notebooks: path within the bundle, and the file."""
    files = {}
    for package in this_course.COURSE.packages:
        for path in sorted((STUDENTS / package).rglob("*")):
            if path.suffix in (".py", ".h5", ".json", ".toml") and "__pycache__" not in path.parts:
                files[path.relative_to(STUDENTS).as_posix()] = path
    for name in _DATA:
        files[f"data/{name}"] = STUDENTS / "data" / name
    return files


def _drawn() -> dict[Path, bytes]:
    """Make the data sets, the trained network, the page of the glossary, and README's links."""
    from data.drawing.make_data import data_files  # takes long to load

    files = data_files() | {ROOT / "docs" / "glossary.md": glossary_page().encode()}
    readme = ROOT / "README.md"
    files[readme] = with_links(readme.read_text(encoding="utf-8"), FIRST).encode()
    x, y = (_dataset(files[ROOT / "data" / "train_cats.h5"], f"train_set_{name}") for name in "xy")
    return files | {ROOT / "data" / "cat_network.h5": _trained_network(x, y)}


def _dataset(file: bytes, name: str) -> np.ndarray:
    import h5py  # grading does not need it

    with h5py.File(io.BytesIO(file)) as opened:
        return opened[name][()]


def _trained_network(x: np.ndarray, y: np.ndarray) -> bytes:
    """
    Train the cat network; give the HDF5 file that the student's side reads.

    It has one matrix for each layer, [W b], in half precision: enough for two digits of every
    probability.
    """
    import h5py

    np.random.seed(1)
    with unwatched():
        parameters = solutions.L_layer_model_fast(
            x.reshape(len(x), -1).T / 255,
            y.reshape(1, -1),
            _NETWORK,
            num_iterations=_ITERATIONS,
            initialize=solutions.initialize_parameters_scaled,
        )
    written = io.BytesIO()
    with h5py.File(written, "w") as file:
        for layer in range(1, len(_NETWORK)):
            matrix = np.hstack([parameters[f"W{layer}"], parameters[f"b{layer}"]])
            half = matrix.astype(np.float16)
            file.create_dataset(f"layer{layer}", data=half, track_times=False, compression=9)
    return written.getvalue()


def _pages() -> dict[str, bytes]:
    """Make the two pages that notebook 00 names."""
    from grader.cheat_sheet import cheat_sheet  # grading does not need it

    return {"glossary.md": glossary_page().encode(), "cheat-sheet.pdf": cheat_sheet(COURSE, "pdf")}


COURSE = replace(
    this_course.COURSE,
    module=__name__,
    reference=solutions,
    misconceptions=MISCONCEPTIONS,
    forms=FORMS,
    instead=INSTEAD,
    starter_code={
        name: inspect.getsource(getattr(to_mend, name)).rstrip()
        for name, exercise in this_course.COURSE.exercises.items()
        if exercise.mends
    },
    sources=ROOT / "notebooks" / "src",
    notebooks=STUDENTS / "notebooks",
    files=_files,
    drawn=_drawn,
    pages=_pages,
    optional=("07-make-it-fast",),
    addresses=ADDRESSES,
)
