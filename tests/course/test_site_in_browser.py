"""The site as a student sees it: Chromium, JupyterLite, and a Pyodide of this machine."""

from __future__ import annotations

import json
import os
import zipfile
from urllib.parse import urlsplit

import pytest
from browser import (
    cell_with,
    needs_browser,
    page_of,
    run_cell,
    type_into,
    violations,
    wait_until_idle,
)
from conftest import ROOT
from static_server import served

from grader.authoring.sample_class import fill_in, reference_sources
from grader.authoring.site_lite import DOWNLOAD, SHORT, STORAGE
from grader.cli import main
from grader.misconceptions import MISCONCEPTIONS
from testcases.exercises import EXERCISES

pytestmark = [needs_browser, pytest.mark.exhaustive]
needs_pyodide = pytest.mark.skipif(
    "DNN_PYODIDE" not in os.environ,
    reason="needs a folder with Pyodide: python .ci/pyodide.py DIR, then set DNN_PYODIDE to it",
)
PAGES = (
    "index.html",
    "work.html",
    "glossary.html",
    "cheat-sheet.html",
    "grading.html",
    "manual.html",
    "reference.html",
    "notebooks/02-forward.html",
    "notebooks/04-backward.html",
)
OWN_PICTURE = ROOT / "docs" / "pictures" / "check.png"
SOLVED = ("01-initialization", "02-forward", "03-cost", "04-backward")
RIGHT = reference_sources()
# What is typed first in each of them, for its first function.
WRONG = ("shallow-not-scaled", "forward-minus-b", "cost-not-averaged", "dw-not-averaged")


@pytest.fixture
def address(site):
    with served(site) as address:
        yield address


@pytest.fixture
def asked() -> set[str]:
    """The addresses that the browser asks for."""
    return set()


@pytest.fixture
def page(address, asked, tmp_path):
    """A browser that has never seen the site; nothing that it loads comes from elsewhere."""
    with page_of(tmp_path / "home") as page:
        page.context.on("request", lambda request: asked.add(request.url))
        yield page
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def megabytes(site, address: str, asked: set[str]) -> float:
    """Add up the sizes of the files that the browser asked for."""
    files = {site / urlsplit(url).path[1:] for url in asked if url.startswith(address)}
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def open_in_lite(page, address: str, name: str) -> None:
    """Open a notebook from its card, and wait for the kernel, as a line on the page says."""
    page.goto(address)
    page.locator(f".card a[href*='lite'][href*='{name}']").click()
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.locator("#python-loading").wait_for()
    page.locator("html[data-python='ready']").wait_for(state="attached", timeout=300_000)
    wait_until_idle(page)


def run_setup(page) -> None:
    assert run_cell(page, cell_with(page, "import sys")) == ""


def run_all(page) -> None:
    """Run all cells by the menu, and wait for the last."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    prompts = page.locator(".jp-CodeCell .jp-InputArea-prompt")
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]"
        ".some((one) => /\\[[ *]\\]/.test(one.innerText))",
        timeout=600_000,
    )
    assert prompts.count() > 20
    wait_until_idle(page)


def solve(page, name: str, source: str) -> str:
    """Type a function into its cell, run it and its check; give what the check shows."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").filter(has_text=f"def {name}(").first
    type_into(page, cell, source)
    run_cell(page, cell)
    return run_cell(page, cell_with(page, f"check({name})"))


KEPT = """
async ([database, path]) => {
  const answer = (request) =>
    new Promise((done) => { request.onsuccess = () => done(request.result); });
  const opened = await answer(indexedDB.open(database));
  const file = await answer(opened.transaction("files").objectStore("files").get(path));
  opened.close();
  return JSON.stringify(file ?? null);
}
"""


def save(page, notebook: str) -> None:
    """Save with the keys, and wait until the browser has the solved notebook."""
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    for _ in range(120):
        kept = page.evaluate(KEPT, [STORAGE, f"notebooks/{notebook}.ipynb"])
        if kept != "null" and "raise NotImplementedError" not in kept:
            return
        page.wait_for_timeout(250)
    raise AssertionError("the notebook is not saved")


