"""A verdict as text and as HTML: the same words in the notebook and in the feedback."""

from __future__ import annotations

import codecs
import re
import sys
import textwrap
from collections.abc import Sequence
from html import escape
from typing import Any

from dnn_utils.notebook import notebook
from testcases.judging._judge import Verdict
from testcases.judging.status import Status
from testcases.words import wording
from testcases.words.describe import Row

MOST_HINTS = 3

HEADLINES = {
    Status.RIGHT: "{name}: all tests pass",
    Status.PARTLY: "{name}: {passed} of {parts} parts pass",
    Status.WRONG: "{name}: not right yet",
    Status.ERROR: "{name}: stopped by an error",
    Status.TIMEOUT: "{name}: stopped, it takes too long",
    Status.MISSING: "{name}: not written yet",
}
UNREAD = "{name}: the file can't be read"
# For a border: mid-tones that show on white and on black, told apart without red and green.
COLORS = {Status.RIGHT: "#1a80bf", Status.PARTLY: "#b87a00"}
OTHER_COLOR = "#d55e00"
FIRST_WRONG = "first wrong entry"
# JupyterLab's column, in a notebook beside its file browser, takes as many characters a line.
WIDTH = 70
_NO_BREAK = "\N{NO-BREAK SPACE}"


# What is printed for a sign that the terminal's encoding doesn't have; others become "?".
PLAIN = "plain signs"
_PLAIN_SIGNS = {"✓": "+", "✗": "x", "→": "->", "×": "x", "·": "*", "–": "-", "…": "...", "←": "<-"}


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN_SIGNS.get(sign, "?") for sign in lost), error.end


codecs.register_error(PLAIN, _plain)


def printable(text: str, stream: Any) -> str:
    """Put plain signs where the encoding of a text stream has no others."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, PLAIN).decode(encoding)


def say(text: str) -> None:
    """Print a text, whatever signs the terminal has."""
    print(printable(text, sys.stdout))


def show(text: str) -> None:
    """Show a sentence or two: in a notebook as HTML, which fits every window, else printed."""
    if notebook() is None:
        say(wrapped(text))
        return
    from IPython.display import publish_display_data

    html = f"<div style='max-width:48em;line-height:1.5'>{in_html(readable(text))}</div>"
    publish_display_data({"text/html": html, "text/plain": wrapped(readable(text))})


def readable(text: str) -> str:
    """Put a mark for characters that can't be shown or kept: a student's error may hold any."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def plain(text: str) -> str:
    """Put a sentence on one line, for a list of such lines, without the marks around code."""
    return " ".join(readable(text).replace("`", "").split())


def headline(verdict: Verdict) -> str:
    """Give the verdict in a few words."""
    passed = sum(earned > 0 for earned in verdict.parts.values())
    form = UNREAD if verdict.unread else HEADLINES[verdict.verdict]
    return form.format(name=verdict.exercise, passed=passed, parts=len(verdict.parts))


def summary(verdict: Verdict) -> str:
    """Give the verdict on one line and, if not right, the likely cause or the first problem."""
    if verdict.verdict == Status.RIGHT:
        return f"{headline(verdict)}."
    if verdict.sentence and verdict.verdict != Status.ERROR:
        cause = wording.LIKELY_CAUSE.format(sentence=verdict.sentence)
        return f"{headline(verdict)}. {plain(cause)}"
    return f"{headline(verdict)}. {in_brief(verdict)}".strip()


def in_brief(verdict: Verdict) -> str:
    """Give the problem on one line, with the first wrong entry in place of the table."""
    # An error's place has a line of its own in the report.
    text = plain(verdict.problem.replace("\n", ". "))
    rows = [row for row in (verdict.failing.rows if verdict.failing else ()) if row.is_wrong]
    if rows:
        text += f" Expected {rows[0].place} = {rows[0].expected}, got {rows[0].got}."
    return text


