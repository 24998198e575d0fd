"""What an exercise is: the records that the check and the grading both read."""

from __future__ import annotations

import copy
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Value:
    """A leaf of a result: one array, or one number if `number` is set."""

    name: str
    number: bool = False


@dataclass(frozen=True)
class Group:
    """A tuple of fixed length, each item with a name of its own."""

    name: str
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Many:
    """A list with one item for each layer."""

    name: str
    item: Any


@dataclass(frozen=True)
class Keys:
    """
    A dictionary of arrays; a key without its number names the part ("dW2" is of "dW").

    Further keys are right, but where it is `exact` none that would stand for another layer.
    """

    name: str
    exact: bool = False


class Returns:
    """
    A function given to students' code as an argument: whatever it is asked, it returns a copy of
    one value, such as the parameters that `L_layer_model` is to start from.
    """

    def __init__(self, value: Any) -> None:
        self.value = value

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return a copy of the value."""
        return copy.deepcopy(self.value)


@dataclass(frozen=True, eq=False)
class Case:
    """
    One test input of a function; equal only to itself.

    Attributes
    ----------
    inputs : mapping of argument names to values, in the order of the function's parameters; they
        are passed by position, so that a parameter may have another name
    sizes : mapping of the course's symbols to numbers, such as {"m": 5, "n_prev": 3}; a wrong
        answer that differs by one of these factors is explained by its name
    expected : the reference's result; None until it has been computed
    seed : the seed of NumPy's global generator for the call
    options : mapping of names to values that are passed by keyword
    printed : what the reference printed on the way
    """

    inputs: Mapping[str, Any]
    sizes: Mapping[str, int]
    expected: Any = None
    seed: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    printed: str = ""


def _nothing(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, eq=False)
class Exercise:
    """
    One function that a student writes; equal only to itself.

    Attributes
    ----------
    name : the function's name
    notebook : its notebook, without ".ipynb"
    parts : the points of each part of the result
    returns : the structure of the result (`Value`, `Group`, `Many`, `Keys`)
    draw : from a random generator and the reference functions to cases without a result. It draws
        the public cases and the cases for grading, with different seeds.
    builds_on : names of the earlier exercises that it calls
    end_to_end : whether it is given to students, and judged on all of their functions together; a
        part of its result counts only if the parts before it are right
    weight_scale : for an exercise that draws random weights, the standard deviation that a
        layer with n_prev inputs should have; None for an exercise with one right result
    in_place : the argument whose arrays must hold the result afterwards, for the part "in place";
        empty for an exercise that leaves its arguments alone
    without : from the inputs of a case to the names of other exercises whose functions stand for
        this one's and so can't be called by it there
    stands_for : for a keyword that not every student's function takes, such as "initialize", the
        exercise by whose name a function without it calls what was passed
    edge : sizes at which a wrong result costs half, such as {"L": 1} for a network of one layer,
        if the results at all other sizes are right
    mends : for starter code with a bug to fix, the exercise that has the same test inputs, results
        and misconceptions; empty if students write the function
    insight : what a report on a right function says: why it matters, another way to write it, or
        what to try next
    hints : for wrong values that no common mistake explains: a question, the likely place, and
        where to look; general ones are used where this is empty
    """

    name: str
    notebook: str
    parts: Mapping[str, int]
    returns: Any
    draw: Callable[[np.random.Generator, Any], list[Case]]
    builds_on: tuple[str, ...] = ()
    end_to_end: bool = False
    weight_scale: Callable[[int], float] | None = None
    in_place: str = ""
    without: Callable[[Mapping[str, Any]], tuple[str, ...]] = _nothing
    stands_for: Mapping[str, str] = field(default_factory=dict)
    edge: Mapping[str, int] = field(default_factory=dict)
    mends: str = ""
    insight: str = ""
    hints: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether students write it themselves: it is neither given, nor starter code to fix."""
        return not self.end_to_end and not self.mends

    @property
    def points(self) -> int:
        """The most that can be earned."""
        return sum(self.parts.values())

    @property
    def solution_id(self) -> str:
        """The id of the cell that holds the worked solution, in the self-study edition."""
        return f"solution-{self.name}".replace("_", "-")[:64]


@dataclass(frozen=True, eq=False)
class Course:
    """
    One course, as the check and the grading get it; equal only to itself.

    The fields from `module` on are the grader's: `grader.this_course` fills them in, and they are
    empty in the students' files.

    Attributes
    ----------
    name : of the nbgrader course, and of its assignment
    exercises : the exercises by their names, in order
    record : the HDF5 file of the recorded cases
    predictions : the JSON file of the predictions' answers
    packages : the names of the packages that students get
    module : the module in which grading processes find this record, under the name COURSE
    reference : the module of the solutions
    misconceptions : by their short names
    forms : by an exercise's name the sources of other forms of its solution
    instead : by a function's name what people write in place of its call
    starter_code : for an exercise with a bug to fix, the source of its function
    sources : the folder of the notebooks' sources
    notebooks : the folder of the notebooks that students get
    files : the files beside the notebooks: path within the bundle, and the file
    drawn : gives the data files that the course draws: path, and bytes
    pages : gives the pages for looking things up, beside the notebooks: file name, and bytes
    optional : notebooks that are in an assignment only if the instructor wants them
    addresses : where the course is published, a `grader.addresses.Addresses`; None if it is not
    inputs : for an exercise that is checked with other test inputs, their HDF5 file
    rebuild : how another process gets this record, if not from the module alone: a function and
        its arguments
    own : the exercises that an instructor has added to the course
    """

    name: str
    exercises: Mapping[str, Exercise]
    record: Path
    predictions: Path
    packages: tuple[str, ...]
    module: str = ""
    reference: Any = None
    misconceptions: Mapping[str, Any] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    starter_code: Mapping[str, str] = field(default_factory=dict)
    sources: Path = Path()
    notebooks: Path = Path()
    files: Callable[[], Mapping[str, Path]] = dict
    drawn: Callable[[], Mapping[Path, bytes]] = dict
    pages: Callable[[], Mapping[str, bytes]] = dict
    optional: tuple[str, ...] = ()
    addresses: Any = None
    inputs: Mapping[str, Path] = field(default_factory=dict)
    rebuild: tuple[Callable[..., Course], tuple] | None = None
    own: tuple[str, ...] = ()

    def inputs_of(self, name: str) -> Path:
        """Give the HDF5 file with the test inputs of an exercise."""
        return self.inputs.get(name, self.record)

    def __reduce__(self) -> tuple[Callable[..., Course], tuple]:
        """Send the name of the module alone, and its folder, to a process that imports it."""
        return self.rebuild or (load_course_record, (self.module, self.folder))

    @property
    def folder(self) -> str:
        """The folder in which the module is found."""
        top = sys.modules[self.module.partition(".")[0]]
        places = [*getattr(top, "__path__", []), top.__file__]
        return str(Path(places[0]).parent)


def load_course_record(module: str, folder: str = "") -> Course:
    """
    Give the course that a module binds to the name COURSE.

    Parameters
    ----------
    module : its name
    folder : where it is, if it can't be imported otherwise

    Raises
    ------
    ImportError
        If there is no such module, or no course in it.
    """
    if folder and importlib.util.find_spec(module.partition(".")[0]) is None:
        sys.path.append(folder)
    found = getattr(importlib.import_module(module), "COURSE", None)
    if not isinstance(found, Course):
        raise ImportError(f"the module {module} has no COURSE")
    return found
