"""Explaining a graded result: the recorded edits that fit run again with the fresh test inputs."""

from __future__ import annotations

import ast
import difflib
import functools
import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from grader.judging.edits.classes import edits_of, outcomes_of, unheard
from grader.judging.edits.edit import Edit
from grader.judging.edits.pairs import named_pairs
from testcases.execution.outcome import Answer, Outcome, Raised
from testcases.judging.edits import (
    MOST_WAYS,
    EditTable,
    Explanation,
    Holds,
    classes,
    explain_classes,
    holding,
)
from testcases.judging.projection import WHOLE, project
from testcases.judging.recorded import read_cases, read_edits
from testcases.record import Case, Course, Exercise

# Calls the function with the given test inputs, and gives the outcome of each.
Ask = Callable[[Sequence[Case]], Iterable[Outcome]]
_Projected = dict[str, tuple[np.ndarray, np.ndarray]]
# The limits of the search for the explanation nearest to the student's code: the most explanations,
# the most edits to try, and how much nearer it must be than the next one.
_MOST_SAID, _MOST_TRIED = 40, 60
_THE_SAME, _NEARER = 0.985, 0.03
_LONGEST_CODE = 20_000


def confirmed(
    course: Course,
    exercise: Exercise,
    cases: Sequence[Case],
    lost: Sequence[str],
    ask: Ask,
    code: ast.FunctionDef | None = None,
) -> dict[str, tuple[Explanation, ...]]:
    """
    Explain a wrong result by an edit with the same results, for recorded and for fresh inputs.

    The record says which few edits to try, so that a grading runs no others.

    Parameters
    ----------
    course : the course with the record
    exercise : the exercise
    cases : the fresh test inputs
    lost : the parts that are wrong
    ask : calls the student's function with test inputs
    code : the student's function, if it is known; if several edits fit, the nearest one is named,
        and what an explanation says of the code has to be so

    Returns
    -------
    found : as `testcases.judging.edits.explain` gives them
    """
    known, table = _recorded(course, exercise.name)
    if table is None:
        return {}
    outcomes = [one for one in ask([*known, *cases]) if isinstance(one, (Answer, Raised))]
    if len(outcomes) != len(known) + len(cases):
        return {}
    recorded, fresh = outcomes[: len(known)], outcomes[len(known) :]
    came = classes(exercise, known, recorded, table)
    stopped = any(isinstance(one, Raised) for one in recorded)
    holds = holding(exercise, code)
    plain = explain_classes(came, stopped, lost, table, MOST_WAYS, holds)
    suggested = plain
    if code:
        suggested = explain_classes(came, stopped, lost, table, _MOST_SAID, holds)
    tried = Tried(course, exercise, tuple(cases), project(exercise, cases, fresh))
    found = {
        part: tried.nearest(part, says, code, holds)
        or tuple(one for one in plain.get(part, ()) if tried.holds(part, one.slug))
        for part, says in {**plain, **suggested}.items()
    }
    return {part: says for part, says in found.items() if 0 < len(says) <= MOST_WAYS}


@functools.lru_cache(maxsize=64)
def _recorded(course: Course, name: str) -> tuple[tuple[Case, ...], EditTable | None]:
    record = course.inputs_of(name)
    return tuple(read_cases(name, record)), read_edits(name, record)


class Tried:
    """The edits to try with the fresh test inputs, and the outcomes of the student's function."""

    def __init__(
        self, course: Course, exercise: Exercise, cases: tuple[Case, ...], theirs: _Projected
    ) -> None:
        self._course, self._exercise, self._cases = course, exercise, cases
        self._theirs = theirs

    def nearest(
        self, part: str, says: Sequence[Explanation], code: ast.FunctionDef | None, holds: Holds
    ) -> tuple[Explanation, ...]:
        """
        Give the explanation of the edit nearest to the student's code, among those that fit.

        Unless it is almost exactly the student's code, it has to be nearer than any edit with a
        different explanation. What it says of the code has to be so: else this is the explanation
        that led to it, and says less.
        """
        if code is None:
            return ()
        words = _words(code)
        edits = {edit: one for one in says for edit in self._named(one.slug)}
        likeness = {edit: _likeness(words, edit) for edit in edits}
        ranked = sorted(edits, key=lambda edit: (-likeness[edit], edit.tier))
        fitting = (edit for edit in ranked[:_MOST_TRIED] if self._fits(part, edit))
        first = next(fitting, None)
        if first is None:
            return ()
        slug = first.explanation.slug
        if likeness[first] < _THE_SAME:
            other = next((edit for edit in fitting if edit.explanation.slug != slug), None)
            if other is not None and likeness[first] - likeness[other] < _NEARER:
                return ()
        return (first.explanation if holds(first.explanation) else edits[first],)

    def holds(self, part: str, slug: str) -> bool:
        """Say whether an edit of this name gives the same results as the student's function."""
        return any(self._fits(part, edit) for edit in self._named(slug))

    def _named(self, slug: str) -> Sequence[Edit]:
        return edits_named(self._course, self._exercise.name, slug)

    def _fits(self, part: str, edit: Edit) -> bool:
        ours = _projected(self._course, self._exercise, edit, self._cases)
        wanted = {part} if part != WHOLE else self._theirs.keys()
        return all(one in ours and _alike(self._theirs.get(one), ours[one]) for one in wanted)


def edits_named(course: Course, name: str, slug: str) -> Sequence[Edit]:
    """Give the edits of the exercise called `name` that an explanation stands for."""
    known = _by_slug(course, name)
    if "&" in slug:
        return list(named_pairs(slug, lambda one: known.get(one, ())))
    return known.get(slug, ())


@functools.cache
def _by_slug(course: Course, name: str) -> dict[str, list[Edit]]:
    """Sort an exercise's edits by the identifiers of their explanations, also of broader ones."""
    found: dict[str, list[Edit]] = {}
    for edit in edits_of(course, name):
        for one in (edit.explanation, *edit.broader):
            found.setdefault(one.slug, []).append(edit)
    return found


# A class is graded with the same test inputs, so an edit runs with them once.
@functools.lru_cache(maxsize=4096)
def _projected(
    course: Course, exercise: Exercise, edit: Edit, cases: tuple[Case, ...]
) -> _Projected:
    with unheard(course):
        outcomes = outcomes_of(course, exercise, edit, cases)
    return project(exercise, cases, outcomes) if outcomes is not None else {}


def _alike(one: tuple[np.ndarray, np.ndarray] | None, other: tuple[np.ndarray, np.ndarray]) -> bool:
    if one is None:
        return False
    (numbers, near), (others, _) = one, other
    return numbers.shape == others.shape and bool((np.abs(numbers - others) <= near).all())


def _words(code: ast.FunctionDef) -> list[str]:
    """Give the tokens of a function, without its docstring."""
    body = code.body[1:] if ast.get_docstring(code) is not None else code.body
    text = "\n".join(ast.unparse(statement) for statement in body)[:_LONGEST_CODE]
    return re.findall(r"\w+|[^\w\s]", re.sub(r"\blayer\b", "l", text))


@functools.lru_cache(maxsize=4096)
def _words_of(edit: Edit) -> list[str]:
    return _words(edit.tree)


def _likeness(words: list[str], edit: Edit) -> float:
    return difflib.SequenceMatcher(None, words, _words_of(edit), autojunk=False).ratio()