def more_hints(verdict: Verdict, hint: int, inputs: str = "") -> str:
    """Say how to ask for the next hint, if there is one; `inputs` is the file of test inputs."""
    if hint >= min(len(verdict.hints), MOST_HINTS):
        return ""
    given = f", inputs={inputs!r}" if inputs else ""
    return wording.MORE_HINTS.format(name=verdict.exercise, level=f"{hint + 1}{given}")


def debug_it(verdict: Verdict, inputs: str = "") -> str:
    """Say how to get the arguments of the test input that the report shows, if there is one."""
    if verdict.failing is None:
        return ""
    name = f"{verdict.exercise}, inputs={inputs!r}" if inputs else verdict.exercise
    return wording.DEBUG_IT.format(name=name, arguments=verdict.failing.arguments)


def _hints(verdict: Verdict, level: int) -> list[str]:
    """Give the one hint of a level; from the second on, the likely cause before it."""
    texts = []
    if level > 1 and verdict.sentence:
        texts.append(wording.LIKELY_CAUSE.format(sentence=verdict.sentence))
    if level and verdict.hints:
        texts.append(verdict.hints[min(level, len(verdict.hints)) - 1])
    return [" ".join(texts)] if texts else []


def _after_table(verdict: Verdict, level: int) -> list[str]:
    """Give the text below the table: the hint, what stood in for what, and the notes."""
    texts = [verdict.insight, *_hints(verdict, level)]
    if verdict.inherited:
        form = wording.INHERITED if verdict.verdict == Status.RIGHT else wording.ANSWERED_FOR
        texts.append(form.format(names=" and ".join(f"`{one}`" for one in verdict.inherited)))
    return [readable(text) for text in (*texts, *verdict.notes) if text]


def _points(verdict: Verdict) -> str:
    """Say the points, and those of each part where some parts earned theirs and others didn't."""
    text = f"{verdict.points:g} of {verdict.max_points:g} points"
    if verdict.verdict == Status.PARTLY:
        pairs = zip(verdict.parts.items(), verdict.max_parts.values(), strict=True)
        each = [f"{part} {earned:g} of {worth:g}" for (part, earned), worth in pairs]
        text += f" ({', '.join(each)})"
    if verdict.seed is None:
        return text
    version = f", tests {verdict.tests}" if verdict.tests else ""
    return f"{text}, test inputs of seed {verdict.seed}{version}"


def _mark(verdict: Verdict) -> str:
    return "✓" if verdict.verdict == Status.RIGHT else "✗"


def as_text(verdict: Verdict, hint: int = 1, more: Sequence[str] = ()) -> str:
    """
    Write the report as plain text, in paragraphs.

    Parameters
    ----------
    verdict : what to report
    hint : which of its hints to give; 0 for none
    more : further lines, such as how to ask for the next hint
    """
    table = _table_as_text(verdict.failing.rows) if verdict.failing else ""
    paragraphs = [
        f"{_mark(verdict)} {headline(verdict)}",
        wrapped(readable(verdict.problem)),
        table,
        *map(wrapped, _after_table(verdict, hint)),
        "\n".join([*filter(None, [wrapped(readable(verdict.asked)), *more]), _points(verdict)]),
    ]
    return "\n\n".join(filter(None, paragraphs))


def wrapped(text: str) -> str:
    """Break lines between words, which JupyterLab doesn't, but not within a shape or short code."""
    lines = re.sub(r"\([^()\n]{1,30}\)|`[^`\n]{1,40}`( = \S+)?", _in_one, text).splitlines()
    filled = [
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines
    ]
    return "\n".join(filled).replace(_NO_BREAK, " ")


def _in_one(found: re.Match) -> str:
    return found[0].replace(" ", _NO_BREAK)


