"""All pictures: they can be read, look the same whatever is set, and leave nothing behind."""

from __future__ import annotations

import concurrent.futures
import functools
import io
import threading
from functools import partial

import matplotlib.pyplot as plt
import numpy as np
import pytest
from conftest import rarely
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from networks import draw_network as network
from small_pictures import CLASSES, draw_pictures

import dnn_utils as du
import solutions
from dnn_utils.figure import CourseFigure
from dnn_utils.plots.style import INK, STYLE, new_figure

pytestmark = [pytest.mark.usefixtures("silent_backend"), pytest.mark.slow]
RNG = np.random.default_rng(0)
X, Y = RNG.uniform(-1, 1, (2, 30)), np.arange(30).reshape(1, 30) % 2
COSTS = {"times 0.01": [0.69, 0.65, 0.64], "divided by sqrt(n_prev)": np.geomspace(0.8, 0.1, 25)}


def halves(x):
    return (x[:1] > 0).astype(float)


def wrong_gradients(*dims, factor=2, seed=0):
    parameters, gradients, cost = network(dims, seed=seed)
    return parameters, {name: gradient * factor for name, gradient in gradients.items()}, cost


def caches_of(*dims):
    parameters = solutions.initialize_parameters_scaled(dims)
    return solutions.L_model_forward(RNG.uniform(0, 1, (dims[0], 9)), parameters)[1]


PICTURES = {
    "network of 1": partial(du.draw_network, [3, 1]),
    "network of 2": partial(du.draw_network, [5, 4, 3], unit=(1, 2)),
    "network of 4": partial(du.draw_network, [12288, 20, 7, 5, 1]),
    "network of 5": partial(du.draw_network, [12288, 20, 7, 5, 3, 1]),
    **{f"blocks of {L}": partial(du.draw_blocks, L) for L in (1, 2, 3, 4, 5, 12)},
    "blocks forward": partial(du.draw_blocks, 3, backward=False, here=2),
    "one block": partial(du.draw_blocks, 1, backward=False, here="linear_forward"),
    "blocks, here": partial(du.draw_blocks, 5, here="linear_backward"),
    "sigmoid": partial(du.plot_activation, "sigmoid"),
    "relu": partial(du.plot_activation, "relu"),
    "spread": partial(du.plot_spread, caches_of(2, 20, 10, 5, 1)),
    "near spreads": partial(
        du.plot_spread, {"one": caches_of(9, 5, 1), "other": caches_of(9, 5, 1)}
    ),
    "two spreads": partial(
        du.plot_spread, {"one": caches_of(*[4] * 30), "divided by sqrt(n_prev)": caches_of(4, 1)}
    ),
    **{
        f"{count} boundaries": partial(
            du.plot_decision_boundary, {f"{i} hidden layers": halves for i in range(count)}, X, Y
        )
        for count in (1, 2, 3, 4)
    },
    "a boundary": partial(du.plot_decision_boundary, halves, X, Y),
    "confusion": partial(du.plot_confusion, Y, Y[:, ::-1], CLASSES),
    "long names": partial(du.plot_confusion, Y, Y, ["a small airplane", "a large helicopter"]),
    **{
        f"{m} images": partial(
            du.plot_mislabeled_images,
            *draw_pictures(m, range(m)),
            CLASSES,
            probabilities=[0.5] * m,
        )
        for m in (1, 3, 10)
    },
    **{
        f"{n} units": partial(du.plot_first_layer, RNG.standard_normal((n, 12288)))
        for n in (1, 7, 20)
    },
    "costs": partial(du.plot_costs, [0.75, 0.5, 0.625], 0.0075),
    "several costs": partial(du.plot_costs, COSTS, 0.0075, levels={"entropy": 0.6, "ln 2": 0.7}),
    "curves": partial(
        du.plot_curves, [0, 1, 2], {"a": [0, 1, 4], "b": [1, 1, 1]}, "x", "y", {"here": 1}
    ),
    "examples": partial(du.plot_examples, X, Y),
    **{
        f"{count} pictures": partial(
            du.plot_pictures,
            RNG.integers(0, 256, (count, 8, 8, 3)),
            [f"cat: 0.{count}\nwrong"] * count,
        )
        for count in (1, 6, 18)
    },
    "times": partial(du.plot_times, {"one": 12.3, "a far longer name": 0.25}, "one gradient step"),
    "cost difference": partial(
        du.plot_cost_difference, np.ones(60), 1 + np.geomspace(1e-12, 1e-3, 60), [0] * 50 + [2] * 10
    ),
    "gradients of 1": partial(du.plot_gradient_check, *wrong_gradients(3, 1)),
    "gradients of 3": partial(du.plot_gradient_check, *wrong_gradients(4, 3, 2, 1)),
    "doubtful": partial(
        du.plot_gradient_check, *wrong_gradients(30, 1, 1, 1, factor=1 + 1e-5, seed=2)
    ),
    "gradients of 4": partial(du.plot_gradient_check, *wrong_gradients(12, 5, 4, 2, 1)),
}
# The last picture of each function.
ONE_EACH = {picture.func: name for name, picture in PICTURES.items()}.values()
FURTHER = [name for name in PICTURES if name not in ONE_EACH]
each = pytest.mark.parametrize("name", [*ONE_EACH, *map(rarely, FURTHER)])


