"""Two pictures of how trainings compare: how long they take, and how far apart they are."""

from __future__ import annotations

import numpy as np

from dnn_utils.plots.style import BLUE, INK, new_figure

# Costs that differ by less are equal at six decimals, or nearly always so.
SIXTH_DECIMAL = 5e-7


def plot_times(times, title=""):
    """
    Show times as bars, the first on top.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    times : dict of float
        Milliseconds, as `milliseconds` returns them.
    title : str
        The title.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there are no times.
    """
    if not times:
        raise ValueError("There is nothing to show; give at least one time.")
    labels = [f"{value:.2g} ms" if value < 10 else f"{value:.1f} ms" for value in times.values()]
    figure, style = new_figure((7.5, 0.7 + 0.45 * len(times)))
    with style:
        axes = figure.subplots()
        bars = axes.barh(list(times), list(times.values()), color=BLUE, height=0.6)
        axes.bar_label(bars, labels, padding=4)
        axes.margins(x=0.14)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
        axes.set(xlabel="milliseconds", title=title)
    listed = "; ".join(f"{name}: {label}" for name, label in zip(times, labels, strict=True))
    figure.show_once(f"{title or 'Times'}. {listed}.")
    return figure


def plot_cost_difference(costs, others, differing):
    """
    Show how far apart two trainings are: their costs, and the decisions of their ReLU units.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    costs, others : sequence of float, length k
        The costs at iterations 0, 1, 2, ...
    differing : sequence of int, length k
        At how many places one training has Z > 0 and the other has not.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If the three don't have the same length, or are empty.
    """
    costs, others = np.ravel(costs).astype(float), np.ravel(others).astype(float)
    counts = np.ravel(differing)
    if not len(counts) or not costs.shape == others.shape == counts.shape:
        raise ValueError(
            f"There are {len(costs)} costs of one training, {len(others)} of the other and "
            f"{len(counts)} counts; there should be as many of each, and at least one."
        )
    gaps = np.abs(costs - others)
    figure, style = new_figure((7.5, 4.6))
    with style:
        upper, lower = figure.subplots(2, 1, sharex=True)
        # On a logarithmic scale there is no zero: what is equal leaves a gap.
        upper.semilogy(np.where(gaps > 0, gaps, np.nan), color=BLUE, linewidth=1)
        upper.axhline(SIXTH_DECIMAL, color=INK, linestyle=":", linewidth=1)
        upper.annotate(
            "half of the sixth decimal", (0, SIXTH_DECIMAL), (3, 3), textcoords="offset points",
            xycoords=("axes fraction", "data"),
        )  # fmt: skip
        upper.set(title="difference of the costs")
        lower.plot(counts, color=BLUE, linewidth=1)
        lower.set(title="decisions that differ", xlabel="iteration")
    figure.show_once(_words_for_difference(gaps, counts))
    return figure


def _words_for_difference(gaps: np.ndarray, counts: np.ndarray) -> str:
    if not counts.any():
        return f"Two trainings: no decision differs; their costs by {gaps.max():.0e} at the most."
    first = int(np.argmax(counts > 0))
    before = f"{gaps[:first].max():.0e} at the most" if first else "nothing to compare"
    return (
        f"Two trainings. Difference of the costs before the first decision that differs, at "
        f"iteration {first}: {before}; from there on {gaps[first:].max():.0e} at the most. "
        f"Decisions that differ: {counts.max()} at the most."
    )
