"""Wrong results explained by edits of the solutions: in the check, and in the grading."""

from __future__ import annotations

import ast
import dataclasses
import inspect

import numpy as np
import pytest
from functions import SETUP, define, judge_cells
from wrong_functions import ENDLESS, wrong_functions

from grader.judging.edits import edits_of, outcomes_of
from grader.judging.edits.classes import unheard
from grader.judging.edits.draft import Draft
from grader.judging.edits.kinds import KINDS
from grader.judging.edits.words import explanation_of
from grader.judging.sources import reference_source
from grader.misconceptions.forms import FORMS
from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.execution.outcome import Raised
from testcases.exercises import EXERCISES
from testcases.judging.causes import unread
from testcases.judging.edits import MOST_WAYS, classes, explain, holding
from testcases.judging.projection import are_telling, is_telling
from testcases.judging.recorded import read_cases, read_edits
from testcases.notebook import _check
from testcases.notebook._check import verdict_on
from testcases.words import wording

BACKWARD = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = DW
    db = DB
    dA_prev = DA
    return dA_prev, dW, db
"""
DW, DB, DA = "dZ @ A_prev.T / m", "np.sum(dZ, axis=1, keepdims=True) / m", "W.T @ dZ"


@pytest.fixture
def nameless(monkeypatch):
    """Switch the hand-written misconceptions off."""
    monkeypatch.setattr(_check, "read_mistakes", lambda name, path: [])


def backward(dW: str = DW, db: str = DB, dA: str = DA) -> str:
    return BACKWARD.replace("DW", dW).replace("DB", db).replace("DA", dA)


def checked(source: str):
    name = source.split("(")[0].removeprefix("def ")
    return verdict_on(COURSE, define(source, name))


@pytest.mark.parametrize(
    "dW",
    [
        "dZ @ A_prev.T",
        "np.matmul(dZ, A_prev.T)",
        "np.einsum('ik,jk->ij', dZ, A_prev)",
        "np.dot(dZ, A_prev.T) / 1",
        "(A_prev @ dZ.T).T",
    ],
)
def test_another_style_costs_no_explanation(nameless, dW):
    verdict = checked(backward(dW=dW))
    assert verdict.explanation == "edit:dW-not-divided-by-m"
    assert verdict.sentence == "`dW` is not divided by `m`."
    assert verdict.misconception is None
    assert verdict.hints == (
        "By which factor is your `dW` off, and where could that factor come from?",
        "Look at the line for `dW`.",
        "Divide by `m`. If your line already does, print `m` there: is it the number that you "
        "expect?",
    )


def test_a_misconception_outranks_an_edit():
    verdict = checked(backward(dW="dZ @ A_prev.T"))
    assert verdict.misconception == verdict.explanation == "dw-not-averaged"


def test_parts_are_explained_one_by_one():
    verdict = checked(backward(dW="dZ @ A_prev.T / m ** 2", db="np.sum(dZ, axis=1) / m"))
    assert {part: one.slug for part, one in verdict.by_part.items()} == {
        "dW": "edit:dW-divided-too-m",
        "db": "edit:db-argument-missing-keepdims=True",
    }
    assert verdict.explanation == "edit:dW-divided-too-m + edit:db-argument-missing-keepdims=True"
    assert "`keepdims=True` is missing in `db`." in verdict.sentence


def test_the_question_is_about_the_part_that_is_shown():
    """A wrong shape is shown before wrong values."""
    verdict = checked(backward(dW="dZ @ A_prev.T / m ** 2", db="np.sum(dZ, axis=1) / m"))
    assert verdict.problem.startswith("Your `db` has the wrong shape")
    assert verdict.hints == (
        "Which shape does each array have on the line for `db`?",
        "Look at the line for `db`. Look at the line for `dW`.",
        "Check the arguments of the function. Leave the division out.",
    )


def test_a_part_that_nothing_explains_keeps_the_others_explained():
    verdict = checked(backward(dW="-dZ @ A_prev.T / m", db="np.sum(dZ ** 3, axis=1) * 0.123"))
    assert list(verdict.by_part) == ["dW"]


TWO_MISTAKES = {
    "L_model_forward~sigmoid_hidden_and_caches_reversed": (
        "`cache` is put at the front of `caches`, not at its end. "
        '"sigmoid" is used where "relu" belongs.'
    ),
    "initialize_parameters~zero_w2_and_b1_size": (
        "The numbers in `W2` are like those of `np.zeros`, where those of `np.random.randn` "
        "belong. In `b1`, `n_x` is used where `n_h` belongs."
    ),
    "gram_step~wrong_m_and_plus_sg": (
        "In `Z`, a term is added that should be subtracted. The number of rows of `dZ` is used "
        "where `dZ.shape[1]` belongs, in `m`."
    ),
}


@pytest.mark.parametrize("name", TWO_MISTAKES)
def test_two_mistakes_in_one_part_are_both_told(nameless, name):
    assert checked(wrong_functions("from_text")[name]).sentence == TWO_MISTAKES[name]


def test_of_two_mistakes_neither_is_told_that_the_other_parts_contradict(nameless):
    """That `S` has the opposite sign would give this `Z`, and another `S`."""
    source = wrong_functions("from_text")["gram_step~wrong_m_and_plus_sg"]
    # With the bias wrong as well, no two edits explain the whole result.
    verdict = checked(source.replace("return S, b", "return S, 3 * b"))
    assert "opposite sign" not in verdict.sentence
    assert verdict.by_part["S"].sentence == (
        "The number of rows of `dZ` is used where `dZ.shape[1]` belongs, in `m`."
    )


TRAINING = """def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,
                  print_cost=False, initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {cost:f}")
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters
"""
CONDITIONS = {
    "i % 101 == 0": "In the condition, `i % 101` is used where `i % 100` belongs.",
    "i % 102 == 0": "",
    "i % 300 == 0": "A condition is true in the wrong cases.",
    "i ^ 100 == 0": "A condition is true in the wrong cases.",
    "i % 100 == 1": "`i % 100 == 1` is used where `i % 100 == 0` belongs.",
}


@pytest.mark.slow
@pytest.mark.parametrize("graded", [False, True])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_piece_of_code_is_quoted_only_if_it_stands_there(nameless, condition, graded):
    source = TRAINING.replace("i % 100 == 0", condition)
    name = "L_layer_model"
    verdict = checked(source)
    if graded:
        verdict = judge_cells([SETUP, Cell("c, cell 1", source)], [name], 5)[name]
    assert verdict.sentence == CONDITIONS[condition]


def test_the_number_of_a_loop_may_have_another_name(nameless):
    source = TRAINING.replace("i % 100 == 0", "k % 101 == 0").replace("for i", "for k")
    assert "`i % 101` is used" in checked(source.replace("{i}", "{k}")).sentence


def test_nothing_is_quoted_from_a_function_without_text(nameless, monkeypatch):
    source = TRAINING.replace("i % 100 == 0", "i % 101 == 0")
    monkeypatch.setattr(_check, "definition_of", lambda function: None)
    assert checked(source).sentence == ""


ACTIVATIONS = {
    """    if activation <= "sigmoid":
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        A, activation_cache = relu(Z)""": (
        "`activation <= 'sigmoid'` is used where `activation == 'sigmoid'` belongs."
    ),
    """    if activation == "relu":
        A, activation_cache = relu(Z)
    A, activation_cache = sigmoid(Z)""": "Lines for one case run in every case.",
    """    if activation == "relu":
        A, activation_cache = sigmoid(Z)
    else:
        A, activation_cache = sigmoid(Z)""": "Two branches of the condition do the same thing.",
}


@pytest.mark.parametrize("branches", ACTIVATIONS)
def test_of_branches_only_that_is_told_which_the_code_does(nameless, branches):
    source = f"""def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
{branches}
    return A, (linear_cache, activation_cache)"""
    assert ACTIVATIONS[branches] in checked(source).sentence


def test_a_loop_that_never_runs_is_told_of_nothing_else(nameless):
    verdict = checked(
        """def initialize_parameters_scaled(layer_dims):
    parameters = {}
    for l in []:
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = np.random.randn(n, n_prev) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters"""
    )
    assert verdict.sentence == "It is as if the loop were missing."


@pytest.mark.slow
@pytest.mark.parametrize("graded", [False, True])
def test_an_argument_that_is_never_used_is_named(nameless, graded):
    source = TRAINING.replace("range(num_iterations)", "range(60)")
    verdict = checked(source)
    if graded:
        verdict = judge_cells([SETUP, Cell("c, cell 1", source)], ["L_layer_model"], 5)[
            "L_layer_model"
        ]
    assert verdict.explanation == "cause:num_iterations-never-used"
    assert verdict.sentence == "Your function never uses its argument `num_iterations`."
    assert verdict.hints == (
        "What would change in your function if the caller passed another `num_iterations`?",
        "Search for `num_iterations` below the `def` line.",
        "Find the line that should depend on `num_iterations`, and use it there: the caller "
        "chooses it.",
    )


@pytest.mark.parametrize("name", ["L_layer_model", "mend_L_layer_model"])
def test_a_flag_explains_only_what_is_printed(nameless, name):
    source = TRAINING.replace("L_layer_model(X", f"{name}(X")
    source = source.replace("if print_cost and i % 100 == 0:", "if False:")
    source = source.replace("learning_rate)", "1.5 * learning_rate + 0.3)", 1)
    verdict = checked(source)
    assert "W1" in verdict.problem
    assert verdict.explanation is None


def test_no_solution_leaves_an_argument_unread_but_flags():
    """Else an argument that is never used would explain nothing."""
    for name, exercise in EXERCISES.items():
        for case in read_cases(name, COURSE.record) if exercise.is_written else ():
            function = ast.parse(reference_source(COURSE, name)).body[0]
            assert not unread(function, case), name


# What is compared in what is printed, and what is told.
COMPARED = {
    "p is not y": "The line that prints doesn't do what it should.",
    "y == AL": "In what is printed, `AL` is used where `p` belongs.",
    "p == AL": "In what is printed, `AL` is used where `y` belongs.",
}


@pytest.mark.parametrize("own", ["dAL", "dA"])
def test_a_variable_is_called_as_in_the_code(nameless, own):
    verdict = checked(
        f"""def L_model_backward(AL, Y, caches):
    grads, L = {{}}, len(caches)
    {own} = AL - Y
    for l in range(L, 0, -1):
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = (
            linear_activation_backward({own}, caches[l - 1], "sigmoid" if l == L else "relu"))
        {own} = grads["dA" + str(l - 1)]
    return grads"""
    )
    assert verdict.sentence == f"`{own}` is only `AL - Y`."
    assert verdict.hints[1] == f"Look at the line for `{own}`."


def test_a_variable_whose_line_is_not_quoted_is_called_as_in_the_code(nameless):
    verdict = checked(
        """def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dAL = np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads"""
    )
    assert verdict.sentence == (
        "One of two. First: A difference in `dAL` is the wrong way round. "
        "Second: A minus sign is missing in `dAL`."
    )


@pytest.mark.parametrize("compared, sentence", COMPARED.items())
def test_a_name_is_told_only_where_it_is_compared(nameless, compared, sentence):
    source = f"""def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print(f"Accuracy: {{np.mean({compared})}}")
    return p"""
    assert checked(source).sentence == sentence


@pytest.mark.parametrize(
    "lines, place",
    {
        "Z = W @ A_prev\n    return Z, (A_prev, W, b)": "the line for `Z`",
        "return W @ A_prev, (A_prev, W, b)": "the line that computes `Z`",
        "Z = W @ A_prev + b\n    return Z, (A_prev, W.T, b)": "the lines with `W`",
    }.items(),
)
def test_a_place_is_called_a_line_for_a_variable_only_if_there_is_one(nameless, lines, place):
    verdict = checked(f"def linear_forward(A_prev, W, b):\n    {lines}")
    assert verdict.hints[1] == f"Look at {place}."


def test_an_error_does_not_tell_how_large_a_value_is(nameless):
    verdict = checked(
        """def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) << 2
    updated = {}
    for layer in range(1, L + 1):
        for name in (f"W{layer}", f"b{layer}"):
            updated[name] = parameters[name] - learning_rate * grads["d" + name]
    return updated"""
    )
    assert verdict.verdict == "error"
    assert verdict.sentence == "The highest number in the loop is too high."


def test_if_the_part_shown_is_not_explained_the_others_are_named(nameless):
    verdict = checked(backward(dW="dZ @ A_prev.T", db="np.sum(dZ, axis=1) ** 2 / 3"))
    assert verdict.problem.startswith("Your `db` has the wrong shape")
    assert verdict.sentence == (
        "`dW` is not divided by `m`. This explains `dW`. There is more to find in `db`."
    )


def test_a_function_that_returns_several_values_is_on_the_line_of_the_first(nameless):
    verdict = checked(
        """def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A = sigmoid(Z)
    else:
        A = relu(Z)
    activation_cache = Z
    return A, (linear_cache, activation_cache)"""
    )
    assert verdict.sentence == (
        "The function on the line for `A` returns several values, and they are not unpacked."
    )


def test_a_line_for_the_one_result_may_be_any_that_computes_it():
    draft = Draft((), None, "line-other", "cost", "", "", "")
    one = explanation_of(draft, "`cost`")
    assert one.sentence == "A line that computes `cost` doesn't do what it should."
    assert one.hints[1] == "Look at the lines that compute `cost`."
    assert explanation_of(draft, "what is returned").hints[1] == "Look at the line for `cost`."


def test_a_word_beside_or_is_told_only_beside_a_comparison(nameless):
    name = "linear_activation_forward"
    source = f"""def {name}(A_prev, W, b, activation):
    kind = activation or "relu"
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if kind == "relu" else relu(Z)
    return A, (linear_cache, activation_cache)"""
    assert checked(source).explanation != "cause:or-with-a-word"


def test_a_word_alone_beside_or_is_told_first(nameless):
    name = "linear_activation_forward"
    source = f"""def {name}(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid" or "Sigmoid":
        A, activation_cache = sigmoid(Z)
    else:
        A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)"""
    verdict = checked(source)
    assert verdict.explanation == "cause:or-with-a-word"
    assert verdict.sentence == (
        "The condition `activation == 'sigmoid' or 'Sigmoid'` is always true, because a word alone "
        "counts as true."
    )
    assert verdict.hints == (
        "When is each of your conditions true? Write down two cases, one on each side.",
        "Look at the condition with `or`.",
        "Write a whole comparison on each side of `or`.",
    )


NOT_SO = {
    "L_model_backward~only_dW_kept_no_dA": "key of `dA`",  # it is not stored at all
    "L_layer_model_fast~upper_not_updated_and_plus": "`upper`",  # another name
    "initialize_parameters_scaled~power_precedence": "`/` is used where `**` belongs",
    "gram_step~product_order": "`S` is used where `G` belongs",
    "L_layer_model_fast~w1_never_updated": "`parameters`",
    "compute_cost~len_Y": "`//`",
}


@pytest.mark.parametrize("name", NOT_SO)
def test_what_the_code_does_not_have_is_not_said_of_it(nameless, name):
    known = {**wrong_functions(), **wrong_functions("from_text")}
    assert NOT_SO[name] not in checked(known[name]).sentence


@pytest.mark.slow
@pytest.mark.parametrize("name", ["compute_cost", "initialize_parameters_deep", "linear_backward"])
def test_what_an_edit_says_of_the_code_is_so_in_the_edited_code(name):
    edits = edits_of(COURSE, name)
    untrue = [one for one in edits if not holding(EXERCISES[name], one.tree)(one.explanation)]
    assert len(untrue) < 0.02 * len(edits), {one.explanation.sentence for one in untrue}


EFFECTS = {
    "def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,\n"
    "                  print_cost=False, initialize=initialize_parameters_deep):\n"
    "    parameters = initialize(layers_dims)\n"
    "    for i in range(num_iterations):\n"
    "        AL, caches = L_model_forward(X, parameters)\n"
    "        grads = L_model_backward(AL, Y, caches)\n"
    "        update_parameters(parameters, grads, learning_rate)\n"
    "        if print_cost and i % 100 == 0:\n"
    "            print(f'Cost after iteration {i}: {compute_cost(AL, Y)}')\n"
    "    return parameters": "It is as if the line that computes `parameters` were missing.",
}


@pytest.mark.parametrize("source", EFFECTS)
def test_what_many_edits_do_is_told_by_its_effect(nameless, source):
    assert checked(source).sentence == EFFECTS[source]


LOSS = "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"
COSTS = {
    "-np.mean((1 - Y) * np.log(AL) + Y * np.log(1 - AL))": "The two cases of `cost` are swapped.",
    "-1 / Y.shape[1] * np.sum(Y * np.log(AL)) + np.sum((1 - Y) * np.log(1 - AL))": (
        "A pair of parentheses is missing in `cost`."
    ),
    "-1 / Y.shape[1] * np.sum(Y * np.log(AL)) + (1 - Y) * np.log(1 - AL)": (
        "In `cost`, something is outside the parentheses of a function and belongs inside."
    ),
    f"-np.sum({LOSS}) // Y.shape[1]": (
        "One of two. First: `cost` is returned as an integer. Second: `cost` loses what is behind "
        "the decimal point, as with `//` in place of `/`."
    ),
    f"-np.sum({LOSS}) / len(Y)": "`cost` is not divided by `m`.",
}


@pytest.mark.parametrize("cost", COSTS)
def test_a_cost_without_a_loop_is_not_told_of_conditions(nameless, cost):
    assert checked(f"def compute_cost(AL, Y):\n    return {cost}").sentence == COSTS[cost]


def test_whole_numbers_in_what_is_printed_are_told_from_decimals(nameless):
    source = """def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = AL > 0.5
    print("Accuracy: %d" % WHAT)
    return p"""
    assert checked(source.replace("WHAT", "np.mean(p == y)")).sentence == (
        "What is printed loses what is behind the decimal point, as with `//` in place of `/`."
    )
    assert "decimal" not in checked(source.replace("WHAT", "np.sum(p == y)")).sentence


def test_results_that_are_not_put_together(nameless):
    verdict = checked("def linear_forward(A_prev, W, b):\n    return W @ A_prev + b, A_prev, W, b")
    assert verdict.sentence == "Parentheses around `A_prev, W, b` are missing in what is returned."
    verdict = checked("def linear_forward(A_prev, W, b):\n    return W @ A_prev + b, A_prev")
    assert "In `cache`, only `A_prev` is there, where the tuple `A_prev, W, b` belongs." in (
        verdict.sentence
    )


def test_a_factor_of_a_term_is_told_as_one(nameless):
    verdict = checked(
        """def gram_step(S, b, dZ, learning_rate, WX, G):
    m = dZ.shape[1]
    S = S + learning_rate * dZ / m
    b = b - np.sum(dZ, axis=1, keepdims=True) / m
    return S, b, WX - np.dot(S, G) + b"""
    )
    assert verdict.sentence == "A term of `b` is not multiplied by `learning_rate`."


def test_half_done_mistakes_are_told_of_the_half_that_is_wrong(nameless):
    source = """def update_parameters(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        new[f"W{l}"] = parameters[f"W{l}"] + learning_rate * grads[f"dW{l}"]
        new[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return new"""
    assert checked(source).sentence == "In `W`, a term is added that should be subtracted."


def test_wrong_keys_and_wrong_values_are_both_told(nameless):
    verdict = checked(
        """def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = np.random.randn(layer_dims[l], layer_dims[l - 1])
        parameters[f"b{l - 1}"] = np.zeros((layer_dims[l], 1))
    return parameters"""
    )
    assert {part: one.sentence for part, one in verdict.by_part.items()} == {
        "W": "`W` is not multiplied by `0.01`.",
        "b": "The key of `b` has the number `l - 1`, not `l`.",
    }


@pytest.mark.parametrize(
    "draw",
    [
        "rng.standard_normal((n, n_prev))",
        "np.random.normal(size=(n, n_prev))",
        "np.random.RandomState(3).randn(n, n_prev)",
    ],
)
def test_another_generator_or_a_seed_costs_no_explanation(nameless, draw):
    verdict = checked(
        f"""def initialize_parameters_scaled(layer_dims):
    np.random.seed(1)
    rng, parameters = np.random.default_rng(2), {{}}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        parameters["W" + str(l)] = {draw} * np.sqrt(n_prev)
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters"""
    )
    assert verdict.sentence == "In `W`, a multiplication and a division are mixed up."


def test_a_term_too_long_to_be_named_is_told_as_a_term(nameless):
    verdict = checked(
        "def compute_cost(AL, Y):\n    return float(-np.sum(Y * np.log(AL)) / Y.shape[1])"
    )
    assert verdict.sentence == "A term is missing in `cost`."


def test_a_return_in_one_branch(nameless):
    verdict = checked(
        """def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    else:
        A, activation_cache = relu(Z)
        return A, (linear_cache, activation_cache)"""
    )
    assert (
        verdict.sentence == "The `return` statement is reached in one branch of the condition only."
    )


@pytest.mark.parametrize("graded", [False, True])
def test_what_is_wrong_in_a_function_to_fix_is_not_told_but_where(nameless, graded):
    loss = "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"
    source = f"def mend_compute_cost(AL, Y):\n    return -np.sum({loss}) / Y.shape[1] ** 2"
    name = "mend_compute_cost"
    verdict = checked(source)
    if graded:
        verdict = judge_cells([SETUP, Cell("c, cell 1", source)], [name], 5)[name]
    assert verdict.explanation == "edit:cost-divided-too-m"
    assert verdict.sentence == ""
    assert verdict.hints[0] == wording.READ_IT
    assert verdict.hints[1:] == (
        "By which factor is your `cost` off, and where could that factor come from?",
        "Look at the lines that compute `cost`.",
    )


def test_an_error_is_explained_by_its_shapes(nameless):
    verdict = checked(backward(dW="dZ * A_prev.T / m"))
    assert verdict.verdict == "error"
    assert verdict.sentence == "`dW` is an elementwise product, not a matrix product."


def test_what_stops_everywhere_without_saying_more_explains_nothing(nameless):
    assert checked(backward(dW="1 / 0")).explanation is None


def test_an_error_with_the_same_numbers_for_every_input_explains_nothing(nameless):
    """A tuple of 3 comes from a cache passed by mistake, and from an order of unpacking."""
    verdict = checked(
        """def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, linear_cache)
    else:
        dZ = sigmoid_backward(dA, linear_cache)
    return linear_backward(dZ, linear_cache)"""
    )
    assert verdict.problem.startswith("`linear_activation_backward` raised TypeError")
    assert verdict.explanation is None
    three = [Raised("ValueError", "expected 3, got 2")] * 3
    assert not are_telling(three)
    assert are_telling([*three, Raised("ValueError", "expected 4, got 2")])
    assert not are_telling([Raised("KeyError", "'W0'")] * 3)


def test_where_in_memory_something_is_tells_nothing():
    assert not is_telling(Raised("TypeError", "<function f at 0x7f12c0> is no number"))
    assert is_telling(Raised("ValueError", "shapes (2,5) (5,3)"))
    assert not is_telling(Raised("ValueError", "cannot reshape array of size 1 into shape (3,1)"))


@pytest.mark.parametrize(
    "cost", ["np.sum(0 * AL * Y)", "np.log(0 * AL * Y).sum()", "np.nan * AL * Y"]
)
def test_a_result_without_a_number_in_it_explains_nothing(nameless, cost):
    assert checked(f"def compute_cost(AL, Y):\n    return {cost}").explanation is None


def test_a_result_of_more_ways_than_two_is_not_explained():
    name = "linear_backward"
    table = read_edits(name, COURSE.record)
    cases = read_cases(name, COURSE.record)
    [edit, *_] = [
        one for one in edits_of(COURSE, name) if one.explanation.slug == "edit:dW-not-divided-by-m"
    ]
    with unheard(COURSE):
        wrong = outcomes_of(COURSE, EXERCISES[name], edit, cases)
    assert explain(EXERCISES[name], cases, wrong, ["dW"], table)
    came = classes(EXERCISES[name], cases, wrong, table)
    number = int(np.flatnonzero((table.rows == came).all(axis=1))[0])
    same = dataclasses.replace(
        table,
        rows=np.repeat(table.rows[number : number + 1], MOST_WAYS + 1, axis=0),
        says=np.arange(MOST_WAYS + 1),
        tiers=np.zeros(MOST_WAYS + 1, int),
        broader=np.full((len(table.explanations), 2), -1),
    )
    assert not explain(EXERCISES[name], cases, wrong, ["dW"], same)
    common = len(table.explanations) - 1
    same.broader[: MOST_WAYS + 1, 1] = common
    found = explain(EXERCISES[name], cases, wrong, ["dW"], same)
    assert found == {"": (table.explanations[common],)}
    same.broader[MOST_WAYS, 1] = -1
    assert not explain(EXERCISES[name], cases, wrong, ["dW"], same)


def test_of_two_ways_to_one_result_that_is_told_which_the_code_takes(nameless):
    source = """def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = np.maximum(0, dA)
    else:
        dZ = sigmoid_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)"""
    verdict = checked(source)
    assert verdict.sentence == '`dZ` uses ReLU of `dA`, where `relu_backward` belongs for "relu".'


def test_all_test_inputs_have_to_fit():
    """Right but for one example: no edit that is wrong elsewhere, too, explains it."""
    verdict = checked(backward(dW="dZ @ A_prev.T / (m if m > 1 else 3)"))
    assert verdict.verdict == "partly"
    assert verdict.explanation is None


def test_the_grading_says_the_same_with_fresh_inputs():
    source = backward(dW="dZ @ A_prev.T / (m - 1)", dA="np.dot(W.T, dZ - b)")
    verdict = judge_cells([SETUP, Cell("c, cell 1", source)], ["linear_backward"], 5)[
        "linear_backward"
    ]
    assert {part: one.slug for part, one in verdict.by_part.items()} == {
        "dA_prev": "edit:dA_prev-odd-subtracted-in-too-b-dZ",
        "dW": "edit:dW-other-name-m-m-1",
    }


def test_of_edits_that_stop_alike_that_is_named_whose_piece_stands_in_the_code():
    source = wrong_functions()["L_model_forward~X_last"]
    sentence = "In the line for `AL, cache`, `X` is used where `A` belongs."
    assert checked(source).sentence == sentence
    cells = [SETUP, Cell("c, cell 1", source)]
    verdict = judge_cells(cells, ["L_model_forward"], 5)["L_model_forward"]
    assert verdict.sentence == sentence


def test_the_grading_names_nothing_for_a_word_that_is_spelled_otherwise_than_it_is():
    """The line is there; what stops is that no branch runs."""
    source = wrong_functions()["linear_activation_backward~capital"]
    cells = [SETUP, Cell("c, cell 1", source)]
    name = "linear_activation_backward"
    assert judge_cells(cells, [name], 5)[name].sentence in ('No branch runs for "relu".', "")


def test_what_is_recorded_shows_no_code():
    lines = set()
    for name in EXERCISES:
        if EXERCISES[name].is_written:
            for source in [
                inspect.getsource(getattr(COURSE.reference, name)),
                *FORMS.get(name, ()),
            ]:
                code = [line.strip() for line in source.splitlines()]
                lines |= {line for line in code if "=" in line and len(line) > 30}
    said = "\n".join(
        "\n".join([one.slug, one.sentence, *one.hints])
        for name in EXERCISES
        for one in getattr(read_edits(name, COURSE.record), "explanations", ())
    )
    assert len(said) > 10_000 and len(lines) > 50
    assert not [line for line in lines if line in said]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_edit_is_a_sentence(kind):
    made = explanation_of(Draft((), None, kind, "dW", ' for "relu"', "m", "n"), "`dW`")
    for text in (made.sentence, *made.hints):
        assert text[-1] in ".?" and text[0] == text[0].upper()
        assert "{" not in text and "  " not in text
    assert made.slug.startswith("edit:") and " " not in made.slug


def test_a_question_asks_about_a_variable_or_about_a_line():
    def hints(target):
        return explanation_of(Draft((), None, "other-name", target, "", "m", "n"), "`dW`").hints

    question = "with the description, piece by piece. Which piece is different?"
    assert hints("dA")[:2] == (f"Compare your `dA` {question}", "Look at the line for `dA`.")
    assert hints("dW")[1] == "Look at the lines that compute `dW`."
    assert hints("A, cache")[:2] == (
        f"Compare the line for `A, cache` {question}",
        "Look at the line for `A, cache`.",
    )
    assert hints("print")[:2] == (
        f"Compare what is printed {question}",
        "Look at the line that prints.",
    )
    assert hints("return")[1] == "Look at the lines that compute `dW`."


@pytest.mark.slow
def test_most_wrong_functions_are_explained_without_a_name_for_them(nameless):
    told = {
        name: checked(source).explanation
        for name, source in wrong_functions().items()
        if name != ENDLESS
    }
    explained = [name for name, slug in told.items() if slug]
    assert len(explained) >= 0.7 * len(told), sorted(set(told) - set(explained))
