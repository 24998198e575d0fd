"""The status of a function after its check, from best to worst."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """
    The status of a function.

    The order of the members is their rank: each ranks above those that follow. As a string, and so
    in JSON, a status is its value.

    >>> print(Status.PARTLY)
    partly
    >>> Status.RIGHT.ranks_above(Status.PARTLY)
    True
    """

    RIGHT = "right"
    PARTLY = "partly"  # some of its parts are right
    WRONG = "wrong"
    ERROR = "error"  # it raised an error, or returned nothing that can be read
    TIMEOUT = "timeout"
    MISSING = "missing"  # not defined, or not written yet

    def ranks_above(self, other: Status) -> bool:
        """Say whether this is better than another status."""
        order = list(Status)
        return order.index(self) < order.index(other)

    @property
    def has_result(self) -> bool:
        """Whether the function returned a result in every test case."""
        return self.ranks_above(Status.ERROR)
