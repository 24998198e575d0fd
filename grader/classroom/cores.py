"""How many processes to use."""

from __future__ import annotations

import os


def cores() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0))
