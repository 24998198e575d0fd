"""The sentences that students read, except those of single exercises."""

from testcases.words import hints, wording

__all__ = ["hints", "wording"]
