"""
The public cases, the reference's answers to them, and those of the known mistakes.

They are recorded in an HDF5 file, a group an exercise: so the notebook can judge and name
mistakes without a solution or a wrong function being given to students.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from testcases.execution.codec import decode, encode
from testcases.judging.explain import KnownMistake
from testcases.record import Case


def write_record(
    path: Path, cases: dict[str, list[Case]], mistakes: dict[str, list[KnownMistake]]
) -> None:
    """
    Record cases and known mistakes.

    Parameters
    ----------
    path : where to write the HDF5 file
    cases : for each exercise's name, its cases with the expected answers
    mistakes : for each exercise's name, its known mistakes, with fingerprints for these cases
    """
    import h5py

    with h5py.File(path, "w", libver="v110") as file:
        for name, items in cases.items():
            for index, case in enumerate(items):
                _write(file, f"{name}/cases/{index}", _fields(case, Case))
            for index, mistake in enumerate(mistakes[name]):
                fields = _fields(mistake, KnownMistake)
                fields["fingerprints"] = tuple(mistake.fingerprints)
                _write(file, f"{name}/mistakes/{index}", fields)


def read_cases(name: str, path: Path) -> list[Case]:
    """Read the recorded cases of the exercise called `name`, in order."""
    return [Case(**content) for content in _read(path, f"{name}/cases")]


def read_mistakes(name: str, path: Path) -> list[KnownMistake]:
    """Read the known mistakes of the exercise called `name`."""
    return [KnownMistake(**content) for content in _read(path, f"{name}/mistakes")]


def read_record(file: Any) -> dict[str, list[dict[str, Any]]]:
    """Read all that a record holds (its path, or a binary file): by group, its items in order."""
    import h5py

    with h5py.File(file, "r") as opened:
        places = [f"{name}/{kind}" for name in opened for kind in opened[name]]
    return {place: _read(file, place) for place in places}


def _fields(record: Any, kind: type) -> dict[str, Any]:
    return {field: getattr(record, field) for field in kind.__dataclass_fields__}


def _write(file: Any, place: str, content: dict[str, Any]) -> None:
    description, body = encode(content)
    text = description.encode()
    dataset = file.create_dataset(
        place,
        data=np.frombuffer(text + body, np.uint8),
        compression="gzip",
        shuffle=True,
        track_times=False,
    )
    dataset.attrs["description_length"] = len(text)


def _read(path: Any, place: str) -> list[dict[str, Any]]:
    import h5py

    with h5py.File(path, "r") as file:
        group = file.get(place, {})
        contents = []
        for index in range(len(group)):
            dataset = group[str(index)]
            content, length = dataset[()].tobytes(), int(dataset.attrs["description_length"])
            contents.append(decode(content[:length].decode(), content[length:]))
        return contents
