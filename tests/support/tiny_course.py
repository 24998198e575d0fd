"""A course that is made at once: two notebooks, and a gradebook without nbgrader's commands."""

from __future__ import annotations

import functools
import os
import tempfile
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from grader.course.open import path_with_commands

NOTEBOOKS = ("01-initialization", "02-forward")
POINTS = 10.0  # of each notebook


@functools.cache
def _empty_gradebook() -> bytes:
    """Make one, for which nbgrader runs alembic, once."""
    with tempfile.TemporaryDirectory() as folder:
        gradebook(Path(folder)).close()
        return (Path(folder) / "gradebook.db").read_bytes()


def make_course(folder: Path) -> Path:
    folder.mkdir()
    (folder / "gradebook.db").write_bytes(_empty_gradebook())
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    release = folder / "release" / "dnn"
    release.mkdir(parents=True)
    for name in NOTEBOOKS:
        nbformat.write(nbformat.v4.new_notebook(), release / f"{name}.ipynb")
    return folder


def gradebook(course: Path) -> Gradebook:
    os.environ["PATH"] = path_with_commands()
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}")


def students(course: Path) -> dict[str, tuple]:
    """Give for each student of the gradebook last name, first name, email, platform's id."""
    with gradebook(course) as book:
        return {
            s.id: (s.last_name, s.first_name, s.email, s.lms_user_id)
            for s in sorted(book.students, key=lambda s: s.id)
        }


def enter_scores(course: Path, scores: dict[str, tuple[float | None, float]]) -> None:
    """Enter a score for each notebook; None waits for a person."""
    with gradebook(course) as book:
        book.add_assignment("dnn")
        for name in NOTEBOOKS:
            book.add_notebook(name, "dnn")
            book.add_grade_cell(f"check_{name}", name, "dnn", max_score=POINTS, cell_type="code")
        for student, given in scores.items():
            book.update_or_create_student(student)
            with book.db.no_autoflush:  # else SQLAlchemy warns of what nbgrader does here
                book.add_submission("dnn", student)
            for name, score in zip(NOTEBOOKS, given, strict=True):
                grade = book.find_grade(f"check_{name}", name, "dnn", student)
                grade.auto_score, grade.needs_manual_grade = score, score is None
        book.db.commit()
