"""Messages that once sent a stuck student the wrong way."""

from __future__ import annotations

import pytest
from functions import SETUP, define, judge_cells
from wrong_functions import wrong_functions

from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.notebook import _check
from testcases.notebook._check import verdict_on

COST = "-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))"


def checked(source: str):
    name = source.split("(")[0].removeprefix("def ")
    return verdict_on(COURSE, define(source, name))


def graded(source: str, *before: str):
    name = source.split("(")[0].removeprefix("def ")
    cells = [Cell(f"file, cell {number}", text) for number, text in enumerate([*before, source], 1)]
    return judge_cells([SETUP, *cells], [name], 1)[name]


def test_a_line_that_the_grading_did_not_run_is_said_to_be_so():
    source = f"def compute_cost(AL, Y):\n    return {COST} / Y.shape[1] + EPS"
    verdict = graded(source, "import math\nEPS = math.sqrt(sum([1e-24]))")
    if verdict.verdict == "error":
        assert verdict.explanation == "error:made-elsewhere"
        assert verdict.hints[0] == (
            "The name gets its value in file, cell 1, by a line that is not run here. Move that "
            "line into the function, or write the number itself."
        )


BACKWARD = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / FACTOR, np.sum(dZ, axis=1, keepdims=True) / m
"""


def test_half_of_the_expected_value_is_not_one_over_n():
    verdict = checked(BACKWARD.replace("FACTOR", "(2 * m)"))
    assert verdict.problem == "Your `dW` is half the expected value. The shape is right."
    assert verdict.sentence == "`dW` is half of what it should be."


def test_a_factor_that_changes_with_the_test_input_is_told_as_such():
    assert checked(BACKWARD.replace("FACTOR", "1")).problem == (
        "Your `dW` is 3 times the expected value in this test, 5 times in another. The shape is "
        "right."
    )


def test_the_update_after_the_loop():
    source = """def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,
                  print_cost=False, initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return update_parameters(parameters, grads, learning_rate)
