"""
Running a command wherever its output goes: a terminal without our characters, a full disk, nowhere.

A command's work is never lost because its output can't be written.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from grader.errors import CourseError

# Set by a shell that wants to complete a command line.
_COMPLETE = "_GRADER_COMPLETE"


def run(command: click.Group, arguments: list[str] | None) -> int:
    """
    Run the command line and return its exit status.

    Parameters
    ----------
    command : the command with its subcommands, each of which returns its status
    arguments : the words of the command line; None stands for those of this process

    Returns
    -------
    status : 0 done, 1 not done, 2 wrong command line, 130 interrupted
    """
    if arguments is None and sys.getfilesystemencoding() != "utf-8":
        # The gradebook takes student names that this locale can't spell.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "grader", *sys.argv[1:]])
    if arguments is None and _COMPLETE in os.environ:
        command.main(prog_name="grader", complete_var=_COMPLETE)  # answers the shell and exits
    with steady_output() as output:
        status = _status(command, sys.argv[1:] if arguments is None else arguments)
        output.flush()
        if output.error is None:
            return status
        if not isinstance(output.error, BrokenPipeError):  # the reader has seen enough, as head has
            complain(
                f"The output can't be written: {output.error.strerror}. Everything else was done."
            )
        return status or 1


def _status(command: click.Group, arguments: list[str]) -> int:
    # Treat them like Ctrl+C, so that no process stays behind. Windows has no SIGHUP.
    for ending in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
        signal.signal(ending, signal.default_int_handler)
    # jsonschema would load a grammar of internet addresses for 1.4 s, and nothing here uses it.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        # Not `command.main`, which prints an empty line at Ctrl+C.
        with command.make_context("grader", arguments) as context:
            _check_here()
            return command.invoke(context) or 0
    except click.exceptions.Exit as end:  # after --help or --version
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):  # or "no" was the answer to a question
        complain("Stopped.")
        return 130
    except CourseError as error:
        complain(str(error))
    except OSError as error:
        what = f"Can't use {error.filename}: " if error.filename else ""
        complain(f"{what}{error.strerror or error}.")
    return 1


def _check_here() -> None:
    """Refuse to work from a deleted folder, where no path can be found."""
    try:
        Path.cwd()
    except FileNotFoundError:
        raise CourseError("The current folder was deleted. Go to another folder.") from None


def complain(text: str) -> None:
    """Print an error message."""
    print(f"grader: {text}", file=sys.stderr)


def _plain(error: UnicodeError) -> tuple[str, int]:
    from testcases.judging.report import PLAIN  # which takes NumPy: only when it is needed

    return codecs.lookup_error(PLAIN)(error)


_PLAIN = "grader's plain signs"
codecs.register_error(_PLAIN, _plain)


class Output:
    """
    A text stream that keeps a write error in `error`, and writes nothing after it.

    Attributes
    ----------
    error : OSError, or None while everything could be written
    """

    # Click would write there and pass this class by where the encoding is ASCII.
    buffer = None

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
    Let a command print, even if its output can't be written.

    Characters that the encoding lacks are replaced with plain ones. A closed stream becomes an
    empty one. Python's warnings are not shown, since they name no student's file.

    Yields
    ------
    output : the standard output
    """
    _open_what_is_closed()
    before = sys.stdout, sys.stderr
    for stream in before:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PLAIN)
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
