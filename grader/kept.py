"""What was worked out before, within bounds."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """
    A dictionary that is emptied when it is full.

    Parameters
    ----------
    most : how many entries it has at most
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        """Enter a value."""
        if len(self) >= self._most:
            self.clear()
        super().__setitem__(key, value)
