"""A course of one assignment a notebook, and submissions to them."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from small_class import RIGHT

from grader.authoring.sample_class import fill_in
from grader.classroom.run import Options, grade_class
from grader.classroom.summary import Summary


def submit(course: Path, student: str, assignment: str, **changed: str) -> Path:
    """Submit right work to an assignment, but for the functions that are given here."""
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    for path in (course / "release" / assignment).glob("*.ipynb"):
        text = fill_in(path.read_text(encoding="utf-8"), {**RIGHT, **changed})
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def grade_week(course: Path, assignment: str, *students: str, **options) -> Summary:
    options = {"workers": 1, "seed": 5, "quiet": True, **options}
    return grade_class(course, Options(assignment, students, **options))


def grades(course: Path, assignment: str) -> dict[str, dict[str, float]]:
    """Give for each student the score of each graded cell."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            one.student.id: {
                grade.cell.name.removeprefix("check_"): grade.score
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for one in book.assignment_submissions(assignment)
        }
