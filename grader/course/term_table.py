"""A term at a glance: students by assignments, with the total of each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from grader.course.escape import for_spreadsheet, shown
from grader.course.table import Row, Table, outdated_note

_LEGEND = (
    "- was not submitted or not graded. ? waits for manual grading. To see the exercises of one "
    "assignment, run: grader table --assignment NAME"
)


@dataclass(frozen=True)
class _Line:
    """A student's rows, one for each assignment; None where nothing was graded."""

    student: str
    rows: list[Row | None]

    @property
    def total(self) -> float:
        return sum(row.total for row in self.rows if row)


def _lines(tables: Sequence[Table]) -> list[_Line]:
    """Give each student of the class a line, the highest total first."""
    by_student = [{row.student: row for row in table.rows} for table in tables]
    students = {id for table in tables for id in table.without}.union(*by_student)
    lines = [_Line(one, [rows.get(one) for rows in by_student]) for one in students]
    return sorted(lines, key=lambda line: (-line.total, line.student))


def format_term(tables: Sequence[Table]) -> str:
    """Write the assignments with their points, and each student's totals."""
    lines, names = _lines(tables), tables[0].names
    who = [shown(line.student) for line in lines]
    if names:
        width = max(len("student"), *map(len, who))
        named = zip(who, lines, strict=True)
        who = [f"{id:<{width}}  {shown(names.get(line.student, ''))}" for id, line in named]
    width = max(len("student"), *map(len, who))
    scores = [[_score(row) for row in line.rows] for line in lines]
    cell = max([4, *(1 + len(score) for own in scores for score in own)])
    text = ["Assignments, with their points:"]
    for number, table in enumerate(tables, start=1):
        text.append(f"  {number:2} {shown(table.assignment)} ({table.most:g})")
    heads = "".join(f"{number:{cell}}" for number in range(1, len(tables) + 1))
    text += ["", f"{'student':<{width}}{heads}  total"]
    for name, own, line in zip(who, scores, lines, strict=True):
        cells = "".join(f"{score:>{cell}}" for score in own)
        text.append(f"{name:<{width}}{cells}  {line.total:5g}")
    text += ["", _LEGEND]
    text += [outdated_note(one.outdated, one.assignment) for one in tables if one.outdated]
    return "\n".join(text)


def _score(row: Row | None) -> str:
    return "-" if row is None else f"{row.total:g}" + "?" * bool(row.waiting)


def format_term_csv(tables: Sequence[Table]) -> str:
    """Write the totals as comma-separated values; empty where nothing was graded."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    columns = ["last_name", "first_name"] if tables[0].names else []
    heads = (for_spreadsheet(table.assignment) for table in tables)
    out.writerow(["student", *columns, *heads, "total"])
    for line in _lines(tables):
        known = tables[0].students.get(line.student)
        who = [line.student, *(getattr(known, column, "") for column in columns)]
        totals = ["" if row is None else row.total for row in line.rows]
        out.writerow([*map(for_spreadsheet, who), *totals, line.total])
    return text.getvalue()


def format_term_json(tables: Sequence[Table]) -> str:
    """
    Write the totals as a JSON object.

    Returns
    -------
    points : for each assignment, the most that can be earned
    students : a list of objects with `student`, `name` (null without a roster), `totals` (for each
        assignment; null where nothing was graded), `waiting` (the assignments with answers that
        wait for manual grading) and `total`
    outdated : for each assignment, students who were graded with other tests or another release
    """
    names = [table.assignment for table in tables]
    students = [
        {
            "student": line.student,
            "name": tables[0].names.get(line.student),
            "totals": {n: row and row.total for n, row in zip(names, line.rows, strict=True)},
            "waiting": [n for n, row in zip(names, line.rows, strict=True) if row and row.waiting],
            "total": line.total,
        }
        for line in _lines(tables)
    ]
    return json.dumps(
        {
            "points": {table.assignment: table.most for table in tables},
            "students": students,
            "outdated": {table.assignment: table.outdated for table in tables if table.outdated},
        }
    )
