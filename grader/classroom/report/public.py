"""The report that can be shown in class: numbers, causes and code, but nobody's name."""

from __future__ import annotations

import builtins
import re
import statistics
from collections import Counter
from collections.abc import Mapping
from typing import Any

from grader.classroom.report import words
from grader.classroom.report.clusters import Cluster
from grader.classroom.report.gather import ClassWork
from grader.classroom.report.vocabulary import vocabulary_of
from grader.course.escape import counted, counted_were
from grader.course.table import NO_RESPONSE
from testcases.record import Course, Exercise

_BINS = 10
# The kind of an error in the sentence on it, and the name that it says is not defined.
_ERROR = re.compile(r"\b(\w+(?:Error|Exception|Iteration))\b(?:: name '(\w+)')?")


def public_report(work: ClassWork) -> dict[str, Any]:
    """Give the report as plain values, as the page and --json show it."""
    table = work.table
    totals = sorted(round(row.total, 2) for row in table.rows)
    most = sum(table.points.values())
    return {
        "assignment": table.assignment,
        "tests": work.tests,
        "graded": len(table.rows),
        "not_graded": len(table.without),
        "max_points": most,
        "mean": round(statistics.fmean(totals), 2),
        "median": round(statistics.median(totals), 2),
        "totals": totals,
        "bins": _bins(totals, most),
        "notes": [sentence for sentence, _ in notes(work)],
        "exercises": _exercises(work),
        "causes": causes(work),
        "clusters": [
            {
                "exercise": one.exercise,
                "cluster": one.number,
                "students": len(one.students),
                "parts": list(one.parts),
                "stops_with_an_error": one.errors,
                "error": error_of(work.course, one),
                # Who is alone with some code would be recognized by it.
                "code": one.code if len(one.students) > 1 else "",
            }
            for one in sorted(work.clusters, key=lambda one: -len(one.students))
        ],
    }


def _bins(totals: list[float], most: float) -> list[dict[str, Any]]:
    """Count the totals in tenths of the points; the last tenth has the full points, too."""
    count = Counter(
        min(_BINS - 1, max(0, int(_BINS * total / most + 1e-9))) if most else 0 for total in totals
    )
    return [
        {
            "from": round(most * number / _BINS, 2),
            "to": round(most * (number + 1) / _BINS, 2),
            "students": count[number],
        }
        for number in range(_BINS)
    ]


def notes(work: ClassWork) -> list[tuple[str, str]]:
    """Give the notes above the report, each with what the instructor can do about it."""
    table = work.table
    said: list[tuple[str, str]] = []
    where = {"assignment": table.assignment}
    unknown = sum(row.student not in work.findings for row in table.rows)
    if unknown:
        these = "it" if unknown == 1 else "them"
        count = counted_were(unknown, "submission")
        sentence = words.NO_FINDINGS.format(count=count, these=these)
        said.append((sentence, words.REGRADE.format(**where)))
    if table.outdated:
        count = counted_were(len(table.outdated), "submission")
        sentence = words.OUTDATED.format(count=count)
        said.append((sentence, words.GRADE_ALIKE.format(**where)))
    unread = Counter(name for row in table.rows for name in work.unread(row.student))
    if unread:
        notebooks = ", ".join(f"{name} ({number})" for name, number in sorted(unread.items()))
        count = counted(unread.total(), "submitted notebook")
        said.append((words.UNREAD.format(count=count, notebooks=notebooks), ""))
    waiting = sum(len(row.waiting) for row in table.rows)
    if waiting:
        count = f"{counted(waiting, 'answer')} {'waits' if waiting == 1 else 'wait'}"
        said.append((words.WAITING.format(count=count), words.GRADE_BY_HAND))
    tests = {n for own in work.findings.values() for n, one in own.items() if "cause" in one}
    if tests:
        said.append((words.INSIDE.format(names=", ".join(sorted(tests))), ""))
    return said


