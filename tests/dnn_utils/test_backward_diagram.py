"""The backward pass, block by block: its numbers, its frames, and its sliders."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import pytest
from kernels import WIDGET, printed, run_cells
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from dnn_utils import explore_backward
from dnn_utils.plots.backward import _draw
from dnn_utils.plots.style import GREEN

pytestmark = pytest.mark.usefixtures("silent_backend")
NETWORK = {"W1": 2.0, "b1": -1.0, "W2": 0.2, "b2": -1.0}
BLOCKS = ["cost", "layer 2: sigmoid", "layer 2: linear", "layer 1: relu", "layer 1: linear"]


def test_the_static_picture_in_words():
    assert explore_backward(NETWORK, [3, 0.2], [1, 0]).alt == (
        "Backpropagation with x = 3, y = 1. Forward: A0 = 3, Z1 = 5, A1 = 5, Z2 = 0, A2 = 0.5. "
        "Backward: cost: local gradient -1 / A2 = -2, dA2 = -2; layer 2: sigmoid: local gradient "
        "A2 (1 - A2) = 0.25, dZ2 = -2 × 0.25 = -0.5; layer 2: linear: local gradient A1 = 5, dW2 = "
        "-0.5 × 5 = -2.5; layer 2: linear: local gradient 1, db2 = -0.5 × 1 = -0.5; layer 2: "
        "linear: local gradient W2 = 0.2, dA1 = -0.5 × 0.2 = -0.1; layer 1: relu: local gradient "
        "Z1 > 0: 1, dZ1 = -0.1 × 1 = -0.1; layer 1: linear: local gradient A0 = 3, dW1 = -0.1 × 3 "
        "= -0.3; layer 1: linear: local gradient 1, db1 = -0.1 × 1 = -0.1; layer 1: linear: local "
        "gradient W1 = 2, dA0 = -0.1 × 2 = -0.2."
    )


def frame(figure):
    """Give the left edge of the frame round the chosen block."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    green = [patch for patch in patches if to_hex(patch.get_edgecolor()) == GREEN]
    return [patch.get_x() for patch in green][1:]


def test_each_block_has_its_frame_from_right_to_left():
    places = []
    for block in BLOCKS:
        figure = _draw(NETWORK, block, "x = 3, y = 1", 3, 1)
        places += frame(figure)
        assert figure.alt.endswith(f"Chosen: {block}.")
        plt.close(figure)
    assert len(places) == 5
    assert places == sorted(places, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("block", ["", *BLOCKS])
def test_nothing_is_cut_off_and_nothing_overlaps(block):
    figure = _draw(NETWORK, block, "x = 0.2, y = 0", 0.2, 0)
    figure.draw_without_rendering()
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    width, height = figure.bbox.size
    for index, (text, box) in enumerate(zip(texts, boxes, strict=True)):
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) > 0, text
        for other, second in zip(texts[:index], boxes[:index], strict=True):
            assert not box.padded(-1).overlaps(second.padded(-1)), (text, other)
    assert width < 650
    plt.close(figure)


@pytest.mark.parametrize(("X", "Y"), [([], []), ([1], [1, 0]), ([1, 2], [1, 2])])
def test_no_examples(X, Y):
    with pytest.raises(ValueError) as error:
        explore_backward(NETWORK, X, Y)
    assert str(error.value) == "There should be an example, and for each one a label, 0 or 1."


EXPLORE = f"from dnn_utils import explore_backward; explore_backward({NETWORK}, [3, 0.2], [1, 0]);"
MOVE = """
import json
from ipywidgets import HTML, SelectionSlider
from ipywidgets.widgets.widget import _instances
block, example = [w for w in _instances.values() if isinstance(w, SelectionSlider)]
picture = [w for w in _instances.values() if isinstance(w, HTML)][0]
words = lambda: picture.value.split('alt="')[1].split('"')[0]
seen = [list(block.options), list(example.options), words()]
block.value, example.value = "layer 1: relu", "x = 0.2, y = 0"
print(json.dumps([*seen, words()]))
"""


@pytest.mark.slow
def test_the_sliders_choose_a_block_and_an_example():
    notebook, displayed = run_cells(EXPLORE, MOVE, attended=True)
    assert set(displayed[0]) == {WIDGET, "text/html", "image/png", "text/plain"}
    blocks, examples, first, moved = json.loads(printed(notebook))
    assert (blocks, examples) == (BLOCKS, ["x = 3, y = 1", "x = 0.2, y = 0"])
    assert first.endswith("Chosen: cost.")
    assert "layer 1: relu: local gradient Z1 &lt;= 0: 0, dZ1 = 0.05379 × 0 = 0" in moved
    assert moved.endswith("Chosen: layer 1: relu.")


@pytest.mark.slow
def test_without_widgets_there_is_the_static_picture():
    _, displayed = run_cells(EXPLORE, attended=False)
    assert [set(data) for data in displayed] == [{"text/html", "image/png", "text/plain"}]
