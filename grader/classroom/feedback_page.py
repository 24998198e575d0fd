"""
One page of feedback: what a student submitted for each exercise, the report on it, and the points.

A page interprets nothing that a student wrote. Code and text are escaped, formulas become MathML,
and pictures are data of four kinds without scripts. The page's own policy forbids scripts as well.
"""

from __future__ import annotations

import base64
import binascii
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.cells import exercise_of, grade_id_of, marks_of
from grader.classroom.formulas import formula
from grader.course.table import Row

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_MOST_OF_CODE = 100_000
_CODE = HtmlFormatter(nowrap=True)


@dataclass(frozen=True)
class Entry:
    """
    One grade cell, as a page shows it.

    Attributes
    ----------
    name : the exercise, or the cell's own id
    score : the points earned; None if it waits for manual grading
    points : the points it is worth
    prompt, answer, report : HTML: the question, the submitted answer, the report
    comment : the comment of a person
    """

    name: str
    score: float | None
    points: float
    prompt: Markup
    answer: Markup
    report: Markup
    comment: str

    @property
    def status(self) -> str:
        """Whether the entry earned all, some or no points, or still waits for manual grading."""
        if self.score is None:
            return "waiting"
        if self.score >= self.points:
            return "full"
        return "some" if self.score > 0 else "none"


@dataclass(frozen=True)
class Part:
    """The entries of one notebook."""

    notebook: str
    entries: tuple[Entry, ...]

    @property
    def score(self) -> float:
        """The points earned."""
        return sum(entry.score or 0.0 for entry in self.entries)

    @property
    def points(self) -> float:
        """The points there are."""
        return sum(entry.points for entry in self.entries)


def entries_of(notebook: NotebookNode, row: Row, points: Mapping[str, float]) -> list[Entry]:
    """
    List the grade cells of a graded notebook.

    Parameters
    ----------
    notebook : the graded notebook
    row : the student's entries in the gradebook
    points : for each grade cell, the points it is worth
    """
    entries, answer, before = [], None, None
    for cell in notebook.cells:
        marks = marks_of(cell)
        if marks.get("solution") or marks.get("task"):
            answer = cell
        if marks.get("grade") or marks.get("task"):
            name = exercise_of(cell)
            judged = not marks.get("solution") and not marks.get("task")
            waits = name in row.waiting and row.scores.get(name) is None
            entries.append(
                Entry(
                    name,
                    None if waits else row.scores.get(name) or 0.0,
                    points.get(name, 0.0),
                    Markup("") if judged or before is None else markdown(before.source),
                    _answer(answer) if answer is not None else Markup(""),
                    _report(cell) if judged else Markup(""),
                    row.comments.get(grade_id_of(answer) if answer is not None else name, ""),
                )
            )
            answer = None
        before = cell if cell.cell_type == "markdown" else before
    return entries


def _answer(cell: NotebookNode) -> Markup:
    """Show what a student submitted: code in colors, words as text with formulas."""
    if cell.cell_type == "code":
        return Markup(f"<pre class='code'><code>{code(cell.source[:_MOST_OF_CODE])}</code></pre>")
    return markdown(cell.source, cell.get("attachments", {}))


def _report(cell: NotebookNode) -> Markup:
    """Give the report that the grading wrote into a cell, without the score."""
    for output in cell.get("outputs", []):
        if output.get("output_type") == "display_data":
            data = output.data
            if "text/html" in data:
                return Markup(data["text/html"])
            return Markup("<pre>{}</pre>").format(data.get("text/plain", ""))
    return Markup("")


@functools.lru_cache(maxsize=4_096)
def code(source: str) -> str:
    """Color Python code; the result is HTML in which the code itself is escaped."""
    return highlight(source, PythonLexer(), _CODE)


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return parser.use(
        dollarmath_plugin,
        renderer=lambda tex, options: formula(tex, options["display_mode"]),
    )


def markdown(text: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """
    Turn Markdown into HTML: no tags, no scripts, and no pictures but the cell's own.

    Parameters
    ----------
    text : the source, which can come from a student
    attachments : the pictures that belong to the cell, as a notebook keeps them
    """
    pictures = []
    for name, data in (attachments or {}).items():
        text = re.sub(rf"!\[[^\]\n]*\]\(attachment:{re.escape(name)}\)", "", text)
        pictures += [picture for kind in _PICTURES if (picture := _picture(kind, data.get(kind)))]
    return Markup(_parser().render(text) + "".join(pictures))


def _picture(kind: str, data: Any) -> str:
    """Give a picture as an element; nothing where its data are not base64."""
    try:
        content = base64.b64decode("".join(data or ""), validate=False)
    except (binascii.Error, TypeError, ValueError):
        return ""
    if not content:
        return ""
    encoded = base64.b64encode(content).decode()
    return f"<p><img alt='A picture in the answer' src='data:{escape(kind)};base64,{encoded}'></p>"


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.classroom", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    light = HtmlFormatter(style="default").get_style_defs("pre.code")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre.code")
    environment.globals.update(light=Markup(light), dark=Markup(dark))
    environment.filters["number"] = lambda value: f"{value:g}"
    return environment.get_template("feedback.html")


def render(
    assignment: str, row: Row, name: str, shown: Sequence[Part], parts: Sequence[Part]
) -> str:
    """
    Write a page.

    Parameters
    ----------
    assignment : its name
    row : what the gradebook holds of the student
    name : the page's name, "index" or a notebook's
    shown : the notebooks on this page
    parts : all notebooks of the submission
    """
    entries = [(part, entry) for part in parts for entry in part.entries]
    lost = [(p, e) for p, e in entries if e.score is not None and e.score < e.points]
    lost.sort(key=lambda pair: not pair[1].report)  # functions first, then answers in words
    return _template().render(
        assignment=assignment,
        row=row,
        name=name,
        shown=shown,
        parts=parts,
        points=sum(part.points for part in parts),
        next=lost[0] if lost else None,
        waiting=[entry.name for _, entry in entries if entry.score is None],
    )
