"""
Making a student's text safe to show in the grader's browser.

Formgrader and the feedback render text cells and comments as Markdown, with any HTML, links and
pictures in them, and with the rights of the reader. So such markup gets a space that turns it into
text. Formulas, lists, emphasis and links to the web stay.
"""

from __future__ import annotations

import re
from collections.abc import Container

from grader.submissions.attachments import PLAIN

MOST_CHARACTERS, MOST_OF_COMMENT = 20_000, 600
NO_PICTURE = "(a picture that was not submitted)"
CUT = "\n\n(The rest of this text is too long to show.)"

_PICTURE = re.compile(rf"!\[([^\[\]<>\"\n]{{0,200}})\]\(attachment:({PLAIN})\)")
_OTHER_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\(\s{0,9}attachment:[^)\n]{0,300}\)")
# Each puts a space where one character less would begin markup.
_BREAKS = (
    (re.compile(r"<(?![\s\d=<])"), "< "),  # tags and addresses; in a formula, a space is nothing
    (re.compile(r"!\["), "! ["),  # pictures from elsewhere
    (re.compile(r"\]\((?!https?://|#)"), "] ("),  # links to scripts and to the course's server
    (re.compile(r"\]:"), "] :"),  # where links elsewhere in the text lead
    (re.compile(r"(?<![`~])([`~])(\1\1\1*+)[^`~\n]*+$", re.MULTILINE), r"\1\2"),  # diagrams
    (
        re.compile(r"\\(href|require|style|class|cssId|data|mmlToken|unicode)\b"),
        r"\\ \1",
    ),  # of formulas
)


def harmless(source: str, pictures: Container[str] = ()) -> str:
    """
    Give a student's text with only harmless markup.

    Parameters
    ----------
    source : the text of the cell
    pictures : the names of the pictures in the cell; others, and those whose names are not plain,
        are replaced with a note that they were not submitted
    """
    text = source if len(source) <= MOST_CHARACTERS else source[:MOST_CHARACTERS] + CUT
    made, end = [], 0
    for found in _PICTURE.finditer(text):
        if found[2] in pictures:
            made += [_broken(text[end : found.start()]), found[0]]
            end = found.end()
    return "".join([*made, _broken(text[end:])])


def one_line(text: str) -> str:
    """Give a comment, which may quote a student's error, on one line and without markup."""
    return _broken(" ".join(text.split()))[:MOST_OF_COMMENT]


def _broken(text: str) -> str:
    text = _OTHER_PICTURE.sub(NO_PICTURE, text)
    for begin, broken in _BREAKS:
        text = begin.sub(broken, text)
    return text
