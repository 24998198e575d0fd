"""How far a training is: a bar beside the loop, for whoever watches it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator

from dnn_utils.notebook import notebook, watched, widgets


class ProgressBar:
    """
    Counts like a range; what it shows goes away with the loop.

    Attributes
    ----------
    cost : float or None
        Shown beside the bar, a few times a second. Set it inside the loop, as often as you like.
    """

    def __init__(self, count) -> None:
        self._rounds = range(count)
        self.cost = None

    def __len__(self) -> int:
        return len(self._rounds)

    def __iter__(self) -> Iterator[int]:
        show = _way_to_show() if self._rounds else None
        return iter(self._rounds) if show is None else show(self._rounds, self)


def progress_bar(count):
    """
    Count like ``range(count)``, and show a bar with the rate and the time that is left.

    In a notebook the bar is a widget, in a terminal it is text. It goes away when the loop ends,
    in whatever way. Where nobody would see it, this only counts.

    Parameters
    ----------
    count : int
        How many rounds the loop has.

    Returns
    -------
    bar : ProgressBar
        To loop over. Where the loop sets its attribute `cost`, the bar shows that too::

            bar = progress_bar(1000)
            for i in bar:
                ...
                bar.cost = cost

    Raises
    ------
    TypeError
        If `count` is no whole number.
    """
    return ProgressBar(count)


def _way_to_show():
    """Give the generator that counts and shows a bar, or None where there is none to be shown."""
    if not watched() or importlib.util.find_spec("tqdm") is None:
        return None
    in_terminal = notebook() is None
    if not (_has_terminal() if in_terminal else widgets()):
        return None
    from dnn_utils import bars

    return bars.in_terminal if in_terminal else bars.in_notebook


def _has_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
