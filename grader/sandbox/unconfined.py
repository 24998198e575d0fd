"""Whether student code is to run without confinement."""

from __future__ import annotations

import os

# Set in the environment, student code runs without confinement; these values are as good as none.
UNCONFINED = "GRADER_UNCONFINED"
_NOT_SET = ("", "0", "false", "no", "off")


def is_unconfined() -> bool:
    """Say whether student code is to run without confinement, by the environment."""
    return os.environ.get(UNCONFINED, "").strip().lower() not in _NOT_SET
