"""What a student wrote in words, as formgrader and the feedback show it."""

from __future__ import annotations

import pytest

from grader.markdown import CUT, MOST_CHARACTERS, MOST_OF_COMMENT, NO_PICTURE, harmless, one_line

# Each would be markup of a kind that reaches out of the text.
BROKEN = {
    "<script>x</script>": "< script>x< /script>",
    "<!-- x": "< !-- x",
    "![a](https://a.example/b.png)": "! [a](https://a.example/b.png)",
    "[a](javascript:alert(1))": "[a] (javascript:alert(1))",
    "[a](/formgrader)": "[a] (/formgrader)",
    "[a]: javascript:x": "[a] : javascript:x",
    "<https://a.example>": "< https://a.example>",
    "```mermaid\nx": "```\nx",
    "~~~mermaid\nx": "~~~\nx",
    r"$\href{javascript:x}{y}$": r"$\ href{javascript:x}{y}$",
    "![a](attachment:b.png)": NO_PICTURE,
}
KEPT = (
    "$a <b$ would be a tag, $a < b$, $a <= b$ and $2<3$ are not",
    "**bold**, *slanted*, `code`, 1. a list\n\n- and another",
    "[the book](https://a.example/b) and [above](#here)",
    "```\ncode\n```",
    r"$\frac{1}{m} \sum_i x_i$",
)


@pytest.mark.parametrize("text", BROKEN)
def test_what_reaches_out_of_the_text_is_broken(text):
    assert harmless(text) == BROKEN[text]


@pytest.mark.parametrize("text", KEPT[1:])
def test_what_harms_nobody_stays(text):
    assert harmless(text) == text


def test_in_a_formula_a_space_is_nothing():
    assert harmless(KEPT[0]).startswith("$a < b$ would")


def test_a_picture_that_was_handed_in_stays():
    text = "![a](attachment:b.png) ![c](attachment:d.png)"
    assert harmless(text, ["b.png"]) == f"![a](attachment:b.png) {NO_PICTURE}"


def test_what_is_too_long_is_cut():
    assert harmless("x" * (MOST_CHARACTERS + 1)) == "x" * MOST_CHARACTERS + CUT
    assert one_line("a\n b" * 1000).startswith("a ba b")
    assert len(one_line("a b" * 1000)) == MOST_OF_COMMENT
