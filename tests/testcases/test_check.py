"""The student's check, in plain Python and in IPython."""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import io
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from functions import define
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import solutions
from grader.authoring.self_study import self_study_files
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE, ROOT
from testcases import NotRight, bring_functions, check, failing_input
from testcases.execution.time_limit import time_limit
from testcases.judging import report
from testcases.notebook import calls
from testcases.notebook._check import verdict_on
from testcases.notebook.calls import Interrupted, WrongCall

WRONG = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    print("debugging")
    return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1, keepdims=True) / m
"""
TABLE = """
            expected       got
  dW[0, 0]   -0.3185   -0.9556  ← first wrong entry
  dW[0, 1]   -0.3442    -1.033
  dW[1, 0]   -0.3374    -1.012
  dW[1, 1]    0.4532      1.36
"""
REPORT = f"""✗ linear_backward: 2 of 3 parts pass

Your `dW` is 3 times the expected value in this test, 5 times in
another. The shape is right.
{TABLE}
Which other number is equal to this factor in each test?

Test input: `dZ` of shape (4, 3); `cache` with arrays of shapes
(2, 3), (4, 2), (4, 1).
Debug it: `dZ, cache = failing_input(linear_backward)`
Still stuck? `check(linear_backward, hint=2)`
7 of 10 points (dA_prev 4 of 4, dW 0 of 3, db 3 of 3)"""
RIGHT = """✓ linear_forward: all tests pass

The same line is `nn.Linear` in PyTorch, where examples are rows and
the product is `X @ W.T + b`.

5 of 5 points
"""


def test_right_is_said_in_plain_text(capsys):
    check(solutions.linear_forward)
    assert capsys.readouterr().out == RIGHT


def test_a_stream_without_an_encoding_takes_every_sign():
    """As where a notebook collects what is printed in an `io.StringIO`."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        report.say("✓ right")
    assert said.getvalue() == "✓ right\n"


def test_wrong_raises_the_report_and_prints_nothing(capsys):
    with pytest.raises(NotRight) as raised:
        check(define(WRONG, "linear_backward"))
    assert str(raised.value) == REPORT
    assert capsys.readouterr().out == ""


def reports(function) -> list[str]:
    """Give the report with each of its hints."""
    said = []
    for hint in (1, 2, 3):
        with pytest.raises(NotRight) as raised:
            check(function, hint=hint)
        said.append(" ".join(str(raised.value).split()))
    return said


def test_the_ladder_asks_then_names_the_cause_then_the_place():
    cause = "Likely cause: `dW` is not divided by `m`."
    idea = "`dW` and `db` are means over the examples. A matrix product only adds the examples up."
    place = "Look at the line that computes `dW`, and compare its factor with the formula."
    first, second, third = reports(define(WRONG, "linear_backward"))
    assert cause not in first
    assert f"{cause} {idea}" in second
    assert f"{cause} {place}" in third
    assert "Which other number" not in second + third
    assert place not in second
    assert "Still stuck? `check(linear_backward, hint=3)` 7 of 10" in second
    assert "Still stuck?" not in third


@pytest.mark.slow
def test_the_third_hint_leads_to_the_worked_solution_where_there_is_one(tmp_path, monkeypatch):
    """In the notebooks of the self-study edition, and of no other."""
    monkeypatch.chdir(tmp_path)
    place = "Still stuck? The worked solution is folded up below this cell. 7 of 10 points"
    wrong = define(WRONG, "linear_backward")
    assert place not in "".join(reports(wrong))
    own = Path("04-backward.ipynb")
    own.write_bytes((ROOT / "notebooks" / own).read_bytes())
    assert place not in "".join(reports(wrong))
    own.write_text(self_study_files(COURSE)[own.name], encoding="utf-8")
    first, second, third = reports(wrong)
    assert "worked solution" not in first + second
    assert place in third


@pytest.mark.parametrize("slug", MISCONCEPTIONS)
def test_the_first_report_names_no_mistake(slug):
    verdict = verdict_on(COURSE, MISCONCEPTIONS[slug].function)
    if verdict.verdict == "error" and not verdict.misconception:
        # An error alone names no mistake, but its hints come with what it tends to mean.
        assert len(verdict.hints) == 3
        return
    assert verdict.sentence
    assert verdict.sentence not in " ".join(report.as_text(verdict).split())
    assert verdict.hints[0].endswith("?")
    second = " ".join(report.as_text(verdict, 2).split())
    assert f"Likely cause: {verdict.sentence}" in second


def test_a_wrong_answer_of_its_own_kind_gets_no_name():
    source = WRONG.replace("dZ @ A_prev.T", "dZ @ A_prev.T / 7.5")
    with pytest.raises(NotRight) as raised:
        check(define(source, "linear_backward"))
    assert raised.value.verdict.misconception is None
    assert "Likely cause" not in " ".join(reports(define(source, "linear_backward")))


