"""
Wrong functions that students really write, mirroring `solutions`.

Each is a whole function under its exercise's name, marked with `mistake`. They prove the checks
(each must be caught, and cost points in its own exercise alone) and fill the sample class.
"""

from grader.misconceptions.record import (
    MISCONCEPTIONS,
    Misconception,
    mistake,
    read_misconceptions,
)

__all__ = ["MISCONCEPTIONS", "Misconception", "mistake", "read_misconceptions"]
