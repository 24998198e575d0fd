"""
Exercises that an instructor adds to a course, in a file beside nbgrader_config.py.

A file `own_exercises.py` has the solution of each exercise, how its test inputs are drawn, and
wrong functions that students write::

    import numpy as np
    from grader.own import Own

    own = Own(__name__)

    @own.exercise("02-forward", points={"A": 4})
    def leaky_relu(Z, slope):
        '''...'''
        ### BEGIN SOLUTION
        return np.where(Z > 0, Z, slope * Z)
        ### END SOLUTION

    @own.inputs(leaky_relu, n=(3, 1, 4), m=(5, 2, 1))
    def draw(rng, n, m):
        return {"Z": rng.standard_normal((n, m)), "slope": 0.1}

    COURSE = own.course

docs/own-exercises.md has the whole example.
"""

from __future__ import annotations

import ast
import copy
import functools
import inspect
import linecache
import sys
import traceback
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.misconceptions import Misconception
from testcases.execution.call import quiet, run_here
from testcases.execution.outcome import Answer
from testcases.execution.own_code import reads
from testcases.judging._compare import VALUES
from testcases.judging.own_exercises import NAME, extended
from testcases.record import Case, Course, Exercise, Group, Keys, Value, load_course_record
from testcases.words.hints import HINTS

Function = Callable[..., Any]
# The kinds of results that can be compared.
KINDS = (
    "a number, an array, a tuple or list of them of fixed length, or a dictionary of arrays with "
    "texts as keys"
)
# How many test inputs are drawn for an exercise without sizes.
_TIMES = 5
_ANY_SEED = 1


@dataclass
class _Draft:
    """What the file says of an exercise, before the course is asked for."""

    solution: Function
    notebook: str
    points: Mapping[str, int]
    insight: str
    hints: tuple[str, ...]
    draw: Function | None = None
    sizes: Sequence[Mapping[str, int]] = ()


