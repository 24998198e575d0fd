"""Curves of one variable, drawn with alternative text."""

from __future__ import annotations

import numpy as np

from dnn_utils.plots.style import INK, curve_style, new_figure


def plot_curves(x, curves, xlabel="", ylabel="", marks=None):
    """
    Show one or several curves over the same axis.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    x : sequence of float, length k
        Where the curves were computed.
    curves : dict of sequence of float
        The heights of each curve, by its name; a curve named "" gets no legend.
    xlabel, ylabel : str
        The labels of the axes.
    marks : dict of float, optional
        Places on the x axis to mark with an upright line, by their names.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there is no curve, or if one has another length than x.
    """
    x = np.ravel(x).astype(float)
    several = {str(name): np.ravel(one).astype(float) for name, one in curves.items()}
    if not several or not len(x) or any(len(one) != len(x) for one in several.values()):
        raise ValueError(f"Each curve should have {len(x)} heights, and there should be a curve.")
    marks = {str(name): float(place) for name, place in (marks or {}).items()}
    figure, style = new_figure((5.6, 3.2))
    with style:
        axes = figure.subplots()
        for position, (name, heights) in enumerate(several.items()):
            axes.plot(x, heights, label=name, **curve_style(position) | {"marker": ""})
        for name, place in marks.items():
            axes.axvline(place, color=INK, linestyle=(0, (6, 3)), linewidth=1.5, label=name)
        axes.set(xlabel=xlabel, ylabel=ylabel)
        if any([*several, *marks]):
            axes.legend()
    figure.show_once(_words(x, several, xlabel, ylabel, marks))
    return figure


def _words(x: np.ndarray, curves: dict, xlabel: str, ylabel: str, marks: dict) -> str:
    parts = [f"{ylabel or 'Heights'} against {xlabel or 'x'}."]
    places = np.unique(np.linspace(0, len(x) - 1, 5).round().astype(int))
    for name, heights in curves.items():
        points = ", ".join(f"{heights[place]:.2g} at {x[place]:.2g}" for place in places)
        low, high = np.argmin(heights), np.argmax(heights)
        parts.append(
            f"{name}: {points}; lowest {heights[low]:.3g} at {x[low]:.2g}, "
            f"highest {heights[high]:.3g} at {x[high]:.2g}.".removeprefix(": ")
        )
    parts += [f"Marked: {name} at {place:.3g}." for name, place in marks.items()]
    return " ".join(parts)
