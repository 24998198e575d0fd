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

_HEAD = struct.Struct("<IQ")
MOST_HEADER = 4 * 2**20
MOST_BYTES = 64 * 2**20
_NO_VALUE = object()


class WireError(Exception):
    """What came is not a message, is too large, or the other side is gone."""


def send(connection: socket.socket, message: dict[str, Any], value: Any = _NO_VALUE) -> None:
    """
    Send a message, with a value if one is given.

    Raises
    ------
    TreeError
        If the value is too large for a message; nothing has been sent then.
    """
    description, body = (None, b"") if value is _NO_VALUE else encode(value)
    header = json.dumps({"message": message, "value": description}).encode()
    if len(header) > MOST_HEADER or len(body) > MOST_BYTES:
        raise TreeError("the value is too large")
    connection.sendall(_HEAD.pack(len(header), len(body)) + header + body)


def receive(connection: socket.socket, deadline: float | None = None) -> tuple[dict, Any]:
    """
    Receive a message and its value (None if it carries none).

    Parameters
    ----------
    connection : the socket
    deadline : `time.monotonic` seconds after which to give up; None waits for ever

    Raises
    ------
    WireError
        If what comes is not a message.
    TimeoutError
        If it has not come by the deadline.
    """
    length, size = _HEAD.unpack(_read(connection, _HEAD.size, deadline))
    if length > MOST_HEADER or size > MOST_BYTES:
        raise WireError("the message is too large")
    header, body = _read(connection, length, deadline), _read(connection, size, deadline)
    try:
        parts = json.loads(header)
        message, description = parts["message"], parts["value"]
        if not isinstance(message, dict):
            raise WireError("not a message")
        return message, None if description is None else decode(description, body)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError(f"not a message: {error}") from None


def _read(connection: socket.socket, count: int, deadline: float | None) -> bytes:
    chunks = []
    while count:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
        try:
            chunk = connection.recv(min(count, 2**20))
        except TimeoutError:
            raise
        except OSError as error:
            raise WireError(str(error)) from None
        if not chunk:
            raise WireError("the other side is gone")
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
