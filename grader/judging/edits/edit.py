"""All edits of the forms of one solution."""

from __future__ import annotations

import ast
import itertools
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.judging.edits.calls import Instead, call_edits
from grader.judging.edits.draft import Draft
from grader.judging.edits.expressions import expression_edits
from grader.judging.edits.results import result_edits
from grader.judging.edits.statements import statement_edits, wheres
from grader.judging.edits.tree import Path, edited, parse_form, places
from grader.judging.edits.words import broader_of, explanation_of, tier_of
from testcases.judging.edits import Explanation
from testcases.record import Exercise, Group

# Edits that are the same for every function whose result isn't unpacked.
_ANY_X = ("not-unpacked",)
_MOST_TWINS = 4
# Edits of an update that are done to the weights and to the biases.
_OF_BOTH = ("new-array", "plus-for-minus", "other-piece")
# Edits of a whole value, of which the report says something.
_OF_VALUES = (
    "sign", "doubled", "halved", "transposed", "applied-too", "multiplied-too", "divided-too",
    "added-too", "subtracted-too", "not-divided-by", "not-multiplied-by", "multiplied-not-divided",
)  # fmt: skip
# In a function with more statements, rare edits are left out.
_LONG = 11


@dataclass(frozen=True, eq=False)
class Edit:
    """
    An edited form of a solution.

    Attributes
    ----------
    form : the form
    drafts : the changes
    explanation : the likely cause that the edit stands for
    tier : how far-fetched the edit is
    broader : what is true of it and of other edits, each saying less than the one before
    """

    form: ast.FunctionDef
    drafts: tuple[Draft, ...]
    explanation: Explanation
    tier: int
    broader: tuple[Explanation, ...] = ()

    @property
    def tree(self) -> ast.FunctionDef:
        """The edited function."""
        tree = self.form
        for draft in self.drafts:
            tree = edited(tree, draft.path, draft.new)
        return tree

    @property
    def source(self) -> str:
        """The text of the edited function."""
        return ast.unparse(self.tree)

    def function(self, names: Mapping[str, Any]) -> Any:
        """
        Give the edited function.

        Parameters
        ----------
        names : the functions that it may call

        Raises
        ------
        SyntaxError
            If the edited code is not Python.
        """
        module = ast.Module([self.tree], [])
        space: dict[str, Any] = dict(names)
        exec(compile(module, f"<edit {self.explanation.slug}>", "exec"), space)
        made = space[self.form.name]
        assert isinstance(made, types.FunctionType)
        return made


def edits_of_forms(
    exercise: Exercise,
    sources: Iterable[str],
    instead: Mapping[str, Instead],
) -> Iterator[Edit]:
    """
    Give all edits of some forms of an exercise's solution.

    Parameters
    ----------
    exercise : the exercise
    sources : the forms
    instead : by a function's name, what people write in place of its call
    """
    results = exercise.returns.items if isinstance(exercise.returns, Group) else ()
    result = "what is returned" if results else f"`{exercise.returns.name}`"
    forms = [parse_form(source) for source in sources]
    unusual = _not_in(forms[0])
    for form in forms:
        made = _drafts(form, instead, [one.name for one in results])
        drafts = [one for one in made if explanation_of(one, result) is not None]
        if is_long(form):
            drafts = [one for one in drafts if not one.kind.startswith("odd-")]
        drafts = list(_of_whole_values(form, drafts))
        for one in drafts:
            _locate(one.new)
        for group in [*([one] for one in drafts), *_twins(drafts)]:
            said = _shared(group)
            explanation = explanation_of(said, result)
            if explanation is not None:
                tier = tier_of(said, exercise.parts)
                broader = broader_of(said, result, unusual)
                yield Edit(form, tuple(group), explanation, tier, broader)


def _not_in(solution: ast.FunctionDef) -> list[str]:
    """
    Name the explanations of a loop or a condition if the solution has none.

    Most people write no other, and where many edits fit, nothing tells them from the others.
    """
    nodes = list(ast.walk(solution))
    loop = any(isinstance(node, (ast.For, ast.While, ast.comprehension)) for node in nodes)
    condition = any(isinstance(node, (ast.If, ast.IfExp, ast.Compare)) for node in nodes)
    return ["loop-other"] * (not loop) + ["condition-other"] * (not condition)


def _of_whole_values(form: ast.FunctionDef, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """
    Leave out what would be said of a variable, and is done to it on the way to its value.

    In a loop that adds to Z, the first Z with the opposite sign is not a Z with the opposite sign.
    """
    assigned: dict[str, list[Path]] = {}
    for place in places(form):
        if isinstance(place.node, (ast.Assign, ast.AugAssign)) and not place.where:
            assigned.setdefault(place.target, []).append(place.path)
    for one in drafts:
        lines = assigned.get(one.target, [])
        on_the_way = len(lines) > 1 and one.path[: len(lines[-1])] != lines[-1]
        if not (on_the_way and one.kind.removeprefix("odd-") in _OF_VALUES):
            yield one


def is_long(form: ast.FunctionDef) -> bool:
    """Say whether a function has so many statements that its rare edits are left out."""
    return len(form.body) > _LONG


def _twins(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Give edits that do the same in several places: for W1 and W2, or in each branch."""
    groups: dict[tuple[Any, ...], list[Draft]] = {}
    for one in drafts:
        x = "" if one.kind in _ANY_X else _letters(one.x)
        # A result that is changed twice, where it is computed and where it is returned, is none.
        returned = "elts" in one.path
        key = one.kind, _letters(one.target), x, _letters(one.y), returned
        groups.setdefault(key, []).append(one)
        if one.target in ("W", "b") and one.kind in _OF_BOTH:
            both = replace(one, target="W and b")
            groups.setdefault((one.kind, both.target, one.x, one.y), []).append(both)
    for group in groups.values():
        if 1 < len(group) <= _MOST_TWINS and are_apart([one.path for one in group]):
            yield group


def _letters(name: str) -> str:
    """Give a name without its layer's number: "W" of "W1"; others stay as they are."""
    return name if "." in name else re.sub(r"(?<=[A-Za-z])\d+$", "", name)


def are_apart(paths: list[Path]) -> bool:
    """Say whether no place is within another."""
    return not any(
        one[: len(other)] == other or one == other[: len(one)]
        for one, other in itertools.combinations(paths, 2)
    )


def _shared(group: list[Draft]) -> Draft:
    """Give an edit with the words that are true of the whole group."""
    first = group[0]
    for other in group[1:]:
        if other.target != first.target:
            first = replace(first, target=_letters(first.target))
        if other.where != first.where:
            first = replace(first, where="")
        if (other.x, other.y) != (first.x, first.y):
            first = replace(first, x=_letters(first.x), y=_letters(first.y))
    return first


def _drafts(
    form: ast.FunctionDef, instead: Mapping[str, Instead], results: Sequence[str]
) -> Iterator[Draft]:
    found = list(places(form, results))
    for place in found:
        yield from expression_edits(place)
        yield from call_edits(place, instead)
        yield from result_edits(place)
    yield from statement_edits(form, wheres(found))


def _locate(new: Any) -> None:
    """Give new nodes a line number, since Python compiles nothing without one."""
    for top in new if isinstance(new, list) else [new]:
        for node in ast.walk(top):
            if "lineno" in node._attributes and not hasattr(node, "lineno"):
                node.lineno = node.end_lineno = 1
                node.col_offset = node.end_col_offset = 0
