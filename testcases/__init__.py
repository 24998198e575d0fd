"""
What each exercise asks, and how answers are compared, named and worded.

Given to students. `check` judges a function in the notebook; the instructor's grading uses the
same judgement with fresh questions. `progress` shows how all of them stand.
"""

from testcases.notebook._check import NotRight, check
from testcases.notebook._progress import progress
from testcases.notebook.earlier import bring_functions
from testcases.notebook.predictions import guess

__all__ = ["NotRight", "bring_functions", "check", "guess", "progress"]
