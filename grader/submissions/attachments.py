"""Names of the pictures in a text cell, as every program that shows the cell can read them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

# Programs that show a notebook spell other names in different ways, and stop if they find no
# picture of that name.
PLAIN = r"[A-Za-z0-9.-]{1,80}"
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_MOST_PICTURES, _MOST_LETTERS = 100, 200
_TITLE = r"""(?:\s+(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?"""
_NOT_IN_A_TEXT = re.compile(r'[\[\]<>"\\`]')
# What JavaScript's encodeURI and encodeURIComponent, and Python's quote, leave as it is.
_LEFT_ALONE = (";,/?:@&=+$!~*'()#", "!~*'()", "/")


def with_plain_names(source: str, names: Iterable[str]) -> tuple[str, dict[str, str]]:
    """
    Give a cell's pictures plain names, in its text too.

    Parameters
    ----------
    source : the cell's text
    names : the names of its pictures

    Returns
    -------
    source : the text with the new names
    renamed : for each name the new one; a name that is plain stays
    """
    kept = [name for name in names if len(name) <= _MOST_LETTERS][:_MOST_PICTURES]
    renamed = {name: name for name in kept if re.fullmatch(PLAIN, name)}
    for name in kept:
        if name not in renamed:
            renamed[name] = _new_name(name, {*kept, *renamed.values()})
    meant = {spelling: name for name in reversed(kept) for spelling in _spellings(name)}
    if not meant:
        return source, renamed
    # The longest first: one name can begin as another one does.
    either = "|".join(re.escape(one) for one in sorted(meant, key=len, reverse=True))
    picture = rf"!\[([^\]\n]{{0,200}})\]\(\s{{0,9}}<?attachment:({either})>?{_TITLE}\s{{0,9}}\)"

    def plain(found: re.Match[str]) -> str:
        text = _NOT_IN_A_TEXT.sub("", found[1])
        return f"![{text}](attachment:{renamed[meant[found[2]]]})"

    return re.sub(picture, plain, source), renamed


def _new_name(name: str, taken: set[str]) -> str:
    ending = next((one for one in _ENDINGS if name.lower().endswith(one)), "")
    numbers = range(1, len(taken) + 2)
    return next(new for n in numbers if (new := f"picture-{n}{ending}") not in taken)


def _spellings(name: str) -> Iterator[str]:
    """Give the ways in which a text may spell a picture's name, the name itself last."""
    for form in ("NFD", "NFC"):
        for one in (unquote(name), name):
            one = unicodedata.normalize(form, one)
            quoted = [quote(one, safe=left, errors="replace") for left in _LEFT_ALONE]
            yield from quoted
            yield from (re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), q) for q in quoted)
            yield html.escape(one)
            yield re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", one)
            yield one
    yield name
