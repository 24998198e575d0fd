"""How many processes to use."""

from __future__ import annotations

import os


def cores() -> int:
    """Count the processors that this process may use; where nothing tells them, all there are."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
