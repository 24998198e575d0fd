"""The words for students, to the letter: what test_judge.py doesn't say."""

from __future__ import annotations

import ast
import functools
import re

import pytest
from conftest import ROOT
from functions import SETUP, define, judge_cells, right_cells

from grader.judging.policy import judge_notebooks
from grader.judging.sources import reference_source
from grader.this_course import COURSE
from testcases.execution import call
from testcases.execution.cells import Cell
from testcases.execution.statements import run_cells
from testcases.exercises import EXERCISES
from testcases.judging import report
from testcases.judging.edits import Explanation, both, either, joined
from testcases.notebook._check import verdict_on
from testcases.words import hints, wording

COST = "def compute_cost(AL, Y):\n    "
DEEP = """def initialize_parameters_deep(layer_dims):
    p = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        p["W" + str(l)] = WEIGHTS
        p["b" + str(l)] = BIASES
    return p"""
DRAWS = {
    "biases": (
        ("np.random.randn(n, n_prev) * 0.01", "np.ones((n, 1))"),
        "Every entry of `b1` should be 0.",
    ),
    "nan": (
        ("np.full((n, n_prev), np.nan)", "np.zeros((n, 1))"),
        "`W1` contains nan or infinity.",
    ),
    "repeated": (
        ("np.random.randn(1, n_prev).repeat(n, axis=0) * 0.01", "np.zeros((n, 1))"),
        "`W1` contains some numbers more than once. Draw each weight separately, so that no two "
        "units start equal.",
    ),
    "mean": (
        ("np.random.default_rng(1).random((n, n_prev)) * 0.03", "np.zeros((n, 1))"),
        "The weights in `W1` should have a mean near 0. Yours have the mean 0.01505.",
    ),
    "scale": (
        ("np.random.default_rng(1).standard_normal((n, n_prev))", "np.zeros((n, 1))"),
        "The weights in `W1`, of shape (80, 150), should have a standard deviation near 0.01. "
        "Yours is 0.9957, 99.57 times as much.",
    ),
    "not normal": (
        ("np.random.uniform(-1, 1, (n, n_prev)) * 0.0173", "np.zeros((n, 1))"),
        "The weights in `W1` have the right standard deviation, but not a normal distribution.",
    ),
}


@pytest.mark.parametrize("what", DRAWS)
def test_drawn_weights(what):
    (weights, biases), expected = DRAWS[what]
    source = DEEP.replace("WEIGHTS", weights).replace("BIASES", biases)
    assert verdict_on(COURSE, define(source, "initialize_parameters_deep")).problem == expected


PREDICT = """def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    PRINT
    return p"""
PRINTED = {
    "print('done')": 'The function should print "Accuracy: 0.0". Yours printed "done".',
    "pass": 'The function should print "Accuracy: 0.0". Yours printed nothing.',
    "print(np.mean(p == y), *[f'\\n{k / 100}' for k in range(101)])": (
        "The function printed 101 different numbers. The exercise asks for 1. Print only when the "
        "description says so, not in every iteration of a loop."
    ),
    # As many decimals as are printed have to be right.
    "print(np.mean(p == y) + 0.002)": (
        'The function should print "Accuracy: 0.0". Yours printed "0.002".'
    ),
}


@pytest.mark.parametrize("statement", PRINTED)
def test_printing(statement):
    source = PREDICT.replace("PRINT", statement)
    verdict = verdict_on(COURSE, define(source, "predict"))
    assert verdict.parts == {"p": 4, "printed": 0}
    assert verdict.problem == PRINTED[statement]


TRAINING = """def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,
                  print_cost=False, initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        grads = L_model_backward(AL, Y, caches)
        BEFORE
        parameters = update_parameters(parameters, grads, learning_rate)
        AFTER
    return parameters
"""
COST_LINE = "print(f'{i}: {compute_cost(L_model_forward(X, parameters)[0], Y):.DIGITSf}')"
COSTS = {
    ("BEFORE", "if print_cost and i % 100 == 0: ", 6): "",
    ("BEFORE", "if print_cost and i % 100 == 0: ", 2): "",
    ("BEFORE", "if print_cost and i % 50 == 0: ", 3): (
        'The function should print a line for `0` and `100` only. Yours also printed "50: 0.605".'
    ),
    (
        "BEFORE",
        "",
        6,
    ): "With `print_cost=False` the function should print nothing. Yours printed ",
    ("AFTER", "if print_cost and i % 100 == 0: ", 3): (
        'The function should print "Cost after iteration 0: 0.927373". Yours printed "0: 0.909".'
    ),
}


