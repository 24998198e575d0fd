"""The report as HTML pages, without scripts, links to the web, or markup from students."""

from __future__ import annotations

import functools
import re
from typing import Any

import jinja2
from markupsafe import Markup, escape

from grader.classroom.pages import templates
from grader.classroom.report import plots
from grader.course.escape import counted

# The most rows and clusters on a page; --json has all.
_MOST_CAUSES, _MOST_CLUSTERS, _MOST_LINES = 60, 20, 60


@functools.cache
def _environment() -> jinja2.Environment:
    environment = templates(
        histogram=plots.histogram, shares=plots.shares, bar=plots.bar, counted=counted
    )
    environment.filters.update(percent=_percent, excerpt=_excerpt, marked=_marked)
    return environment


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _marked(sentence: str) -> Markup:
    """Mark the code in a sentence, which stands between backquotes."""
    return Markup(re.sub("`([^`]*)`", r"<code>\1</code>", str(escape(sentence))))


def _excerpt(code: str) -> str:
    """Cut code that is longer than anybody reads."""
    lines = [line[:200] for line in code.splitlines()]
    more = len(lines) - _MOST_LINES
    return "\n".join([*lines[:_MOST_LINES], *([f"# and {more} more lines"] if more > 0 else [])])


def public_page(report: dict[str, Any]) -> str:
    """Write the page that can be shown in class; `report` is from `public_report`."""
    return (
        _environment()
        .get_template("report/report.html")
        .render(**report, most_causes=_MOST_CAUSES, most_clusters=_MOST_CLUSTERS)
    )


def confidential_page(report: dict[str, Any]) -> str:
    """Write the page with names; `report` is from `confidential_report`."""
    return (
        _environment()
        .get_template("report/report-confidential.html")
        .render(**report, most_clusters=_MOST_CLUSTERS)
    )
