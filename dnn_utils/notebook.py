"""Where the code runs: whether there is a notebook, and a person in front of it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

# Whether pictures and progress bars are shown.
_watched = True


@contextlib.contextmanager
def unwatched() -> Iterator[None]:
    """Show no pictures and no progress bars within the block."""
    global _watched
    before, _watched = _watched, False
    try:
        yield
    finally:
        _watched = before


def watched() -> bool:
    """Say whether pictures and progress bars are to be shown at all."""
    return _watched


def notebook():
    """Give IPython's shell if what it displays is seen as pictures and HTML, else None."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return None if type(shell).__name__ == "TerminalInteractiveShell" else shell


def widgets():
    """
    Give the package ipywidgets if there is a notebook and somebody in front of it, else None.

    Without ipywidgets it is None too. A program that runs a notebook and saves its output
    (nbconvert, nbclient, nbgrader) says with each cell that `input()` would get no answer. Then no
    person can move a slider or watch a bar, and the file would keep a dead one.
    """
    shell = notebook()
    if shell is None or not _takes_input(shell):
        return None
    try:
        import ipywidgets
    except ImportError:
        return None
    return ipywidgets


def view_of(widget) -> dict[str, dict]:
    """Give a widget's entry for the formats in which IPython displays an object."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"application/vnd.jupyter.widget-view+json": view}


def _takes_input(shell) -> bool:
    """Say whether the request that runs this cell allows `input()`; yes if that isn't known."""
    get_parent = getattr(getattr(shell, "kernel", None), "get_parent", None)
    request = get_parent() if get_parent else None
    content = request.get("content") if isinstance(request, dict) else None
    return not isinstance(content, dict) or bool(content.get("allow_stdin", True))
