"""The report on a class in a real browser: everybody can read it, on each screen and on paper."""

from __future__ import annotations

import shutil

import pytest
from browser import check_for_everybody, check_on_paper, needs_browser, page_of
from small_class import RIGHT, grade, hand_in, write_class

from grader.authoring.sample_class import fill_in
from grader.classroom.report import write_report

pytestmark = [pytest.mark.exhaustive, needs_browser]

PAGES = ("report", "report-confidential")
# Nothing explains it, and it is wider than any page.
ODD = f"""def compute_cost(AL, Y):
    cost = {" + ".join(f"np.tanh(AL * 0.{n})" for n in range(11, 60))}
    return np.sum(cost * Y)"""


@pytest.fixture(scope="module")
def pages(released, tmp_path_factory):
    """The pages of a class with mistakes, a cluster of two, and a student who needs help."""
    course = tmp_path_factory.mktemp("browser") / "course"
    shutil.copytree(released, course)
    write_class(course)
    for student in ("gus", "hal"):
        for path in hand_in(course, student).glob("*.ipynb"):
            path.write_text(fill_in(path.read_text(), {**RIGHT, "compute_cost": ODD}))
    for path in hand_in(course, "ida").glob("*.ipynb"):
        path.write_text((course / "release/dnn" / path.name).read_text())
    grade(course)
    return write_report(course)[0].parent


@pytest.fixture(params=["light", "dark"])
def browser(request, tmp_path):
    with page_of(tmp_path, dark=request.param == "dark") as page:
        yield page


@pytest.mark.parametrize("width", [390, 1100])
def test_pages_are_accessible_and_fit_the_window(pages, browser, width):
    browser.set_viewport_size({"width": width, "height": 900})
    for name in PAGES:
        check_for_everybody(browser, pages / f"{name}.html")


def test_printed_pages_fit_the_paper_in_dark_ink(pages, browser):
    check_on_paper(browser, [pages / f"{name}.html" for name in PAGES], 682)
