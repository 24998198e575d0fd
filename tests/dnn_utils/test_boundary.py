"""The picture of a decision boundary."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from points import X, Y, drawn, step

from dnn_utils import plot_decision_boundary

pytestmark = pytest.mark.usefixtures("silent_backend")


def ring(x):
    """Say 1 in a ring."""
    return (np.abs(np.hypot(*x) - 0.6) < 0.2).astype(float).reshape(1, -1)


def constant(x):
    return np.full((1, x.shape[1]), 0.4)


def test_a_boundary():
    figure = plot_decision_boundary(step, X, Y)
    (axes,) = drawn(figure)
    shades = axes.images[0].get_array()
    assert sorted(set(shades.ravel())) == [0.1, 0.9]
    left, right, low, high = axes.images[0].get_extent()
    assert left < X[0].min() < X[0].max() < right
    assert low < X[1].min() < X[1].max() < high
    (outline, *_) = axes.collections[0].get_paths()
    np.testing.assert_allclose(outline.vertices[:, 0], 0.25, atol=0.02)
    assert axes.get_title() == "40 of 40 right"


def test_examples_differ_in_color_and_in_shape():
    (axes,) = drawn(plot_decision_boundary(step, X, Y))
    zeros, ones = axes.collections[-2:]
    for points, label in ((zeros, 0), (ones, 1)):
        assert (X[:, Y[0] == label] == points.get_offsets().T).all()
        assert points.get_label() == f"Y = {label}"
    assert to_hex(zeros.get_facecolor()) != to_hex(ones.get_facecolor())
    assert len(zeros.get_paths()[0].vertices) != len(ones.get_paths()[0].vertices)


def test_a_boundary_in_words():
    """The ring is from 0.4 to 0.8; of a square of 2.32 it covers 0.48 pi / 2.32**2, or 28%."""
    figure = plot_decision_boundary(ring, np.array([[-1.0, 1, 0], [-1, 1, 0.6]]), [[0, 0, 1]])
    assert figure.alt == (
        "Decision boundary: 3 of 3 right, and 28% of the plane is called 1. It says 1 at X[1] = "
        "-0.78 for X[0] from -0.19 to 0.19; at X[1] = 0 for X[0] from -0.79 to -0.41 and from 0.41 "
        "to 0.79; at X[1] = 0.78 for X[0] from -0.19 to 0.19."
    )


def test_no_boundary():
    figure = plot_decision_boundary(constant, X, Y)
    (axes,) = drawn(figure)
    assert len(axes.collections) == 2
    assert "0% of the plane is called 1" in figure.alt
    assert figure.alt.count("nowhere") == 3


@pytest.mark.parametrize(("count", "places"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 6)])
def test_several_side_by_side(count, places):
    figure = plot_decision_boundary({f"net {i}": (step, ring)[i % 2] for i in range(count)}, X, Y)
    assert len(figure.axes) == places + 1  # and the key to the shades
    titles = [axes.get_title().split("\n")[0] for axes in drawn(figure)]
    assert titles == [f"net {i}" for i in range(count)]
    assert figure.alt.count("Decision boundary, net") == count
    below = [axes for axes in drawn(figure) if axes.get_xlabel()]
    assert len(below) == min(count, 2 if count == 4 else 3)


def test_it_asks_once_and_leaves_everything_alone():
    asked = []

    def careless(x):
        asked.append(x.shape)
        p = step(x)
        x += 100
        return p

    for array in (X, Y):
        array.flags.writeable = False
    figure = plot_decision_boundary(careless, X, Y)
    assert len(asked) == 1
    assert asked[0][0] == 2
    assert "40 of 40 right" in figure.alt


@pytest.mark.slow
@pytest.mark.parametrize(
    ("X", "Y"), [(np.zeros((2, 1)), [[1]]), (X.tolist(), Y.ravel().tolist()), (X * 1e-9, Y > 0)]
)
def test_other_forms_of_examples(X, Y):
    figure = plot_decision_boundary(ring, X, Y)
    assert figure.as_png().startswith(b"\x89PNG")


NO_EXAMPLES = [
    (X.T, Y, "X should have the shape (2, m), one example a column, not (40, 2)."),
    (X[:, :0], Y[:, :0], "X should have the shape (2, m), one example a column, not (2, 0)."),
    (X[0], Y, "X should have the shape (2, m), one example a column, not (40,)."),
    (X * np.nan, Y, "X should hold only finite numbers."),
    (X.astype(str), Y, "X should hold only finite numbers."),
    (X, Y[:, :3], "X has 40 examples and Y has 3 labels."),
    (X, Y * 2, "Y should hold only 0 and 1."),
]


@pytest.mark.parametrize(("X", "Y", "words"), NO_EXAMPLES)
def test_no_examples(X, Y, words):
    with pytest.raises(ValueError) as error:
        plot_decision_boundary(step, X, Y)
    assert str(error.value) == words


NO_ANSWERS = [
    (lambda x: x, "it gave shape (2, 40441)."),
    (lambda x: 0.5, "it gave shape ()."),
    (lambda x: None, "it gave no array of numbers."),
    (lambda x: [["yes"] * x.shape[1]], "it gave no array of numbers."),
]


@pytest.mark.parametrize(("predict", "words"), NO_ANSWERS)
def test_no_answers(predict, words):
    with pytest.raises(ValueError) as error:
        plot_decision_boundary(predict, X, Y)
    assert str(error.value) == (
        f"predict should give probabilities of shape (1, 40441) for X of shape (2, 40441); {words}"
    )


@pytest.mark.parametrize("factor", [2, -1, np.nan])
def test_answers_that_are_no_probabilities(factor):
    with pytest.raises(ValueError) as error:
        plot_decision_boundary({"a": step, "b": lambda x: step(x) * factor}, X, Y)
    assert str(error.value) == "predict should give probabilities, which are from 0 to 1."


def test_nothing_to_ask():
    with pytest.raises(ValueError) as error:
        plot_decision_boundary({}, X, Y)
    assert str(error.value) == "There is nothing to show: predict is an empty dictionary."


def test_a_network_that_stops_leaves_no_figure_behind():
    with pytest.raises(ZeroDivisionError):
        plot_decision_boundary(lambda x: 1 / 0, X, Y)
