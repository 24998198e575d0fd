"""Submitted files: found, read, put back on the released notebooks, made harmless."""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "Found": "locate",
        "Submitted": "reader",
        "code_to_judge": "rebuild",
        "exercises_in": "rebuild",
        "find_notebooks": "locate",
        "read_bytes": "read",
        "read_notebook": "read",
        "read_submission": "reader",
        "rebuild_all": "rebuild",
    },
)
