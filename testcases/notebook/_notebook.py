"""What a student calls in a notebook, for one course."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from testcases.judging import Verdict
from testcases.notebook import _check, _progress, earlier, predictions
from testcases.record import Course


class Notebook:
    """
    The functions that a course's notebooks import.

    Parameters
    ----------
    course : whose exercises, recorded cases and predictions they use
    """

    def __init__(self, course: Course) -> None:
        self._course = course

    def check(self, function: Callable[..., Any], hint: int = 1) -> None:
        """
        Check one of your functions against what its exercise asks for.

        Parameters
        ----------
        function : the function itself, as in ``check(linear_forward)``
        hint : 1 for a nudge; 2 and 3 say more

        Raises
        ------
        NotRight
            If it isn't right yet. In a notebook the report alone is shown.
        ValueError
            If there is no exercise of that name, or no such hint.
        """
        _check.check(self._course, function, hint)

    def progress(self) -> None:
        """
        Show which exercises of the series are done, and which is next.

        The notebooks are read as they were last saved, from the folder that this one is in, and
        each exercise's function gets the questions that its check asks. It may take some seconds.
        """
        _progress.progress(self._course)

    def bring_functions(self, namespace: dict[str, Any], *names: str) -> None:
        """
        Bring functions that you wrote in earlier notebooks into this one, and say how they stand.

        The notebooks are read as they were last saved, from the folder that this one is in. Of
        their cells only what the exercises' functions need is run. A function that is missing
        becomes one that says so when called.

        Parameters
        ----------
        namespace : where to put the functions; in a notebook, ``globals()``
        *names : the exercises' names

        Raises
        ------
        ValueError
            If there is no exercise of such a name.
        """
        earlier.bring_functions(self._course, namespace, *names)

    def guess(self, name: str, *answers: Any) -> None:
        """
        Answer a prediction at once: whether it is so, and why.

        Parameters
        ----------
        name : which prediction
        *answers : what you expect: a number (two digits are enough, but for a whole number), a
            shape, or text; several are taken as a tuple

        Raises
        ------
        ValueError
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
            With the points of each part, and what is wrong.

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
