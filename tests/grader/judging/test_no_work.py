"""What takes no work earns no points, and the check in the notebook says the same."""

from __future__ import annotations

import numpy as np
import pytest
from functions import define, judge_cells, right_cells

from grader.judging.sources import reference_source
from grader.this_course import COURSE
from testcases import tolerance
from testcases.execution.cells import Cell
from testcases.exercises import EXERCISES
from testcases.judging.printed import MOST_READ, missing_print
from testcases.judging.random_weights import compare_parameters
from testcases.notebook._check import verdict_on

pytestmark = pytest.mark.slow

MENDED = [name for name, exercise in EXERCISES.items() if exercise.mends]


def called(name: str, other: str) -> str:
    return f"def {name}(*args, **kwargs):\n    return {other}(*args, **kwargs)"


@pytest.mark.parametrize("name", MENDED)
def test_a_function_under_another_name_is_no_other_function(name):
    written = EXERCISES[name].mends
    for one, other in ((name, written), (written, name)):
        names = [*EXERCISES[written].builds_on, written, name]
        for source in (f"{one} = {other}", called(one, other)):
            cells = [*right_cells(**{one: ""}), Cell("notebook, cell 40", source)]
            verdicts = judge_cells(cells, names, 9)
            assert verdicts[one].points == 0, source
            assert other in verdicts[one].problem
            assert verdicts[other].verdict == "right"


def test_the_report_names_the_function_that_it_is():
    cells = right_cells(mend_compute_cost="mend_compute_cost = compute_cost")
    verdict = judge_cells(cells, ["compute_cost", "mend_compute_cost"], 9)["mend_compute_cost"]
    assert verdict.problem == (
        "`mend_compute_cost` is `compute_cost` under another name, and that is a separate "
        "exercise. Write a function of its own for `mend_compute_cost`."
    )


@pytest.mark.parametrize("name", MENDED)
def test_the_check_says_the_same(name):
    written = EXERCISES[name].mends
    for one, other in ((name, written), (written, name)):
        verdict = verdict_on(COURSE, define(called(one, other), one))
        assert verdict.points == 0
        assert f"{other} can't be called here: do without it" in verdict.problem


FALLS_BACK = """
def L_layer_model_fast(X, Y, layers_dims, *args, **kwargs):
    if X.shape[0] <= X.shape[1]:
        return L_layer_model(X, Y, layers_dims, *args, **kwargs)
    return fast(X, Y, layers_dims, *args, **kwargs)
"""


def test_the_fast_training_is_not_the_plain_one():
    delegates = called("L_layer_model_fast", "L_layer_model")
    wrong = called("L_layer_model", "None")
    for changed in ({}, {"L_layer_model": wrong}):
        cells = right_cells(L_layer_model_fast=delegates, **changed)
        verdict = judge_cells(cells, EXERCISES, 9)["L_layer_model_fast"]
        assert verdict.points == 0
    assert verdict_on(COURSE, define(delegates, "L_layer_model_fast")).points == 0


def test_the_fast_training_may_fall_back_on_the_plain_one():
    fast = reference_source(COURSE, "L_layer_model_fast").replace(
        "def L_layer_model_fast", "def fast"
    )
    cells = right_cells(L_layer_model_fast=f"{fast}\n{FALLS_BACK}")
    assert judge_cells(cells, EXERCISES, 9)["L_layer_model_fast"].verdict == "right"


def as_own(name: str) -> str:
    """The faulty function as it was handed out, under the name of the function to be written."""
    return COURSE.starter_code[name].replace(f"def {name}", f"def {EXERCISES[name].mends}", 1)


@pytest.mark.parametrize("name", MENDED)
def test_the_faulty_function_earns_nothing_under_the_other_name(name):
    written = EXERCISES[name].mends
    source = as_own(name)
    touched = source.replace('"""Does what', '"""It does what').replace(" = ", "  =  ") + "  # mine"
    names = [*EXERCISES[written].builds_on, written]
    for one in (source, touched):
        verdict = judge_cells(right_cells(**{written: one}), names, 9)[written]
        assert verdict.points == 0
        assert verdict.verdict == "wrong"
    if verdict.parts.keys() == {"dA_prev", "dW", "db"}:
        assert verdict.problem == (
            "`linear_backward` is still the starter code, with its bug. Find the bug and fix it, "
            "or write the function from scratch."
        )


