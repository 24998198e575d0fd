"""Reading the pictures, from this project's own files or from the original ones."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

OWN = Path(__file__).resolve().parents[1] / "data"
VARIABLE = "DNN_ORIGINAL_DATA"
_NAMES = {
    "train": ("train_catvnoncat.h5", "train_cats.h5"),
    "test": ("test_catvnoncat.h5", "test_cats.h5"),
}
_CLASSES = np.array([b"non-cat", b"cat"])


class DataError(Exception):
    """A data file can't be used; the message says which, why, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback."""
        return [str(self)]


def load_data(directory=None):
    """
    Read the training and the test pictures.

    Parameters
    ----------
    directory : str or Path, optional
        A folder with the original files, ``train_catvnoncat.h5`` and ``test_catvnoncat.h5``.
        Without it, the folder that the environment variable DNN_ORIGINAL_DATA names; without that
        too, this project's own data.

    Returns
    -------
    train_x_orig : ndarray of uint8, shape (m_train, 64, 64, 3)
        Pictures with red, green and blue from 0 to 255.
    train_y : ndarray of int, shape (1, m_train)
        Labels: 1 is a cat.
    test_x_orig : ndarray of uint8, shape (m_test, 64, 64, 3)
    test_y : ndarray of int, shape (1, m_test)
    classes : ndarray of bytes, shape (2,)
        The names of the labels 0 and 1.

    Raises
    ------
    DataError
        If a file is missing or can't be used.
    """
    folder = Path(directory or os.environ.get(VARIABLE) or OWN)
    if not folder.is_dir():
        raise DataError(
            f"There is no folder {folder}. Give load_data the folder of the two .h5 files, or "
            f"nothing for the course's own data."
        )
    train_x, train_y, classes = _read(_find(folder, "train"), "train")
    test_x, test_y, _ = _read(_find(folder, "test"), "test")
    return train_x, train_y, test_x, test_y, classes


def _find(folder: Path, which: str) -> Path:
    for name in _NAMES[which]:
        if (folder / name).exists():
            return folder / name
    raise DataError(f"There is no file {_NAMES[which][0]} in the folder {folder}.")


def _read(path: Path, which: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read one file: pictures (m, 64, 64, 3), labels (1, m), class names (2,)."""
    import h5py

    _refuse_what_is_no_hdf5(path)
    try:
        with h5py.File(path, "r") as file:
            keys = sorted(file)
            x_key, y_key = f"{which}_set_x", f"{which}_set_y"
            for key in (x_key, y_key):
                if key not in keys:
                    found = ", ".join(keys) or "none"
                    raise DataError(f"{path} has no data set {key}; it has {found}.")
            x, y = file[x_key][()], file[y_key][()]
            classes = file["list_classes"][()] if "list_classes" in keys else _CLASSES.copy()
    except OSError as error:
        raise DataError(
            f"{path} is damaged: it begins as an HDF5 file and can't be read to its end ({error}). "
            "Get it again."
        ) from None
    return *_checked(path, x, y), classes


def _refuse_what_is_no_hdf5(path: Path) -> None:
    start = path.read_bytes()[:512]
    if start.startswith(b"\x89HDF\r\n\x1a\n"):
        return
    text = start.lstrip().lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise DataError(
            f"{path} is an HTML page that was saved under an .h5 name, not the data. Download the "
            "file itself."
        )
    if text.startswith(b"version https://git-lfs"):
        raise DataError(
            f"{path} is a Git LFS pointer, which stands for the data. Run git lfs pull where it "
            "came from, or download the file itself."
        )
    raise DataError(f"{path} is not an HDF5 file. Get it again.")


def _checked(path: Path, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hold pictures and labels against each other; labels of any shape become (1, m)."""
    if x.ndim != 4 or x.shape[3] != 3 or x.dtype != np.uint8:
        raise DataError(
            f"The pictures in {path} should be of shape (m, 64, 64, 3) and type uint8; they are of "
            f"shape {x.shape} and type {x.dtype}."
        )
    if y.size != len(x):
        raise DataError(f"{path} has {len(x)} pictures and {y.size} labels; they should be equal.")
    if not np.isin(y, (0, 1)).all():
        raise DataError(f"The labels in {path} should be 0 and 1 (a cat).")
    return x, y.reshape(1, -1)
