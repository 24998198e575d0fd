"""The reference functions, held against oracles that don't share their code."""

from __future__ import annotations

import re

import numpy as np
import pytest
from recipe import (
    COST_TABLE,
    NETWORKS,
    ORIGINAL_TEST_ACCURACY,
    ORIGINAL_TRAIN_ACCURACY,
    RECIPE,
    draw_network,
    flatten,
)

import solutions
from dnn_utils import load_data


@pytest.mark.parametrize("dims", NETWORKS, ids=len)
@pytest.mark.parametrize("seed", range(5))
def test_gradients_agree_with_central_differences(dims, seed):
    X, Y, parameters = draw_network(dims, 6, seed)
    AL, caches = solutions.L_model_forward(X, parameters)
    grads = solutions.L_model_backward(AL, Y, caches)

    def cost(changed):
        return solutions.compute_cost(solutions.L_model_forward(X, changed)[0], Y)

    step = 1e-5
    for name, array in parameters.items():
        numeric = np.empty_like(array)
        for place in np.ndindex(array.shape):
            moved = {k: v.copy() for k, v in parameters.items()}
            moved[name][place] += step
            above = cost(moved)
            moved[name][place] -= 2 * step
            numeric[place] = (above - cost(moved)) / (2 * step)
        exact = grads["d" + name]
        scale = np.linalg.norm(exact) + np.linalg.norm(numeric)
        error = np.linalg.norm(exact - numeric) / scale if scale else 0.0
        assert error < 1e-7, f"d{name}: relative error {error:.1e}"


@pytest.mark.parametrize("dims", NETWORKS, ids=len)
def test_dA_is_the_gradient_of_the_losses(dims):
    X, Y, parameters = draw_network(dims, 4, 1)
    AL, caches = solutions.L_model_forward(X, parameters)
    dX = solutions.L_model_backward(AL, Y, caches)["dA0"]
    step = 1e-5
    for place in np.ndindex(X.shape):
        moved = [X.copy(), X.copy()]
        moved[0][place] += step
        moved[1][place] -= step
        above, below = (
            4 * solutions.compute_cost(solutions.L_model_forward(x, parameters)[0], Y)
            for x in moved
        )
        assert dX[place] == pytest.approx((above - below) / (2 * step), rel=1e-6, abs=1e-8)


def test_cost_of_known_answers():
    AL, Y = np.array([[0.5, 0.25, 0.75]]), np.array([[1, 0, 1]])
    by_hand = (np.log(2) + np.log(4 / 3) + np.log(4 / 3)) / 3
    assert solutions.compute_cost(AL, Y) == pytest.approx(by_hand)
    assert isinstance(solutions.compute_cost(AL, Y), float)


def test_update_leaves_the_caller_alone():
    parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    grads = {"dW1": np.full((1, 2), 2.0), "db1": np.ones((1, 1)), "dA0": np.ones((2, 3))}
    updated = solutions.update_parameters(parameters, grads, 0.25)
    assert updated["W1"].tolist() == [[0.5, 0.5]]
    assert updated["b1"].tolist() == [[-0.25]]
    assert parameters["W1"].tolist() == [[1, 1]]


@pytest.mark.parametrize("function", ["linear_activation_forward", "linear_activation_backward"])
def test_an_unknown_activation_is_named(function):
    layer = (np.ones((2, 3)), np.ones((1, 2)), np.ones((1, 1)))
    _, cache = solutions.linear_activation_forward(*layer, "relu")
    inputs = layer if function == "linear_activation_forward" else (np.ones((1, 3)), cache)
    with pytest.raises(ValueError, match='"sigmoid" or "relu", not \'tanh\''):
        getattr(solutions, function)(*inputs, "tanh")


def test_predict_prints_the_share(capsys):
    parameters = {"W1": np.array([[1.0]]), "b1": np.zeros((1, 1))}
    p = solutions.predict(np.array([[-1.0, 2.0, 3.0, -4.0]]), np.array([[0, 1, 0, 0]]), parameters)
    assert p.tolist() == [[0, 1, 1, 0]]
    assert capsys.readouterr().out == "Accuracy: 0.75\n"


@pytest.fixture
def no_pictures(monkeypatch):
    monkeypatch.setattr("solutions.training.plot_costs", lambda costs, learning_rate: None)


def train_original(folder, initialize, capsys):
    train_x, train_y, test_x, test_y, _ = load_data(folder)
    np.random.seed(1)
    X = flatten(train_x)
    parameters = solutions.L_layer_model(
        X, train_y, **RECIPE, print_cost=True, initialize=initialize
    )
    costs = re.findall(r"^Cost after iteration \d+: (\S+)$", capsys.readouterr().out, re.MULTILINE)
    shares = []
    for x, y in ((X, train_y), (flatten(test_x), test_y)):
        shares.append(float(np.mean(solutions.predict(x, y, parameters) == y)))
    return costs, shares


@pytest.mark.exhaustive
def test_original_data_gives_the_specifications_table(original_data, capsys, no_pictures):
    costs, (train, test) = train_original(
        original_data, solutions.initialize_parameters_scaled, capsys
    )
    assert costs == COST_TABLE
    assert train == pytest.approx(ORIGINAL_TRAIN_ACCURACY, abs=1e-12)
    assert test == ORIGINAL_TEST_ACCURACY


@pytest.mark.exhaustive
def test_original_data_stalls_with_small_weights(original_data, capsys, no_pictures):
    costs, (train, test) = train_original(
        original_data, solutions.initialize_parameters_deep, capsys
    )
    assert costs[0] == "0.693149"
    assert costs[-1] == "0.643985"
    assert round(train, 4) == 0.6555
    assert test == 0.34
