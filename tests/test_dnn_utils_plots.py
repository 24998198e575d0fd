"""The plots: what stands in them, and that all of it can be read."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from dnn_utils import plot_costs, plot_mislabelled_images, plots

CLASSES = np.array([b"non-cat", b"cat"])
COSTS = [0.75, 0.5, 0.625, 0.25]


@pytest.fixture(autouse=True)
def silent_backend():
    """No test opens a window; each leaves no figure open and no setting changed."""
    plt.switch_backend("agg")
    before = plt.rcParams.copy()
    yield
    assert plt.rcParams == before
    assert plt.get_fignums() == []


def draw_pictures(m, wrong, seed=0):
    """Give m pictures as columns, labels, and predictions that are wrong in the given places."""
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 256, (12288, m)) / 255
    Y = np.arange(m).reshape(1, m) % 2
    predictions = Y.copy()
    predictions[0, wrong] = 1 - predictions[0, wrong]
    return X, Y, predictions


def test_costs():
    figure = plot_costs(COSTS, 0.0075)
    (axes,) = figure.axes
    (line,) = axes.lines
    assert isinstance(figure, Figure)
    assert line.get_xdata().tolist() == [0, 100, 200, 300]
    assert line.get_ydata().tolist() == COSTS
    assert axes.get_title() == "Learning rate 0.0075"
    assert axes.get_xlabel() == "iteration"
    assert axes.get_ylabel() == "cost"
    assert figure.alt == (
        "The cost at learning rate 0.0075: 0.75 at iteration 0, 0.25 at iteration 300; highest "
        "0.75, lowest 0.25."
    )


def test_costs_at_other_intervals():
    (line,) = plot_costs(COSTS, 0.1, every=10).axes[0].lines
    assert line.get_xdata().tolist() == [0, 10, 20, 30]


@pytest.mark.parametrize(
    "costs",
    [tuple(COSTS), np.array(COSTS), [np.array([[c]]) for c in COSTS], [np.array(c) for c in COSTS]],
    ids=["tuple", "array", "of shape (1, 1)", "of shape ()"],
)
def test_costs_in_other_forms(costs):
    assert plot_costs(costs, 0.1).axes[0].lines[0].get_ydata().tolist() == COSTS


@pytest.mark.parametrize("costs", [[], [0.5], [0.5, np.nan], [np.inf, 1.0], np.ones(500)])
def test_strange_costs_are_drawn_too(costs):
    figure = plot_costs(costs, 0.1)
    assert figure.as_png().startswith(b"\x89PNG")
    assert figure.alt


def test_one_cost_can_be_seen():
    axes = plot_costs([0.5], 0.1).axes[0]
    assert axes.lines[0].get_marker() == "o"
    assert [tick for tick in axes.get_xticks() if tick % 1] == []


@pytest.mark.parametrize("costs", [["low"], None, [0.5, None], [0.5, [1, 2]], {"cost": 1}])
def test_costs_that_are_no_numbers(costs):
    with pytest.raises(ValueError) as error:
        plot_costs(costs, 0.1)
    assert str(error.value) == "The costs should be a list of numbers, one for each point."


def test_mislabelled_images(capsys):
    X, Y, predictions = draw_pictures(9, [1, 4])
    figure = plot_mislabelled_images(X, Y, predictions, CLASSES)
    assert capsys.readouterr().out == "2 of 9 pictures are mislabelled.\n"
    assert [axes.get_title() for axes in figure.axes] == [
        "picture 1\nsaid non-cat\nis cat",
        "picture 4\nsaid cat\nis non-cat",
    ]
    for axes, index in zip(figure.axes, [1, 4], strict=True):
        (image,) = axes.images
        exact = np.rint(X[:, index] * 255).reshape(64, 64, 3)
        assert (image.get_array() == exact).all()
    assert figure.alt == (
        "2 mislabelled pictures: picture 1, said non-cat, is cat; picture 4, said cat, is non-cat."
    )


@pytest.mark.parametrize(("most", "shown", "places"), [(10, 10, 10), (1, 1, 1), (7, 7, 10)])
def test_as_many_as_asked_for(most, shown, places, capsys):
    X, Y, predictions = draw_pictures(20, range(5, 17))
    figure = plot_mislabelled_images(X, Y, predictions, CLASSES, most=most)
    assert len(figure.axes) == places
    assert sum(len(axes.images) for axes in figure.axes) == shown
    assert not any(axes.axison for axes in figure.axes)
    assert capsys.readouterr().out == (
        f"12 of 20 pictures are mislabelled. These are the first {shown}.\n"
    )


@pytest.mark.parametrize(("wrong", "most"), [([], 10), ([2], 0), ([2], -1)])
def test_nothing_to_show(wrong, most, capsys):
    X, Y, predictions = draw_pictures(4, wrong)
    assert plot_mislabelled_images(X, Y, predictions, CLASSES, most=most) is None
    assert capsys.readouterr().out == f"{len(wrong)} of 4 pictures are mislabelled.\n"


def test_pictures_from_0_to_255_look_the_same(capsys):
    X, Y, predictions = draw_pictures(3, [1])
    as_bytes = np.rint(X * 255).astype(np.uint8)
    shown = [
        plot_mislabelled_images(x, Y, predictions, CLASSES).axes[0].images[0].get_array()
        for x in (X, as_bytes)
    ]
    assert (shown[0] == shown[1]).all()


def test_another_shape_of_picture_and_names_as_text(capsys):
    X, Y, predictions = draw_pictures(3, [1])
    figure = plot_mislabelled_images(X[:48], Y, predictions.astype(float), ["no", "yes"], (4, 4, 3))
    assert figure.axes[0].images[0].get_array().shape == (4, 4, 3)
    assert figure.axes[0].get_title() == "picture 1\nsaid no\nis yes"


def test_arguments_are_only_read(capsys):
    arrays = draw_pictures(4, [1, 2])
    for array in arrays:
        array.flags.writeable = False
    plot_mislabelled_images(*arrays, CLASSES)


X4, Y4, P4 = draw_pictures(4, [1])
REFUSED = [
    ((X4.T, Y4, P4), "X should have the shape (12288, m), a picture a column, not (4, 12288)."),
    ((X4[:, 0], Y4, P4), "X should have the shape (12288, m), a picture a column, not (12288,)."),
    ((X4, Y4[:, :3], P4), "X has 4 pictures and Y has 3 entries."),
    ((X4, Y4, P4[:, :2]), "X has 4 pictures and predictions has 2 entries."),
    ((X4, Y4, P4 * 0.7), "predictions should hold only 0 and 1."),
    ((X4, Y4 + 1, P4), "Y should hold only 0 and 1."),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_does_not_belong_together(arguments, words):
    with pytest.raises(ValueError) as error:
        plot_mislabelled_images(*arguments, CLASSES)
    assert str(error.value) == words


def luminance(colour):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return np.dot([0.2126, 0.7152, 0.0722], parts)


def test_it_reads_on_its_own_ground():
    figure = plot_costs(COSTS, 0.1)
    picture = plt.imread(io.BytesIO(figure.as_png()))
    assert (picture[[0, 0, -1, -1], [0, -1, 0, -1]] == 1).all()
    axes = figure.axes[0]
    texts = [axes.title, axes.xaxis.label, axes.yaxis.label, *axes.get_xticklabels()]
    for colour in [text.get_color() for text in texts] + [axes.lines[0].get_color()]:
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5
    for colour in ("axes.edgecolor", "xtick.color"):
        assert 1.05 / (luminance(plots.STYLE[colour]) + 0.05) >= 3


OTHER_STYLES = ["dark_background", "ggplot", {"savefig.facecolor": "black", "figure.dpi": 30}]


@pytest.mark.parametrize("style", OTHER_STYLES, ids=str)
def test_it_looks_the_same_whatever_style_is_set(style, capsys):
    expected = [plot_costs(COSTS, 0.1), plot_mislabelled_images(X4, Y4, P4, CLASSES)]
    with plt.style.context(style):
        figures = [plot_costs(COSTS, 0.1), plot_mislabelled_images(X4, Y4, P4, CLASSES)]
        drawn = [figure.as_png() for figure in figures]
    assert drawn == [figure.as_png() for figure in expected]


@pytest.mark.parametrize("m", [1, 3, 6, 10])
def test_nothing_is_cut_off(m, capsys):
    figures = [plot_costs(COSTS, 0.1)]
    figures.append(plot_mislabelled_images(*draw_pictures(m, range(m)), CLASSES))
    for figure in figures:
        figure.as_png()
        width, height = figure.bbox.size
        for axes in figure.axes:
            if axes.images or axes.lines:
                box = axes.get_tightbbox()
                assert min(box.x0, box.y0, width - box.x1, height - box.y1) > -1
