"""The drawn data set."""

from __future__ import annotations

import h5py
import numpy as np
import pytest

import solutions
from data.make_data import SETS
from dnn_utils import load_data
from dnn_utils.data import OWN


@pytest.fixture(scope="module")
def pictures():
    return load_data(OWN)


@pytest.mark.parametrize("which", SETS)
def test_the_files_have_the_originals_layout(which):
    count, cats = SETS[which]
    with h5py.File(OWN / f"{which}_cats.h5") as file:
        assert sorted(file) == ["list_classes", f"{which}_set_x", f"{which}_set_y"]
        x, y = file[f"{which}_set_x"], file[f"{which}_set_y"]
        assert (x.shape, x.dtype) == ((count, 64, 64, 3), np.uint8)
        assert (y.shape, y.dtype) == ((count,), np.int64)
        assert int(y[()].sum()) == cats
        assert file["list_classes"].dtype == "S7"
        assert file["list_classes"][()].tolist() == [b"non-cat", b"cat"]


def test_every_picture_is_one_of_its_own(pictures):
    train_x, _, test_x, _, _ = pictures
    assert len({picture.tobytes() for picture in (*train_x, *test_x)}) == 259
    assert min(picture.std() for picture in (*train_x, *test_x)) > 5


def test_the_recipe_learns_it_but_not_perfectly(pictures, capsys, monkeypatch):
    monkeypatch.setattr("solutions.training.plot_costs", lambda costs, learning_rate: None)
    train_x, train_y, test_x, test_y, _ = pictures
    X, T = (x.reshape(len(x), -1).T / 255 for x in (train_x, test_x))
    np.random.seed(1)
    parameters = solutions.L_layer_model(
        X,
        train_y,
        [12288, 20, 7, 5, 1],
        0.0075,
        2500,
        initialize=solutions.initialize_parameters_scaled,
    )
    assert np.mean(solutions.predict(X, train_y, parameters) == train_y) > 0.95
    assert 0.75 < np.mean(solutions.predict(T, test_y, parameters) == test_y) < 0.92
