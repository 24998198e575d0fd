"""The public cases and the reference's answers to them, recorded in ``reference.h5``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from testcases.exercise import Case
from testcases.tree import decode, encode

RECORD = Path(__file__).with_name("reference.h5")


def write_cases(path: Path, cases: dict[str, list[Case]]) -> None:
    """
    Record the cases of each exercise.

    Parameters
    ----------
    path : where to write the HDF5 file; the same cases give the same bytes
    cases : for each exercise's name, its cases with the expected answers
    """
    import h5py

    with h5py.File(path, "w", libver="v110") as file:
        for name, items in cases.items():
            group = file.create_group(name)
            for index, case in enumerate(items):
                content = {
                    "inputs": dict(case.inputs),
                    "sizes": dict(case.sizes),
                    "expected": case.expected,
                    "seed": case.seed,
                    "options": dict(case.options),
                }
                description, body = encode(content)
                data = np.frombuffer(description.encode() + body, np.uint8)
                packed = group.create_dataset(
                    str(index), data=data, compression="gzip", shuffle=True, track_times=False
                )
                packed.attrs["description_length"] = len(description.encode())


def read_cases(name: str, path: Path = RECORD) -> list[Case]:
    """Read the recorded cases of the exercise called `name`, in order."""
    import h5py

    with h5py.File(path, "r") as file:
        group = file[name]
        return [_read_case(group[str(index)]) for index in range(len(group))]


def _read_case(dataset: Any) -> Case:
    content, length = dataset[()].tobytes(), int(dataset.attrs["description_length"])
    return Case(**decode(content[:length].decode(), content[length:]))
