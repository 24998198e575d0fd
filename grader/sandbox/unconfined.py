"""Whether student code runs without confinement."""

from __future__ import annotations

import os
import sys

from grader.errors import CourseError

# If it is set in the environment, student code runs unconfined. These values count as unset.
UNCONFINED = "GRADER_UNCONFINED"
_NOT_SET = ("", "0", "false", "no", "off")


def is_unconfined() -> bool:
    """Say whether the environment has student code run without confinement."""
    return os.environ.get(UNCONFINED, "").strip().lower() not in _NOT_SET


def begin_grading(unconfined: bool = False, quiet: bool = False) -> None:
    """
    Make sure that student code may be run here.

    Parameters
    ----------
    unconfined : whether to run it without the sandbox, as the environment may say too
    quiet : whether not to print that there is no sandbox

    Raises
    ------
    CourseError
        If this is not Linux.
    """
    if unconfined:
        os.environ[UNCONFINED] = "1"
    if not sys.platform.startswith("linux"):
        raise CourseError(
            "Grading needs Linux, whose kernel confines student code. On Windows and macOS, grade "
            "in WSL, in a container or on another machine."
        )
    if is_unconfined() and not quiet:
        print("No sandbox: student code can read and write whatever you can.", flush=True)