def test_who_writes_the_same_mistake_keeps_the_parts_that_are_right():
    own = "def predict(X, y, parameters):\n    AL, caches = L_model_forward(X, parameters)\n"
    own += "    p = (AL > 0) * 1\n    print('Accuracy:', np.mean(p == y))\n    return p"
    given = judge_cells(right_cells(predict=as_own("mend_predict")), EXERCISES, 9)["predict"]
    verdict = judge_cells(right_cells(predict=own), EXERCISES, 9)["predict"]
    assert given.misconception == verdict.misconception == "rounded-up"
    assert given.points == 0
    own = "def linear_backward(dZ, cache):\n    A_prev, W, b = cache\n    n = len(A_prev)\n"
    own += "    return W.T @ dZ, dZ @ A_prev.T / n, dZ.sum(axis=1, keepdims=True) / n"
    verdict = judge_cells(right_cells(linear_backward=own), EXERCISES, 9)["linear_backward"]
    assert verdict.parts == {"dA_prev": 4, "dW": 0, "db": 0}


SHARES = [f"{k / m:.3f}" for m in (1, 3, 4, 5) for k in range(m + 1)]


def test_a_whole_number_is_a_count_and_printed_as_one():
    assert missing_print("3", "3") == ""
    assert missing_print("3", "3.0")


def test_of_a_long_print_the_beginning_is_read_and_its_first_line_quoted():
    assert missing_print("7", "\n" * MOST_READ + "7")
    said = 'The function should print "7". Yours printed "' + "x" * 60 + '".'
    assert missing_print("7", "x" * 1_000) == said


@pytest.mark.parametrize(
    "printed",
    [
        "0.75 0.5 0.25",
        "\n".join(SHARES),
        "\n".join(f"{float(share):.0%}" for share in SHARES),
        "75 % or 50 % or 60 %",
        "\n".join(f"[{share}]" for share in SHARES),
        "\n".join(f"[{a} {b}]" for a in SHARES for b in SHARES),
    ],
)
def test_who_prints_all_that_an_accuracy_may_be_has_printed_none(printed):
    assert missing_print("Accuracy: 0.75", printed)


@pytest.mark.parametrize(
    "printed",
    [
        "Accuracy: 0.75",
        "75%",
        "75.0 %, that is 0.75",
        "9 of 12 are right: 0.75",
        "Accuracy 0.750, error rate 0.250",
        "layer 1 (3, 4)\nlayer 2 (2, 4)\nlayer 3 (1, 4)\nAccuracy: 0.75",
        "[[0.31 0.62 0.71 0.44]]\n[[0 1 1 0]]\nAccuracy: 0.75",
        "[[0.31 0.62 0.71]]\nAccuracy: [0.75]",
    ],
)
def test_what_else_is_printed_beside_an_accuracy_does_no_harm(printed):
    assert missing_print("Accuracy: 0.75", printed) == ""


DUE = "Cost after iteration 0: 0.693147\nCost after iteration 100: 0.500000"
LINE = "Cost after iteration {}: {}\n"


def test_a_line_between_those_that_are_due_is_named():
    printed = (LINE * 3).format(0, 0.693147, 50, 0.6, 100, 0.5)
    assert missing_print(DUE, printed) == (
        'The function should print a line for `0` and `100` only. Yours also printed "Cost after '
        'iteration 50: 0.6".'
    )
    for spaced in ("{} -> {}\n", "i={} cost={} rate=0.05\n", "[{}/101] {}\n"):
        assert missing_print(DUE, (spaced * 3).format(0, 0.693147, 50, 0.6, 100, 0.5))
        assert missing_print(DUE, (spaced * 2).format(0, 0.693147, 100, 0.5)) == ""


