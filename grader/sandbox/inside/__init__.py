"""
The side on which student code runs. A copy of this package, under its last name, is all of the
grader that exists there.
"""
