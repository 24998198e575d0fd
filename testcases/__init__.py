"""
What each exercise asks, and how answers are compared, named and worded.

Given to students. `check` judges a function in the notebook; the instructor's grading uses the
same judgement with fresh questions. `progress` shows how all of them stand.
"""

from testcases.check import NotRight, check
from testcases.earlier import bring_functions
from testcases.guesses import guess
from testcases.progress import progress

__all__ = ["NotRight", "bring_functions", "check", "guess", "progress"]
