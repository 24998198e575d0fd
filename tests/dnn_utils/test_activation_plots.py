"""Pictures of the activation functions, and of how far activations spread."""

from __future__ import annotations

import numpy as np
import pytest

import solutions
from dnn_utils import plot_activation, plot_spread, relu, sigmoid

pytestmark = pytest.mark.usefixtures("silent_backend")


def curve(axes):
    """Give the points of the blue curve, which is drawn in two halves."""
    halves = [line for line in axes.lines if len(line.get_xdata()) > 2]
    return (np.concatenate([getattr(line, f"get_{way}data")() for line in halves]) for way in "xy")


@pytest.mark.parametrize(("name", "function"), [("sigmoid", sigmoid), ("relu", relu)])
def test_an_activation_and_its_slope(name, function):
    left, right = plot_activation(name).axes
    z, a = curve(left)
    assert (a == function(z)[0]).all()
    z, slope = curve(right)
    step = 1e-6
    measured = (function(z + step)[0] - function(z - step)[0]) / (2 * step)
    away = abs(z) > 0.01
    np.testing.assert_allclose(slope[away], measured[away], atol=1e-9)
    assert left.get_title() == f"{name}(z)"
    assert right.get_title() == f"its slope, as in {name}_backward"


def test_marks_say_the_same_on_both_sides():
    left, right = plot_activation("sigmoid").axes
    assert [text.get_text() for text in left.texts] == ["slope 0.045", "slope 0.25", "slope 0.1"]
    assert [text.get_text() for text in right.texts] == ["0.045", "0.25", "0.1"]
    marks = [
        [(line.get_marker(), line.get_color()) for line in axes.lines if len(line.get_xdata()) == 1]
        for axes in (left, right)
    ]
    assert marks[0] == marks[1]
    assert len({marker for marker, _ in marks[0]}) == 3


def test_tangents_touch_the_curve():
    left, _ = plot_activation("sigmoid").axes
    tangents = [line for line in left.lines if len(line.get_xdata()) == 2]
    assert len(tangents) == 3
    for line in tangents:
        z, height = line.get_xdata().mean(), line.get_ydata().mean()
        assert height == pytest.approx(sigmoid(z)[0], abs=1e-12)


def test_relu_has_a_corner_and_its_slope_a_jump():
    figure = plot_activation("relu")
    left, right = figure.axes
    assert [text.get_text() for text in left.texts] == ["slope 0", "a corner", "slope 1"]
    assert [text.get_text() for text in right.texts] == ["0", "taken as 0", "1"]
    for line in right.lines:
        assert np.ptp(line.get_ydata()) == 0
    assert figure.alt == (
        "relu and its slope. At z = -3: value 0, slope 0. At z = 0: value 0, a corner, where the "
        "slope is taken as 0. At z = 2: value 2, slope 1. The function is 0 left of 0 and z itself "
        "right of it; its slope is 0 on the left, 1 on the right, and jumps at 0."
    )


@pytest.mark.parametrize("name", ["tanh", "", None, sigmoid, ["relu"]])
def test_no_such_activation(name):
    with pytest.raises(ValueError) as error:
        plot_activation(name)
    assert str(error.value) == f'name should be "sigmoid" or "relu"; it is {name!r}.'


def draw_caches(initialize, dims=(2, 20, 10, 5, 1), m=50):
    np.random.seed(1)
    X = np.random.default_rng(0).uniform(-1, 1, (dims[0], m))
    return X, solutions.L_model_forward(X, initialize(dims))[1]


def test_spread():
    X, caches = draw_caches(solutions.initialize_parameters_deep)
    figure = plot_spread(caches)
    (axes,) = figure.axes
    (line,) = axes.lines
    assert line.get_ydata().tolist() == [X.std()] + [Z.std() for _, Z in caches]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["X", "Z1", "Z2", "Z3", "Z4"]
    assert axes.get_yscale() == "log"
    assert len(axes.texts) == 5
    assert figure.legends == []
    assert axes.get_title().startswith("each layer about × 0.0")


def test_two_starts_side_by_side():
    X, small = draw_caches(solutions.initialize_parameters_deep)
    _, scaled = draw_caches(solutions.initialize_parameters_scaled)
    figure = plot_spread({"times 0.01": small, "scaled": scaled})
    first, second = figure.axes[0].lines
    assert first.get_ydata()[-1] < 1e-6 < 0.01 < second.get_ydata()[-1]
    (legend,) = figure.legends
    names = [text.get_text().split("\n")[0] for text in legend.texts]
    assert names == ["times 0.01", "scaled"]
    assert f"times 0.01: X {X.std():.2g}, Z1 {small[0][1].std():.2g}, Z2 " in figure.alt
    assert f" Z4 {scaled[3][1].std():.2g}; each layer about × " in figure.alt


def test_spread_in_words():
    X, Z = np.array([[-1.0, 1.0]]), np.array([[-0.25, 0.25]])
    caches = [((X, None, None), Z), ((None, None, None), Z / 16)]
    assert plot_spread(caches).alt == (
        "Standard deviations of the inputs X and of the linear part Z of each layer. X 1, Z1 0.25, "
        "Z2 0.016; each layer about × 0.12."
    )


def test_zeros_are_named_where_the_scale_has_no_place_for_them():
    _, zeros = draw_caches(
        lambda dims: {
            name: 0 * array for name, array in solutions.initialize_parameters_deep(dims).items()
        }
    )
    figure = plot_spread({"zeros": zeros})
    assert np.isnan(figure.axes[0].lines[0].get_ydata()[1:]).all()
    assert "Z1 0, Z2 0, Z3 0, Z4 0; 0 from Z1 on." in figure.alt
    nothing = [((np.zeros((2, 3)), None, None), np.zeros((1, 3)))]
    assert plot_spread(nothing).alt.endswith("X 0, Z1 0; 0 from X on.")


def test_a_deep_network_has_fewer_names_and_no_numbers():
    _, caches = draw_caches(solutions.initialize_parameters_scaled, [4] * 41)
    (axes,) = plot_spread(caches).axes
    assert len(axes.texts) == 0
    assert len(axes.get_xticklabels()) <= 12


NO_CACHES = "caches should be the list that L_model_forward returns: ((A_prev, W, b), Z) for each "
NO_CACHES += "layer."
X, Z = np.ones((2, 3)), np.ones((1, 3))


@pytest.mark.parametrize(
    "caches", [[], None, [None], [(X, Z)], [((X, None, None), "Z")], {"a": [(X, Z)]}, [[[[1, 2]]]]]
)
def test_no_caches(caches):
    with pytest.raises(ValueError) as error:
        plot_spread(caches)
    assert str(error.value) == NO_CACHES


@pytest.mark.parametrize("bad", [np.full((1, 3), np.nan), np.full((1, 3), np.inf), np.ones((1, 0))])
def test_caches_without_numbers(bad):
    with pytest.raises(ValueError) as error:
        plot_spread([((X, None, None), Z), ((None, None, None), bad)])
    assert str(error.value) == "Z2 should hold numbers, none of them nan or infinity."


def test_nothing_to_compare():
    with pytest.raises(ValueError) as error:
        plot_spread({})
    assert str(error.value) == "There are no caches to show."
