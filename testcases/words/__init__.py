"""The sentences that students read, those apart that belong to one exercise."""

from testcases.words import hints, wording

__all__ = ["hints", "wording"]
