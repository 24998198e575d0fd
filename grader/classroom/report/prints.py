"""
Fingerprints of code, by winnowing: where two programs share a passage, they share a fingerprint.

Of the hashes of all passages of a fixed length, the smallest of each window is kept. So every
shared passage of `_LENGTH + _WINDOW - 1` words is found. After Schleimer, Wilkerson and Aiken:
Winnowing: local algorithms for document fingerprinting, SIGMOD 2003.
"""

from __future__ import annotations

import ast
import functools
import zlib
from collections.abc import Sequence

from grader.classroom.report.normal_form import tokens_of
from grader.judging.sources import reference_source
from testcases.record import Course

_LENGTH, _WINDOW = 14, 4


def prints_of(tokens: Sequence[str]) -> frozenset[int]:
    """Give the fingerprints of a row of words; none for less than one passage."""
    hashes = [
        zlib.crc32("\0".join(tokens[begin : begin + _LENGTH]).encode(errors="replace"))
        for begin in range(len(tokens) - _LENGTH + 1)
    ]
    ends = max(1, len(hashes) - _WINDOW + 1)
    return frozenset(min(hashes[begin : begin + _WINDOW]) for begin in range(ends) if hashes)


@functools.lru_cache(maxsize=256)
def given_prints(course: Course, name: str) -> frozenset[int]:
    """Give the fingerprints that everybody may have: of the solution, its forms, starter code."""
    sources = [reference_source(course, name), *course.forms.get(name, ())]
    mends = [one.name for one in course.exercises.values() if one.mends == name]
    sources += [course.starter_code[one] for one in (name, *mends) if one in course.starter_code]
    if course.exercises[name].mends:
        sources += course.forms.get(course.exercises[name].mends, ())
    functions = (ast.parse(source).body[0] for source in sources)
    return frozenset().union(*(prints_of(tokens_of(one)) for one in functions))
