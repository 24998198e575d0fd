"""As a student and an instructor see it: JupyterLab and formgrader in a real browser."""

from __future__ import annotations

from browser import (
    TOKEN,
    cell_with,
    jupyter_lab,
    needs_browser,
    open_notebook,
    page_of,
    run_cell,
    type_into,
)

from grader.bundle import write_folder
from testcases.catalogue import EXERCISES

pytestmark = needs_browser
RIGHT = """def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return Z, (A_prev, W, b)"""
WRONG = RIGHT.replace("np.dot(W, A_prev)", "np.dot(W, A_prev).T")


def test_a_student_types_a_wrong_and_a_right_answer(tmp_path):
    write_folder(tmp_path / "work")
    home = tmp_path / "home"
    home.mkdir()
    with jupyter_lab(tmp_path / "work", home) as address, page_of(home) as page:
        open_notebook(page, address, "notebooks/02-forward.ipynb")
        run_cell(page, cell_with(page, "import sys"))
        check = cell_with(page, "check(linear_forward)")
        assert "linear_forward is not written yet." in run_code_then(page, None, check)
        said = run_code_then(page, WRONG, check)
        assert "linear_forward stopped with ValueError: operands could not be broadcast" in said
        assert "Traceback" not in said
        said = run_code_then(page, RIGHT, check)
        assert "linear_forward is right." in said
        page.screenshot(path=str(tmp_path / "right.png"))


def run_code_then(page, source, check) -> str:
    function = cell_with(page, "def linear_forward")
    if source is not None:
        type_into(page, function, source)
    run_cell(page, function)
    return run_cell(page, check)


def test_an_instructor_opens_formgrader_and_sees_the_class(demo, tmp_path):
    course, _ = demo
    home = tmp_path / "home"
    home.mkdir()
    with jupyter_lab(course, home) as address, page_of(home) as page:
        page.goto(f"{address}/lab?token={TOKEN}")
        page.goto(f"{address}/formgrader/manage_submissions/dnn")
        page.wait_for_selector("text=half-done")
        text = page.inner_text("body")
        most = sum(exercise.points for exercise in EXERCISES.values())
        for student, score in (("all-right", most), ("half-done", 30), ("untouched", 0)):
            row = next(line for line in text.splitlines() if student in line)
            assert f"{score} / {most}" in row.replace("\t", " "), text
        page.goto(f"{address}/formgrader/gradebook/dnn/04-backward")
        page.wait_for_selector("text=Submission #")
