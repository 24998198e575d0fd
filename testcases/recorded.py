"""The public cases and the reference's answers to them, recorded in ``reference.h5``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from testcases.exercise import Case
from testcases.tree import put_together, take_apart

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

    with h5py.File(path, "w", track_order=True) as file:
        for name, items in cases.items():
            for index, case in enumerate(items):
                group = file.create_group(f"{name}/{index}", track_order=True)
                content = {
                    "inputs": dict(case.inputs),
                    "sizes": dict(case.sizes),
                    "expected": case.expected,
                    "seed": case.seed,
                    "options": dict(case.options),
                }
                description, arrays = take_apart(content)
                group.attrs["description"] = json.dumps(description)
                for number, array in enumerate(arrays):
                    packed = {"compression": "gzip"} if array.size > 500 else {}
                    group.create_dataset(str(number), data=array, track_times=False, **packed)


def read_cases(name: str, path: Path = RECORD) -> list[Case]:
    """Read the recorded cases of the exercise called `name`, in order."""
    import h5py

    with h5py.File(path, "r") as file:
        groups = [file[name][str(index)] for index in range(len(file[name]))]
        return [_read_case(group) for group in groups]


def _read_case(group: Any) -> Case:
    arrays = [np.asarray(group[str(number)][()]) for number in range(len(group))]
    return Case(**put_together(json.loads(group.attrs["description"]), arrays))
