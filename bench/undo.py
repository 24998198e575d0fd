"""
Undoing the edit that an explanation names, in the wrong function itself.

An explanation is true if the part that it explains is right once the edit is undone. The edit is
looked for in the function: the expression or the statement that it leaves, or else the statement
that assigns the same variable. In its place comes what the solution, or another form of it, has
there. Functions that compute the same in a very different way can't be undone so.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from functions import define

from grader.judging.edits.confirm import edits_named
from grader.judging.edits.edit import Edit
from grader.judging.edits.tree import Path, at, below, edited, target_of
from grader.this_course import COURSE
from testcases.exercises import EXERCISES
from testcases.judging._judge import Verdict

PASSES, LINE, FAILS, NOT_FOUND = "passes", "its line", "fails", "not found"
# The most ways of undoing an edit that are tried.
MOST_TRIED = 60

# Replacements at places, and what finds some of them.
Change = Sequence[tuple[Path, object]]
Find = Callable[[ast.FunctionDef, Edit, Path], Iterator[tuple[Path, object]]]


def undone(name: str, source: str, verdict: Verdict, judged: Callable[[Callable], Verdict]) -> str:
    """
    Undo what explains a wrong function, and judge it again.

    Parameters
    ----------
    name, source : the exercise, and the wrong function
    verdict : with its explanation, an edit
    judged : judges a function

    Returns
    -------
    outcome : whether what was explained passes then, or passes with the whole line in place of the
        one that assigns the same, or fails, or the edit is not to be found
    """
    exactly = _undone(name, source, verdict, judged, _traces)
    if exactly == PASSES:
        return PASSES
    by_line = _undone(name, source, verdict, judged, _statements)
    return LINE if by_line == PASSES else FAILS if FAILS in (exactly, by_line) else NOT_FOUND


def _undone(
    name: str, source: str, verdict: Verdict, judged: Callable[[Callable], Verdict], find: Find
) -> str:
    slugs = verdict.explanation.split(" + ")
    asked = EXERCISES[name].mends or name
    tree = ast.parse(source).body[0]
    before = {part for part, points in verdict.parts.items() if points < verdict.max_parts[part]}
    wanted = set(verdict.by_part) or before
    found = NOT_FOUND
    choices = [list(_ways(tree, asked, slug, find)) for slug in slugs]
    for changes in itertools.islice(itertools.product(*choices), MOST_TRIED):
        changed = _applied(tree, changes)
        if changed is None:
            continue
        try:
            text = ast.unparse(ast.fix_missing_locations(changed))
            ast.parse(text)
        except (
            SyntaxError,
            AttributeError,
            ValueError,
        ):  # the old code is of another kind than the new
            continue
        after = judged(define(text, name))
        if after.verdict == "error" and "NameError" in after.problem:
            continue  # the function has other names for its variables
        right = {part for part, points in after.parts.items() if points == after.max_parts[part]}
        if wanted <= right:
            return PASSES
        found = FAILS
    return found


def _ways(tree: ast.FunctionDef, name: str, slug: str, find: Find) -> Iterator[Change]:
    """Give the ways of undoing an edit in a function, as replacements at places."""
    for way in slug.split("|"):
        for edit in edits_named(COURSE, name, way):
            paths = [draft.path for draft in edit.drafts]
            # The second of two edits can be within what the first one has put there.
            outer = [p for p in paths if not any(p != o and p[: len(o)] == o for o in paths)]
            places = [list(find(tree, edit, path)) for path in dict.fromkeys(outer)]
            yield from itertools.product(*places)


def _traces(tree: ast.FunctionDef, edit: Edit, place: Path) -> Iterator[tuple[Path, object]]:
    """Give the places in a function that look as the edit leaves them, with what it had there."""
    old, new = at(edit.form, place), at(edit.tree, place)
    if isinstance(new, list) or isinstance(old, list):
        return
    text = ast.unparse(new)
    for path, node in below(tree.body, ("body",)):
        if isinstance(node, (ast.expr, ast.stmt)) and ast.unparse(node) == text and len(text) > 2:
            yield path, old


def _statements(tree: ast.FunctionDef, edit: Edit, place: Path) -> Iterator[tuple[Path, object]]:
    """Give the statements that assign the same as the edited one, with the unedited one."""
    ends = (place[:end] for end in range(len(place), 0, -1))
    own = next((at(edit.form, end) for end in ends if _is_simple(at(edit.form, end))), None)
    if own is not None:
        for path, node in below(tree.body, ("body",)):
            if _is_simple(node) and target_of(node) == target_of(own):
                yield path, own


def _is_simple(node: object) -> bool:
    return isinstance(node, (ast.Assign, ast.AugAssign, ast.Return))


def _applied(tree: ast.FunctionDef, changes: Sequence[Change]) -> ast.FunctionDef | None:
    every: Mapping[Path, object] = dict(itertools.chain.from_iterable(changes))
    paths = list(every)
    if any(a != b and a[: len(b)] == b for a in paths for b in paths):
        return None
    for path, old in every.items():
        tree = edited(tree, path, old)
    return tree
