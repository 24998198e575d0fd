"""The words that code may keep when it is shown: those of the course, of Python and of NumPy."""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.judging.sources import reference_source
from testcases.record import Course

# What a function of a course may need of Python. Nothing here reads, writes, or runs other code.
_BUILTINS = frozenset(
    "abs all any bool complex dict divmod enumerate filter float frozenset int isinstance iter len "
    "list map max min next pow print range reversed round set slice sorted str sum tuple zip "
    "True False None".split()
)
# The same of NumPy's arrays and modules, of lists, dictionaries and texts.
_ATTRIBUTES = frozenset(
    "T shape size ndim dtype real imag flat all any argmax argmin astype clip copy cumsum dot "
    "fill flatten item max mean min prod ravel repeat reshape round sort squeeze std sum swapaxes "
    "tolist transpose var append count extend get index insert items join keys pop remove reverse "
    "setdefault split startswith update values random randn rand randint normal uniform seed "
    "default_rng standard_normal linalg norm pi e inf nan newaxis float64 float32 int64 int32 "
    "array asarray arange argsort atleast_1d atleast_2d average block broadcast_to concatenate "
    "diag einsum empty empty_like expand_dims eye flip full full_like hstack identity inner "
    "isclose linspace mat matmul nan_to_num ndarray ones ones_like outer stack tensordot tile "
    "trace vdot vectorize vstack where zeros zeros_like".split()
) | {name for name in dir(np) if isinstance(getattr(np, name, None), np.ufunc)}
_KEYWORDS = frozenset(
    "axis axes keepdims dtype out where initial order copy size loc scale shape start stop step "
    "reverse key sep end default ddof a_min a_max fill_value low high repeats".split()
)


@dataclass(frozen=True)
class Vocabulary:
    """
    The words that code may keep.

    Attributes
    ----------
    names, attributes, keywords : of variables and functions, after a dot, and of arguments
    texts, numbers : the literals
    """

    names: frozenset[str]
    attributes: frozenset[str]
    keywords: frozenset[str]
    texts: frozenset[str]
    numbers: frozenset[float]


@functools.lru_cache(maxsize=4)
def vocabulary_of(course: Course) -> Vocabulary:
    """Collect the words in a course's own code: what students write like it stays as it is."""
    nodes = [node for source in _sources(course) for node in ast.walk(ast.parse(source))]
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    values = [n.value for n in nodes if isinstance(n, ast.Constant) and id(n) not in said]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    names |= {"np", "numpy", *course.exercises}
    errors = {n for n in dir(builtins) if n.endswith("Error")}
    # NumPy's names, too, without the `np.` that somebody forgot.
    names |= _ATTRIBUTES
    python = {n for n in names if not hasattr(builtins, n)} | _BUILTINS | errors
    return Vocabulary(
        frozenset(n for n in python if not n.startswith("__")),
        frozenset(n.attr for n in nodes if isinstance(n, ast.Attribute)) | _ATTRIBUTES,
        frozenset(n.arg for n in nodes if isinstance(n, ast.keyword) and n.arg) | _KEYWORDS,
        frozenset(one for one in values if isinstance(one, str)),
        frozenset(
            one for one in values if isinstance(one, (int, float)) and not isinstance(one, bool)
        ),
    )


def _sources(course: Course) -> Iterator[str]:
    """Give the course's own functions: solutions, their other forms, common mistakes."""
    for name in course.exercises:
        yield reference_source(course, name)
        yield from course.forms.get(name, ())
    yield from course.starter_code.values()
    yield from (one.source for one in course.misconceptions.values())
