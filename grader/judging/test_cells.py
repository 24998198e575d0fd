"""
Running an instructor's own test cells: asserts, as nbgrader knows them.

A test runs in the student's process, after the student's code. So that code can fool it, and the
instructor who reads the score is told so. Only the functions of the course's exercises are judged
from outside.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from grader.cells import CHECK
from grader.errors import Interrupted, NotGraded
from grader.judging.trials import NOT_GRADED
from grader.sandbox.client import StudentProcess
from testcases.execution.cells import Cell
from testcases.execution.outcome import Answer, Outcome, Raised, TimedOut
from testcases.judging.report import plain
from testcases.record import Course

PASSED = "{name}: the test passes"
PARTLY = "{name}: {points:g} of {most:g} points"
FAILED = "{name}: the test fails"
STOPPED = "The test was stopped after {seconds:g} seconds. Look for a loop that doesn't end."
CRASHED = "The process that ran the test ended before the test did."
HIDDEN = "This is a hidden test."
OWN_ERROR = "An error of the student's own"
LINE = "The line of the test: {line}"
NOTE = (
    "This test ran in the same process as the submitted code. That code can fool it, so look at "
    "the code before you trust the score."
)


@dataclass(frozen=True)
class TestCell:
    """
    A test cell of the instructor's.

    Attributes
    ----------
    grade_id : the cell's id
    notebook : the notebook's name
    source : the tests, with those that are hidden
    visible : the tests as students have them
    points : what it is worth
    """

    grade_id: str
    notebook: str
    source: str
    visible: str
    points: float

    @property
    def where(self) -> str:
        """The cell's place, as error messages name it."""
        return f"{self.notebook}, cell {self.grade_id}"


@dataclass(frozen=True)
class Tested:
    """
    The result of a test cell.

    Attributes
    ----------
    cell : the test cell
    points : the points earned
    problem : why there are not all of them, in a sentence or two, or an empty string
    cause : the same in words that quote nothing of the student's, or an empty string
    """

    cell: TestCell
    points: float
    problem: str = ""
    cause: str = ""

    @property
    def text(self) -> str:
        """The report: a headline and the problem."""
        return "\n".join(filter(None, [self._headline, self.problem]))

    @property
    def html(self) -> str:
        """The same for a page."""
        problem = f"<p>{escape(self.problem)}</p>" if self.problem else ""
        return f"<div><p><b>{escape(self._headline)}</b></p>{problem}</div>"

    @property
    def name(self) -> str:
        """The cell's name, as reports have it."""
        return self.cell.grade_id.removeprefix(CHECK)

    @property
    def in_brief(self) -> str:
        """The report on one line."""
        return f"{self._headline[2:]}. {self.problem}".strip()

    @property
    def _headline(self) -> str:
        name, most = self.cell.grade_id, self.cell.points
        if self.points >= most and not self.problem:
            return f"✓ {PASSED.format(name=name)}"
        form = PARTLY if self.points else FAILED
        return f"✗ {form.format(name=name, points=self.points, most=most)}"


def run_test_cells(
    course: Course,
    notebooks: Mapping[str, Sequence[Cell]],
    around: Mapping[str, Sequence[Cell]],
    tests: Sequence[TestCell],
) -> Iterator[Tested]:
    """
    Run test cells, each in a process of its own.

    Parameters
    ----------
    course : the course
    notebooks : for each notebook's name, the cells that define the exercises' functions
    around : for each notebook with tests, its other code cells
    tests : the test cells

    Yields
    ------
    tested : the result of each test

    Raises
    ------
    NotGraded
        If the machine is too busy, or has too little memory, to tell.
    """
    for test in tests:
        outcome = _run(course, notebooks, around.get(test.notebook, ()), test)
        yield _tested(test, outcome)


def _run(
    course: Course, notebooks: Mapping[str, Sequence[Cell]], cells: Sequence[Cell], test: TestCell
) -> Outcome:
    cell = Cell(test.where, test.source)
    for _ in range(2):
        with StudentProcess(course, notebooks) as student:
            try:
                return student.run_test(cells, cell)
            except Interrupted as error:
                why = error
    raise NotGraded(NOT_GRADED.format(error=why, name=test.grade_id))


def _tested(test: TestCell, outcome: Outcome) -> Tested:
    if isinstance(outcome, Answer):
        # As nbgrader does: a number is partial credit, and anything else earns all points.
        earned = test.points if outcome.value is None else outcome.value
        # This way round, what is no number earns nothing.
        return Tested(test, min(earned, test.points) if earned > 0 else 0.0)
    if isinstance(outcome, Raised):
        place = _place(test, outcome)
        kind = outcome.type_name if hasattr(builtins, outcome.type_name) else OWN_ERROR
        error = plain(outcome.text).rstrip(".")
        return Tested(test, 0.0, f"{error}. {place}".strip(), f"{kind}. {place}".strip())
    stopped = isinstance(outcome, TimedOut)
    why = STOPPED.format(seconds=outcome.seconds) if stopped else CRASHED
    return Tested(test, 0.0, why, why)


def _place(test: TestCell, raised: Raised) -> str:
    """Say at which line a test raised an error, unless students don't have that line."""
    lines = dict(enumerate(test.source.splitlines(), start=1))
    if raised.where != test.where or raised.number not in lines:
        return ""
    line = lines[raised.number]
    return LINE.format(line=line.strip()) if line in test.visible.splitlines() else HIDDEN
