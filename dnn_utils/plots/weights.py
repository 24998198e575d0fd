"""The weights of the first layer's units, as pictures."""

from __future__ import annotations

import numpy as np

from dnn_utils.plots.style import CODE, new_figure, picture_grid


def plot_first_layer(W1, shape=(64, 64, 3), most=20):
    """
    Show the weights of the first layer's units as pictures, a row of W1 each.

    Gray is a weight of 0. Where a color is brighter than gray, more of it in the picture that the
    network looks at raises the unit's Z; where it is darker, more of it lowers Z. All units share
    one scale, whose ends are the weights that 1 in 200 goes beyond.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    W1 : ndarray, shape (n_1, n_0)
        The weights of layer 1.
    shape : tuple (height, width, 3)
        The shape of one picture; its product is n_0.
    most : int
        How many units to show at most; the first ones are shown.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If W1 is not numbers of that shape, or if there is no unit to show.
    """
    pictures = _pictures(W1, shape)[: max(most, 0)]
    if not len(pictures):
        raise ValueError("There is no unit to show.")
    largest = np.percentile(np.abs(pictures), 99.5) or 1.0
    columns = min(5, len(pictures))
    rows = -(-len(pictures) // columns)
    figure, style = new_figure((max(1.8 * columns, 4), 2.1 * rows + 0.4))
    with style:
        places = picture_grid(figure, rows, columns)
        for row, (place, picture) in enumerate(zip(places, pictures, strict=False)):
            place.imshow(np.clip(0.5 + picture / (2 * largest), 0, 1), interpolation="nearest")
            place.set_title(f"W1[{row}]", family=CODE)
        figure.supxlabel("gray: 0    brighter: raises Z    darker: lowers Z", fontsize=10)
    figure.show_once(_words(pictures))
    return figure


def _pictures(W1, shape) -> np.ndarray:
    W1 = np.asarray(W1)
    if len(shape) != 3 or shape[2] != 3:
        raise ValueError(f"shape should be (height, width, 3), for three colors, not {shape!r}.")
    n_0 = int(np.prod(shape))
    if W1.ndim != 2 or W1.shape[1] != n_0:
        raise ValueError(f"W1 should have the shape (n_1, {n_0}), a unit a row, not {W1.shape}.")
    if W1.dtype.kind not in "biuf" or not np.isfinite(W1).all():
        raise ValueError("W1 should hold only finite numbers.")
    return W1.reshape(-1, *shape).astype(float)


def _words(pictures: np.ndarray) -> str:
    """Say for each unit the mean weight of each color, and where its weights are largest."""
    parts = []
    for row, picture in enumerate(pictures):
        colors = ", ".join(
            f"{name} {mean:+.1e}"
            for name, mean in zip(("red", "green", "blue"), picture.mean((0, 1)), strict=True)
        )
        parts.append(f"W1[{row}]: {colors}; largest {_where(np.abs(picture).mean(2))}")
    return (
        f"The weights of the first layer as pictures, units 0 to {len(pictures) - 1}. The mean "
        f"weight of each color, and where the weights are largest: {'. '.join(parts)}."
    )


def _where(sizes: np.ndarray) -> str:
    """Say in which ninth of a picture the sizes are largest on the average."""
    ninths = [
        (part.mean(), f"{up} {side}")
        for band, up in zip(np.array_split(sizes, 3), ("top", "middle", "bottom"), strict=True)
        for part, side in zip(
            np.array_split(band, 3, axis=1), ("left", "center", "right"), strict=True
        )
        if part.size
    ]
    return max(ninths)[1]
