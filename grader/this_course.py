"""The grader's side of this course: its solutions, misconceptions, notebooks and files."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import solutions
from grader.forms import FORMS, INSTEAD
from grader.misconceptions import MISCONCEPTIONS, to_mend
from solutions import fast, training
from testcases import this_course

ROOT = Path(__file__).resolve().parents[1]
_DATA = ("train_cats.h5", "test_cats.h5", "DATASHEET.md")


@contextlib.contextmanager
def _without_plots() -> Iterator[None]:
    """Let the reference train without its plot, which nobody sees and which takes longest."""
    plots = {module: module.plot_costs for module in (training, fast)}
    for module in plots:
        module.plot_costs = lambda costs, learning_rate: None
    try:
        yield
    finally:
        for module, plot in plots.items():
            module.plot_costs = plot


@functools.cache
def _files() -> dict[str, Path]:
    """List what lies beside the notebooks: path within the bundle, and the file."""
    files = {}
    for package in this_course.COURSE.packages:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in (".py", ".h5", ".json") and "__pycache__" not in path.parts:
                files[path.relative_to(ROOT).as_posix()] = path
    for name in _DATA:
        files[f"data/{name}"] = ROOT / "data" / name
    return files


def _drawn() -> dict[Path, bytes]:
    from data.make_data import data_files  # takes long to load

    return data_files()


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
    notebooks=ROOT / "notebooks",
    files=_files,
    drawn=_drawn,
    optional=("07-make-it-fast",),
    without_plots=_without_plots,
)
