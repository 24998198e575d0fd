"""
The exercises that an instructor has added to a course, as students get them.

They are recorded in a JSON file beside the recorded cases, and their test inputs in an HDF5 file of
the same name. Neither holds a solution, or any other code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from testcases.record import Course, Exercise, Group, Keys, Value

NAME = "own_exercises.json"
_FIELDS = ("name", "notebook", "parts", "builds_on", "insight", "hints")


def write_exercises(exercises: Sequence[Exercise]) -> str:
    """Write exercises as JSON: all that the check needs beside their recorded cases."""
    records = [
        {
            **{field: getattr(one, field) for field in _FIELDS},
            "parts": dict(one.parts),
            "returns": _written(one.returns),
        }
        for one in exercises
    ]
    return json.dumps(records, indent=1, ensure_ascii=False) + "\n"


def read_exercises(path: Path) -> list[Exercise]:
    """Read exercises; nobody can draw test inputs for them."""
    records = json.loads(path.read_text(encoding="utf-8"))
    return [
        Exercise(
            record["name"],
            record["notebook"],
            record["parts"],
            _read(record["returns"]),
            _not_drawn,
            builds_on=tuple(record["builds_on"]),
            insight=record["insight"],
            hints=tuple(record["hints"]),
        )
        for record in records
    ]


def with_own_exercises(course: Course) -> Course:
    """Add the exercises beside a course's record, if there are any."""
    path = course.record.with_name(NAME)
    if not path.is_file():
        return course
    return extended(course, read_exercises(path), path.with_suffix(".h5"))


def extended(course: Course, exercises: Sequence[Exercise], record: Path) -> Course:
    """
    Add exercises to a course, each behind the others of its notebook.

    Parameters
    ----------
    course : the course
    exercises : what to add
    record : the HDF5 file with their test inputs
    """
    added = {one.name: one for one in exercises}
    return replace(
        course,
        exercises=in_order({**course.exercises, **added}),
        inputs={**course.inputs, **dict.fromkeys(added, record)},
        own=(*course.own, *added),
    )


def in_order(exercises: Mapping[str, Exercise]) -> dict[str, Exercise]:
    """Sort exercises by their notebooks; within a notebook they keep their order."""
    return dict(sorted(exercises.items(), key=lambda item: item[1].notebook))


def _written(form: Any) -> dict[str, Any]:
    if isinstance(form, Group):
        return {"group": form.name, "items": [_written(item) for item in form.items]}
    if isinstance(form, Keys):
        return {"keys": form.name}
    return {"value": form.name, "number": form.number}


def _read(record: Mapping[str, Any]) -> Any:
    if "group" in record:
        return Group(record["group"], tuple(_read(item) for item in record["items"]))
    if "keys" in record:
        return Keys(record["keys"])
    return Value(record["value"], record["number"])


def _not_drawn(rng: Any, reference: Any) -> list:
    raise NotImplementedError("the test inputs are recorded")
