"""
The plots of the report, as inline SVG. Each stands beside a table with the same numbers.

Lengths across are percentages and text has a fixed size, so a plot can be read at any width. Colors
are those of the page, light or dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

_HEIGHT, _AXIS, _ABOVE = 180, 40, 20
_KINDS = ("full", "some", "none", "missing")


def histogram(bins: Sequence[Mapping[str, Any]], label: str) -> Markup:
    """Draw how many students have how many points."""
    highest = max((one["students"] for one in bins), default=0) or 1
    width, floor = 100 / len(bins), _HEIGHT - _AXIS
    marks = []
    for number, one in enumerate(bins):
        height = (floor - _ABOVE) * one["students"] / highest
        left, middle = width * number, width * (number + 0.5)
        marks.append(
            f"<rect class='bar' x='{left + 0.4:.2f}%' y='{floor - height:.1f}' "
            f"width='{width - 0.8:.2f}%' height='{height:.1f}'/>"
        )
        if one["students"]:
            marks.append(_text(middle, floor - height - 5, one["students"]))
        marks.append(_text(middle, floor + 16, f"{10 * number}–{10 * number + 10}"))
    marks.append(f"<line class='axis' x1='0' x2='100%' y1='{floor}' y2='{floor}'/>")
    marks.append(_text(50, _HEIGHT - 6, "points, in percent of all"))
    return Markup("<svg class='plot' role='img' height='{}' aria-label='{}'>{}</svg>").format(
        _HEIGHT, label, Markup("".join(marks))
    )


def shares(counts: Mapping[str, Any], total: int) -> Markup:
    """Draw one bar with the shares of a class: all points, some, none, not started."""
    left, marks = 0.0, []
    for kind in _KINDS:
        width = 100 * counts[kind] / total if total else 0.0
        if width:
            marks.append(
                f"<rect class='{kind}' x='{left:.2f}%' y='0' width='{width:.2f}%' height='16'/>"
            )
        left += width
    return _row(marks)


def bar(number: int, most: int) -> Markup:
    """Draw one bar of a row."""
    width = 100 * number / most if most else 0.0
    return _row([f"<rect class='bar' x='0' y='0' width='{width:.2f}%' height='16'/>"])


def _row(marks: Sequence[str]) -> Markup:
    """Draw a bar in a row of a table, whose cells have the numbers."""
    return Markup(f"<svg class='row' height='16' aria-hidden='true'>{''.join(marks)}</svg>")


def _text(x: float, y: float, text: Any) -> str:
    return f"<text x='{x:.2f}%' y='{y:.1f}'>{text}</text>"
