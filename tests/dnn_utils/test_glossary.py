"""The glossary: what it says, and that it has the terms of the notebooks and no others."""

from __future__ import annotations

import functools
import html
import re

import pytest
from kernels import run_cells

from dnn_utils import glossary
from dnn_utils._glossary import page, terms
from grader.authoring.notebooks import source_files
from grader.this_course import COURSE, ROOT

TEXTS = {path.stem[:2]: path.read_text(encoding="utf-8") for path in source_files(COURSE)}
BOLD = re.compile(r"(?<!\*)\*\*([^*\n]+(?:\n[^*\n]+)?)\*\*(?!\*)")
CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.MULTILINE | re.DOTALL)
# Bold that opens a paragraph or an item, and doesn't end in a period or colon.
LABELS = {
    "You need",
    "In this notebook you will",
    "Further reading",
    "Predictions",
    "A bug to find",
}


@functools.cache
def in_bold() -> dict[str, str]:
    """Give each term that a notebook sets in bold, and the number of the first that does."""
    found: dict[str, str] = {}
    for number, text in TEXTS.items():
        for words in BOLD.findall(CELL.sub("", text)):
            term = " ".join(words.split())
            if term not in LABELS and not term.endswith((".", ":")):
                found.setdefault(term, number)
    return found


def names() -> dict[str, str]:
    return {name.lower(): one.name for one in terms().values() for name in (one.name, *one.also)}


def test_each_term_in_bold_is_in_the_glossary():
    assert len(in_bold()) > 70
    assert [term for term in in_bold() if term.lower() not in names()] == []


@pytest.mark.parametrize("name", terms())
def test_each_term_of_the_glossary_is_introduced_where_it_says(name):
    forms = {form.lower() for form in (name, *terms()[name].also)}
    first = [number for term, number in in_bold().items() if term.lower() in forms]
    assert first, f"no notebook has {name} in bold"
    assert terms()[name].notebook == min(first)


def test_no_name_stands_for_two_terms():
    forms = [form.lower() for one in terms().values() for form in (one.name, *one.also)]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("name", terms())
def test_an_entry_is_a_sentence_and_names_what_it_has(name):
    term = terms()[name]
    assert term.meaning.endswith(".")
    assert term.meaning[0].isupper()
    assert term.notebook in TEXTS


def test_names_in_pytorch_are_there():
    torch = pytest.importorskip("torch")
    said = " ".join(term.pytorch for term in terms().values())
    for dotted in set(re.findall(r"\btorch(?:\.\w+)+", said)):
        functools.reduce(getattr, dotted.split(".")[1:], torch)


def test_an_entry_is_found_by_each_of_its_names(capsys):
    expected = (
        "pixel: One point of a picture: three numbers from 0 to 255, the amounts of red, green and "
        "blue.\n  also: pixels\n  introduced in notebook: 00\n"
        "  PyTorch: pictures have the shape (3, height, width)\n"
    )
    for name in ("pixel", "Pixels", " PIXEL "):
        glossary(name)
        assert capsys.readouterr().out == expected


def test_a_term_that_is_not_there(capsys):
    glossary("activatoin")
    glossary("zzz")
    assert capsys.readouterr().out == (
        "The glossary has no entry called activatoin. Did you mean activation or activation "
        "function?\nThe glossary has no entry called zzz. glossary() lists all terms.\n"
    )


def test_all_terms(capsys):
    glossary()
    asked, listed = capsys.readouterr().out.split(": ")
    assert asked == "Ask for one of these, such as glossary('activation')"
    assert listed.removesuffix(".\n").split(", ") == list(terms())


@pytest.mark.slow
def test_a_notebook_breaks_no_word():
    code = "from dnn_utils import glossary; glossary('<b>activatoin'); glossary()"
    _, (missing, listed) = run_cells(code, attended=False)
    assert missing["text/html"].startswith("<div>The glossary has no entry called &lt;b&gt;")
    assert listed["text/html"] == f"<div>{html.escape(listed['text/plain'])}</div>"


@pytest.mark.slow
def test_a_notebook_gets_the_formulas():
    _, (shown,) = run_cells("from dnn_utils import glossary; glossary('bias')", attended=False)
    words = (
        "**bias**: A number that a unit adds to the weighted sum of its inputs.  \n*also: biases; "
        "symbol: $b^{[l]}$; in code: `b1, b2, ...`; shape: `(n_l, 1)`; introduced in notebook: 01; "
        "PyTorch: layer.bias, of shape (n_l,)*"
    )
    assert shown["text/markdown"] == words == terms()["bias"].as_markdown()


def test_the_page_has_every_entry_in_order():
    text = page()
    places = [text.index(term.as_markdown()) for term in terms().values()]
    assert places == sorted(places)
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == text