"""
    verdict = checked(source)
    assert verdict.sentence == (
        "The parameters take a single step from where they started, however many iterations there "
        "are."
    )
    assert verdict.hints[2] == (
        "Check two places: `initialize` is called once, before the loop, and the update is inside "
        "it."
    )


FORWARD = """def L_model_forward(X, parameters):
    BEFORE
    A, L = X, len(parameters) // 2
    for l in range(1, L):
        INSIDE
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches
"""


def test_a_list_that_is_made_anew_in_every_iteration():
    verdict = checked(FORWARD.replace("BEFORE", "caches = []").replace("INSIDE", "caches = []"))
    assert "Indent" not in " ".join(verdict.hints)
    assert verdict.sentence == "Of the hidden layers, only the last one's cache is kept."
    assert verdict.hints[2] == (
        "Check two places: where the list is made, and whether the append is inside the loop."
    )


def test_a_list_that_is_a_default_argument():
    source = FORWARD.replace("parameters):", "parameters, caches=[]):", 1)
    source = source.replace("BEFORE", "pass").replace("INSIDE", "pass")
    expected = (
        "caches still holds what earlier calls put there, because every call uses the same list. "
        "A list that is created in the `def` line, or outside the function, is created only once. "
        "Create it inside the function."
    )
    for verdict in (checked(source), graded(source)):
        assert verdict.problem == expected
        assert verdict.explanation == "cause:list-kept-between-calls"


MULTIPLIED = (
    "This line multiplies a list, a tuple or text as if it were an array of numbers. Turn a list "
    "into an array with np.array(...), unpack a tuple, and join texts with +."
)
ERRORS = {
    "np.asscalar(np.sum(AL))": (
        "error:gone-from-numpy",
        "NumPy no longer has `np.asscalar`. Write `x.item()` instead.",
    ),
    "{'W1': AL}['W{l}']": (
        "error:f-missing",
        "The key is W{l}, with its braces. Without an f before the quote, Python puts no number in "
        "their place.",
    ),
    "np.sum(AL, axis=1, keepdim=True)": (
        "error:no-such-keyword",
        "The function called on this line has no argument `keepdim`. Did you mean `keepdims`?",
    ),
    "AL.shape.shape": (
        "error:shape-of-shape",
        "This line has `.shape.shape`. A shape is a tuple, and a tuple has no shape.",
    ),
    "1 / AL.shape": (
        "error:shape-is-a-tuple",
        "This line combines a number or an array with a tuple. A shape is a tuple, too: the number "
        "of rows is A.shape[0], the number of columns A.shape[1].",
    ),
    "[1.0, 2.0] / 2": (
        "error:list-for-array",
        "A list is used here like an array. A list has no shape, and you can't calculate with it "
        "entry by entry. Turn it into an array with np.array(...), or take its length with "
        "len(...).",
    ),
    "[1.0, 2.0] * 0.5": ("error:sequence-multiplied", MULTIPLIED),
    "sigmoid(AL) * 0.5": ("error:sequence-multiplied", MULTIPLIED),
    "AL['d' * 'W1']": ("error:sequence-multiplied", MULTIPLIED),
    "AL['d' + [1]]": (
        "error:text-in-arithmetic",
        "This line combines text with a value of type list. With +, text can only be joined to "
        "text. Print both values.",
    ),
    "AL ^ 2": (
        "error:bit-operator",
        "The operators ^, &, |, << and >> work on the bits of whole numbers. A power is written "
        "**, and a product *.",
    ),
    "AL['W' + 1]": (
        "error:text-in-arithmetic",
        "This line combines text with a number. To build a key such as W1 with +, turn the number "
        'into text first: "W" + str(l).',
    ),
    "AL['d' - None]": (
        "error:text-in-arithmetic",
        "This line combines text with a value of type NoneType. With +, text can only be joined to "
        "text. Print both values.",
    ),
    "AL['W' / 'b']": (
        "error:text-in-arithmetic",
        "This line uses / between two texts. Two texts can only be joined, with +. Which operator "
        "is meant here?",
    ),
    "np.random.randn((3, 2))": (
        "error:sizes-one-by-one",
        "The sizes on this line are in a tuple, and the function takes them one by one: "
        "`np.random.randn(rows, columns)`. `np.zeros`, in contrast, takes one tuple.",
    ),
    "np.zeros(3, 1)": (
        "error:shape-needs-a-tuple",
        "`np.zeros` takes the whole shape as one tuple: `np.zeros((rows, columns))`.",
    ),
    "0.1 * {'W1': AL}": (
        "error:dictionary-in-arithmetic",
        "This line calculates with a whole dictionary. Take its arrays out, one key at a time, and "
        "calculate with those.",
    ),
    "1 if np.ones(3) > 0.5 else 0": (
        "error:array-as-condition",
        "A condition needs one True or False, and so do `not`, `and` and `or`. An array has one "
        "for each entry. Compare the whole array without them, as in `A > 0`, or go through its "
        "entries.",
    ),
    "__import__('math').log(np.ones((1, 3)))": (
        "error:array-for-a-number",
        "This line has an array with several entries where a single number is needed, as by "
        "`float(...)`, `int(...)` or `%f`. Print its shape just before the line.",
    ),
    "(math := __import__('math')) and math.log(np.ones((1, 3)))": (
        "error:array-for-a-number",
        "The functions of `math` take a single number, and this line gives them an array. NumPy "
        "has the same functions for arrays, such as `np.log`.",
    ),
    "AL.add(Y)": (
        "error:no-such-method",
        "An array has no `add`, but NumPy has a function of that name: `np.add(...)`.",
    ),
    "np.log[AL]": (
        "error:called-with-brackets",
        "This line puts square brackets behind the name of a function. They take an item of a list "
        "or an array. A function is called with round parentheses.",
    ),
    "1 / AL.shape[1](np.sum(AL))": (
        "error:operator-missing",
        "This line calls a number or an array like a function. Is a * missing in front of a "
        "parenthesis?",
    ),
    "range(AL.size / 2)": (
        "error:float-for-count",
        "This line needs an integer, for a count or a size. / always gives a float. Use // to "
        "divide integers.",
    ),
    "np.sum(AL, axis=2)": (
        "error:no-such-axis",
        "This array has no axis 2. It has 2 axes, numbered from 0.",
    ),
    "[]['W1']": (
        "error:list-for-dictionary",
        "This line looks up a key in a list, but the items of a list are numbered 0, 1 and so on. "
        "Should it be a dictionary, which you create with {} instead of []?",
    ),
    "np.ones((4, 3)) + np.array(sigmoid(np.ones((3, 7))))": (
        "error:tuple-not-unpacked",
        "One of these arrays has three axes, and the first has the length 2. It was a tuple of two "
        "arrays: a function returned two values, and they were not unpacked.",
    ),
}


@pytest.mark.parametrize("used", ERRORS)
def test_an_error_is_told_by_its_cause(used):
    slug, hint = ERRORS[used]
    verdict = checked(f"def compute_cost(AL, Y):\n    return {used}")
    assert (verdict.verdict, verdict.explanation, verdict.hints[0]) == ("error", slug, hint)


def test_results_that_are_not_unpacked_and_differ_in_shape():
    verdict = checked(
        "def predict(X, y, parameters):\n    return np.round(L_model_forward(X, parameters))"
    )
    assert verdict.verdict == "error"
    assert verdict.hints[0] == (
        "NumPy can't make one array of parts with different shapes. Did a function that you called "
        "earlier return several values? Unpack them, as in `A, cache = ...`."
    )


def test_an_error_in_one_branch_alone():
    source = """def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    elif activation == "Relu":
        A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)"""
    assert checked(source).hints[0] == (
        'The error comes up only with `activation="relu"`. The name in this message is assigned '
        "only in some branches of the function, or after this line. Which branch does this test "
        "input take, if any?"
    )


def test_a_key_without_an_f():
    source = """def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W{l}"] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters"""
    assert checked(source).problem.endswith(
        " Is there an f before the quote of the key? Without it, the braces stay as they are."
    )


