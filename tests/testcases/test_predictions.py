"""Predictions: what is so, what is not, and what is left open."""

from __future__ import annotations

import numpy as np
import pytest

from testcases import guess


@pytest.mark.parametrize(
    "answers",
    [((12288, 209),), (12288, 209), ([12288, 209],), ("(12288, 209)",), ((12288.0, 209),)],
)
def test_a_shape_is_taken_in_brackets_or_without(answers, capsys):
    guess("flattened", *answers)
    assert capsys.readouterr().out.startswith("✓ Yes, (12288, 209). A row for each input")


@pytest.mark.parametrize("answers", [((209, 12288),), (12288,), ("x",), (None,), (12288, 209, 1)])
def test_what_is_not_so_is_said_with_what_is(answers, capsys):
    guess("flattened", *answers)
    assert capsys.readouterr().out.startswith("It is (12288, 209), not ")


@pytest.mark.parametrize("answer", [0.644, 0.64, "0.64", np.float64(0.65)])
def test_two_digits_are_enough(answer, capsys):
    guess("what-to-expect", answer)
    assert capsys.readouterr().out.startswith("✓ Yes, 0.644. ")


@pytest.mark.parametrize(("answer", "mark"), [("34%", "✓"), ("35 %", "It is"), ("%", "It is")])
def test_a_share_may_be_in_per_cent(answer, mark, capsys):
    guess("always-no-cat", answer)
    assert capsys.readouterr().out.startswith(mark)


@pytest.mark.parametrize(("answer", "mark"), [(3, "✓"), (3.01, "It is 3"), (4, "It is 3")])
def test_whole_numbers_are_exact(answer, mark, capsys):
    guess("how-many-hold-one-half", answer)
    assert capsys.readouterr().out.startswith(mark)


@pytest.mark.parametrize("answers", [(), (...,)])
def test_the_three_dots_are_no_answer(answers, capsys):
    guess("noise", *answers)
    said = "Put what you expect in place of the three dots, and run this cell again.\n"
    assert capsys.readouterr().out == said


def test_a_letter_in_either_case(capsys):
    guess("noise", " C ")
    assert capsys.readouterr().out.startswith("✓ Yes, c. ")


@pytest.mark.parametrize("answer", ["about one half", "x", "nothing", [0.644]])
def test_a_number_in_words_is_answered_too(answer, capsys):
    guess("what-to-expect", answer)
    assert capsys.readouterr().out.startswith(f"It is 0.644, not {answer}. ")


def test_a_long_answer_is_broken_between_words(capsys):
    """JupyterLab would break it within them."""
    guess("flattened", 12288, 209)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 88


def test_a_prediction_that_is_not_there():
    with pytest.raises(ValueError, match="no prediction called nothing"):
        guess("nothing", 1)
