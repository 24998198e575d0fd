"""Answers as data: what comes back, and what can't be said."""

from __future__ import annotations

import json
import tracemalloc

import numpy as np
import pytest

from testcases.execution.codec import TreeError, Unknown, decode, encode
from testcases.execution.outcome import Answer
from testcases.exercises import EXERCISES
from testcases.judging._compare import compare
from testcases.judging.explain import fingerprint
from testcases.record import Case, Returns
from testcases.words.describe import describe
from testcases.words.error_hints import missing_name

VALUES = [
    None,
    True,
    3,
    -(10**40),
    2.5,
    "relu",
    (1, [2.0, "x"], {"a": None}),
    [],
    (),
    {},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_come_back(value):
    back = decode(*encode(value))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), -0.0])
def test_unusual_floats_come_back(value):
    assert decode(*encode(value)).hex() == value.hex()


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.arange(6.0).reshape(2, 3).T,
        np.zeros((0, 4)),
        np.array(2.5),
        np.array([True, False]),
        np.arange(3, dtype=">i4"),
        np.array([1 + 2j]),
        np.ones(3, np.float32),
    ],
    ids=lambda a: f"{a.dtype}{a.shape}",
)
def test_arrays_come_back(array):
    back = decode(*encode({"a": array}))["a"]
    assert back.shape == array.shape
    assert back.dtype == array.dtype.newbyteorder("<")
    assert np.array_equal(back, array)


def test_what_comes_back_is_writable_and_its_own():
    back = decode(*encode(np.zeros(2)))
    back[0] = 1
    assert back.tolist() == [1, 0]


def test_a_function_argument_comes_back():
    given = decode(*encode(Returns({"W1": np.ones((1, 2))})))
    first, second = given([2, 1]), given([2, 1])
    first["W1"][0, 0] = 5
    assert second["W1"].tolist() == [[1, 1]]


@pytest.mark.parametrize("value", [object(), {1, 2}, lambda: 0, np.array([None]), b"x", 1 << 300])
def test_other_types_are_kept_as_a_name_only(value):
    assert isinstance(decode(*encode([value]))[0], Unknown)


def test_a_large_table_of_numbers_goes_as_an_array():
    back = decode(*encode([[0.5] * 50 for _ in range(400)]))
    assert back.shape == (400, 50)
    assert decode(*encode([5, 4, 3])) == [5, 4, 3]


@pytest.mark.slow
def test_as_many_parts_come_back_as_can_be_sent():
    assert decode(*encode(["x"] * 9_999)) == ["x"] * 9_999
    assert len(decode(*encode([np.ones(1)] * 9_999))) == 9_999


def test_too_deep_or_too_large_is_refused():
    deep = []
    for _ in range(30):
        deep = [deep]
    with pytest.raises(TreeError):
        encode(deep)
    with pytest.raises(TreeError):
        encode(["x"] * 20_000)
    endless = []
    endless.append(endless)
    with pytest.raises(TreeError):
        encode(endless)


@pytest.mark.parametrize(
    "description",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"tree": {"array": 0}, "arrays": []}',
        '{"tree": {"array": 0}, "arrays": [["<f8", [5]]]}',
        '{"tree": {"array": 0}, "arrays": [["<f8", [-1]]]}',
        '{"tree": {"array": 0}, "arrays": [["O", [1]]]}',
        '{"tree": {"array": 0}, "arrays": [["<f8", [1000000000, 1000000000]]]}',
        '{"tree": {"plain": 5}, "arrays": []}',
        '{"tree": {"float": "x"}, "arrays": []}',
        '{"tree": {"nothing": 1}, "arrays": []}',
        '{"tree": {"dict": 1}, "arrays": []}',
        '{"tree": {"tuple": [[]]}, "arrays": []}',
        json.dumps({"tree": {"int": "9" * 5000}, "arrays": [["<f8", "x"]]}),
        "[" * 100_000,
        '{"tree": {"tuple": [{"array": 0}, {"array": 0}]}, "arrays": [["<f8", [1]]]}',
        '{"tree": {"array": -1}, "arrays": [["<f8", [1]]]}',
        json.dumps({"tree": {"list": [{"plain": None}] * 10_000}, "arrays": []}),
        json.dumps({"tree": {"plain": None}, "arrays": [["<f8", [0]]] * 10_001}),
        *(
            json.dumps({"tree": {"array": 0}, "arrays": [[name, [1]]]})
            for name in ("float64", "=f8", "f\u0668", "f8,", "(1,)f8", "<U1", "<M8[s]", "<i008")
        ),
    ],
)
def test_a_malformed_description_is_refused(description):
    with pytest.raises(TreeError):
        decode(description, b"\0" * 8)


def test_keys_are_quoted_on_one_line_and_cut():
    long = "k\n" * 100_000
    exercise, expected = EXERCISES["initialize_parameters"], {"W1": np.ones(1)}
    for answer in ({long: 1}, {long: 1, 3: 2}):
        [difference] = compare(exercise, expected, answer)
        assert '"k k k ' in difference.text
        assert "\n" not in difference.text
        assert len(difference.text) < 200
    extra = {"W1": np.ones(1), "W" + "1" * 100_000: 1}
    [difference] = compare(EXERCISES["update_parameters"], expected, extra)
    assert difference.text.count("1") < 70
    assert len(describe(Unknown("T\n" * 100_000))) < 90
    assert missing_name(f"name '{'x' * 60}' is not defined") == "x" * 60
    assert missing_name(f"name '{'x' * 61}' is not defined") == ""


HUGE = {
    "one array": np.broadcast_to(np.int8(1), (3000, 3000)),
    "the same array often": [np.ones((1000, 100))] * 1_000,
    "a long word and many short ones": ["x" * 10**8, *["x"] * 10_000],
    "a list of itself": (own := [1]) and own.append(own) or own,
}


@pytest.mark.parametrize("what", HUGE)
def test_huge_answers_are_wrong_before_they_are_copied(what):
    tracemalloc.start()
    assert compare(EXERCISES["compute_cost"], np.float64(1), HUGE[what])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 * 10**6


def test_nothing_is_computed_of_far_more_weights_than_were_asked_for():
    exercise = EXERCISES["initialize_parameters"]
    case = Case({}, {}, {"W1": np.zeros((2, 3)), "b1": np.zeros((2, 1))})
    none = {"drawn": {"type": "too large"}}
    many = {"W1": np.ones((40, 40)), "b1": np.ones((2, 1))}
    for value in (many, {f"W{i}": np.ones(1) for i in range(5)}):
        assert fingerprint(exercise, case, Answer(value)) == none
    some = {"W0": np.ones((3, 2)), "W1": np.ones((3, 2)), "b1": 1, "b2": None}
    found = fingerprint(exercise, case, Answer(some))["drawn"]
    assert found["W1"]["shape"] == [3, 2]
    assert found.keys() == some.keys()
