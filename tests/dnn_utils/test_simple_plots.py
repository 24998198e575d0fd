"""Curves, points and pictures: what they show, in words, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from dnn_utils import plot_curves, plot_examples, plot_pictures

pytestmark = pytest.mark.usefixtures("silent_backend")
X, Y = np.array([[0.0, 1.0, 2.0], [5.0, 4.0, 3.0]]), np.array([[1, 0, 1]])


def test_curves_in_words():
    figure = plot_curves([0, 0.5, 1], {"a cat": [4, 1, 0]}, "p", "loss", {"72/209": 0.344498})
    assert figure.alt == (
        "loss against p. a cat: 4 at 0, 1 at 0.5, 0 at 1; lowest 0 at 1, highest 4 at 0. Marked: "
        "72/209 at 0.344."
    )
    assert [line.get_label() for line in figure.axes[0].lines] == ["a cat", "72/209"]


def test_a_curve_without_a_name():
    figure = plot_curves([0, 1], {"": [2, 3]})
    assert figure.alt == "Heights against x. 2 at 0, 3 at 1; lowest 2 at 0, highest 3 at 1."
    assert figure.axes[0].get_legend() is None


@pytest.mark.parametrize("curves", [{}, {"a": [1]}, {"a": [1, 2], "b": [1, 2, 3]}])
def test_no_curves(curves):
    with pytest.raises(ValueError) as error:
        plot_curves([0, 1], curves)
    assert str(error.value) == "Each curve should have 2 heights, and there should be a curve."


def test_examples_in_words():
    assert plot_examples(X, Y).alt == (
        "3 points, 1 with Y = 0 and 2 with Y = 1, with X[0] from 0 to 2 and X[1] from 3 to 5."
    )


def test_no_examples():
    with pytest.raises(ValueError, match="X has 3 examples and Y has 2 labels"):
        plot_examples(X, Y[:, :2])


def test_pictures_in_words():
    pictures = np.zeros((2, 4, 4, 3), int)
    assert plot_pictures(pictures, ["a cat\n0.9", "none"]).alt == "2 pictures: a cat, 0.9; none."
    assert plot_pictures(pictures[:1]).alt == "1 picture."


def test_pictures_and_captions_that_do_not_belong_together():
    with pytest.raises(ValueError) as error:
        plot_pictures(np.zeros((2, 4, 4, 3), int), ["one"])
    assert str(error.value) == "There are 2 pictures and 1 captions."
    with pytest.raises(ValueError, match="There are 0 pictures"):
        plot_pictures([])


def test_no_ticks_are_made_that_nobody_sees():
    """They would take nearly as long as the pictures."""
    figure = plot_pictures(np.zeros((7, 4, 4, 3), np.uint8), columns=3)
    assert len(figure.axes) == 9
    ticks = [[*axes.get_xticks(), *axes.get_yticks()] for axes in figure.axes]
    assert (ticks, [axes.axison for axes in figure.axes]) == ([[]] * 9, [False] * 9)
