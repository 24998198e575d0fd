"""The progress bar of a run over a class."""

from __future__ import annotations

import functools
import threading
from typing import Any


@functools.cache
def _bars() -> Any:
    """Return tqdm's bar, with a lock of this process alone and no thread beside it."""
    from tqdm.auto import tqdm

    class Bar(tqdm):
        monitor_interval = 0

    # tqdm's own lock is shared with forked processes. One that is killed while it holds the lock
    # would keep this process waiting for ever.
    Bar.set_lock(threading.RLock())
    return Bar


def progress(total: int, unit: str, quiet: bool = False) -> Any:
    """
    Make a bar that is shown in a terminal, to be used in a `with` block.

    Parameters
    ----------
    total : how many steps there are
    unit : what is counted, such as "submissions"
    quiet : whether to show no bar anywhere
    """
    return _bars()(total=total, unit=f" {unit}", disable=quiet or None)


def write_above(text: str, file: Any) -> None:
    """Print a line without running into a bar."""
    _bars().write(text, file=file)
