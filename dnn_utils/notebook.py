"""Where the code runs: whether there is a notebook, and somebody who watches."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

# Whether pictures and progress bars are shown, and whether the cost is plotted at all.
_watched = _plotting = True


@contextlib.contextmanager
def unwatched(plotting: bool = True) -> Iterator[None]:
    """
    Show no pictures and no progress bars meanwhile.

    Parameters
    ----------
    plotting : whether `plot_costs` still makes a figure, as for a student's function, which may go
        on to use it; for the solution's training nobody does, and the figure takes longest
    """
    global _watched, _plotting
    before = _watched, _plotting
    _watched, _plotting = False, _plotting and plotting
    try:
        yield
    finally:
        _watched, _plotting = before


def watched() -> bool:
    """Say whether pictures and progress bars are to be shown at all."""
    return _watched


def plotting() -> bool:
    """Say whether the cost of a training is to be plotted at all."""
    return _plotting


def notebook():
    """Give IPython's shell if what it displays is seen as pictures and HTML, else None."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return None if type(shell).__name__ == "TerminalInteractiveShell" else shell


def widgets():
    """
    Give the package ipywidgets if there is a notebook and somebody in front of it, else None.

    Without ipywidgets it is None too. A program that runs a notebook and keeps what comes out
    (nbconvert, nbclient, nbgrader) says with each cell that `input()` would get no answer. Nobody
    is there to move a slider or to watch a bar, and a dead one would be kept for good.
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
    """Give what a widget adds to the forms that something is displayed in."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"application/vnd.jupyter.widget-view+json": view}


def _takes_input(shell) -> bool:
    """Say whether the request that runs this cell allows `input()`; yes if that isn't known."""
    get_parent = getattr(getattr(shell, "kernel", None), "get_parent", None)
    request = get_parent() if get_parent else None
    content = request.get("content") if isinstance(request, dict) else None
    return not isinstance(content, dict) or bool(content.get("allow_stdin", True))
