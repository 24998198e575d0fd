"""Reading the data: where the files are looked for, both layouts, the words when none is there."""

from __future__ import annotations

import hashlib

import h5py
import numpy as np
import pytest
from data_files import ORIGINAL, OWN, pictures, refused, write

from dnn_utils import data, load_data

GIVEN = "give load_data the folder of the two .h5 files"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch, request):
    if "original_data" not in request.fixturenames:
        monkeypatch.delenv(data.VARIABLE, raising=False)


@pytest.fixture(params=[ORIGINAL, OWN], ids=["original", "own"])
def folder(tmp_path, request):
    for name, which in zip(request.param, ("train", "test"), strict=True):
        write(tmp_path / name, which)
    return tmp_path


@pytest.fixture
def train(tmp_path):
    """The path of the training file in a folder where all is well."""
    for name, which in zip(OWN, ("train", "test"), strict=True):
        write(tmp_path / name, which)
    return tmp_path / OWN[0]


def test_both_layouts(folder):
    train_x, train_y, test_x, test_y, classes = load_data(folder)
    assert train_x.dtype == test_x.dtype == np.uint8
    assert train_y.dtype == test_y.dtype == np.int64
    assert (train_x == pictures(5)).all()
    assert (test_x == pictures(3)).all()
    assert train_y.tolist() == [[0, 1, 0, 1, 0]]
    assert test_y.tolist() == [[0, 1, 0]]
    assert classes.dtype == "S7"
    assert classes.tolist() == [b"non-cat", b"cat"]


def test_a_folder_as_text(folder):
    assert (load_data(str(folder))[0] == pictures(5)).all()


def test_the_variable_then_the_projects_own_data(folder, monkeypatch, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    for name, which in zip(OWN, ("train", "test"), strict=True):
        write(other / name, which, **{f"{which}_set_y": np.ones(5 if which == "train" else 3)})
    monkeypatch.setattr(data, "OWN", other)
    assert load_data()[1].sum() == 5
    monkeypatch.setenv(data.VARIABLE, str(folder))
    assert load_data()[1].sum() == 2
    assert load_data(other)[1].sum() == 5


def test_own_data_lies_beside_the_package():
    assert data.OWN.name == "data"
    assert (data.OWN.parent / "dnn_utils" / "data.py").samefile(data.__file__)


def test_the_original_goes_first_and_sets_are_not_mixed(tmp_path):
    for name, which in zip(OWN, ("train", "test"), strict=True):
        write(tmp_path / name, which)
    write(tmp_path / ORIGINAL[0], "train", train_set_y=np.ones(5))
    assert load_data(tmp_path)[1].sum() == 2
    write(tmp_path / ORIGINAL[1], "test")
    assert load_data(tmp_path)[1].sum() == 5


LABELS = {
    "a column": lambda y: y.reshape(-1, 1),
    "a row": lambda y: y.reshape(1, -1),
    "float64": lambda y: y.astype(float),
    "uint8": lambda y: y.astype(np.uint8),
    "bool": lambda y: y.astype(bool),
}


@pytest.mark.parametrize("form", LABELS)
def test_labels_in_other_forms(train, form):
    write(train, "train", train_set_y=LABELS[form](np.array([0, 1, 1, 0, 1])))
    train_y = load_data(train.parent)[1]
    assert train_y.tolist() == [[0, 1, 1, 0, 1]]
    assert train_y.dtype == np.int64


@pytest.mark.parametrize("names", [None, ["non-cat", "cat"]], ids=["none", "of any length"])
def test_class_names_in_other_forms(train, names):
    write(train, "train", list_classes=names)
    classes = load_data(train.parent)[4]
    assert classes.dtype == "S7"
    assert classes.tolist() == [b"non-cat", b"cat"]


def test_what_comes_back_may_be_changed(train):
    write(train, "train", list_classes=None)
    for array in load_data(train.parent):
        array[...] = 0
    assert load_data(train.parent)[4].tolist() == [b"non-cat", b"cat"]


REMEDIES = {
    "given": GIVEN,
    "variable": "correct the environment variable DNN_ORIGINAL_DATA, or remove it",
    "own": "get the whole course again, and keep its folders together",
}


@pytest.mark.parametrize("source", REMEDIES)
def test_no_folder(tmp_path, monkeypatch, source):
    missing = tmp_path / "nowhere"
    if source == "variable":
        monkeypatch.setenv(data.VARIABLE, str(missing))
    monkeypatch.setattr(data, "OWN", missing)
    message = refused(missing if source == "given" else None)
    assert message == f"There is no folder {missing}; {REMEDIES[source]}."


def test_a_file_where_a_folder_should_be(train):
    assert refused(train) == f"{train} is a file, not a folder; {GIVEN}."


def test_no_files(tmp_path):
    assert refused(tmp_path) == (
        f"The folder {tmp_path} has neither train_catvnoncat.h5 and test_catvnoncat.h5 nor "
        f"train_cats.h5 and test_cats.h5; {GIVEN}."
    )


@pytest.mark.parametrize("kept", [0, 1])
@pytest.mark.parametrize("names", [ORIGINAL, OWN], ids=["original", "own"])
def test_one_file_of_two(tmp_path, names, kept):
    write(tmp_path / names[kept], ("train", "test")[kept])
    assert refused(tmp_path) == (
        f"The folder {tmp_path} has {names[kept]} and no {names[1 - kept]}; put that beside it, or "
        f"{GIVEN}."
    )


def test_the_original_files(original_data):
    for given in (original_data, None):
        train_x, train_y, test_x, test_y, classes = load_data(given)
        assert train_x.shape == (209, 64, 64, 3)
        assert test_x.shape == (50, 64, 64, 3)
        assert train_y.shape == (1, 209)
        assert test_y.shape == (1, 50)
        assert (train_y.sum(), test_y.sum()) == (72, 33)
        assert (train_x.dtype, train_y.dtype, classes.dtype) == (np.uint8, np.int64, "S7")
        assert classes.tolist() == [b"non-cat", b"cat"]
    with h5py.File(original_data / ORIGINAL[0]) as file:
        stored = hashlib.sha256(file["train_set_x"][()].tobytes()).hexdigest()
    assert hashlib.sha256(train_x.tobytes()).hexdigest() == stored
