"""Reading the pictures, from this project's own files or from the original ones."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np

OWN = Path(__file__).resolve().parents[1] / "data"
VARIABLE = "DNN_ORIGINAL_DATA"
# The names of the two files: the original's, then this project's.
NAMES = (("train_catvnoncat.h5", "test_catvnoncat.h5"), ("train_cats.h5", "test_cats.h5"))
PICTURE = (64, 64, 3)
CLASSES = np.array([b"non-cat", b"cat"])


class DataError(Exception):
    """The data can't be used; the message says which file, why, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback."""
        return [str(self)]


def load_data(directory=None):
    """
    Read the training and the test pictures.

    Parameters
    ----------
    directory : str or Path, optional
        A folder with the original files, ``train_catvnoncat.h5`` and ``test_catvnoncat.h5``, or
        with ``train_cats.h5`` and ``test_cats.h5``. Without it, the folder that the environment
        variable DNN_ORIGINAL_DATA names; without that too, this project's own data.

    Returns
    -------
    train_x_orig : ndarray of uint8, shape (m_train, 64, 64, 3)
        Pictures: row, column, and red, green and blue from 0 to 255.
    train_y : ndarray of int64, shape (1, m_train)
        Labels: 1 is a cat, 0 is none.
    test_x_orig : ndarray of uint8, shape (m_test, 64, 64, 3)
    test_y : ndarray of int64, shape (1, m_test)
    classes : ndarray of bytes, shape (2,)
        The names of the labels 0 and 1; ``classes[1].decode()`` is "cat".

    Raises
    ------
    DataError
        If a file is missing or can't be used.
    """
    train, test = _files(directory)
    train_x, train_y, classes = _read(train, "train")
    test_x, test_y, _ = _read(test, "test")
    return train_x, train_y, test_x, test_y, classes


def _files(directory) -> tuple[Path, Path]:
    """Find the two files; the originals come first, and the two sets are never mixed."""
    folder, remedy = _folder(directory)
    if not folder.exists():
        raise DataError(f"There is no folder {folder}; {remedy}.")
    if not folder.is_dir():
        raise DataError(f"{folder} is a file, not a folder; {remedy}.")
    pairs = [(folder / train, folder / test) for train, test in NAMES]
    for pair in pairs:
        if all(path.exists() for path in pair):
            return pair
    for pair in pairs:
        for there, missing in (pair, pair[::-1]):
            if there.exists():
                raise DataError(
                    f"The folder {folder} has {there.name} and no {missing.name}; put that beside "
                    f"it, or {remedy}."
                )
    raise DataError(
        f"The folder {folder} has neither {' and '.join(NAMES[0])} nor {' and '.join(NAMES[1])}; "
        f"{remedy}."
    )


def _folder(directory) -> tuple[Path, str]:
    """Choose the folder, and say what to do when it is not the right one."""
    if directory:
        return Path(directory), "give load_data the folder of the two .h5 files"
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named), f"correct the environment variable {VARIABLE}, or remove it"
    return OWN, "get the whole course again, and keep its folders together"


def _read(path: Path, which: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read one file: pictures (m, 64, 64, 3), labels (1, m), class names (2,)."""
    found = read_data_sets(path)
    for key in (f"{which}_set_x", f"{which}_set_y"):
        if key not in found:
            keys = ", ".join(sorted(found)) or "none"
            raise DataError(
                f"{path} has no data set {key} (it has: {keys}); see whether it is the right file."
            )
    x = _pictures(path, found[f"{which}_set_x"])
    y = _labels(path, found[f"{which}_set_y"], len(x))
    return x, y, _class_names(path, found.get("list_classes", CLASSES))


def read_data_sets(path: Path) -> dict[str, np.ndarray]:
    """
    Read every data set of an HDF5 file.

    The bytes are read first and then taken apart: so the file is not locked, which HDF5 does and
    some network drives refuse.
    """
    import h5py

    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"{path} can't be opened ({error.strerror}); see whether it is a file that you may "
            "read."
        ) from None
    _refuse_what_is_no_hdf5(path, content[:512])
    try:
        with h5py.File(io.BytesIO(content), "r") as file:
            return {key: x[()] for key, x in file.items() if isinstance(x, h5py.Dataset)}
    # A damaged file makes h5py raise nearly anything: OSError, RuntimeError, KeyError, TypeError.
    except Exception:
        raise DataError(f"{path} is cut short or damaged; get the file again.") from None


def _refuse_what_is_no_hdf5(path: Path, start: bytes) -> None:
    if start.startswith(b"\x89HDF\r\n\x1a\n"):
        return
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        problem = "is empty; get the file again"
    elif text.startswith(b"<"):
        problem = "is a web page (HTML) saved under an .h5 name; download the file itself"
    elif text.startswith(b"version https://git-lfs"):
        problem = (
            "is a Git LFS pointer, which only stands for the data; run git lfs pull where it comes "
            "from, or download the file itself"
        )
    else:
        problem = "is not an HDF5 file; get the file again"
    raise DataError(f"{path} {problem}.")


def _pictures(path: Path, x: np.ndarray) -> np.ndarray:
    shape, dtype = np.shape(x), np.asarray(x).dtype
    if len(shape) != 4 or shape[1:] != PICTURE or dtype != np.uint8:
        raise DataError(
            f"The pictures in {path} have the shape {shape} and the type {dtype}, not "
            f"(m, 64, 64, 3) and uint8; see whether it is the right file."
        )
    if not len(x):
        raise DataError(f"{path} holds no pictures; see whether it is the right file.")
    return x


def _labels(path: Path, y: np.ndarray, m: int) -> np.ndarray:
    """Bring labels of shape (m,), (m, 1) or (1, m) to (1, m)."""
    y = np.asarray(y)
    if y.size != m:
        raise DataError(
            f"{path} has {m} pictures and {y.size} labels, not as many of each; get the file again."
        )
    if y.shape not in ((m,), (m, 1), (1, m)):
        raise DataError(
            f"The labels in {path} have the shape {y.shape}, not (1, {m}); see whether it is the "
            "right file."
        )
    if y.dtype.kind not in "biuf" or not np.isin(y, (0, 1)).all():
        raise DataError(
            f"The labels in {path} are not all 0 or 1, which is a cat; see whether it is the right "
            "file."
        )
    return y.reshape(1, m).astype(np.int64)


def _class_names(path: Path, names: np.ndarray) -> np.ndarray:
    """Give the two names as an array of bytes, in however HDF5 keeps its text."""
    names = np.asarray(names)
    if names.shape != (2,) or not all(isinstance(name, (bytes, str)) for name in names):
        raise DataError(
            f"The data set list_classes in {path} is not two names; see whether it is the right "
            "file."
        )
    return np.array([name if isinstance(name, bytes) else name.encode() for name in names])
