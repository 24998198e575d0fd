"""
One page of feedback: what a student submitted for each exercise, the report on it, and the points.

A page interprets nothing that a student wrote. Code and text are escaped, formulas become MathML,
and pictures are decoded and encoded again. The page's own policy forbids scripts as well.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbformat.notebooknode import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.cells import exercise_of, grade_id_of, marks_of
from grader.classroom.formulas import formula
from grader.classroom.pages import templates
from grader.course.table import Row
from grader.errors import Unreadable
from grader.submissions.figures import TOP, Figures
from grader.submissions.pictures import Picture, read_attachments
from grader.submissions.read import PROBLEM
from grader.submissions.reader import reader
from grader.submissions.rebuild import CALLS_CHECK, UNREAD, is_test
from testcases.judging.report import HEADLINES
from testcases.judging.status import Status

_MOST_OF_CODE, _MOST_OF_OUTPUT = 100_000, 10_000
_CODE = HtmlFormatter(nowrap=True)
# Links to the web, and within the page.
_LINKS = re.compile(r"(https?://|#)[^\s\x00-\x1f]*", re.IGNORECASE)
_TABLE = re.compile("<table.*?</table>", re.DOTALL)
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


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
    figures : the student's own figures, from its cells and those below
    """

    name: str
    score: float | None
    points: float
    prompt: Markup
    answer: Markup
    report: Markup
    comment: str
    figures: tuple[Picture, ...] = ()

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
    """
    One notebook.

    Attributes
    ----------
    notebook : its name
    entries : its grade cells
    figures : the student's figures above the first of them
    unread : why no cell of the file could be read, or an empty string
    """

    notebook: str
    entries: tuple[Entry, ...]
    figures: tuple[Picture, ...] = ()
    unread: str = ""

    @property
    def score(self) -> float:
        """The points earned."""
        return sum(entry.score or 0.0 for entry in self.entries)

    @property
    def points(self) -> float:
        """The points there are."""
        return sum(entry.points for entry in self.entries)


@dataclass(frozen=True)
class Graded:
    """
    A graded notebook of a student's, and what belongs to it.

    Attributes
    ----------
    name : the notebook's name
    notebook : as the grading wrote it
    row : the student's entries in the gradebook
    points : for each grade cell, the points it is worth
    figures : the student's own figures in the notebook
    reported : whether its grade cells hold the grader's reports; else they hold what they put out
        when nbgrader ran them with the student's code
    """

    name: str
    notebook: NotebookNode
    row: Row
    points: Mapping[str, float]
    figures: Figures
    reported: bool


def part_of(graded: Graded) -> Part:
    """List the grade cells of a graded notebook, as a page shows them."""
    entries, answer, before = [], None, None
    facts = graded.notebook.metadata
    unread = facts.get(PROBLEM, "") if facts.get(UNREAD) else ""
    for cell in graded.notebook.cells:
        marks = marks_of(cell)
        if (marks.get("solution") or marks.get("task")) and not unread:
            answer = cell
        if marks.get("grade") or marks.get("task"):
            entries.append(_entry(graded, cell, answer, before))
            answer = None
        before = cell if cell.cell_type == "markdown" else before
    return Part(graded.name, tuple(entries), tuple(graded.figures.get(TOP, ())), unread)


def _entry(
    graded: Graded, cell: NotebookNode, answer: NotebookNode | None, before: NotebookNode | None
) -> Entry:
    """Make the entry of a grade cell, its solution cell and the text before it."""
    name, row = exercise_of(cell), graded.row
    by_hand = cell is answer
    waits = name in row.waiting and row.scores.get(name) is None
    ids = [grade_id_of(one) for one in (answer, cell) if one is not None]
    return Entry(
        name,
        None if waits else row.scores.get(name) or 0.0,
        graded.points.get(name, 0.0),
        markdown(before.source) if by_hand and before is not None else Markup(""),
        _answer(answer) if answer is not None else Markup(""),
        Markup("") if by_hand else _report(cell) if graded.reported else _output(cell),
        row.comments.get(ids[0], ""),
        tuple(figure for one in dict.fromkeys(ids) for figure in graded.figures.get(one, ())),
    )


def _answer(cell: NotebookNode) -> Markup:
    """Show what a student submitted: code in colors, words as text with formulas."""
    if cell.cell_type == "markdown":
        return markdown(cell.source, cell.get("attachments"))
    cut = "\n# The rest is too long to show." if len(cell.source) > _MOST_OF_CODE else ""
    shown = code(cell.source[:_MOST_OF_CODE] + cut)
    return Markup(f"<pre class='code'><code>{shown}</code></pre>")


