"""Calls that can't be answered: one sentence each, and no traceback."""

from __future__ import annotations

import contextlib
import re
import types
from collections.abc import Iterator
from typing import Any

from dnn_utils.notebook import notebook
from testcases.judging.report import wrapped
from testcases.record import Course, Exercise
from testcases.words import wording
from testcases.words.describe import describe
from testcases.words.error_hints import missing_name, nearest


class WrongCall(ValueError):
    """A call that names no exercise, hint or prediction. It shows its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback."""
        return [wrapped(str(self))]


class Interrupted(KeyboardInterrupt):
    """Somebody interrupted the call. It shows its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@contextlib.contextmanager
def interruptible(what: str) -> Iterator[None]:
    """Show one sentence if somebody interrupts; `what` names the call, such as "progress()"."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(wording.INTERRUPTED.format(what=what)) from None


def exercise_of(course: Course, function: Any) -> Exercise:
    """
    Give the exercise whose function this is.

    Raises
    ------
    WrongCall
        If it is no function, or none of an exercise.
    """
    exercises = course.exercises
    if isinstance(function, str):
        if function in exercises:
            raise WrongCall(wording.A_TEXT.format(name=function))
        raise WrongCall(no_exercise(course, function))
    if not callable(function):
        came, example = describe(function), _called_in_cell(course)
        raise WrongCall(wording.A_RESULT.format(came=came, example=example))
    name = getattr(function, "__name__", type(function).__name__)
    if name not in exercises:
        name = _name_here(course, function) or name
    if name == "<lambda>":
        raise WrongCall(wording.A_LAMBDA.format(example=next(iter(exercises))))
    if name not in exercises:
        raise WrongCall(no_exercise(course, name))
    return exercises[name]


def _name_here(course: Course, function: Any) -> str:
    """Give the exercise whose name is bound to a function, such as a method, in the notebook."""
    shell = notebook()
    space = shell.user_ns if shell else getattr(function, "__globals__", {})
    return next((name for name in course.exercises if space.get(name) is function), "")


def no_exercise(course: Course, name: str) -> str:
    """Say that no exercise has this name, and which one may be meant."""
    other = nearest(name, course.exercises)
    meant = wording.IS_IT.format(other=other) if other else ""
    return wording.NO_EXERCISE.format(name=name, meant=meant)


def _called_in_cell(course: Course) -> str:
    """Name the exercise whose function the newest cell calls within its check, or the first one."""
    shell = notebook()
    cells = shell.user_ns.get("In", []) if shell else []
    found = re.search(r"\(\s*(\w+)\s*\(", cells[-1]) if cells else None
    known = found and found[1] in course.exercises
    return found[1] if known else next(iter(course.exercises))


def explain_missing_functions(course: Course) -> None:
    """In a notebook, say in one sentence that a function is checked before its cell ran."""
    shell = notebook()
    if shell is None:
        return

    def shown(shell: Any, kind: type, error: NameError, trace: Any, tb_offset: Any = None) -> None:
        name = missing_name(str(error))
        if _is_checked(name, trace, shell):
            other = "" if name in course.exercises else nearest(name, course.exercises)
            form = wording.MISSPELT if other else wording.NOT_RUN_YET
            if other or name in course.exercises:
                sentence = form.format(name=name, other=other)
                error._render_traceback_ = lambda: [wrapped(sentence)]
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError,), shown)


def _is_checked(name: str, trace: types.TracebackType | None, shell: Any) -> bool:
    """Say whether the error comes from a cell's own line, and that line checks the name."""
    while trace is not None and trace.tb_frame.f_globals is not shell.user_ns:
        trace = trace.tb_next
    cells = shell.user_ns.get("In", [])
    if trace is None or trace.tb_next is not None or not cells or not name:
        return False
    return bool(re.search(rf"\b(check|failing_input)\(\s*{name}\b", cells[-1]))
