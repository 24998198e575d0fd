"""Turning formulas from any author into MathML, which browsers draw without a script."""

from __future__ import annotations

import functools
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import escape

_SPACE = "{http://www.w3.org/1998/Math/MathML}"
# The converter copies some of its input as it is. Only what is listed here gets into a page.
_TAGS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom mfenced menclose "
    "msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd".split()
)
_ATTRIBUTES = frozenset(
    "display displaystyle scriptlevel stretchy fence form separator accent accentunder lspace "
    "rspace minsize maxsize movablelimits mathvariant linethickness columnalign rowspacing "
    "columnspacing columnlines rowlines width height depth notation open close".split()
)
_LONGEST = 2_000
# How wide a sign is, at most, in the size of its font: a letter or digit, an operator with its
# space, a narrow one; and the space around a column.
_SIGN, _OPERATOR, _BRACKET, _COLUMN = 0.8, 1.3, 0.45, 1.0
_BRACKETS = frozenset("()[]{}|,;.:′")
# A script above or below is smaller than the rest.
_SMALLER = 0.75
# A wider formula may not fit on a phone, and says how wide it is.
_FITS = 12


@functools.lru_cache(maxsize=4_096)
def formula(tex: str, display: bool = False) -> str:
    """
    Turn a TeX formula into MathML, or show its source where that is not possible.

    Parameters
    ----------
    tex : the formula, without its dollar signs; it can come from a student
    display : whether it has a line of its own

    Returns
    -------
    made : the formula; one that may not fit on a phone has its width in `--em`, for the style
    """
    source = f"<code>{escape(tex)}</code>"
    if len(tex) > _LONGEST:
        return source
    try:
        root = ElementTree.fromstring(convert(tex, display="block" if display else "inline"))
    except Exception:  # the converter can raise anything for text that is no formula
        return source
    for element in root.iter():
        if element.tag.removeprefix(_SPACE) not in _TAGS or not set(element.attrib) <= _ATTRIBUTES:
            return source
        element.tag = element.tag.removeprefix(_SPACE)
    width = _width(root)
    if width > _FITS:
        root.set("style", f"--em: {width:.0f}")
    return ElementTree.tostring(root, encoding="unicode")


def _width(element: ElementTree.Element) -> float:
    """Estimate how wide a part of a formula is, rather too wide, in the size of its font."""
    parts = [_width(one) for one in element]
    if element.tag in ("mfrac", "munder", "mover", "munderover", "mtable"):
        return max(parts, default=0.0) + _SIGN
    if element.tag in ("msub", "msup", "mmultiscripts"):
        return sum(parts[:1]) + _SMALLER * sum(parts[1:])
    if element.tag == "msubsup":
        return sum(parts[:1]) + _SMALLER * max(parts[1:], default=0.0)
    if parts:
        around = _COLUMN if element.tag in ("mtd", "msqrt", "mroot", "menclose") else 0.0
        return sum(parts) + around
    text = (element.text or "").strip()
    if element.tag != "mo" or text == "∂":
        return _SIGN * len(text)
    return (_BRACKET if text in _BRACKETS else _OPERATOR) * len(text)
