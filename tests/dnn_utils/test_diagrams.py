"""The diagrams of a network: as units, and as a chain of blocks."""

from __future__ import annotations

import re

import numpy as np
import pytest
from conftest import ROOT, rarely
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Annotation

import solutions
from dnn_utils import draw_blocks, draw_network
from dnn_utils.plots.blocks import FUNCTIONS
from dnn_utils.plots.style import GREEN, VERMILION
from testcases.exercises import EXERCISES

pytestmark = pytest.mark.usefixtures("silent_backend")


def texts_of(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def circles(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Circle)]


def weights(figure, width):
    lines = figure.axes[0].lines
    return [line for line in lines if line.get_linewidth() == width and len(line.get_xdata()) == 2]


def test_a_network_has_its_units_and_its_weights():
    figure = draw_network([3, 4, 2, 1])
    assert len(circles(figure)) == 3 + 4 + 2 + 1
    assert len(weights(figure, 0.6)) == 3 * 4 + 4 * 2 + 2 * 1
    texts = texts_of(figure)
    assert texts[:3] == ["inputs", "3 numbers", "X (3, m)"]
    assert texts[3:6] == ["layer 1", "4 units, relu", "W1 (4, 3)\nb1 (4, 1)"]
    assert texts[-3:] == ["layer 3", "1 unit, sigmoid", "W3 (1, 2)\nb3 (1, 1)"]
    assert len(figure.axes) == 1


def test_a_network_in_words():
    assert draw_network([1, 2, 1]).alt == (
        "A network of 2 layers with 1 input, X of shape (1, m). Layer 1: 2 units, relu, W1 of "
        "shape (2, 1), b1 of shape (2, 1). Layer 2: 1 unit, sigmoid, W2 of shape (1, 2), b2 of "
        "shape (1, 1). Each unit is joined to every one of the layer before."
    )


def test_the_shapes_are_those_of_the_parameters():
    sizes = [12288, 20, 7, 5, 1]
    text = " ".join(texts_of(draw_network(sizes)))
    for name, array in solutions.initialize_parameters_deep(sizes).items():
        assert f"{name} {array.shape}" in text


@pytest.mark.parametrize(("n", "drawn", "dots"), [(6, 6, 0), (7, 5, 1), (12288, 5, 1)])
def test_a_large_layer_is_shortened(n, drawn, dots):
    figure = draw_network([n, 1])
    assert len(circles(figure)) == drawn + 1
    assert len([line for line in figure.axes[0].lines if line.get_marker() == "o"]) == dots


@pytest.mark.parametrize("activations", [["sigmoid", "relu"], ("relu", "relu")])
def test_other_activations(activations):
    texts = texts_of(draw_network([2, 3, 1], activations))
    assert [text.split(", ")[1] for text in texts if "unit" in text] == list(activations)
    assert f"3 units, {activations[0]}, W1" in draw_network([2, 3, 1], activations).alt


def test_a_marked_unit_is_a_row_of_W():
    figure = draw_network(np.array([5, 4, 3]), unit=(1, 2))
    marked = weights(figure, 2.2)
    assert len(marked) == 5
    assert {to_hex(line.get_color()) for line in marked} == {VERMILION}
    third = [circle for circle in circles(figure) if circle.get_linewidth() > 2]
    assert [circle.center[1] for circle in third] == [marked[0].get_ydata()[1]]
    words = "Marked: one unit of layer 1; its 5 weights are row 2 of W1."
    assert words in texts_of(figure)
    assert figure.alt.endswith(words)


SIZES = (
    "layer_dims should list whole numbers from 1 up: the number of inputs, then the number of "
    "units in each layer; it is {!r}."
)
KINDS = 'activations should name "relu" or "sigmoid" for each of the 2 layers; it is {!r}.'
UNIT = "unit should be a layer and a row, such as (1, 0), that are in the picture; it is {!r}."


