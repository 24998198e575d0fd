"""A report in a real browser: its contrast and structure on light and dark, and its width."""

from __future__ import annotations

import pytest
from browser import needs_browser, page_of, violations
from functions import define

from grader.this_course import COURSE
from testcases.judging import report
from testcases.notebook._check import verdict_on

pytestmark = [needs_browser, pytest.mark.exhaustive]

BACKWARD = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    RETURN"""
# One report of each kind.
SOURCES = {
    "right": BACKWARD.replace(
        "RETURN", "return W.T @ dZ, dZ @ A_prev.T / m, np.mean(dZ, axis=1, keepdims=True)"
    ),
    "a table of values": BACKWARD.replace(
        "RETURN", "return W.T @ dZ, dZ @ A_prev.T, np.mean(dZ, axis=1, keepdims=True)"
    ),
    "a table of shapes": BACKWARD.replace("RETURN", "return W.T @ dZ, dZ @ A_prev.T, dZ.mean()"),
    "an error in a long line": BACKWARD.replace(
        "RETURN", "return " + " + ".join(["np.dot(W, dZ)"] * 12)
    ),
    "keys": "def initialize_parameters(n_x, n_h, n_y):\n    return {'w1': 1, '"
    + "x" * 90
    + "': 2}",
    "not written": "def compute_cost(AL, Y):\n    raise NotImplementedError",
}
# The colors and the font of JupyterLab's two themes.
COLORS = {False: ("#fff", "rgba(0, 0, 0, 0.87)"), True: ("#111", "rgba(255, 255, 255, 0.87)")}
PAGE = """<!doctype html><html lang="en"><head><title>Reports</title><style>
body {{ margin: 0; background: {back}; color: {front}; font: 14px/1.5 system-ui, sans-serif }}
</style></head><body><main><h1>Reports</h1>{reports}</main></body></html>"""
# Whatever is wider than the window.
TOO_WIDE = """() => [...document.querySelectorAll('main *')]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth)
    .map(one => one.outerHTML.slice(0, 200))"""


def reports() -> str:
    made = []
    for source in SOURCES.values():
        name = source.split("(")[0].removeprefix("def ")
        verdict = verdict_on(COURSE, define(source, name))
        for hint in (1, 2, 3):
            more = [report.debug_it(verdict), report.more_hints(verdict, hint)]
            made.append(report.as_html(verdict, hint, more))
    return "".join(made)


@pytest.mark.parametrize("width", [480, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(dark, width, tmp_path):
    back, front = COLORS[dark]
    with page_of(tmp_path, dark) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.set_content(PAGE.format(back=back, front=front, reports=reports()))
        page.screenshot(path=str(tmp_path / "reports.png"), full_page=True)
        assert page.evaluate(TOO_WIDE) == []
        assert violations(page) == []
