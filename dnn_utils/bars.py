"""
The bars of `progress_bar`, as a widget and as text.

This module loads tqdm; nothing imports it before the first bar.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

import numpy as np
from tqdm.std import TRLock, tqdm

from dnn_utils.notebook import view_of, widgets

# Seconds between two updates, at least.
EVERY = 0.25
NUMBERS = "{n_fmt} of {total_fmt}, {rate_fmt}, {remaining} left{postfix}"
# What takes a bar's place in a notebook's output, and in its file.
NOTHING = {"text/html": "", "text/plain": ""}


class _Bar(tqdm):
    """A bar that shows the cost of the loop that it belongs to."""

    # Without the thread that tqdm has for bars that get stuck.
    monitor_interval = 0

    def __init__(self, rounds: range, loop, **options) -> None:
        self._loop = loop
        # With miniters the clock is read each round, so that a loop that slows down is seen to.
        super().__init__(rounds, leave=False, mininterval=EVERY, miniters=1, **options)

    @property
    def format_dict(self) -> dict:
        """What the bar is written with, as tqdm asks for it."""
        return {**super().format_dict, "postfix": _in_words(self._loop.cost)}


# A lock for this process alone: for tqdm's own, which is for several, macOS starts another.
_Bar.set_lock(TRLock())


class _WidgetBar(_Bar):
    """A bar that is a widget, with the numbers beside it as text."""

    _row = _shown = None

    def __init__(self, rounds: range, loop) -> None:
        super().__init__(rounds, loop, gui=True, bar_format=NUMBERS)
        if not self.disable:
            self._publish()

    def _publish(self) -> None:
        from IPython.display import display

        ipywidgets = widgets()
        bar = ipywidgets.IntProgress(max=self.total, layout={"flex": "0 1 300px"})
        self._row = ipywidgets.HBox([bar, ipywidgets.Label(str(self))])
        self._shown = display({**NOTHING, **view_of(self._row)}, raw=True, display_id=True)

    def display(self, msg=None, pos=None) -> None:
        """Bring the widget up to date, when tqdm says that it is time."""
        bar, numbers = self._row.children
        bar.value, numbers.value = self.n, str(self)

    def close(self) -> None:
        """Take the widget away, and what stands for it in the notebook's file."""
        super().close()
        if self._row is None:
            return
        row, self._row = self._row, None
        for widget in (*row.children, row):
            for part in (widget.layout, getattr(widget, "style", None), widget):
                if part is not None:
                    part.close()
        self._shown.update(NOTHING, raw=True)


def in_notebook(rounds: range, loop) -> Iterator[int]:
    """Count, and show a widget."""
    yield from _WidgetBar(rounds, loop)


def in_terminal(rounds: range, loop) -> Iterator[int]:
    """Count, and show a line of text on stderr, below what the loop prints."""
    bar = _Bar(rounds, loop, bar_format="{percentage:3.0f}%|{bar}| " + NUMBERS, dynamic_ncols=True)
    with contextlib.redirect_stdout(_Above(bar, sys.stdout)):
        yield from bar


class _Above:
    """Writes to a file where the bar's line was; the bar comes again with its next update."""

    def __init__(self, bar: _Bar, file) -> None:
        self._bar, self._file = bar, file

    def write(self, text: str) -> int:
        self._bar.clear()
        return self._file.write(text)

    def __getattr__(self, name: str):
        return getattr(self._file, name)


def _in_words(cost) -> str:
    """Write the cost as the course prints it; nothing if there is none, or no single number."""
    if cost is None:
        return ""
    try:
        return f"cost {np.asarray(cost, dtype=float).item():.6f}"
    # Whatever stands there, such as a tensor of another library, the training goes on.
    except Exception:
        return ""
