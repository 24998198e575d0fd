"""Wrong functions made by edits of the solutions, which explain wrong results."""

from grader.judging.edits.classes import answers_of, edits_of, table_of
from grader.judging.edits.confirm import confirmed

__all__ = ["answers_of", "confirmed", "edits_of", "table_of"]
