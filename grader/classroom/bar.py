"""The progress bar of a run over a class."""

from __future__ import annotations

from typing import Any

from dnn_utils.progress import bars


def progress(total: int, unit: str, quiet: bool = False) -> Any:
    """
    Make a bar that is shown in a terminal, to be used in a `with` block.

    Parameters
    ----------
    total : how many steps there are
    unit : what is counted, such as "submissions"
    quiet : whether to show no bar anywhere
    """
    return bars()(total=total, unit=f" {unit}", disable=quiet or None)


def write_above(text: str, file: Any) -> None:
    """Print a line without running into a bar."""
    bars().write(text, file=file)
