"""What an exercise is: the records that the check and the grading both read."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Value:
    """A leaf of an answer: one array, or one number where `number` is set."""

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
    One question put to a function; equal to itself alone.

    Attributes
    ----------
    inputs : mapping of argument names to values, in the order of the function's parameters; they
        are passed by position, so that a parameter may have another name
    sizes : mapping of the course's symbols to numbers, such as {"m": 5, "n_prev": 3}; a wrong
        answer that differs by one of these factors is explained by its name
    expected : the reference's answer; None until it has been computed
    seed : what NumPy's global generator is seeded with before the call
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


@dataclass(frozen=True)
class Exercise:
    """
    One function that a student writes.

    Attributes
    ----------
    name : the function's name
    notebook : the notebook that it stands in, without ".ipynb"
    parts : what each part of the answer is worth; the points are their sum
    returns : how the answer is built (`Value`, `Group`, `Many`, `Keys`)
    draw : from a random generator and the reference functions to cases without an answer.
        Public cases and those that grade are drawn by it alike, with different seeds.
    builds_on : names of the earlier exercises that it calls
    together : whether it is given to students, and judged on all of their functions together; of
        its answer a part counts where those before it are right
    weight_scale : for an exercise that draws random weights, the standard deviation that a
        layer with n_prev inputs should have; None for an exercise with one right answer
    in_place : the argument whose arrays the function is to leave its answer in, a part "in place";
        empty for an exercise that leaves its arguments alone
    without : from the inputs of a case to the names of other exercises whose functions stand for
        this one's and so can't be called by it there
    mends : where a faulty function is handed out to be mended, the exercise whose questions,
        answers and mistakes these are; empty where students write the function
    """

    name: str
    notebook: str
    parts: Mapping[str, int]
    returns: Any
    draw: Callable[[np.random.Generator, Any], list[Case]]
    builds_on: tuple[str, ...] = ()
    together: bool = False
    weight_scale: Callable[[int], float] | None = None
    in_place: str = ""
    without: Callable[[Mapping[str, Any]], tuple[str, ...]] = _nothing
    mends: str = ""

    @property
    def is_written(self) -> bool:
        """Whether students write it themselves: it is neither given to them nor to be mended."""
        return not self.together and not self.mends

    @property
    def points(self) -> int:
        """The most that can be earned."""
        return sum(self.parts.values())
