"""Pictures with a slider; where no slider runs, one picture that shows what it would."""

from __future__ import annotations

import numpy as np

from dnn_utils.plots.boundary import ask_around, draw_answers
from dnn_utils.plots.costs import costs_of, course_of, draw_costs
from dnn_utils.plots.live import with_sliders
from dnn_utils.plots.style import BLUE, PALE, new_figure
from dnn_utils.progress import progress_bar


def explore_boundary(snapshots, X, Y):
    """
    Go with a slider through what a network of two inputs said at several stages.

    Where no slider runs, the first, the middle and the last are shown side by side.

    Parameters
    ----------
    snapshots : dict of callable
        By their labels, such as "after 100 steps": from inputs of shape (2, k) to the
        probabilities of label 1, shape (1, k). Each is called once.
    X : ndarray, shape (2, m)
        The examples, one in each column.
    Y : ndarray, shape (1, m)
        Their labels, 0 or 1.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The picture without a slider; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If `plot_decision_boundary` would raise it.
    """
    around = ask_around(snapshots, X, Y)
    labels = list(around.answers)
    chosen = np.unique(np.linspace(0, len(labels) - 1, 3).round().astype(int))
    figure = draw_answers(around.only(labels[index] for index in chosen))
    live = with_sliders({"Network": labels}, lambda label: draw_answers(around.only([label])))
    figure.show_once(figure.alt, live)
    return figure


def explore_learning_rate(train, rates, every=100):
    """
    Compare with a slider how the cost goes down at several learning rates.

    A progress bar shows how many rates are done. Where no slider runs, all curves are shown in one
    plot.

    Parameters
    ----------
    train : callable
        From a learning rate to the list of costs of a training. Called once for each rate.
    rates : sequence of float
        The learning rates.
    every : int
        How many iterations lie between two costs.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The picture without a slider; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there is no rate, or if what `train` gives is no list of numbers.
    """
    rates = list(rates)
    if not rates:
        raise ValueError("There is nothing to show: rates is empty.")
    bar = progress_bar(len(rates))
    curves = {f"{rate:g}": costs_of(train(rate)) for _, rate in zip(bar, rates, strict=True)}
    named = {f"learning rate {rate}": heights for rate, heights in curves.items()}
    figure = draw_costs(named, None, every, {})
    live = with_sliders({"Learning rate": list(curves)}, lambda rate: _one_of(curves, rate, every))
    figure.show_once(figure.alt, live)
    return figure


def _one_of(curves: dict[str, np.ndarray], rate: str, every: int):
    """Draw one cost curve on the ground of all others; gives the figure, with its words."""
    figure, style = new_figure((6, 3.6))
    with style:
        axes = figure.subplots()
        for name, heights in curves.items():
            look = {"color": PALE, "linewidth": 1.2}
            if name == rate:
                look = {"color": BLUE, "linewidth": 2.5, "zorder": 3}
            axes.plot(np.arange(len(heights)) * every, heights, **look)
        axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
        axes.set(xlabel="iteration", ylabel="cost", title=f"Learning rate {rate}")
    others = ", ".join(name for name in curves if name != rate)
    figure.alt = (
        f"The cost at learning rate {rate}: {course_of(curves[rate], every)}. "
        f"Pale, the curves at {others}."
    )
    return figure
