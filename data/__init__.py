"""The data set: pictures of cats and of other things, and the script that draws them."""

from typing import Any

__all__ = ["data_files"]


def __getattr__(name: str) -> Any:
    """Load what draws the data set, and takes long to load, when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from data import make_data

    return getattr(make_data, name)
