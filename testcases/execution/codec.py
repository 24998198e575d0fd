"""
Results as data: nested tuples, lists, dictionaries, arrays and numbers, written as a description
in JSON and the bytes of the arrays, and read again.

Processes send results to each other in this form. Recorded results have another form, in
`testcases.judging.stored_values`. Reading can't run code: there is no pickle. Of any other value,
only the name of its type is kept.
"""

from __future__ import annotations

import functools
import json
import math
import re
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from testcases.record import Returns

MOST_DEPTH = 12
MOST_ITEMS = 10_000
# Longer descriptions are not kept.
_SHORT = 2_000
# A boolean, whole, floating or complex number, of so many bytes.
_NUMBERS = re.compile("[<>|]?[biufc][0-9]{1,2}")


class Unknown:
    """Stands for a value whose type no exercise returns; only the name of the type is kept."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name


class TreeError(ValueError):
    """A value or a description that is too deep, too large, or not of the form."""


@dataclass
class _Parts:
    """
    The arrays of a value that are still unused, and how many more parts it may have.

    Each array is used once. So the value is no larger than the bytes that were sent, whatever the
    description says.
    """

    arrays: dict[int, np.ndarray]
    left: int = MOST_ITEMS


def encode(value: Any) -> tuple[str, bytes]:
    """
    Write a value as a description and the bytes of its arrays.

    Parameters
    ----------
    value : nested tuple, list, dict, ndarray, number, str, bool or None

    Returns
    -------
    description : str, JSON
    body : bytes, the arrays one behind the other, little-endian, in C order

    Raises
    ------
    TreeError
        If the value is nested more than 12 deep or has more than 10,000 parts.
    """
    arrays: list[np.ndarray] = []
    tree = _describe(value, arrays, [MOST_ITEMS], 0)
    forms = ", ".join([f'["{a.dtype.str}", {[*a.shape]}]' for a in arrays])
    return f'{{"tree": {tree}, "arrays": [{forms}]}}', b"".join([a.tobytes() for a in arrays])


def _is_large_table(value: list) -> bool:
    """Say whether a list has so many plain numbers that it is sent as an array."""
    first, size = value, 1
    # A list can contain itself, so this stops at a depth.
    for _ in range(MOST_DEPTH):
        if not (isinstance(first, list) and first):
            break
        size *= len(first)
        first = first[0]
    if size < 100 or not isinstance(first, (int, float)):
        return False
    try:
        return np.asarray(value).dtype.kind in "iuf"
    except (ValueError, OverflowError):
        return False


def decode(description: str, body: bytes) -> Any:
    """
    Read a value that `encode` wrote.

    Raises
    ------
    TreeError
        If the description is not of the form, or the body doesn't hold what it describes.
    """
    try:
        read = _read if len(description) <= _SHORT else _read.__wrapped__
        tree, forms, size = read(description)
        if size > len(body):
            raise TreeError("an array is cut short")
        arrays = [np.ndarray(shape, dtype, body, offset).copy() for dtype, shape, offset in forms]
        return _build(tree, _Parts(dict(enumerate(arrays))))
    except TreeError:
        raise
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, RecursionError):
        raise TreeError("not a description of a value") from None


# A function's results have the same description again and again.
@functools.lru_cache(maxsize=200)
def _read(description: str) -> tuple[Any, list[tuple[np.dtype, tuple[int, ...], int]], int]:
    """Give the tree, the arrays' types, shapes and offsets, and the bytes of all arrays."""
    parts, forms, size = json.loads(description), [], 0
    if len(parts["arrays"]) > MOST_ITEMS:
        raise TreeError("too many arrays")
    for name, shape in parts["arrays"]:
        if not all(type(one) is int and one >= 0 for one in shape):
            raise TreeError("not a shape")
        forms.append((_dtype(str(name)), tuple(shape), size))
        size += math.prod(shape) * forms[-1][0].itemsize
    return parts["tree"], forms, size


@functools.lru_cache(maxsize=64)
def _dtype(name: str) -> np.dtype:
    if not _NUMBERS.fullmatch(name):
        raise TreeError("not an array of numbers")
    return np.dtype(name)


def _describe(value: Any, arrays: list[np.ndarray], budget: list[int], depth: int) -> str:
    """Describe a value in JSON, written at once: as objects for `json` it takes twice as long."""
    budget[0] -= 1
    if depth > MOST_DEPTH or budget[0] < 0:
        raise TreeError("the value has too many parts, or they are nested too deep")
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind not in "biufc" or array.dtype.itemsize > 16:
            return _one("unknown", f"array of {array.dtype}")
        if array.dtype.byteorder not in "<=|":
            array = array.astype(array.dtype.newbyteorder("<"))
        arrays.append(array)
        return f'{{"array": {len(arrays) - 1}}}'
    if isinstance(value, list) and _is_large_table(value):
        return _describe(np.asarray(value), arrays, budget, depth)
    for kind in (tuple, list):
        if isinstance(value, kind):
            parts = [_describe(v, arrays, budget, depth + 1) for v in value]
            return f'{{"{kind.__name__}": [{", ".join(parts)}]}}'
    if isinstance(value, dict):
        items = [
            f"[{json.dumps(key if isinstance(key, str) else repr(key))}, "
            f"{_describe(v, arrays, budget, depth + 1)}]"
            for key, v in value.items()
        ]
        return f'{{"dict": [{", ".join(items)}]}}'
    if value is None or isinstance(value, (bool, str)):
        return _one("plain", value)
    if isinstance(value, int):
        huge = value.bit_length() >= 200
        return _one("unknown", "huge int") if huge else f'{{"int": "{value}"}}'
    if isinstance(value, float):
        return f'{{"float": "{value.hex()}"}}'
    if isinstance(value, Returns):
        return f'{{"returns": {_describe(value.value, arrays, budget, depth + 1)}}}'
    return _one("unknown", type(value).__name__)


def _one(kind: str, content: Any) -> str:
    return json.dumps({kind: content})


def _build(description: Any, parts: _Parts, depth: int = 0) -> Any:
    parts.left -= 1
    if not isinstance(description, dict) or len(description) != 1 or depth > MOST_DEPTH:
        raise TreeError("not a description of a value")
    if parts.left < 0:
        raise TreeError("the value has too many parts")
    [(kind, content)] = description.items()
    return _BUILDERS[kind](content, parts, depth + 1)


def _plain(content: Any, parts: _Parts, depth: int) -> Any:
    if isinstance(content, str):
        # As a literal in a program is, so that what compares with `is` does as it does there.
        return sys.intern(content)
    if content is None or isinstance(content, bool):
        return content
    raise TreeError("not a description of a value")


_BUILDERS = {
    "plain": _plain,
    "int": lambda content, parts, depth: int(str(content)[:100]),
    "float": lambda content, parts, depth: float.fromhex(content),
    "array": lambda content, parts, depth: parts.arrays.pop(content),
    "returns": lambda content, parts, depth: Returns(_build(content, parts, depth)),
    "dict": lambda content, parts, depth: {str(key): _build(v, parts, depth) for key, v in content},
    "tuple": lambda content, parts, depth: tuple(_build(v, parts, depth) for v in content),
    "list": lambda content, parts, depth: [_build(v, parts, depth) for v in content],
    "unknown": lambda content, parts, depth: Unknown(str(content)[:100]),
}
