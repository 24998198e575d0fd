"""The student's side of this course: its exercises and files, in one record."""

from __future__ import annotations

from pathlib import Path

from testcases.exercises import EXERCISES
from testcases.record import Course

_HERE = Path(__file__).resolve().parent

COURSE = Course(
    name="dnn",
    exercises=EXERCISES,
    record=_HERE / "reference.h5",
    predictions=_HERE / "guesses.json",
    packages=("dnn_utils", "testcases"),
)
