"""All edits of the forms of one solution."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.judging.edits.calls import call_edits
from grader.judging.edits.draft import Draft
from grader.judging.edits.expressions import expression_edits
from grader.judging.edits.results import result_edits
from grader.judging.edits.statements import statement_edits, wheres
from grader.judging.edits.tree import edited, parse_form, places
from grader.judging.edits.words import explanation_of
from testcases.judging.edits import Explanation


@dataclass(frozen=True, eq=False)
class Edit:
    """
    A form of a solution, with an edit.

    Attributes
    ----------
    form : the form
    drafts : what is changed in it
    explanation : what that means
    """

    form: ast.FunctionDef
    drafts: tuple[Draft, ...]
    explanation: Explanation

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
        return ast.unparse(ast.fix_missing_locations(self.tree))

    def function(self, names: Mapping[str, Any]) -> Any:
        """
        Give the edited function.

        Parameters
        ----------
        names : what it may call

        Raises
        ------
        SyntaxError
            If it is none.
        """
        module = ast.fix_missing_locations(ast.Module([self.tree], []))
        space: dict[str, Any] = dict(names)
        exec(compile(module, f"<edit {self.explanation.slug}>", "exec"), space)
        made = space[self.form.name]
        assert isinstance(made, types.FunctionType)
        return made


def single_edits(sources: Iterable[str]) -> Iterator[Edit]:
    """Give all single edits of some forms of one function."""
    for source in sources:
        form = parse_form(source)
        for draft in _drafts(form):
            explanation = explanation_of(draft)
            if explanation is not None:
                yield Edit(form, (draft,), explanation)


def _drafts(form: ast.FunctionDef) -> Iterator[Draft]:
    found = list(places(form))
    for place in found:
        yield from expression_edits(place)
        yield from call_edits(place)
        yield from result_edits(place)
    yield from statement_edits(form, wheres(found))
