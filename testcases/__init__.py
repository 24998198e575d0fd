"""
The exercises, and how results are compared, explained and reported.

Students have this package beside their notebooks. `check` tests a function in the notebook, and the
instructor's grading does the same with fresh test inputs. `failing_input` gives the arguments of a
test that fails, and `progress` shows what is done and what comes next.
"""

from testcases.judging import Status, Verdict
from testcases.notebook import Notebook, NotRight
from testcases.this_course import COURSE

_notebook = Notebook(COURSE)
check, failing_input, guess = _notebook.check, _notebook.failing_input, _notebook.guess
progress, bring_functions = _notebook.progress, _notebook.bring_functions
verdict = _notebook.verdict

__all__ = [
    "NotRight",
    "Status",
    "Verdict",
    "bring_functions",
    "check",
    "failing_input",
    "guess",
    "progress",
    "verdict",
]
