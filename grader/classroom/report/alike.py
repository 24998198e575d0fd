"""
Submissions whose code is nearly the same: places to look, and no more than that.

A function that two students wrote alike says something if few others wrote it so, and if much of it
is not the course's own. What it says is counted in bits, as if each function were chosen by chance
among those of the class: alike in a form that one in eight students has are 3 bits. Two submissions
are listed if chance would hardly give one such pair in a whole class.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.classroom.report.prints import given_prints
from testcases.record import Course

# In a smaller class nobody can tell what is rare.
_LEAST_CLASS = 40
# Two functions are alike if they share so much of their code; a form that more students have than
# this share says nothing.
_ALIKE, _COMMON, _FEW = 0.8, 1 / 8, 3
# With fewer fingerprints of its own a function is too short to say anything. It counts once at a
# usual length, and at most twice.
_SHORTEST, _USUAL, _AT_MOST = 4, 8, 2.0
# How much less than one pair in a class chance may give, in bits; and how much of the shorter work
# has to be alike.
_MARGIN, _MOST_OF_IT = 5.0, 0.6

_Prints = frozenset[int]
_Pair = tuple[str, str]


@dataclass(frozen=True)
class Alike:
    """
    Students whose code is nearly the same.

    Attributes
    ----------
    students : two or more
    share : the least share of two students' own code that is alike
    exercises : where it is, most first
    """

    students: tuple[str, ...]
    share: float
    exercises: tuple[str, ...]


def alike(course: Course, written: Mapping[str, Mapping[str, _Prints]]) -> list[Alike]:
    """
    Find the students whose code is nearly the same.

    Parameters
    ----------
    course : whose exercises
    written : for each student, the fingerprints of each exercise's code

    Returns
    -------
    groups : those that say most first
    """
    size = max(_LEAST_CLASS, len(written))
    own = _own(course, written)
    bits: dict[_Pair, dict[str, float]] = defaultdict(dict)
    for name, forms in own.items():
        for one, other, said in _alike_forms(forms, size):
            for pair in _pairs(forms[one], forms[other], one == other):
                bits[pair][name] = said
    lengths: dict[str, dict[str, int]] = defaultdict(dict)
    for name, forms in own.items():
        for form, students in forms.items():
            for student in students:
                lengths[student][name] = len(form)
    needed = math.log2(size * (size - 1) / 2) + _MARGIN
    found = {}
    for (one, other), by_name in bits.items():
        share = min(_share(lengths[one], by_name), _share(lengths[other], by_name))
        if sum(by_name.values()) >= needed and share >= _MOST_OF_IT:
            found[one, other] = by_name, share
    return _groups(found)


def _own(
    course: Course, written: Mapping[str, Mapping[str, _Prints]]
) -> dict[str, dict[_Prints, list[str]]]:
    """Give for each exercise the forms of its code without the course's, and who has each."""
    found: dict[str, dict[_Prints, list[str]]] = defaultdict(lambda: defaultdict(list))
    for student in sorted(written):
        for name, prints in written[student].items():
            form = prints - given_prints(course, name)
            if len(form) >= _SHORTEST:
                found[name][form].append(student)
    return found


def _alike_forms(
    forms: Mapping[_Prints, list[str]], size: int
) -> Iterator[tuple[_Prints, _Prints, float]]:
    """Give each two forms of a function that are alike, and how many bits that says."""
    holders: dict[int, int] = defaultdict(int)
    index: dict[int, list[int]] = defaultdict(list)
    listed = list(forms)
    for number, form in enumerate(listed):
        for mark in form:
            holders[mark] += len(forms[form])
            index[mark].append(number)
    most = max(_FEW, _COMMON * size)
    rare = (numbers for mark, numbers in index.items() if holders[mark] <= most)
    near = {pair for numbers in rare for pair in itertools.combinations(numbers, 2)}
    for one, other in itertools.chain(near, zip(*[range(len(listed))] * 2, strict=True)):
        a, b = listed[one], listed[other]
        common = a & b
        if len(common) < _ALIKE * len(a | b):
            continue
        count = max(2, statistics.median(holders[mark] for mark in common))
        if count <= most:
            weight = min(_AT_MOST, len(common) / _USUAL)
            yield a, b, weight * math.log2(size / count)


def _pairs(ones: list[str], others: list[str], same: bool) -> Iterator[_Pair]:
    if same:
        yield from itertools.combinations(ones, 2)
    else:
        yield from (tuple(sorted(pair)) for pair in itertools.product(ones, others))


def _share(lengths: Mapping[str, int], by_name: Mapping[str, float]) -> float:
    return sum(lengths[name] for name in by_name) / sum(lengths.values())


def _groups(pairs: Mapping[_Pair, tuple[Mapping[str, float], float]]) -> list[Alike]:
    groups = []
    for group in joined(pairs):
        inside = [found for pair, found in pairs.items() if pair[0] in group]
        bits: dict[str, float] = defaultdict(float)
        for by_name, _ in inside:
            for name, said in by_name.items():
                bits[name] += said
        names = sorted(bits, key=lambda name: (-bits[name], name))
        share = min(share for _, share in inside)
        strongest = max(sum(by_name.values()) for by_name, _ in inside)
        groups.append((strongest, Alike(tuple(group), share, tuple(names))))
    groups.sort(key=lambda one: (-one[0], one[1].students))
    return [one for _, one in groups]


def joined(pairs: Iterable[_Pair]) -> Iterator[list[str]]:
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
