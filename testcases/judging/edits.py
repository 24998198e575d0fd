"""
Explaining a wrong result by an edit of the solution that gives the same result.

An edited solution is known here by its explanation, and by the numbers that each part of its result
is reduced to. The code stays with the grader. An explanation has to fit in every test input.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from testcases.execution.outcome import Answer, Raised
from testcases.judging.projection import EMPTY, WHOLE, project
from testcases.judging.stands import ANYWHERE, code_of
from testcases.record import Case, Exercise, Group, Many
from testcases.words import wording

# More explanations than these are no help.
MOST_WAYS = 2
# Parts that say little alone if other parts are wrong, too.
_FOLLOWS = ("printed", "in place")
# In the identifier of an explanation that names a line and no more.
_ONLY_THE_LINE = "-line-other"
# In the identifier of one that says how large a value is, which no error shows.
_OF_A_VALUE = re.compile(r"(?<!odd)(?<!other)-(doubled|halved|sign)(--for-\w+)?(&|$)")
# The number of a part's result: the expected one, no such part, and one that no edit gives.
_RIGHT, NO_PART, _UNKNOWN = 0, -1, -2


@dataclass(frozen=True)
class Explanation:
    """
    The likely cause of a wrong result, or of a wrong part.

    Attributes
    ----------
    slug : a stable identifier, such as "edit:dW-not-divided-by-m"
    sentence : the likely cause
    hints : three, each saying more than the last: a question, the place, and what to change
    claims : what the sentence says of the function's code; see `testcases.judging.stands`
    telling : whether a claim is of a piece of code that no right function has
    """

    slug: str
    sentence: str
    hints: tuple[str, ...]
    claims: tuple[str, ...] = ()
    telling: bool = False


# Says whether what an explanation says of the function's code is so; with `directly=True`, whether
# it is so of the variable itself.
Holds = Callable[..., bool]


def unasked(explanation: Explanation, directly: bool = False) -> bool:
    """Take every explanation for true of the code, where only the numbers count."""
    return True


def holding(exercise: Exercise, function: ast.FunctionDef | None) -> Holds:
    """Hold explanations against a function's code; if there is none, no code is quoted."""
    names = (*_names_in(exercise.returns), *exercise.parts)
    code = code_of(function, names)

    def holds(one: Explanation, directly: bool = False) -> bool:
        return not one.claims or code is not None and code.has(one.claims, directly)

    return holds


def with_own_names(one: Explanation, function: ast.FunctionDef | None) -> Explanation:
    """Call each variable in an explanation as the function does, and its line what it is there."""
    code = code_of(function) if one.claims else None
    if code is None:
        return one
    named = [claim.removeprefix("name: ") for claim in one.claims if claim.startswith("name: ")]
    others = {
        f"{wording.LINE_FOR} `{name}`": f"{code.place_of(name)} `{name}`" for name in named
    } | {f"`{name}`": f"`{own}`" for name, own in code.own_names(one.claims).items()}
    texts = [one.sentence, *one.hints]
    for old, new in others.items():
        texts = [text.replace(old, new) for text in texts]
    return replace(one, sentence=texts[0], hints=tuple(texts[1:]))


def _names_in(form: Any) -> Iterator[str]:
    """Name what is returned, and what is in it."""
    yield form.name
    items = form.items if isinstance(form, Group) else [form.item] if isinstance(form, Many) else []
    for one in items:
        yield from _names_in(one)


@dataclass(frozen=True, eq=False)
class EditTable:
    """
    The edits of one exercise's solution, by what they give in some test inputs.

    Attributes
    ----------
    parts : the parts that the columns of `rows` stand for
    explanations : what the edits say
    numbers : for each part its distinct results, one a row; the first is the expected one
    rows : for each edit the number of its result in each part; -1 where it gives none
    says : for each edit the number of its explanation
    tiers : for each edit 0 if it is a single one, or how far-fetched it is
    broader : for each explanation the numbers of some that say less and are true of more; -1 where
        there are no more. One that begins with itself is true of all edits with the same result.
    """

    parts: tuple[str, ...]
    explanations: tuple[Explanation, ...]
    numbers: Mapping[str, np.ndarray]
    rows: np.ndarray
    says: np.ndarray
    tiers: np.ndarray
    broader: np.ndarray


def explain(
    exercise: Exercise,
    cases: Sequence[Case],
    outcomes: Sequence[Answer | Raised],
    lost: Sequence[str],
    table: EditTable,
    most: int = MOST_WAYS,
    holds: Holds = unasked,
) -> dict[str, tuple[Explanation, ...]]:
    """
    Find the edits that give the same result in every test input.

    Parameters
    ----------
    exercise : the exercise
    cases, outcomes : the test inputs, and the outcome of each
    lost : the parts that are wrong
    table : the edits, recorded or run with the same test inputs
    most : the most different explanations; if there are more, none is given
    holds : says whether what an explanation says of the function's code is so

    Returns
    -------
    found : for each part that can be explained, the explanations of the edits that fit; under ""
        where one explains all that is wrong
    """
    stopped = any(isinstance(one, Raised) for one in outcomes)
    came = classes(exercise, cases, outcomes, table)
    return explain_classes(came, stopped, lost, table, most, holds)


