"""The trained network of notebook 06, for trying out before any of it is written."""

from __future__ import annotations

import functools

import numpy as np

from dnn_utils.activations import sigmoid
from dnn_utils.data import OWN, DataError, read_data_sets

FILE = OWN / "cat_network.h5"


@functools.cache
def layers() -> list[np.ndarray]:
    """
    Read the network.

    Returns
    -------
    layers : list of ndarray, shape (n, n_prev + 1)
        One matrix for each layer: the weights, and the biases as its last column.

    Raises
    ------
    DataError
        If its file is missing or damaged.
    """
    if not FILE.is_file():
        raise DataError(f"{FILE} is missing; get the whole course again.")
    found = read_data_sets(FILE)
    return [found[name].astype(float) for name in sorted(found)]


def cat_probability(picture: np.ndarray) -> float:
    """
    Ask the network how likely a picture shows a cat.

    Parameters
    ----------
    picture : ndarray, shape (64, 64, 3)
        Red, green and blue from 0 to 255.

    Returns
    -------
    probability : float, from 0 to 1
    """
    signal = np.ravel(picture) / 255
    *hidden, output = layers()
    for matrix in hidden:
        signal = np.clip(matrix @ np.append(signal, 1), 0, None)
    return float(sigmoid(output @ np.append(signal, 1))[0][0])
