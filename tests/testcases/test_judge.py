"""Verdicts and their words, to the letter."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from functions import define

from grader.judging.sources import reference_source
from grader.this_course import COURSE
from testcases.execution.outcome import Raised
from testcases.exercises import EXERCISES
from testcases.judging import report
from testcases.judging._compare import compare
from testcases.judging.status import Status
from testcases.notebook._check import verdict_on
from testcases.words.describe import (
    compared,
    describe,
    wrong_in_tests,
    wrong_shape,
)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_is_right(name):
    verdict = verdict_on(COURSE, define(reference_source(COURSE, name), name))
    assert verdict.verdict == "right"
    assert verdict.points == EXERCISES[name].points
    assert report.summary(verdict) == f"{name}: all tests pass."
    assert verdict.insight.endswith((".", "?"))


def test_every_part_earns_points_and_mending_earns_less_than_writing():
    for exercise in EXERCISES.values():
        assert exercise.parts
        assert all(type(worth) is int and worth > 0 for worth in exercise.parts.values())
        if exercise.mends:
            assert exercise.points < EXERCISES[exercise.mends].points


def problem(source: str, name: str) -> str:
    return verdict_on(COURSE, define(source, name)).problem


LINEAR = "def linear_forward(A_prev, W, b):\n    "
BACKWARD = "def linear_backward(dZ, cache):\n    A_prev, W, b = cache\n    m = dZ.shape[1]\n    "
COST = "def compute_cost(AL, Y):\n    m = Y.shape[1]\n    "
WORDS = {
    "no return": (
        LINEAR + "Z = np.dot(W, A_prev) + b",
        "`linear_forward` returned None. Does every branch of the function end in a `return` "
        "statement?",
    ),
    "one thing": (
        LINEAR + "return np.dot(W, A_prev) + b",
        "`linear_forward` should return 2 values in this order: `Z, cache`. Yours returned an "
        "array of shape (3, 6).",
    ),
    "cache too short": (
        LINEAR + "return np.dot(W, A_prev) + b, (A_prev, W)",
        "`cache` should be the tuple `(A_prev, W, b)`, in this order. Yours is a tuple of 2 items.",
    ),
    "cache order": (
        LINEAR + "return np.dot(W, A_prev) + b, (W, A_prev, b)",
        "Your `A_prev` in `cache` has the wrong shape.",
    ),
    "transposed": (
        LINEAR + "return (np.dot(W, A_prev) + b).T, (A_prev, W, b)",
        "Your `Z` has the wrong shape: rows and columns are swapped.",
    ),
    "lost axis": (
        BACKWARD + "return W.T @ dZ, dZ @ A_prev.T / m, np.sum(dZ, axis=1) / m",
        "Your `db` has the wrong shape: one axis is missing.",
    ),
    "not averaged": (
        BACKWARD + "return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1, keepdims=True) / m",
        "Your `dW` is 3 times the expected value in this test, 5 times in another. The shape is "
        "right.",
    ),
    "averaged twice": (
        BACKWARD + "return W.T @ dZ / m, dZ @ A_prev.T / m, np.sum(dZ, 1, keepdims=True) / m",
        "Your `dA_prev` is 1/3 of the expected value in this test, 1/5 of it in another. The shape "
        "is right.",
    ),
    "sign": (
        COST + "return np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m",
        "Your `cost` has the opposite sign.",
    ),
    "row in place of number": (
        COST + "return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL), axis=1) / m",
        "Your `cost` should be one number.",
    ),
    "text": (
        COST + "return 'low'",
        "`cost` should be one number. Yours is 'low'.",
    ),
    "missing key": (
        "def update_parameters(parameters, grads, learning_rate):\n    return {'W1': 1}",
        '`parameters` should have the key "b1". Yours has the keys "W1".',
    ),
    "no dictionary": (
        "def update_parameters(parameters, grads, learning_rate):\n    return 3.5",
        "`update_parameters` should return the dictionary `parameters`. Yours returned the number "
        "3.5.",
    ),
    "stub": (
        LINEAR + "raise NotImplementedError()",
        "`linear_forward` still contains the starter code.",
    ),
    "zeros": (
        "def initialize_parameters(n_x, n_h, n_y):\n    return {'W1': np.zeros((n_h, n_x)), "
        "'b1': np.zeros((n_h, 1)), 'W2': np.zeros((n_y, n_h)), 'b2': np.zeros((n_y, 1))}",
        "`W1` holds only zeros. Units that start equal get equal gradients, so they stay equal.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WORDS)
def test_words(kind):
    source, expected = WORDS[kind]
    name = source.split("(")[0].removeprefix("def ")
    assert problem(source, name) == expected


def test_an_error_is_shown_as_the_students_own_line():
    source = COST.replace("    m = Y.shape[1]\n", "") + "cost = 1 / m\n    return cost"
    verdict = verdict_on(COURSE, define(source, "compute_cost"))
    assert verdict.verdict == "error"
    assert verdict.problem == (
        "`compute_cost` raised NameError: name 'm' is not defined\n"
        "Line 2 of notebook, cell 1: `cost = 1 / m`"
    )
    assert verdict.misconception is None
    assert verdict.hints[0] == (
        "`m` is not an argument of this function. It is the number of examples: compute it inside "
        "the function, from the arguments."
    )


def test_parts_earn_their_share():
    source = BACKWARD + "return 0 * A_prev, dZ @ A_prev.T / m, np.sum(dZ, 1, keepdims=True) / m"
    verdict = verdict_on(COURSE, define(source, "linear_backward"))
    assert verdict.verdict == "partly"
    assert verdict.parts == {"dA_prev": 0, "dW": 3, "db": 3}
    assert report.as_text(verdict).splitlines()[-1] == (
        "6 of 10 points (dA_prev 0 of 4, dW 3 of 3, db 3 of 3)"
    )


def test_writing_into_the_callers_arrays_is_pointed_out_and_costs_nothing():
    source = """def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] -= learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return parameters"""
    verdict = verdict_on(COURSE, define(source, "update_parameters"))
    assert verdict.verdict == "right"
    assert verdict.notes == (
        "One remark, no points lost: your function changes the caller's "
        '`parameters["W1"]`, `parameters["W2"]` and 3 more. The caller may need the old values '
        "later, so compute a new array instead.",
    )


def test_rebinding_keys_is_no_change_of_the_callers_arrays():
    source = """def update_parameters(parameters, grads, learning_rate):
    for name in list(parameters):
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters"""
    verdict = verdict_on(COURSE, define(source, "update_parameters"))
    assert verdict.verdict == "right"
    assert verdict.notes == ()


IN_PLACE = """def train_step(X, Y, parameters, learning_rate):
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    grads = parameter_gradients(AL, Y, caches)
    for name, array in parameters.items():
        array -= learning_rate * grads["d" + name]
    return parameters, cost"""


def test_what_is_to_be_in_place_is_not_pointed_out():
    verdict = verdict_on(COURSE, define(IN_PLACE, "train_step"))
    assert verdict.verdict == "right"
    assert verdict.notes == ()


def test_what_is_not_to_be_written_is_pointed_out_beside_it():
    source = IN_PLACE.replace("    return", "    X *= 2\n    return")
    verdict = verdict_on(COURSE, define(source, "train_step"))
    assert verdict.verdict == "right"
    assert "your function changes the caller's `X`." in verdict.notes[0]


def test_what_is_not_in_place_costs_that_part_alone():
    source = IN_PLACE.replace("array -=", "parameters[name] = array -").replace(
        "    return", '    parameters["W1"] = parameters["W1"] + 0\n    return'
    )
    verdict = verdict_on(COURSE, define(source, "train_step"))
    assert verdict.parts == {"parameters": 2, "in place": 0, "cost": 1}
    assert verdict.problem == (
        'After the call, the caller\'s `parameters["W1"]` still has its old values. Write the new '
        "values into that same array."
    )
    assert verdict.misconception == "new-arrays-not-in-place"


def test_one_array_that_is_not_in_place_is_named():
    source = IN_PLACE.replace(
        "        array -=",
        "        if name == 'b1':\n            array = parameters[name] = array.copy()\n"
        "        array -=",
    )
    verdict = verdict_on(COURSE, define(source, "train_step"))
    assert verdict.parts["in place"] == 0
    assert verdict.problem.startswith('After the call, the caller\'s `parameters["b1"]` still')
    assert verdict.misconception is None
    assert verdict.hints[0] == (
        "Does your line create a new array, or write into the existing one?"
    )


RIGHT_STYLES = {
    "lists and @": LINEAR + "return [W @ A_prev + b, [A_prev, W, b]]",
    "einsum": LINEAR + "return np.einsum('ij,jk->ik', W, A_prev) + b, (A_prev, W, b)",
    "loops": LINEAR
    + """Z = [[sum(W[i, k] * A_prev[k, j] for k in range(W.shape[1])) + b[i, 0]
          for j in range(A_prev.shape[1])] for i in range(W.shape[0])]
    return Z, (A_prev, W, b)""",
    "0-d": COST + "return np.squeeze(-(1 / m) * np.sum(Y * np.log(AL) + (1-Y) * np.log(1-AL)))",
    "matrix products": COST
    + """
    return float(np.squeeze(-(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m))""",
    "small constant": COST
    + """
    return -np.mean(Y * np.log(AL + 1e-8) + (1 - Y) * np.log(1 - AL + 1e-8))""",
    "other names": "def predict(inputs, labels, p):\n    AL, _ = L_model_forward(inputs, p)\n"
    "    print('right:', (100 * ((AL > 0.5) == labels)).mean(), '%')\n    return AL > 0.5",
    "new generator": """def initialize_parameters_deep(dims):
    rng = np.random.default_rng(3)
    p = {"extra": 1}
    for l in range(1, len(dims)):
        p[f"W{l}"] = 0.01 * rng.standard_normal((dims[l], dims[l - 1]))
        p[f"b{l}"] = np.zeros((dims[l], 1))
    return p""",
    "AL - Y": """def L_model_backward(AL, Y, caches):
    grads, dA = {}, None
    for l in range(len(caches), 0, -1):
        linear, Z = caches[l - 1]
        dZ = AL - Y if l == len(caches) else relu_backward(dA, Z)
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_backward(dZ, linear)
        grads[f"dA{l - 1}"] = dA
    return grads""",
}


@pytest.mark.parametrize("style", RIGHT_STYLES)
def test_right_in_another_style(style):
    source = RIGHT_STYLES[style]
    name = source.split("(")[0].removeprefix("def ")
    verdict = verdict_on(COURSE, define(source, name))
    assert verdict.verdict == "right", report.as_text(verdict)


def test_first_wrong_entries():
    expected = np.array([[1.0, 2.0], [3.0, 4.0]])
    actual = np.array([[1.0, 2.5], [3.0, 4.0]])
    assert wrong_in_tests("Z", [(expected, actual, {})]) == (
        "Your `Z` has the right shape, but 1 of its 4 entries is wrong."
    )
    assert compared("Z", expected, actual) == (
        ("Z[0, 0]", "1", "1", False),
        ("Z[0, 1]", "2", "2.5", True),
        ("Z[1, 0]", "3", "3", False),
        ("Z[1, 1]", "4", "4", False),
    )
    assert wrong_in_tests("Z", [(expected, expected.T, {})]) == (
        "Your `Z` is the transpose of the expected array."
    )
    for factor, said in (
        (0.3, "0.3 times"), (2, "twice"), (0.5, "half"), (-5, "minus 5 times"), (1 / 7, "1/7 of")
    ):  # fmt: skip
        assert wrong_in_tests("Z", [(expected, expected * factor, {"m": 5})]) == (
            f"Your `Z` is {said} the expected value. The shape is right."
        )
    assert wrong_in_tests("Z", [(expected, expected * 0, {})]) == "Your `Z` holds only zeros."
    assert wrong_in_tests("Z", [(expected, np.where(expected > 3, np.nan, expected), {})]) == (
        "Your `Z` is nan at 1 of 4 places."
    )


def test_of_a_large_array_the_entries_around_the_first_wrong_one_are_shown():
    expected = np.arange(20.0).reshape(4, 5)
    actual = expected.copy()
    actual[2, 1:] += 1e-3
    rows = compared("dW in grads", expected, actual)
    assert [row.place for row in rows] == [f"dW[2, {k}] in grads" for k in range(4)]
    assert rows[1] == ("dW[2, 1] in grads", "11", "11.001", True)
    assert wrong_in_tests("dW", [(expected, actual, {})]) == (
        "Your `dW` has the right shape, but 4 of its 20 entries are wrong."
    )


def test_what_is_said_of_wrong_values_holds_in_every_test_that_fails():
    one, other = np.array([[1.0, 2.0]]), np.array([[3.0], [5.0]])
    same = [(one, 2 * one, {}), (other, 2 * other, {})]
    assert wrong_in_tests("Z", same) == "Your `Z` is twice the expected value. The shape is right."
    mixed = [(one, 2 * one, {}), (other, other + 1, {})]
    assert wrong_in_tests("Z", mixed) == "Your `Z` has the right shape, but every entry is wrong."


def test_a_factor_holds_for_the_zeros_too():
    expected, actual = np.array([[0.0, 1.0, 2.0]]), np.array([[5.0, 2.0, 4.0]])
    assert wrong_in_tests("Z", [(expected, actual, {"m": 3})]) == (
        "Your `Z` has the right shape, but every entry is wrong."
    )


def test_shapes_are_compared_before_values():
    assert compared("db", np.zeros((2, 1)), np.zeros(2)) == (
        ("shape of db", "(2, 1)", "(2,)", True),
    )
    assert compared("cost", np.array(1.0), np.zeros((1, 1)))[0].expected == "one number"
    assert compared("", None, None) == ()


def test_descriptions():
    assert describe(None) == "None"
    assert describe([]) == "an empty list"
    assert describe((1, 2)) == "a tuple of 2 items"
    assert describe({}) == "a dictionary with no keys"
    assert describe(np.float64(2)) == "the number 2"
    assert describe(np.str_("2")) == "'2'"
    assert describe(np.array(["2"])) == "an array, but not of numbers"
    assert describe(dict.fromkeys("abcdefghijklm")).endswith('"k", "l", ...')
    assert describe(dict.fromkeys("abcdefghijkl")).endswith('"k", "l"')
    assert describe(object()) == "a value of type object"
    assert wrong_shape("A", np.zeros((2, 2)), np.zeros(3)) == ("Your `A` has the wrong shape.")


@pytest.mark.parametrize("name", ["SyntaxError", "IndentationError", "TabError"])
def test_after_code_that_python_cant_read_nothing_is_asked(name):
    assert Raised(name, "").is_unreadable
    assert Raised(name, "").is_final


def test_a_stub_is_asked_once_and_an_error_quoted_in_its_first_line():
    assert Raised("NotImplementedError", "").is_final
    assert not Raised("ValueError", "").is_final
    assert Raised("ValueError", "x" * 1_000 + "\ny").text == "ValueError: " + "x" * 300


def test_a_whole_wrong_answer_costs_every_part():
    exercise = EXERCISES["linear_backward"]
    expected = tuple(np.ones((2, 2)) for _ in range(3))
    assert {d.part for d in compare(exercise, expected, 7)} == set(exercise.parts)


def test_a_status_knows_its_rank_and_every_one_has_its_headline():
    ranked = ["right", "partly", "wrong", "error", "timeout", "missing"]
    assert list(Status) == ranked
    for better, worse in itertools.combinations(Status, 2):
        assert better.ranks_above(worse)
        assert not worse.ranks_above(better)
    assert [status for status in Status if status.has_result] == ranked[:3]
    assert list(report.HEADLINES) == list(Status)
    assert json.dumps({"verdict": Status.TIMEOUT}) == '{"verdict": "timeout"}'
