"""The activation functions, held against facts that don't share their code."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dnn_utils import relu, relu_backward, sigmoid, sigmoid_backward

FORWARD = [sigmoid, relu]
BACKWARD = [sigmoid_backward, relu_backward]
PAIRS = list(zip(FORWARD, BACKWARD, strict=True))
SHAPES = [(), (4,), (1, 1), (3, 5), (2, 3, 4), (0, 3)]


def draw(shape, seed=0, scale=3.0):
    return np.random.default_rng(seed).standard_normal(shape) * scale


def test_sigmoid_is_half_a_tanh():
    Z = np.linspace(-30, 30, 601)
    np.testing.assert_allclose(sigmoid(Z)[0], (1 + np.tanh(Z / 2)) / 2, rtol=1e-13, atol=1e-16)


def test_sigmoid_of_numbers_known_otherwise():
    Z = np.log([[1.0, 3.0, 1 / 3, 9.0]])
    np.testing.assert_allclose(sigmoid(Z)[0], [[0.5, 0.75, 0.25, 0.9]], rtol=1e-15)


def test_sigmoid_keeps_its_digits_far_below_zero():
    Z = np.array([-20.0, -40.0, -100.0, -700.0])
    np.testing.assert_allclose(sigmoid(Z)[0], [math.exp(z) for z in Z], rtol=3e-9)
    np.testing.assert_allclose(sigmoid(Z[1:])[0], [math.exp(z) for z in Z[1:]], rtol=1e-13)


def test_sigmoid_is_to_the_bit_the_formula():
    Z = draw(1000, scale=20.0)
    assert (sigmoid(Z)[0] == 1 / (1 + np.exp(-Z))).all()


def test_sigmoid_at_extremes_without_a_warning():
    Z = np.array([-np.inf, -1e308, -1000, -745, -710, 0, 710, 1000, 1e308, np.inf])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        A, _ = sigmoid(Z)
        dZ = sigmoid_backward(np.ones(10), Z)
    assert A[:3].tolist() == [0, 0, 0]
    assert (A[3:5] < 1e-300).all()
    assert A[5:].tolist() == [0.5, 1, 1, 1, 1]
    assert dZ[[0, 1, 2, 7, 8, 9]].tolist() == [0] * 6


def test_relu_by_hand():
    Z = np.array([[-1000.0, -0.5, 0.0], [0.5, 1000.0, np.inf]])
    assert relu(Z)[0].tolist() == [[0, 0, 0], [0.5, 1000, np.inf]]


def test_relu_backward_by_hand():
    Z = np.array([[-2.0, 0.0, 3.0, 1e-300]])
    dA = np.array([[5.0, 6.0, -7.0, 8.0]])
    assert relu_backward(dA, Z).tolist() == [[0, 0, -7, 8]]


def test_relu_backward_stops_even_infinity():
    assert relu_backward(np.array([np.inf, -np.inf]), np.array([-1.0, 0.0])).tolist() == [0, 0]


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_derivatives_by_central_differences(forward, backward):
    Z, dA, h = draw((4, 6), 1), draw((4, 6), 2), 1e-5
    slope = (forward(Z + h)[0] - forward(Z - h)[0]) / (2 * h)
    np.testing.assert_allclose(backward(dA, Z), dA * slope, rtol=1e-7, atol=1e-10)


def test_sigmoid_after_cross_entropy_leaves_A_minus_Y():
    Z = np.linspace(-30, 30, 61).reshape(1, -1)
    A, cache = sigmoid(Z)
    for Y in (np.zeros_like(A), np.ones_like(A)):
        dA = (1 - Y) / (1 - A) - Y / A
        np.testing.assert_allclose(sigmoid_backward(dA, cache), A - Y, rtol=1e-13, atol=1e-16)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_shapes_types_and_cache(forward, backward, shape):
    Z = np.asarray(draw(shape))
    A, cache = forward(Z)
    dZ = backward(np.ones(shape), cache)
    assert cache is Z
    assert np.shape(A) == np.shape(dZ) == shape
    assert A.dtype == dZ.dtype == np.float64


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_arguments_are_only_read(forward, backward):
    Z, dA = draw((3, 4), 1), draw((3, 4), 2)
    before = Z.copy(), dA.copy()
    Z.flags.writeable = dA.flags.writeable = False
    A, cache = forward(Z)
    dZ = backward(dA, cache)
    A += 1
    dZ += 1
    assert (before[0] == Z).all()
    assert np.array_equal(dA, before[1])


@pytest.mark.parametrize("kind", [int, np.int8, np.uint8, bool, np.float32, list])
@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_whole_numbers_and_lists_count_as_floats(forward, backward, kind):
    numbers = [[0, 1], [1, 0]] if kind is bool else [[0, 1, 2], [3, 100, 7]]
    Z = numbers if kind is list else np.array(numbers, dtype=kind)
    dA = np.full(np.shape(numbers), 0.5)
    exact = np.array(numbers, dtype=float)
    assert forward(Z)[0].dtype == np.float64
    assert (forward(Z)[0] == forward(exact)[0]).all()
    assert (backward(dA, Z) == backward(dA, exact)).all()
    assert (backward(Z, exact) == backward(exact, exact)).all()


@pytest.mark.parametrize("backward", BACKWARD)
def test_a_row_of_dA_is_repeated(backward):
    Z, dA = draw((3, 4), 1), draw((1, 4), 2)
    assert (backward(dA, Z) == backward(np.repeat(dA, 3, axis=0), Z)).all()


@pytest.mark.parametrize("backward", BACKWARD)
@pytest.mark.parametrize(("dA", "Z"), [((3, 4), (1, 4)), ((4, 3), (3, 4)), ((2, 3, 4), (3, 4))])
def test_shapes_that_do_not_belong_together(backward, dA, Z):
    with pytest.raises(ValueError) as error:
        backward(np.ones(dA), np.ones(Z))
    assert str(error.value) == f"dA has the shape {dA} and Z {Z}; they should be the same."


NOT_NUMBERS = [
    (None, "None"),
    ((np.ones((2, 3)), np.ones((2, 3))), "a tuple of 2"),
    ((np.ones((2, 3)), (np.ones((4, 3)), np.ones((2, 4)), np.ones((2, 1)))), "a tuple of 2"),
    ({"W1": 1.0}, "of type dict"),
    ("Z", "of type str"),
    ([[1, 2], [3]], "of type list"),
    (np.array([None]), "an array of type object"),
    (np.array([1j]), "an array of type complex128"),
]


@pytest.mark.parametrize(("value", "is_what"), NOT_NUMBERS)
def test_what_is_no_array_of_numbers(value, is_what):
    calls = {
        "Z": [lambda: sigmoid(value), lambda: relu(value)],
        "dA": [lambda b=b: b(value, np.ones((2, 3))) for b in BACKWARD],
        "Z (the cache)": [lambda b=b: b(np.ones((2, 3)), value) for b in BACKWARD],
    }
    for name, functions in calls.items():
        for function in functions:
            with pytest.raises(TypeError) as error:
                function()
            assert str(error.value) == f"{name} should be an array of numbers; it is {is_what}."
