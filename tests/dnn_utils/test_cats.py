"""The trained network to play with: with widgets, without, and with a picture of one's own."""

from __future__ import annotations

import json

import numpy as np
import pytest
from kernels import WIDGET, printed, run_cells
from PIL import Image

from dnn_utils import DataError, cat_network, explore_cats, load_data
from dnn_utils.cat_network import cat_probability
from dnn_utils.data import OWN
from dnn_utils.plots.cats import _page_of

pytestmark = [pytest.mark.usefixtures("silent_backend"), pytest.mark.slow]


def test_the_static_picture_in_words():
    assert explore_cats(3, 34).alt == (
        "A trained network's predictions for 2 pictures: picture 3, cat, 100% sure, right; "
        "picture 34, cat, 80% sure, wrong."
    )
    assert explore_cats().alt.count("picture ") == 6


def test_a_picture_of_ones_own(tmp_path):
    picture = load_data(OWN)[2][3]
    path = tmp_path / "mine.png"
    Image.fromarray(picture).save(path)
    for own in (path, str(path)):
        assert explore_cats(own).alt == (
            "A trained network's predictions for 1 picture: mine.png, cat, 100% sure."
        )


def test_what_is_no_picture_is_refused(tmp_path):
    with pytest.raises(DataError, match="is not there"):
        explore_cats(str(tmp_path / "none.png"))
    for number in (50, -1, 2.5):
        with pytest.raises(ValueError) as error:
            explore_cats(number)
        assert str(error.value) == (
            f"Test pictures have the numbers 0 to 49; there is no {number!r}."
        )


def test_an_uploaded_file(tmp_path):
    path = tmp_path / "mine.png"
    Image.fromarray(load_data(OWN)[2][34]).save(path)
    page = _page_of({"name": "mine.png", "content": memoryview(path.read_bytes())})
    assert (
        'alt="mine.png: the network says cat, 80% sure. The probability of a cat is 0.80."' in page
    )
    page = _page_of({"name": "<b>.txt", "content": memoryview(b"no picture")})
    assert page == (
        "<p>&lt;b&gt;.txt is no picture that can be read here; save it as PNG or JPEG in another "
        "program, and load that.</p>"
    )


def test_a_network_that_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(cat_network, "FILE", tmp_path / "cat_network.h5")
    cat_network.layers.cache_clear()
    with pytest.raises(DataError) as error:
        cat_probability(np.zeros((64, 64, 3)))
    assert (
        str(error.value) == f"{tmp_path / 'cat_network.h5'} is missing; get the whole course again."
    )


EXPLORE = "from dnn_utils import explore_cats; explore_cats(3, 34);"
MOVE = """
import json
from ipywidgets import HTML, Button, SelectionSlider
from ipywidgets.widgets.widget import _instances
def one(kind):
    return [w for w in _instances.values() if type(w) is kind][0]
slider, button, picture = one(SelectionSlider), one(Button), one(HTML)
seen = [(len(slider.options), slider.value, picture.value)]
slider.value = "picture 27"
seen.append((0, slider.value, picture.value))
for _ in range(6):
    button.click()
    seen.append((0, slider.value, picture.value))
print(json.dumps([(n, at, page.split('alt="')[1].split('"')[0]) for n, at, page in seen]))
"""


def test_the_slider_goes_through_all_and_the_button_to_the_mistakes():
    notebook, displayed = run_cells(EXPLORE, MOVE, attended=True)
    assert set(displayed[0]) == {WIDGET, "text/html", "image/png", "text/plain"}
    first, moved, *mistakes = json.loads(printed(notebook))
    assert first[:2] == [50, "picture 3"]
    assert moved[2] == (
        "picture 27: the network says not a cat, 86% sure, which is right. The probability of a "
        "cat is 0.14."
    )
    assert len({at for _, at, _ in mistakes}) == 5, "of six clicks, the last is the first again"
    assert mistakes[-1] == mistakes[0]
    for _, at, words in mistakes:
        assert words.startswith(f"{at}: ")
        assert "which is wrong" in words


def test_without_widgets_there_is_the_static_picture():
    _, displayed = run_cells(EXPLORE, attended=False)
    assert [set(data) for data in displayed] == [{"text/html", "image/png", "text/plain"}]
