"""What the pages have in common: their head and colors in ``base.html``, and how they are made."""

from __future__ import annotations

from typing import Any

import jinja2
from markupsafe import Markup, escape


def templates(**known: Any) -> jinja2.Environment:
    """
    Give the templates of the pages, in which everything is escaped that is not marked as HTML.

    Parameters
    ----------
    **known : names that the templates use
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.classroom", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals.update(known)
    environment.filters.update(number=lambda value: f"{value:g}", breakable=_breakable)
    return environment


def _breakable(name: str) -> Markup:
    """Let a long name be broken behind its underscores."""
    return Markup(str(escape(name)).replace("_", "_<wbr>"))
