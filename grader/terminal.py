"""
What a command prints, wherever that goes: a terminal without our signs, a full disk, nowhere.

Work that a command does is never lost for want of a place to print on.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from testcases.judging.report import PLAIN


class Output:
    """
    A text stream that keeps an error of writing to itself, and writes nothing after it.

    Attributes
    ----------
    error : OSError, or None while everything could be written
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        """Write as the stream does, if it does."""
        self._try(self._stream.write, text)
        return len(text)

    def flush(self) -> None:
        """Flush as the stream does, if it does."""
        self._try(self._stream.flush)

    def _try(self, call: Any, *arguments: str) -> None:
        if self.error is not None:
            return
        try:
            call(*arguments)
        except OSError as error:
            self.error = error
            # What the stream still holds goes nowhere, and so Python ends without complaint.
            with contextlib.suppress(OSError, io.UnsupportedOperation):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def steady_output() -> Iterator[Output]:
    """
    Let a command print whatever it has to say, whatever becomes of it.

    Signs that the encoding doesn't have are replaced by plain ones, streams that are closed stand
    for an empty one, and Python's warnings, which name no student's file, are not shown.

    Yields
    ------
    output : the standard output
    """
    _open_what_is_closed()
    before = sys.stdout, sys.stderr
    for stream in before:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN)
    output = Output(sys.stdout)
    sys.stdout, sys.stderr = output, Output(sys.stderr)
    try:
        with warnings.catch_warnings():
            if not sys.warnoptions:
                warnings.simplefilter("ignore")
            yield output
    finally:
        sys.stdout, sys.stderr = before


def _open_what_is_closed() -> None:
    """Occupy the standard descriptors, lest a file that is opened later be taken for one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
