"""Wrong results that nothing explains, grouped by what they compute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# For each wrong part of a result its numbers, and how near those of the same mistake are.
Computed = Mapping[str, Sequence[Sequence[float]]]


@dataclass
class Cluster:
    """
    Students whose function computes the same wrong result, which nothing explains.

    Attributes
    ----------
    exercise : the exercise's name
    number : counts the exercise's clusters, the largest first
    students : their ids
    parts : the wrong parts
    errors : whether the function stops with an error for all of them
    code : the shortest of their functions, in a form without names and comments; "" if unknown
    error : the sentence on the error of one of them, which may quote what a student wrote
    """

    exercise: str
    number: int
    students: list[str]
    parts: tuple[str, ...]
    errors: bool
    code: str = ""
    error: str = ""


@dataclass(frozen=True)
class _Wrong:
    """One student's wrong result."""

    student: str
    status: str
    seed: Any
    computed: Computed
    code: str
    error: str = ""


def clusters_of(
    findings: Mapping[str, Mapping[str, Any]], codes: Mapping[str, Mapping[str, str]]
) -> list[Cluster]:
    """
    Group the wrong results that nothing explains.

    Two results are the same if their numbers are, for the same test inputs. Results for other test
    inputs can't be compared, so there the code has to be the same.

    Parameters
    ----------
    findings : for each student, what the grading found in each exercise
    codes : for each student, the code of each exercise in its normal form

    Returns
    -------
    clusters : by exercise, the largest first, and numbered from 1
    """
    wrong: dict[str, list[_Wrong]] = {}
    for student in sorted(findings):
        for name, found in findings[student].items():
            if found.get("computed"):
                code = codes.get(student, {}).get(name, "")
                seed, status = found.get("drawn"), found.get("status", "")
                error = found.get("error", "")
                wrong.setdefault(name, []).append(
                    _Wrong(student, status, seed, found["computed"], code, error)
                )
    return [
        cluster for name, entries in wrong.items() for cluster in _numbered(name, _grouped(entries))
    ]


def _grouped(entries: Sequence[_Wrong]) -> list[list[_Wrong]]:
    groups: list[list[_Wrong]] = []
    for one in entries:
        fitting = (group for group in groups if any(_same(one, other) for other in group))
        group = next(fitting, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _same(one: _Wrong, other: _Wrong) -> bool:
    if one.seed != other.seed:
        return bool(one.code) and one.code == other.code
    return one.computed.keys() == other.computed.keys() and all(
        _near(one.computed[part], other.computed[part]) for part in one.computed
    )


def _near(ones: Sequence[Sequence[float]], others: Sequence[Sequence[float]]) -> bool:
    return len(ones) == len(others) and all(
        abs(a - b) <= max(near, other) for (a, near), (b, other) in zip(ones, others, strict=True)
    )


def _numbered(name: str, groups: list[list[_Wrong]]) -> list[Cluster]:
    groups.sort(key=lambda group: (-len(group), group[0].student))
    return [
        Cluster(
            name,
            number,
            [one.student for one in group],
            tuple(part for part in group[0].computed if part),
            all(one.status == "error" for one in group),
            min(
                (one.code for one in group if one.code),
                key=lambda code: (len(code), code),
                default="",
            ),
            group[0].error,
        )
        for number, group in enumerate(groups, start=1)
    ]
