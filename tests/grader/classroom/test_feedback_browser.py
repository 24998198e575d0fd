"""Pages of feedback in a real browser: nothing runs, nothing is cut off, everybody can read it."""

from __future__ import annotations

import base64
import io
import json
import shutil

import pytest
from browser import check_for_everybody, check_on_paper, needs_browser, page_of
from PIL import Image
from small_class import add_cell, grade, hand_in

from grader.classroom.feedback import write_feedback

pytestmark = [pytest.mark.exhaustive, needs_browser]

PAGES = ("index", "02-forward", "04-backward")
LONG = f"z = {' + '.join(f'a_rather_long_name_{n}' for n in range(30))}"
FORMULA = " + ".join(rf"\frac{{\partial J}}{{\partial W^{{[{n}]}}}}" for n in range(12))
MATRIX = r"\begin{pmatrix}" + "&".join(f"W_{{{n}}}^{{[l]}}" for n in range(14)) + r"\end{pmatrix}"
TABLE = f"|{'a_long_header|' * 12}\n|{'---|' * 12}\n|{'`a_long_value`|' * 12}\n"
ANSWER = f"Because $${FORMULA}$$ and $${MATRIX}$$\n\n{TABLE}"
# What a page may not let happen.
INTRUDER = """<script>document.title = "intruder"</script>
<img src="x" onerror="document.title = 'intruder'">
<a id="run" href="javascript:document.title='intruder'">a</a>
<iframe srcdoc="<script>parent.document.title='intruder'</script>"></iframe>
<form id="form" action="https://tracker.example/"></form>
<link rel="stylesheet" href="https://tracker.example/x.css">
<svg onload="document.title='intruder'"></svg>"""


@pytest.fixture(scope="module")
def pages(released, tmp_path_factory):
    """The pages of a student with a mistake, a long line, a long formula and figures."""
    course = tmp_path_factory.mktemp("browser") / "course"
    shutil.copytree(released, course)
    hand_in(course, "ben", "dw-not-averaged")
    file = io.BytesIO()
    Image.new("RGB", (1_200, 700), "orange").save(file, "PNG")
    data = {"image/png": base64.b64encode(file.getvalue()).decode(), "text/plain": "The cost"}
    drawn = {"output_type": "display_data", "data": data, "metadata": {}}
    vector = {**drawn, "data": {"image/svg+xml": "<svg/>"}}
    own = {"source": "plot(costs)", "outputs": [drawn, vector]}
    add_cell(course, "ben", "check_linear_backward", "04-backward", own)
    add_cell(course, "ben", "setup_02", "02-forward", own)
    path = course / "submitted/ben/dnn/04-backward.ipynb"
    text = path.read_text()
    path.write_text(text.replace("YOUR ANSWER HERE", json.dumps(ANSWER)[1:-1]))
    grade(course)
    folder = course / "autograded/ben/dnn"
    for path in folder.glob("*.ipynb"):
        path.chmod(0o644)
        path.write_text(path.read_text().replace("db = ", f"{LONG}\\n    db = "))
    assert write_feedback(course).count == 1
    return course / "feedback/ben/dnn"


@pytest.fixture(params=["light", "dark"])
def browser(request, tmp_path):
    with page_of(tmp_path, dark=request.param == "dark") as page:
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("response", lambda one: page.said.append(one.url) if "http" in one.url else None)
        yield page


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible_and_fit_the_window(pages, browser, width):
    browser.set_viewport_size({"width": width, "height": 900})
    for name in PAGES:
        check_for_everybody(browser, pages / f"{name}.html")
        shown = browser.evaluate("[...document.images].map(one => one.naturalWidth)")
        assert shown == ([1_200, 1_200] if name == "index" else [1_200])
        assert browser.locator("math mfrac").count() > 5 or name == "02-forward"
    assert browser.said == []


def test_printed_pages_fit_the_paper_in_dark_ink(pages, browser, tmp_path):
    check_on_paper(browser, [pages / f"{name}.html" for name in PAGES], 718)
    assert browser.said == []


def test_a_page_runs_and_loads_nothing_even_if_something_got_into_it(pages, browser, tmp_path):
    text = (pages / "04-backward.html").read_text().replace("</main>", f"{INTRUDER}</main>")
    (tmp_path / "page.html").write_text(text)
    browser.goto((tmp_path / "page.html").as_uri())
    browser.click("#run")
    browser.wait_for_timeout(500)
    assert browser.title() == "dnn: feedback for ben"
    browser.evaluate("document.getElementById('form').submit()")
    browser.wait_for_timeout(500)
    refused = [one for one in browser.said if "Content Security Policy" in one]
    assert [one for one in browser.said if one not in refused] == []
    for what in ("inline script", "event handler", "image", "stylesheet", "URL", "form data"):
        assert any(what in one for one in refused), what
