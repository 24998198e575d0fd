"""
A figure that is shown once, where it is drawn, with words for those who can't see it.

This module loads Matplotlib; nothing imports it before the first plot.
"""

from __future__ import annotations

import base64
import html
import io
import sys

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

# Matplotlib's backends that write files and show nothing.
SILENT = {"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"}
# Dots an inch on the page, and in the picture itself, which has more for sharp screens.
DPI, DPI_OF_PICTURE = 100, 150


class CourseFigure(Figure):
    """
    A figure with alternative text.

    Attributes
    ----------
    alt : str
        What the picture shows, in words.
    """

    alt = ""
    _cell = None

    def show_once(self, alt: str) -> None:
        """
        Show the figure wherever there is somebody to see it, and let go of it.

        In a notebook it goes into the output at once, even from within a function. The same cell
        doesn't show it again when its last line returns the figure; another cell does.
        """
        self.alt = alt
        silent = plt.get_backend().lower() in SILENT
        if not silent and _notebook() is None:
            plt.show()
            return
        plt.close(self)
        if not silent:
            self._publish()

    def _ipython_display_(self) -> None:
        """Let IPython show the figure, unless it stands in the same cell's output already."""
        if self._cell is None or self._cell != _cell_number():
            self._publish()

    def _publish(self) -> None:
        from IPython.display import publish_display_data

        picture = base64.b64encode(self.as_png()).decode()
        width = round(self.get_figwidth() * DPI)
        # JupyterLab takes alternative text from HTML only; other readers take it from the metadata.
        tag = (
            f'<img src="data:image/png;base64,{picture}" alt="{html.escape(self.alt)}" '
            f'width="{width}">'
        )
        publish_display_data(
            {"text/html": tag, "image/png": picture, "text/plain": self.alt},
            {"image/png": {"alt": self.alt, "width": width}},
        )
        self._cell = _cell_number()

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


def _notebook():
    """Give IPython's shell if it can show pictures, else None."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return None if type(shell).__name__ == "TerminalInteractiveShell" else shell


def _cell_number() -> int | None:
    return getattr(_notebook(), "execution_count", None)
