"""Measuring times, and the pictures of notebook 07."""

from __future__ import annotations

import numpy as np
import pytest

from dnn_utils import milliseconds, plot_cost_difference, plot_times, speed

pytestmark = pytest.mark.usefixtures("silent_backend")


@pytest.fixture
def clock(monkeypatch):
    """A clock that the measured functions move."""
    now = [0.0]
    monkeypatch.setattr(speed.time, "perf_counter", lambda: now[0])

    def move(seconds):
        now[0] += seconds

    return move


def test_functions_are_called_in_turn_and_the_first_round_is_not_counted(clock):
    called = []

    def function(name, waits):
        waits = iter(waits)

        def call():
            called.append(name)
            clock(next(waits))

        return call

    times = milliseconds(
        {"a": function("a", [9, 1, 2, 6]), "b": function("b", [9, 0.5, 0.25, 0.125])}, seconds=0
    )
    assert called[:2] == ["a", "b"]
    assert [sorted(called[k : k + 2]) for k in (2, 4, 6)] == [["a", "b"]] * 3
    assert {"".join(called[k : k + 2]) for k in (2, 4, 6)} == {"ab", "ba"}
    assert times == {"a": 1000.0, "b": 125.0}


def test_it_goes_on_for_the_time_given(clock):
    called = []

    def call():
        called.append(1)
        clock(1.0)

    assert milliseconds({"a": call}, seconds=10) == {"a": 1000.0}
    assert len(called) == 11


def test_a_bar_shows_how_much_of_the_time_has_passed(clock, monkeypatch):
    shown = []

    def bar(count):
        for part in range(count):
            shown.append((part / count, len(called) - 1))
            yield part

    called = []

    def call():
        called.append(1)
        clock(1.0)

    monkeypatch.setattr(speed, "progress_bar", bar)
    milliseconds({"a": call}, seconds=9)
    assert shown == [(0, 0), (1 / 3, 3), (2 / 3, 6)]


@pytest.mark.parametrize("function", [milliseconds, plot_times])
def test_nothing_to_measure_or_show_is_refused(function):
    with pytest.raises(ValueError, match="There is nothing to .*; give at least one"):
        function({})


def test_times_are_bars_with_their_numbers():
    figure = plot_times({"plain": 16.94, "fast": 0.2449}, "One iteration")
    (axes,) = figure.axes
    assert [bar.get_width() for bar in axes.patches] == [16.94, 0.2449]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["plain", "fast"]
    assert {text.get_text() for text in axes.texts} == {"16.9 ms", "0.24 ms"}
    assert axes.yaxis_inverted()
    assert figure.alt == "One iteration. plain: 16.9 ms; fast: 0.24 ms."


def test_difference_of_two_trainings():
    figure = plot_cost_difference([0.7, 0.6, 0.5, 0.4], [0.7, 0.6 + 1e-8, 0.5, 0.41], [0, 0, 1, 7])
    upper, lower = figure.axes
    gaps = upper.lines[0].get_ydata()
    assert np.isnan(gaps[[0, 2]]).all()
    assert gaps[[1, 3]] == pytest.approx([1e-8, 0.01], rel=1e-6)
    assert upper.get_yscale() == "log"
    assert lower.lines[0].get_ydata().tolist() == [0, 0, 1, 7]
    assert figure.alt == (
        "Two trainings. Difference of the costs before the first decision that differs, at "
        "iteration 2: 1e-08 at the most; from there on 1e-02 at the most. Decisions that differ: "
        "7 at the most."
    )


def test_difference_without_a_differing_decision():
    figure = plot_cost_difference([0.7, 0.6], [0.7, 0.6], [0, 0])
    assert figure.as_png().startswith(b"\x89PNG")
    assert figure.alt == ("Two trainings: no decision differs; their costs by 0e+00 at the most.")


@pytest.mark.parametrize("given", [([1.0], [1.0, 2.0], [0]), ([1.0], [1.0], [0, 0]), ([], [], [])])
def test_differences_that_cannot_be_shown(given):
    with pytest.raises(ValueError, match="there should be as many of each, and at least one"):
        plot_cost_difference(*given)
