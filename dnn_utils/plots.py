"""
The course's plots, in one style.

They are drawn on a transparent ground in mid-tones that read on white and on black, in the colours
of M. Okabe and K. Ito, which colour-blind readers tell apart.
"""

from __future__ import annotations

import numpy as np

BLUE, ORANGE, GREY = "#0072b2", "#e69f00", "#7f7f7f"
STYLE = {
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "text.color": GREY,
    "axes.labelcolor": GREY,
    "axes.edgecolor": GREY,
    "axes.titlecolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "font.size": 11,
    "axes.titlesize": 11,
}


def plot_costs(costs, learning_rate, every=100):
    """
    Show how the cost went down.

    Parameters
    ----------
    costs : sequence of float
        The cost at iterations 0, `every`, 2 * `every`, ...
    learning_rate : float
        For the title.
    every : int
        How many iterations lie between two costs.
    """
    import matplotlib.pyplot as plt

    with plt.rc_context(STYLE):
        _, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
        axes.plot(np.arange(len(costs)) * every, costs, color=BLUE, linewidth=2)
        axes.set_xlabel("iteration")
        axes.set_ylabel("cost")
        axes.set_title(f"Learning rate {learning_rate:g}")
        _show(plt)


def plot_mislabelled_images(X, Y, predictions, classes, most=10, shape=(64, 64, 3)):
    """
    Show pictures that were taken for what they are not.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Flattened pictures, each in a column, with values from 0 to 1 or from 0 to 255.
    Y : ndarray, shape (1, m)
        Their labels.
    predictions : ndarray, shape (1, m)
        What the network says, 0 or 1.
    classes : sequence of 2
        The names of the labels 0 and 1, as `load_data` gives them.
    most : int
        How many to show at most.
    shape : tuple
        The shape of one picture.
    """
    import matplotlib.pyplot as plt

    said, meant = np.ravel(predictions).astype(int), np.ravel(Y).astype(int)
    wrong = np.flatnonzero(said != meant)
    print(f"{len(wrong)} of {len(meant)} pictures are mislabelled.")
    if not len(wrong):
        return
    shown = wrong[:most]
    columns = min(5, len(shown))
    rows = -(-len(shown) // columns)
    pictures = X.T if X.max() > 1 else X.T * 255
    with plt.rc_context(STYLE):
        _, axes = plt.subplots(
            rows,
            columns,
            figsize=(1.9 * columns, 2.5 * rows),
            squeeze=False,
            layout="constrained",
        )
        for place in axes.flat:
            place.axis("off")
        for place, index in zip(axes.flat, shown, strict=False):
            place.imshow(np.rint(pictures[index]).astype(np.uint8).reshape(shape))
            names = [_name(classes[kind]) for kind in (said[index], meant[index])]
            place.set_title(f"said {names[0]}\nis {names[1]}", color=GREY)
        _show(plt)


def _name(entry) -> str:
    return entry.decode() if isinstance(entry, bytes) else str(entry)


def _show(plt) -> None:
    """Show the figure where there is a display, and only once."""
    if plt.get_backend().lower() == "agg":
        return
    plt.show()
