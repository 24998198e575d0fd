"""
How the recipe of the course learns the data set: the figures of data/DATASHEET.md.

``python bench/datasheet.py`` prints them; ``--drawings N`` also draws the set N times with other
seeds, and says how many networks don't learn.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from data.drawing.make_data import draw_set  # noqa: E402
from dnn_utils import load_data  # noqa: E402
from dnn_utils.data import OWN  # noqa: E402

DEEP, TWO = (12288, 20, 7, 5, 1), (12288, 7, 1)
LEARNING_RATE, ITERATIONS = 0.0075, 2500
SEEDS = range(1, 6)


@dataclass
class Pictures:
    """
    The data set as the network takes it.

    Attributes
    ----------
    X, T : ndarray, shapes (12288, m) and (12288, m_test), values from 0 to 1
    y, t : ndarray, shapes (1, m) and (1, m_test), 1 is a cat
    gram : ndarray, shape (m, m), X transposed times X
    """

    X: np.ndarray
    y: np.ndarray
    T: np.ndarray
    t: np.ndarray

    def __post_init__(self) -> None:
        self.gram = self.X.T @ self.X


def pictures(seed: int | None = None) -> Pictures:
    """Give the data set as it is kept, or one drawn with another seed."""
    if seed is None:
        x, y, t, labels, _ = load_data(OWN)
    else:
        (x, y), (t, labels) = draw_set("train", seed), draw_set("test", seed)
    x, t = (pixels.reshape(len(pixels), -1).T / 255 for pixels in (x, t))
    return Pictures(x, y.reshape(1, -1), t, labels.reshape(1, -1))


def train(
    data: Pictures,
    layer_dims: tuple[int, ...],
    seed: int,
    scale: float | None = None,
    iterations: int = ITERATIONS,
) -> tuple[list[float], float, np.ndarray]:
    """
    Train by the recipe, the fast way.

    Every gradient of W1 is some S times X transposed, so W1 is never formed while it trains:
    Z1 = W1(0) X - S X^T X + b1, with X^T X computed once. The costs are those of L_layer_model.

    Parameters
    ----------
    data : the pictures
    layer_dims : how many units each layer has, the input first
    seed : for the weights
    scale : what they are multiplied by; without it, one over the root of their layer's inputs

    Returns
    -------
    costs : at iterations 0, 100, 200, ...
    accuracy : on the training set
    probabilities : ndarray, shape (1, m_test), of a cat, on the test set
    """
    np.random.seed(seed)
    W, b = [], []
    for n_prev, n in zip(layer_dims[:-1], layer_dims[1:], strict=True):
        W.append(np.random.randn(n, n_prev) * (scale or 1 / np.sqrt(n_prev)))
        b.append(np.zeros((n, 1)))
    m = data.X.shape[1]
    first, S, costs = W[0] @ data.X, np.zeros((layer_dims[1], m)), []
    for i in range(iterations):
        As = _forward(first - S @ data.gram, W, b)
        if i % 100 == 0:
            costs.append(float(-np.mean(np.log(np.where(data.y == 1, As[-1], 1 - As[-1])))))
        dZ = As[-1] - data.y
        for layer in range(len(W) - 1, -1, -1):
            db = np.sum(dZ, axis=1, keepdims=True) / m
            if layer:
                dW = dZ @ As[layer - 1].T / m
                dZ_prev = (W[layer].T @ dZ) * (As[layer - 1] > 0)
                W[layer] = W[layer] - LEARNING_RATE * dW
            else:
                S = S + LEARNING_RATE / m * dZ
            b[layer] = b[layer] - LEARNING_RATE * db
            dZ = dZ_prev
    trained = _forward(first - S @ data.gram, W, b)[-1]
    tested = _forward((W[0] - S @ data.X.T) @ data.T, W, b)[-1]
    return costs, float(np.mean((trained > 0.5) == data.y)), tested


def _forward(Z: np.ndarray, W: list, b: list) -> list[np.ndarray]:
    """Give the activations of all layers; Z is W1 X, without b1."""
    As = [np.maximum(Z + b[0], 0)]
    for layer in range(1, len(W)):
        Z = W[layer] @ As[-1] + b[layer]
        As.append(1 / (1 + np.exp(-Z)) if layer == len(W) - 1 else np.maximum(Z, 0))
    return As


def single_numbers(X: np.ndarray) -> dict[str, np.ndarray]:
    """Give, of each picture, numbers that sum it up; X has the shape (12288, m), each (m,)."""
    dots = X.T.reshape(X.shape[1], -1, 3)
    red, green, blue = dots.mean(axis=1).T
    return {
        "brightness": dots.mean(axis=(1, 2)),
        "red": red,
        "green": green,
        "blue": blue,
        "red - green": red - green,
        "red - blue": red - blue,
        "green - blue": green - blue,
        "contrast": dots.std(axis=(1, 2)),
    }


def best_threshold(values: np.ndarray, y: np.ndarray) -> tuple[float, int, float]:
    """
    Find the threshold that tells most of some examples right.

    Returns
    -------
    threshold, way : a cat is where way * (values - threshold) > 0
    accuracy : the share that it tells right
    """
    ordered = np.sort(values)
    tries = [ordered[0] - 1, *(ordered[1:] + ordered[:-1]) / 2]
    found = [
        (float(np.mean((way * (values - threshold) > 0) == y)), float(threshold), way)
        for threshold in tries
        for way in (1, -1)
    ]
    accuracy, threshold, way = max(found)
    return threshold, way, accuracy


def by_one_number(data: Pictures) -> dict[str, tuple[float, float]]:
    """Give what share of both sets the best threshold of the training set tells right."""
    shares, tested = {}, single_numbers(data.T)
    for name, values in single_numbers(data.X).items():
        threshold, way, accuracy = best_threshold(values, data.y[0])
        right = np.mean((way * (tested[name] - threshold) > 0) == data.t[0])
        shares[name] = accuracy, float(right)
    return shares


def report(data: Pictures) -> None:
    """Print the figures of the datasheet."""
    said = None
    print("layers                   seed  first cost  at 300  last cost  training  test")
    for layer_dims in (DEEP, TWO):
        for seed in SEEDS:
            costs, accuracy, p = train(data, layer_dims, seed)
            test = np.mean((p > 0.5) == data.t)
            print(
                f"{'-'.join(map(str, layer_dims)):25}{seed:4}{costs[0]:12.6f}{costs[3]:8.3f}"
                f"{costs[-1]:11.6f}{accuracy:10.3f}{test:6.2f}"
            )
            if said is None:
                said, table = p > 0.5, costs
    print("\ncosts of the first: " + " ".join(f"{cost:.6f}" for cost in table))
    print("test set, first network:    is a cat   is none")
    for name, guess in (("said cat", said), ("said no cat", ~said)):
        counts = [int(np.sum(guess & (data.t == truth))) for truth in (1, 0)]
        print(f"{name:25}{counts[0]:11}{counts[1]:10}")
        wrong = guess & (data.t != (name == "said cat"))
        print(f"  wrong: pictures {', '.join(map(str, np.flatnonzero(wrong)))}")
    costs, accuracy, _ = train(data, DEEP, 1, scale=0.01)
    print(f"\nweights times 0.01: last cost {costs[-1]:.6f}, training {accuracy:.4f}")
    print("\nbest threshold on       training  test")
    for name, (trained, tested) in by_one_number(data).items():
        print(f"{name:24}{trained:8.2f}{tested:6.2f}")


def other_drawings(count: int) -> None:
    """Print how the recipe does on the set drawn with other seeds."""
    results = {DEEP: [], TWO: []}
    for drawing in range(1000, 1000 + count):
        data = pictures(drawing)
        for layer_dims, found in results.items():
            for seed in SEEDS:
                costs, accuracy, p = train(data, layer_dims, seed)
                found.append((costs[10], costs[-1], accuracy, np.mean((p > 0.5) == data.t)))
    for layer_dims, found in results.items():
        at_1000, last, accuracy, test = np.array(found).T
        print(
            f"{'-'.join(map(str, layer_dims))}: {len(found)} networks on {count} drawings, "
            f"{np.sum(last > 0.5)} don't learn; cost at 1000 at most {at_1000.max():.3f}, last at "
            f"most {last.max():.3f}; training at least {accuracy.min():.3f}; "
            f"test {test.mean():.3f} ({test.min():.2f} to {test.max():.2f})"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--drawings", type=int, default=0, help="how many other drawings to try")
    options = parser.parse_args()
    report(pictures())
    if options.drawings:
        print()
        other_drawings(options.drawings)