@pytest.mark.parametrize("sizes", [[3], [], [3, 0], [3, 2.5], 5, None, ["3", "1"]])
def test_sizes_of_no_network(sizes):
    with pytest.raises(ValueError) as error:
        draw_network(sizes)
    assert str(error.value) == SIZES.format(sizes)


@pytest.mark.parametrize("activations", [["relu"], ["relu", "tanh"], "relu", ["relu"] * 3])
def test_activations_of_no_network(activations):
    with pytest.raises(ValueError) as error:
        draw_network([2, 3, 1], activations)
    assert str(error.value) == KINDS.format(activations)


@pytest.mark.parametrize("unit", [(0, 0), (3, 0), (1, 3), (1, -1), 1, (1,), "a", (1, 0, 0)])
def test_units_that_are_not_there(unit):
    with pytest.raises(ValueError) as error:
        draw_network([2, 3, 1], unit=unit)
    assert str(error.value) == UNIT.format(unit)


def test_a_unit_behind_the_dots_can_not_be_marked():
    with pytest.raises(ValueError) as error:
        draw_network([2, 9, 1], unit=(1, 4))
    assert str(error.value) == UNIT.format((1, 4))


@pytest.mark.parametrize("L", [1, 2, 3, 4, 5])
def test_blocks(L):
    figure = draw_blocks(L)
    texts = texts_of(figure)
    for layer in range(1, L + 1):
        for text in (f"layer {layer}", f"W{layer}, b{layer}", f"Z{layer}", f"dZ{layer}"):
            assert text in texts
        for text in (f"A{layer}", f"dA{layer}", f"dA{layer - 1}", f"dW{layer}, db{layer}"):
            assert text in texts
        assert f"caches[{layer - 1}]" in texts
        assert f"(A{layer - 1},\n W{layer},\n b{layer})" in texts
    assert "X = A0" in texts
    assert texts.count("relu") == 2 * (L - 1)
    assert texts.count("sigmoid") == 2
    assert texts.count("linear") == 2 * L
    assert texts.count("cost") == 2


def test_blocks_in_words():
    assert draw_blocks(1).alt == (
        "The blocks of a network of 1 layer, from left to right. Forward, where A0 is X: layer 1 "
        "takes A0, W1 and b1, its linear block gives Z1, its sigmoid block gives A1. The cost "
        "takes A1 and Y. Caches: caches[0] holds layer 1's linear cache (A0, W1, b1) and "
        "activation cache Z1. Backward, from right to left: from A1 and Y the cost gives dA1; "
        "layer 1 takes dA1 and caches[0], its sigmoid block gives dZ1, its linear block gives dW1, "
        "db1 and dA0."
    )
    assert "layer 1 takes A0, W1 and b1, its linear block gives Z1, its relu" in draw_blocks(2).alt
    assert "layer 1 takes dA1 and caches[0], its relu block gives" in draw_blocks(2).alt


def test_the_way_back_differs_in_more_than_color():
    texts = draw_blocks(2).axes[0].texts
    arrows = [text.arrow_patch for text in texts if isinstance(text, Annotation)]
    lines = {(to_hex(arrow.get_edgecolor()), arrow.get_linestyle()) for arrow in arrows}
    assert len(lines) == len({line for _, line in lines}) == 2


@pytest.mark.parametrize("L", [1, 3])
def test_only_the_way_forward(L):
    figure = draw_blocks(L, backward=False)
    texts = texts_of(figure)
    assert "caches[0]" in texts
    assert not {"backward", "cost", "Y"} & set(texts)
    assert not [text for text in texts if text.startswith("d")]
    assert "Backward" not in figure.alt
    assert "cost" not in figure.alt