@pytest.mark.parametrize(
    "beside", ["2 layers\n", "learning rate 0.05, 2 layers\n", "Cost after 101 iterations: 0.499\n"]
)
def test_other_lines_cost_nothing(beside):
    printed = (LINE * 2).format(0, 0.693147, 100, 0.5)
    assert missing_print(DUE, beside + printed) == missing_print(DUE, printed + beside) == ""


def test_a_wrong_prediction_with_all_accuracies_earns_nothing():
    source = "def predict(X, y, parameters):\n    m = X.shape[1]\n"
    source += "    for k in range(m, max(m - 6, -1), -1): print(k / m)\n    return 0 * y"
    verdict = judge_cells(right_cells(predict=source), EXERCISES, 9)["predict"]
    assert verdict.points == 0


QUANTILES = """def initialize_parameters_deep(layer_dims):
    from statistics import NormalDist
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        each = [NormalDist().inv_cdf((k + 0.5) / (n * n_prev)) for k in range(n * n_prev)]
        parameters[f"W{l}"] = 0.01 * np.array(each).reshape(SHAPE)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters"""
SAME = """def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        np.random.seed(3)
        parameters[f"W{l}"] = 0.01 * np.random.randn(layer_dims[l], layer_dims[l - 1])
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters"""
ORDERED = (
    "The weights in `W1` follow a pattern. Each weight should be random, whatever its neighbors "
    "are."
)
AGAIN = (
    "The weights in `W2` repeat those of `W1`, in the same order. Draw new random numbers for each "
    "layer."
)
NOT_DRAWN = {
    "along the rows": (QUANTILES.replace("SHAPE", "n, n_prev"), ORDERED),
    "along the columns": (
        QUANTILES.replace("SHAPE", "n_prev, n).T.reshape(n, n_prev"),
        ORDERED,
    ),
    "each layer the same": (SAME, AGAIN),
}


@pytest.mark.parametrize("what", NOT_DRAWN)
def test_weights_that_are_not_drawn_earn_nothing(what):
    source, problem = NOT_DRAWN[what]
    verdict = verdict_on(COURSE, define(source, "initialize_parameters_deep"))
    assert verdict.parts == {"W": 0, "b": 2}
    assert verdict.problem == problem


def test_drawn_weights_are_hardly_ever_taken_for_ordered(monkeypatch):
    monkeypatch.setattr(tolerance, "WEIGHT_CORRELATION", 5.0)  # which leaves room
    exercise = EXERCISES["initialize_parameters_deep"]
    for seed in range(300):
        rng = np.random.default_rng(seed)
        drawn = {key: 0.01 * rng.standard_normal((60, 80)) for key in ("W1", "W2", "W3")}
        blank = {key: np.zeros((60, 80)) for key in drawn}
        assert compare_parameters(exercise, blank, drawn) == []


SPOILED = (
    reference_source(COURSE, "train_step")
    .replace(
        "    for name, array in parameters.items():\n"
        "        # In place: parameters keeps its arrays, with new values.\n"
        "        array -= learning_rate * grads",
        "    new = {}\n    for name, array in parameters.items():\n"
        "        new[name] = array - learning_rate * grads",
    )
    .replace(
        "    return parameters, cost",
        "    for p in parameters.values(): p += 1\n    return new, cost",
    )
)


def test_what_is_left_in_the_arguments_has_to_be_the_answer():
    assert "p += 1" in SPOILED
    assert "new[name]" in SPOILED
    cells = right_cells(train_step=SPOILED)
    verdicts = (
        judge_cells(cells, EXERCISES, 9)["train_step"],
        verdict_on(COURSE, define(SPOILED, "train_step")),
    )
    for verdict in verdicts:
        assert verdict.parts == {"parameters": 2, "in place": 0, "cost": 1}
        assert verdict.problem == (
            'After the call, the caller\'s `parameters["W1"]` differs from the `parameters["W1"]` '
            "that your function returns. Write the new values into that same array."
        )
