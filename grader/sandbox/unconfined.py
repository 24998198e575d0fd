"""Whether student code runs without confinement."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from grader.errors import CourseError, SandboxError

if TYPE_CHECKING:
    import pwd

# If it is set in the environment, student code runs unconfined. These values count as unset.
UNCONFINED = "GRADER_UNCONFINED"
_NOT_SET = ("", "0", "false", "no", "off")
# If it is set in the environment too, unconfined student code runs as this user, and with a filter
# on its system calls. Only root can change the user.
STUDENT_USER = "GRADER_STUDENT_USER"


def is_unconfined() -> bool:
    """Say whether the environment has student code run without confinement."""
    return os.environ.get(UNCONFINED, "").strip().lower() not in _NOT_SET


def student_user() -> pwd.struct_passwd | None:
    """
    Give the user that unconfined student code runs as; None is this process's own user.

    Raises
    ------
    SandboxError
        If there is no such user, or this process may not change its user.
    """
    import pwd  # Windows has none

    name = os.environ.get(STUDENT_USER, "").strip()
    if not name:
        return None
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        raise SandboxError(
            f"{STUDENT_USER} names the user {name}, and there is no such user. Create the user "
            f"with: useradd --system {name}"
        ) from None
    if os.geteuid() != 0 or found.pw_uid == 0:
        raise SandboxError(
            f"Student code can't run as the user {name}. Run the grader as root, and set "
            f"{STUDENT_USER} to a user other than root."
        )
    return found


def whose() -> str:
    """Name the user whose files unconfined code can reach."""
    name = os.environ.get(STUDENT_USER, "").strip()
    return f"the user {name}" if name else "you"


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
        student_user()  # which has to be there
        print(f"No sandbox: student code can read and write whatever {whose()} can.", flush=True)
