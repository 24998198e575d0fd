"""What a student calls in a notebook."""

from testcases.notebook._check import NotRight, verdict_on
from testcases.notebook._notebook import Notebook

__all__ = ["NotRight", "Notebook", "verdict_on"]