def test_a_print_in_every_iteration():
    source = """def predict(X, y, parameters):
    p = (L_model_forward(X, parameters)[0] > 0.5).astype(int)
    for share in range(101):
        print(share / 100)
    return p"""
    assert "Print only when the description says so, not in every iteration of a loop." in (
        checked(source.replace("print(share", "print(np.mean(p == y)); print(share")).problem
    )


def test_writing_into_an_argument_that_costs_points():
    source = (
        "def linear_forward(A_prev, W, b):\n    W *= 2\n    return W @ A_prev + b, (A_prev, W, b)"
    )
    verdict = checked(source)
    assert verdict.notes == (
        "Your function changes the caller's `W`. That may be the bug. Compute a new array instead.",
    )


def test_a_loop_that_runs_the_wrong_way():
    source = """def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = (1 - Y) / (1 - AL) - Y / AL
    dA, dW, db = linear_activation_backward(dA, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in range(L - 1):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads"""
    verdict = checked(source)
    assert "cache of the first" not in verdict.sentence
    if verdict.misconception:
        assert (
            verdict.sentence == "In the loop, the gradient of one layer meets the cache of another."
        )


def test_a_logarithm_of_a_negative_number_is_not_one_of_zero():
    nan = checked("def compute_cost(AL, Y):\n    return np.sum(np.log(-AL))").hints[1]
    assert nan.startswith("The logarithm or the root of a negative number")
    infinite = checked("def compute_cost(AL, Y):\n    return np.sum(np.log(0 * AL))").hints[1]
    assert infinite == "The logarithm of 0 and a division by 0 give infinity."


STOPPED = {
    "caches = [AL, Y]; return caches[len(caches)]": None,
    "caches = [AL, Y]; l = 2; return caches[l]": (
        "seen:no-such-index",
        "At this point, `caches` has 2 items, with indices from 0 to 1. The line asks for index 2.",
    ),
    'grads = {"dW2": AL, "db2": Y}; return grads["dA" + str(1)]': (
        "seen:no-such-key",
        "At this point, `grads` has the keys 'dW2', 'db2', and no 'dA1'. ",
    ),
    'grads = {}; return grads["dA1"]': (
        "seen:nothing-there",
        "At this point, `grads` is empty, and the line looks for 'dA1'. ",
    ),
    "costs = []; costs = costs.append(1); costs.append(2)": (
        "error:append-gives-none",
        "The list is None here. `append` changes a list and returns None, so a line such as "
        "`caches = caches.append(cache)` replaces the list by None. If yours does, call `append` "
        "without the `=`.",
    ),
    'raise ValueError("no such activation")': (
        "error:own-raise",
        "This error is your own `raise`: for this test input, your conditions lead there. Compare "
        "each of them with the description, letter by letter.",
    ),
}


@pytest.mark.parametrize("judged", [checked, graded])
@pytest.mark.parametrize("body", STOPPED)
def test_what_was_seen_where_it_stopped(judged, body):
    source = f"def compute_cost(AL, Y):\n    {body.replace('; ', chr(10) + '    ')}"
    verdict = judged(source)
    slug, hint = STOPPED[body] or (None, "Which values does the index take")
    assert (verdict.verdict, verdict.explanation) == ("error", slug)
    assert verdict.hints[0].startswith(hint)


def test_what_was_seen_does_not_keep_an_edit_from_being_named(monkeypatch):
    monkeypatch.setattr(_check, "read_mistakes", lambda name, path: [])
    verdict = checked(wrong_functions()["L_model_backward~range_L"])
    assert verdict.sentence == "The highest number in the loop is too high."
    assert verdict.hints[0] == (
        "At this point, `grads` has the keys 'dA1', 'dW2', 'db2', and no 'dA2'. Does the function "
        "need this key? If so, which line stores it, for which layer, and did that line run before "
        "this one?"
    )


@pytest.mark.parametrize("judged", [checked, graded])
def test_a_lookup_too_deep_to_be_read_costs_no_more_than_its_explanation(judged):
    deep = "d = []; d.append(d); return d" + "[0]" * 700 + "[1]"
    verdict = judged(f"def compute_cost(AL, Y):\n    {deep}")
    assert verdict.problem.startswith("`compute_cost` raised IndexError: list index out of range")
    assert "At this point" not in " ".join(verdict.hints)
