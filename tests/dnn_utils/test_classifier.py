"""Pictures of what a classifier gets right and wrong, and of its first layer."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from small_pictures import CLASSES, draw_pictures

from dnn_utils import plot_confusion, plot_first_layer, plot_mislabeled_images

pytestmark = pytest.mark.usefixtures("silent_backend")


def test_mislabeled_images(capsys):
    X, Y, predictions = draw_pictures(9, [1, 4])
    figure = plot_mislabeled_images(X, Y, predictions, CLASSES)
    assert capsys.readouterr().out == "2 of 9 pictures are mislabeled.\n"
    assert [axes.get_title() for axes in figure.axes] == [
        "picture 1\nsaid non-cat\nis cat",
        "picture 4\nsaid cat\nis non-cat",
    ]
    for axes, index in zip(figure.axes, [1, 4], strict=True):
        (image,) = axes.images
        exact = np.rint(X[:, index] * 255).reshape(64, 64, 3)
        assert (image.get_array() == exact).all()
    assert figure.alt == (
        "2 mislabeled pictures: picture 1, said non-cat, is cat; picture 4, said cat, is non-cat."
    )


@pytest.mark.parametrize(("most", "shown", "places"), [(10, 10, 10), (1, 1, 1), (7, 7, 10)])
def test_as_many_as_asked_for(most, shown, places, capsys):
    X, Y, predictions = draw_pictures(20, range(5, 17))
    figure = plot_mislabeled_images(X, Y, predictions, CLASSES, most=most)
    assert len(figure.axes) == places
    assert sum(len(axes.images) for axes in figure.axes) == shown
    assert not any(axes.axison for axes in figure.axes)
    assert capsys.readouterr().out == (
        f"12 of 20 pictures are mislabeled. These are the first {shown}.\n"
    )


@pytest.mark.parametrize(("wrong", "most"), [([], 10), ([2], 0), ([2], -1)])
def test_nothing_to_show(wrong, most, capsys):
    X, Y, predictions = draw_pictures(4, wrong)
    assert plot_mislabeled_images(X, Y, predictions, CLASSES, most=most) is None
    assert capsys.readouterr().out == f"{len(wrong)} of 4 pictures are mislabeled.\n"


def test_pictures_from_0_to_255_look_the_same(capsys):
    X, Y, predictions = draw_pictures(3, [1])
    as_bytes = np.rint(X * 255).astype(np.uint8)
    shown = [
        plot_mislabeled_images(x, Y, predictions, CLASSES).axes[0].images[0].get_array()
        for x in (X, as_bytes)
    ]
    assert (shown[0] == shown[1]).all()


def test_another_shape_of_picture_and_names_as_text(capsys):
    X, Y, predictions = draw_pictures(3, [1])
    figure = plot_mislabeled_images(X[:48], Y, predictions.astype(float), ["no", "yes"], (4, 4, 3))
    assert figure.axes[0].images[0].get_array().shape == (4, 4, 3)
    assert figure.axes[0].get_title() == "picture 1\nsaid no\nis yes"


def test_arguments_are_only_read(capsys):
    arrays = draw_pictures(4, [1, 2])
    for array in arrays:
        array.flags.writeable = False
    plot_mislabeled_images(*arrays, CLASSES)


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
        plot_mislabeled_images(*arguments, CLASSES)
    assert str(error.value) == words


def test_how_sure_it_was(capsys):
    probabilities = np.array([[0.2, 0.25, 0.5, 0.93]])
    X, Y, _ = draw_pictures(4, [])
    figure = plot_mislabeled_images(
        X, 1 - Y, probabilities > 0.5, CLASSES, probabilities=probabilities
    )
    assert [axes.get_title().split("\n")[1] for axes in figure.axes] == [
        "said non-cat (cat 0.20)",
        "said non-cat (cat 0.50)",
        "said cat (cat 0.93)",
    ]
    assert figure.alt == (
        "3 mislabeled pictures: picture 0, said non-cat (cat 0.20), is cat; picture 2, said "
        "non-cat (cat 0.50), is cat; picture 3, said cat (cat 0.93), is non-cat. The number is "
        "the probability of cat that it gave."
    )


SURE = [
    (np.ones((1, 3)), "X has 4 pictures and probabilities has 3 entries."),
    (np.full((1, 4), 1.01), "probabilities should hold only numbers from 0 to 1."),
    (np.array([[0, 1, np.nan, 1]]), "probabilities should hold only numbers from 0 to 1."),
    (["a", "b", "c", "d"], "probabilities should hold only numbers from 0 to 1."),
]


@pytest.mark.parametrize(("probabilities", "words"), SURE)
def test_probabilities_that_are_none(probabilities, words):
    with pytest.raises(ValueError) as error:
        plot_mislabeled_images(X4, Y4, P4, CLASSES, probabilities=probabilities)
    assert str(error.value) == words


def table_of(figure):
    """Give what stands in the table: counts as numbers, the rest as text."""
    texts = [text.get_text() for text in figure.axes[0].texts]
    return [int(text) for text in texts if text.isdigit()], texts


def test_confusion():
    Y = np.array([[1, 1, 1, 1, 0, 0, 0]])
    said = np.array([[1, 1, 1, 0, 1, 0, 0]])
    figure = plot_confusion(Y, said, CLASSES)
    counts, texts = table_of(figure)
    assert counts == [3, 1, 1, 2]
    for text in ("said cat", "is non-cat", "3 of 4 right", "2 of 3 right", "5 of 7 right"):
        assert text in texts
    colors = [to_hex(patch.get_facecolor()) for patch in figure.axes[0].patches]
    assert colors[0] == colors[3] != colors[1] == colors[2]
    assert [text for text in texts if text in ("right", "wrong")] == [
        "right",
        "wrong",
        "wrong",
        "right",
    ]
    assert figure.alt == (
        "Confusion table of 7 examples, 5 of them right. Is cat: 3 said cat, 1 said non-cat; 3 of "
        "4 right. Is non-cat: 1 said cat, 2 said non-cat; 2 of 3 right. Said cat: 3 of 4 right. "
        "Said non-cat: 2 of 3 right."
    )


def test_confusion_where_one_label_is_missing():
    figure = plot_confusion([[1]], [[1.0]], ["no", "yes"])
    assert table_of(figure)[0] == [1, 0, 0, 0]
    assert figure.alt.startswith("Confusion table of 1 example, 1 of them right.")
    assert "Said no: 0 of 0 right." in figure.alt


NO_TABLE = [
    (([[0, 1]], [[0]], CLASSES), "Y has 2 entries and predictions has 1."),
    (([[0, 2]], [[0, 1]], CLASSES), "Y should hold only 0 and 1."),
    (([[0, 1]], [[0.3, 1]], CLASSES), "predictions should hold only 0 and 1."),
    (([[0]], [[0]], ["cat"]), "classes should name the labels 0 and 1; it has 1 names."),
]


@pytest.mark.parametrize(("arguments", "words"), NO_TABLE)
def test_no_confusion_table(arguments, words):
    with pytest.raises(ValueError) as error:
        plot_confusion(*arguments)
    assert str(error.value) == words


def test_first_layer():
    W1 = np.zeros((2, 3 * 6 * 3))
    W1[0, 0] = 2.0  # the red of the dot at the upper left
    W1.reshape(2, 3, 6, 3)[1, 2, 5] = [-1.0, 0.0, 0.5]
    W1.flags.writeable = False
    figure = plot_first_layer(W1, (3, 6, 3))
    first, second = (axes.images[0].get_array() for axes in figure.axes)
    assert [axes.get_title() for axes in figure.axes] == ["W1[0]", "W1[1]"]
    assert (first[1:] == 0.5).all()
    assert first[0, 0, 0] == 1
    assert first[0, 0, 1] == 0.5
    red, green, blue = second[2, 5]
    assert red < 0.5 == green < blue
    assert figure.alt == (
        "The weights of the first layer as pictures, units 0 to 1. The mean weight of each color, "
        "and where the weights are largest: W1[0]: red +1.1e-01, green +0.0e+00, blue +0.0e+00; "
        "largest top left. W1[1]: red -5.6e-02, green +0.0e+00, blue +2.8e-02; largest bottom "
        "right."
    )


@pytest.mark.slow
@pytest.mark.parametrize(("units", "most", "shown"), [(1, 20, 1), (30, 20, 20), (7, 3, 3)])
def test_as_many_units_as_asked_for(units, most, shown):
    figure = plot_first_layer(np.ones((units, 12)), (2, 2, 3), most)
    assert sum(len(axes.images) for axes in figure.axes) == shown


def test_weights_that_are_all_zero_are_gray():
    (axes,) = plot_first_layer(np.zeros((1, 12)), (2, 2, 3)).axes
    assert (axes.images[0].get_array() == 0.5).all()


NO_WEIGHTS = [
    ((np.ones((2, 5)),), "W1 should have the shape (n_1, 12288), a unit a row, not (2, 5)."),
    ((np.ones(12), (2, 2, 3)), "W1 should have the shape (n_1, 12), a unit a row, not (12,)."),
    (
        (np.ones((2, 4)), (2, 2)),
        "shape should be (height, width, 3), for three colors, not (2, 2).",
    ),
    ((np.full((1, 12), np.nan), (2, 2, 3)), "W1 should hold only finite numbers."),
    ((np.ones((2, 12)), (2, 2, 3), 0), "There is no unit to show."),
]


@pytest.mark.parametrize(("arguments", "words"), NO_WEIGHTS)
def test_no_weights_to_show(arguments, words):
    with pytest.raises(ValueError) as error:
        plot_first_layer(*arguments)
    assert str(error.value) == words
