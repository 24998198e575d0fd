"""Two edits of one form: two mistakes in one function, of which each alone is common."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from grader.judging.edits.draft import IN_TERM, Draft
from grader.judging.edits.edit import Edit, are_apart
from grader.judging.edits.tree import at, below
from grader.judging.edits.words import PAIR
from testcases.judging.edits import Explanation, both

# The kinds of edits that are paired, the most common mistakes first.
_OFTEN = (
    "not-divided-by", "sign", "sign-missing", "argument-missing", "other-axis", "not-added",
    "minus-for-plus", "not-subtracted", "plus-for-minus", "not-transposed", "not-multiplied-by",
    "loop-highest", "loop-lowest", "other-function", "other-draw", "other-word", "other-comparison",
    "entry-by-entry", "not-applied", "transposed-too", "inverse-missing",
    "multiplied-not-divided", "divided-not-multiplied", "divided-too", "choice-swapped", "always",
    "order", "unpacked-order", "line-left-out", "append-left-out", "difference-swapped",
    "right-side-alone", "always-index", "other-size", "other-name", "other-piece",
    "other-number", "key-number", "loop-direction", "parentheses", "arguments-swapped",
    "condition-negated", "branches-swapped", "returned-as", "return-in-loop", "inside-call",
    "inserted", "single-axis", "return-in-branch", "default-number", "multiplied-by-number",
)  # fmt: skip
# An edit of a higher tier is too rare to be one of two.
_RAREST = 6

# The numbers of the results of an edit's parts, of which 0 is the right one.
Row = tuple[int, ...]


def pairs_of(
    edits: Iterable[tuple[Edit, Row]], says: Mapping[Row, Explanation], most: int
) -> Iterator[Edit]:
    """
    Give pairs of edits that change the same part of the result.

    Of the edits of a form that give the same result, one is paired. Two mistakes in different parts
    need no pair, as each part is explained alone.

    Parameters
    ----------
    edits : edits that return something wrong, each with its results
    says : what is said of a result, if only one thing is
    most : how many pairs to give, the most common edits first
    """
    of_form: dict[int, dict[Row, Edit]] = {}
    for edit, row in edits:
        kinds = {one.kind.removesuffix(IN_TERM) for one in edit.drafts}
        if row in says and edit.tier <= _RAREST and kinds <= set(_OFTEN):
            known = of_form.setdefault(id(edit.form), {})
            if row not in known or edit.tier < known[row].tier:
                known[row] = edit
    found = [
        (_rank(edit) + _rank(other), edit, other, [says[row], says[third]])
        for known in of_form.values()
        for (row, edit), (third, other) in itertools.combinations(known.items(), 2)
        if any(one and two for one, two in zip(row, third, strict=True))
        and says[row].sentence != says[third].sentence
    ]
    pairs = (_pair(one, other, told) for _, one, other, told in sorted(found, key=lambda f: f[0]))
    yield from itertools.islice(filter(None, pairs), most)


def _rank(edit: Edit) -> int:
    return max(_OFTEN.index(one.kind.removesuffix(IN_TERM)) for one in edit.drafts)


def _pair(one: Edit, other: Edit, says: list[Explanation]) -> Edit | None:
    drafts = _fitted(one, other)
    told = both(sorted(says, key=lambda explanation: explanation.slug))
    return Edit(one.form, drafts, told, PAIR) if drafts else None


def named_pairs(slug: str, named: Callable[[str], Iterable[Edit]]) -> Iterator[Edit]:
    """
    Give the pairs of edits that an explanation stands for.

    Parameters
    ----------
    slug : the identifier of an explanation, from `both`
    named : gives the edits with an identifier
    """
    one, other = slug.split("&")
    for first, second in itertools.product(named(one), list(named(f"edit:{other}"))):
        drafts = _fitted(first, second) if first.form is second.form else ()
        if drafts:
            yield Edit(first.form, drafts, replace(first.explanation, slug=slug), PAIR)


def _fitted(one: Edit, other: Edit) -> tuple[Draft, ...]:
    """Make two edits fit to be applied in order; give none if they exclude each other."""
    both_drafts = (*one.drafts, *other.drafts)
    if are_apart([draft.path for draft in both_drafts]):
        return both_drafts
    if len(both_drafts) > 2:
        return ()
    outer, inner = sorted(both_drafts, key=lambda draft: len(draft.path))
    kept = at(one.form, inner.path)
    for path, node in below(outer.new, outer.path):
        if node is kept and inner.path != outer.path:
            return outer, replace(inner, path=path)
    return ()