def test_every_picture_is_here():
    public = {name for name in du.__all__ if name.startswith(("draw_", "plot_"))}
    assert {picture.func.__name__ for picture in PICTURES.values()} == public


@functools.cache
def draw(name):
    """Draw a picture, once for all tests."""
    return PICTURES[name]()


def texts_of(figure):
    """Give all that is written on a figure and can be seen."""
    figure.draw_without_rendering()
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    unseen = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks() + axis.get_minor_ticks():
                if not (axes.axison and low <= tick.get_loc() <= high):
                    unseen |= {tick.label1, tick.label2}
            if not axes.axison:
                unseen.add(axis.label)
    return [text for text in shown if text not in unseen and text.get_window_extent().width]


@each
def test_it_says_what_it_shows(name, capsys):
    figure = draw(name)
    assert isinstance(figure, CourseFigure)
    assert figure.alt.endswith(".")
    assert b"Description\0" + figure.alt.encode("latin-1") in figure.as_png()


@each
def test_nothing_is_cut_off_and_nothing_overlaps(name, capsys):
    figure = draw(name)
    texts = texts_of(figure)
    assert texts
    boxes = [text.get_window_extent() for text in texts]
    width, height = figure.bbox.size
    for index, (text, box) in enumerate(zip(texts, boxes, strict=True)):
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) > -1, text
        for other, second in zip(texts[:index], boxes[:index], strict=True):
            assert not box.padded(-1).overlaps(second.padded(-1)), (text, other)


@each
def test_it_fits_a_notebook_and_can_be_read_there(name, capsys):
    figure = draw(name)
    width = figure.get_figwidth()
    assert width <= 9.5
    assert min(text.get_fontsize() for text in texts_of(figure) if len(text.get_text()) > 1) >= 6.9


def luminance(color):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return np.dot([0.2126, 0.7152, 0.0722], parts)


# The grounds of a light and of a dark theme, as JupyterLab has them.
WHITE, NIGHT = 1.0, luminance("#111111")


def contrast(color, ground):
    low, high = sorted((luminance(color), ground))
    return (high + 0.05) / (low + 0.05)


def is_on_a_shape(picture, box, figure):
    """Say whether a text stands on opaque ground of the figure's own, at both ends."""
    scale = picture.shape[1] / figure.bbox.width
    row = int(picture.shape[0] - scale * (box.y0 + box.y1) / 2)
    ends = [int(scale * x) for x in (box.x0 - 1, box.x1 + 1)]
    return (picture[row, ends, 3] == 1).all()


@each
def test_it_reads_on_light_and_on_dark_ground(name, capsys):
    figure = draw(name)
    picture = plt.imread(io.BytesIO(figure.as_png()))
    assert (picture[[0, 0, -1, -1], [0, -1, 0, -1], 3] == 0).all(), "the ground is transparent"
    for text in texts_of(figure):
        on_the_page = [contrast(text.get_color(), ground) for ground in (WHITE, NIGHT)]
        if min(on_the_page) < 4.2:
            assert is_on_a_shape(picture, text.get_window_extent(), figure), text
            # White stands on the dark entries of a gradient, dark text on pale shapes.
            assert max(on_the_page) > 12, text


@pytest.mark.parametrize("line", ["axes.edgecolor", "xtick.color", "ytick.color"])
def test_lines_stand_out_from_the_ground(line):
    assert min(contrast(STYLE[line], ground) for ground in (WHITE, NIGHT)) >= 4


def test_two_threads_draw_in_the_courses_style():
    """JupyterLab moves a slider in a thread beside the one that runs the cells."""
    (one, first), (two, second) = new_figure((2, 2)), new_figure((2, 2))
    entered, left = threading.Event(), threading.Event()

    def draw_beside():
        with second:
            entered.set()
            assert left.wait(30)
            return two.text(0, 0, "beside").get_color()

    with concurrent.futures.ThreadPoolExecutor() as pool:
        with first:
            beside = pool.submit(draw_beside)
            entered.wait(0.5)
            assert one.text(0, 0, "here").get_color() == INK
        left.set()
        assert beside.result(30) == INK
    assert plt.rcParams["text.color"] != INK
    plt.close(one)
    plt.close(two)


OTHER_STYLES = [
    "dark_background",
    {"savefig.facecolor": "black", "figure.dpi": 30, "lines.linewidth": 9, "axes.grid": True},
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("style", OTHER_STYLES, ids=["dark", "odd"])
@pytest.mark.parametrize("name", ONE_EACH)
def test_it_looks_the_same_whatever_style_is_set(name, style, capsys):
    expected = PICTURES[name]().as_png()
    with plt.style.context(style):
        drawn = PICTURES[name]().as_png()
    assert drawn == expected


@each
def test_a_plot_after_it_is_as_before(name, capsys):
    """The fixture holds that no setting changed and no figure is open; this, that none is used."""
    mine, axes = plt.subplots()
    axes.plot([1, 2])
    PICTURES[name]()
    assert plt.gcf() is mine
    assert plt.gca() is axes
    assert len(axes.lines) == 1
    plt.close(mine)


def test_a_picture_that_can_not_be_finished_is_not_shown(capsys):
    X, Y, predictions = draw_pictures(2, [0])
    with pytest.raises(TypeError, match="Invalid shape"):
        du.plot_mislabeled_images(X, Y, predictions, CLASSES, shape=(12288,))
    assert plt.get_fignums() == []
