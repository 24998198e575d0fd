"""
Submissions whose code is nearly the same: places to look, and no more than that.

What the course gave, and what many students wrote, says nothing about two of them. Only the
fingerprints that few students have are compared.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.classroom.report.prints import given_prints
from testcases.record import Course

# Code that more students have is common: at most so many, and at most this share of a class.
_MOST, _LEAST, _SHARE = 8, 3, 0.2
# How many rare fingerprints two students have in common, and how much that is of the shorter work.
_ENOUGH, _NEARLY_ALL = 12, 0.7

_Print = tuple[str, int]


@dataclass(frozen=True)
class Alike:
    """
    Students whose code is nearly the same.

    Attributes
    ----------
    students : two or more
    share : of the code that few students have, the least share that two of them have in common
    exercises : where this code is, most first
    """

    students: tuple[str, ...]
    share: float
    exercises: tuple[str, ...]


def alike(course: Course, written: Mapping[str, Mapping[str, frozenset[int]]]) -> list[Alike]:
    """
    Find the students whose code is nearly the same.

    Parameters
    ----------
    course : whose exercises
    written : for each student, the fingerprints of each exercise's code

    Returns
    -------
    groups : those with most in common first
    """
    rare = _rare(course, written)
    pairs = {}
    for (one, other), common in _in_common(rare).items():
        share = len(common) / min(len(rare[one]), len(rare[other]))
        if len(common) >= _ENOUGH and share >= _NEARLY_ALL:
            pairs[one, other] = common, share
    groups = []
    for group in joined(pairs):
        inside = [found for pair, found in pairs.items() if pair[0] in group]
        where = Counter(name for common, _ in inside for name, _ in common)
        names = tuple(name for name, _ in where.most_common())
        share = min(share for _, share in inside)
        groups.append((sum(where.values()), Alike(tuple(group), share, names)))
    groups.sort(key=lambda one: (-one[0], one[1].students))
    return [one for _, one in groups]


def _rare(
    course: Course, written: Mapping[str, Mapping[str, frozenset[int]]]
) -> dict[str, set[_Print]]:
    """Give for each student the fingerprints that the course did not give and few others have."""
    own = {
        student: {
            (name, mark)
            for name, marks in by_name.items()
            for mark in marks - given_prints(course, name)
        }
        for student, by_name in written.items()
    }
    count = Counter(mark for marks in own.values() for mark in marks)
    most = min(_MOST, max(_LEAST, int(_SHARE * len(written))))
    return {
        student: {mark for mark in marks if count[mark] <= most} for student, marks in own.items()
    }


def _in_common(rare: Mapping[str, set[_Print]]) -> dict[tuple[str, str], set[_Print]]:
    """Give for each two students the rare fingerprints of both."""
    holders: dict[_Print, list[str]] = defaultdict(list)
    for student in sorted(rare):
        for mark in rare[student]:
            holders[mark].append(student)
    common: dict[tuple[str, str], set[_Print]] = defaultdict(set)
    for mark, students in holders.items():
        for pair in itertools.combinations(students, 2):
            common[pair].add(mark)
    return common


def joined(pairs: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Put together whatever is connected by pairs; each group in order."""
    group: dict[str, set[str]] = {}
    for one, other in pairs:
        both = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(both, both))
    seen: set[int] = set()
    for members in group.values():
        if id(members) not in seen:
            seen.add(id(members))
            yield sorted(members)
