"""Functions and notebook cells for the tests, as students write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import dnn_utils
import solutions
from grader.judging.policy import judge_notebooks
from grader.judging.sources import reference_source
from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.execution.statements import Failure, run_cells
from testcases.exercises import EXERCISES

SETUP = Cell(
    "setup",
    "import numpy as np\n"
    "from dnn_utils import relu, relu_backward, sigmoid, sigmoid_backward, plot_costs\n"
    "from testcases import bring_functions, check",
)


def define(source: str, name: str):
    """Define a student's function, with the reference in place of the other exercises."""
    space = {"np": np}
    for module in (solutions, dnn_utils):
        space.update({n: getattr(module, n) for n in module.__all__})
    run_cells([Cell("notebook, cell 1", source)], space, [name], _fail)
    return space[name]


def _fail(failure: Failure) -> None:
    raise AssertionError(f"the test's own function can't be defined: {failure.error}")


def right_cells(**changed: str) -> list[Cell]:
    """A whole right submission's cells, some functions' source changed."""
    sources = {name: reference_source(COURSE, name) for name in EXERCISES}
    return [SETUP] + [
        Cell(f"notebook, cell {number}", source)
        for number, source in enumerate({**sources, **changed}.values(), start=2)
    ]


def judge_cells(cells: list[Cell], names, seed: int):
    """Judge some functions of a submission that is one notebook."""
    return judge_notebooks(COURSE, {"notebook": cells}, names, seed)


def most_memory_of(process) -> int:
    """The most memory that a process has had so far, in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    [most] = [line.split()[1] for line in status if line.startswith("VmHWM")]
    return 1024 * int(most)
