"""Running student code in a confined process, and talking to that process."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "client": ["StudentProcess"],
        "unconfined": ["is_unconfined"],
    },
)