def _report(cell: NotebookNode) -> Markup:
    """
    Give the report that the grading wrote into a cell, without the score.

    Below the first output there can be a note to the instructor. The report on a test cell begins
    with its tests; those that are hidden are not in the notebook.
    """
    shown = Markup("")
    if is_test(cell) and not CALLS_CHECK.search(cell.source):
        tests = code(cell.source[:_MOST_OF_CODE])
        shown = Markup(f"<p>The test:</p><pre class='code'><code>{tests}</code></pre>")
    for output in cell.get("outputs", []):
        if output.get("output_type") == "display_data":
            data = output.data
            if "text/html" in data:
                return shown + _with_scrolling_tables(data["text/html"])
            return shown + Markup("<pre>{}</pre>").format(data.get("text/plain", ""))
    return shown


def _with_scrolling_tables(page: str) -> Markup:
    """Let each table of a trusted page scroll by itself if it is too wide."""
    return Markup(_TABLE.sub(r"<div class='wide' tabindex='0'>\g<0></div>", page))


def _output(cell: NotebookNode) -> Markup:
    """Show what a cell put out when nbgrader ran it, as plain text without the score."""
    said = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            said.append(output.text)
        elif output.output_type == "error":
            said.append("\n".join(output.traceback))
        elif output.output_type == "display_data":
            said.append(output.data.get("text/plain", ""))
    text = _ANSI.sub("", "\n".join(filter(None, said))).strip()
    return Markup("<pre>{}</pre>").format(text[:_MOST_OF_OUTPUT]) if text else Markup("")


@functools.lru_cache(maxsize=4_096)
def code(source: str) -> str:
    """Color Python code; the result is HTML in which the code itself is escaped."""
    return highlight(source, PythonLexer(), _CODE)


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda address: bool(_LINKS.fullmatch(address))
    return parser.use(
        dollarmath_plugin,
        double_inline=True,
        renderer=lambda tex, options: _scrolling(formula(tex, options["display_mode"])),
    )


def _scrolling(math: str) -> str:
    """Let a formula scroll by itself if it may be wider than a phone."""
    if "--em" not in math.partition(">")[0]:
        return math
    return f"<span class='wide' tabindex='0'>{math}</span>"


def markdown(text: str, attachments: Mapping[str, Any] | None = None) -> Markup:
    """
    Turn Markdown into HTML: no tags, no scripts, and no pictures but the cell's own.

    Parameters
    ----------
    text : the source, which can come from a student
    attachments : the pictures that belong to the cell, as a notebook keeps them
    """
    if not attachments:
        return _with_scrolling_tables(_parser().render(text))
    for name in attachments:
        text = re.sub(rf"!\[[^\]\n]*\]\(attachment:{re.escape(name)}\)", "", text)
    try:
        pictures = reader().call(read_attachments, dict(attachments))
    except Unreadable as error:
        pictures = [Picture(problem=str(error))]
    shown = (picture(one, "A picture in the answer") for one in pictures)
    return _with_scrolling_tables(_parser().render(text)) + Markup("").join(shown)


def picture(one: Picture, otherwise: str) -> Markup:
    """
    Show a picture, or the reason why it is missing.

    Parameters
    ----------
    one : the picture
    otherwise : what to say of it to those who can't see it, if the student said nothing
    """
    if one.problem:
        return Markup("<p class='soft'>{}</p>").format(one.problem)
    form = "<p><img alt='{}' src='data:image/png;base64,{}'></p>"
    return Markup(form).format(one.alt or otherwise, Markup(one.png))  # it was made here


@functools.cache
def _template() -> jinja2.Template:
    light = HtmlFormatter(style="default").get_style_defs("pre.code")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre.code")
    made = templates(light=Markup(light), dark=Markup(dark), picture=picture)
    return made.get_template("feedback.html")


def render(
    assignment: str,
    row: Row,
    name: str,
    shown: Sequence[Part],
    parts: Sequence[Part],
    note: str = "",
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
    note : a sentence to the student on what is missing
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
        verb=_verb(row, lost[0][1]) if lost else "",
        waiting=[entry.name for _, entry in entries if entry.score is None],
        note=note,
    )


def _verb(row: Row, entry: Entry) -> str:
    """Say what there is to do about an entry that lost points."""
    if not entry.report:
        return "answer"
    missing = HEADLINES[Status.MISSING].format(name=entry.name)
    return "write" if row.messages.get(entry.name, "").startswith(missing) else "fix"
