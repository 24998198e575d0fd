"""Wrong functions made by edits of the solutions, which explain wrong results."""

from grader.judging.edits.classes import edits_of, outcomes_of, table_of
from grader.judging.edits.confirm import confirmed

__all__ = ["confirmed", "edits_of", "outcomes_of", "table_of"]
