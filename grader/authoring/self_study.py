"""The self-study edition's notebooks: a worked solution below each check, folded up."""

from __future__ import annotations

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell

from grader.authoring.notebooks import as_file, build_instructor, build_student, source_files
from grader.cells import grade_id_of
from grader.misconceptions.to_mend import MISTAKES
from testcases.record import Course

MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")


def self_study_files(course: Course) -> dict[str, str]:
    """Give the name and the text of every notebook, with worked solutions and model answers."""
    return {
        f"{source.stem}.ipynb": as_file(with_solutions(course, build_instructor(course, source)))
        for source in source_files(course)
    }


def with_solutions(course: Course, instructor: NotebookNode) -> NotebookNode:
    """Make the students' copy, with a folded solution below each check and each question."""
    answers = {
        grade_id_of(cell): without_marks(cell.source)
        for cell in instructor.cells
        if any(mark in cell.source for mark in MARKS)
    }
    notebook = build_student(instructor)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        name = grade_id_of(cell) or ""
        exercise = name.removeprefix("check_")
        if name.startswith("check_") and exercise in answers:
            folded = _solution(course, exercise, answers)
            cells.append(new_markdown_cell(folded, id=course.exercises[exercise].solution_id))
        elif name.startswith("question_") and name in answers:
            folded = _details("Model answer", answers[name])
            place = f"answer-{name.removeprefix('question_')}".replace("_", "-")
            cells.append(new_markdown_cell(folded, id=place[:64]))
    notebook.cells = cells
    return notebook


def without_marks(source: str) -> str:
    """Leave out the lines that mark where a solution begins and ends."""
    lines = source.splitlines()
    return "\n".join(line for line in lines if line.strip() not in MARKS)


def _solution(course: Course, exercise: str, answers: dict[str, str]) -> str:
    code = f"```python\n{answers[exercise]}\n```"
    slug = MISTAKES.get(exercise)
    bug = f"The bug: {course.misconceptions[slug].sentence}\n\n" if slug else ""
    hint = f"Stuck after <code>check({exercise}, hint=3)</code>? Show the worked solution"
    return _details(hint, bug + code)


def _details(summary: str, content: str) -> str:
    """Fold up a piece of Markdown; a click on the summary shows it."""
    return f"<details>\n<summary>{summary}</summary>\n\n{content}\n\n</details>"
