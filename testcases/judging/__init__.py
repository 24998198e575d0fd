"""Comparing a result with the expected one, explaining the difference, reporting it."""

from testcases.judging._compare import compare
from testcases.judging._judge import Verdict, judge
from testcases.judging.explain import KnownMistake
from testcases.judging.report import as_html, as_text
from testcases.judging.status import Status

__all__ = ["KnownMistake", "Status", "Verdict", "as_html", "as_text", "compare", "judge"]
