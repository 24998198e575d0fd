"""Sliders with a picture below them, shown in a figure's place where widgets run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from dnn_utils.notebook import widgets


def with_sliders(stops: Mapping[str, list[str]], draw: Callable) -> Callable:
    """
    Give what makes sliders with a picture below them, in the form that a figure wants for `live`.

    Parameters
    ----------
    stops : for each slider, the name of its choice, and its stops
    draw : from one stop of each slider to a figure with its words; called once for each choice
    """
    picture_of = pictures_by(draw)

    def live():
        ipywidgets = widgets()
        if ipywidgets is None or all(len(labels) < 2 for labels in stops.values()):
            return None
        sliders = [slider(ipywidgets, name, labels) for name, labels in stops.items()]
        picture = ipywidgets.HTML(picture_of(*(one.value for one in sliders)))

        def redraw(change) -> None:
            picture.value = picture_of(*(one.value for one in sliders))

        for one in sliders:
            one.observe(redraw, "value")
        return ipywidgets.VBox([*sliders, picture])

    return live


def pictures_by(draw: Callable) -> Callable[..., str]:
    """Give a function that draws a figure and writes it as HTML, once for the same arguments."""

    @functools.cache
    def picture_of(*labels: str) -> str:
        import matplotlib.pyplot as plt

        figure = draw(*labels)
        plt.close(figure)
        return figure.as_html()

    return picture_of


def slider(ipywidgets, name: str, labels: list[str]):
    """Make a slider that stops at labels; the picture's title names the current stop."""
    made = ipywidgets.SelectionSlider(
        options=labels,
        description=name,
        readout=False,
        style={"description_width": "initial"},
        layout={"width": "min(100%, 480px)"},
    )
    made.tooltip = "The arrow keys move the slider."
    return made
