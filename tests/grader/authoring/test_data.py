"""The drawn data set: its layout, how it is drawn, and how the course's recipe learns it."""

from __future__ import annotations

from collections import Counter

import h5py
import numpy as np
import pytest
from benches import load_bench

import solutions
from data.drawing.canvas import Canvas
from data.drawing.make_data import SETS, deal, develop
from data.drawing.others import KINDS
from dnn_utils import load_data
from dnn_utils.data import OWN
from dnn_utils.notebook import unwatched

pytestmark = pytest.mark.slow

ENTROPY = 0.643985  # of the labels of the training set


@pytest.fixture(scope="module")
def bench():
    return load_bench("datasheet")


@pytest.fixture(scope="module")
def pictures(bench):
    return bench.pictures()


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


def test_every_picture_is_one_of_its_own():
    train_x, _, test_x, _, _ = load_data(OWN)
    assert len({picture.tobytes() for picture in (*train_x, *test_x)}) == 259
    assert min(picture.std() for picture in (*train_x, *test_x)) > 20


def test_a_shape_covers_its_area_wherever_its_frame_is():
    for frame in ((0.5, 0.5, 0.4, 0.0, False), (0.45, 0.55, 0.4, 0.3, True)):
        for shape, area in (("ellipse", np.pi * 0.5 * 0.3), ("box", 4 * 0.5 * 0.3)):
            canvas = Canvas()
            with canvas.at(*frame):
                canvas.paint(getattr(canvas, shape)(0.1, -0.2, 0.5, 0.3), (1, 1, 1))
            assert canvas.dots().mean() == pytest.approx(area * 0.4**2, rel=0.01)
            assert canvas.x.max() < 1, "the frame of the whole picture is back"


def test_an_outline_with_a_dent_is_filled_as_it_should_be():
    canvas = Canvas()
    canvas.paint(
        canvas.polygon((0.2, 0.2), (0.8, 0.2), (0.5, 0.5), (0.8, 0.8), (0.2, 0.8)), (1, 1, 1)
    )
    assert canvas.dots().mean() == pytest.approx(0.36 - 0.09, rel=0.01)


def test_a_picture_is_brought_to_a_brightness():
    dots = np.linspace(0, 1, 64 * 64 * 3).reshape(64, 64, 3)
    for brightness in (0.3, 0.4, 0.6):
        picture = develop(dots, brightness)
        assert picture.mean() / 255 == pytest.approx(brightness, abs=0.001)
        assert (picture.min(), picture.max()) == (0, 255)


def test_kinds_are_dealt_by_their_shares():
    dealt = deal(np.random.default_rng(0), {"fox": 3, "owl": 1, "hen": 1}, 12)
    counts = Counter(dealt)
    assert len(dealt) == 12
    assert counts["fox"] in (7, 8)
    assert counts["owl"] in (2, 3)
    assert counts["hen"] in (2, 3)


def test_there_are_many_kinds_of_other_things():
    assert len({kind.__name__ for kind in KINDS}) == len(KINDS)
    assert {"dog", "fox", "owl", "rabbit", "person", "car", "flower"} <= {k.__name__ for k in KINDS}
    assert len(KINDS) >= 22


@pytest.mark.exhaustive
def test_the_fast_training_is_the_recipe(bench, pictures, capsys):
    np.random.seed(1)
    with unwatched():
        parameters = solutions.L_layer_model(
            pictures.X,
            pictures.y,
            list(bench.DEEP),
            bench.LEARNING_RATE,
            201,
            print_cost=True,
            initialize=solutions.initialize_parameters_scaled,
        )
    printed = [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()]
    costs, accuracy, p = bench.train(pictures, bench.DEEP, 1, iterations=201)
    assert printed == [f"{cost:f}" for cost in costs]
    said = solutions.predict(pictures.X, pictures.y, parameters)
    assert accuracy == pytest.approx(np.mean(said == pictures.y))
    assert np.array_equal(p > 0.5, solutions.predict(pictures.T, pictures.t, parameters) == 1)


@pytest.mark.exhaustive
def test_the_recipe_learns_it_but_not_perfectly(bench, pictures):
    tested = {}
    for layer_dims in (bench.DEEP, bench.TWO):
        for seed in bench.SEEDS:
            costs, accuracy, p = bench.train(pictures, layer_dims, seed)
            tested.setdefault(layer_dims, []).append(np.mean((p > 0.5) == pictures.t))
            assert costs[3] < ENTROPY - 0.1, "it is seen to learn in the first hundreds"
            assert costs[-1] < 0.1
            assert accuracy > 0.95
            assert 0.75 < tested[layer_dims][-1] < 0.92
    deep, two = tested[bench.DEEP], tested[bench.TWO]
    assert two[0] < deep[0], "with the course's seed, four layers are better than two"
    assert abs(np.mean(deep) - np.mean(two)) < 0.05


def test_small_weights_stall_at_the_entropy_of_the_labels(bench, pictures):
    costs, accuracy, p = bench.train(pictures, bench.DEEP, 1, scale=0.01)
    assert costs[0] == pytest.approx(np.log(2), abs=1e-5)
    assert costs[-1] == pytest.approx(ENTROPY, abs=1e-6)
    assert not (p > 0.5).any()
    assert accuracy == pytest.approx(137 / 209)


def test_no_single_number_tells_cats_from_others(bench, pictures):
    for name, (_, tested) in bench.by_one_number(pictures).items():
        assert tested < 0.6, name


def test_a_threshold_finds_a_number_that_does_tell(bench):
    y = np.array([0, 1] * 20)
    values = np.where(y == 1, 0.3, 0.5) + 0.01 * np.arange(40) / 40
    threshold, way, accuracy = bench.best_threshold(values, y)
    assert (way, accuracy) == (-1, 1)
    assert 0.31 < threshold < 0.5


@pytest.mark.exhaustive
def test_the_recipe_learns_another_drawing_too(bench):
    another = bench.pictures(seed=1000)
    for seed in bench.SEEDS:
        costs, accuracy, _ = bench.train(another, bench.DEEP, seed)
        assert costs[-1] < 0.2
        assert accuracy > 0.95
