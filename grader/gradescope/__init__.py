"""Grading on Gradescope: writing an autograder, and what it runs in Gradescope's container."""

from grader.gradescope.pack import Assignment, chosen_assignment, write_autograder

__all__ = ["Assignment", "chosen_assignment", "write_autograder"]
