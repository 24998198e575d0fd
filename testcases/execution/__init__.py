"""Calling a function, cells as code, and what comes of a call."""

from testcases.execution.call import quiet, refers_to, run_here
from testcases.execution.cells import Cell, functions_in, read_code_cells
from testcases.execution.codec import decode, encode
from testcases.execution.outcome import Answer, Crashed, Missing, Outcome, Raised, TimedOut
from testcases.execution.statements import run_cells

__all__ = [
    "Answer",
    "Cell",
    "Crashed",
    "Missing",
    "Outcome",
    "Raised",
    "TimedOut",
    "decode",
    "encode",
    "functions_in",
    "quiet",
    "read_code_cells",
    "refers_to",
    "run_cells",
    "run_here",
]
