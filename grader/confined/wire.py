"""
Messages between the trusted process and the one that runs student code.

A message is a small JSON object and, if it carries a value, that value as `testcases.tree` writes
it. Nothing read here can run code, and everything read is bounded in size.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from testcases.tree import TreeError, decode, encode

# Lengths of the message, of its value's description (0: no value) and of the value's arrays.
_HEAD = struct.Struct("<IIQ")
MOST_HEADER = 4 * 2**20
MOST_BYTES = 64 * 2**20
_AT_ONCE = 2**16


# A message as it is sent: JSON, the description of its value, the bytes of the value's arrays.
Packed = tuple[bytes, bytes, bytes]


class WireError(Exception):
    """What came is not a message, is too large, or the other side is gone."""


def pack(message: dict[str, Any], *value: Any) -> Packed:
    """
    Write a message, with a value if one is given, as it is sent.

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
        If it is no message.
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

    def send(self, message: dict[str, Any], *value: Any, deadline: float | None = None) -> None:
        """
        Send a message, with a value if one is given.

        Parameters
        ----------
        message : what can be written as JSON
        *value : nothing, or one value for `testcases.tree`
        deadline : `time.monotonic` seconds after which to give up; None waits for ever

        Raises
        ------
        TreeError
            If the value is too large for a message; nothing has been sent then.
        WireError
            If the other side is gone.
        TimeoutError
            If it has not been taken by the deadline.
        """
        self.send_packed(pack(message, *value), deadline)

    def send_packed(self, packed: Packed, deadline: float | None = None) -> None:
        """Send what `pack` made; raises as `send` does."""
        self._wait_until(deadline)
        try:
            self._end.sendall(_HEAD.pack(*map(len, packed)) + b"".join(packed))
        except TimeoutError:
            raise
        except OSError as error:
            raise WireError(str(error)) from None

    def receive(self, deadline: float | None = None) -> tuple[dict, Any]:
        """
        Receive a message and its value (None if it carries none).

        Parameters
        ----------
        deadline : `time.monotonic` seconds after which to give up; None waits for ever

        Raises
        ------
        WireError
            If what comes is not a message.
        TimeoutError
            If it has not come by the deadline.
        """
        return unpack(self.receive_packed(deadline))

    def receive_packed(self, deadline: float | None = None) -> Packed:
        """Receive a message for `unpack`; raises as `receive` does."""
        lengths = _HEAD.unpack(self._take(_HEAD.size, deadline))
        if max(lengths[:2]) > MOST_HEADER or lengths[2] > MOST_BYTES:
            raise WireError("the message is too large")
        return tuple(self._take(length, deadline) for length in lengths)

    def _take(self, count: int, deadline: float | None) -> bytes:
        while len(self._read) < count:
            self._wait_until(deadline)
            try:
                chunk = self._end.recv(max(_AT_ONCE, min(count - len(self._read), MOST_BYTES)))
            except TimeoutError:
                raise
            except OSError as error:
                raise WireError(str(error)) from None
            if not chunk:
                raise WireError("the other side is gone")
            self._read += chunk
        taken = bytes(self._read[:count])
        del self._read[:count]
        return taken

    def _wait_until(self, deadline: float | None) -> None:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._end.settimeout(left)
