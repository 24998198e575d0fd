"""Grading a class: the run, the pool of processes, the summary."""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "Options": "run",
        "Summary": "summary",
        "grade_class": "run",
    },
)
