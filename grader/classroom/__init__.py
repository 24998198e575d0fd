"""Grading a class: the run, the pool of processes, the summary."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "run": ["Options", "grade_class"],
        "summary": ["Summary"],
    },
)
