"""The exercises of this course, one module per step, in the order of the notebooks."""

from testcases.exercises import backward, cost, fast, forward, initialization, prediction, training
from testcases.exercises._register import assemble

__all__ = ["EXERCISES"]

EXERCISES = assemble(initialization, forward, cost, backward, training, prediction, fast)
