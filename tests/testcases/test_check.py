"""The student's check, in plain Python and in IPython."""

from __future__ import annotations

import contextlib
import html
import io
import sys

import numpy as np
import pytest
from functions import define
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import solutions
from grader.misconceptions import MISCONCEPTIONS
from grader.this_course import COURSE
from testcases import NotRight, check
from testcases.judging import report
from testcases.notebook._check import verdict_on

WRONG = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    print("debugging")
    return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1, keepdims=True) / m
"""
REPORT = """linear_backward is partly right.
dW is 5 times what was expected. That is m.
It does just what this mistake does: dW is not divided by m.
Asked with dZ of shape (2, 5), cache of shapes (3, 5), (2, 3), (2, 1).
By how much is dW too large, and which number of the question is that?
  ✓ dA_prev: 4 of 4 points
  ✗ dW: 0 of 3 points
  ✓ db: 3 of 3 points
(7 of 10 points)
For a plainer hint: check(linear_backward, hint=2)"""


def test_right_is_said_in_plain_text(capsys):
    check(solutions.linear_forward)
    assert capsys.readouterr().out.splitlines()[0] == "linear_forward is right."


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


def test_hints_grow_plainer_on_demand():
    function = define(WRONG, "linear_backward")
    said = []
    for hint in (1, 2, 3):
        with pytest.raises(NotRight) as raised:
            check(function, hint=hint)
        said.append(str(raised.value))
    assert "Divide the product for dW by m." not in said[1]
    assert "Divide the product for dW by m." in said[2]
    assert said[1].endswith("For a plainer hint: check(linear_backward, hint=3)")
    assert said[2].endswith("(7 of 10 points)")
    for other in (0, 4):
        with pytest.raises(ValueError, match=f"hint should be 1, 2 or 3, not {other}"):
            check(function, hint=other)


def test_a_wrong_answer_of_its_own_kind_gets_no_name():
    source = WRONG.replace("dZ @ A_prev.T", "dZ @ A_prev.T / 7.5")
    with pytest.raises(NotRight) as raised:
        check(define(source, "linear_backward"))
    assert raised.value.verdict.misconception is None
    assert "this mistake" not in str(raised.value)


def test_no_such_exercise():
    with pytest.raises(ValueError, match="there is no exercise called len; there are initialize_"):
        check(len)


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
        "linear_activation_forward calls linear_forward, and that is not right yet. Mend "
        "linear_forward first: what is wrong here may come from there."
    ) in str(raised.value)


def test_where_an_earlier_function_is_at_fault_no_mistake_is_named(monkeypatch):
    swapped = MISCONCEPTIONS["activations-swapped"]
    function = define(swapped.source, swapped.exercise)
    assert verdict_on(COURSE, function).misconception == swapped.slug
    module = sys.modules["testcases.notebook._check"]
    monkeypatch.setattr(module, "earlier_fault", lambda *_: "linear_forward")
    verdict = verdict_on(COURSE, function)
    assert (verdict.misconception, verdict.sentence) == (None, "")
    assert verdict.hints[0].startswith("linear_activation_forward calls linear_forward, and")


def test_an_earlier_function_that_is_not_written_is_named_and_not_this_one():
    source = "def linear_forward(A_prev, W, b): raise NotImplementedError()\n" + ONE_LAYER
    with pytest.raises(NotRight) as raised:
        check(define(source, "linear_activation_forward"))
    said = (
        "linear_activation_forward calls linear_forward, and that is not written yet. Write "
        "linear_forward first."
    )
    assert said in str(raised.value)
    assert "linear_activation_forward is not written" not in str(raised.value)
    with pytest.raises(NotRight, match="linear_forward is not written yet"):
        check(define(source, "linear_forward"))


class KernelShell(InteractiveShell):
    """Stands for a notebook's shell: what is displayed as HTML is seen as HTML."""


@pytest.fixture
def notebook():
    InteractiveShell.clear_instance()
    shell = KernelShell.instance()
    shell.run_cell("import numpy as np\nfrom testcases import check")
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
        "compute_cost stopped with SyntaxError: '{' was never closed, at line 2 of its cell: m = {"
    )
    assert verdict.notes == (
        "Since that cell did not run, the function that stands in the notebook is an older one.",
    )
    with capture_output():
        notebook.run_cell("%time\n" + cost.format("m = 2"), store_history=True)
        assert notebook.run_cell("check(compute_cost)", store_history=True).success


def test_wrong_in_a_notebook_shows_the_report_and_no_traceback(notebook):
    with capture_output() as captured:
        result = notebook.run_cell(WRONG + "\ncheck(linear_backward)")
    assert isinstance(result.error_in_exec, NotRight)
    assert "Traceback" not in captured.stdout + captured.stderr
    assert captured.stdout == "linear_backward is partly right.\n"
    [shown] = captured.outputs
    assert "linear_backward is partly right." in shown.data["text/html"]
    assert "dW is 5 times what was expected. That is m." in shown.data["text/html"]


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
    assert "linear_forward is right." in shown.data["text/html"]


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
        "The grading can't run a line of your notebook that compute_cost needs. It has no package "
        "nbclient. The line: import nbclient"
    ),
    "def read():\n    return open('eps').read() if 0 else 1e-12\nEPS = read()": (
        "The grading can't run a line of your notebook that compute_cost needs. It has no files "
        "and nobody to ask. The line: def read():"
    ),
    "EPS = 1e-12 / globals().setdefault('here', 0 * 1 or 1)\ndel here": "",
    "%time EPS = 1e-12": (
        "compute_cost reads EPS, and no cell that you have run here gives it a value in plain "
        "Python. The grading won't have it."
    ),
    "n = 0\nwhile n < 9_000_000:\n    n += 1\nEPS = n * 1e-19": (
        "The grading can't run a line of your notebook that compute_cost needs. It takes too long. "
        "The line: while n < 9_000_000:"
    ),
}


@pytest.mark.parametrize("line", NEEDED)
def test_what_the_grading_cannot_run_is_said_at_once(line, notebook):
    for source in ("import numpy as np", line, COST):
        notebook.run_cell(source, store_history=True).raise_error()
    with capture_output() as said:
        notebook.run_cell("check(compute_cost)", store_history=True).raise_error()
    [shown] = said.outputs
    text = html.unescape(shown.data["text/html"])
    assert "compute_cost is right." in text
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
    assert "linear_forward is right." in said.outputs[0].data["text/html"]
