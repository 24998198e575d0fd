"""The grader's side of this course: its solutions, misconceptions, notebooks and files."""

from __future__ import annotations

import functools
import inspect
from dataclasses import replace
from pathlib import Path

import solutions
from grader.misconceptions import MISCONCEPTIONS, to_mend
from testcases import this_course

ROOT = Path(__file__).resolve().parents[1]
_DATA = ("train_cats.h5", "test_cats.h5", "DATASHEET.md")


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
)
