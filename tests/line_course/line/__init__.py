"""The student's side of a small course of its own: fit a line to points."""

from pathlib import Path

from line.exercises import EXERCISES
from testcases.notebook import Notebook
from testcases.record import Course

_HERE = Path(__file__).resolve().parent

COURSE = Course(
    name="line",
    exercises=EXERCISES,
    record=_HERE / "reference.h5",
    predictions=_HERE / "guesses.json",
    packages=("dnn_utils", "testcases", "line"),
)
_notebook = Notebook(COURSE)
check, guess, progress = _notebook.check, _notebook.guess, _notebook.progress
