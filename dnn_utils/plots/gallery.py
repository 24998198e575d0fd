"""Pictures side by side, each with a line above it."""

from __future__ import annotations

import numpy as np

from dnn_utils.plots.style import new_figure, picture_grid

# Inches: a picture with its margin, and a line of text above it.
SIDE, LINE = 1.4, 0.22


def plot_pictures(pictures, captions=None, columns=6):
    """
    Show pictures side by side.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    pictures : sequence of ndarray, shape (height, width, 3)
        Red, green and blue from 0 to 255.
    captions : sequence of str, optional
        The title of each picture.
    columns : int
        The number of pictures in a row.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there is no picture, or not one caption for each.
    """
    pictures = list(pictures)
    captions = [""] * len(pictures) if captions is None else [str(one) for one in captions]
    if not pictures or len(captions) != len(pictures):
        raise ValueError(f"There are {len(pictures)} pictures and {len(captions)} captions.")
    figure = draw_pictures(pictures, captions, columns)
    figure.show_once(figure.alt)
    return figure


def draw_pictures(pictures: list[np.ndarray], captions: list[str], columns: int):
    """Draw pictures with captions; gives the figure, with its words."""
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    lines = max(caption.count("\n") + 1 for caption in captions)
    figure, style = new_figure((SIDE * columns, (SIDE + LINE * lines) * rows))
    with style:
        places = picture_grid(figure, rows, columns)
        for place, picture, caption in zip(places, pictures, captions, strict=False):
            place.imshow(picture)
            place.set_title(caption, fontsize=10)
    listed = "; ".join(caption.replace("\n", ", ") for caption in captions if caption)
    figure.alt = f"{len(pictures)} picture{'s' * (len(pictures) > 1)}{': ' * bool(listed)}{listed}."
    return figure
