"""Judging what a function prints by the numbers in it, whatever its words are."""

from __future__ import annotations

import re
from decimal import Decimal

from testcases.words import wording

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# Costs are printed with six decimals and shares with many. Two decimals are enough, but further
# ones have to be right as well.
NEAR, _DECIMALS = 0.0051, 6
MOST_READ = 20_000
# A line with more numbers is an array, not an expected number.
MOST_IN_LINE = 4
# The most different numbers for each expected one. A function that prints every number has not
# found the right one.
MOST_FOR_EACH, MORE = 3, 3
# The most different shares where one is expected; whole numbers below the second are counts.
MOST_SHARES, _COUNTS = 2, 20


def missing_print(expected: str, printed: str) -> str:
    """
    Describe what is missing in the printed text.

    Parameters
    ----------
    expected : what the reference printed; if empty, nothing needs to be printed
    printed : what the function printed

    Returns
    -------
    text : a sentence, or an empty string if the function prints every expected number in order, and
        none if none is expected; a share may be printed in percent
    """
    due = _NUMBER.findall(expected)
    most = MOST_IN_LINE if len(due) != 1 else MOST_SHARES
    lines = printed[:MOST_READ].splitlines()
    numbers = [number for line in lines for number in _single(line, most)]
    found = iter(numbers)
    came = _came([line.strip() for line in lines if line.strip()])
    if numbers and not due:
        return wording.PRINTED_UNASKED.format(came=came)
    for number in due:
        if not any(_is_near(number, other) for other in found):
            return wording.NOT_PRINTED.format(
                expected='", then "'.join(expected.strip().splitlines()), came=came
            )
    between = _between(due, lines)
    if between:
        only = wording.listed([number for number in due if number.isdecimal()])
        return wording.PRINTED_BESIDE.format(due=only, line=between)
    shares = _shares(numbers)
    if len(due) == 1 and len(shares) > MOST_SHARES:
        return wording.PRINTED_TOO_MUCH.format(many=len(shares), due=1)
    many = len(set(numbers))
    if due and many > MOST_FOR_EACH * len(set(due)) + MORE:
        return wording.PRINTED_TOO_MUCH.format(many=many, due=len(set(due)))
    return ""


def _between(due: list[str], lines: list[str]) -> str:
    """Find a line like the expected ones, with a whole number between the expected ones."""
    counts = [int(number) for number in due if number.isdecimal()]
    places: set[tuple[str, int]] = set()
    found = [(line.strip(), _NUMBER.findall(line)) for line in lines]
    for line, numbers in found:
        form = _NUMBER.sub("#", line)
        places.update((form, n) for n, one in enumerate(numbers) if one in due and one.isdecimal())
    for line, numbers in found:
        for form, n in places:
            if form == _NUMBER.sub("#", line) and numbers[n].isdecimal():
                number = int(numbers[n][:9])
                if min(counts) < number < max(counts) and number not in counts:
                    return line[:60]
    return ""


def _came(lines: list[str]) -> str:
    if not lines:
        return "Yours printed nothing."
    return f'Yours {"starts with" if lines[1:] else "printed"} "{lines[0][:60]}".'


def _single(line: str, in_brackets: int) -> list[str]:
    """Give the numbers of a line, unless it is an array: many numbers, or some in brackets."""
    numbers = _NUMBER.findall(line)
    most = in_brackets if "[" in line or "]" in line else MOST_IN_LINE
    return numbers if len(numbers) <= most else []


def _shares(numbers: list[str]) -> set[float]:
    """Give the numbers that may be a share, or a share in percent, each once."""
    meant = {float(n) for n in numbers if not n.isdecimal() or _COUNTS <= float(n) <= 100}
    return {round(share / 100 if share > 1 else share, 2) for share in meant}


def reduce_printed(expected: str, printed: str) -> list[str]:
    """Reduce printed text to whether there was any, and which expected whole numbers it has."""
    came = set(_NUMBER.findall(printed[:MOST_READ]))
    whole = [number for number in _NUMBER.findall(expected) if number.isdecimal()]
    return ["printed"] * bool(printed.strip()) + [number for number in whole if number in came]


def _is_near(expected: str, other: str) -> bool:
    """Compare two printed numbers: whole ones exactly, others up to rounding."""
    if expected.isdecimal():
        return other == expected
    number, came = float(expected), float(other)
    try:
        given = -Decimal(other).as_tuple().exponent
    except ArithmeticError:  # an exponent with too many digits
        return False
    given = min(max(given, -_DECIMALS), _DECIMALS)
    near = min(NEAR * max(1.0, abs(number)), 1.01 * 10.0**-given + 1e-6)
    in_per_cent = min(100 * NEAR, 1.01 * 10.0**-given + 1e-4)
    return abs(came - number) < near or abs(came - 100 * number) < in_per_cent