def _table_as_text(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    left = max(len(row.place) for row in rows)
    wide = max(len(text) for row in rows for text in ("expected", row.expected, row.got))
    lines = [f"  {'':{left}}  {'expected':>{wide}}  {'got':>{wide}}"]
    lines += [f"  {row.place:{left}}  {row.expected:>{wide}}  {row.got:>{wide}}" for row in rows]
    marked = _first_wrong(rows)
    if marked is not None:
        lines[marked + 1] += f"  ← {FIRST_WRONG}"
    return "\n".join(lines)


def _first_wrong(rows: Sequence[Row]) -> int | None:
    """Give the row to mark; one alone needs no mark."""
    if len(rows) == 1:
        return None
    return next((number for number, row in enumerate(rows) if row.is_wrong), None)


def as_html(verdict: Verdict, hint: int = 1, more: Sequence[str] = ()) -> str:
    """Write the report as HTML that is legible on light and dark; arguments as for `as_text`."""
    color = COLORS.get(verdict.verdict, OTHER_COLOR)
    name, colon, rest = headline(verdict).partition(":")
    body = [
        f"<div><span aria-hidden='true'>{_mark(verdict)}</span> "
        f"<b>{escape(name)}</b>{colon}{escape(rest)}</div>",
        _paragraph(readable(verdict.problem)),
    ]
    body.append(_table_as_html(verdict.failing.rows if verdict.failing else ()))
    body += [_paragraph(text) for text in _after_table(verdict, hint)]
    body.append(_paragraph(readable(verdict.asked), small=True))
    body.append(_footer([*filter(None, more), _points(verdict)]))
    return (
        f"<div style='border-left:4px solid {color};padding:.3em .9em;margin:.3em 0;"
        f"max-width:48em;line-height:1.5;overflow-wrap:anywhere'>{''.join(body)}</div>"
    )


def _paragraph(text: str, small: bool = False) -> str:
    if not text:
        return ""
    style = "margin:.5em 0 0" + (";font-size:.9em;opacity:.8" if small else "")
    lines = "<br>".join(in_html(line) for line in text.splitlines())
    return f"<div style='{style}'>{lines}</div>"


def _footer(texts: Sequence[str]) -> str:
    """Put texts below each other, close and small."""
    lines = "".join(f"<div>{in_html(text)}</div>" for text in texts)
    return f"<div style='margin:.3em 0 0;font-size:.9em;opacity:.8'>{lines}</div>"


def in_html(text: str) -> str:
    """Write a sentence as HTML, with text between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _table_as_html(rows: Sequence[Row]) -> str:
    """
    Write a table in the page's own colors, with its numbers aligned on the right.

    In a narrow window it scrolls, and no word or number is broken.
    """
    if not rows:
        return ""
    right = (
        "text-align:right;white-space:nowrap;padding:.15em .8em;font-variant-numeric:tabular-nums"
    )
    left = "text-align:left;padding:.15em .8em .15em 0"
    head = "".join(
        f"<th scope='col' style='{right};font-weight:normal'>{text}</th>"
        for text in ("expected", "got")
    )
    marked = _first_wrong(rows)
    lines = []
    for number, row in enumerate(rows):
        here = number == marked
        weight = "bold" if here else "normal"
        place = (
            f"<th scope='row' style='{left};font-weight:{weight}'>"
            f"<code style='white-space:nowrap'>{escape(row.place)}</code></th>"
        )
        cells = "".join(
            f"<td style='{right};font-weight:{weight}'>{escape(text)}</td>"
            for text in (row.expected, row.got)
        )
        note = f"<td style='{left};font-size:.9em'>{'← ' + FIRST_WRONG if here else ''}</td>"
        lines.append(f"<tr>{place}{cells}{note if marked is not None else ''}</tr>")
    side = "<td></td>" if marked is not None else ""
    return (
        "<div style='overflow-x:auto;overflow-wrap:normal'><table aria-label='expected and got' "
        "style='border-collapse:collapse;margin:.5em 0 0;font-size:1em'>"
        f"<thead><tr><td></td>{head}{side}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
        "</div>"
    )
