"""Points of two classes, and a function that tells them apart."""

from __future__ import annotations

import numpy as np

RNG = np.random.default_rng(0)


X = RNG.uniform(-1, 1, (2, 40))


Y = (X[:1] > 0.25).astype(int)


def step(x):
    """Say 1 right of 0.25."""
    return (x[:1] > 0.25) * 0.8 + 0.1


def drawn(figure):
    return [axes for axes in figure.axes if axes.images]
