"""As a student and an instructor see it: JupyterLab and formgrader in a real browser."""

from __future__ import annotations

import nbformat
import pytest
from browser import (
    TOKEN,
    cell_with,
    jupyter_lab,
    needs_browser,
    open_notebook,
    page_of,
    run_cell,
    type_into,
    wait_until_idle,
)
from conftest import ROOT
from small_class import FULL

from grader.authoring.bundle import write_folder
from grader.this_course import COURSE

pytestmark = [needs_browser, pytest.mark.exhaustive]
RIGHT = """def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    return Z, (A_prev, W, b)"""
WRONG = RIGHT.replace("np.dot(W, A_prev)", "np.dot(W, A_prev).T")


def test_a_student_types_a_wrong_and_a_right_answer(tmp_path):
    write_folder(COURSE, tmp_path / "work")
    home = tmp_path / "home"
    home.mkdir()
    with jupyter_lab(tmp_path / "work", home) as address, page_of(home) as page:
        open_notebook(page, address, "notebooks/02-forward.ipynb")
        run_cell(page, cell_with(page, "import sys"))
        check = cell_with(page, "check(linear_forward)")
        assert "linear_forward: not written yet" in run_code_then(page, None, check)
        said = run_code_then(page, WRONG, check)
        assert "linear_forward raised ValueError: operands could not be broadcast" in said
        assert "Traceback" not in said
        said = run_code_then(page, RIGHT, check)
        assert "linear_forward: all tests pass" in said
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
        most = FULL + 18  # the questions
        for student, score in (("all-right", FULL), ("half-done", 35.5), ("untouched", 0)):
            row = next(line for line in text.splitlines() if student in line)
            assert f"{score} / {most}" in row.replace("\t", " "), text
        page.goto(f"{address}/formgrader/gradebook/dnn/04-backward")
        page.wait_for_selector("text=Submission #")


LIVE = [
    f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport time\nimport numpy as np\n"
    "from dnn_utils import explore_boundary, explore_learning_rate, progress_bar\n"
    "from testcases import progress",
    "bar = progress_bar(200)\nfor i in bar:\n    time.sleep(0.01)\n    bar.cost = 0.5\n"
    "    if i % 100 == 0:\n        print(f'Cost after iteration {i}')",
    "X = np.random.default_rng(0).uniform(-1, 1, (2, 40)); Y = (X[:1] > 0).astype(int)\n"
    "def at(edge):\n    return lambda x: (x[:1] > edge) * 0.8 + 0.1\n"
    "explore_boundary({f'edge {n}': at(n / 10) for n in range(5)}, X, Y)",
    "explore_learning_rate(lambda rate: [0.7, rate], [0.1, 0.2, 0.3])",
    "progress()",
]


@pytest.fixture
def live(tmp_path):
    """A folder with a notebook in which things move."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in LIVE])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    (tmp_path / "work").mkdir()
    (tmp_path / "home").mkdir()
    nbformat.write(notebook, tmp_path / "work" / "live.ipynb")
    return tmp_path


def picture_in(cell):
    """Give the words for the picture that a cell shows."""
    return cell.locator(".jp-OutputArea img").get_attribute("alt")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_bar_comes_and_goes_and_a_slider_moves_by_keys(dark, live):
    home = live / "home"
    with jupyter_lab(live / "work", home, dark) as address, page_of(home, dark) as page:
        open_notebook(page, address, "live.ipynb")
        run_cell(page, cell_with(page, "import sys"))
        training = cell_with(page, "bar = progress_bar")
        training.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        training.locator(".progress-bar").wait_for()
        training.get_by_text("cost 0.500000").wait_for()
        training.screenshot(path=str(live / "bar.png"))
        training.locator(".progress-bar").wait_for(state="detached")
        wait_until_idle(page)
        printed = "Cost after iteration 0\nCost after iteration 100"
        assert training.locator(".jp-OutputArea").inner_text().strip() == printed
        boxes = training.locator(".jp-OutputArea-child").all()
        assert [box.bounding_box()["height"] > 1 for box in boxes] == [False, True]

        for text, name, stops in (
            ("explore_boundary({", "Network", "Decision boundary, edge {}:"),
            ("explore_learning_rate(lambda", "Learning rate", "The cost at learning rate 0.{}:"),
        ):
            cell = cell_with(page, text)
            assert run_cell(page, cell).strip() == name
            first, second = (stops.format(n) for n in ((0, 1) if "edge" in stops else (1, 2)))
            assert picture_in(cell).startswith(first)
            cell.locator("[role=slider]").focus()
            page.keyboard.press("ArrowRight")
            cell.locator(f'img[alt^="{second}"]').wait_for()
            page.keyboard.press("ArrowLeft")
            cell.locator(f'img[alt^="{first}"]').wait_for()
            cell.screenshot(path=str(live / f"{name}.png"))
        said = run_cell(page, cell_with(page, "progress()"))
        assert "Next: initialize_parameters in 01-initialization, which is not in" in said
        cell_with(page, "progress()").screenshot(path=str(live / "progress.png"))


def test_a_browser_without_widgets_shows_the_static_pictures(live):
    home = live / "home"
    manager = ("@jupyter-widgets/jupyterlab-manager",)
    with jupyter_lab(live / "work", home, without=manager) as address, page_of(home) as page:
        open_notebook(page, address, "live.ipynb")
        for source in LIVE[:4]:
            run_cell(page, cell_with(page, source.splitlines()[0]))
        assert page.locator("[role=slider], .jupyter-widgets").count() == 0
        boundary = cell_with(page, "explore_boundary({")
        words = [f"Decision boundary, edge {n}:" for n in (0, 2, 4)]
        assert [part in picture_in(boundary) for part in words] == [True] * 3
        assert picture_in(cell_with(page, LIVE[3])).startswith("3 cost curves.")
        training = cell_with(page, "bar = progress_bar").locator(".jp-OutputArea").inner_text()
        assert training.strip() == "Cost after iteration 0\nCost after iteration 100"
        page.screenshot(path=str(live / "static.png"))
