"""
Python values in an HDF5 file: arrays are datasets under their names, the rest is readable text.

A value is stored in a group, whose attribute `fields` is JSON::

    {"inputs": {"A": "dataset float64(3, 5)"}, "sizes": {"m": 5}, "printed": "'cost 0.7"}

- Dictionaries, numbers, true, false and null are the same in Python.
- ["tuple", 1, 2] is a tuple, ["list", 1, 2] a list, and ["Returns", 1] a `Returns`.
- "'cost 0.7" is the text "cost 0.7".
- "dataset float64(3, 5)" is the dataset at the path of keys and indices, here `inputs/A`.
  Characters that HDF5 doesn't allow in a name are written as in a URL: %2F is a slash.
- "float64(3, 4)" is the next 12 numbers of the dataset `numbers`. It holds the arrays that have no
  name of their own: opening a dataset takes longer than reading thousands of numbers.

Equal datasets are stored once. Every further path is a hard link to the first.
"""

from __future__ import annotations

import functools
import json
import math
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import numpy as np

from testcases.execution.codec import Unknown
from testcases.record import Returns

FIELDS, NUMBERS = "fields", "numbers"
DATASET = "dataset "
# The attributes of a group share 64 KB. A longer text is a dataset of bytes, compressed.
MOST_BYTES = 32_000
# Datasets of more bytes are compressed; of fewer, that would take more room than it saves.
MUCH, PACKED = 4_000, {"compression": "gzip", "shuffle": True}

_Path = tuple[str, ...]


def store(group: Any, value: Any, known: dict[Any, Any], pack: bool = False) -> None:
    """
    Write a value into a group.

    Parameters
    ----------
    group : h5py.Group, empty, of a file that is open for writing
    value : nested dictionaries, tuples and lists of arrays, numbers, text, bool and None
    known : the datasets of the file so far; an empty dictionary at first, which `store` fills
    pack : whether all arrays go into `numbers`; otherwise those of nested lists and tuples do
    """
    packed: list[np.ndarray] = []

    def keep(array: np.ndarray, path: _Path) -> str:
        nameless = len(path) > 1 and all(part.isdigit() for part in path[-2:])
        if (pack or nameless) and _is_exact(array):
            packed.append(array.ravel().astype("<f8"))
            return f"{array.dtype}{array.shape}"
        *above, name = map(_name, path or ("value",))
        place = group_at(group, *above)
        _put(place, name, array, known)
        return f"{DATASET}{array.dtype}{array.shape}"

    text = np.bytes_(json.dumps(_describe(value, keep, ())))
    if packed:
        _put(group, NUMBERS, np.concatenate(packed), known)
    if len(text) <= MOST_BYTES:
        group.attrs[FIELDS] = text
    else:
        signs = np.frombuffer(text, np.uint8)
        group.create_dataset(FIELDS, data=signs, track_times=False, compression="gzip")


def _put(group: Any, name: str, array: np.ndarray, known: dict[Any, Any]) -> None:
    """Write a dataset, or a link to an equal one."""
    same = array.dtype.str, array.shape, array.tobytes()
    if same in known:
        group[name] = known[same]
    else:
        packing = PACKED if array.nbytes > MUCH else {}
        known[same] = group.create_dataset(name, data=array, track_times=False, **packing)


def group_at(group: Any, *names: str) -> Any:
    """Give a group within a group, made if it is not there. It keeps the order of its items."""
    for name in names:
        group = group[name] if name in group else group.create_group(name, track_order=True)
    return group


def load(group: Any) -> Any:
    """
    Read the value that `store` has written into a group.

    Raises
    ------
    ValueError, KeyError
        If there is none.
    """
    try:
        text = group.attrs[FIELDS]
    except KeyError:
        text = group[FIELDS][()]
    numbers, start = None, 0

    def give(word: str, path: _Path) -> np.ndarray:
        nonlocal numbers, start
        if word.startswith(DATASET):
            return _read(group, "/".join(map(_name, path)) or "value", word[len(DATASET) :])
        if numbers is None:
            numbers = group[NUMBERS][()]
        dtype, shape = _form(word)
        end = start + math.prod(shape)
        array = numbers[start:end].reshape(shape).astype(dtype)
        start = end
        return array

    return _build(json.loads(bytes(text)), give, ())


def _read(group: Any, name: str, word: str) -> np.ndarray:
    """Read a dataset as `group[name][()]` does, in a third of the time: its form is known."""
    import h5py

    dtype, shape = _form(word)
    if not hasattr(h5py, "h5d"):  # a reader in h5py's place that is written in Python alone
        return np.asarray(group[name][()], dtype).reshape(shape)
    array = np.empty(shape, dtype)
    space, kind = _low_form(word)
    h5py.h5d.open(group.id, name.encode()).read(space, h5py.h5s.ALL, array, kind)
    return array


@functools.lru_cache(maxsize=1000)
def _low_form(word: str) -> tuple[Any, Any]:
    import h5py

    dtype, shape = _form(word)
    return h5py.h5s.create_simple(shape), h5py.h5t.py_create(dtype)


@functools.lru_cache(maxsize=1000)
def _form(word: str) -> tuple[np.dtype, tuple[int, ...]]:
    dtype, _, shape = word.partition("(")
    return np.dtype(dtype), tuple(int(size) for size in shape.rstrip(",)").split(",") if size)


@functools.lru_cache(maxsize=1000)
def _name(key: str) -> str:
    name = quote(key, safe="", errors="surrogatepass").replace(".", "%2E")
    # Three names are taken: that of no text, and those of the group's own datasets.
    return {"": "%", FIELDS: "%66ields", NUMBERS: "%6Eumbers"}.get(name, name)


def _is_exact(array: np.ndarray) -> bool:
    if array.dtype.kind not in "iuf":
        return False
    with np.errstate(all="ignore"):
        return array.astype("<f8").astype(array.dtype).tobytes() == array.tobytes()


def _describe(value: Any, keep: Callable[[np.ndarray, _Path], str], path: _Path) -> Any:
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind not in "biufc":
            return ["unknown", f"array of {array.dtype}"]
        return keep(array.astype(array.dtype.newbyteorder("<"), order="C", copy=False), path)
    if isinstance(value, dict):
        named = {key if isinstance(key, str) else repr(key): part for key, part in value.items()}
        return {key: _describe(part, keep, (*path, key)) for key, part in named.items()}
    for kind in (tuple, list):
        if isinstance(value, kind):
            parts = [_describe(v, keep, (*path, str(i))) for i, v in enumerate(value)]
            return [kind.__name__, *parts]
    if isinstance(value, Returns):
        return ["Returns", _describe(value.value, keep, (*path, "returns"))]
    if isinstance(value, str):
        return f"'{value}"
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return ["unknown", value.type_name if isinstance(value, Unknown) else type(value).__name__]


def _build(found: Any, give: Callable[[str, _Path], np.ndarray], path: _Path) -> Any:
    if isinstance(found, dict):
        return {key: _build(part, give, (*path, key)) for key, part in found.items()}
    if isinstance(found, str):
        # As a literal in a program is, so that what compares with `is` does as it does there.
        return sys.intern(found[1:]) if found.startswith("'") else give(found, path)
    if not isinstance(found, list):
        return found
    kind, *parts = found
    if kind == "unknown":
        return Unknown(parts[0])
    if kind == "Returns":
        return Returns(_build(parts[0], give, (*path, "returns")))
    built = [_build(part, give, (*path, str(index))) for index, part in enumerate(parts)]
    return {"tuple": tuple, "list": list}[kind](built)
