"""The trusted side of a process that runs one notebook's functions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.errors import Interrupted
from grader.kept import Kept
from grader.sandbox.claims import outcome_of, test_outcome_of
from grader.sandbox.clock import Clock
from grader.sandbox.inside import wire
from grader.sandbox.launcher import launcher
from testcases.execution.cells import Cell, assigned_in, imported_in, magic_above
from testcases.execution.codec import TreeError
from testcases.execution.outcome import Answer, Crashed, Missing, Outcome, Raised, TimedOut, goes_on
from testcases.record import Case, Course, Exercise
from testcases.words.error_hints import missing_name, why_missing

# Seconds for all the test inputs of one function, and as many for running the definitions. The
# clock counts time in which the student's code runs or sleeps, not time in which it can't run.
SECONDS = 10.0
_MOST_KEPT, _MOST_KEPT_BYTES = 5_000, 10_000

# The reference's answers to calls, and the results that students' functions returned. Entries
# are not kept by student, and a result depends on its message alone. A class gets the same test
# inputs, so right functions call earlier exercises with the same arguments and return the
# same results, byte for byte.
_answers: Kept[tuple[Exercise, wire.Packed], tuple[str, wire.Packed]] = Kept(_MOST_KEPT)
_results: Kept[tuple[Exercise, wire.Packed], Answer] = Kept(_MOST_KEPT)


class StudentProcess:
    """
    Runs the functions of one submission's notebooks, in a process of its own.

    The process starts when it is first needed. It is killed if it takes too long or sends
    something that can't be read, and starts again for the next function.

    Parameters
    ----------
    course : whose exercises
    notebooks : the code cells of each notebook, by its name; only what they define is run
    seconds : the time limit of each function, as `grader.sandbox.clock` counts it

    Attributes
    ----------
    seconds : the time limit of each function
    asked : the earlier exercises that the present function called
    heard : the message for each test input that was run so far, or None where the outcome depends
        on more than the message
    """

    def __init__(
        self,
        course: Course,
        notebooks: Mapping[str, Sequence[Cell]],
        seconds: float = SECONDS,
    ) -> None:
        self._course = course
        self._launcher = launcher(course.packages)
        self._cells = [cell for cells in notebooks.values() for cell in cells]
        self._notebooks = [
            [
                [[cell.where, cell.source] for cell in cells],
                [
                    name
                    for name, exercise in course.exercises.items()
                    if exercise.notebook == notebook
                ],
            ]
            for notebook, cells in notebooks.items()
        ]
        self.asked: set[str] = set()
        self.heard: list[wire.Packed | None] = []
        self.seconds = seconds
        self._connection: wire.Connection | None = None
        self._clock: Clock | None = None
        self._left = seconds
        # Definitions that ran out of time would do so again for each function.
        self._loaded = self._endless = False

    def __enter__(self) -> StudentProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_clock(self, share: float = 1.0) -> None:
        """Give the next function its time, or a share; forget the earlier exercises it called."""
        self.asked = set()
        self._left = share * self.seconds
        if self._clock is not None:
            self._clock.restart(self._left)

    def evaluate(
        self,
        name: str,
        cases: Sequence[Case],
        earlier: Sequence[str],
        answer: Callable[[str, tuple, dict], Any],
    ) -> Iterator[Outcome]:
        """
        Call the function called `name` with test inputs, all sent in one message.

        Parameters
        ----------
        name : the exercise to judge
        cases : the test inputs
        earlier : names of the exercises whose calls go to `answer`
        answer : called with name, args and kwargs of such a call; returns the reference's result

        Yields
        ------
        outcome : the outcome of each test input; never an exception of the student's. Nothing
            follows an outcome that is final, or a missing one.

        Raises
        ------
        Interrupted
            If an outcome is missing through no fault of the student's.
        """
        self.heard = []
        if self._endless:
            self.heard.append(None)
            yield TimedOut(self.seconds)
            return
        try:
            if self._connection is None:
                self._start()
            packed = _questions(self._course.exercises[name], tuple(cases), tuple(earlier))
            self._connection.send_packed(packed, self._clock)
            for _ in cases:
                outcome = None
                while outcome is None:
                    packed = self._connection.receive_packed(self._clock)
                    if not self._answered_before(name, packed, earlier):
                        outcome = self._heard(name, packed, earlier, answer)
                self.heard.append(packed if isinstance(outcome, Answer) else None)
                yield outcome
                if not goes_on(outcome):
                    return
        except (TimeoutError, Interrupted, wire.WireError, TreeError) as error:
            self.heard.append(None)
            yield self._ended(error)

    def run_test(self, cells: Sequence[Cell], test: Cell) -> Outcome:
        """
        Run an instructor's test cell in this process, after what it needs of a notebook's cells.

        What comes back is the process's own claim: code of the student's can change it.

        Parameters
        ----------
        cells : the notebook's code cells; only definitions, and what the test reads, are run
        test : the test cell

        Returns
        -------
        outcome : an answer with the number that its last expression gave, or with None; or the
            error that it raised, or how the process ended

        Raises
        ------
        Interrupted
            If there is no outcome through no fault of the student's.
        """
        if self._endless:
            return TimedOut(self.seconds)
        try:
            if self._connection is None:
                self._start((*cells, test))
            sources = [[cell.where, cell.source] for cell in cells]
            self._send({"do": "test", "cells": sources, "test": [test.where, test.source]})
            said, value = self._connection.receive(self._clock)
            while said.get("said") == "ask":  # nobody answers for a function that isn't there
                self._answer(said, value, (), None)
                said, value = self._connection.receive(self._clock)
            return test_outcome_of(said)
        except (TimeoutError, Interrupted, wire.WireError, TreeError) as error:
            return self._ended(error)

    def _ended(self, error: Exception) -> Outcome:
        """End the process after an error; give the outcome, unless nothing can be said."""
        if isinstance(error, TimeoutError):
            self._endless = not self._loaded
            self.close()
            return TimedOut(self.seconds)
        # A TreeError: there is more code than fits into a message.
        killed = isinstance(error, wire.Gone) and self._launcher.child_was_killed()
        self.close()
        if isinstance(error, Interrupted):
            raise error
        if killed:
            raise Interrupted("The process that ran the student's code was killed") from None
        return Crashed()

    def _heard(
        self,
        name: str,
        packed: wire.Packed,
        earlier: Sequence[str],
        answer: Callable[[str, tuple, dict], Any],
    ) -> Outcome | None:
        """
        Read a message of the process: an outcome, or a call (None), which gets its answer.

        The process can send anything. So a message that can't be used is its own fault, not ours.
        """
        exercises = self._course.exercises
        known = _results.get((exercises[name], packed))
        if known is not None:
            return known
        try:
            said, value = wire.unpack(packed)
            if said.get("said") != "ask":
                outcome = outcome_of(exercises[name], exercises, said, value)
                if isinstance(outcome, Answer):
                    if _are_few(packed):
                        _results[exercises[name], packed] = outcome
                    return outcome
                return self._explained(name, outcome)
            kept = self._answer(said, value, earlier, answer)
            if kept is not None and _are_few((*packed, *kept)):
                _answers[exercises[name], packed] = said["name"], kept
            return None
        except (wire.WireError, TimeoutError, Interrupted):
            raise
        except Exception as error:
            raise wire.WireError(f"nothing can be done with it: {error!r}") from error

    def _explained(self, name: str, outcome: Outcome) -> Outcome:
        """Add what the student's cells tell about a missing name."""
        if isinstance(outcome, Missing) and not outcome.reason:
            return replace(outcome, reason=why_missing(name, self._cells, self._course.exercises))
        if isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError":
            kept = magic_above(self._cells, name)
            return (
                Missing(why_missing(name, self._cells, self._course.exercises)) if kept else outcome
            )
        missing = missing_name(outcome.message) if isinstance(outcome, Raised) else ""
        if not missing:
            return outcome
        elsewhere = assigned_in(self._cells, missing)
        return replace(outcome, elsewhere=elsewhere, imported=imported_in(self._cells, missing))

    def _answered_before(self, judged: str, packed: wire.Packed, earlier: Sequence[str]) -> bool:
        """
        Repeat an earlier answer, if the call and the judged exercise are the same.

        The answer may have gone to another student. So first check what this student may call.
        """
        asked, answer = _answers.get((self._course.exercises[judged], packed)) or ("", None)
        if answer is None or asked not in earlier:
            return False
        self.asked.add(asked)
        self._connection.send_packed(answer, self._clock)
        return True

    def _answer(
        self,
        said: dict[str, Any],
        value: Any,
        earlier: Sequence[str],
        answer: Callable[[str, tuple, dict], Any] | None,
    ) -> wire.Packed | None:
        """Answer a call of an earlier exercise's function; return the answer if it never varies."""
        name = said.get("name")
        if name not in earlier:
            self._send({"error": f"name '{str(name)[:60]}' is not defined", "type": "NameError"})
            return None
        if not (isinstance(value, tuple) and len(value) == 2):
            raise wire.WireError("not a call")
        self.asked.add(name)
        try:
            with self._clock.answering():
                packed = wire.pack({}, answer(name, *value))
        except Exception as error:
            message = error.args[0] if len(error.args) == 1 else str(error)
            self._send({"error": str(message)[:300], "type": type(error).__name__})
            return None
        self._connection.send_packed(packed, self._clock)
        return packed if self._course.exercises[name].weight_scale is None else None

    def _send(self, message: dict[str, Any], *value: Any) -> None:
        self._connection.send(message, *value, clock=self._clock)

    def _start(self, more: Iterable[Cell] = ()) -> None:
        """Start a process for the notebooks' cells; `more` are others that it will run."""
        self._loaded = False
        self._launcher.prepare(cell.source for cell in (*self._cells, *more))
        child = self._launcher.connect()
        self._connection = wire.Connection(child.connection)
        # Only now: the server's starting time doesn't count against the student.
        self._clock = Clock(child.stat, self.seconds)
        exercises = self._course.exercises.values()
        load = {
            "do": "load",
            "notebooks": self._notebooks,
            "exercises": {one.name: dict(one.stands_for) for one in exercises},
        }
        self._send(load)
        said, _ = self._connection.receive(self._clock)
        if said.get("said") != "loaded":
            raise wire.WireError("the process did not start")
        self._loaded = True
        # If a function runs again in a new process, the definitions don't use up its time again.
        self._clock.restart(self._left)

    def close(self) -> None:
        """End the process, and whatever it started."""
        if self._connection is not None:
            self._left = max(self._left - self._clock.used(), 0.0)
            self._clock.close()
            self._connection.close()
            self._connection = self._clock = None
            self._launcher.end_child()


# A class gets the same test inputs, and right functions call the same earlier exercises.
@functools.lru_cache(maxsize=128)
def _questions(
    exercise: Exercise, cases: tuple[Case, ...], earlier: tuple[str, ...]
) -> wire.Packed:
    request = {
        "do": "call",
        "name": exercise.name,
        "earlier": earlier,
        "in_place": bool(exercise.in_place),
        "seeds": [case.seed for case in cases],
        "without": [exercise.without(case.inputs) for case in cases],
    }
    return wire.pack(request, [(dict(case.inputs), dict(case.options)) for case in cases])


def _are_few(message: Iterable[bytes]) -> bool:
    """Say whether a message is small enough to be kept."""
    return sum(map(len, message)) <= _MOST_KEPT_BYTES