def explain_classes(
    came: np.ndarray,
    stopped: bool,
    lost: Sequence[str],
    table: EditTable,
    most: int,
    holds: Holds = unasked,
) -> dict[str, tuple[Explanation, ...]]:
    """
    Find the edits that give these results.

    Parameters
    ----------
    came : the number of each part's result, from `classes`
    stopped : whether one of the outcomes is an error
    lost, table, most, holds : as for `explain`

    Returns
    -------
    found : as for `explain`
    """
    if not came.any():
        return {}
    says = fitting(table, (table.rows == came).all(axis=1), most, holds, stopped)
    if says:
        return {WHOLE: says}
    if stopped:
        return {}  # after an error there are no separate parts
    found = {}
    for column, part in enumerate(table.parts):
        if part in lost and came[column] > _RIGHT:
            if part in _FOLLOWS and np.delete(came, column).any():
                continue
            others = table.rows[:, [c for c in range(len(came)) if c != column]]
            theirs = np.delete(came, column)
            # What the edit does elsewhere the function does too, or something else is wrong there.
            fits = (others == _RIGHT) | ((theirs != _RIGHT) & (others != _RIGHT))
            near = (others == _RIGHT) | (others == theirs)
            mine = table.rows[:, column] == came[column]
            says = fitting(table, mine & near.all(axis=1), most, holds)
            # Of two edits, one would account for this part and the other for something else.
            says = says or fitting(table, mine & fits.all(axis=1) & _single(table), most, holds)
            if says:
                found[part] = says
    return found


def _single(table: EditTable) -> np.ndarray:
    """Say of each edit whether it is one alone, and not two; see `both`."""
    return np.array(["&" not in one.slug for one in table.explanations], bool)[table.says]


def classes(
    exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Answer | Raised], table: EditTable
) -> np.ndarray:
    """Give for each part the number of the recorded result that it has; negative if none."""
    projected = project(exercise, cases, outcomes)
    came = np.full(len(table.parts), _UNKNOWN)
    for column, part in enumerate(table.parts):
        known = table.numbers[part]
        if part not in projected:
            came[column] = NO_PART if part != WHOLE else _RIGHT
            continue
        numbers, near = projected[part]
        if known.shape[1:] == numbers.shape:
            # What is empty is right, or tells nothing.
            tell = known[:1] if (near == EMPTY).all() else known
            [fitting] = np.nonzero((np.abs(tell - numbers) <= near).all(axis=1))
            came[column] = fitting[0] if fitting.size else _UNKNOWN
    return came


def fitting(
    table: EditTable, fits: np.ndarray, most: int, holds: Holds, stopped: bool = False
) -> tuple[Explanation, ...]:
    """
    Give the explanations of the nearest fitting edits.

    Only those count whose claims hold of the function's code, and those that quote a piece of wrong
    code from it come first. If none does, or there are more than `most`, this is the one that is
    true of them all, or none. What the result is like is not told of an error, which is none.
    """
    if not fits.any():
        return ()
    known = table.explanations
    true = [
        n
        for n in np.unique(table.says[fits])
        if holds(known[n]) and not (stopped and _OF_A_VALUE.search(known[n].slug))
    ]
    telling = [n for n in true if known[n].telling and holds is not unasked]
    telling = [n for n in telling if holds(known[n], directly=True)] or telling
    hold = fits & np.isin(table.says, telling or true)
    fits = hold if true else fits
    # A caller with a larger `most` can tell them apart, so it gets all of them.
    nearest = fits & (table.tiers == table.tiers[fits].min()) if most <= MOST_WAYS else fits
    said = np.unique(table.says[nearest])
    if len(said) > most or not true:
        common = (one for one in (said[0], *table.broader[said[0]]) if one >= 0)
        shared = [n for n in common if all(n in (one, *table.broader[one]) for one in said)]
        shared = [n for n in shared if holds(known[n])]
        order = np.argsort(table.tiers[fits], kind="stable")
        likened = [
            n for n in table.says[fits][order] if table.broader[n, 0] == n and holds(known[n])
        ]
        if stopped:  # the report shows the line
            shared = [n for n in shared if _ONLY_THE_LINE not in table.explanations[n].slug]
        said = (shared or likened * (not stopped))[:1]
    return tuple(table.explanations[number] for number in said)


def either(says: Sequence[Explanation]) -> Explanation:
    """Give one explanation that is true whichever of these is."""
    first, *others = says
    for other in others:
        sentence = wording.EITHER.format(one=first.sentence, other=other.sentence)
        slug = f"{first.slug}|{other.slug}"
        claims = (*first.claims, ANYWHERE, *other.claims)
        first = Explanation(slug, sentence, joined([first, other]), claims)
    return first


def joined(says: Iterable[Explanation]) -> tuple[str, ...]:
    """Join the hints of several explanations, saying nothing twice and asking little at once."""
    questions, *further = (
        list(dict.fromkeys(level)) for level in zip(*(one.hints for one in says), strict=True)
    )
    return tuple(" ".join(level) for level in (questions[:MOST_WAYS], *further))


def both(says: Sequence[Explanation]) -> Explanation:
    """Give one explanation of two things that are both so."""
    one, other = says
    hints = joined(says)
    slug = f"{one.slug}&{other.slug.removeprefix('edit:')}"
    claims = (*one.claims, ANYWHERE, *other.claims)
    return Explanation(slug, _in_one(one.sentence, other.sentence), hints, claims)


def _in_one(sentence: str, other: str) -> str:
    """Join two sentences; two that differ in what belongs in the same place become one."""
    parts = [re.fullmatch(r"(.*, where )(.*)( belongs.*)", one) for one in (sentence, other)]
    if not all(parts) or parts[0].group(1, 3) != parts[1].group(1, 3):
        return f"{sentence} {other}"
    start, first, end = parts[0].groups()
    return f"{start}{first} or {parts[1][2]}{end}"
