"""Which exercises of the series are done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from dnn_utils.notebook import notebook
from testcases.execution.own_code import refers_to
from testcases.judging.report import COLOURS, OTHER_COLOUR, say
from testcases.judging.status import Status
from testcases.notebook._check import verdict_on
from testcases.notebook.earlier import read_functions
from testcases.record import Course, Exercise

# How an exercise can stand, in words, and the mark before them.
RIGHT, PARTLY, WRONG = "right", "partly right", "not right yet"
NOT_WRITTEN, WAITS = "not written", "waits for {earlier}"
BROKEN, UNREADABLE, NOT_THERE = (
    "its cell can't be run",
    "notebook can't be read",
    "notebook not there",
)
MARKS = {RIGHT: "✓", PARTLY: "◐", WRONG: "✗", BROKEN: "✗", UNREADABLE: "✗"}
OTHER_MARK = "–"

POINTS = "{earned:g} of {worth:g} points"
TOTAL = "All exercises"
NEXT = "Next: {name} in {notebook}."
NEXT_NOT_THERE = "Next: {name} in {notebook}, which is not in this folder."
DONE = "All exercises are right."
SAVED = "Read from the notebooks of this folder, as they were last saved."


@dataclass(frozen=True)
class Standing:
    """How one exercise stands, and what it has earned."""

    exercise: Exercise
    state: str
    points: float = 0


def progress(course: Course) -> None:
    """Do what `Notebook.progress` says."""
    standings = _standings(course)
    text = _as_text(standings)
    if notebook() is None:
        say(text)
        return
    from IPython.display import display

    display({"text/html": _as_html(standings), "text/plain": text}, raw=True)


def _standings(course: Course) -> list[Standing]:
    found, problems = read_functions(course, {e.notebook for e in course.exercises.values()})
    standings: dict[str, Standing] = {}
    for name, exercise in course.exercises.items():
        function = found.get(name)
        if callable(function):
            standings[name] = _judged(course, exercise, function, standings)
        else:
            standings[name] = _absent(exercise, problems)
    return list(standings.values())


def _absent(exercise: Exercise, problems: dict[str, str]) -> Standing:
    if not _path(exercise).exists():
        return Standing(exercise, NOT_THERE)
    if exercise.notebook in problems:
        return Standing(exercise, UNREADABLE)
    return Standing(exercise, BROKEN if exercise.name in problems else NOT_WRITTEN)


def _judged(
    course: Course,
    exercise: Exercise,
    function: Callable[..., Any],
    earlier: dict[str, Standing],
) -> Standing:
    """Judge a function; where it fails and calls an earlier one that does too, name that."""
    try:
        verdict = verdict_on(course, function, exercise.name)
    # What a function gives back may be anything, also what can't be looked at.
    except Exception:
        return Standing(exercise, WRONG)
    if verdict.verdict in (Status.RIGHT, Status.PARTLY):
        state = RIGHT if verdict.verdict == Status.RIGHT else PARTLY
        return Standing(exercise, state, verdict.points)
    if verdict.verdict == Status.MISSING and refers_to(function, "NotImplementedError"):
        return Standing(exercise, NOT_WRITTEN)
    for name in exercise.builds_on:
        if refers_to(function, name) and earlier[name].state != RIGHT:
            return Standing(exercise, WAITS.format(earlier=name))
    return Standing(exercise, WRONG)


def _path(exercise: Exercise) -> Path:
    return Path(f"{exercise.notebook}.ipynb")


def _points(*standings: Standing) -> str:
    worth = sum(one.exercise.points for one in standings)
    return POINTS.format(earned=sum(one.points for one in standings), worth=worth)


def _next(standings: list[Standing]) -> str:
    left = [one for one in standings if one.state != RIGHT]
    if not left:
        return DONE
    exercise = left[0].exercise
    form = NEXT if _path(exercise).exists() else NEXT_NOT_THERE
    return form.format(name=exercise.name, notebook=exercise.notebook)


def _by_notebook(standings: list[Standing]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        groups.setdefault(one.exercise.notebook, []).append(one)
    return groups


def _as_text(standings: list[Standing]) -> str:
    wide = max(len(one.exercise.name) for one in standings)
    state = max(len(one.state) for one in standings)
    lines = []
    for name, group in _by_notebook(standings).items():
        lines.append(f"{name:{wide + state + 6}}  {_points(*group)}")
        lines += [
            f"  {MARKS.get(one.state, OTHER_MARK)} {one.exercise.name:{wide}}  "
            f"{one.state:{state}}  {_points(one)}"
            for one in group
        ]
    lines.append(f"{TOTAL:{wide + state + 6}}  {_points(*standings)}")
    return "\n".join([*lines, _next(standings), SAVED])


def _as_html(standings: list[Standing]) -> str:
    """Write a table in the notebook's own colours; the marks say in form and words what they do."""
    rows = []
    for name, group in _by_notebook(standings).items():
        rows.append(f"<tbody>{_row(escape(name), '', _points(*group), heading=True)}")
        rows += [
            _row(f"<code>{escape(one.exercise.name)}</code>", _mark(one), _points(one))
            for one in group
        ]
        rows.append("</tbody>")
    total = _row(TOTAL, "", _points(*standings), heading=True)
    return (
        f"<table style='margin:.3em 0'>{''.join(rows)}<tfoot>{total}</tfoot></table>"
        f"<div><b>{escape(_next(standings))}</b></div>"
        f"<div style='opacity:.75'>{escape(SAVED)}</div>"
    )


def _row(name: str, state: str, points: str, heading: bool = False) -> str:
    left, right = "text-align:left", "text-align:right;white-space:nowrap"
    if heading:
        first = f"<th colspan='2' scope='rowgroup' style='{left}'>{name}</th>"
        return f"<tr>{first}<th style='{right}'>{points}</th></tr>"
    return (
        f"<tr><th scope='row' style='{left};font-weight:normal;padding-left:2em'>{name}</th>"
        f"<td style='{left}'>{state}</td><td style='{right}'>{points}</td></tr>"
    )


def _mark(one: Standing) -> str:
    colour = COLOURS.get(one.state.split()[0], OTHER_COLOUR)
    mark = MARKS.get(one.state)
    if mark is None:
        return f"{OTHER_MARK} {escape(one.state)}"
    return f"<strong style='color:{colour}'>{mark}</strong> {escape(one.state)}"
