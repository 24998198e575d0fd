"""
Messages between the trusted process and the one that runs student code.

A message is a small JSON object and, if it carries a value, the value's description and arrays
(`testcases.tree`). Nothing read here can run code, and everything read is bounded in size.
"""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from typing import Any

import numpy as np

from testcases.tree import TreeError, put_together, take_apart

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
    description, arrays = (None, []) if value is _NO_VALUE else take_apart(value)
    arrays = [np.ascontiguousarray(a).reshape(a.shape) for a in arrays]
    arrays = [a.astype(a.dtype.newbyteorder("<"), copy=False) for a in arrays]
    forms = [[a.dtype.str, list(a.shape)] for a in arrays]
    header = json.dumps({"message": message, "value": description, "arrays": forms}).encode()
    size = sum(a.nbytes for a in arrays)
    if len(header) > MOST_HEADER or size > MOST_BYTES:
        raise TreeError("the value is too large")
    body = b"".join(a.tobytes() for a in arrays)
    connection.sendall(_HEAD.pack(len(header), size) + header + body)


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
        message, description, forms = parts["message"], parts["value"], parts["arrays"]
        if not isinstance(message, dict):
            raise WireError("not a message")
        arrays = _split(body, forms)
        value = None if description is None else put_together(description, arrays)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError(f"not a message: {error}") from None
    return message, value


def _split(body: bytes, forms: list) -> list[np.ndarray]:
    arrays, offset = [], 0
    for name, shape in forms:
        dtype = np.dtype(str(name))
        if dtype.kind not in "biufc" or any(type(n) is not int or n < 0 for n in shape):
            raise WireError("not an array of numbers")
        size = math.prod(shape) * dtype.itemsize
        if offset + size > len(body):
            raise WireError("an array is cut short")
        arrays.append(np.frombuffer(body[offset : offset + size], dtype).reshape(shape).copy())
        offset += size
    return arrays


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