def test_a_long_chain_is_shortened():
    figure = draw_blocks(12)
    layers = [text for text in texts_of(figure) if text.startswith("layer")]
    assert layers == ["layer 1", "layer 2", "layer 11", "layer 12"]
    dots = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(dots) == 3
    for name in ("A2", "A10", "dA2", "dA10"):
        assert name in texts_of(figure)
    assert "Layers 3 to 10 are left out." in figure.alt


def frames(figure):
    """Give the left edge and the width of each frame, after the sample beside the caption."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    green = [patch for patch in patches if to_hex(patch.get_edgecolor()) == GREEN]
    return [(patch.get_x(), patch.get_width()) for patch in green][1:]


def test_every_function_that_a_notebook_points_at_has_its_place():
    sources = sorted((ROOT / "notebooks" / "src").glob("*.md"))
    text = "\n".join(source.read_text() for source in sources)
    pointed_at = set(re.findall(r'draw_blocks\(.*here="(\w+)"', text))
    assert len(pointed_at) > 1
    assert pointed_at <= set(FUNCTIONS) <= set(EXERCISES)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_you_are_here(name):
    figure = draw_blocks(3, here=name)
    assert f"you are here: {name}" in texts_of(figure)
    assert f"You are here: {name}, " in figure.alt
    one = "L_model" in name or "cost" in name
    assert len(frames(figure)) == (1 if one else 3)
    assert frames(draw_blocks(3)) == []


def test_you_are_in_a_layer():
    figure = draw_blocks(3, here=2)
    (frame,) = frames(figure)
    (whole,) = frames(draw_blocks(3, here="L_model_forward"))
    assert whole[0] < frame[0] < frame[0] + frame[1] < whole[0] + whole[1]
    assert figure.alt.endswith("You are here: layer 2.")


def test_the_cost_is_drawn_where_one_is():
    texts = texts_of(draw_blocks(2, backward=False, here="compute_cost"))
    assert texts.count("cost") == 1
    assert "backward" not in texts


NAMES = ", ".join(FUNCTIONS)
NO_BLOCKS = [
    ({"L": 0}, "L, the number of layers, should be a whole number from 1 up, not 0."),
    ({"L": 2.0}, "L, the number of layers, should be a whole number from 1 up, not 2.0."),
    ({"L": None}, "L, the number of layers, should be a whole number from 1 up, not None."),
    ({"L": 2, "here": 3}, "here should be the number of a layer in the picture; it is 3."),
    ({"L": 9, "here": 4}, "here should be the number of a layer in the picture; it is 4."),
    ({"L": 9, "here": 0}, "here should be the number of a layer in the picture; it is 0."),
    ({"L": 9, "here": 1.5}, "here should be the number of a layer in the picture; it is 1.5."),
    ({"L": 2, "here": "predict"}, f"here should be one of {NAMES}; it is 'predict'."),
    (
        {"L": 2, "here": "linear_backward", "backward": False},
        "linear_backward is in the backward pass, which backward=False leaves out.",
    ),
]


@pytest.mark.parametrize(("arguments", "words"), NO_BLOCKS)
def test_no_blocks(arguments, words):
    with pytest.raises(ValueError) as error:
        draw_blocks(**arguments)
    assert str(error.value) == words


@pytest.mark.slow
@pytest.mark.parametrize("L", [1, 3, 12, *map(rarely, [2, 4, 5, 9])])
@pytest.mark.parametrize("here", [None, 1, *FUNCTIONS])
def test_no_name_is_crossed_by_a_box_or_a_frame(L, here):
    figure = draw_blocks(L, here=here)
    figure.draw_without_rendering()
    (axes,) = figure.axes
    boxes = [patch.get_window_extent() for patch in axes.patches]
    for text in axes.texts:
        if not text.get_text():
            continue
        words = text.get_window_extent().padded(-1)
        for box in boxes:
            apart = not box.overlaps(words)
            inside = box.x0 < words.x0 < words.x1 < box.x1 and box.y0 < words.y0 < words.y1 < box.y1
            assert apart or inside, text.get_text()
