"""Data files for tests, right and wrong ones."""

from __future__ import annotations

import h5py
import numpy as np
import pytest

from dnn_utils import DataError, data, load_data

ORIGINAL, OWN = data.NAMES


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


def refused(directory=None) -> str:
    with pytest.raises(DataError) as error:
        load_data(directory)
    assert error.value._render_traceback_() == [str(error.value)]
    assert "\n" not in str(error.value)
    return str(error.value)
