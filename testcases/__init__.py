"""
What each exercise asks, and how results are compared, explained and reported.

Students have this package beside their notebooks. `check` judges a function in the notebook; the
instructor's grading uses the same judgement with fresh test inputs. `progress` shows how all
exercises stand.
"""

from testcases.judging import Status, Verdict
from testcases.notebook import Notebook, NotRight
from testcases.this_course import COURSE

_notebook = Notebook(COURSE)
check, guess = _notebook.check, _notebook.guess
progress, bring_functions = _notebook.progress, _notebook.bring_functions
verdict = _notebook.verdict

__all__ = [
    "NotRight",
    "Status",
    "Verdict",
    "bring_functions",
    "check",
    "guess",
    "progress",
    "verdict",
]
