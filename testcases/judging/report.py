"""A verdict as text and as HTML: the same words in the notebook and in the feedback."""

from __future__ import annotations

import codecs
import sys
from html import escape
from typing import Any

from testcases.judging._judge import Verdict
from testcases.judging.status import Status
from testcases.words import wording

HEADLINES = {
    Status.RIGHT: "{name} is right.",
    Status.PARTLY: "{name} is partly right.",
    Status.WRONG: "{name} is not right yet.",
    Status.ERROR: "{name} stops with an error.",
    Status.TIMEOUT: "{name} takes too long.",
    Status.MISSING: "{name} is not finished.",
}
# Mid-tones that read on white and on black, told apart without red and green.
COLOURS = {Status.RIGHT: "#1a80bf", Status.PARTLY: "#b87a00"}
OTHER_COLOUR = "#d55e00"


# What is printed for a sign that the terminal's encoding doesn't have; others become "?".
PLAIN = "plain signs"
_PLAIN_SIGNS = {"✓": "+", "✗": "x", "→": "->", "×": "x", "·": "*", "–": "-", "…": "..."}


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


def readable(text: str) -> str:
    """Put a mark for characters that can't be shown or kept: a student's error may hold any."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def headline(verdict: Verdict) -> str:
    """Say in one sentence how it went."""
    return HEADLINES[verdict.verdict].format(name=verdict.exercise)


def summary(verdict: Verdict) -> str:
    """Say on one line how it went and, if not well, which mistake it is or what is wrong first."""
    if verdict.sentence and verdict.verdict != Status.ERROR:
        return f"{headline(verdict)} {verdict.sentence}"
    problem = readable(verdict.problem)
    if problem.startswith(verdict.exercise):
        return problem
    return f"{headline(verdict)} {problem}".strip()


def _parts(verdict: Verdict) -> list[tuple[str, str, str]]:
    """Give mark, name and points of each part; nothing where there was no answer to look at."""
    if not verdict.verdict.has_result or len(verdict.parts) == 1:
        return []
    return [
        ("✓" if earned == worth else "✗", part, f"{earned:g} of {worth:g} points")
        for (part, earned), worth in zip(
            verdict.parts.items(), verdict.max_parts.values(), strict=True
        )
    ]


def _paragraphs(verdict: Verdict, hint: int) -> list[str]:
    texts = [verdict.problem]
    if verdict.sentence:
        texts.append(wording.MISTAKE.format(sentence=verdict.sentence))
    texts += [verdict.asked, *verdict.hints[:hint]]
    if verdict.inherited:
        form = wording.INHERITED if verdict.verdict == Status.RIGHT else wording.ANSWERED_FOR
        texts.append(form.format(names=" and ".join(verdict.inherited)))
    return [readable(text) for text in (*texts, *verdict.notes) if text]


def more_hints(verdict: Verdict, hint: int) -> str:
    """Say how to ask for the next hint, if there is one."""
    if hint >= len(verdict.hints):
        return ""
    return wording.MORE_HINTS.format(name=verdict.exercise, level=hint + 1)


def _footer(verdict: Verdict) -> str:
    points = f"{verdict.points:g} of {verdict.max_points:g} points"
    return points if verdict.seed is None else f"{points}, judged with seed {verdict.seed}"


def as_text(verdict: Verdict, hint: int = 1, more: str = "") -> str:
    """
    Write the report as plain text, one thing a line.

    Parameters
    ----------
    verdict : what to report
    hint : how many of its hints to give
    more : a last line, such as how to ask for more
    """
    lines = [headline(verdict), *_paragraphs(verdict, hint)]
    lines += [f"  {mark} {part}: {points}" for mark, part, points in _parts(verdict)]
    return "\n".join([*lines, f"({_footer(verdict)})", *filter(None, [more])])


def as_html(verdict: Verdict, hint: int = 1, more: str = "") -> str:
    """Write the report as HTML that is legible on light and dark; arguments as for `as_text`."""
    colour = COLOURS.get(verdict.verdict, OTHER_COLOUR)
    mark = "✓" if verdict.verdict == Status.RIGHT else "✗"
    body = [f"<strong style='color:{colour}'>{mark}</strong> <b>{escape(headline(verdict))}</b>"]
    body += [
        f"<div style='margin-top:.4em'>{escape(text)}</div>" for text in _paragraphs(verdict, hint)
    ]
    parts = [
        f"<span style='margin-right:1.2em;white-space:nowrap'>{mark} <code>{escape(part)}</code> "
        f"{points}</span>"
        for mark, part, points in _parts(verdict)
    ]
    if parts:
        body.append(f"<div style='margin-top:.4em'>{''.join(parts)}</div>")
    for text in filter(None, (_footer(verdict), more)):
        body.append(f"<div style='margin-top:.4em;opacity:.75'>{escape(text)}</div>")
    return (
        f"<div style='border-left:4px solid {colour};padding:.4em .9em;margin:.3em 0'>"
        f"{''.join(body)}</div>"
    )
