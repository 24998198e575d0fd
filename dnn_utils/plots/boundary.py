"""Where a network of two inputs draws the line between the labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dnn_utils.plots.style import BLUE, DARK, VERMILION, new_figure

# How many points of the plane, in each direction, the network is asked about.
FINE = 201


def plot_decision_boundary(predict, X, Y):
    """
    Show a network's predictions for every point around the examples, for two input features.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    predict : callable, or dict of such
        From inputs of shape (2, k) to the probabilities of label 1, shape (1, k); or several of
        them by their titles, to be shown side by side.
    X : ndarray, shape (2, m)
        The examples, one in each column.
    Y : ndarray, shape (1, m)
        Their labels, 0 or 1.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If the shapes don't belong together, if a label is not 0 or 1, or if `predict` gives
        something other than probabilities.
    """
    figure = draw_answers(ask_around(predict, X, Y))
    figure.show_once(figure.alt)
    return figure


def plot_examples(X, Y):
    """
    Show examples of two input features as points, with a shape and a color for each label.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    X : ndarray, shape (2, m)
        The examples, one in each column.
    Y : ndarray, shape (1, m)
        Their labels, 0 or 1.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If the shapes don't belong together, or if a label is not 0 or 1.
    """
    X, Y = _examples(X, Y)
    figure, style = new_figure((4.4, 4.4))
    with style:
        axes = figure.subplots()
        _draw_points(axes, X, Y)
        axes.set(aspect="equal", xlabel="X[0]", ylabel="X[1]")
        figure.legend(loc="outside upper center", ncols=2)
    counts = " and ".join(f"{np.sum(label == Y)} with Y = {label}" for label in (0, 1))
    (left, low), (right, high) = X.min(axis=1), X.max(axis=1)
    figure.show_once(
        f"{len(Y)} points, {counts}, with X[0] from {left:.2g} to {right:.2g} and X[1] from "
        f"{low:.2g} to {high:.2g}."
    )
    return figure


@dataclass(frozen=True)
class Around:
    """
    Examples, the plane around them, and what one or several networks say of both.

    Attributes
    ----------
    X : ndarray, shape (2, m)
    Y : ndarray, shape (m,)
    across, up : ndarray, shape (FINE,)
        Where the points of the plane lie.
    answers : dict of ndarray, shape (FINE * FINE + m,)
        For each title the probabilities of label 1: of the plane, row by row, then of X.
    """

    X: np.ndarray
    Y: np.ndarray
    across: np.ndarray
    up: np.ndarray
    answers: dict[str, np.ndarray]

    def only(self, titles: Iterable[str]) -> Around:
        """Keep some of the networks."""
        return replace(self, answers={title: self.answers[title] for title in titles})


def ask_around(predict, X, Y) -> Around:
    """Ask each network once; arguments and errors are those of `plot_decision_boundary`."""
    X, Y = _examples(X, Y)
    several = predict if isinstance(predict, Mapping) else {"": predict}
    if not several:
        raise ValueError("There is nothing to show: predict is an empty dictionary.")
    across, up = (_around(row) for row in X)
    grid = np.array([side.ravel() for side in np.meshgrid(across, up)])
    answers = {str(title): _ask(one, np.hstack([grid, X])) for title, one in several.items()}
    return Around(X, Y, across, up, answers)


def draw_answers(around: Around):
    """Draw the networks' answers side by side; gives the figure, with its words."""
    X, Y, across, up = around.X, around.Y, around.across, around.up
    answers = around.answers
    columns = 2 if len(answers) == 4 else min(3, len(answers))
    rows = -(-len(answers) // columns)
    figure, style = new_figure((2.7 * columns + (2 if columns == 1 else 1), 3.2 * rows + 0.4))
    words = []
    with style:
        places = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True).ravel()
        for index, (place, (title, p)) in enumerate(zip(places, answers.items(), strict=False)):
            plane = p[: FINE * FINE].reshape(FINE, FINE)
            right = f"{np.sum((p[FINE * FINE :] > 0.5) == (Y == 1))} of {len(Y)} right"
            shades = _draw_plane(place, across, up, plane)
            _draw_points(place, X, Y)
            lowest = index + columns >= len(answers)
            place.tick_params(labelbottom=lowest)
            place.set_xlabel("X[0]" if lowest else "")
            place.set_ylabel("" if index % columns else "X[1]")
            place.set_title(f"{title}\n{right}" if title else right)
            words.append(_words(title, across, up, plane, right))
        for place in places[len(answers) :]:
            place.axis("off")
        figure.colorbar(shades, ax=places, label="probability of label 1", ticks=[0, 0.5, 1])
        figure.legend(*places[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    figure.alt = " ".join(words)
    return figure


def _examples(X, Y) -> tuple[np.ndarray, np.ndarray]:
    X, Y = np.asarray(X), np.ravel(Y)
    if X.ndim != 2 or len(X) != 2 or not X.size:
        raise ValueError(f"X should have the shape (2, m), one example a column, not {X.shape}.")
    if X.dtype.kind not in "biuf" or not np.isfinite(X).all():
        raise ValueError("X should hold only finite numbers.")
    if len(Y) != X.shape[1]:
        raise ValueError(f"X has {X.shape[1]} examples and Y has {len(Y)} labels.")
    if not np.isin(Y, (0, 1)).all():
        raise ValueError("Y should hold only 0 and 1.")
    return X.astype(float), Y.astype(int)


def _around(row: np.ndarray) -> np.ndarray:
    """Give evenly spaced numbers from a little below the least to a little above the greatest."""
    low, high = row.min(), row.max()
    margin = 0.08 * (high - low) or 1.0
    return np.linspace(low - margin, high + margin, FINE)


def _ask(predict, X: np.ndarray) -> np.ndarray:
    p = np.asarray(predict(X.copy()))
    if p.size != X.shape[1] or p.dtype.kind not in "biuf":
        raise ValueError(
            f"predict should give probabilities of shape (1, {X.shape[1]}) for X of shape "
            f"{X.shape}; it gave {_kind(p)}."
        )
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("predict should give probabilities, which are from 0 to 1.")
    return p.ravel().astype(float)


def _kind(p: np.ndarray) -> str:
    return f"shape {p.shape}" if p.dtype.kind in "biuf" else "no array of numbers"


def _draw_plane(axes, across: np.ndarray, up: np.ndarray, p: np.ndarray):
    """Shade the plane by probability, and draw the line where it is 0.5."""
    from matplotlib.colors import LinearSegmentedColormap

    colors = LinearSegmentedColormap.from_list("labels", ["#fad7a5", "#fffdf8", "#b0d4ec"])
    edges = (across[0], across[-1], up[0], up[-1])
    look = {"origin": "lower", "aspect": "auto", "interpolation": "bilinear"}
    shades = axes.imshow(p, cmap=colors, vmin=0, vmax=1, extent=edges, **look)
    if p.min() <= 0.5 < p.max():
        axes.contour(across, up, p, levels=[0.5], colors=DARK, linewidths=2)
    axes.grid(False)
    return shades


def _draw_points(axes, X: np.ndarray, labels: np.ndarray) -> None:
    for label, color, marker in ((0, VERMILION, "x"), (1, BLUE, "o")):
        edge = {} if marker == "x" else {"edgecolor": "white", "linewidth": 0.6}
        points = X[:, labels == label]
        axes.scatter(*points, s=26, color=color, marker=marker, label=f"Y = {label}", **edge)


def _words(title: str, across: np.ndarray, up: np.ndarray, p: np.ndarray, right: str) -> str:
    """Say how many are right, and on three level lines where the network says 1."""
    lines = []
    for row in (FINE // 6, FINE // 2, FINE - 1 - FINE // 6):
        ones = np.flatnonzero(p[row] > 0.5)
        runs = np.split(ones, np.flatnonzero(np.diff(ones) > 1) + 1) if len(ones) else []
        ranges = " and ".join(f"from {across[r[0]]:.2g} to {across[r[-1]]:.2g}" for r in runs)
        lines.append(f"at X[1] = {up[row]:.2g} " + (f"for X[0] {ranges}" if runs else "nowhere"))
    return (
        f"Decision boundary{f', {title}' if title else ''}: {right}, and {np.mean(p > 0.5):.0%} of "
        f"the plane is called 1. It says 1 {'; '.join(lines)}."
    )
