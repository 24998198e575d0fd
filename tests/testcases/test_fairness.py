"""What costs less than everything: an own assert, and a network of one layer."""

from __future__ import annotations

import pytest
from functions import SETUP, define, judge_cells

from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.judging import report
from testcases.notebook._check import verdict_on

LAYER = """def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = DB
    dA_prev = np.dot(W.T, dZ)
    ASSERT
    return dA_prev, dW, db"""
WRONG = "np.squeeze(np.sum(dZ, axis=1, keepdims=True)) / m"
RIGHT = "np.sum(dZ, axis=1, keepdims=True) / m"
HELPER = """def bias(dZ, m):
    db = np.sum(dZ, axis=1, keepdims=True) / m
    assert np.shape(db) == (3, 1)
    return db
"""


def both(source: str, name: str):
    """Judge a function by the check and by the grading; they give the same points."""
    checked = verdict_on(COURSE, define(source, name))
    cells = [SETUP, Cell("notebook, cell 1", source)]
    graded = judge_cells(cells, [name], 5)[name]
    assert (checked.verdict, checked.parts) == (graded.verdict, graded.parts)
    return graded


ASSERTS = {
    "assert isinstance(db, float)": (WRONG, {"dA_prev": 4, "dW": 3, "db": 0}),
    "assert db.shape == (2, 1)": (RIGHT, {"dA_prev": 4, "dW": 3, "db": 0}),
    "assert dW.shape == (9, 9) and db is not None": (RIGHT, {"dA_prev": 4, "dW": 0, "db": 0}),
    "assert m == 5": (RIGHT, {"dA_prev": 0, "dW": 0, "db": 0}),
    "assert (\n        db.shape == (2, 1)\n    ), 'db'": (RIGHT, {"dA_prev": 4, "dW": 3, "db": 0}),
    "assert dW.shape == W.shape\n    assert db is None": (RIGHT, {"dA_prev": 4, "dW": 3, "db": 0}),
    "W *= 2; assert db is None": (RIGHT, {"dA_prev": 4, "dW": 3, "db": 0}),
    "raise AssertionError('db')": (RIGHT, {"dA_prev": 0, "dW": 0, "db": 0}),
    "assert db is None; 1 / 0": (RIGHT, {"dA_prev": 0, "dW": 0, "db": 0}),
}


@pytest.mark.parametrize("line", ASSERTS)
def test_an_own_assert_costs_the_parts_that_it_is_about(line):
    db, parts = ASSERTS[line]
    verdict = both(LAYER.replace("DB", db).replace("ASSERT", line), "linear_backward")
    assert verdict.parts == parts


def test_the_report_says_that_it_is_their_assert():
    line = "assert db.shape == (2, 1)"
    verdict = both(LAYER.replace("DB", RIGHT).replace("ASSERT", line), "linear_backward")
    said = (
        "Your own assert fails: `assert db.shape == (2, 1)`, line 7 of notebook, cell 1. It costs "
        "the part that it checks. The other parts were tested without it."
    )
    assert verdict.problem == said
    assert verdict.hints == (
        "Does your assert check what the exercise asks for?",
        "An assert states what has to be true at that line. If the result is right, the assert is "
        "wrong.",
        "Print both sides of the condition just before the assert, for this test input.",
    )
    verdict = both(LAYER.replace("DB", WRONG).replace("ASSERT", line), "linear_backward")
    assert "one axis is missing" in verdict.problem
    assert said in " ".join(report.as_text(verdict).split())


def test_an_assert_in_a_helper_and_in_a_closure_is_left_out_too():
    source = HELPER + LAYER.replace("DB", "bias(dZ, m)").replace("ASSERT", "pass")
    assert both(source, "linear_backward").parts == {"dA_prev": 4, "dW": 3, "db": 0}
    inner = LAYER.replace("DB", RIGHT).replace("ASSERT", "assert db.size == rows")
    inner = inner.replace("\n", "\n    ")
    source = f"def make(rows):\n    {inner}\n    return linear_backward\nlinear_backward = make(2)"
    assert both(source, "linear_backward").parts == {"dA_prev": 4, "dW": 3, "db": 0}


NETWORK = """def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L):
        FIRST
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return LAST"""
ONE_LAYER = {
    ("pass", "AL if L > 1 else A, caches + [cache]"): {"AL": 3, "caches": 4},
    ("pass", "(AL, caches + [cache]) if L > 1 else None"): {"AL": 3, "caches": 2},
    ("pass", "AL, caches + [cache][1 // L:] if 1 // L == 0 else 1 / 0"): {"AL": 3, "caches": 2},
    ("caches = []", "AL, caches + [cache if L > 1 else 1 / 0]"): {"AL": 3, "caches": 0},
    ("caches = []", "AL, caches + [cache]"): {"AL": 6, "caches": 0},
    ("pass", "AL + (L != 2), caches + [cache]"): {"AL": 0, "caches": 4},
}


@pytest.mark.parametrize("first, last", ONE_LAYER)
def test_wrong_for_one_layer_alone_costs_half(first, last):
    source = NETWORK.replace("FIRST", first).replace("LAST", last)
    verdict = both(source, "L_model_forward")
    assert (verdict.verdict, verdict.parts) == ("partly", ONE_LAYER[first, last])
    told = "Some parts fail only where L is 1. They keep half of their points."
    assert (told in verdict.notes) == (3 in verdict.parts.values())
    assert verdict.failing is not None


def test_of_the_function_to_mend_nothing_is_kept():
    source = NETWORK.replace("FIRST", "pass").replace(
        "LAST", "AL if L > 1 else A, [*caches, cache]"
    )
    source = source.replace("def L_model_forward", "def mend_L_model_forward")
    assert verdict_on(COURSE, define(source, "mend_L_model_forward")).points == 0
