"""What a student calls in a notebook, for one course."""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import sys
from collections.abc import Callable
from typing import Any

from testcases.judging import Verdict
from testcases.judging.own_exercises import with_own_exercises
from testcases.judging.recorded import read_cases
from testcases.notebook import _check, _progress, earlier, predictions
from testcases.notebook.calls import explain_missing_functions, interruptible
from testcases.record import Course

# What the first check needs: np.unique and np.median load the first, and a check sets the seed.
MODULES = ("numpy.ma", "numpy.random", "h5py")
# Seconds from the end of the first cell, and between two modules, in which messages are answered.
PAUSE = 0.05


class Notebook:
    """
    The functions that a course's notebooks import.

    Parameters
    ----------
    course : whose exercises, recorded cases and predictions they use
    """

    def __init__(self, course: Course) -> None:
        self._course = course = with_own_exercises(course)
        explain_missing_functions(course)
        _load_when_idle(course)

    def check(self, function: Callable[..., Any], hint: int = 1, inputs: str = "") -> None:
        """
        Test one of your functions and report the result.

        Parameters
        ----------
        function : the function itself, as in ``check(linear_forward)``
        hint : 1 asks a question; 2 names the likely cause; 3 says what to change, and where
        inputs : a file with other test inputs, which your instructor gave you

        Raises
        ------
        NotRight
            If a test fails. A notebook shows the report alone.
        WrongCall
            If there is no exercise of that name, no such hint, or no such file.
        """
        with interruptible("check"):
            _check.check(self._course, function, hint, str(inputs))

    def failing_input(self, function: Callable[..., Any], inputs: str = "") -> Any:
        """
        Get the arguments of the smallest test input that your function fails.

        Use them to debug::

            dZ, cache = failing_input(linear_backward)
            linear_backward(dZ, cache)

        Parameters
        ----------
        function : the function itself
        inputs : a file with other test inputs, as for `check`

        Returns
        -------
        arguments : a tuple in the order of the parameters, or the argument itself if there is just
            one. Keyword arguments come last, as one dictionary ``options``: pass ``**options``.

        Raises
        ------
        WrongCall
            If there is no exercise of that name.
        """
        with interruptible("failing_input"):
            return _check.failing_input(self._course, function, str(inputs))

    def progress(self) -> None:
        """
        Show how far you are: one line per notebook, and the exercise to do next.

        It reads your notebooks as you last saved them, in this folder or in those beside it. It
        runs their checks, which can take some seconds.
        """
        with interruptible("progress"):
            _progress.progress(self._course)

    def bring_functions(self, namespace: dict[str, Any], *names: str) -> None:
        """
        Load functions that you wrote in earlier notebooks, and show which ones pass their checks.

        It reads your notebooks as you last saved them, in this folder or in those beside it, and
        finds a renamed one by its functions. It runs only what the exercises' functions need. In
        place of a missing function you get one that says so when it is called.

        Parameters
        ----------
        namespace : where to put the functions; in a notebook, ``globals()``
        *names : the exercises' names

        Raises
        ------
        WrongCall
            If there is no exercise of one of these names.
        """
        with interruptible("bring_functions"):
            earlier.bring_functions(self._course, namespace, *names)

    def guess(self, name: str, *answers: Any) -> None:
        """
        Answer a prediction. A wrong answer gets a second try before the explanation.

        Parameters
        ----------
        name : which prediction
        *answers : what you expect: a number, an expression such as "2/3", a shape, or a letter

        Raises
        ------
        WrongCall
            If there is no prediction of that name.
        """
        predictions.guess(self._course, name, *answers)

    def verdict(self, function: Callable[..., Any]) -> Verdict:
        """
        Judge a function as `check` does, and return the result in place of showing it.

        Parameters
        ----------
        function : function
            The function itself.

        Returns
        -------
        verdict : Verdict
            The points of each part, and the problem if there is one.

        Raises
        ------
        ValueError
            If there is no exercise of that name.

        Examples
        --------
        >>> import numpy as np
        >>> from testcases import verdict
        >>> def compute_cost(AL, Y):
        ...     return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
        >>> result = verdict(compute_cost)
        >>> print(result.verdict, result.points, result.max_points)
        wrong 0 10
        """
        return _check.verdict_on(self._course, function)


def _load_when_idle(course: Course) -> None:
    """
    In a notebook, load after the cell that runs now what the first check would have to load.

    h5py alone takes ten times as long as a check. A kernel runs its cells within an asyncio loop,
    which calls nothing else until a cell has been answered. Without a loop, the first check loads
    what it needs.
    """
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return
    steps = [functools.partial(importlib.import_module, name) for name in MODULES]
    # The first reading of any cases sets up what h5py reads arrays with.
    steps.append(functools.partial(read_cases, next(iter(course.exercises)), course.record))
    with contextlib.suppress(RuntimeError):  # no loop is running
        loop = asyncio.get_running_loop()
        for number, step in enumerate(steps, start=1):
            loop.call_soon(loop.call_later, number * PAUSE, _quietly, step)


def _quietly(step: Callable[[], object]) -> None:
    """Do one step. If it fails or is interrupted, nothing is said: the check will say why."""
    silent = io.StringIO()
    with (
        contextlib.suppress(Exception, KeyboardInterrupt),
        contextlib.redirect_stdout(silent),
        contextlib.redirect_stderr(silent),
    ):
        step()
