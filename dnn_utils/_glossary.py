"""The field's words: what each term means, its symbol, its shape, and its name in PyTorch."""

from __future__ import annotations

import difflib
import functools
import html
from dataclasses import dataclass
from pathlib import Path

from dnn_utils.notebook import notebook

FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class Term:
    """
    One entry.

    Attributes
    ----------
    name : the term
    meaning : what it means, in plain words
    notebook : the number of the notebook that introduces it
    symbol, code, shape : how it is written in formulas and in code, and the shape of its array;
        empty where it has none
    pytorch : what PyTorch calls it, or offers for it; empty where it has no name there
    also : other forms of the name
    """

    name: str
    meaning: str
    notebook: str
    symbol: str = ""
    code: str = ""
    shape: str = ""
    pytorch: str = ""
    also: tuple[str, ...] = ()

    def facts(self) -> dict[str, str]:
        """Give what there is to say besides the meaning, by its heading."""
        found = {
            "also": ", ".join(self.also),
            "symbol": self.symbol,
            "in code": self.code and f"`{self.code}`",
            "shape": self.shape and f"`{self.shape}`",
            "introduced in notebook": self.notebook,
            "PyTorch": self.pytorch,
        }
        return {heading: fact for heading, fact in found.items() if fact}

    def as_markdown(self) -> str:
        """Write the entry as Markdown, in one paragraph."""
        facts = "; ".join(f"{heading}: {fact}" for heading, fact in self.facts().items())
        return f"**{self.name}**: {self.meaning}  \n*{facts}*"


@functools.cache
def terms() -> dict[str, Term]:
    """Read all terms, by their names, in the order of the alphabet."""
    import tomllib

    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = [
        Term(name, **{**entry, "also": tuple(entry.get("also", ()))})
        for name, entry in read.items()
    ]
    return {term.name: term for term in sorted(found, key=lambda term: term.name.lower())}


def glossary(term=""):
    """
    Show what a term of the course means.

    Parameters
    ----------
    term : str
        The term, such as "activation"; upper and lower case are the same. Without it, all terms
        are listed.

    Returns
    -------
    nothing
        The entry is shown: the meaning, the symbol, the shape of the array, the notebook that
        introduces the term, and its name in PyTorch.
    """
    if not term:
        _say(f"Ask for one of these, such as glossary('activation'): {', '.join(terms())}.")
        return
    names = {name.lower(): one for one in terms().values() for name in (one.name, *one.also)}
    found = names.get(" ".join(str(term).lower().split()))
    if found is None:
        near = difflib.get_close_matches(str(term).lower(), names, n=3)
        close = dict.fromkeys(names[name].name for name in near)
        hint = f" Did you mean {' or '.join(close)}?" if close else " glossary() lists all terms."
        _say(f"The glossary has no entry called {term}.{hint}")
        return
    _show(found)


def _say(text: str) -> None:
    """Show a text whose lines break between words; a notebook breaks printed lines anywhere."""
    if notebook() is None:
        print(text)
        return
    from IPython.display import publish_display_data

    publish_display_data({"text/html": f"<div>{html.escape(text)}</div>", "text/plain": text})


def _show(term: Term) -> None:
    text = "\n".join(
        [f"{term.name}: {term.meaning}"]
        + [f"  {heading}: {fact.replace('`', '')}" for heading, fact in term.facts().items()]
    )
    if notebook() is None:
        print(text)
        return
    from IPython.display import publish_display_data

    publish_display_data({"text/markdown": term.as_markdown(), "text/plain": text})


def page() -> str:
    """Write the glossary as a page in Markdown."""
    entries = "\n\n".join(term.as_markdown() for term in terms().values())
    return (
        "# Glossary\n\nThe terms of the course, as books, papers and libraries use them. In a "
        'notebook, `glossary("term")` shows one entry. Shapes are those of this course, with one '
        "example in each column. In PyTorch an array of examples has one "
        f"example in each row.\n\n{entries}\n"
    )
