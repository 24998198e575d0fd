"""The cheat sheet: what stands on it, that nothing overlaps, and that it is the same each time."""

from __future__ import annotations

import inspect
import re

import matplotlib.pyplot as plt
import pytest

import solutions
from dnn_utils.plots.chain import Chain
from grader.cheat_sheet import (
    DIAGRAM,
    HEIGHT,
    WIDTH,
    _draw_page,
    cheat_sheet,
    notation,
    returned_names,
    signatures,
)
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

pytestmark = pytest.mark.usefixtures("silent_backend")
WRITTEN = [name for name, exercise in EXERCISES.items() if exercise.is_written]


@pytest.fixture(scope="module")
def texts():
    """All that is written on the page, with its places."""
    chain = Chain(3, backward=True, cost=True, caption="", widest=DIAGRAM)
    with chain.style:
        _draw_page(COURSE, chain)
        chain.figure.draw_without_rendering()
    plt.close(chain.figure)
    texts = [text for axes in chain.figure.axes for text in axes.texts if text.get_text()]
    return [(text.get_text(), text.get_window_extent()) for text in texts]


@pytest.mark.parametrize("name", WRITTEN)
def test_it_has_the_signature_of_each_function(name, texts):
    function = getattr(solutions, name)
    said = " ".join(line for line, _ in texts).replace("    ", "")
    shown = said.partition(f"{name}(")[2].partition(")")[0]
    parameters = [part.split("=")[0] for part in shown.split(", ")]
    assert parameters == list(inspect.signature(function).parameters)
    assert f"-> {', '.join(returned_names(function))}" in said.replace("\n", " ")


def test_what_functions_return_is_read_from_their_descriptions():
    assert returned_names(solutions.linear_backward) == ["dA_prev", "dW", "db"]
    assert returned_names(solutions.compute_cost) == ["cost"]
    assert all(returned_names(getattr(solutions, name)) for name in WRITTEN)


def test_it_has_the_symbols_of_notebook_00():
    rows = notation(COURSE)
    assert len(rows) == 15
    assert ["$W^{[l]}$", "W1, W2, ...", "$(n_l, n_{l-1})$", "the weights of layer $l$"] in rows


def test_long_signatures_are_broken():
    lines = [line for lines in signatures(COURSE).values() for line in lines]
    assert max(map(len, lines)) <= 68


def test_nothing_is_cut_off_and_nothing_overlaps(texts):
    for index, (text, box) in enumerate(texts):
        assert min(box.x0, box.y0, 100 * WIDTH - box.x1, 100 * HEIGHT - box.y1) > 20, text
        for other, second in texts[:index]:
            assert not box.padded(-2).overlaps(second.padded(-2)), (text, other)


@pytest.mark.slow
@pytest.mark.parametrize(("form", "begin"), [("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_it_is_one_page_and_the_same_each_time(form, begin):
    first = cheat_sheet(COURSE, form)
    cheat_sheet.cache_clear()
    assert cheat_sheet(COURSE, form) == first
    assert first.startswith(begin)
    assert len(first) < 500_000
    if form == "pdf":
        assert first.count(b"/Type /Page ") == 1


def test_a_class_gets_the_pages_that_its_notebooks_name(released):
    text = "".join(path.read_text() for path in released.glob("release/dnn/*.ipynb"))
    named = {*re.findall(r"`([\w-]+\.(?:md|pdf))`", text)}
    assert named == {"glossary.md", "cheat-sheet.pdf"}
    for name in named:
        assert (released / "release/dnn" / name).read_bytes() == COURSE.pages()[name]
