"""The database of a gradebook: waiting while it is locked, and wording its errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from grader.errors import GradebookError

# How long another program may keep the gradebook locked, and between two tries; in seconds.
LOCKED_SECONDS, _PAUSE = 60.0, 0.5


def retry_while_locked(wait: Callable[[], None], act: Callable[[], Any]) -> Any:
    """
    Do something with a database, and wait where it is locked.

    Parameters
    ----------
    wait : called once when another program has locked it
    act : what to do

    Returns
    -------
    result : what `act` returned

    Raises
    ------
    GradebookError
        If the database stays locked, or can't be used.
    """
    deadline = time.monotonic() + LOCKED_SECONDS
    told = False
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise unreachable(error) from None
            if not told:
                wait()
            told = True
            time.sleep(_PAUSE)
        except (SQLAlchemyError, ModuleNotFoundError) as error:
            raise unreachable(error) from None


def unreachable(error: Exception) -> GradebookError:
    """Word an error of the gradebook's database."""
    if isinstance(error, ModuleNotFoundError):
        return GradebookError(
            f"The gradebook's database needs the package {error.name}. Run: pip install "
            f"{error.name}, or change db_url in nbgrader_config.py."
        )
    what = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    if "locked" in what:
        return GradebookError(
            f"Another program has kept the gradebook locked for {LOCKED_SECONDS:g} seconds. Close "
            "that program, then run the same command again: it continues where it stopped."
        )
    return GradebookError(
        f"The gradebook can't be used ({what}). Check db_url in nbgrader_config.py, then run the "
        "same command again: it continues where it stopped."
    )


def without_password(url: str) -> str:
    """Give a database's URL without its password."""
    return make_url(url).render_as_string(hide_password=True)