@needs_pyodide
def test_a_student_solves_four_notebooks_and_submits_them(page, site, address, asked, tmp_path):
    for number, notebook in enumerate(SOLVED):
        open_in_lite(page, address, notebook)
        run_setup(page)
        names = [e.name for e in EXERCISES.values() if e.notebook == notebook]
        said = solve(page, names[0], MISCONCEPTIONS[WRONG[number]].source)
        assert f"✗ {names[0]}: " in said
        assert ("linear_forward: 1 of 2 parts pass" in said) == (number == 1)
        assert ("Your Z has the right shape, but every entry is wrong." in said) == (number == 1)
        page.screenshot(path=str(tmp_path / f"{notebook} failed.png"))
        for name in names:
            said = solve(page, name, RIGHT[name])
            assert f"{name}: all tests pass" in said
        if number == 0:
            assert 0.9 < megabytes(site, address, asked) / DOWNLOAD < 1.1
            # Python has been started before JupyterLab asked for it, with what is needed alone.
            assert [urlsplit(one.url).path for one in page.workers] == ["/lite/start-python.js"]
            assert [url for url in asked if "ssl" in url] == []
        page.screenshot(path=str(tmp_path / f"{notebook}.png"))
        save(page, notebook)

    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    last = cell_with(page, f"def {names[-1]}(").locator(".cm-content").inner_text()
    assert "raise NotImplementedError" not in last

    page.goto(f"{address}/work.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my work").click()
    download.value.save_as(tmp_path / "work.zip")
    assert page.inner_text("#downloaded") == ("Downloaded 8 notebooks; you have changed 4 of them.")
    with zipfile.ZipFile(tmp_path / "work.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "mine")
    page.set_input_files("#upload", tmp_path / "work.zip")
    page.get_by_text("Uploaded 8 notebooks.").wait_for()
    verdicts = judged(tmp_path / "mine" / "notebooks")
    for name, exercise in EXERCISES.items():
        assert (verdicts[name] == "right") == (exercise.notebook in SOLVED), name


@needs_pyodide
def test_uploaded_notebooks_are_loaded_and_a_slider_moves(page, address, tmp_path):
    with zipfile.ZipFile(tmp_path / "mine.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in SOLVED:
            text = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
            # As Windows packs them, and with what a Mac adds.
            archive.writestr(f"downloads\\{name}.ipynb", fill_in(text, RIGHT))
            archive.writestr(f"__MACOSX/downloads/._{name}.ipynb", "no notebook")
        archive.writestr("downloads/note.txt", "no notebook")
    page.goto(f"{address}/work.html")
    page.set_input_files("#upload", tmp_path / "mine.zip")
    page.get_by_text("Uploaded 4 notebooks.").wait_for()
    (tmp_path / "odd.ipynb").write_text("{}")
    page.set_input_files("#upload", tmp_path / "odd.ipynb")
    page.get_by_text("That did not work: odd.ipynb is no notebook.").wait_for()

    open_in_lite(page, address, "00-how-it-works")
    run_setup(page)
    said = run_cell(page, cell_with(page, "plot_pictures(test_pictures"))
    assert "font cache" not in said
    answered = cell_with(page, 'guess("fooled-network"')
    type_into(page, answered, 'guess("fooled-network", 34)')
    assert "✓" in run_cell(page, answered)
    explore = cell_with(page, "explore_cats(*numbers)")
    run_cell(page, explore)
    explore.locator("img[alt^='picture 3:']").wait_for()
    explore.locator("[role=slider]").focus()
    page.keyboard.press("ArrowRight")
    explore.locator("img[alt^='picture 27:']").wait_for()
    page.screenshot(path=str(tmp_path / "slider.png"))
    said = run_cell(page, cell_with(page, "progress()"))
    assert "Next: update_parameters in 05-training" in said

    # A name is completed, also after a restart, for which JupyterLite makes another worker.
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    page.keyboard.press("0")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.locator("html[data-python='loading']").wait_for(state="attached")
    page.locator("html[data-python='ready']").wait_for(state="attached", timeout=300_000)
    assert not any(one.url.endswith("start-python.js") for one in page.workers)
    run_setup(page)
    type_into(page, answered, 'guess("fooled-network", sys.getrecursionl')
    page.keyboard.press("Tab")
    page.locator(".jp-Completer").get_by_text("getrecursionlimit").wait_for()


@needs_pyodide
@pytest.mark.parametrize("file", ["pyodide.js", "pyodide.asm.wasm"])
def test_the_page_says_that_python_could_not_be_loaded(page, address, file):
    page.context.route(f"**/pyodide/{file}", lambda route: route.abort())
    page.goto(address)
    page.locator(".card a[href*='lite'][href*='01-initialization']").click()
    page.get_by_text("Python could not be loaded. Check your connection").wait_for()


@needs_pyodide
def test_the_notebooks_that_train_run_to_the_end(page, site, address, tmp_path):
    """With fewer iterations than the site's, which take a minute."""
    for path in (site / "lite" / "files" / "notebooks").glob("*.ipynb"):
        text = fill_in(path.read_text(encoding="utf-8"), RIGHT)
        for line, fewer in {
            SHORT: "num_iterations = 25",
            "plain_iterations = 125": "plain_iterations = 25",
            "L_layer_model_fast(*recipe, 2500": "L_layer_model_fast(*recipe, 201",
        }.items():
            text = text.replace(line, fewer)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    page.goto(f"{address}/work.html")
    page.set_input_files("#upload", sorted(tmp_path.glob("*.ipynb")))
    page.get_by_text("Uploaded 8 notebooks.").wait_for()
    for name in ("06-cat-classifier", "07-make-it-fast"):
        open_in_lite(page, address, name)
        run_all(page)
        said = "\n".join(page.locator(".jp-OutputArea").all_inner_texts())
        assert "✓ L_model_backward (04-backward, saved" in said
        assert "✗" not in said
        checks = [e for e in EXERCISES.values() if e.notebook == name]
        assert said.count(": all tests pass") == len(checks)
        wrong = "[data-mime-type$='.error'], [data-mime-type$='.stderr']"
        assert page.locator(wrong).all_inner_texts() == []
        page.screenshot(path=str(tmp_path / f"{name}.png"))


def test_a_notebook_is_as_dark_as_the_reader_s_system(address, tmp_path):
    with page_of(tmp_path, dark=True) as page:
        page.goto(f"{address}/lite/notebooks/index.html?path=notebooks/01-initialization.ipynb")
        page.locator("body[data-jp-theme-light='false'] .jp-Notebook .jp-CodeCell").first.wait_for()
        assert page.get_by_text("Not Trusted").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_breaks_a_rule_of_wcag(dark, address, tmp_path):
    with page_of(tmp_path, dark) as page:
        for name in PAGES:
            page.goto(f"{address}/{name}")
            assert violations(page) == [], name
            width = page.evaluate("window.innerWidth")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_network_in_the_page_says_what_the_course_says(address, tmp_path):
    with page_of(tmp_path) as page:
        page.goto(address)
        page.get_by_role("button", name="Test picture 34").click()
        page.get_by_text("The network says: cat, 8").wait_for()
        assert page.inner_text("#says").endswith("% sure. It is wrong.")
        pressed = page.get_by_role("button", pressed=True)
        assert pressed.get_attribute("aria-label") == "Test picture 34"
        page.set_input_files("#own", OWN_PICTURE)
        page.wait_for_function("!document.getElementById('says').innerText.includes('wrong')")
        assert page.inner_text("#says").startswith("The network says: ")
        page.set_input_files("#own", __file__)
        page.get_by_text("can't read that file as a picture. Choose a PNG or JPEG file.").wait_for()


def test_no_page_is_wider_than_a_phone_or_breaks_a_rule_there(address, tmp_path):
    with page_of(tmp_path) as page:
        page.set_viewport_size({"width": 360, "height": 900})
        for name in PAGES:
            page.goto(f"{address}/{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
            assert violations(page) == [], name  # what has to be scrolled needs the keyboard too


def judged(folder) -> dict[str, str]:
    """Give the verdicts of `grader judge`."""
    import contextlib
    import io

    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        main(["judge", "--json", str(folder)])
    exercises = json.loads(written.getvalue())["exercises"]
    return {name: one["verdict"] for name, one in exercises.items()}
