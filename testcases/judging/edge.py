"""Problems that cost only some points: a failing own assert, and a bug at one size only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testcases.execution.outcome import Raised
from testcases.judging._compare import ASSERTED, Difference
from testcases.record import Case, Exercise
from testcases.words import wording


def is_edge(exercise: Exercise, case: Case) -> bool:
    """Say whether a test input has one of the sizes at which a wrong result costs half."""
    return any(case.sizes.get(size) == number for size, number in exercise.edge.items())


def half_kept(parts: dict[str, int], usual: dict[str, int]) -> dict[str, int]:
    """Give each part's points at all sizes, or half of those at the usual sizes if that is more."""
    return {part: max(points, usual[part] // 2) for part, points in parts.items()}


def guarded(exercise: Exercise, failed: Raised | None) -> Iterator[Difference]:
    """Give the parts that a failing own assert costs: those that it names, or else all."""
    if failed is None:
        return
    named = {re.sub(r"\d+$", "", name) for name in failed.names} | set(failed.names)
    for part in [part for part in exercise.parts if part in named] or exercise.parts:
        yield Difference(part, ASSERTED, say_assert(failed))


def say_assert(failed: Raised) -> str:
    """Say which assert of the student's fails."""
    return wording.OWN_ASSERT.format(
        number=failed.number, where=failed.where, line=failed.line, error=failed.text
    )
