"""
Questions for each exercise, drawn from a random generator.

Every exercise is asked about several sizes: one example, one unit, one layer and many, n larger
and smaller than m, so that a size or an index written as a constant shows. Values are of
ordinary size, so that no right way of computing runs into rounding.

A function here takes ``rng`` (`numpy.random.Generator`) and ``reference``, an object with the
reference functions as attributes, for inputs that are themselves the output of an earlier step.
The student's side never draws: it reads the cases that were recorded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from testcases.record import Case, Returns

# (n_prev, n, m): more inputs than units, fewer, one example, one unit, one input.
LAYER_SIZES = ((3, 2, 5), (2, 4, 3), (4, 3, 1), (5, 1, 4), (1, 3, 6))
# Layer sizes and m; two layers first, then one, then up to five.
NETWORK_SIZES = (([4, 3, 1], 5), ([5, 1], 4), ([3, 4, 2, 1], 7), ([6, 5, 4, 3, 2, 1], 3),
                 ([2, 3, 1], 1))  # fmt: skip


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _case(rng: np.random.Generator, inputs: dict[str, Any], **sizes: int) -> Case:
    return Case(inputs=inputs, sizes=sizes, seed=_seed(rng))


def _layer(rng: np.random.Generator, n_prev: int, n: int, m: int) -> dict[str, np.ndarray]:
    return {
        "A_prev": rng.standard_normal((n_prev, m)),
        "W": rng.standard_normal((n, n_prev)),
        "b": rng.standard_normal((n, 1)),
    }


def _parameters(rng: np.random.Generator, dims: list[int]) -> dict[str, np.ndarray]:
    parameters = {}
    for layer in range(1, len(dims)):
        n, n_prev = dims[layer], dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{layer}"] = 0.5 * rng.standard_normal((n, 1))
    return parameters


def _labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Labels of shape (1, m), with both classes among them where m allows it."""
    Y = rng.integers(0, 2, (1, m))
    if m > 1:
        first, second = rng.choice(m, 2, replace=False)
        Y[0, first], Y[0, second] = 0, 1
    return Y


def _labels_for(rng: np.random.Generator, AL: np.ndarray) -> np.ndarray:
    """Labels of shape (1, m) such that, where m allows it, the answers are right and wrong."""
    Y = _labels(rng, AL.shape[1])
    for side in (AL[0] < 0.5, AL[0] >= 0.5):
        (places,) = np.nonzero(side)
        if len(places) > 1:
            first, second = rng.choice(places, 2, replace=False)
            Y[0, first], Y[0, second] = 0, 1
    return Y


def _centred(parameters: dict[str, np.ndarray], X: np.ndarray, reference: Any, share: float) -> Any:
    """Move the last bias so that about this share of the answers is below 0.5."""
    AL, _ = reference.L_model_forward(X, parameters)
    last = f"b{len(parameters) // 2}"
    odds = np.log(AL / (1 - AL))
    parameters[last] = parameters[last] - np.quantile(odds, share) - 1e-3
    return reference.L_model_forward(X, parameters)


