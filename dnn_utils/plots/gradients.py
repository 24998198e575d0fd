"""Where gradients differ from central differences, entry by entry."""

from __future__ import annotations

import numpy as np

from dnn_utils.gradient_checking import (
    BAD,
    GOOD,
    check_shapes,
    numerical_gradient,
    relative_error,
    verdict,
)
from dnn_utils.plots.style import CODE, DARK, PALE_GRAY, new_figure

# Differences from here to 1 have a color of their own; smaller ones look like this one.
LEAST = 1e-10
# Right entries are near white, doubtful ones yellow, wrong ones red to brown. Each color stands
# where its difference lies between LEAST and 1, on a scale on which equal steps are equal factors.
COLORS = [
    (0.0, "#ffffff"),
    (0.3, "#ececec"),
    (0.3, "#fbe6c0"),
    (0.6, "#efb73e"),
    (0.6, "#d55e00"),
    (1.0, "#6b2800"),
]
# Inches: the largest and the smallest side of an entry, between two maps, at the left and right
# edge, above the maps, and below them with the key.
LARGEST, SMALLEST, GAP, EDGE, ABOVE, BELOW = 0.4, 0.05, 0.58, 0.5, 0.45, 1.55
LEAST_WIDTH, WIDEST, TALLEST = 5.0, 9.3, 5.0
# How many rows, columns or entries the words list at most.
MOST_NAMED = 8


def plot_gradient_check(parameters, gradients, cost):
    """
    Show, entry by entry, how far gradients are from central differences.

    There is a map for each gradient, with its rows and columns. The difference of an entry is taken
    in proportion to the largest entries of the two arrays. Right entries are pale, doubtful ones
    have a question mark, wrong ones are dark with a cross; 0 stands where both are exactly 0.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    parameters : dict
        "W1", "b1", ... with arrays of any shape; they are left as they are.
    gradients : dict
        "dW1", "db1", ... with the same shapes; it may hold more.
    cost : callable
        From a dictionary such as `parameters` to the cost, one number.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If a gradient is missing or has another shape than its parameter, if the cost is not one
        number, or if there is nothing to check.
    """
    check_shapes(parameters, gradients)
    if not parameters or not all(np.size(array) for array in parameters.values()):
        raise ValueError("There is nothing to check: parameters should hold arrays of numbers.")
    maps, words = {}, []
    for name, estimate in numerical_gradient(cost, parameters).items():
        gradient = np.asarray(gradients["d" + name], dtype=float)
        differences, error = _differences(gradient, estimate), relative_error(gradient, estimate)
        maps["d" + name] = differences, verdict(error)
        shape = f"d{name} of shape {gradient.shape}"
        words.append(f"{shape}: relative error {error:.1e}, {_where(differences, verdict(error))}.")
    side = _side(maps)
    content = sum(side * len(d[0]) for d, _ in maps.values()) + GAP * (len(maps) - 1)
    width = max(content + 2 * EDGE, LEAST_WIDTH)
    height = ABOVE + side * max(len(d) for d, _ in maps.values()) + BELOW
    figure, style = new_figure((width, height))
    figure.set_layout_engine("none")
    with style:
        x = (width - content) / 2
        for name, (differences, word) in maps.items():
            rows, columns = differences.shape
            edges = x, height - ABOVE - side * rows, side * columns, side * rows
            _draw_map(_add_axes(figure, edges), differences, side, name, word)
            x += side * columns + GAP
        _draw_key(_add_axes(figure, (width / 2 - 2, 0.62, 4, 0.14)))
    figure.show_once(f"Gradients against central differences, entry by entry. {' '.join(words)}")
    return figure


def _differences(gradient: np.ndarray, estimate: np.ndarray) -> np.ndarray:
    """
    Give each entry's difference relative to the largest entries, as rows and columns.

    The difference is nan where both are exactly 0, as behind a ReLU with output 0. Such an entry is
    right under most mistakes, so it says nothing about the bug.
    """
    finite = np.isfinite(gradient) & np.isfinite(estimate)
    a, b = np.where(finite, gradient, 0), np.where(finite, estimate, 0)
    size = np.abs(a).max() + np.abs(b).max()
    differences = np.where(finite, np.abs(a - b) / (size or 1), 1.0)
    differences[finite & (a == 0) & (b == 0)] = np.nan
    return np.atleast_2d(differences).reshape(-1, np.shape(np.atleast_1d(differences))[-1])


