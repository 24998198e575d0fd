"""The activation functions with their slopes, and how far activations spread in each layer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dnn_utils.activations import relu, relu_backward, sigmoid, sigmoid_backward
from dnn_utils.plots.style import BLUE, GREEN, PURPLE, VERMILION, curve_style, new_figure

FUNCTIONS = {"sigmoid": (sigmoid, sigmoid_backward), "relu": (relu, relu_backward)}
# Where a tangent is drawn, with a color and a marker of its own.
POINTS = [(-3.0, GREEN, "^"), (0.0, VERMILION, "s"), (2.0, PURPLE, "D")]
# What the two curves look like, for those who can't see them.
SHAPES = {
    "sigmoid": "The function climbs from 0 to 1 like an S, flat at both ends; its slope is a hill "
    "around z = 0 that falls to 0 on both sides.",
    "relu": "The function is 0 left of 0 and z itself right of it; its slope is 0 on the left, 1 "
    "on the right, and jumps at 0.",
}


def plot_activation(name):
    """
    Show an activation function and, beside it, its slope.

    Three points are marked, each with its tangent on the left and the tangent's slope on the right.
    Both curves are computed with the functions of `dnn_utils`.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    name : {"sigmoid", "relu"}
        Which function to show.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there is no activation function of that name.
    """
    if not isinstance(name, str) or name not in FUNCTIONS:
        raise ValueError(f'name should be "sigmoid" or "relu"; it is {name!r}.')
    function, backward = FUNCTIONS[name]

    def at(z):
        return function(z)[0], backward(np.ones_like(z), z)

    figure, style = new_figure((8.8, 3.4))
    words = []
    with style:
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.margins(y=0.14)
        # In two halves: at 0 the slope of relu jumps, and no line should join what isn't joined.
        for z in (np.linspace(-6, 0, 301), np.linspace(0, 6, 301)[1:]):
            for axes, curve in zip((left, right), at(z), strict=True):
                axes.plot(z, curve, color=BLUE, linewidth=2.5)
        left.set(title=f"{name}(z)", xlabel="z")
        right.set(title=f"its slope, as in {name}_backward", xlabel="z")
        for z, color, marker in POINTS:
            height, slope = (value.item() for value in at(np.array([z])))
            look = {"color": color, "marker": marker, "markersize": 9}
            corner = name == "relu" and z == 0
            _mark(left, right, z, height, slope, corner, look)
            words.append(_words_for_point(z, height, slope, corner))
    figure.show_once(f"{name} and its slope. {' '.join(words)} {SHAPES[name]}")
    return figure


def _mark(left, right, z: float, height: float, slope: float, corner: bool, look: dict) -> None:
    """Mark a point on both curves, with its tangent where it has one."""
    text = {"textcoords": "offset points", "fontsize": 10}
    left.plot(z, height, **look)
    right.plot(z, slope, **look)
    outward = {"xytext": (10, 6), "ha": "left"} if z >= 0 else {"xytext": (-10, 6), "ha": "right"}
    if corner:
        left.annotate("a corner", (z, height), xytext=(15, -3), ha="left", **text)
        right.annotate(f"taken as {slope:g}", (z, slope), **outward, **text)
        return
    along = np.array([-1.3, 1.3])
    style = {"color": look["color"], "linewidth": 7, "alpha": 0.4, "solid_capstyle": "butt"}
    left.plot(z + along, height + slope * along, **style)
    left.annotate(f"slope {slope:.2g}", (z, height), xytext=(-9, 9), ha="right", **text)
    right.annotate(f"{slope:.2g}", (z, slope), **outward, **text)


def _words_for_point(z: float, height: float, slope: float, corner: bool) -> str:
    steep = f"a corner, where the slope is taken as {slope:g}" if corner else f"slope {slope:.2g}"
    return f"At z = {z:g}: value {height:.2g}, {steep}."


def plot_spread(caches):
    """
    Show how far the numbers in a network spread, layer by layer.

    The picture has the standard deviation of all numbers in X and in Z of each layer, on a scale on
    which equal steps are equal factors.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    caches : list of L tuples ((A_prev, W, b), Z), or dict of such
        The caches from `L_model_forward`, with A_prev of shape (n_prev, m) and Z of shape (n, m);
        or several of them by their names, to be compared.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If these are not such caches, or if they hold nan or infinity.
    """
    several = caches if isinstance(caches, Mapping) else {"": caches}
    spreads = {str(name): _spreads(one) for name, one in several.items()}
    if not spreads:
        raise ValueError("There are no caches to show.")
    count = max(map(len, spreads.values()))
    figure, style = new_figure((8.8 if isinstance(caches, Mapping) else 6.2, 3.8))
    with style:
        axes = figure.subplots()
        axes.set_yscale("log")
        for position, (name, spread) in enumerate(spreads.items()):
            label = f"{name}\n{_factor(spread)}"
            axes.plot(np.where(spread > 0, spread, np.nan), label=label, **curve_style(position))
        axes.set(ylabel="standard deviation", xlabel="inputs, then the linear part of each layer")
        places = range(0, count, -(-count // 12))
        axes.set_xticks(places, [_names(count)[place] for place in places])
        axes.set_xlim(-0.4, count - 0.4)
        _set_decades(axes, np.concatenate(list(spreads.values())))
        if count <= 7:
            _write_values(axes, list(spreads.values()))
        if isinstance(caches, Mapping):
            figure.legend(loc="outside right upper")
        else:
            axes.set_title(_factor(spread))
    figure.show_once(_words(spreads))
    return figure


def _spreads(caches) -> np.ndarray:
    """Give the standard deviations of X, Z1, ..., ZL."""
    try:
        (X, _, _), _ = caches[0]
        arrays = [np.asarray(array, dtype=float) for array in (X, *(Z for _, Z in caches))]
    except (TypeError, ValueError, IndexError, KeyError):
        raise ValueError(
            "caches should be the list that L_model_forward returns: ((A_prev, W, b), Z) for each "
            "layer."
        ) from None
    for name, array in zip(_names(len(arrays)), arrays, strict=True):
        if not array.size or not np.isfinite(array).all():
            raise ValueError(f"{name} should hold numbers, none of them nan or infinity.")
    return np.array([array.std() for array in arrays])


def _names(count: int) -> list[str]:
    return ["X", *(f"Z{layer}" for layer in range(1, count))]


def _factor(spread: np.ndarray) -> str:
    """Say by what factor the spread changes from layer to layer, on the average."""
    if not spread.all():
        return f"0 from {_names(len(spread))[np.argmin(spread)]} on"
    return f"each layer about × {(spread[-1] / spread[0]) ** (1 / (len(spread) - 1)):.2g}"


def _write_values(axes, spreads: list[np.ndarray]) -> None:
    """Write each value beside its point, but for one that is too near another curve's."""
    low, high = axes.get_ylim()
    nearest = (high / low) ** 0.06
    written = []
    for place, value in (point for spread in spreads for point in enumerate(spread)):
        near = any(at == place and 1 / nearest < value / v < nearest for at, v in written)
        if value > 0 and not near:
            written.append((place, value))
            style = {"textcoords": "offset points", "fontsize": 9.5, "ha": "left"}
            axes.annotate(f"{value:.1g}", (place, value), xytext=(4, 5), **style)


def _set_decades(axes, values: np.ndarray) -> None:
    """Let the scale begin and end at powers of ten, with room for a number above each value."""
    values = values[values > 0]
    if len(values):
        low, high = np.floor(np.log10(values.min())), np.ceil(np.log10(2.5 * values.max()))
        axes.set_ylim(10.0**low, 10.0**high)


def _words(spreads: dict[str, np.ndarray]) -> str:
    parts = ["Standard deviations of the inputs X and of the linear part Z of each layer."]
    for name, spread in spreads.items():
        values = ", ".join(
            f"{at} {value:.2g}" for at, value in zip(_names(len(spread)), spread, strict=True)
        )
        parts.append(f"{name}: {values}; {_factor(spread)}.".removeprefix(": "))
    return " ".join(parts)
