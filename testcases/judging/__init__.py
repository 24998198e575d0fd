"""Comparing a result with the expected one, explaining the difference, reporting it."""
