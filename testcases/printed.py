"""Judging what a function prints: by the numbers in it, in whatever words they stand."""

from __future__ import annotations

import re

from testcases import wording

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# Costs are printed with six decimals and shares with many; fewer are right too.
NEAR = 0.0051
# Lines of the student's own that may stand between those that are asked for.
MOST_MORE_LINES = 50
MOST_READ = 20_000


def missing_print(expected: str, printed: str) -> str:
    """
    Say what is missing in what was printed.

    Parameters
    ----------
    expected : what the reference printed; nothing is asked for where that is empty
    printed : what the function printed

    Returns
    -------
    text : a sentence, or an empty string if every expected number comes, in its order; a share
        may be printed in per cent
    """
    found = iter(_NUMBER.findall(printed[:MOST_READ]))
    for number in _NUMBER.findall(expected):
        if not any(_is_near(number, other) for other in found):
            first = next((line.strip() for line in printed.splitlines() if line.strip()), "")
            came = f'Yours begins with "{first[:60]}".' if first else "Yours printed nothing."
            return wording.NOT_PRINTED.format(
                expected='", then "'.join(expected.strip().splitlines()), came=came
            )
    lines, due = (len(text.strip().splitlines()) for text in (printed, expected))
    if due and lines > due + MOST_MORE_LINES:
        return wording.PRINTED_TOO_OFTEN.format(lines=lines, due=due)
    return ""


def marks(expected: str, printed: str) -> list[str]:
    """Reduce what was printed: whether there was anything, and which expected whole numbers."""
    came = set(_NUMBER.findall(printed[:MOST_READ]))
    whole = [number for number in _NUMBER.findall(expected) if number.isdecimal()]
    return ["printed"] * bool(printed.strip()) + [number for number in whole if number in came]


def _is_near(expected: str, other: str) -> bool:
    """Compare two printed numbers: whole ones exactly, others as far as they may be rounded."""
    if expected.isdecimal():
        return other == expected
    number, came = float(expected), float(other)
    near = NEAR * max(1.0, abs(number))
    return abs(came - number) < near or abs(came - 100 * number) < 100 * near
