"""
The side on which student code runs. There, the only part of the grader is a copy of this package,
named `inside`.
"""

# It is started as a program. Student code must not be able to import a name from it.
__all__: list[str] = []
