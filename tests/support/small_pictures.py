"""Small random pictures of two classes."""

from __future__ import annotations

import numpy as np

CLASSES = np.array([b"non-cat", b"cat"])


def draw_pictures(m, wrong, seed=0):
    """Give m pictures as columns, labels, and predictions that are wrong in the given places."""
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 256, (12288, m)) / 255
    Y = np.arange(m).reshape(1, m) % 2
    predictions = Y.copy()
    predictions[0, wrong] = 1 - predictions[0, wrong]
    return X, Y, predictions
