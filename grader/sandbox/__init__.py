"""Running student code in a confined process, and talking to that process."""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "StudentProcess": "client",
        "is_unconfined": "unconfined",
    },
)
