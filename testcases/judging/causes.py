"""Causes of a wrong result that show only in several test inputs: a factor, a list that is kept."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from testcases.execution.outcome import Answer, Outcome
from testcases.judging._compare import Difference
from testcases.record import Case, Exercise, Group, Many
from testcases.words import wording
from testcases.words.describe import name_ratio


def with_factor(
    difference: Difference,
    case: Case,
    ratios: Sequence[tuple[Case, Mapping[str, set[float | None]]]],
) -> str:
    """Name the factor where it is the same size, such as m, in every test input, or its inverse."""
    if difference.ratio is None:
        return difference.text
    found = [(one, parts.get(difference.part, {1.0})) for one, parts in ratios]
    for symbol in case.sizes:
        sizes = [one.sizes.get(symbol) for one, _ in found]
        if None in sizes or len(set(sizes)) < 2 or case.sizes[symbol] < 2:
            continue
        for power in (1, -1):
            held = all(
                ratio is not None and np.isclose(abs(ratio), float(size) ** power)
                for (_, many), size in zip(found, sizes, strict=True)
                for ratio in many
            )
            if held:
                only = {symbol: case.sizes[symbol]}
                return name_ratio(difference.where, difference.ratio, only)
    return difference.text


def kept_list(exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str:
    """Say that a list is kept from call to call, as that of a default argument is."""
    items = exercise.returns.items if isinstance(exercise.returns, Group) else ()
    for number, form in enumerate(items):
        if not isinstance(form, Many):
            continue
        values = [one.value for one in outcomes if isinstance(one, Answer)]
        if not all(isinstance(one, (tuple, list)) and len(one) == len(items) for one in values):
            return ""
        lists = [one[number] for one in values]
        due = list(itertools.accumulate(len(case.expected[number]) for case in cases))
        if len(lists) < 2 or not all(isinstance(one, list) for one in lists):
            return ""
        # In the notebook all are one list, which holds in the end what every call has put there.
        if [len(one) for one in lists] in (due, [due[-1]] * len(due)):
            return wording.KEPT_LIST.format(where=form.name)
    return ""


def only_with(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str:
    """Say of a function that stops which word among its arguments it stops with, if only one."""
    stopped = [not isinstance(one, Answer) for one in outcomes]
    for name, value in cases[stopped.index(True)].inputs.items():
        if isinstance(value, str):
            has = [case.inputs.get(name) == value for case in cases]
            if has == stopped and not all(has):
                return wording.ONLY_WITH.format(name=name, value=value)
    return ""
