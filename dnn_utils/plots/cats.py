"""Pictures, and the predictions of the trained network of notebook 06."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dnn_utils.cat_network import cat_probability
from dnn_utils.data import OWN, DataError, load_data
from dnn_utils.notebook import widgets
from dnn_utils.pictures import load_picture
from dnn_utils.plots.gallery import draw_pictures
from dnn_utils.plots.live import pictures_by, slider
from dnn_utils.plots.style import BLUE, INK, PALE, VERMILION, new_figure


@dataclass(frozen=True, eq=False)
class Asked:
    """A picture, what it shows (1 is a cat, None is unknown), and the network's probability."""

    name: str
    picture: np.ndarray
    label: int | None
    probability: float

    @property
    def says(self) -> str:
        """The prediction, and how sure the network is of it."""
        cat = self.probability > 0.5
        sure = self.probability if cat else 1 - self.probability
        return f"{'cat' if cat else 'not a cat'}, {sure:.0%} sure"

    @property
    def is_wrong(self) -> bool:
        """Whether the prediction is known to be wrong."""
        return self.label is not None and (self.probability > 0.5) != bool(self.label)

    @property
    def outcome(self) -> str:
        """Whether the prediction is right; empty if the label is unknown."""
        if self.label is None:
            return ""
        return "wrong" if self.is_wrong else "right"


def explore_cats(*chosen):
    """
    Ask a trained network about pictures: what it predicts, and how sure it is.

    With a slider, go through all test pictures, jump to one that the network gets wrong, or load a
    picture of your own. Where no slider runs, the chosen pictures are shown side by side.

    Parameters
    ----------
    chosen : int, str or Path
        Numbers of test pictures, or paths of picture files. Without any, the first six.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The picture without a slider; its attribute `alt` says in words what it shows.

    Raises
    ------
    DataError
        If a picture file can't be read, or if the network's own file is missing.
    ValueError
        If there is no test picture of that number.
    """
    tested = _test_pictures()
    shown = [_one(choice, tested) for choice in chosen or range(6)]
    captions = [
        f"{one.name}\n{one.says.replace(', ', chr(10))}\n{one.outcome}".rstrip() for one in shown
    ]
    figure = draw_pictures([one.picture for one in shown], captions, columns=6)
    figure.show_once(
        f"A trained network's predictions for {figure.alt}",
        _chooser({one.name: one for one in (*shown, *tested)}, shown[0].name),
    )
    return figure


def _test_pictures() -> list[Asked]:
    _, _, pictures, labels, _ = load_data(OWN)
    return [
        Asked(f"picture {number}", picture, int(label), cat_probability(picture))
        for number, (picture, label) in enumerate(zip(pictures, labels[0], strict=True))
    ]


def _one(choice, tested: list[Asked]) -> Asked:
    if isinstance(choice, (str, Path)):
        return _own(Path(choice).name, choice)
    if choice not in range(len(tested)):
        raise ValueError(
            f"Test pictures have the numbers 0 to {len(tested) - 1}; there is no {choice!r}."
        )
    return tested[choice]


def _own(name: str, file) -> Asked:
    picture = load_picture(file)
    return Asked(name, picture, None, cat_probability(picture))


def draw_one(one: Asked):
    """Draw a picture, and the network's probability as a bar; gives the figure, with its words."""
    figure, style = new_figure((5.4, 2.9))
    color = VERMILION if one.is_wrong else BLUE
    with style:
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.1])
        left.imshow(one.picture)
        left.axis("off")
        left.set_title(one.name)
        right.barh([0], [1], color=PALE, height=0.3)
        right.barh([0], [one.probability], color=color, height=0.3)
        right.axvline(0.5, color=INK, linestyle=":", linewidth=1.5)
        right.set(xlim=(0, 1), ylim=(-0.6, 0.6), xlabel="probability of a cat", yticks=[])
        right.spines["left"].set_visible(False)
        right.grid(False)
        outcome = f"\n{one.outcome}" if one.outcome else ""
        right.set_title(f"{one.says}{outcome}")
    outcome = f", which is {one.outcome}" if one.outcome else ""
    figure.alt = (
        f"{one.name}: the network says {one.says}{outcome}. The probability of a cat is "
        f"{one.probability:.2f}."
    )
    return figure


def _chooser(several: dict[str, Asked], first: str) -> Callable:
    """Give what makes the slider, the two buttons and the picture, as a figure wants for `live`."""
    picture_of = pictures_by(lambda name: draw_one(several[name]))
    wrong = [name for name, one in several.items() if one.is_wrong]

    def live():
        ipywidgets = widgets()
        if ipywidgets is None:
            return None
        chosen = slider(ipywidgets, "Picture", list(several))
        chosen.value = first
        mistake = ipywidgets.Button(description="One it gets wrong")
        own = ipywidgets.FileUpload(accept="image/*", description="Your own picture")
        for button in (mistake, own):
            button.layout.width, button.layout.flex = "auto", "0 0 auto"
        buttons = ipywidgets.HBox([mistake, own], layout={"flex_flow": "row wrap"})
        picture = ipywidgets.HTML(picture_of(first))

        def show_mistake(_) -> None:
            at = wrong.index(chosen.value) + 1 if chosen.value in wrong else 0
            chosen.value = wrong[at % len(wrong)]

        def show_own(change) -> None:
            if change["new"]:
                picture.value = _page_of(change["new"][0])

        chosen.observe(lambda change: setattr(picture, "value", picture_of(change["new"])), "value")
        mistake.on_click(show_mistake)
        own.observe(show_own, "value")
        return ipywidgets.VBox([chosen, buttons, picture])

    return live


def _page_of(uploaded: dict) -> str:
    """Write the prediction for an uploaded file as HTML, or why there is none."""
    file = io.BytesIO(uploaded["content"])
    file.name = uploaded["name"]
    try:
        return pictures_by(lambda name: draw_one(_own(name, file)))(file.name)
    except DataError as problem:
        return f"<p>{html.escape(str(problem))}</p>"