def _side(maps: dict) -> float:
    """Say how large an entry is drawn, in inches."""
    columns = sum(len(differences[0]) for differences, _ in maps.values())
    rows = max(len(differences) for differences, _ in maps.values())
    room = WIDEST - 2 * EDGE - GAP * (len(maps) - 1)
    return max(SMALLEST, min(LARGEST, room / columns, TALLEST / rows))


def _add_axes(figure, edges: tuple[float, float, float, float]):
    """Add axes at a place in inches: left, bottom, width, height."""
    width, height = figure.get_size_inches()
    left, bottom, across, up = edges
    return figure.add_axes((left / width, bottom / height, across / width, up / height))


def _colors() -> dict:
    from matplotlib.colors import LinearSegmentedColormap, LogNorm

    colors = LinearSegmentedColormap.from_list("differences", COLORS)
    # An entry that is nan, because both are 0, keeps a ground for its sign.
    return {"cmap": colors.with_extremes(bad=PALE_GRAY), "norm": LogNorm(LEAST, 1)}


def _draw_map(axes, differences: np.ndarray, side: float, name: str, word: str) -> None:
    rows, columns = differences.shape
    shown = np.clip(differences, LEAST, 1)
    lines = {"edgecolors": "#b5b5b5", "linewidth": 0.6} if side > 0.1 else {}
    axes.pcolormesh(shown, **_colors(), **lines)
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    axes.grid(False)
    axes.spines[:].set_visible(True)
    axes.set_xticks(*_ticks(columns, side))
    axes.set_yticks(*_ticks(rows, side))
    axes.tick_params(length=0, labelsize=9)
    axes.set_title(name, family=CODE)
    axes.set_xlabel(word, fontsize=10, weight="normal" if word == "right" else "bold")
    for (row, column), difference in np.ndenumerate(differences):
        sign, color = _sign(difference)
        if sign and side > 0.1:
            size = (28 if sign == "0" else 50) * side
            style = {"ha": "center", "va": "center", "fontsize": size}
            axes.text(column + 0.5, row + 0.5, sign, color=color, **style)


def _sign(difference: float) -> tuple[str, str]:
    if np.isnan(difference):
        return "0", DARK
    if difference > BAD:
        return "×", "white"
    return ("?", DARK) if difference >= GOOD else ("", "")


def _ticks(count: int, side: float) -> tuple[list[float], list[int]]:
    """Say where the numbers of rows or columns stand, and which; few of them where it is tight."""
    numbers = list(range(count)) if side > 0.2 else sorted({0, count - 1})
    return [number + 0.5 for number in numbers], numbers


def _draw_key(axes) -> None:
    from matplotlib.cm import ScalarMappable

    bar = axes.figure.colorbar(ScalarMappable(**_colors()), cax=axes, orientation="horizontal")
    bar.set_ticks([LEAST, GOOD, BAD, 1], labels=["1e-10", "1e-7", "1e-4", "1"])
    bar.ax.minorticks_off()
    bar.ax.tick_params(labelsize=9)
    bar.set_label(
        "difference, in proportion to the largest entries    (0: both are 0)", fontsize=9.5
    )
    for place, text in ((0.15, "right"), (0.45, "? doubtful"), (0.8, "× wrong")):
        axes.text(place, 1.25, text, ha="center", transform=axes.transAxes, fontsize=10)


def _where(differences: np.ndarray, word: str) -> str:
    """Say where the entries are that aren't right: rows, columns, or single ones."""
    if word == "right":
        return word
    off, silent = differences > BAD, np.isnan(differences)
    if not off.any():
        off = differences >= GOOD
    if not off.any():
        return f"{word} as a whole, though no single entry is"
    if off.all():
        return f"{word} in every entry"
    if (off | silent).all() and off.any(1).all():
        return f"{word} in every entry that is not 0"
    for axis, name in ((1, "row"), (0, "column")):
        some = off.any(axis)
        if (off | silent).all(axis)[some].all() and some.sum() <= MOST_NAMED:
            others = silent.all(axis)[~some].all() and not some.all()
            rest = f"; the other {name}s are 0" if others else ""
            return f"{word} in {_name_entries(name, np.flatnonzero(some))}{rest}"
    places = [f"[{row}, {column}]" for row, column in zip(*np.nonzero(off), strict=True)]
    more = ", ..." if len(places) > MOST_NAMED else ""
    return f"{word} in {len(places)} of {off.size} entries: {', '.join(places[:MOST_NAMED])}{more}"


def _name_entries(name: str, numbers: np.ndarray) -> str:
    *first, last = map(str, numbers)
    return f"{name}s {', '.join(first)} and {last}" if first else f"{name} {last}"
