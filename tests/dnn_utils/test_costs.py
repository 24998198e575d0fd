"""The cost curve, and several of them."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from dnn_utils import plot_costs
from dnn_utils.notebook import unwatched, watched
from dnn_utils.plots import costs

COSTS = [0.75, 0.5, 0.625, 0.25]
TWO = {"small": COSTS, "scaled": [0.5, 0.125]}
pytestmark = pytest.mark.usefixtures("silent_backend")


def test_costs():
    figure = plot_costs(COSTS, 0.0075)
    (axes,) = figure.axes
    (line,) = axes.lines
    assert isinstance(figure, Figure)
    assert line.get_xdata().tolist() == [0, 100, 200, 300]
    assert line.get_ydata().tolist() == COSTS
    assert axes.get_title() == "Learning rate 0.0075"
    assert axes.get_xlabel() == "iteration"
    assert axes.get_ylabel() == "cost"
    assert figure.legends == []
    assert figure.alt == (
        "The cost at learning rate 0.0075: 0.75 at iteration 0, 0.5 at 100, 0.625 at 200, 0.25 at "
        "300; highest 0.75, lowest 0.25."
    )


def test_costs_at_other_intervals():
    (line,) = plot_costs(COSTS, 0.1, every=10).axes[0].lines
    assert line.get_xdata().tolist() == [0, 10, 20, 30]


def test_the_words_follow_a_long_curve():
    figure = plot_costs(np.linspace(1, 0, 101), 1, every=1)
    assert "1 at iteration 0, 0.75 at 25, 0.5 at 50, 0.25 at 75, 0 at 100;" in figure.alt


@pytest.mark.parametrize(
    "costs",
    [tuple(COSTS), np.array(COSTS), [np.array([[c]]) for c in COSTS], [np.array(c) for c in COSTS]],
    ids=["tuple", "array", "of shape (1, 1)", "of shape ()"],
)
def test_costs_in_other_forms(costs):
    assert plot_costs(costs, 0.1).axes[0].lines[0].get_ydata().tolist() == COSTS


STRANGE = [[], [0.5], [0.5, np.nan], [np.inf, 1.0], np.ones(500), {}, {"a": [], "b": [0.5]}]


@pytest.mark.parametrize("costs", STRANGE, ids=[0, 1, "nan", "inf", 500, "none", "an empty one"])
def test_strange_costs_are_drawn_too(costs):
    figure = plot_costs(costs, 0.1)
    assert figure.as_png().startswith(b"\x89PNG")
    assert figure.alt


def test_no_costs_in_words():
    assert plot_costs([], 0.1).alt == "An empty plot: there are no costs."
    assert "a: none." in plot_costs({"a": [], "b": [0.5]}).alt


def test_one_cost_can_be_seen():
    axes = plot_costs([0.5], 0.1).axes[0]
    assert axes.lines[0].get_marker() == "o"
    assert [tick for tick in axes.get_xticks() if tick % 1] == []


def test_several_curves_differ_in_more_than_color():
    figure = plot_costs(dict.fromkeys("abcd", COSTS))
    looks = [
        (line.get_color(), line.get_linestyle(), line.get_marker()) for line in figure.axes[0].lines
    ]
    assert [len(set(kind)) for kind in zip(*looks, strict=True)] == [4, 4, 4]
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.texts] == list("abcd")
    assert figure.axes[0].get_title() == ""


def test_several_curves_in_words():
    assert plot_costs(TWO, 0.5).alt == (
        "2 cost curves at learning rate 0.5. small: 0.75 at iteration 0, 0.5 at 100, 0.625 at 200, "
        "0.25 at 300; highest 0.75, lowest 0.25. scaled: 0.5 at iteration 0, 0.125 at 100; highest "
        "0.5, lowest 0.125."
    )


def test_a_list_of_costs_that_holds_itself_is_refused_before_it_fills_the_memory():
    costs = [0.69]
    costs += [costs, costs, costs]
    with pytest.raises(ValueError, match="The costs should be a list of numbers"):
        plot_costs(costs)


def test_levels():
    figure = plot_costs(COSTS, 0.1, levels={"entropy of the labels": 0.644})
    (axes,) = figure.axes
    assert [line.get_ydata() for line in axes.lines[1:]] == [[0.644, 0.644]]
    assert [(text.get_text(), text.xy[1]) for text in axes.texts] == [
        ("entropy of the labels", 0.644)
    ]
    assert figure.alt.endswith(" A level line at 0.644: entropy of the labels.")


@pytest.mark.parametrize(
    "costs", [["low"], None, [0.5, None], [0.5, [1, 2]], 0.5, {"cost": 1}, {"cost": ["low"]}]
)
def test_costs_that_are_no_numbers(costs):
    with pytest.raises(ValueError) as error:
        plot_costs(costs, 0.1)
    assert str(error.value) == "The costs should be a list of numbers, one for each point."


@pytest.mark.parametrize("levels", [0.5, {"entropy": None}, {"entropy": "high"}, [0.5]])
def test_levels_that_are_no_numbers(levels):
    with pytest.raises(ValueError) as error:
        plot_costs(COSTS, 0.1, levels=levels)
    assert str(error.value) == (
        'levels should be a dictionary of numbers, such as {"entropy of the labels": 0.644}; it is '
        f"{levels!r}."
    )


def test_where_nobody_looks_a_figure_is_drawn_only_if_it_is_used(monkeypatch):
    drawn = []
    draw = costs.draw_costs
    monkeypatch.setattr(costs, "draw_costs", lambda *args: drawn.append(1) or draw(*args))
    with unwatched():
        figure = plot_costs(COSTS, 0.1)
        with pytest.raises(ValueError, match="list of numbers"):
            plot_costs("no costs")
    assert drawn == []
    assert figure.axes[0].get_title() == "Learning rate 0.1"
    figure.suptitle("mine")
    assert figure.get_suptitle() == "mine"
    assert (drawn, plt.get_fignums()) == ([1], [])
    assert watched()
    plot_costs(COSTS, 0.1)
    assert drawn == [1, 1]
