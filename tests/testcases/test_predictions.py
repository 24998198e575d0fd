"""Predictions: what is so, what is not, and what is left open."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from testcases import guess
from testcases.notebook import predictions
from testcases.notebook.calls import WrongCall


@pytest.fixture(autouse=True)
def first_try(monkeypatch):
    monkeypatch.setattr(predictions, "_missed", set())


@pytest.mark.parametrize(
    "answers",
    [((12288, 209),), (12288, 209), ([12288, 209],), ("(12288, 209)",), ((12288.0, 209),)],
)
def test_a_shape_is_taken_in_brackets_or_without(answers, capsys):
    guess("flattened", *answers)
    assert capsys.readouterr().out.startswith("✓ Yes, (12288, 209). A row for each input")


@pytest.mark.parametrize("answers", [((209, 12288),), (12288,), ("x",), (None,), (12288, 209, 1)])
def test_what_is_not_so_gets_a_second_try_and_then_the_answer(answers, capsys):
    given = answers[0] if len(answers) == 1 else answers
    guess("flattened", *answers)
    assert " ".join(capsys.readouterr().out.split()) == (
        f"✗ Not {given}. Think again and change your prediction. If you run this cell with a "
        "second wrong prediction, it shows the answer."
    )
    guess("flattened", *answers)
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith(f"✗ Not {given}. The answer is (12288, 209). A row for each input")


def test_after_a_right_answer_there_are_two_tries_again(capsys):
    for answer in (1, 3, 1):
        guess("how-many-hold-one-half", answer)
    assert "The answer is" not in capsys.readouterr().out


RIGHT = [
    *[
        ("what-to-expect", answer)
        for answer in (0.644, 0.64, "0.64", np.float64(0.65), Fraction(9, 14))
    ],
    *[("steepest-sigmoid", answer) for answer in (0.016, 0.0156, "1/64", "0.25**3", "0.25^3")],
    *[
        ("best-constant-answer", answer)
        for answer in ("72/209", "0.34", "34.4 %", Decimal("0.344"))
    ],
    *[("always-no-cat", answer) for answer in ("34%", "17/50", 0.34)],
    *[("count-parameters", answer) for answer in ("2*3 + 2 + 2 + 1", "2·3+2+2+1", 11.0)],
    *[("how-many-numbers", answer) for answer in ("64 * 64 * 3", "12,288", "12288")],
    ("divisor-in-the-cat-network", "sqrt(12288)"),
    ("divisor-in-the-cat-network", "np.sqrt(12288)"),
    ("loss-of-one-half", "-log(1/2)"),
    ("loss-of-one-half", "−log(0.5)"),
    ("shape-of-z", "20, 11*19"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_numbers_fractions_and_expressions(name, answer, capsys):
    guess(name, answer)
    assert capsys.readouterr().out.startswith("✓ Yes, ")


WRONG = [
    *[
        ("what-to-expect", answer)
        for answer in ("about one half", "x", [0.644], 0.6, "1/0", "", "%")
    ],
    *[("steepest-sigmoid", answer) for answer in (0.02, 0.017, "1/66", None)],
    *[("always-no-cat", answer) for answer in ("35 %", 34)],
    *[("how-many-hold-one-half", answer) for answer in (3.01, 4, "3.0001")],
    *[
        ("count-parameters", answer)
        for answer in ("__import__('os')", "9**9**9**9", "(" * 300, "x.y")
    ],
    ("count-parameters", "exp(9, 9)"),
    ("how-many-numbers", "12,28"),
]


@pytest.mark.parametrize(("name", "answer"), WRONG)
def test_other_numbers_and_what_is_no_number(name, answer, capsys):
    guess(name, answer)
    assert capsys.readouterr().out.startswith("✗ Not ")


@pytest.mark.parametrize("answers", [(), (...,)])
def test_the_three_dots_are_no_answer(answers, capsys):
    guess("noise", *answers)
    said = "Replace the three dots with your prediction, then run this cell again.\n"
    assert capsys.readouterr().out == said


def test_a_letter_in_either_case(capsys):
    guess("noise", " C ")
    assert capsys.readouterr().out.startswith("✓ Yes, c. ")


def test_a_long_answer_is_broken_between_words(capsys):
    """JupyterLab would break it within them."""
    guess("flattened", 12288, 209)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 70


def test_a_prediction_that_is_not_there():
    with pytest.raises(WrongCall, match="^No prediction is called nothing.$"):
        guess("nothing", 1)
    with pytest.raises(WrongCall, match='^No prediction is called noize. Did you mean "noise".$'):
        guess("noize", 1)
