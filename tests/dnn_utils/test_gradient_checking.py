"""Gradient checking passes right gradients, finds wrong ones, and leaves what it is given alone."""

from __future__ import annotations

import numpy as np
import pytest
from networks import draw_network

from dnn_utils import gradient_check, numerical_gradient, relative_error

NETWORKS = [[3, 1], [4, 3, 1], [5, 4, 2, 1], [12, 5, 4, 2, 1]]


@pytest.mark.parametrize("dims", NETWORKS, ids=len)
@pytest.mark.parametrize("seed", range(8))
def test_right_gradients_pass(dims, seed, capsys):
    parameters, gradients, cost = draw_network(dims, seed=seed)
    errors = gradient_check(parameters, gradients, cost)
    assert list(errors) == ["d" + name for name in parameters]
    assert max(errors.values()) < 1e-7
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{name}: relative error {e:.1e}, right" for name, e in errors.items()]


MISTAKES = {
    "a wrong sign": lambda g: -g,
    "no 1/m": lambda g: 7 * g,
    "one m too many": lambda g: g / 7,
    "one entry": lambda g: g + np.eye(*g.shape) * 0.01,
    "the entries exchanged": lambda g: g[::-1, ::-1] + 0.01,
    "zeros": np.zeros_like,
    "nan": lambda g: g * np.nan,
    "infinity": lambda g: g + np.inf,
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("name", ["dW1", "db2", "dW3"])
def test_a_wrong_gradient_is_found_alone(mistake, name, capsys):
    parameters, gradients, cost = draw_network([5, 4, 3, 1], seed=3)
    errors = gradient_check(
        parameters, {**gradients, name: MISTAKES[mistake](gradients[name])}, cost
    )
    assert not errors.pop(name) <= 1e-4
    assert max(errors.values()) < 1e-7
    wrong = [line for line in capsys.readouterr().out.splitlines() if not line.endswith("right")]
    assert [line.split(":")[0] for line in wrong] == [name]
    assert wrong[0].endswith(", wrong")


def test_between_right_and_wrong(capsys):
    gradient_check({"t": np.array([1.0])}, {"dt": np.array([2 + 4e-6])}, lambda p: p["t"] ** 2)
    assert capsys.readouterr().out == "dt: relative error 1.0e-06, doubtful\n"


def test_what_else_is_among_the_gradients_is_ignored(capsys):
    gradients = {"dA0": "nothing", "dt": np.array([[3.0]])}
    assert list(gradient_check({"t": np.ones((1, 1))}, gradients, lambda p: 3 * p["t"])) == ["dt"]


def test_the_callers_arrays_and_dictionary_stay(capsys):
    parameters, gradients, cost = draw_network([4, 3, 1])
    before = {name: array.copy() for name, array in parameters.items()}
    kept = dict(parameters)
    for array in parameters.values():
        array.flags.writeable = False

    def careless(changed):
        value = cost(changed)
        for array in changed.values():
            array += 100
        changed.clear()
        return value

    errors = gradient_check(parameters, gradients, careless)
    assert max(errors.values()) < 1e-7
    assert list(parameters) == list(before)
    for name, array in parameters.items():
        assert array is kept[name]
        assert (array == before[name]).all()


def test_numerical_gradient_of_formulas_known_otherwise():
    t = np.array([[0.3, -2.0], [1.5, 10.0]])
    np.testing.assert_allclose(numerical_gradient(lambda a: np.sum(a**2), t), 2 * t, rtol=1e-7)
    x = np.linspace(-3, 3, 13)
    sines = numerical_gradient(lambda a: np.sum(np.sin(a)), x)
    np.testing.assert_allclose(sines, np.cos(x), rtol=1e-9, atol=1e-10)


def test_a_single_array_stays_even_when_the_cost_stops():
    t = np.ones(3)

    def stops(a):
        if a[1] != 1:
            raise ArithmeticError
        return a.sum()

    with pytest.raises(ArithmeticError):
        numerical_gradient(stops, t)
    assert t.tolist() == [1, 1, 1]


def test_the_step_grows_with_the_number():
    seen = []

    def f(a):
        seen.append(float(a))
        return a * a

    assert numerical_gradient(f, np.float64(1e6)) == pytest.approx(2e6, rel=1e-9)
    assert seen == [1e6 + 10, 1e6 - 10]


def test_numerical_gradient_gives_back_the_structure():
    array = np.ones((2, 3, 4))
    assert numerical_gradient(np.sum, array).shape == (2, 3, 4)
    assert numerical_gradient(lambda a: a**3, 2.0) == pytest.approx(12)
    whole = numerical_gradient(lambda p: p["a"] @ p["b"], {"a": np.array([1, 2]), "b": [3, 4]})
    assert list(whole) == ["a", "b"]
    np.testing.assert_allclose(whole["a"], [3, 4])
    np.testing.assert_allclose(whole["b"], [1, 2])
    assert numerical_gradient(lambda p: 1.0, {}) == {}


@pytest.mark.parametrize("value", [1.5, np.float64(1.5), np.array(1.5), np.array([[1.5]])])
def test_a_cost_may_be_an_array_of_one_number(value):
    assert numerical_gradient(lambda a: value, np.ones(2)).tolist() == [0, 0]


NOT_ONE_NUMBER = [
    (np.ones((1, 5)), "an array of shape (1, 5)"),
    (np.ones(0), "an array of shape (0,)"),
    (None, "None"),
    ("much", "'much'"),
    (1j, "1j"),
]


@pytest.mark.parametrize(("value", "is_what"), NOT_ONE_NUMBER)
def test_a_cost_that_is_not_one_number(value, is_what):
    with pytest.raises(ValueError) as error:
        numerical_gradient(lambda a: value, np.ones(2))
    assert str(error.value) == f"The cost should be one number; it is {is_what}."


def test_a_missing_gradient():
    with pytest.raises(ValueError) as error:
        gradient_check({"W1": np.ones((1, 1))}, {"W1": np.ones((1, 1))}, lambda p: 0.0)
    assert str(error.value) == "The gradients have no dW1; each parameter needs one."


def test_a_gradient_of_another_shape():
    with pytest.raises(ValueError) as error:
        gradient_check({"b1": np.ones((3, 1))}, {"db1": np.ones(3)}, lambda p: 0.0)
    assert str(error.value) == "db1 has the shape (3,) and b1 (3, 1); they should be the same."


def test_relative_error_by_hand():
    assert relative_error([3.0, 0.0], [0.0, 4.0]) == pytest.approx(5 / 7)
    assert relative_error([[1.0, 2.0]], [[1.0, 2.0]]) == 0
    assert relative_error([1.0], [-1.0]) == 1
    assert relative_error([2.0], [6.0]) == 0.5
    assert relative_error([0.0, 0.0], [0.0, 0.0]) == 0
    assert relative_error(np.zeros((0, 2)), np.zeros((0, 2))) == 0
    assert isinstance(relative_error([2.0], [6.0]), float)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_relative_error_of_no_number_is_no_number(bad):
    assert np.isnan(relative_error([1.0, bad], [1.0, bad]))
    assert np.isnan(relative_error([1.0, 1.0], [1.0, bad]))


def test_relative_error_of_different_shapes():
    with pytest.raises(ValueError) as error:
        relative_error(np.ones((3, 1)), np.ones(3))
    assert str(error.value) == "The shapes (3, 1) and (3,) differ; they should be the same."
