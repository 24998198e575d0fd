"""How the cost went down."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from dnn_utils.notebook import unwatched, watched
from dnn_utils.plots.style import INK, curve_style, new_figure


def plot_costs(costs, learning_rate=None, every=100, levels=None):
    """
    Show how the cost went down, in one training or in several.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    costs : sequence of float, length k, or dict of such
        The cost at iterations 0, `every`, 2 * `every`, ...; or several of them by their names.
    learning_rate : float, optional
        For the title.
    every : int
        How many iterations lie between two costs.
    levels : dict of float, optional
        Costs to compare with, by their names, such as {"entropy of the labels": 0.644}; each is
        drawn as a level line.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows. Where nobody looks at it, it is
        drawn only if something of it is used.

    Raises
    ------
    ValueError
        If the costs or levels are not numbers.
    """
    several = isinstance(costs, Mapping)
    curves = {str(name): costs_of(one) for name, one in (costs if several else {"": costs}).items()}
    heights = _levels(levels)

    def drawn():
        figure = draw_costs(curves, learning_rate, every, heights)
        figure.show_once(figure.alt)
        return figure

    return drawn() if watched() else _DrawnWhenUsed(drawn)


class _DrawnWhenUsed:
    """A figure that most callers leave alone: drawing takes longer than a short training."""

    def __init__(self, draw):
        self._draw = draw

    @functools.cached_property
    def _figure(self):
        with unwatched():
            return self._draw()

    def __getattr__(self, name):
        return getattr(self._figure, name)


def draw_costs(curves: dict[str, np.ndarray], learning_rate, every: int, levels: dict):
    """Draw cost curves, one named "" without a legend; gives the figure, with its words."""
    several = "" not in curves
    figure, style = new_figure((8.5 if several else 6, 3.6))
    with style:
        axes = figure.subplots()
        for position, (name, heights) in enumerate(curves.items()):
            look = curve_style(position) | ({} if len(heights) <= 60 else {"marker": ""})
            axes.plot(np.arange(len(heights)) * every, heights, label=name, **look)
        for name, height in levels.items():
            axes.axhline(height, color=INK, linewidth=1, linestyle=(0, (6, 3)), zorder=1)
            _name_level(axes, name, height)
        axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
        title = "" if learning_rate is None else f"Learning rate {learning_rate:g}"
        axes.set(xlabel="iteration", ylabel="cost", title=title)
        if several and curves:
            figure.legend(loc="outside right upper")
    figure.alt = _words(curves, every, learning_rate, levels)
    return figure


def _name_level(axes, name: str, height: float) -> None:
    """Write a level's name above its right end."""
    axes.annotate(
        name,
        (1, height),
        xycoords=axes.get_yaxis_transform(),
        xytext=(0, 5),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=10,
    )


def costs_of(costs) -> np.ndarray:
    """Take costs in whatever form they come, and give them with the shape (k,)."""
    try:
        # A list that holds itself, as after costs.append(costs), would fill the memory.
        heights = np.asarray(costs if not _nested(costs) else None)
    except ValueError:
        heights = np.asarray(None)
    if heights.dtype.kind not in "biuf" or not heights.ndim:
        raise ValueError("The costs should be a list of numbers, one for each point.")
    return heights.ravel().astype(float)


def _nested(costs) -> bool:
    """Say whether there are lists in the lists of a list."""
    lists = (list, tuple)
    inner = [one for one in costs if isinstance(one, lists)] if isinstance(costs, lists) else []
    return any(isinstance(entry, lists) for one in inner for entry in one)


def _levels(levels) -> dict[str, float]:
    try:
        return {str(name): float(height) for name, height in (levels or {}).items()}
    except (AttributeError, TypeError, ValueError):
        raise ValueError(
            'levels should be a dictionary of numbers, such as {"entropy of the labels": 0.644}; '
            f"it is {levels!r}."
        ) from None


def _words(curves: dict, every: int, learning_rate, levels: dict) -> str:
    rate = "" if learning_rate is None else f" at learning rate {learning_rate:g}"
    if not any(len(heights) for heights in curves.values()):
        return "An empty plot: there are no costs."
    if "" in curves:
        parts = [f"The cost{rate}: {course_of(curves[''], every)}."]
    else:
        parts = [f"{len(curves)} cost curves{rate}."]
        parts += [f"{name}: {course_of(heights, every)}." for name, heights in curves.items()]
    for name, height in levels.items():
        parts.append(f"A level line at {height:.4g}: {name}.")
    return " ".join(parts)


def course_of(heights: np.ndarray, every: int) -> str:
    """Say the first and the last cost, and up to three between them."""
    if not len(heights):
        return "none"
    places = np.unique(np.linspace(0, len(heights) - 1, 5).round().astype(int))
    points = ", ".join(f"{heights[place]:.4g} at {place * every}" for place in places[1:])
    first = f"{heights[0]:.4g} at iteration 0" + (f", {points}" if points else "")
    return f"{first}; highest {heights.max():.4g}, lowest {heights.min():.4g}"
