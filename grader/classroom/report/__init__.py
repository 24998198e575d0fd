"""The report on a class: what it understood, and, confidentially, who needs help."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "new_misconception": ["write_misconception"],
        "write": ["report_json", "write_report"],
    },
)
