"""Submitted files: found, read, put back on the released notebooks, made harmless."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "locate": ["Found", "find_notebooks"],
        "read": ["read_bytes", "read_notebook"],
        "reader": ["Submitted", "read_submission"],
        "rebuild": ["code_to_judge", "exercises_in", "rebuild_all"],
    },
)
