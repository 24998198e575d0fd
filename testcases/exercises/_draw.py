"""
Drawing what several exercises need: layers, parameters, labels, and their sizes.

Every exercise has test inputs of different sizes: one example, one unit, one layer and many, n
larger and smaller than m. So a size or an index that is written as a constant gives a wrong result.
Values are of ordinary size, so that rounding troubles no right way of computing.

A function that draws test inputs takes ``rng`` (`numpy.random.Generator`) and ``reference``, an
object with the reference functions as attributes, for inputs that are the output of an earlier
step. The student's side never draws: it reads the recorded cases.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.record import Case, Returns

# (n_prev, n, m): more inputs than units, fewer, one example, one unit, one input.
LAYER_SIZES = ((3, 2, 5), (2, 4, 3), (4, 3, 1), (5, 1, 4), (1, 3, 6))
# Layer sizes and m; two layers first, then one, then up to five.
NETWORK_SIZES = (([4, 3, 1], 5), ([5, 1], 4), ([3, 4, 2, 1], 7), ([6, 5, 4, 3, 2, 1], 3),
                 ([2, 3, 1], 1))  # fmt: skip
ONE_LAYER = {"L": 1}


def make_case(rng: np.random.Generator, inputs: dict[str, Any], **sizes: int) -> Case:
    """Make a case of these inputs, with a seed that is drawn."""
    return Case(inputs=inputs, sizes=sizes, seed=_draw_seed(rng))


def _draw_seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def draw_layer_dims(rng: np.random.Generator) -> list[Case]:
    """Draw cases for a function that initializes the parameters of a network of given sizes."""
    fixed = [[5, 4, 3], [2, 1], [3, 4, 2, 5, 1], [150, 80, 60, 50]]
    drawn = [int(n) for n in rng.integers(2, 8, int(rng.integers(3, 6)))]
    return [make_case(rng, {"layer_dims": dims}, L=len(dims) - 1) for dims in (*fixed, drawn)]


def draw_layer(rng: np.random.Generator, n_prev: int, n: int, m: int) -> dict[str, np.ndarray]:
    """Draw the inputs of one layer: A_prev (n_prev, m), W (n, n_prev), b (n, 1)."""
    return {
        "A_prev": rng.standard_normal((n_prev, m)),
        "W": rng.standard_normal((n, n_prev)),
        "b": rng.standard_normal((n, 1)),
    }


def draw_parameters(rng: np.random.Generator, dims: list[int]) -> dict[str, np.ndarray]:
    """Draw W1, b1, ... of a network with these layer sizes."""
    parameters = {}
    for layer in range(1, len(dims)):
        n, n_prev = dims[layer], dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{layer}"] = 0.5 * rng.standard_normal((n, 1))
    return parameters


def draw_labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Draw labels of shape (1, m), with both classes among them where m allows it."""
    Y = rng.integers(0, 2, (1, m))
    if m > 1:
        first, second = rng.choice(m, 2, replace=False)
        Y[0, first], Y[0, second] = 0, 1
    return Y


def draw_labels_for(rng: np.random.Generator, AL: np.ndarray) -> np.ndarray:
    """
    Draw labels of shape (1, m) for these probabilities.

    Where m allows it, some predictions of each class are right and some are wrong.
    """
    Y = draw_labels(rng, AL.shape[1])
    for side in (AL[0] < 0.5, AL[0] >= 0.5):
        (places,) = np.nonzero(side)
        if len(places) > 1:
            first, second = rng.choice(places, 2, replace=False)
            Y[0, first], Y[0, second] = 0, 1
    return Y


def center_predictions(
    parameters: dict[str, np.ndarray], X: np.ndarray, reference: Any, share: float
) -> Any:
    """Move the last bias so that about this share of the probabilities is below 0.5."""
    AL, _ = reference.L_model_forward(X, parameters)
    last = f"b{len(parameters) // 2}"
    odds = np.log(AL / (1 - AL))
    parameters[last] = parameters[last] - np.quantile(odds, share) - 1e-3
    return reference.L_model_forward(X, parameters)


def draw_trainings(rng: np.random.Generator, asked: list) -> list[Case]:
    """
    Draw training runs from networks of ((layer sizes, m), number of iterations).

    Two more print: a few iterations on the first network, and some over 100 on the smallest. Their
    numbers are drawn, so that no condition is true at the last iteration of both by chance.
    """
    cases = []
    smallest = min((network for network, _ in asked), key=lambda network: sum(network[0]))
    few, many = int(rng.integers(2, 6)), int(rng.integers(103, 110))
    printing = ((asked[0][0], few), (smallest, many))
    for number, ((dims, m), iterations) in enumerate([*asked, *printing]):
        X, Y = rng.standard_normal((dims[0], m)), draw_labels(rng, m)
        options = {
            "learning_rate": float(rng.uniform(0.05, 0.5)),
            "num_iterations": iterations,
            "initialize": Returns(draw_parameters(rng, dims)),
            "print_cost": number >= len(asked),
        }
        if iterations > 100:
            options["learning_rate"] = 0.05
        inputs = {"X": X, "Y": Y, "layers_dims": list(dims)}
        sizes = {"m": m, "L": len(dims) - 1, "num_iterations": iterations}
        cases.append(Case(inputs, sizes, seed=_draw_seed(rng), options=options))
    return cases
