"""What a student wrote in words, as formgrader and the feedback show it."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from small_class import grade, hand_in

from grader.course.open import run_nbgrader
from grader.submissions.read import read_notebook
from grader.submissions.sanitize import (
    CUT,
    MOST_CHARACTERS,
    MOST_OF_COMMENT,
    NO_PICTURE,
    harmless,
    one_line,
)

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
    "Text.\n```mermaid\nx": "Text.\n```\nx",
    r"$\href{javascript:x}{y}$": r"$\ href{javascript:x}{y}$",
    r"$\require{html}$": r"$\ require{html}$",
    r"$\style{color:red}{y} \class{a}{y} \cssId{a}{y}$": (
        r"$\ style{color:red}{y} \ class{a}{y} \ cssId{a}{y}$"
    ),
    r"$\data{a}{y} \mmlToken{mi}{y} \unicode{60}$": (
        r"$\ data{a}{y} \ mmlToken{mi}{y} \ unicode{60}$"
    ),
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


# What people call their pictures.
NAMES = (
    "a.png", "a_b.png", "_a_.png", "my picture (1).png", "ä.png", "a\u0308.png", "a&b.png",
    "a]b.png", "a[b.png", "it's.png", 'the "a".png', "a%20b.png", "a*b*.png", "a`b.png",
    "a$b$.png", "a\\b.png", "a|b", "a#b?c=d.png", "日本.jpeg", "a+b.PNG", "<a>.png", "100%.png",
)  # fmt: skip
PICTURE = {"image/png": "iVBORw0KGgo="}


def read_cell(text: str, *names: str):
    cell = {"cell_type": "markdown", "source": text}
    cell["attachments"] = dict.fromkeys(names, PICTURE)
    return read_notebook(json.dumps({"cells": [cell]}).encode()).cells[0]


def page(text: str, pictures) -> str:
    """Convert a text cell as nbgrader's feedback does."""
    renderer = IPythonRenderer(escape=False, attachments=pictures)
    return MarkdownWithMath(renderer=renderer).render(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_any_name_is_shown(name):
    """The feedback stops where a text names a picture in another spelling than the cell does."""
    place = f"attachment:{name}"
    for where in (place, f"attachment:{quote(name)}", f"<{place}>", f'{place} "Title"'):
        cell = read_cell(f"x ![my _a_]({where}) y", name)
        shown = harmless(cell.source, cell.attachments)
        [new] = cell.attachments
        assert shown == f"x ![my _a_](attachment:{new}) y"
    assert "data:image/png;base64" in page(shown, cell.attachments)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_that_was_not_handed_in_stops_nothing(name):
    for text in (f"![a](attachment:{name})", f"[![a]](attachment:{name} ![", f"![a][{name}]"):
        cell = read_cell(text, "other.png", "other one.png")
        assert "data:image/png" not in page(
            harmless(cell.source, cell.attachments), cell.attachments
        )


def test_pictures_with_names_alike_are_told_apart():
    names = ("a b.png", "a b.png.png", "picture-1.png", "a_b.png")
    text = "".join(f"![{n}](attachment:{name})" for n, name in enumerate(names))
    cell = read_cell(text, *names)
    assert cell.source == (
        "![0](attachment:picture-2.png)![1](attachment:picture-3.png)"
        "![2](attachment:picture-1.png)![3](attachment:picture-4.png)"
    )
    assert len(cell.attachments) == 4
    assert read_cell("![a](attachment:x)", "y" * 300).attachments == {}


@pytest.mark.exhaustive
def test_feedback_is_made_whatever_a_picture_is_called(course):
    path = hand_in(course, "ada") / "02-forward.ipynb"
    notebook = json.loads(path.read_text())
    text = "\n\n".join(f"![a](attachment:{name}) ![a](attachment:x{name})" for name in NAMES)
    own = {"cell_type": "markdown", "metadata": {}, "source": text}
    own["attachments"] = dict.fromkeys(NAMES, PICTURE)
    notebook["cells"].append(own)
    path.write_text(json.dumps(notebook))
    assert grade(course, "ada").graded == 1
    run_nbgrader(course, "generate_feedback", "dnn", "--student", "ada", log=course / "log")
    made = (course / "feedback/ada/dnn/02-forward.html").read_text()
    assert made.count("data:image/png;base64,iVBORw0KGgo=") == len(NAMES)
    assert made.count(NO_PICTURE) == len(NAMES)


def test_what_is_too_long_is_cut():
    assert harmless("x" * (MOST_CHARACTERS + 1)) == "x" * MOST_CHARACTERS + CUT
    assert one_line("a\n b" * 1000).startswith("a ba b")
    assert len(one_line("a b" * 1000)) == MOST_OF_COMMENT
