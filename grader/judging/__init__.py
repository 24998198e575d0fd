"""Test inputs with their expected results, and which functions of a submission count."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "cases": ["cases_of", "draw_cases", "fresh_seed"],
        "policy": ["judge_notebooks"],
        "sources": ["reference_source"],
    },
)