class Own:
    """
    The exercises of one file.

    Parameters
    ----------
    module : the file's ``__name__``
    extends : the module of the course that the exercises are added to
    """

    def __init__(self, module: str, extends: str = "grader.this_course") -> None:
        self._module = module
        self._base = load_course_record(extends)
        self._drafts: dict[str, _Draft] = {}
        self._mistakes: dict[str, Misconception] = {}

    @property
    def _file(self) -> Path:
        return Path(sys.modules[self._module].__file__).resolve()

    def exercise(
        self,
        notebook: str,
        points: Mapping[str, int],
        insight: str = "",
        hints: Sequence[str] = (),
    ) -> Callable[[Function], Function]:
        """
        Make an exercise of the function below, which is its solution.

        Parameters
        ----------
        notebook : the notebook that it belongs to, without ".ipynb"
        points : the points of each part of the result: one part for all of it, one for each item of
            a tuple, or one for each kind of key, where "dW" stands for dW1, dW2 and so on
        insight : what the report on a right function says
        hints : for wrong values that no mistake explains: a question, the likely place, and where
            to look; general ones are used without them
        """

        def register(function: Function) -> Function:
            name = function.__name__
            if name in self._base.exercises or name in self._drafts:
                raise self._error(f"there is another exercise called {name}. Rename one")
            worth = isinstance(points, Mapping) and points.values()
            if not worth or not all(type(one) is int and one > 0 for one in worth):
                raise self._error(
                    f"{name} has no points. Name each part of its result with its points, as in "
                    'points={"A": 4}'
                )
            if hints and len(hints) != 3:
                raise self._error(f"{name} has {len(hints)} hints. Write three, or none")
            solution = self._plain(function)
            self._drafts[name] = _Draft(solution, notebook, points, insight, tuple(hints))
            return solution

        return register

    def inputs(self, exercise: Function, **sizes: Sequence[int]) -> Callable[[Function], Function]:
        """
        Draw the test inputs of an exercise with the function below.

        Parameters
        ----------
        exercise : the solution
        **sizes : for each size its values, as in ``n=(3, 1, 4), m=(5, 2, 1)``: the first test input
            has n = 3 and m = 5. A report can name a size as a factor, so use the course's symbols.

        The function gets a random generator and the sizes, and returns a dictionary with a value
        for each parameter of the solution.
        """

        def register(draw: Function) -> Function:
            draft = self._draft(exercise)
            if len({*map(len, sizes.values())}) > 1:
                raise self._error(
                    f"the sizes of {exercise.__name__} have different numbers of values. Give each "
                    "as many"
                )
            rows = zip(*sizes.values(), strict=True)
            draft.draw = draw
            draft.sizes = [dict(zip(sizes, row, strict=True)) for row in rows] or [{}] * _TIMES
            return self._bound(draw)

        return register

    def mistake(
        self, exercise: Function, sentence: str, hints: Sequence[str] = ()
    ) -> Callable[[Function], Function]:
        """
        Name the function below as a mistake that students make in an exercise.

        Parameters
        ----------
        exercise : the solution
        sentence : the likely cause, as the report's second hint names it
        hints : a question that doesn't name it; the idea behind it; what to change, and where;
            general ones are used without them
        """

        def register(function: Function) -> Function:
            name = self._draft(exercise) and exercise.__name__
            if hints and len(hints) != 3:
                raise self._error(f"a mistake in {name} has {len(hints)} hints. Write three")
            own = name if function.__name__ == name else f"{name}-{function.__name__}"
            slug = f"{own.replace('_', '-')}-{len(self._mistakes) + 1}"
            written = self._plain(function)
            three = tuple(hints) or HINTS[VALUES]
            space = vars(sys.modules[self._module])
            self._mistakes[slug] = Misconception(slug, name, sentence, three, (), written, space)
            return self._bound(function)

        return register

    @functools.cached_property
    def course(self) -> Course:
        """The course with the exercises of this file."""
        base, solutions = self._base, {n: one.solution for n, one in self._drafts.items()}
        reference = types.SimpleNamespace(
            **{name: getattr(base.reference, name) for name in base.exercises},
            **solutions,
            __name__=base.reference.__name__,
        )
        made: list[Exercise] = []
        for name in self._drafts:
            made.append(self._made(name, made))
        record = self._file.with_suffix(".h5")
        # Until something is recorded, the course's own record says that there is nothing.
        course = extended(base, made, record if record.is_file() else base.record)
        return replace(
            course,
            module=self._module,
            reference=reference,
            misconceptions={**base.misconceptions, **self._mistakes},
            files=self._files,
        )

    def _made(self, name: str, before: Sequence[Exercise]) -> Exercise:
        """Make the record of an exercise."""
        draft = self._drafts[name]
        draw = self._draw(name)
        known = {**self._base.exercises, **{one.name: one for one in before}}
        calls = [one for one in reads(draft.solution) if one in known]
        builds_on = {one: None for call in calls for one in (*known[call].builds_on, call)}
        cases = draw(np.random.default_rng(_ANY_SEED), None)
        form = self._form(name, cases)
        return Exercise(
            name,
            draft.notebook,
            draft.points,
            form,
            draw,
            builds_on=tuple(one for one in known if one in builds_on),
            insight=draft.insight,
            hints=draft.hints,
        )

    def _draw(self, name: str) -> Callable[[np.random.Generator, Any], list[Case]]:
        """Give the function that draws an exercise's cases from what the file's function draws."""
        draft = self._drafts[name]
        if draft.draw is None:
            raise self._error(
                f"{name} has no test inputs. Write a function that draws them, below "
                f"@own.inputs({name})"
            )
        parameters = inspect.signature(draft.solution).parameters

        @functools.wraps(draft.draw)
        def draw(rng: np.random.Generator, reference: Any) -> list[Case]:
            return [self._case(name, parameters, rng, sizes) for sizes in draft.sizes]

        return draw

    def _case(
        self,
        name: str,
        parameters: Mapping[str, inspect.Parameter],
        rng: np.random.Generator,
        sizes: Mapping[str, int],
    ) -> Case:
        try:
            drawn = self._drafts[name].draw(rng, **sizes)
        except Exception as error:
            raise self._error(
                f"the test inputs of {name} can't be drawn: {type(error).__name__}: {error}"
            ) from error
        needed = {n for n, one in parameters.items() if one.default is inspect.Parameter.empty}
        if not isinstance(drawn, Mapping) or not needed <= drawn.keys() <= parameters.keys():
            raise self._error(
                f"the test inputs of {name} are not its parameters. Return a dictionary with "
                f"{', '.join(parameters)}"
            )
        ordered = {key: drawn[key] for key in parameters if key in drawn}
        return Case(ordered, dict(sizes), seed=int(rng.integers(2**31)))

    def _form(self, name: str, cases: Sequence[Case]) -> Any:
        """Find the structure of an exercise's result in what the solution returns."""
        draft, forms = self._drafts[name], []
        for case in cases:
            outcome = run_here(draft.solution, case)
            if not isinstance(outcome, Answer):
                raise self._error(
                    f"the solution of {name} fails on a test input of its own"
                    f"{self._line(draft.solution, case)}: {getattr(outcome, 'text', 'no result')}"
                )
            forms.append(self._form_of(name, outcome.value))
        if any(one != forms[0] for one in forms):
            raise self._error(
                f"{name} returns results of different structure, which can't be compared. Return "
                "the same number of values for every test input"
            )
        return forms[0]

    def _line(self, solution: Function, case: Case) -> str:
        """Say at which line of the file a solution fails, as far as it is known."""
        try:
            with quiet():
                solution(**copy.deepcopy(dict(case.inputs)))
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            lines = [one.lineno for one in frames if one.filename.startswith(str(self._file))]
            return f" at line {lines[-1]}" if lines else ""
        return ""

    def _form_of(self, name: str, value: Any) -> Any:
        """Find the structure of one result."""
        parts = [*self._drafts[name].points]
        if isinstance(value, (tuple, list)):
            if len(parts) not in (1, len(value)):
                raise self._error(
                    f"{name} returns {len(value)} values, and its points name {len(parts)} parts. "
                    "Name a part for each value, or one for all"
                )
            names = parts if len(parts) > 1 else [f"value {n}" for n in range(1, len(value) + 1)]
            items = [self._leaf(name, *one) for one in zip(names, value, strict=True)]
            return Group("answer", tuple(items))
        if isinstance(value, Mapping):
            found = {str(key).rstrip("0123456789") for key in value}
            if found != {*parts} and len(parts) > 1:
                raise self._error(
                    f"{name} returns the keys {', '.join(map(str, value))}, and its points name "
                    f"{', '.join(parts)}. Name each key without its number, or one part for all"
                )
            return self._leaf(name, parts[0] if len(parts) == 1 else "answer", value)
        if len(parts) > 1:
            raise self._error(
                f"{name} returns one value, and its points name {len(parts)} parts. Name one part"
            )
        return self._leaf(name, parts[0], value)

    def _leaf(self, name: str, part: str, value: Any) -> Any:
        if isinstance(value, (tuple, list)):
            items = [self._leaf(name, f"item {n}", one) for n, one in enumerate(value)]
            return Group(part, tuple(items))
        if isinstance(value, Mapping):
            if all(isinstance(key, str) for key in value) and value:
                for key, one in value.items():
                    if not isinstance(self._leaf(name, key, one), Value):
                        break
                else:
                    return Keys(part)
        elif isinstance(value, (int, float, np.ndarray, np.generic)):
            array = np.asarray(value)
            if array.dtype.kind in "biuf":
                return Value(part, number=not array.ndim)
        raise self._error(
            f"{name} returns {type(value).__name__}, which can't be compared. What can be: {KINDS}"
        )

    def _files(self) -> Mapping[str, Path]:
        """List what lies beside the notebooks: the course's files, and what is recorded here."""
        files = dict(self._base.files())
        record = next(name for name, path in files.items() if path == self._base.record)
        folder = Path(record).parent
        for suffix in (".json", ".h5"):
            path = self._file.with_suffix(suffix)
            if path.is_file():
                files[(folder / NAME).with_suffix(suffix).as_posix()] = path
        return files

    def _plain(self, function: Function) -> Function:
        """Give a function whose source is known without the decorators above it."""
        text = self._file.read_text(encoding="utf-8")
        first = function.__code__.co_firstlineno
        node = next(
            one
            for one in ast.walk(ast.parse(text))
            if isinstance(one, ast.FunctionDef)
            and min(other.lineno for other in (one, *one.decorator_list)) == first
        )
        node.decorator_list = []
        where = f"{self._file}#{function.__name__}"
        linecache.cache[where] = (len(text), None, text.splitlines(keepends=True), where)
        found: dict[str, Any] = {}
        space = vars(sys.modules[self._module])
        exec(compile(ast.Module([node], []), where, "exec", dont_inherit=True), space, found)
        return found[function.__name__]

    def _bound(self, function: Function) -> Function:
        """Keep a solution's name for the solution, whatever function is written below it."""
        draft = self._drafts.get(function.__name__)
        return draft.solution if draft else function

    def _draft(self, exercise: Any) -> _Draft:
        found = self._drafts.get(getattr(exercise, "__name__", ""))
        if found is None:
            name = getattr(exercise, "__name__", exercise)
            raise self._error(f"{name} is no exercise of this file. Write the exercise above it")
        return found

    def _error(self, text: str) -> CourseError:
        return CourseError(f"{self._file.name}: {text}.")
