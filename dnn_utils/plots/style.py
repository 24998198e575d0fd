"""
The style that all pictures share.

Their ground is transparent. INK, a middle gray, reads about equally well on the white of a light
theme and on the near-black of a dark one. Dark text is on shapes with a pale background of their
own. The colors are of those that M. Okabe and K. Ito chose for color-blind readers (*Color
Universal Design*, 2008), and no picture tells things apart by color alone.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

# Ink for the page; the same, mostly transparent; dark text for shapes with a pale ground.
INK, PALE, DARK = "#797979", "#79797966", "#222222"
BLUE, VERMILION, GREEN, PURPLE, ORANGE = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"
# Curves differ in color, in how the line is drawn, and in the marker.
CURVES = [(BLUE, "-", "o"), (VERMILION, "--", "s"), (GREEN, "-.", "^"), (PURPLE, ":", "D"),
          (INK, (0, (5, 1, 1, 1, 1, 1)), "v")]  # fmt: skip
# Grounds for dark text: the same colors, thinned with white.
PALE_BLUE, PALE_ORANGE, PALE_GRAY = "#cfe4f2", "#fbe6c0", "#f0f0f0"
# Names from the code are set in a monospaced font, which comes with Matplotlib.
CODE = "DejaVu Sans Mono"
STYLE = {
    "axes.facecolor": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": INK,
    "grid.alpha": 0.25,
    "legend.frameon": False,
    "axes.axisbelow": True,
    "font.size": 11,
    "axes.titlesize": 11,
}

# Matplotlib's style belongs to the whole process, and JupyterLab moves sliders in a thread beside
# the one that runs cells. If one thread left the style while another draws in it, the other's text
# would be black, which can't be read on a dark ground. The lock starts no thread.
_DRAWING = threading.RLock()


def curve_style(position: int) -> dict:
    """Give the look of the first, second, ... curve of a plot; twenty-five are all different."""
    color, _, _ = CURVES[position % len(CURVES)]
    _, line, marker = CURVES[(position + position // len(CURVES)) % len(CURVES)]
    return {"color": color, "linestyle": line, "linewidth": 2, "marker": marker, "markersize": 4}


def new_figure(size: tuple[float, float]):
    """
    Make an empty figure, and the context that gives drawings on it the course's style.

    The figure is made outside that context: the first one of a session sets up Matplotlib for the
    notebook, and leaving the context would undo that.

    Parameters
    ----------
    size : width and height in inches; a notebook shows about 9 inches of width

    Returns
    -------
    figure : CourseFigure
    style : context manager, in which everything on the figure is to be drawn
    """
    from dnn_utils.figure import CourseFigure, plt  # not from Matplotlib: see there

    @contextlib.contextmanager
    def style() -> Iterator[None]:
        with _DRAWING, plt.style.context(["default", STYLE]):
            try:
                yield
            except BaseException:
                plt.close(figure)  # or the notebook would show it, half drawn
                raise

    figure = plt.figure(
        FigureClass=CourseFigure, figsize=size, facecolor="none", layout="constrained"
    )
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    return figure, style()


def picture_grid(figure, rows: int, columns: int):
    """
    Give axes for pictures side by side: they show nothing but the picture and its title.

    Parameters
    ----------
    figure : CourseFigure
    rows, columns : how many pictures below and beside each other

    Returns
    -------
    axes : ndarray of matplotlib.axes.Axes, of shape (rows * columns,), a row after the other
    """
    # Hidden ticks would take nearly as long to draw as all the rest.
    axes = figure.subplots(rows, columns, squeeze=False, subplot_kw={"xticks": [], "yticks": []})
    for place in axes.flat:
        place.axis("off")
    return axes.ravel()


def drawing_board(figure, scale: float = 1.0):
    """
    Give axes for a diagram: they cover the figure and show nothing by themselves.

    Parameters
    ----------
    figure : CourseFigure
    scale : how many inches of the figure one unit is

    Returns
    -------
    axes : matplotlib.axes.Axes, with (0, 0) at the lower left
    """
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    width, height = figure.get_size_inches() / scale
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes
