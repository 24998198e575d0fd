"""Which exercises of the series are done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from dnn_utils.notebook import notebook
from testcases.execution.call import quiet
from testcases.execution.own_code import is_stub, refers_to
from testcases.judging.recorded import kept_open
from testcases.judging.report import say
from testcases.judging.status import Status
from testcases.notebook._check import judge_recorded
from testcases.notebook.earlier import read_functions
from testcases.notebook.places import find_notebook
from testcases.record import Course, Exercise

# The states of an exercise, in words.
RIGHT, PARTLY, WRONG = "passes", "partly right", "not right yet"
NOT_WRITTEN, WAITS = "not written", "waits for {earlier}"
BROKEN, UNREADABLE, NOT_THERE = "its cell can't be run", "can't be read", "not in this folder"
# A notebook that is not started is no failure.
NOT_BEGUN = "not started"
DONE_MARK, BEGUN_MARK, UNREADABLE_MARK, OTHER_MARK = "✓", "◐", "✗", "–"

PASSED = "{passed} of {all} pass"
POINTS = "{earned:g} of {worth:g} points"
TOTAL = "All notebooks"
NEXT = "Next: {name} in {notebook}."
NEXT_NOT_THERE = "Next: {name} in {notebook}, which is not in this folder."
DONE = "All exercises pass."
SAVED = "Based on your notebooks, as last saved."


@dataclass(frozen=True)
class Standing:
    """The state of one exercise, and its points."""

    exercise: Exercise
    state: str
    points: float = 0


def progress(course: Course) -> None:
    """Do what `Notebook.progress` says."""
    # Matplotlib is switched to draw nothing once, and not for every call.
    with kept_open(course.record), quiet():
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
            standings[name] = _absent(course, exercise, problems)
    return list(standings.values())


def _absent(course: Course, exercise: Exercise, problems: dict[str, str]) -> Standing:
    if not find_notebook(course, exercise.notebook).exists():
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
    """Judge a function; if it fails and calls an earlier one that fails too, name that one."""
    if is_stub(function):  # without reading a test input
        return Standing(exercise, NOT_WRITTEN)
    try:
        verdict = judge_recorded(course, exercise, function)
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


def _points(*standings: Standing) -> str:
    worth = sum(one.exercise.points for one in standings)
    return POINTS.format(earned=sum(one.points for one in standings), worth=worth)


def _next(standings: list[Standing]) -> str:
    left = [one for one in standings if one.state != RIGHT]
    if not left:
        return DONE
    exercise = left[0].exercise
    form = NEXT_NOT_THERE if left[0].state == NOT_THERE else NEXT
    return form.format(name=exercise.name, notebook=exercise.notebook)


def _by_notebook(standings: list[Standing]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        groups.setdefault(one.exercise.notebook, []).append(one)
    return groups


@dataclass(frozen=True)
class Line:
    """What is shown of one notebook."""

    mark: str
    notebook: str
    state: str
    points: str
    open: str = ""


def _lines(standings: list[Standing]) -> list[Line]:
    return [_line(name, group) for name, group in _by_notebook(standings).items()]


def _line(notebook: str, group: list[Standing]) -> Line:
    """Put a notebook on one line, with its exercises that are begun and don't pass yet."""
    states, points = {one.state for one in group}, _points(*group)
    passed = sum(one.state == RIGHT for one in group)
    if states == {RIGHT}:
        return Line(DONE_MARK, notebook, PASSED.format(passed=passed, all=len(group)), points)
    for state, mark in ((UNREADABLE, UNREADABLE_MARK), (NOT_THERE, OTHER_MARK)):
        if states == {state}:
            return Line(mark, notebook, state, points)
    begun = [one for one in group if one.state not in (NOT_WRITTEN, RIGHT)]
    # Given functions and bugs to fix are in the notebook before the student starts.
    if not passed and not any(one.exercise.is_written for one in begun):
        return Line(OTHER_MARK, notebook, NOT_BEGUN, points)
    state = PASSED.format(passed=passed, all=len(group))
    open_ = ", ".join(f"{one.exercise.name}: {one.state}" for one in begun)
    return Line(BEGUN_MARK, notebook, state, points, open_)


def _as_text(standings: list[Standing]) -> str:
    lines, total = _lines(standings), _points(*standings)
    name = max(len(TOTAL) - 2, *(len(line.notebook) for line in lines))
    state = max(len(line.state) for line in lines)
    shown = []
    for line in lines:
        shown.append(f"{line.mark} {line.notebook:{name}}  {line.state:{state}}  {line.points}")
        shown += [f"    {line.open}"] if line.open else []
    return "\n".join(
        [*shown, f"{TOTAL:{name + 2}}  {'':{state}}  {total}", _next(standings), SAVED]
    )


def _as_html(standings: list[Standing]) -> str:
    """Write a table in the notebook's own colors; the marks differ in form."""
    rows = "".join(map(_row, _lines(standings)))
    left, right = "text-align:left", "text-align:right;white-space:nowrap"
    return (
        f"<table style='margin:.3em 0'><tbody>{rows}</tbody><tfoot><tr>"
        f"<th scope='row' colspan='2' style='{left}'>{TOTAL}</th>"
        f"<td style='{right}'>{_points(*standings)}</td></tr></tfoot></table>"
        f"<div><b>{escape(_next(standings))}</b></div>"
        f"<div style='font-size:.9em;opacity:.8'>{escape(SAVED)}</div>"
    )


def _row(line: Line) -> str:
    left, right = "text-align:left", "text-align:right;white-space:nowrap"
    # A row of its own: beside the points, names as long as these don't fit a phone.
    open_ = f"<tr><td colspan='3' style='{left}'>{escape(line.open)}</td></tr>" if line.open else ""
    return (
        f"<tr><th scope='row' style='{left};font-weight:normal;white-space:nowrap'>"
        f"<span aria-hidden='true'>{line.mark}</span> {escape(line.notebook)}</th>"
        f"<td style='{left}'>{escape(line.state)}</td>"
        f"<td style='{right}'>{line.points}</td></tr>{open_}"
    )
