"""The confidential part of the report: who needs help, and whose code is nearly the same."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

from grader.classroom.report import words
from grader.classroom.report.alike import alike
from grader.classroom.report.gather import ClassWork
from grader.classroom.report.public import cause_of, error_of, notes, sentence_of
from grader.course.escape import shown
from grader.course.table import Row, Table

# Below this share of the points somebody needs help, if most others have more; a fall by so much;
# and the share of the exercises at the end of which nothing was started.
_LOW, _FALL, _UNSTARTED = 0.5, 0.25, 0.25


def confidential_report(work: ClassWork) -> dict[str, Any]:
    """Give the report as plain values, as the page and --json show it."""
    table = work.table
    stuck = list(_stuck(work))
    prints = {student: one.prints for student, one in work.written.items()}
    return {
        "assignment": table.assignment,
        "graded": len(table.rows),
        "notes": [f"{sentence} {what}" for sentence, what in notes(work) if what],
        "needs_help": [*_submitted_nothing(work), *_fell_behind(work)],
        "stuck": sorted(stuck, key=lambda one: (-len(one["students"]), one["exercise"])),
        "unexplained": [
            {
                "exercise": one.exercise,
                "cluster": one.number,
                "students": [_who(table, student) for student in one.students],
                "parts": list(one.parts),
                "error": error_of(work.course, one),
                "code": one.code,
            }
            for one in sorted(work.clusters, key=lambda one: -len(one.students))
        ],
        "alike": [
            {
                "students": [_who(table, student) for student in one.students],
                "share": round(one.share, 2),
                "exercises": list(one.exercises),
            }
            for one in alike(work.course, prints)
        ],
    }


def _who(table: Table, student: str) -> dict[str, str]:
    known = table.students.get(student)
    return {"id": shown(student), "name": shown(known.name if known else "")}


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _most(table: Table) -> float:
    return sum(table.points.values()) or 1.0


def _before(work: ClassWork, student: str) -> float | None:
    """Give the share of the points in the earlier assignments; None if nothing was submitted."""
    rows = [
        (row.total, _most(table))
        for table in work.before
        for row in table.rows
        if row.student == student
    ]
    return sum(a for a, _ in rows) / sum(b for _, b in rows) if rows else None


def _submitted_nothing(work: ClassWork) -> Iterator[dict[str, Any]]:
    for student in work.table.without:
        before = _before(work, student)
        if not work.before:
            why = words.NOTHING
        elif before is None:
            why = words.NOTHING_EVER
        else:
            why = words.NOTHING_NOW.format(share=_percent(before))
        yield {**_who(work.table, student), "points": None, "reasons": [why]}


def _fell_behind(work: ClassWork) -> list[dict[str, Any]]:
    table = work.table
    shares = {row.student: row.total / _most(table) for row in table.rows}
    median = statistics.median(shares.values())
    found = []
    for row in table.rows:
        now, before = shares[row.student], _before(work, row.student)
        reasons = [*_stopped(work, row)]
        if before is not None and before - now >= _FALL:
            reasons.append(words.DROPPED.format(now=_percent(now), before=_percent(before)))
        elif now < _LOW and now < median and words.STARTED_NOTHING not in reasons:
            reasons.append(words.LOW.format(now=_percent(now), median=_percent(median)))
        if reasons:
            found.append(
                {**_who(table, row.student), "points": round(row.total, 2), "reasons": reasons}
            )
    return sorted(found, key=lambda one: one["points"])


def _stopped(work: ClassWork, row: Row) -> Iterator[str]:
    """Say from which exercise on nothing was started."""
    found = work.findings.get(row.student, {})
    unread = work.unread(row.student)
    yield from (words.UNREAD_OF.format(notebook=name) for name in unread)
    written = [
        name
        for name in work.exercises
        if work.course.exercises[name].is_written and work.table.notebooks[name] not in unread
    ]
    missing = 0
    for name in reversed(written):
        if found.get(name, {}).get("status") != "missing":
            break
        missing += 1
    if missing and missing == len(written):
        yield words.STARTED_NOTHING
    elif missing and missing >= _UNSTARTED * len(written):
        first = written[-missing]
        yield words.STOPPED.format(exercise=first, notebook=work.table.notebooks[first])


def _stuck(work: ClassWork) -> Iterator[dict[str, Any]]:
    """Give the groups of students who are stuck on the same thing."""
    groups: dict[tuple[str, str], list[str]] = {}
    said = {}
    for student in sorted(work.findings):
        own = work.findings[student]
        for name, found in own.items():
            exercise = work.course.exercises.get(name)
            key = cause_of(exercise, found)
            if key and own.get(exercise.mends, {}).get("status") != "missing":
                groups.setdefault((name, key), []).append(student)
                said[name, key] = sentence_of(exercise, found)
    for one in work.clusters:
        groups[one.exercise, f"cluster {one.number}"] = one.students
        said[one.exercise, f"cluster {one.number}"] = words.UNEXPLAINED
    for (name, key), students in groups.items():
        if len(students) > 1:
            yield {
                "exercise": name,
                "id": key,
                "sentence": said[name, key],
                "students": [_who(work.table, student) for student in students],
            }
