"""
The side on which student code runs. A copy of this package, under its last name, is all of the
grader that exists there.
"""

# It is started as a program, and nothing of it is to be imported beside student code.
__all__: list[str] = []
