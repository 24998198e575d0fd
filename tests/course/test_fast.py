"""The fast forms are the same training: on small networks, and on the original recipe."""

from __future__ import annotations

import copy
import re
import sys

import numpy as np
import pytest
from benches import load_bench
from recipe import COST_TABLE, NETWORKS, RECIPE, draw_network, flatten

import solutions
from dnn_utils import load_data

DEEP = [dims for dims in NETWORKS if len(dims) > 2]


@pytest.mark.parametrize("dims", NETWORKS, ids=len)
@pytest.mark.parametrize("m", [1, 6])
def test_gradients_without_dA0_are_those_of_the_whole_way_back(dims, m):
    X, Y, parameters = draw_network(dims, m, seed=3)
    AL, caches = solutions.L_model_forward(X, parameters)
    grads = solutions.parameter_gradients(AL, Y, caches)
    whole = solutions.L_model_backward(AL, Y, caches)
    assert set(grads) == {"d" + name for name in parameters}
    for name, gradient in grads.items():
        np.testing.assert_allclose(gradient, whole[name], rtol=1e-12, atol=1e-15)


def test_gradients_are_computed_without_W1():
    X, Y, parameters = draw_network([3, 2, 1], 4, seed=0)
    AL, caches = solutions.L_model_forward(X, parameters)
    ((A_prev, _, b1), Z1), *others = caches
    grads = solutions.parameter_gradients(AL, Y, [((A_prev, None, b1), Z1), *others])
    assert np.array_equal(grads["dW1"], solutions.parameter_gradients(AL, Y, caches)["dW1"])


def test_a_step_in_place_is_the_plain_step_in_the_same_arrays():
    X, Y, parameters = draw_network([5, 4, 2, 1], 6, seed=1)
    before = copy.deepcopy(parameters)
    AL, caches = solutions.L_model_forward(X, before)
    grads = solutions.L_model_backward(AL, Y, caches)
    plain = solutions.update_parameters(before, grads, 0.1)
    arrays = dict(parameters)
    returned, cost = solutions.train_step(X, Y, parameters, 0.1)
    assert returned is parameters
    assert cost == solutions.compute_cost(AL, Y)
    for name, array in arrays.items():
        assert parameters[name] is array
        np.testing.assert_allclose(array, plain[name], rtol=1e-12, atol=1e-15)


def test_gram_step_is_the_step_of_the_weights():
    rng = np.random.default_rng(2)
    X, W, b = rng.standard_normal((7, 4)), rng.standard_normal((3, 7)), rng.standard_normal((3, 1))
    WX, G, S, rate = W @ X, X.T @ X, np.zeros((3, 4)), 0.3
    moved, bias = W, b
    for _ in range(5):
        dZ = rng.standard_normal((3, 4))
        S, b, Z = solutions.gram_step(S, b, dZ, rate, WX, G)
        _, dW, db = solutions.linear_backward(dZ, (X, moved, bias))
        moved, bias = moved - rate * dW, bias - rate * db
        np.testing.assert_allclose(W - S @ X.T, moved, atol=1e-12)
        np.testing.assert_allclose(Z, moved @ X + bias, atol=1e-12)


def test_the_example_worked_by_hand_in_the_notebook():
    X, W = np.array([[1.0, 0], [0, 1], [1, 1]]), np.array([[1.0, 2, 0]])
    S, b, Z = solutions.gram_step(
        np.zeros((1, 2)), np.zeros((1, 1)), np.array([[2.0, 4]]), 1.0, W @ X, X.T @ X
    )
    assert (S.tolist(), b.tolist(), Z.tolist()) == ([[1, 2]], [[-3]], [[-6, -6]])
    assert (W - S @ X.T).tolist() == [[0, 0, -3]]


@pytest.mark.parametrize("dims", DEEP, ids=len)
@pytest.mark.parametrize("m", [1, 3, 9])
def test_the_fast_training_gives_the_plain_ones_parameters(dims, m):
    X, Y, start = draw_network(dims, m, seed=4)
    given = {"learning_rate": 0.2, "num_iterations": 60, "initialize": lambda dims: dict(start)}
    plain = solutions.L_layer_model(X, Y, dims, **given)
    fast = solutions.L_layer_model_fast(X, Y, dims, **given)
    assert set(fast) == set(plain)
    for name, array in plain.items():
        np.testing.assert_allclose(fast[name], array, rtol=0, atol=1e-10)


@pytest.fixture
def drawn(monkeypatch):
    """What is handed to plot_costs."""
    given = []
    for module in ("training", "fast"):
        monkeypatch.setattr(f"solutions.{module}.plot_costs", lambda *what: given.append(what))
    return given


def test_both_trainings_print_the_same(capsys, drawn):
    X, Y, start = draw_network([4, 3, 1], 5, seed=0)
    said = []
    for train in (solutions.L_layer_model, solutions.L_layer_model_fast):
        train(X, Y, [4, 3, 1], 0.1, 201, print_cost=True, initialize=lambda dims: dict(start))
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert len(said[0].splitlines()) == 3
    np.testing.assert_allclose(drawn[0][0], drawn[1][0])


def test_original_data_gives_the_specifications_table_fast(original_data, capsys, drawn):
    train_x, train_y, test_x, test_y, _ = load_data(original_data)
    np.random.seed(1)
    parameters = solutions.L_layer_model_fast(
        flatten(train_x),
        train_y,
        **RECIPE,
        print_cost=True,
        initialize=solutions.initialize_parameters_scaled,
    )
    assert re.findall(r"\d+\.\d+", capsys.readouterr().out) == COST_TABLE
    predicted = solutions.predict(flatten(test_x), test_y, parameters)
    assert np.mean(predicted == test_y) == 0.8


@pytest.fixture
def bench():
    return load_bench("training")


def test_the_benchmark_measures_and_compares(bench, drawn, tmp_path):
    without = tmp_path / "python"
    without.write_text(f'#!/bin/sh\nPYTHONPATH={tmp_path} exec {sys.executable} "$@"\n')
    without.chmod(0o755)
    missing = tmp_path / "torch.py"
    missing.write_text("raise ModuleNotFoundError(\"No module named 'torch'\")")
    X, Y, _ = draw_network([30, 4, 1], 5, seed=0)
    recipe = bench.Recipe(X, Y, [30, 4, 1], 201)
    times = bench.measure(recipe, seconds=0, python=str(without))
    assert set(times) == {"reference", "products", "fast"}
    assert min(times.values()) > 0
    text = bench.report(recipe, times)
    assert re.search(r"rows equal at 6 decimals, reference and fast +3 of 3", text)
    assert "PyTorch is not installed" in text
    missing.write_text("import a_library_of_it")
    with pytest.raises(RuntimeError, match="^PyTorch doesn't start: (?s:.*)a_library_of_it"):
        bench.measure(recipe, seconds=0, python=str(without))
    # A PyTorch that trains nothing: each round is asked for, and answered.
    without.write_text("#!/bin/sh\necho ready\nwhile read _; do echo done; done\n")
    assert bench.measure(recipe, seconds=0, python=str(without))["pytorch"] > 0
