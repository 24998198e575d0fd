"""
The course's plots, in one style.

They stand on white with dark text, and so read alike in light and dark themes: no grey reads well
on both white and black. The colour is one of those that M. Okabe and K. Ito chose for colour-blind
readers (*Color Universal Design*, 2008).
"""

from __future__ import annotations

import numpy as np

BLUE, DARK, LINE = "#0072b2", "#222222", "#767676"
STYLE = {
    "axes.facecolor": "white",
    "text.color": DARK,
    "axes.labelcolor": DARK,
    "axes.titlecolor": DARK,
    "axes.edgecolor": LINE,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": DARK,
    "ytick.labelcolor": DARK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e3e3e3",
    "axes.axisbelow": True,
    "font.size": 11,
    "axes.titlesize": 11,
}


def plot_costs(costs, learning_rate, every=100):
    """
    Show how the cost went down.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    costs : sequence of float, length k
        The cost at iterations 0, `every`, 2 * `every`, ...
    learning_rate : float
        For the title.
    every : int
        How many iterations lie between two costs.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If the costs are not numbers.
    """
    heights = _costs(costs)
    iterations = np.arange(len(heights)) * every
    figure, style = _new_figure((6, 3.6))
    with style:
        axes = figure.subplots()
        marker = "o" if len(heights) <= 60 else ""
        axes.plot(iterations, heights, color=BLUE, linewidth=2, marker=marker, markersize=4)
        axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
        axes.set(xlabel="iteration", ylabel="cost", title=f"Learning rate {learning_rate:g}")
    figure.show_once(_words_for_costs(iterations, heights, learning_rate))
    return figure


def plot_mislabelled_images(X, Y, predictions, classes, shape=(64, 64, 3), most=10):
    """
    Show pictures that were taken for what they are not, and print how many there are.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Flattened pictures, each in a column, with values from 0 to 1 or from 0 to 255.
    Y : ndarray, shape (1, m)
        Their labels, 0 or 1.
    predictions : ndarray, shape (1, m)
        What the network says, 0 or 1.
    classes : sequence of 2
        The names of the labels 0 and 1, as `load_data` gives them.
    shape : tuple of int
        The shape of one picture; its product is n_x.
    most : int
        How many to show at most.

    Returns
    -------
    figure : matplotlib.figure.Figure or None
        The figure, whose attribute `alt` says in words what it shows. None if there is no picture
        to show.

    Raises
    ------
    ValueError
        If the shapes don't belong together, or a label or prediction is not 0 or 1.
    """
    X, said, meant = _checked(X, Y, predictions, shape)
    wrong = np.flatnonzero(said != meant)
    shown = wrong[: max(most, 0)]
    first = f" These are the first {len(shown)}." if 0 < len(shown) < len(wrong) else ""
    print(f"{len(wrong)} of {len(meant)} pictures are mislabelled.{first}")
    if not len(shown):
        return None
    names = [entry.decode() if isinstance(entry, bytes) else str(entry) for entry in classes]
    scale = 1 if X.max() > 1 else 255
    columns = min(5, len(shown))
    rows = -(-len(shown) // columns)
    figure, style = _new_figure((1.9 * columns, 2.7 * rows))
    words = []
    with style:
        places = figure.subplots(rows, columns, squeeze=False).ravel()
        for place in places:
            place.axis("off")
        for place, index in zip(places, shown, strict=False):
            picture = np.clip(np.rint(X[:, index] * scale), 0, 255).astype(np.uint8)
            place.imshow(picture.reshape(shape), interpolation="nearest")
            lines = f"picture {index}", f"said {names[said[index]]}", f"is {names[meant[index]]}"
            place.set_title("\n".join(lines))
            words.append(", ".join(lines))
    figure.show_once(f"{len(shown)} mislabelled pictures: {'; '.join(words)}.")
    return figure


def _new_figure(size: tuple[float, float]):
    """
    Make an empty figure, and the context that gives what is drawn on it the course's style.

    The figure is made outside that context: the first one of a session sets up Matplotlib for the
    notebook, and leaving the context would undo that.
    """
    import matplotlib.pyplot as plt

    from dnn_utils.figure import CourseFigure

    figure = plt.figure(
        FigureClass=CourseFigure, figsize=size, facecolor="white", layout="constrained"
    )
    return figure, plt.style.context(["default", STYLE])


def _costs(costs) -> np.ndarray:
    try:
        heights = np.ravel(costs)
    except ValueError:
        heights = np.ravel(None)
    if heights.dtype.kind not in "biuf":
        raise ValueError("The costs should be a list of numbers, one for each point.")
    return heights.astype(float)


def _words_for_costs(iterations: np.ndarray, heights: np.ndarray, learning_rate: float) -> str:
    if not len(heights):
        return "An empty plot: there are no costs."
    return (
        f"The cost at learning rate {learning_rate:g}: {heights[0]:.4g} at iteration "
        f"{iterations[0]}, {heights[-1]:.4g} at iteration {iterations[-1]}; highest "
        f"{heights.max():.4g}, lowest {heights.min():.4g}."
    )


def _checked(X, Y, predictions, shape) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hold pictures, labels and predictions against each other; the latter two become flat."""
    X, said, meant = np.asarray(X), np.ravel(predictions), np.ravel(Y)
    n_x = int(np.prod(shape))
    if X.ndim != 2 or len(X) != n_x:
        raise ValueError(f"X should have the shape ({n_x}, m), a picture a column, not {X.shape}.")
    m = X.shape[1]
    for name, entries in (("Y", meant), ("predictions", said)):
        if len(entries) != m:
            raise ValueError(f"X has {m} pictures and {name} has {len(entries)} entries.")
        if not np.isin(entries, (0, 1)).all():
            raise ValueError(f"{name} should hold only 0 and 1.")
    return X, said.astype(int), meant.astype(int)
