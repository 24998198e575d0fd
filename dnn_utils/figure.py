"""
A figure that is shown once, where it is drawn, with alternative text for those who can't see it.

This module loads Matplotlib; nothing imports it before the first plot.
"""

from __future__ import annotations

import base64
import html
import io
import logging
import sys
from collections.abc import Callable

# In a browser, fonts are listed anew in each session. No warning: so this comes before Matplotlib.
if sys.platform == "emscripten":
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

# ruff: noqa: E402
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from dnn_utils.notebook import notebook, view_of, watched

# Matplotlib's backends that write files and show nothing.
SILENT = {"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"}
# Dots an inch on the page, and in the picture itself, which has more for sharp screens.
DPI, DPI_OF_PICTURE = 100, 150
# A narrow window shrinks a picture to this proportion and no further, so that its letters can be
# read on a phone, where a picture 6 inches wide just fits. A wider one scrolls.
SMALLEST = 0.55


class CourseFigure(Figure):
    """
    A figure with alternative text.

    Attributes
    ----------
    alt : str
        What the picture shows, in words.
    """

    alt = ""
    _cell = _live = None

    def show_once(self, alt: str, live: Callable | None = None) -> None:
        """
        Show the figure wherever there is somebody to see it, and let go of it.

        In a notebook it goes into the output at once, even from within a function. The same cell
        doesn't show it again when its last line returns the figure; another cell does.

        Parameters
        ----------
        alt : what the figure shows, in words
        live : gives a widget to be shown in the figure's place where widgets run, or None; called
            in a notebook only
        """
        self.alt, self._live = alt, live
        silent = not watched() or plt.get_backend().lower() in SILENT
        if not silent and notebook() is None:
            plt.show()
            return
        plt.close(self)
        if not silent:
            self._publish()

    def _ipython_display_(self) -> None:
        """Let IPython show the figure, unless the same cell's output already has it."""
        if self._cell is None or self._cell != _cell_number():
            self._publish()

    def _publish(self) -> None:
        from IPython.display import publish_display_data

        png = self.as_png()
        picture = base64.b64encode(png).decode()
        # JupyterLab takes alternative text from HTML only; other readers take it from the metadata.
        data = {"text/html": self.as_html(png), "image/png": picture, "text/plain": self.alt}
        widget = self._live() if self._live else None
        if widget is not None:
            data |= view_of(widget)
        publish_display_data(data, {"image/png": {"alt": self.alt, "width": self._width()}})
        self._cell = _cell_number()

    def as_html(self, png: bytes | None = None) -> str:
        """Write the figure (drawn as `png` already, or drawn now) as HTML with its words."""
        picture = base64.b64encode(png or self.as_png()).decode()
        width = self._width()
        style = f"max-width: 100%; min-width: {round(SMALLEST * width)}px; height: auto"
        return (
            '<div style="overflow-x: auto">'
            f'<img src="data:image/png;base64,{picture}" alt="{html.escape(self.alt)}" '
            f'width="{width}" style="{style}"></div>'
        )

    def _width(self) -> int:
        return round(self.get_figwidth() * DPI)

    def as_png(self) -> bytes:
        """Draw the figure as a PNG file, with the alternative text as its description."""
        file = io.BytesIO()
        self.savefig(
            file,
            format="png",
            dpi=DPI_OF_PICTURE,
            facecolor=self.get_facecolor(),
            metadata={"Description": self.alt},
        )
        return file.getvalue()


def _cell_number() -> int | None:
    return getattr(notebook(), "execution_count", None)
