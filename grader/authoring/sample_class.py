"""A sample class: real notebook files, as students submit them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat

from grader.authoring.notebooks import as_file
from grader.cells import grade_id_of
from grader.judging.sources import reference_source
from grader.this_course import COURSE

# Each of these students makes one mistake and no other.
COMMON_MISTAKES = (
    "shallow-w-transposed",
    "deep-w-zero",
    "forward-without-b",
    "activations-swapped",
    "last-cache-missing",
    "cost-without-minus",
    "dw-not-averaged",
    "db-over-all",
    "dal-to-every-layer",
    "step-uphill",
    "training-without-update",
    "scaled-by-units",
    "probabilities-returned",
)
# The names of the students, in the order of `sample_students`.
NAMES = """Ada Abara, Ben Bauer, Chloé Costa, Deniz Demir, Emma Eriksson, Farid Farouk, Grace Gupta,
Hugo Haas, Ines Ito, Jonas Jansen, Keiko Kimura, Lena Lopez, Mateo Moreau, Nia Ndiaye, Omar Olsen,
Priya Patel, Quinn Quist, Rosa Rossi, Sami Santos, Tara Tanaka"""
# The placeholder for an answer in words, and the answer of one student.
NO_ANSWER, ANSWER = "YOUR ANSWER HERE", "Because they would do the same, and stay the same."
SYNTAX_ERROR = "def linear_forward(A_prev, W, b)\n    return np.dot(W, A_prev) + b, (A_prev, W, b)"
ENDLESS_LOOP = """def L_model_forward(X, parameters):
    caches = []
    l = 1
    while l <= len(parameters) // 2:
        A, cache = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
    return A, caches"""
NAME_ERROR = """def compute_cost(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    return np.squeeze(cost)"""


def reference_sources() -> dict[str, str]:
    """Give the source of each reference function, as it is in a right submission."""
    return {
        name: _without_marks(reference_source(COURSE, name))
        for name, exercise in COURSE.exercises.items()
        if not exercise.end_to_end
    }


def _without_marks(source: str) -> str:
    lines = source.rstrip().splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("### "))


def fill_in(notebook_text: str, sources: dict[str, str]) -> str:
    """Write functions into the solution cells of a student's notebook, by their names."""
    notebook = nbformat.reads(notebook_text, as_version=4)
    for cell in notebook.cells:
        name = grade_id_of(cell)
        if name in sources:
            cell.source = sources[name]
    return as_file(notebook)


def sample_students() -> dict[str, Callable[[str, str], str]]:
    """Give for each student how a released notebook (name, text) becomes the submitted one."""
    right = reference_sources()
    first_half = {n: s for n, s in right.items() if COURSE.exercises[n].notebook < "03-cost"}
    students: dict[str, Callable[[str, str], str]] = {
        "all-right": lambda name, text: fill_in(text, right).replace(NO_ANSWER, ANSWER),
        "half-done": lambda name, text: fill_in(text, first_half),
        "untouched": lambda name, text: text,
    }
    for slug in COMMON_MISTAKES:
        one = COURSE.misconceptions[slug]
        students[slug] = _with(right, one.exercise, one.source)
    students["syntax-error"] = _with(right, "linear_forward", SYNTAX_ERROR)
    students["endless-loop"] = _with(right, "L_model_forward", ENDLESS_LOOP)
    students["name-error"] = _with(right, "compute_cost", NAME_ERROR)
    students["damaged-file"] = _damaged(right)
    return students


def _with(right: dict[str, str], exercise: str, source: str) -> Callable[[str, str], str]:
    return lambda name, text: fill_in(text, {**right, exercise: source})


def _damaged(right: dict[str, str]) -> Callable[[str, str], str]:
    """Submit right work whose notebook 04 is cut off, as after a failed upload."""

    def make(name: str, text: str) -> str:
        filled = fill_in(text, right)
        return filled[: len(filled) // 2] if name == "04-backward" else filled

    return make


def write_sample_class(course: Path) -> dict[str, str]:
    """
    Write the submissions of the sample class into a course whose assignment has been released.

    Returns
    -------
    students : for each student's id, which says what is wrong with the work, the student's name
    """
    release = course / "release" / COURSE.name
    students = sample_students()
    for student, make in students.items():
        folder = course / "submitted" / student / COURSE.name
        folder.mkdir(parents=True)
        for path in sorted(release.glob("*.ipynb")):
            text = make(path.stem, path.read_text(encoding="utf-8"))
            (folder / path.name).write_text(text, encoding="utf-8")
    names = NAMES.replace("\n", " ").split(", ")
    return dict(zip(students, names, strict=True))
