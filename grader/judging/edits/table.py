"""A table of edits under construction: which edits give which results."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from grader.judging.edits.edit import Edit
from grader.judging.edits.pairs import Row
from grader.judging.edits.words import MOST_BROADER
from testcases.judging.edits import NO_PART, EditTable, Explanation
from testcases.judging.projection import WHOLE
from testcases.judging.stands import Code, is_piece

# Larger numbers are recorded as this one. No student's result is near either of them.
_LARGEST = 3e38

# For each part of a result its numbers, and how near others have to be.
Projected = dict[str, tuple[np.ndarray, np.ndarray]]


class Table:
    """A table of edits under construction."""

    def __init__(self, parts: tuple[str, ...], forms: Iterable[ast.FunctionDef] = ()) -> None:
        self._parts = parts
        self._forms = [Code(form) for form in forms]
        self._numbers: dict[str, list[np.ndarray]] = {part: [] for part in parts}
        # By part and width: the distinct results so far, one per row, and their numbers.
        self._stacked: dict[tuple[str, int], np.ndarray] = {}
        self._places: dict[tuple[str, int], list[int]] = {}
        self._rows: dict[tuple[tuple[int, ...], int, int], None] = {}
        self._explanations: dict[str, tuple[int, Explanation]] = {}
        self._broader: dict[int, tuple[int, ...]] = {}

    def enter(self, projected: Projected, edit: Edit) -> Row:
        """Enter the results of an edit, after those of the solution; give their numbers."""
        row = self.row(projected)
        if any(row):
            number = self._number(edit.explanation, edit.broader)
            self._rows[row, number, edit.tier] = None
        return row

    def _number(self, explanation: Explanation, broader: Sequence[Explanation] = ()) -> int:
        known = self._explanations
        if explanation.sentence not in known:
            explanation = replace(explanation, telling=is_telling(explanation, self._forms))
            known[explanation.sentence] = len(known), explanation
        number, _ = known[explanation.sentence]
        if broader:
            self._broader[number] = tuple(self._number(one) for one in broader)
        return number

    def said(self) -> dict[Row, Explanation]:
        """Give for each result what the nearest edits say that give it, if all say the same."""
        nearest: dict[Row, int] = {}
        for row, _, tier in self._rows:
            nearest[row] = min(tier, nearest.get(row, tier))
        said: dict[Row, set[int]] = {}
        for row, number, tier in self._rows:
            if tier == nearest[row]:
                said.setdefault(row, set()).add(number)
        known = [explanation for _, explanation in self._explanations.values()]
        return {row: known[min(numbers)] for row, numbers in said.items() if len(numbers) == 1}

    def row(self, projected: Projected) -> tuple[int, ...]:
        """Give for each part the number of its result."""
        return tuple(self._class(part, projected) for part in self._parts)

    def _class(self, part: str, projected: Projected) -> int:
        known = self._numbers[part]
        if part not in projected:
            if part == WHOLE and not known:
                known.append(np.zeros(0))
            return NO_PART if part != WHOLE else 0
        numbers, near = projected[part]
        rows = self._stacked.get((part, numbers.size), np.zeros((0, numbers.size)))
        [fitting] = np.nonzero((np.abs(rows - numbers) <= near).all(axis=1))
        if fitting.size:
            return self._places[part, numbers.size][fitting[0]]
        self._stacked[part, numbers.size] = np.vstack([rows, numbers])
        self._places.setdefault((part, numbers.size), []).append(len(known))
        known.append(numbers)
        return len(known) - 1

    def finish(self) -> EditTable:
        """Give the table."""
        rows = list(self._rows)
        broader = np.full((len(self._explanations), MOST_BROADER), NO_PART, np.int16)
        for number, above in self._broader.items():
            broader[number, : len(above)] = above
        return EditTable(
            self._parts,
            tuple(explanation for _, explanation in self._explanations.values()),
            {part: _stacked(known) for part, known in self._numbers.items()},
            np.array([row for row, _, _ in rows], np.int16).reshape(-1, len(self._parts)),
            np.array([number for _, number, _ in rows], np.int16),
            np.array([tier for _, _, tier in rows], np.int8),
            broader,
        )


def is_telling(explanation: Explanation, forms: Sequence[Code]) -> bool:
    """Say whether it quotes a piece of code that no form of the solution has."""
    return any(
        is_piece(claim) and not any(form.has([claim]) for form in forms)
        for claim in explanation.claims
    )


def _stacked(known: list[np.ndarray]) -> np.ndarray:
    """Stack the results of a part as rows; the first row of "" is no result, and shorter."""
    width = max((one.size for one in known), default=0)
    rows = [[*one, *[np.nan] * (width - one.size)] for one in known]
    return np.clip(rows, -_LARGEST, _LARGEST).astype(np.float32)
