"""Reading the data: both layouts, and the exact words for each way in which a file is no good."""

from __future__ import annotations

import hashlib

import h5py
import numpy as np
import pytest

from dnn_utils import DataError, data, load_data

ORIGINAL, OWN = data.NAMES
GIVEN = "give load_data the folder of the two .h5 files"
SEE = "see whether it is the right file."


def pictures(m, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (m, 64, 64, 3), dtype=np.uint8)


def write(path, which, **changed):
    """Write a good file, or one with some of its data sets changed (None: left out)."""
    m = {"train": 5, "test": 3}[which]
    sets = {
        f"{which}_set_x": pictures(m),
        f"{which}_set_y": np.arange(m) % 2,
        "list_classes": np.array([b"non-cat", b"cat"]),
        **changed,
    }
    with h5py.File(path, "w") as file:
        for key, value in sets.items():
            if value is not None:
                file[key] = value


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


def refused(directory=None) -> str:
    with pytest.raises(DataError) as error:
        load_data(directory)
    assert error.value._render_traceback_() == [str(error.value)]
    assert "\n" not in str(error.value)
    return str(error.value)


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


def test_no_folder(tmp_path):
    missing = tmp_path / "nowhere"
    assert refused(missing) == f"There is no folder {missing}; {GIVEN}."


def test_no_folder_where_the_variable_says(tmp_path, monkeypatch):
    missing = tmp_path / "nowhere"
    monkeypatch.setenv(data.VARIABLE, str(missing))
    assert refused() == (
        f"There is no folder {missing}; correct the environment variable DNN_ORIGINAL_DATA, or "
        "remove it."
    )


def test_no_folder_of_our_own(tmp_path, monkeypatch):
    missing = tmp_path / "data"
    monkeypatch.setattr(data, "OWN", missing)
    assert refused() == (
        f"There is no folder {missing}; get the whole course again, and keep its folders together."
    )


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


HTML = "is a web page (HTML) saved under an .h5 name; download the file itself."
POINTER = (
    "is a Git LFS pointer, which only stands for the data; run git lfs pull where it comes from, "
    "or download the file itself."
)
STARTS = {
    "html": (b"\n\n<!DOCTYPE html>\n<html lang='en'>", HTML),
    "html without its type": (b"<html><head>", HTML),
    "html with a byte order mark": (b"\xef\xbb\xbf<!doctype html>", HTML),
    "xml": (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", HTML),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:fbe5\nsize 25\n", POINTER),
    "empty": (b"", "is empty; get the file again."),
    "text": (b"404: Not Found", "is not an HDF5 file; get the file again."),
    "zip": (b"PK\x03\x04" + bytes(100), "is not an HDF5 file; get the file again."),
    "a piece of the mark": (b"\x89HDF", "is not an HDF5 file; get the file again."),
}


@pytest.mark.parametrize("start", STARTS)
def test_what_is_no_hdf5_file(train, start):
    content, words = STARTS[start]
    train.write_bytes(content)
    assert refused(train.parent) == f"{train} {words}"


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.5, 0.99])
def test_a_truncated_file(train, share):
    content = train.read_bytes()
    train.write_bytes(content[: max(8, int(len(content) * share))])
    assert refused(train.parent) == f"{train} is cut short or damaged; get the file again."


def test_a_damaged_file(train):
    content = bytearray(train.read_bytes())
    places = [place for place in range(len(content)) if content[place : place + 4] == b"TREE"]
    assert places
    for place in places:
        content[place : place + 4] = b"\0\0\0\0"
    train.write_bytes(content)
    assert refused(train.parent) == f"{train} is cut short or damaged; get the file again."


def test_a_folder_under_the_files_name(train):
    train.unlink()
    train.mkdir()
    message = refused(train.parent)
    assert message.startswith(f"{train} can't be opened (")
    assert message.endswith("); see whether it is a file that you may read.")


@pytest.mark.parametrize("key", ["train_set_x", "train_set_y"])
def test_a_missing_key(train, key):
    write(train, "train", **{key: None})
    rest = {"train_set_x": "train_set_y", "train_set_y": "train_set_x"}[key]
    assert refused(train.parent) == (
        f"{train} has no data set {key} (it has: list_classes, {rest}); {SEE}"
    )


def test_files_exchanged(train):
    write(train, "test")
    assert refused(train.parent) == (
        f"{train} has no data set train_set_x (it has: list_classes, test_set_x, test_set_y); {SEE}"
    )


def test_no_keys_at_all(train):
    with h5py.File(train, "w") as file:
        file.create_group("train_set_x")
    assert refused(train.parent) == f"{train} has no data set train_set_x (it has: none); {SEE}"


WRONG_PICTURES = {
    "float64": np.zeros((5, 64, 64, 3)),
    "flattened": np.zeros((5, 12288), np.uint8),
    "32 by 32": np.zeros((5, 32, 32, 3), np.uint8),
    "grey": np.zeros((5, 64, 64), np.uint8),
    "channels first": np.zeros((5, 3, 64, 64), np.uint8),
}


@pytest.mark.parametrize("kind", WRONG_PICTURES)
def test_pictures_of_a_wrong_shape_or_type(train, kind):
    x = WRONG_PICTURES[kind]
    write(train, "train", train_set_x=x)
    assert refused(train.parent) == (
        f"The pictures in {train} have the shape {x.shape} and the type {x.dtype}, not "
        f"(m, 64, 64, 3) and uint8; {SEE}"
    )


def test_no_pictures(train):
    write(train, "train", train_set_x=pictures(0), train_set_y=np.zeros(0, int))
    assert refused(train.parent) == f"{train} holds no pictures; {SEE}"


def test_too_few_labels(train):
    write(train, "train", train_set_y=np.array([0, 1, 1, 0]))
    assert refused(train.parent) == (
        f"{train} has 5 pictures and 4 labels, not as many of each; get the file again."
    )


def test_labels_of_a_strange_shape(train):
    write(train, "train", train_set_x=pictures(6), train_set_y=np.ones((2, 3), int))
    assert refused(train.parent) == (
        f"The labels in {train} have the shape (2, 3), not (1, 6); {SEE}"
    )


@pytest.mark.parametrize("labels", [[0, 1, 2, 0, 1], [0, 1, 0.5, 0, 1], [b"0"] * 5])
def test_labels_other_than_0_and_1(train, labels):
    write(train, "train", train_set_y=np.array(labels))
    assert refused(train.parent) == (
        f"The labels in {train} are not all 0 or 1, which is a cat; {SEE}"
    )


@pytest.mark.parametrize("names", [[b"cat"], [[b"non-cat", b"cat"]], [0, 1]])
def test_strange_class_names(train, names):
    write(train, "train", list_classes=np.array(names))
    assert refused(train.parent) == f"The data set list_classes in {train} is not two names; {SEE}"


def test_the_test_file_is_looked_at_as_closely(train):
    path = train.with_name(OWN[1])
    write(path, "test", test_set_y=np.array([0]))
    assert refused(train.parent) == (
        f"{path} has 3 pictures and 1 labels, not as many of each; get the file again."
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
