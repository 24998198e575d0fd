"""
Messages between the trusted process and the one that runs student code.

A message is a small JSON object and, if it carries a value, that value as
`testcases.execution.codec` writes it. Nothing read here can run code, and the size of everything
read is limited.
"""

from __future__ import annotations

import itertools
import json
import socket
import struct
from collections.abc import Callable
from typing import Any, Protocol

from testcases.execution.codec import TreeError, decode, encode

# Lengths of the message, of its value's description (0: no value) and of the value's arrays.
_HEAD = struct.Struct("<IIQ")
MOST_HEADER = 4 * 2**20
MOST_BYTES = 64 * 2**20
_AT_ONCE = 2**16
# Seconds between two looks at the clock.
TICK = 0.05


# A message as it is sent: JSON, the description of its value, the bytes of the value's arrays.
Packed = tuple[bytes, bytes, bytes]


class WireError(Exception):
    """The received bytes are no message, or too large, or the other side is gone."""


class Gone(WireError):
    """The other side is gone."""


class Clock(Protocol):
    """Counts the time in which the other side keeps this one waiting."""

    def check(self) -> None:
        """Raise TimeoutError if the time is up."""

    def tick(self) -> None:
        """Count `TICK` seconds; raise TimeoutError if the time is up."""


def pack(message: dict[str, Any], *value: Any) -> Packed:
    """
    Write a message, with a value if one is given, in the form in which it is sent.

    Raises
    ------
    TreeError
        If the value is too large for a message.
    """
    description, body = encode(value[0]) if value else ("", b"")
    packed = json.dumps(message).encode(), description.encode(), body
    if max(map(len, packed[:2])) > MOST_HEADER or len(body) > MOST_BYTES:
        raise TreeError("the value is too large")
    return packed


def unpack(packed: Packed) -> tuple[dict, Any]:
    """
    Read a message and its value (None if it carries none).

    Raises
    ------
    WireError
        If the bytes are no message.
    """
    header, described, body = packed
    try:
        message = json.loads(header.decode())
        if not isinstance(message, dict):
            raise WireError("not a message")
        return message, decode(described.decode(), body) if described else None
    except (ValueError, RecursionError) as error:
        raise WireError(f"not a message: {error}") from None


class Connection:
    """
    One end of the conversation.

    Parameters
    ----------
    end : the socket; closed with the connection
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._read = bytearray()

    def close(self) -> None:
        """Close the socket."""
        self._end.close()

    def send(self, message: dict[str, Any], *value: Any, clock: Clock | None = None) -> None:
        """
        Send a message, with a value if one is given.

        Parameters
        ----------
        message : a dictionary that can be written as JSON
        *value : nothing, or one value for `testcases.execution.codec`
        clock : counts the time in which the other side takes nothing; None waits without limit

        Raises
        ------
        TreeError
            If the value is too large for a message; nothing has been sent then.
        Gone
            If the other side is gone.
        TimeoutError
            If the clock says that the time is up.
        """
        self.send_packed(pack(message, *value), clock)

    def send_packed(self, packed: Packed, clock: Clock | None = None) -> None:
        """Send what `pack` made; raises as `send` does."""
        left = memoryview(_HEAD.pack(*map(len, packed)) + b"".join(packed))
        while left:
            left = left[self._patiently(self._end.send, left, clock) :]

    def receive(self, clock: Clock | None = None) -> tuple[dict, Any]:
        """
        Receive a message and its value (None if it carries none).

        Parameters
        ----------
        clock : counts the time in which nothing arrives; None waits without limit

        Raises
        ------
        WireError
            If the received bytes are no message; Gone if the other side is gone.
        TimeoutError
            If the clock says that the time is up.
        """
        return unpack(self.receive_packed(clock))

    def receive_packed(self, clock: Clock | None = None) -> Packed:
        """Receive a message for `unpack`; raises as `receive` does."""
        self._read_on(_HEAD.size, clock)
        lengths = _HEAD.unpack_from(self._read)
        if max(lengths[:2]) > MOST_HEADER or lengths[2] > MOST_BYTES:
            raise WireError("the message is too large")
        ends = [*itertools.accumulate(lengths, initial=_HEAD.size)]
        self._read_on(ends[-1], clock)
        with memoryview(self._read) as view:
            packed = tuple(bytes(view[a:b]) for a, b in itertools.pairwise(ends))
        del self._read[: ends[-1]]
        return packed

    def _read_on(self, count: int, clock: Clock | None) -> None:
        """Read until there are so many bytes, or more."""
        while len(self._read) < count:
            most = max(_AT_ONCE, min(count - len(self._read), MOST_BYTES))
            chunk = self._patiently(self._end.recv, most, clock)
            if not chunk:
                raise Gone("the other side is gone")
            self._read += chunk

    def _patiently(self, call: Callable[[Any], Any], argument: Any, clock: Clock | None) -> Any:
        """Call the socket again and again, until it has done something or the time is up."""
        seconds = None if clock is None else TICK
        if self._end.gettimeout() != seconds:  # setting it is a system call
            self._end.settimeout(seconds)
        if clock is not None:
            clock.check()
        while True:
            try:
                return call(argument)
            except TimeoutError:
                clock.tick()
            except OSError as error:
                raise Gone(str(error)) from None
