"""Judging what a function prints: by the numbers in it, in whatever words they stand."""

from __future__ import annotations

import re

from testcases import wording

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# Costs are printed with six decimals and shares with many; fewer are right too.
NEAR = 0.0051
MOST_READ = 20_000
# A line of more numbers is an array, and none of what is asked for.
MOST_IN_LINE = 4
# Different numbers that may come for each that is asked for: who prints all that there are has
# not found one.
MOST_FOR_EACH, MORE = 6, 4


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
    numbers = [number for line in printed[:MOST_READ].splitlines() for number in _single(line)]
    due = _NUMBER.findall(expected)
    found = iter(numbers)
    for number in due:
        if not any(_is_near(number, other) for other in found):
            first = next((line.strip() for line in printed.splitlines() if line.strip()), "")
            came = f'Yours begins with "{first[:60]}".' if first else "Yours printed nothing."
            return wording.NOT_PRINTED.format(
                expected='", then "'.join(expected.strip().splitlines()), came=came
            )
    many = len(set(numbers))
    if due and many > MOST_FOR_EACH * len(set(due)) + MORE:
        return wording.PRINTED_TOO_MUCH.format(many=many, due=len(set(due)))
    return ""


def _single(line: str) -> list[str]:
    """Give the numbers of a line, unless it is an array's."""
    numbers = _NUMBER.findall(line)
    return numbers if len(numbers) <= MOST_IN_LINE else []


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