CALLS = {
    "a text": (
        lambda: check("linear_backward"),
        "Pass the function itself, without quotes: check(linear_backward), not "
        'check("linear_backward").',
    ),
    "a text that is no name": (
        lambda: check("linear_bakward"),
        "No exercise is called linear_bakward. Did you mean linear_backward? Run progress() for a "
        "list of the exercises.",
    ),
    "a result": (
        lambda: check((1, 2)),
        "check got a tuple of 2 items, which is not a function. Pass the function itself, without "
        "arguments: check(initialize_parameters), not check(initialize_parameters(...)).",
    ),
    "a lambda": (
        lambda: check(lambda A_prev, W, b: 1),
        "A lambda has no name to check. Define the function with def and the name of its exercise, "
        "then run check(initialize_parameters).",
    ),
    "another function": (
        lambda: check(len),
        "No exercise is called len. Run progress() for a list of the exercises.",
    ),
    "an object that can be called": (
        lambda: check(functools.partial(len)),
        "No exercise is called partial. Run progress() for a list of the exercises.",
    ),
    "no such hint": (
        lambda: check(solutions.linear_forward, hint=4),
        "No hint has the number 4. There are three: hint=1, hint=2 and hint=3.",
    ),
    "no such exercise to load": (
        lambda: bring_functions({}, "linear_forwad"),
        "No exercise is called linear_forwad. Did you mean linear_forward? Run progress() for a "
        "list of the exercises.",
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_gets_one_sentence(call):
    wrong, sentence = CALLS[call]
    with pytest.raises(WrongCall) as raised:
        wrong()
    assert str(raised.value) == sentence
    assert raised.value._render_traceback_() == [report.wrapped(sentence)]


def test_the_failing_input_is_what_the_report_shows(capsys):
    function = define(WRONG, "linear_backward")
    dZ, cache = failing_input(function)
    assert dZ.shape == (4, 3)
    assert [array.shape for array in cache] == [(2, 3), (4, 2), (4, 1)]
    dW = function(dZ, cache)[1]
    assert f"{dW[0, 0]:.4g}" == "-0.9556"
    capsys.readouterr()
    dZ[:] = 0  # of the student's own: the next one is as before
    assert failing_input(function)[0].any()


def test_a_function_that_passes_has_a_smallest_test_input(capsys):
    A_prev, W, b = failing_input(solutions.linear_forward)
    assert A_prev.size + W.size + b.size < 30
    assert capsys.readouterr().out == (
        "`linear_forward` passes every test. Here is its smallest test input.\n"
    )


def test_one_argument_comes_alone_and_keywords_in_a_dictionary():
    source = "def initialize_parameters_deep(layer_dims): return 1"
    assert isinstance(failing_input(define(source, "initialize_parameters_deep")), list)
    source = "def L_layer_model(X, Y, layers_dims, **options): return 1"
    function = define(source, "L_layer_model")
    X, Y, layers_dims, options = failing_input(function)
    assert function(X, Y, layers_dims, **options) == 1
    assert "learning_rate" in options
    with pytest.raises(NotRight, match=r"`X, Y, layers_dims, options = failing_input\(L_layer_mo"):
        check(function)


def test_an_endless_loop_is_interrupted(monkeypatch):
    monkeypatch.setattr(sys.modules["testcases.notebook._check"], "SECONDS", 0.2)
    before = signal.getsignal(signal.SIGALRM)
    said = reports(define("def compute_cost(AL, Y):\n    while True: pass", "compute_cost"))
    assert "`compute_cost` ran for 0.2 seconds on one test input and was stopped." in said[0]
    assert "Does a loop in the function never end?" in said[0]
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@pytest.mark.parametrize("missing", ["SIGALRM", "setitimer"])  # on Windows; in Pyodide
def test_without_the_signal_or_a_timer_there_is_no_limit(missing, monkeypatch):
    monkeypatch.delattr(signal, missing)
    with time_limit(0.01):
        time.sleep(0.02)


def test_out_of_the_main_thread_there_is_no_limit():
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        assert pool.submit(verdict_on, COURSE, solutions.linear_forward).result().verdict == "right"


def test_interrupting_a_check_shows_one_sentence():
    source = "def compute_cost(AL, Y): raise KeyboardInterrupt"
    with pytest.raises(Interrupted) as raised:
        check(define(source, "compute_cost"))
    assert raised.value._render_traceback_() == ["Interrupted: check did not finish."]


def test_the_global_generator_is_left_as_it_was():
    np.random.seed(3)
    expected = np.random.rand(2)
    np.random.seed(3)
    first = np.random.rand()
    check(solutions.initialize_parameters)
    assert [first, np.random.rand()] == expected.tolist()


ONE_LAYER = """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (linear_cache, activation_cache)"""


def test_an_earlier_fault_is_named_first():
    source = "def linear_forward(A_prev, W, b): return W @ A_prev, (A_prev, W, b)\n" + ONE_LAYER
    with pytest.raises(NotRight) as raised:
        check(define(source, "linear_activation_forward"))
    assert (
        "`linear_activation_forward` calls `linear_forward`, which is not right yet. Fix "
        "`linear_forward` first: its error may be the only one here."
    ) in " ".join(str(raised.value).split())


def test_where_an_earlier_function_is_at_fault_no_mistake_is_named(monkeypatch):
    swapped = MISCONCEPTIONS["activations-swapped"]
    function = define(swapped.source, swapped.exercise)
    assert verdict_on(COURSE, function).misconception == swapped.slug
    module = sys.modules["testcases.notebook._check"]
    monkeypatch.setattr(module, "earlier_fault", lambda *_: "linear_forward")
    verdict = verdict_on(COURSE, function)
    assert (verdict.misconception, verdict.sentence) == (None, "")
    assert verdict.hints[0].startswith("`linear_activation_forward` calls `linear_forward`, which")


def test_an_earlier_function_that_is_not_written_is_named_and_not_this_one():
    source = "def linear_forward(A_prev, W, b): raise NotImplementedError()\n" + ONE_LAYER
    with pytest.raises(NotRight) as raised:
        check(define(source, "linear_activation_forward"))
    said = (
        "`linear_activation_forward` calls `linear_forward`, which is not written yet. Write "
        "`linear_forward` first."
    )
    assert said in " ".join(str(raised.value).split())
    assert "starter code" not in str(raised.value)
    with pytest.raises(NotRight, match="`linear_forward` still contains the starter code"):
        check(define(source, "linear_forward"))


class KernelShell(InteractiveShell):
    """Stands for a notebook's shell: what is displayed as HTML is seen as HTML."""


@pytest.fixture
def notebook():
    InteractiveShell.clear_instance()
    shell = KernelShell.instance()
    shell.run_cell("import numpy as np\nfrom testcases import check, failing_input")
    yield shell
    KernelShell.clear_instance()


def test_a_cell_that_did_not_run_is_not_checked_by_its_older_function(notebook):
    cost = (
        "def compute_cost(AL, Y):\n    {}\n    return -np.mean(Y*np.log(AL)+(1-Y)*np.log(1-AL))\n"
    )
    with capture_output():
        assert notebook.run_cell(cost.format("m = 1"), store_history=True).success
        notebook.run_cell(cost.format("m = {"), store_history=True)
        result = notebook.run_cell("check(compute_cost)", store_history=True)
    verdict = result.error_in_exec.verdict
    assert (verdict.verdict, verdict.points) == ("error", 0)
    assert verdict.problem == (
        "`compute_cost` raised SyntaxError: '{' was never closed\nLine 2 of its cell: `m = {`"
    )
    assert verdict.notes == (
        "Python could not run that cell, so the notebook still holds an older version of the "
        "function.",
    )
    with capture_output():
        notebook.run_cell("%time\n" + cost.format("m = 2"), store_history=True)
        assert notebook.run_cell("check(compute_cost)", store_history=True).success


def test_wrong_in_a_notebook_shows_the_report_and_no_traceback(notebook):
    with capture_output() as captured:
        result = notebook.run_cell(WRONG + "\ncheck(linear_backward)")
    assert isinstance(result.error_in_exec, NotRight)
    assert "Traceback" not in captured.stdout + captured.stderr
    assert captured.stdout == "Run All stops here until linear_backward passes.\n"
    [shown] = captured.outputs
    assert shown.data["text/plain"] == REPORT
    page = shown.data["text/html"]
    assert "<b>linear_backward</b>: 2 of 3 parts pass" in page
    assert "Your <code>dW</code> is 3 times the expected value in this test, 5 times" in page
    assert page.count("<tr>") == 5
    assert "<th scope='col'" in page
    # In a narrow window the table scrolls, and breaks no word.
    assert "<div style='overflow-x:auto;overflow-wrap:normal'><table" in page
    assert "><code style='white-space:nowrap'>dW[0, 0]</code></th>" in page
    assert page.count("white-space:nowrap") == 2 + 3 * 4
    assert "`" not in page


def test_nbgraders_validate_gets_the_whole_report(notebook, monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    with capture_output() as captured:
        notebook.run_cell(WRONG + "\ncheck(linear_backward)")
    assert captured.stdout == REPORT + "\n"
    assert captured.outputs == []


def test_right_in_a_notebook(notebook):
    source = "def linear_forward(A_prev, W, b): return W @ A_prev + b, (A_prev, W, b)"
    with capture_output() as captured:
        notebook.run_cell(source + "\ncheck(linear_forward)").raise_error()
    [shown] = captured.outputs
    assert "<b>linear_forward</b>: all tests pass" in shown.data["text/html"]
    assert shown.data["text/plain"] + "\n" == RIGHT


def test_a_sentence_in_a_notebook_wraps_with_the_window(notebook):
    with capture_output() as captured:
        notebook.run_cell("from testcases import guess\nguess('noise', '<b>\\ud800')").raise_error()
    [shown] = captured.outputs
    assert (
        "✗ Not &lt;b&gt;\ufffd. Think again and change your prediction."
        in (shown.data["text/html"])
    )
    assert max(map(len, shown.data["text/plain"].splitlines())) <= report.WIDTH
    assert captured.stdout == ""


BEFORE = {
    "check(compute_cost)": "compute_cost is not defined yet. Run the cell that defines it, then "
    "run this cell again.",
    "failing_input(compute_cost)": "compute_cost is not defined yet. Run the cell that defines it, "
    "then run this cell again.",
    "check(compute_csot, hint=2)": "No function is called compute_csot. Did you mean compute_cost?",
}


@pytest.mark.parametrize("call", BEFORE)
def test_a_check_of_what_is_not_there_shows_one_sentence(call, notebook):
    with capture_output() as captured:
        calls.explain_missing_functions(COURSE)
        result = notebook.run_cell(call, store_history=True)
    assert isinstance(result.error_in_exec, NameError)
    assert captured.stdout == f"{report.wrapped(BEFORE[call])}\n"


@pytest.mark.slow
@pytest.mark.parametrize("call", ["check(x)", "np.sum(compute_cost)", "def f(): g\nf()"])
def test_other_missing_names_keep_their_traceback(call, notebook):
    with capture_output() as captured:
        calls.explain_missing_functions(COURSE)
        notebook.run_cell(call, store_history=True)
    assert "Traceback" in captured.stdout


def test_what_a_student_writes_is_escaped(notebook):
    source = "def compute_cost(AL, Y): raise ValueError('<script>')\ncheck(compute_cost)"
    with capture_output() as captured:
        notebook.run_cell(source)
    assert "<script>" not in captured.outputs[0].data["text/html"]
    assert "&lt;script&gt;" in captured.outputs[0].data["text/html"]


COST = """def compute_cost(AL, Y):
    return float(-np.mean(Y * np.log(AL + EPS) + (1 - Y) * np.log(1 - AL + EPS)))"""
# What the notebook has run, and what its check says of the grading.
NEEDED = {
    "EPS = float(1e-12)": "",
    "import nbclient\nEPS = 1e-13 * len(nbclient.__name__)": (
        "`compute_cost` needs a line of your notebook that the grading can't run: `import "
        "nbclient`. The grading has no package nbclient."
    ),
    "def read():\n    return open('eps').read() if 0 else 1e-12\nEPS = read()": (
        "`compute_cost` needs a line of your notebook that the grading can't run: `def read():`. "
        "The grading has no other files and can't ask for input."
    ),
    "EPS = 1e-12 / globals().setdefault('here', 0 * 1 or 1)\ndel here": "",
    "%time EPS = 1e-12": (
        "`compute_cost` reads `EPS`, and no cell that you ran here assigns it in plain Python. The "
        "grading won't have it."
    ),
    "n = 0\nwhile n < 9_000_000:\n    n += 1\nEPS = n * 1e-19": (
        "`compute_cost` needs a line of your notebook that the grading can't run: `while n < "
        "9_000_000:`. That line takes too long."
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("line", NEEDED)
def test_what_the_grading_cannot_run_is_said_at_once(line, notebook):
    for source in ("import numpy as np", line, COST):
        notebook.run_cell(source, store_history=True).raise_error()
    with capture_output() as said:
        notebook.run_cell("check(compute_cost)", store_history=True).raise_error()
    [shown] = said.outputs
    text = " ".join(shown.data["text/plain"].split())
    assert "compute_cost: all tests pass" in text
    assert (NEEDED[line] in text) if NEEDED[line] else ("grading" not in text)


@pytest.mark.parametrize(
    "source",
    [
        "linear_forward = lambda A_prev, W, b: (W @ A_prev + b, (A_prev, W, b))",
        "import functools\nlinear_forward = functools.partial(lambda f, A, W, b: "
        "(f(W, A) + b, (A, W, b)), np.dot)",
        "class Layer:\n    def go(self, A, W, b):\n        return W @ A + b, (A, W, b)\n"
        "linear_forward = Layer().go",
    ],
)
def test_what_has_another_name_is_known_by_the_name_that_it_stands_under(source, notebook):
    notebook.run_cell("import numpy as np\n" + source, store_history=True)
    with capture_output() as said:
        notebook.run_cell("check(linear_forward)").raise_error()
    assert "linear_forward: all tests pass" in said.outputs[0].data["text/plain"]
