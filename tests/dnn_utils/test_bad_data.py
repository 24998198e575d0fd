"""Data files that are no good: the exact words for each way."""

from __future__ import annotations

import h5py
import numpy as np
import pytest
from data_files import OWN, pictures, refused, write

SEE = "see whether it is the right file."


@pytest.fixture
def train(tmp_path):
    """The path of the training file in a folder where all is well."""
    for name, which in zip(OWN, ("train", "test"), strict=True):
        write(tmp_path / name, which)
    return tmp_path / OWN[0]


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


DAMAGED = "is cut short or damaged; get the file again."


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.5, 0.99])
def test_a_truncated_file(train, share):
    content = train.read_bytes()
    train.write_bytes(content[: max(8, int(len(content) * share))])
    assert refused(train.parent) == f"{train} {DAMAGED}"


def test_a_damaged_file(train):
    content = train.read_bytes()
    assert b"TREE" in content
    train.write_bytes(content.replace(b"TREE", b"tree"))
    assert refused(train.parent) == f"{train} {DAMAGED}"


def test_a_folder_under_the_files_name(train):
    train.unlink()
    train.mkdir()
    message = refused(train.parent)
    assert message.startswith(f"{train} can't be opened (")
    assert message.endswith("); see whether it is a file that you may read.")


MISSING = [
    ({"train_set_x": None}, "train", "train_set_x", "list_classes, train_set_y"),
    ({"train_set_y": None}, "train", "train_set_y", "list_classes, train_set_x"),
    ({}, "test", "train_set_x", "list_classes, test_set_x, test_set_y"),
]


@pytest.mark.parametrize(("changed", "which", "missing", "keys"), MISSING)
def test_a_missing_key(train, changed, which, missing, keys):
    write(train, which, **changed)
    assert refused(train.parent) == f"{train} has no data set {missing} (it has: {keys}); {SEE}"


def test_no_keys_at_all(train):
    with h5py.File(train, "w") as file:
        file.create_group("train_set_x")
    assert refused(train.parent) == f"{train} has no data set train_set_x (it has: none); {SEE}"


WRONG_PICTURES = {
    "float64": np.zeros((5, 64, 64, 3)),
    "flattened": np.zeros((5, 12288), np.uint8),
    "32 by 32": np.zeros((5, 32, 32, 3), np.uint8),
    "gray": np.zeros((5, 64, 64), np.uint8),
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


def six_pictures(labels):
    return {"train_set_x": pictures(6), "train_set_y": np.array(labels, int)}


NOT_LABELS = f"The labels in PATH are not all 0 or 1, which is a cat; {SEE}"
WRONG_SETS = [
    (
        {"train_set_x": pictures(0), "train_set_y": np.zeros(0, int)},
        f"PATH holds no pictures; {SEE}",
    ),
    (
        six_pictures([0, 1, 1, 0]),
        "PATH has 6 pictures and 4 labels, not as many of each; get the file again.",
    ),
    (
        six_pictures([[0, 1, 1], [0, 1, 1]]),
        f"The labels in PATH have the shape (2, 3), not (1, 6); {SEE}",
    ),
    (six_pictures([0, 1, 2, 0, 1, 0]), NOT_LABELS),
    ({"train_set_y": np.array([0, 1, 0.5, 0, 1])}, NOT_LABELS),
    ({"train_set_y": np.array([b"0"] * 5)}, NOT_LABELS),
]


@pytest.mark.parametrize(("sets", "words"), WRONG_SETS)
def test_pictures_and_labels_that_do_not_go_together(train, sets, words):
    write(train, "train", **sets)
    assert refused(train.parent) == words.replace("PATH", str(train))


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
