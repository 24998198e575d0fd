"""Calling a function, cells as code, and what comes of a call."""
