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


@functools.lru_cache(maxsize=4_096)
def formula(tex: str, display: bool = False) -> str:
    """
    Turn a TeX formula into MathML, or show its source where that is not possible.

    Parameters
    ----------
    tex : the formula, without its dollar signs; it can come from a student
    display : whether it has a line of its own
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
    return ElementTree.tostring(root, encoding="unicode")
