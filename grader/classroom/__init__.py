"""Grading a class: the run, the pool of processes, the summary."""
