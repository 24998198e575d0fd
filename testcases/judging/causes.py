"""Causes that show only in several test inputs: a list kept between calls, a keyword."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from testcases.execution.outcome import Answer, Outcome
from testcases.record import Case, Exercise, Group, Many
from testcases.words import wording


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
        # In the notebook all are one list. In the end it has the entries of every call.
        if [len(one) for one in lists] in (due, [due[-1]] * len(due)):
            return wording.KEPT_LIST.format(where=form.name)
    return ""


def only_with(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str:
    """Name the one word among the arguments with which a function stops, if there is one."""
    stopped = [not isinstance(one, Answer) for one in outcomes]
    for name, value in cases[stopped.index(True)].inputs.items():
        if isinstance(value, str):
            has = [case.inputs.get(name) == value for case in cases]
            if has == stopped and not all(has):
                return wording.ONLY_WITH.format(name=name, value=value)
    return ""
