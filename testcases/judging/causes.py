"""Causes that no single result shows: a list kept between calls, a keyword, an unused argument."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence

from testcases.execution.outcome import Answer, Outcome
from testcases.judging.edits import Explanation
from testcases.judging.projection import WHOLE
from testcases.judging.stands import code_of
from testcases.record import Case, Exercise, Group, Many
from testcases.words import hints, wording

# A longer condition is not quoted.
_MOST_VALUES, _LONGEST = 5, 60


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


def always_true(function: ast.FunctionDef | None) -> dict[str, tuple[Explanation, ...]]:
    """Explain a wrong result by a condition such as `a == "x" or "y"`, if there is one."""
    for node in ast.walk(function) if function is not None else ():
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            words = [one for one in node.values if isinstance(one, ast.Constant)]
            found = any(isinstance(one.value, str) and one.value for one in words)
            text = ast.unparse(node) if found and len(node.values) < _MOST_VALUES else ""
            if 0 < len(text) < _LONGEST:
                sentence = hints.ALWAYS_TRUE.format(condition=text)
                cause = Explanation("cause:or-with-a-word", sentence, hints.IF_ALWAYS_TRUE)
                return {WHOLE: (cause,)}
    return {}


def unread(function: ast.FunctionDef | None, case: Case) -> dict[str, tuple[Explanation, ...]]:
    """Explain a wrong result by the one argument that the function never reads, if there is one."""
    code = code_of(function)
    names = code.unread() if code is not None else []
    given = [name for name in names if name in case.inputs or name in case.options]
    if len(given) != 1:
        return {}
    sentence, *further = (text.format(name=given[0]) for text in (hints.UNREAD, *hints.IF_UNREAD))
    return {WHOLE: (Explanation(f"cause:{given[0]}-never-used", sentence, tuple(further)),)}