def _exercises(work: ClassWork) -> list[dict[str, Any]]:
    """
    Give how the class did in each exercise, test cell and question, the hardest first.

    Answers that wait for manual grading are left out. Exercises that no student tried come last.
    """
    table, found = work.table, []
    for name in (name for name, points in table.points.items() if points > 0):
        worth = table.points[name]
        kinds: Counter[str] = Counter()
        rows = [
            row
            for row in table.rows
            if table.notebooks[name] not in work.unread(row.student)
            and not (row.scores.get(name) is None and name in row.waiting)
        ]
        if not rows and table.rows and name not in work.course.exercises:
            continue
        for row in rows:
            score = row.scores.get(name) or 0.0
            status = work.findings.get(row.student, {}).get(name, {}).get("status")
            if score >= worth:
                kinds["full"] += 1
            elif score > 0:
                kinds["some"] += 1
            else:
                empty = status == "missing" or row.messages.get(name) == NO_RESPONSE
                kinds["missing" if empty else "none"] += 1
        scores = [row.scores.get(name) or 0.0 for row in rows] or [0.0]
        found.append(
            {
                "exercise": name,
                "notebook": table.notebooks[name],
                "points": worth,
                "mean": round(statistics.fmean(scores), 2),
                "share": statistics.fmean(scores) / worth,
                **{kind: kinds[kind] for kind in ("full", "some", "none", "missing")},
            }
        )
    tried = ("full", "some", "none")
    return sorted(found, key=lambda one: (not any(one[kind] for kind in tried), one["share"]))


def causes(work: ClassWork) -> list[dict[str, Any]]:
    """Count what explains wrong results, by exercise; the most frequent first."""
    count: Counter[tuple[str, str]] = Counter()
    said: dict[tuple[str, str], str] = {}
    for found in work.findings.values():
        for name, one in found.items():
            key = cause_of(work.course.exercises.get(name), one)
            if key:
                count[name, key] += 1
                said[name, key] = sentence_of(work.course.exercises[name], one)
            elif one.get("cause"):
                count[name, "test"] += 1
                said.setdefault((name, "test"), one["cause"])
    return [
        {
            "exercise": name,
            "id": key,
            "kind": "misconception" if key in work.course.misconceptions else "cause",
            "sentence": said[name, key],
            "students": number,
        }
        for (name, key), number in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    ]


def error_of(course: Course, cluster: Cluster) -> str:
    """
    Say with which error the functions of a cluster stop, without a name that a student chose.

    Returns
    -------
    sentence : empty if they return a result
    """
    if not cluster.errors:
        return ""
    known = vocabulary_of(course)
    found = _ERROR.search(cluster.error)
    if found is None or not hasattr(builtins, found[1]):
        return words.SOME_ERROR
    kind, name = found[1], found[2]
    if kind == "NameError":
        harmless = name in known.names | known.attributes
        kind = words.NOT_DEFINED.format(name=name) if harmless else words.A_NAME
    return words.ERROR.format(error=kind)


def cause_of(exercise: Exercise | None, found: Mapping[str, Any]) -> str:
    """
    Give the id of what explains a result, or its status; nothing for one without a cause.

    The causes in an end-to-end exercise are those in its functions.
    """
    if exercise is None or exercise.end_to_end or found.get("computed"):
        return ""
    if found.get("status") in (None, "right", "missing"):
        return ""
    return found.get("explanation") or str(found["status"])


def sentence_of(exercise: Exercise, found: Mapping[str, Any]) -> str:
    """Say what explains a result, in words that hold for everybody."""
    key = found.get("explanation") or ""
    sentence = (
        found.get("sentence")
        or words.CAUSES.get(key)
        or (words.NO_SENTENCE if key else words.STATUS.get(found["status"], ""))
    )
    is_bug = exercise.mends and found.get("misconception")
    return words.NOT_FIXED.format(sentence=sentence) if is_bug else sentence