def shallow_sizes(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `initialize_parameters`."""
    fixed = ((3, 2, 1), (2, 4, 3), (1, 1, 1), (120, 70, 60))
    drawn = tuple(int(n) for n in rng.integers(3, 9, 3))
    return [
        _case(rng, {"n_x": n_x, "n_h": n_h, "n_y": n_y}, n_x=n_x, n_h=n_h, n_y=n_y)
        for n_x, n_h, n_y in (*fixed, drawn)
    ]


def deep_sizes(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `initialize_parameters_deep` and `initialize_parameters_scaled`."""
    fixed = [[5, 4, 3], [2, 1], [3, 4, 2, 5, 1], [150, 80, 60, 50]]
    drawn = [int(n) for n in rng.integers(2, 8, int(rng.integers(3, 6)))]
    return [_case(rng, {"layer_dims": dims}, L=len(dims) - 1) for dims in (*fixed, drawn)]


def layers(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `linear_forward`."""
    return [
        _case(rng, _layer(rng, n_prev, n, m), n_prev=n_prev, n=n, m=m)
        for n_prev, n, m in LAYER_SIZES
    ]


def activated_layers(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `linear_activation_forward`: every size with each activation."""
    return [
        _case(rng, {**_layer(rng, n_prev, n, m), "activation": activation}, n_prev=n_prev, n=n, m=m)
        for n_prev, n, m in LAYER_SIZES
        for activation in ("sigmoid", "relu")
    ]


def networks(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `L_model_forward`."""
    return [
        _case(
            rng,
            {"X": rng.standard_normal((dims[0], m)), "parameters": _parameters(rng, dims)},
            m=m,
            L=len(dims) - 1,
        )
        for dims, m in NETWORK_SIZES
    ]


def answers_and_labels(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `compute_cost`: probabilities well inside (0, 1), and labels."""
    cases = []
    for m, kind in ((5, int), (3, float), (1, int), (8, int)):
        AL = rng.uniform(0.05, 0.95, (1, m))
        if m > 4:
            AL[0, :4] = rng.uniform(0.05, 0.45, 4) + [0, 0, 0.5, 0.5]
        cases.append(_case(rng, {"AL": AL, "Y": _labels_for(rng, AL).astype(kind)}, m=m))
    return cases


def linear_gradients(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `linear_backward`."""
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        _, cache = reference.linear_forward(**_layer(rng, n_prev, n, m))
        inputs = {"dZ": rng.standard_normal((n, m)), "cache": cache}
        cases.append(_case(rng, inputs, n_prev=n_prev, n=n, m=m))
    return cases


def activated_gradients(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `linear_activation_backward`: every size with each activation."""
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        for activation in ("sigmoid", "relu"):
            layer = _layer(rng, n_prev, n, m)
            _, cache = reference.linear_activation_forward(**layer, activation=activation)
            inputs = {"dA": rng.standard_normal((n, m)), "cache": cache, "activation": activation}
            cases.append(_case(rng, inputs, n_prev=n_prev, n=n, m=m))
    return cases


def network_gradients(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `L_model_backward`: what `L_model_forward` gives, and labels."""
    cases = []
    for dims, m in NETWORK_SIZES:
        X, parameters = rng.standard_normal((dims[0], m)), _parameters(rng, dims)
        AL, caches = _centred(parameters, X, reference, 0.5)
        Y = _labels_for(rng, AL).astype(float if m == 4 else int)
        inputs = {"AL": AL, "Y": Y, "caches": caches}
        cases.append(_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases


def steps(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `update_parameters`; the gradients hold "dA0" and so on, as in training."""
    cases = []
    for dims, m in NETWORK_SIZES:
        parameters = _parameters(rng, dims)
        grads = {"d" + name: rng.standard_normal(p.shape) for name, p in parameters.items()}
        for layer, n in enumerate(dims[:-1]):
            grads[f"dA{layer}"] = rng.standard_normal((n, m))
        rate = float(rng.uniform(0.01, 0.5))
        inputs = {"parameters": parameters, "grads": grads, "learning_rate": rate}
        cases.append(_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases


def trainings(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `L_layer_model`: a few steps from given parameters, on a small network."""
    sizes = zip(NETWORK_SIZES[:4], (3, 1, 6, 4), strict=True)
    return _trainings(rng, [*sizes, (([2, 1], 4), 101)])


def _trainings(rng: np.random.Generator, asked: list) -> list[Case]:
    """Training of networks of given layer sizes and m, for so many iterations."""
    cases = []
    for (dims, m), iterations in asked:
        X, Y = rng.standard_normal((dims[0], m)), _labels(rng, m)
        options = {
            "learning_rate": float(rng.uniform(0.05, 0.5)),
            "num_iterations": iterations,
            "initialize": Returns(_parameters(rng, dims)),
            "print_cost": iterations > 100,
        }
        if iterations > 100:
            options["learning_rate"] = 0.05
        inputs = {"X": X, "Y": Y, "layers_dims": list(dims)}
        sizes = {"m": m, "L": len(dims) - 1, "num_iterations": iterations}
        cases.append(Case(inputs, sizes, seed=_seed(rng), options=options))
    return cases


def predictions(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `predict`: no probability nearer to 0.5 than rounding reaches."""
    cases = []
    for dims, m in (*NETWORK_SIZES, ([4, 3, 1], 12)):
        while True:
            X, parameters = rng.standard_normal((dims[0], m)), _parameters(rng, dims)
            AL, _ = _centred(parameters, X, reference, 0.6)
            # Rounding tips no answer over, and in the largest another threshold shows.
            shows = m < 12 or np.any((AL.mean() < AL) != (AL > 0.5))
            if shows and np.abs(AL - 0.5).min() > 1e-4:
                break
        inputs = {"X": X, "y": _labels_for(rng, AL), "parameters": parameters}
        cases.append(_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases


def assembled(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `assembled_network`: a few steps of training, then a prediction."""
    cases = []
    for case in trainings(rng, reference)[:4]:
        inputs = {**case.inputs, **case.options}
        del inputs["print_cost"]
        cases.append(Case(inputs, case.sizes, seed=case.seed))
    return cases


def gradients_without_W1(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `parameter_gradients`: those for `L_model_backward`, without W1."""
    cases = []
    for case in network_gradients(rng, reference):
        ((X, _, b1), Z1), *others = case.inputs["caches"]
        caches = [((X, None, b1), Z1), *others]
        cases.append(replace(case, inputs={**case.inputs, "caches": caches}))
    return cases


def steps_in_place(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `train_step`: none whose step leaves a whole array as it is."""
    cases = []
    for dims, m in NETWORK_SIZES:
        moves = False
        while not moves:
            X, Y, parameters = (
                rng.standard_normal((dims[0], m)),
                _labels(rng, m),
                _parameters(rng, dims),
            )
            AL, caches = reference.L_model_forward(X, parameters)
            moves = all(np.any(g) for g in reference.parameter_gradients(AL, Y, caches).values())
        inputs = {"X": X, "Y": Y, "parameters": parameters}
        inputs["learning_rate"] = float(rng.uniform(0.05, 0.5))
        cases.append(_case(rng, inputs, m=m, L=len(dims) - 1))
    return cases


def gram_steps(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `gram_step`: some way into a training."""
    cases = []
    for n_prev, n, m in LAYER_SIZES:
        X, W = rng.standard_normal((n_prev, m)), rng.standard_normal((n, n_prev))
        inputs = {
            "S": rng.standard_normal((n, m)),
            "b": rng.standard_normal((n, 1)),
            "dZ": rng.standard_normal((n, m)),
            "learning_rate": float(rng.uniform(0.05, 0.5)),
            "WX": W @ X,
            "G": X.T @ X,
        }
        cases.append(_case(rng, inputs, n=n, m=m))
    return cases


def fast_trainings(rng: np.random.Generator, reference: Any) -> list[Case]:
    """Questions for `L_layer_model_fast`: at least two layers, n_0 larger and smaller than m."""
    sizes = (([4, 3, 1], 5), ([9, 4, 1], 3), ([3, 4, 2, 1], 7), ([6, 5, 4, 3, 2, 1], 3),
             ([2, 3, 1], 1), ([2, 3, 1], 4))  # fmt: skip
    return _trainings(rng, [*zip(sizes, (3, 1, 6, 4, 2, 101), strict=True)])