@pytest.mark.parametrize("when", COSTS)
def test_printing_costs(when):
    place, condition, digits = when
    line = condition + COST_LINE.replace("DIGITS", str(digits))
    source = TRAINING.replace(place, line).replace("BEFORE", "pass").replace("AFTER", "pass")
    verdict = verdict_on(COURSE, define(source, "L_layer_model"))
    assert verdict.problem.startswith(COSTS[when])
    assert (verdict.verdict, verdict.parts["printed"]) == (
        ("partly", 0) if COSTS[when] else ("right", 2)
    )


OTHERS = {
    "one cache for all": (
        "def L_model_forward(X, parameters):\n    return X, 3",
        "`caches` should be a list of 2, one item per layer. Yours is the number 3.",
    ),
    "a layer too many": (
        "def update_parameters(parameters, grads, learning_rate):\n"
        "    return {**parameters, 'W0': 1}",
        '`parameters` has the key "W0", but layers are numbered from 1 to L.',
    ),
    "complex": (
        "def compute_cost(AL, Y):\n    return np.array(1j)",
        "`cost` contains complex numbers. All values should be real.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERS)
def test_other_words(what):
    source, expected = OTHERS[what]
    name = source.split("(")[0].removeprefix("def ")
    assert verdict_on(COURSE, define(source, name)).problem == expected


def test_an_error_without_a_line_of_the_students():
    source = "import functools\ncompute_cost = functools.partial(int, 'x')"
    cells = [SETUP, Cell("03-cost, cell 5", source)]
    assert judge_cells(cells, ["compute_cost"], 1)["compute_cost"].problem == (
        "`compute_cost` raised TypeError: int() takes at most 2 arguments (3 given)."
    )


GRADED = {
    "not there": (
        "x = 1",
        "No function is called `compute_cost`. Run the cell that defines it, and check that its "
        "name is unchanged.",
    ),
    "endless": (
        "def compute_cost(AL, Y):\n    while True: pass",
        "`compute_cost` ran for 10 seconds on one test input and was stopped.",
    ),
    "gone": (
        "import os\ndef compute_cost(AL, Y): os._exit(0)",
        "`compute_cost` ended the Python process, or returned something that can't be read.",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", GRADED)
def test_words_of_the_grading(what):
    source, expected = GRADED[what]
    cells = [SETUP, Cell("03-cost, cell 5", source)]
    assert judge_cells(cells, ["compute_cost"], 1)["compute_cost"].problem == expected


def test_what_is_inherited():
    cells = right_cells(linear_forward="def linear_forward(A_prev, W, b): return 1")
    names = ["linear_forward", "linear_activation_forward"]
    verdict = judge_cells(cells, names, 1)["linear_activation_forward"]
    assert verdict.verdict == "right"
    assert (
        "Your own `linear_forward` is not right yet. The tests used the solution in its place, so "
        "you lose no points here."
    ) in unwrapped(verdict)
    source = "def linear_activation_forward(A_prev, W, b, activation):\n    "
    source += "Z, cache = linear_forward(A_prev, W, b)\n    return Z, cache"
    cells = right_cells(
        linear_forward="def linear_forward(A_prev, W, b): return 1",
        linear_activation_forward=source,
    )
    verdict = judge_cells(cells, names, 1)["linear_activation_forward"]
    assert (
        "Your own `linear_forward` is not right yet either. The tests used the solution in its "
        "place."
    ) in unwrapped(verdict)


def unwrapped(verdict) -> str:
    return " ".join(report.as_text(verdict).split())


def test_all_together_needs_all():
    cells = right_cells(predict="x = 1")
    verdict = judge_cells(cells, EXERCISES, 1)["assembled_network"]
    assert verdict.verdict == "missing"
    assert verdict.problem == (
        "The network can't be assembled, because these functions are missing: `predict`."
    )


def in_its_notebook(**changed):
    """Judge the whole network as it is in a course, where its notebook was submitted."""
    cells = {EXERCISES["assembled_network"].notebook: right_cells(**changed)}
    return judge_notebooks(COURSE, cells, EXERCISES, 1)["assembled_network"]


IDENTITY = "def linear_forward(A_prev, W, b):\n    return A_prev, (A_prev, W, b)"
LABELS = "def predict(X, y, parameters):\n    return y"


@pytest.mark.slow
def test_all_together_keeps_a_share_for_each_right_function():
    """A mistake that has cost its own points costs half a point here, in place of five."""
    verdict = in_its_notebook(linear_forward=IDENTITY)
    assert (verdict.points, verdict.max_points) == (4.5, 5)
    assert verdict.verdict in ("wrong", "error")
    assert verdict.notes[-1] == (
        "9 of its 10 functions are right, so you get that share of the points."
    )
    assert "4.5 of 5 points" in report.as_text(verdict)
    assert in_its_notebook(linear_forward=IDENTITY, predict=LABELS).points == 4
    # The parameters alone would earn 3 points.
    one = in_its_notebook(predict=LABELS)
    assert (one.points, one.verdict) == (4.5, "wrong")
    assert "parts pass" not in report.as_text(one)


@pytest.mark.slow
def test_all_together_keeps_a_share_where_functions_are_missing():
    verdict = in_its_notebook(predict="x = 1")
    assert (verdict.points, verdict.verdict) == (4.5, "wrong")
    assert verdict.problem == (
        "The network can't be assembled, because these functions are missing: `predict`."
    )
    nothing = dict.fromkeys(EXERCISES["assembled_network"].builds_on, "x = 1")
    assert (in_its_notebook(**nothing).points, in_its_notebook(**nothing).verdict) == (0, "missing")


def test_the_check_of_the_whole_network_says_what_the_grading_gives():
    source = f"{LABELS}\n\n\n{reference_source(COURSE, 'assembled_network')}"
    verdict = verdict_on(COURSE, define(source, "assembled_network"))
    assert verdict.verdict != "right"
    assert verdict.notes[-1] == (
        "The grading gives you a share of the points for each of your functions that is right."
    )


def test_all_together_names_the_functions_that_are_not_right():
    cells = right_cells(
        linear_forward="def linear_forward(A_prev, W, b):\n    return A_prev, (A_prev, W, b)",
        predict="def predict(X, y, parameters):\n    return y",
    )
    verdict = judge_cells(cells, EXERCISES, 1)["assembled_network"]
    assert verdict.notes[0] == (
        "The network is built from your functions. Not right yet: `linear_forward` and `predict`."
    )
    assert verdict.hints[0] == (
        "Every function has its own check. Which of your checks does not pass yet?"
    )


def test_between_two_numbers_no_factor_is_told():
    source = "def linear_forward(A_prev, W, b):\n    return 0.3 * (W @ A_prev + b), (A_prev, W, b)"
    verdict = verdict_on(COURSE, define(source, "linear_forward"))
    assert verdict.problem == "Your `Z` is 0.3 times the expected value. The shape is right."
    source = (
        "def predict(X, y, parameters):\n    print('Accuracy: ', np.mean(y == y))\n    return y + 3"
    )
    assert "times the expected" not in verdict_on(COURSE, define(source, "predict")).problem


def test_a_function_whose_name_is_nearly_right():
    cells = [SETUP, Cell("03-cost, cell 5", "def compute_costs(AL, Y):\n    return 1")]
    verdict = judge_cells(cells, ["compute_cost"], 1)["compute_cost"]
    assert verdict.problem == (
        "No function is called `compute_cost`, but there is one called `compute_costs`. If that is "
        "your function, rename it to `compute_cost`."
    )


def test_a_module_of_the_students_own():
    cells = [SETUP, Cell("03-cost, cell 2", "import helpers")]
    cells += [Cell("03-cost, cell 5", f"{COST}return helpers.cost(AL, Y)")]
    verdict = judge_cells(cells, ["compute_cost"], 1)["compute_cost"]
    assert verdict.notes == (
        "`helpers` comes from an import in 03-cost, cell 2 that fails here. Use only NumPy, h5py, "
        "Matplotlib, Python's standard library, dnn_utils and testcases. Your own modules are not "
        "available.",
    )


ERRORS = {
    "np.mulitply(AL, Y)": "NumPy has no `mulitply`, but it has `np.multiply`. Did you mean that?",
    "np.zeros(3, 1)": "`np.zeros` takes the whole shape as one tuple: `np.zeros((rows, columns))`.",
    "(AL, Y)['AL']": "A tuple or list can't be indexed by a key. A cache is a tuple: unpack it, as "
    "in `A_prev, W, b = cache`.",
    "{}['w1']": 'The keys of the weights have a capital letter, as in "W1". The keys of the biases '
    "don't.",
    "AL['Y']": "The index is not an integer. What is the value of the variable in the brackets?",
    "AL[0, 99]": "Which values does the index take, and how long is the list or the axis?",
    "[1, 2, 3][AL.size]": "Which values does the index take, and how long is the list or the axis?",
    "AL.shape[1 + 1]": "At this point, `AL.shape` has 2 items, with indices from 0 to 1. The line "
    "asks for index 2. Which values does the index take, and how long is the list or the axis?",
    "AL.astype(np.int)": "How does NumPy spell this name? (`np.int`, `np.float` and `np.bool` were "
    "removed: write `int`, `float` or `bool`.)",
}  # fmt: skip


@pytest.mark.parametrize("used", ERRORS)
def test_what_an_error_tends_to_mean(used):
    assert (
        verdict_on(COURSE, define(f"{COST}return {used}", "compute_cost")).hints[0] == ERRORS[used]
    )


FORWARD = """def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
    AL, cache = linear_activation_forward(A, parameters["W1"], parameters["b1"], "sigmoid")
    return AL, caches
"""


def test_an_error_inside_an_earlier_function_is_that_of_the_line_that_called_it():
    handed = (
        "The error is inside `linear_activation_forward`, which this line calls. Print the shape "
        "of every argument you pass to it. Which one differs from its table?"
    )
    line = 'AL, cache = linear_activation_forward(A, parameters["W1"], parameters["b1"], "sigmoid")'
    cells, space = right_cells(L_model_forward=FORWARD), {}
    run_cells(cells, space, EXERCISES, None)
    here = verdict_on(COURSE, space["L_model_forward"])
    graded = judge_cells(cells, ["L_model_forward"], 1)["L_model_forward"]
    for verdict in (here, graded):
        assert "ValueError: shapes" in verdict.problem
        assert "\nLine 6 of notebook, cell " in verdict.problem
        assert verdict.problem.endswith(f": `{line}`")
        assert verdict.hints[0] == handed


def test_other_arguments_than_were_given():
    source = "def compute_cost(AL):\n    return 1"
    verdict = verdict_on(COURSE, define(source, "compute_cost"))
    assert verdict.hints[0] == (
        "The tests call the function with the arguments AL, Y. Does the `def` line still read as "
        "it did in the starter code?"
    )


def test_what_python_cant_read_costs_its_own_function_alone():
    source = (
        f"import numpy as np\ndef helper(:\n    return 1\n{COST}return np.array([[1]]).T[0, 0]\n"
    )
    cells = [SETUP, Cell("c, cell 1", source + "def linear_forward(A_prev, W, b)\n    return 1")]
    verdicts = judge_cells(cells, ["linear_forward", "compute_cost"], 1)
    assert verdicts["compute_cost"].verdict == "wrong"
    assert verdicts["linear_forward"].problem == (
        "`linear_forward` raised SyntaxError: expected ':'\nLine 6 of c, cell 1: "
        "`def linear_forward(A_prev, W, b)`"
    )
    assert verdicts["linear_forward"].asked == ""
    assert verdicts["linear_forward"].hints[0] == (
        "Python can't read this line or the one before it. Is a bracket, a colon or a quote "
        "missing?"
    )


def test_a_key_of_other_capitals():
    source = "def update_parameters(parameters, grads, learning_rate):\n"
    source += "    return {k.lower(): v for k, v in parameters.items()}"
    assert verdict_on(COURSE, define(source, "update_parameters")).problem == (
        '`parameters` should have the key "W1". Yours has the keys "w1", "b1", "w2", '
        '"b2". Write "W1" with the capital letter as shown.'
    )


MADE = {
    "def L_model_forward(X, parameters):\n    cache = 1\n    caches.append(cache)": (
        "`caches` is used before it exists. Create it, empty, at the beginning of the function."
    ),
    "def linear_activation_backward(dA, cache, activation):\n    return activation_cache": (
        "`activation_cache` is one item of the cache. Unpack the cache first, in the order it was "
        "made."
    ),
}


NONE = (
    "A value on this line is None. A function called earlier has no `return` statement, or its "
    "result was not stored."
)
TUPLE = (
    "A value on this line is a tuple: a cache, or the several values that a function returned. "
    "Unpack it, as in `A, cache = ...`, and take what you need."
)
KEY = (
    "Does the function need this key? If so, which line stores it, for which layer, and did that "
    "line run before this one?"
)


@pytest.mark.parametrize(
    ("name", "body", "hint"),
    [
        ("predict(X, y, parameters)", "return L_model_forward(X, parameters) > 0.5", TUPLE),
        ("predict(X, y, parameters)", "return L_model_forward(X, parameters).round()", TUPLE),
        ("L_model_backward(AL, Y, caches)", "return relu_backward(AL, caches[0])", TUPLE),
        ("L_model_backward(AL, Y, caches)", "return {}['dA0']", KEY),
        ("L_model_backward(AL, Y, caches)", "return caches.clear()[0]", NONE),
        ("L_model_backward(AL, Y, caches)", "return caches.clear().shape", NONE),
    ],
)
def test_what_was_not_taken_apart_or_not_computed(name, body, hint):
    source = f"def {name}:\n    {body}"
    assert verdict_on(COURSE, define(source, name.split("(")[0])).hints[0] == hint


@pytest.mark.parametrize("source", MADE)
def test_a_name_that_the_function_should_have_made(source):
    name = source.split("(")[0].removeprefix("def ")
    assert verdict_on(COURSE, define(source, name)).hints[0] == MADE[source]


NAMES = {
    "np.sum(plt)": "The first cell of the notebook defines `plt`. Run that cell, then run this one "
    "again.",
    "progress_bar(3)": "`progress_bar` comes from dnn_utils. Run the first cell of the notebook. "
    "If that cell doesn't import `progress_bar`, run `from dnn_utils import progress_bar`.",
    "linear_backward(AL)": "`linear_backward` is an exercise in 04-backward. Run the cell that "
    "defines it, or in a later notebook the cell with `bring_functions`.",
    "al": "`al` is not defined, but `AL` is. Did you mean `AL`?",
    "AL / L": "`L` is not an argument of this function. It is the number of layers: compute it "
    "inside the function, from the arguments.",
    "log(AL)": "`log` belongs to NumPy. Write `np.log`.",
    "something": "Where does this name get its value? Check its spelling there, and that the line "
    "runs inside this function.",
}  # fmt: skip


@pytest.mark.parametrize("used", NAMES)
def test_where_a_name_may_have_come_from(used):
    space = {"np": __import__("numpy")}
    exec(compile(f"{COST}return {used}", "notebook, cell 1", "exec"), space)
    assert verdict_on(COURSE, space["compute_cost"]).hints[0] == NAMES[used]


def test_a_name_that_another_cell_made():
    cells = [SETUP, Cell("03-cost, cell 4", "m = train(3)"), Cell("c", f"{COST}return AL / m")]
    verdict = judge_cells(cells, ["compute_cost"], 1)["compute_cost"]
    assert verdict.notes == (
        "`m` gets its value outside the function, in 03-cost, cell 4. A function can rely only on "
        "its arguments and on what it computes itself.",
    )


def test_a_variable_of_the_notebook_in_a_wrong_function():
    source = f"m = 209\n{COST}return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m"
    verdict = judge_cells([SETUP, Cell("c", source)], ["compute_cost"], 1)["compute_cost"]
    assert verdict.notes == (
        "Your function also reads `m`, which another cell of your notebook defines. That value can "
        "change, and after a restart it is gone. Pass it as an argument or compute it inside the "
        "function.",
    )
    right = f"TINY = 1e-9\n{COST}return -np.mean(Y * np.log(AL + TINY) + (1 - Y) * np.log(1 - AL))"
    verdict = judge_cells([SETUP, Cell("c", right)], ["compute_cost"], 1)["compute_cost"]
    assert (verdict.verdict, verdict.notes) == ("right", ())


@pytest.mark.parametrize("stub", ["", f"{COST}raise NotImplementedError"])
def test_a_magic_that_keeps_a_cell_from_defining_its_function(stub):
    source = f"%%writefile cost.py\n{COST}return 1"
    verdict = judge_cells([SETUP, Cell("a", stub), Cell("c", source)], ["compute_cost"], 1)[
        "compute_cost"
    ]
    assert (verdict.verdict, verdict.problem) == (
        "missing",
        "No function is called `compute_cost`: the line `%%writefile` at the top of its cell keeps "
        "the cell from defining it. Remove that line, run the cell, then run this check again.",
    )


def test_two_explanations_are_told_as_two():
    says = [Explanation(slug, f"{slug} is wrong.", ("?", slug, slug)) for slug in "ab"]
    assert either(says).sentence == "One of two. First: a is wrong. Second: b is wrong."
    assert either(says).hints == ("?", "a b", "a b")


def test_nothing_is_said_twice_and_no_more_than_two_questions_asked():
    said = [Explanation(one, one, (f"{one}?", "here", one)) for one in "abca"]
    assert joined(said) == ("a? b?", "here", "a b c")


def test_a_list_of_another_length_is_told_of_appending():
    source = """def L_model_forward(X, parameters):
    caches = []
    A, L = X, len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters[f"W{l}"], parameters[f"b{l}"], "relu" if l < L else "sigmoid")
        caches.extend(cache)
    return A, caches"""
    assert verdict_on(COURSE, define(source, "L_model_forward")).hints == (
        "How many items does your list have just before the `return` statement, and how many "
        "layers does the network have?",
        "`append` adds one item. `extend` and `+=` add the items of a tuple one by one, and a "
        "cache is a tuple.",
        "Print the length of the list in each iteration. It should grow by one.",
    )


def test_text_is_no_array_of_numbers():
    source = "def predict(X, y, parameters):\n    return np.full(y.shape, 'cat')"
    said = "`p` should be an array of shape (1, 1). Yours is an array, but not of numbers."
    assert verdict_on(COURSE, define(source, "predict")).problem == said
    verdict = judge_cells([SETUP, Cell("c", source)], ["predict"], 1)["predict"]
    assert verdict.problem.endswith("Yours is an array, but not of numbers.")


def test_one_value_of_another_kind_is_not_told_of_several():
    source = "def update_parameters(parameters, grads, learning_rate):\n    return [1.5]"
    assert verdict_on(COURSE, define(source, "update_parameters")).hints == (
        'Which value does the description list under "Returns"?',
        "The caller gets what stands behind `return`, and nothing else. Whatever the function only "
        "prints or collects on its way is gone.",
        "Compare the name behind `return` with the description.",
    )


@functools.cache
def literals() -> str:
    """Collect the texts that the tests compare with."""
    found = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(found)


TEMPLATES = {
    name: text
    for name, text in {**vars(call), **vars(wording), **vars(hints)}.items()
    if name.isupper() and isinstance(text, str) and not name.startswith("_")
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_sentence_is_untested(name):
    pieces = re.split(r"\{[^}]*\}", TEMPLATES[name])
    pattern = ".+?".join(re.escape(piece.rstrip(".")) for piece in pieces)
    tested = re.search(pattern, literals(), re.DOTALL)
    assert tested is not None, TEMPLATES[name]


def test_two_causes_in_one_place_are_told_in_one_sentence():
    def told(*sentences):
        hints = ("Why?", "Here.", "So.")
        return both([Explanation(f"edit:{one}", one, hints) for one in sentences]).sentence

    relu, sigmoid = (f"`dZ` uses `dA` itself, where `{one}` belongs." for one in ("f", "g"))
    assert told(relu, sigmoid) == "`dZ` uses `dA` itself, where `f` or `g` belongs."
    assert told(relu, "Here, where `g` belongs.") == f"{relu} Here, where `g` belongs."
    assert told("One.", "Two.") == "One. Two."
