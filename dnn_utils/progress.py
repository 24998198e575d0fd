"""A progress bar for a training loop: tqdm's, shown only if a person can see it."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import sys
from collections.abc import Iterator

import numpy as np

from dnn_utils.notebook import notebook, view_of, watched, widgets

# Seconds between two updates, at least.
EVERY = 0.25
FORMAT = "{percentage:3.0f}%|{bar}| {n_fmt} of {total_fmt}, {rate_fmt}, {remaining} left{postfix}"
# Whether a bar is shown.
_showing = False
# The text that replaces a bar in a notebook's output, and in its file.
NOTHING = {"text/html": "", "text/plain": ""}


class ProgressBar:
    """
    Counts like a range; the bar goes away when the loop ends.

    Attributes
    ----------
    cost : float or None
        Shown beside the bar, a few times a second. Set it inside the loop, as often as you like.
    """

    def __init__(self, count) -> None:
        self._iterations = range(count)
        self.cost = None

    def __len__(self) -> int:
        return len(self._iterations)

    def __iter__(self) -> Iterator[int]:
        show = _way_to_show() if self._iterations else None
        return iter(self._iterations) if show is None else show(self._iterations, self)


def progress_bar(count):
    """
    Count like ``range(count)``, and show a bar with the rate and the time that is left.

    In a notebook the bar is a widget, in a terminal it is text. It goes away when the loop ends,
    also after an error. Without tqdm, or if no bar can be shown, it only counts. So it does within
    the loop of another bar, where it would come and go all the time.

    Parameters
    ----------
    count : int
        The number of iterations.

    Returns
    -------
    bar : ProgressBar
        To loop over. If the loop sets its attribute `cost`, the bar shows the cost too::

            bar = progress_bar(1000)
            for i in bar:
                ...
                bar.cost = cost

    Raises
    ------
    TypeError
        If `count` is not a whole number.
    """
    return ProgressBar(count)


def _way_to_show():
    """Return the generator that counts and shows a bar, or None if no bar would be seen."""
    if _showing or not watched() or importlib.util.find_spec("tqdm") is None:
        return None
    if notebook() is not None:
        if not widgets():
            return None
        if _is_widget():
            return _in_notebook
    return _in_terminal if sys.stderr is not None and sys.stderr.isatty() else None


def _is_widget() -> bool:
    """Say whether tqdm's bar is a widget; it isn't in a shell of IPython that is no kernel."""
    return any(kind.__module__ == "tqdm.notebook" for kind in bars().__mro__)


class _NoLock(contextlib.nullcontext):
    """
    Stands for a lock where one thread draws the bars.

    tqdm's own lock is shared with forked processes. One that is killed while it holds the lock
    would keep this process waiting forever. On macOS, that lock starts another process.
    """

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Do nothing."""
        return True

    def release(self) -> None:
        """Do nothing."""


@functools.cache
def bars():
    """Return tqdm's bar for where this runs, without a thread or a process beside it."""
    from tqdm.auto import tqdm

    class Bar(tqdm):
        monitor_interval = 0  # no thread that looks after bars that got stuck; Pyodide has none

    Bar.set_lock(_NoLock())
    return Bar


def _make_bar(iterations: range, **options):
    # With miniters the clock is read in each iteration, in case the loop slows down.
    kept = {"leave": False, "mininterval": EVERY, "miniters": 1, "bar_format": FORMAT}
    return bars()(iterations, **kept, **options)


def _count(bar, loop: ProgressBar) -> Iterator[int]:
    global _showing
    _showing = True
    try:
        with contextlib.closing(bar):
            for i in bar:
                yield i
                bar.set_postfix_str(_in_words(loop.cost), refresh=False)
    finally:
        _showing = False


def _in_notebook(iterations: range, loop: ProgressBar) -> Iterator[int]:
    """Count, and show a widget that the notebook's file doesn't keep."""
    from IPython.display import display

    bar = _make_bar(iterations, display=False)
    view = {} if bar.disable else view_of(bar.container)
    shown = display({**NOTHING, **view}, raw=True, display_id=True)
    try:
        yield from _count(bar, loop)
    finally:
        shown.update(NOTHING, raw=True)
        if view:
            _discard(bar.container)


def _discard(row) -> None:
    """Close all widgets of a bar, which the notebook's file would keep otherwise."""
    for widget in (*row.children, row):
        for part in (widget.layout, getattr(widget, "style", None), widget):
            if part is not None:
                part.close()


def _in_terminal(iterations: range, loop: ProgressBar) -> Iterator[int]:
    """Count, and show a line of text on stderr, below what the loop prints."""
    bar = _make_bar(iterations, dynamic_ncols=True)
    with contextlib.redirect_stdout(_Above(bar, sys.stdout)):
        yield from _count(bar, loop)


class _Above:
    """Writes to a file where the bar's line was; the next update shows the bar again."""

    def __init__(self, bar, file) -> None:
        self._bar, self._file = bar, file

    def write(self, text: str) -> int:
        self._bar.clear()
        return self._file.write(text)

    def __getattr__(self, name: str):
        return getattr(self._file, name)


def _in_words(cost) -> str:
    """Write the cost as the course prints it; an empty string if it is not a single number."""
    if cost is None:
        return ""
    try:
        return f"cost {np.asarray(cost, dtype=float).item():.6f}"
    # Whatever the value is, such as a tensor of another library, the training goes on.
    except Exception:
        return ""
