"""The test input that a report shows: the smallest of those that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from testcases.execution.call import arrays
from testcases.judging._compare import VALUES, Difference
from testcases.record import Case
from testcases.words import wording
from testcases.words.describe import Row, compared, describe_input, wrong_in_tests


@dataclass(frozen=True)
class FailingTest:
    """
    The smallest test input that shows the problem.

    Attributes
    ----------
    number : its place among the test inputs, from 0
    arguments : what its arguments are unpacked into, such as "dZ, cache"
    rows : expected and got, entry by entry; empty where the sentence says it all
    """

    number: int
    arguments: str
    rows: tuple[Row, ...] = ()


def count_numbers(case: Case) -> int:
    """Count the numbers in a test input: the fewer, the easier to debug with."""
    numbers = sum(array.size for _, array in arrays(case.inputs))
    return numbers + int(case.options.get("num_iterations", 0)) + sum(case.sizes.values())


def asked_with(case: Case) -> str:
    """List the arguments of a test input in a sentence."""
    given = {**case.inputs, **case.options}
    inputs = [describe_input(name, value) for name, value in given.items()]
    return wording.ASKED_WITH.format(inputs="; ".join(inputs))


def failing_test(case: Case, number: int, difference: Difference | None = None) -> FailingTest:
    """Describe a failing test input, with a table of the differences if it is an array."""
    arguments = [*case.inputs, *(["options"] if case.options else [])]
    rows = compared(difference.where, difference.expected, difference.got) if difference else ()
    return FailingTest(number, ", ".join(arguments), rows)


def in_all_tests(
    shown: Difference,
    number: int,
    found: Sequence[tuple[Difference, int]],
    cases: Sequence[Case],
) -> str:
    """
    Describe the problem; say of wrong values only what is true in every failing test.

    Parameters
    ----------
    shown : the difference that the report shows, at the test input with this `number`
    found : all differences, each with the number of its test input
    cases : the test inputs
    """
    if shown.rank != VALUES or not shown.where:
        return shown.text
    tests = {number: (shown.expected, shown.got, cases[number].sizes)}
    for one, place in found:
        if (one.where, one.rank) == (shown.where, VALUES):
            tests.setdefault(place, (one.expected, one.got, cases[place].sizes))
    return wrong_in_tests(shown.where, list(tests.values()))
