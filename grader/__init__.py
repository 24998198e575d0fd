"""The instructor's side: building the course, judging, and grading through nbgrader."""
