"""Running the edits of a solution with some test inputs, and sorting them by what they give."""

from __future__ import annotations

import contextlib
import copy
import functools
import inspect
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from dnn_utils.notebook import unwatched
from grader.judging.edits.edit import Edit, single_edits
from testcases.execution.call import MutationTracker
from testcases.execution.outcome import Answer
from testcases.judging.edits import NO_PART, EditTable, Explanation
from testcases.judging.projection import WHOLE, project
from testcases.record import Case, Course, Exercise

_Projected = dict[str, tuple[np.ndarray, np.ndarray]]


@functools.cache
def edits_of(course: Course, name: str) -> tuple[Edit, ...]:
    """Give the edits of all forms of the exercise called `name`, the solution first."""
    source = inspect.getsource(getattr(course.reference, name))
    found: dict[tuple[str, str], Edit] = {}
    for edit in single_edits([source, *course.forms.get(name, ())]):
        found.setdefault((edit.explanation.slug, edit.source), edit)
    return tuple(found.values())


@functools.cache
def names_of(course: Course) -> dict[str, Any]:
    """Give all that the solutions may call, by name."""
    found: dict[str, Any] = {}
    with unwatched(plotting=False):
        for name in course.exercises:
            space = getattr(course.reference, name).__globals__
            found |= {key: value for key, value in space.items() if not key.startswith("__")}
    return found


def answers_of(
    course: Course, exercise: Exercise, edit: Edit, cases: Iterable[Case]
) -> list[Answer] | None:
    """Run an edited function with some test inputs; an error in any of them gives None."""
    try:
        function = edit.function(names_of(course))
    except SyntaxError:
        return None
    answers = []
    for case in cases:
        try:
            answers.append(_run(exercise, function, case))
        except Exception:  # of whatever kind: an edit that stops explains nothing
            return None
    return answers


def _run(exercise: Exercise, function: Callable[..., Any], case: Case) -> Answer:
    inputs = copy.deepcopy(dict(case.inputs))
    watch = MutationTracker(inputs) if exercise.in_place else None
    if exercise.weight_scale is not None:
        np.random.seed(case.seed)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        value = function(*inputs.values(), **case.options)
    changed = watch.changed() if watch else ()
    return Answer(value, changed, printed.getvalue())


def table_of(course: Course, exercise: Exercise, cases: Sequence[Case]) -> EditTable:
    """
    Run all edits of an exercise with some test inputs.

    Returns
    -------
    table : EditTable, of the edits that give something wrong in some of them, and an error in none
    """
    made = _Table((*exercise.parts, WHOLE))
    with unheard(course):
        right = [Answer(case.expected, (), case.printed) for case in cases]
        made.enter(project(exercise, cases, right), None, 0)
        for edit in edits_of(course, exercise.name):
            answers = answers_of(course, exercise, edit, cases)
            if answers is not None:
                made.enter(project(exercise, cases, answers), edit.explanation, 0)
    return made.finish()


@contextlib.contextmanager
def unheard(course: Course) -> Iterator[None]:
    """Run edits: what they draw and warn of is lost, and NumPy's generator stays as it was."""
    state = np.random.get_state()
    try:
        with unwatched(plotting=False), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)


class _Table:
    """A table of edits that is being made."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts
        self._numbers: dict[str, list[np.ndarray]] = {part: [] for part in parts}
        self._rows: dict[tuple[tuple[int, ...], int, int], None] = {}
        self._explanations: dict[str, tuple[int, Explanation]] = {}

    def enter(self, projected: _Projected, explanation: Explanation | None, tier: int) -> None:
        """Enter what an edit gives; first of all what the solution gives, without explanation."""
        row = tuple(self._class(part, projected) for part in self._parts)
        if explanation is None or not any(row):
            return
        known = self._explanations
        number, _ = known.setdefault(explanation.slug, (len(known), explanation))
        self._rows[row, number, tier] = None

    def _class(self, part: str, projected: _Projected) -> int:
        known = self._numbers[part]
        if part not in projected:
            if part == WHOLE and not known:
                known.append(np.zeros(0))
            return NO_PART if part != WHOLE else 0
        numbers, near = projected[part]
        for number, other in enumerate(known):
            if other.shape == numbers.shape and (np.abs(other - numbers) <= near).all():
                return number
        known.append(numbers)
        return len(known) - 1

    def finish(self) -> EditTable:
        """Give the table."""
        rows = list(self._rows)
        return EditTable(
            self._parts,
            tuple(explanation for _, explanation in self._explanations.values()),
            {part: _stacked(known) for part, known in self._numbers.items()},
            np.array([row for row, _, _ in rows], np.int16).reshape(-1, len(self._parts)),
            np.array([number for _, number, _ in rows], np.int16),
            np.array([tier for _, _, tier in rows], np.int8),
        )


def _stacked(known: list[np.ndarray]) -> np.ndarray:
    """Put the results of a part below each other; the first of "" is none, and shorter."""
    width = max((one.size for one in known), default=0)
    return np.array([[*one, *[np.nan] * (width - one.size)] for one in known], np.float32)
