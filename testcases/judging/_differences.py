"""The problems of one result: in its values, in the printed text, in the changed arguments."""

from __future__ import annotations

from typing import Any

import numpy as np

from testcases.execution.call import arrays
from testcases.execution.outcome import Answer
from testcases.judging._compare import IN_PLACE, PRINTED, Difference, compare
from testcases.judging.printed import missing_print
from testcases.judging.random_weights import compare_parameters
from testcases.record import Case, Exercise
from testcases.tolerance import all_close
from testcases.words import wording


def differences(exercise: Exercise, case: Case, answer: Answer) -> list[Difference]:
    """List the problems of the result for one test input."""
    if exercise.weight_scale is not None:
        return compare_parameters(exercise, case.expected, answer.value)
    found = compare(exercise, case.expected, answer.value)
    if "printed" in exercise.parts:
        text = missing_print(case.printed, answer.printed)
        found += [Difference("printed", PRINTED, text)] if text else []
    returned = _returned_arrays(exercise, answer)
    for name in to_be_written(exercise, case):
        form = ""
        if name not in answer.changed:
            form = wording.NOT_IN_PLACE
        elif name in returned and not _agree(returned[name], answer.left.get(name)):
            form = wording.LEFT_OTHERWISE
        if form:
            found.append(Difference("in place", IN_PLACE, form.format(name=name)))
    return found


def _returned_arrays(exercise: Exercise, answer: Answer) -> dict[str, np.ndarray]:
    """Give, by name, the arrays of a result that must also be left in an argument."""
    if not exercise.in_place or not isinstance(answer.value, (tuple, list)):
        return {}
    pairs = zip(exercise.returns.items, answer.value, strict=False)
    return {
        f'{form.name}["{key}"]': array
        for form, value in pairs
        if form.name == exercise.in_place and isinstance(value, dict)
        for key, array in value.items()
        if isinstance(array, np.ndarray)
    }


def _agree(one: np.ndarray, other: Any) -> bool:
    same_shape = isinstance(other, np.ndarray) and one.shape == other.shape
    return same_shape and all_close(one, other)


def to_be_written(exercise: Exercise, case: Case) -> list[str]:
    """Name the arrays that must hold the result afterwards."""
    if not exercise.in_place:
        return []
    return [name for name, _ in arrays(case.inputs[exercise.in_place], exercise.in_place)]
