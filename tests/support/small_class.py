"""A class of six, with a course to grade it in."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from grader.authoring.sample_class import fill_in, reference_sources
from grader.classroom.run import Options, grade_class
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

RIGHT = reference_sources()
# What all exercises of a class's assignment are worth; questions are graded by a person.
FULL = sum(e.points for e in EXERCISES.values() if e.notebook not in COURSE.optional)
# Quick ones: a student, and what is wrong with the work.
CLASS = {
    "ada": None,
    "ben": "dw-not-averaged",
    "cleo": "step-uphill",
    "dan": "cost-m-not-made",
    "eva": "caches-in-front",
    "fay": "deep-a-tenth",
}


def write_class(course: Path) -> None:
    """Hand in the work of all six."""
    for student, slug in CLASS.items():
        hand_in(course, student, slug)


def hand_in(course: Path, student: str, slug: str | None = None) -> Path:
    one = MISCONCEPTIONS[slug] if slug else None
    sources = {**RIGHT, one.exercise: one.source} if one else RIGHT
    folder = course / "submitted" / student / "dnn"
    folder.mkdir(parents=True, exist_ok=True)
    for path in (course / "release" / "dnn").glob("*.ipynb"):
        (folder / path.name).write_text(fill_in(path.read_text(), sources))
    return folder


def add_cell(course: Path, student: str, after: str, notebook: str, cell: dict) -> None:
    """Put a cell of the student's own below a cell of a submitted notebook."""
    path = course / "submitted" / student / "dnn" / f"{notebook}.ipynb"
    read = json.loads(path.read_text())
    ids = [one["metadata"].get("nbgrader", {}).get("grade_id") for one in read["cells"]]
    own = {"cell_type": "code", "execution_count": None, "id": "own", "metadata": {}, **cell}
    read["cells"].insert(ids.index(after) + 1, own)
    path.write_text(json.dumps(read))


def grade(course: Path, *students: str, **options):
    options = {"assignment": "dnn", "workers": 2, "seed": 5, **options}
    return grade_class(course, Options(students=students, **options))


def scores(course: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {s.student_id: s.score for s in book.assignment_submissions("dnn")}


def lost(course: Path) -> dict[str, float]:
    """Give for each student the points that were lost."""
    return {student: FULL - score for student, score in scores(course).items()}


DUMP = """
    SELECT s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade,
           m.auto_comment, b.late_submission_penalty
    FROM submitted_assignment s JOIN submitted_notebook b ON b.assignment_id = s.id
    JOIN notebook n ON n.id = b.notebook_id JOIN base_cell c ON c.notebook_id = n.id
    LEFT JOIN grade g ON g.notebook_id = b.id AND g.cell_id = c.id
    LEFT JOIN comment m ON m.notebook_id = b.id AND m.cell_id = c.id
    ORDER BY 1, 2, 3, c.type
"""


def dump(course: Path) -> list[tuple]:
    """Give all that the gradebook says of the class."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        return book.execute(DUMP).fetchall()


def notebooks(course: Path) -> dict[str, nbformat.NotebookNode]:
    folder = course / "autograded"
    return {str(p.relative_to(folder)): nbformat.read(p, 4) for p in folder.glob("*/dnn/*.ipynb")}
