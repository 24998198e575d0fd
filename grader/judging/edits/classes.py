"""Running the edits of a solution with some test inputs, and sorting them by their results."""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import inspect
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dnn_utils.notebook import unwatched
from grader.judging.cases import cases_of
from grader.judging.edits.draft import Draft
from grader.judging.edits.edit import Edit, edits_of_forms, is_long
from grader.judging.edits.pairs import Row, pairs_of
from grader.judging.edits.table import Table
from testcases.execution.call import MutationTracker
from testcases.execution.outcome import Answer, Raised
from testcases.judging._differences import to_be_written
from testcases.judging.edits import EditTable
from testcases.judging.projection import WHOLE, are_telling, is_telling, project
from testcases.record import Case, Course, Exercise

# Any seed will do: the arrays of all test inputs have the same number of axes.
_ANY_SEED = 0
# How many pairs of edits are run, by how many other exercises the function calls.
_MOST_PAIRS = {0: 1800, 1: 1500, 2: 2500, 3: 800}
_FEW_PAIRS = 150
# The penalty in rank for confusing a name with one of another type.
OTHER_TYPE = 3


@functools.cache
def edits_of(course: Course, name: str) -> tuple[Edit, ...]:
    """Give the single edits of all forms of the exercise called `name`, the solution first."""
    source = inspect.getsource(getattr(course.reference, name))
    exercise = course.exercises[name]
    case = cases_of(course, name, _ANY_SEED)[0]
    sources = [source, *course.forms.get(name, ())]
    found = edits_of_forms(exercise, sources, course.instead)
    kinds: dict[int, dict[str, str]] = {}
    with unheard(course):
        ranked = (_ranked(course, edit, case, kinds) for edit in found)
        return tuple(edit for edit in ranked if edit is not None)


def _ranked(
    course: Course, edit: Edit, case: Case, kinds: dict[int, dict[str, str]]
) -> Edit | None:
    """
    Rank an edit lower if it replaces a name by one of another type.

    Where a number is needed, in a key or for a loop, nobody takes an array or a dictionary for it,
    and a long function has edits enough: there is no such edit.
    """
    names = [one.names for one in edit.drafts if one.names]
    if not names:
        return edit
    if id(edit.form) not in kinds:
        kinds[id(edit.form)] = _kinds(course, edit.form, case)
    known = kinds[id(edit.form)]
    differ = any(len({known.get(name, name) for name in pair}) > 1 for pair in names)
    if differ and (is_long(edit.form) or all(map(_needs_a_number, edit.drafts))):
        return None
    return replace(edit, tier=edit.tier + OTHER_TYPE) if differ else edit


def _needs_a_number(one: Draft) -> bool:
    return one.kind == "key-number" or one.target in ("loop", "condition")


def _kinds(course: Course, form: ast.FunctionDef, case: Case) -> dict[str, str]:
    """Give the type, or the shape, of every variable of a form."""
    found: dict[str, Any] = {}
    probe = copy.deepcopy(form)
    for node in ast.walk(probe):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                keep = ast.parse("_seen.update(locals())").body
                block[:] = [
                    new
                    for one in block
                    for new in ([*keep, one] if isinstance(one, ast.Return) else [one])
                ]
    space = {**names_of(course), "_seen": found}
    exec(compile(ast.fix_missing_locations(ast.Module([probe], [])), "<form>", "exec"), space)
    inputs = copy.deepcopy(dict(case.inputs))
    with contextlib.redirect_stdout(io.StringIO()):
        space[form.name](*inputs.values(), **case.options)
    return {
        name: f"{value.ndim} axes" if isinstance(value, np.ndarray) else type(value).__name__
        for name, value in found.items()
    }


@functools.cache
def names_of(course: Course) -> dict[str, Any]:
    """Give, by name, all functions that the solutions may call."""
    found: dict[str, Any] = {}
    with unwatched():
        for name in course.exercises:
            space = getattr(course.reference, name).__globals__
            found |= {key: value for key, value in space.items() if not key.startswith("__")}
    return found


def outcomes_of(
    course: Course, exercise: Exercise, edit: Edit, cases: Iterable[Case]
) -> list[Answer | Raised] | None:
    """Run an edited function with some test inputs; None if its errors tell nothing."""
    try:
        function = edit.function(names_of(course))
    except SyntaxError:
        return None
    outcomes: list[Answer | Raised] = []
    for case in cases:
        try:
            outcomes.append(_run(exercise, function, case))
        except Exception as error:  # any error comes from the edit
            outcomes.append(Raised(type(error).__name__, str(error)))
            if len(outcomes) == 1 and not is_telling(outcomes[0]):
                return None
    stopped = [one for one in outcomes if isinstance(one, Raised)]
    telling = are_telling(stopped) or len(stopped) <= len(outcomes) // 2
    return outcomes if telling else None


def _run(exercise: Exercise, function: Callable[..., Any], case: Case) -> Answer:
    inputs = copy.deepcopy(dict(case.inputs))
    watch = MutationTracker(inputs) if exercise.in_place else None
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
    table : EditTable of the edits that give a wrong result for some of them
    """
    forms = {id(edit.form): edit.form for edit in edits_of(course, exercise.name)}
    made = Table((*exercise.parts, WHOLE), forms.values())
    run = _Run(course, exercise, cases)
    wrong: list[tuple[Edit, Row]] = []
    with unheard(course):
        made.row(project(exercise, cases, _right(exercise, cases)))
        for edit in edits_of(course, exercise.name):
            row = run.enter(edit, made)
            if row is not None and any(row):
                wrong.append((edit, row))
        most = _MOST_PAIRS.get(len(exercise.builds_on), _FEW_PAIRS)
        for pair in pairs_of(wrong, made.said(), most):
            run.enter(pair, made)
    return made.finish()


class _Run:
    """Runs edits with the test inputs."""

    def __init__(self, course: Course, exercise: Exercise, cases: Sequence[Case]) -> None:
        self._course, self._exercise, self._cases = course, exercise, cases
        # Those that make a function print can take longer than all others together.
        self._silent = [case for case in cases if not case.printed] or cases
        self._begun = Table((*exercise.parts, WHOLE))
        self._begun.row(project(exercise, self._silent, _right(exercise, self._silent)))
        self._seen: dict[tuple[str, Row], Row] = {}

    def enter(self, edit: Edit, table: Table) -> Row | None:
        """Enter an edit's results in a table; give their numbers, or None if there are none."""
        outcomes = outcomes_of(self._course, self._exercise, edit, self._silent)
        if outcomes is None:
            return None
        begun = self._begun.row(project(self._exercise, self._silent, outcomes))
        # Edits with the same explanation and results so far run once with the other inputs.
        first = edit.explanation.slug, begun
        if len(self._silent) < len(self._cases):
            if first in self._seen:
                return self._seen[first]
            outcomes = outcomes_of(self._course, self._exercise, edit, self._cases)
            if outcomes is None:
                return None
        row = table.enter(project(self._exercise, self._cases, outcomes), edit)
        if any(isinstance(one, Raised) for one in outcomes):
            return None
        self._seen[first] = row
        return row


def _right(exercise: Exercise, cases: Sequence[Case]) -> list[Answer]:
    return [
        Answer(case.expected, tuple(to_be_written(exercise, case)), case.printed) for case in cases
    ]


@contextlib.contextmanager
def unheard(course: Course) -> Iterator[None]:
    """Throw away the edits' plots and warnings, and restore NumPy's generator."""
    state = np.random.get_state()
    try:
        with unwatched(), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)
