"""
The instructor's side: building the course, judging, and grading through nbgrader.

From Python, `grade_path` grades a file or one student's folder, `grade_class` a class into its
gradebook, and `read_gradebook` gives the scores; docs/python.md shows how. The command ``grader``
does the same and more.
"""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "CourseError": "errors",
        "FileError": "errors",
        "GraderError": "errors",
        "Judged": "standalone",
        "Options": "classroom.run",
        "SandboxError": "errors",
        "Summary": "classroom.summary",
        "Table": "course.table",
        "grade_class": "classroom.run",
        "grade_path": "standalone",
        "read_gradebook": "course.table",
    },
)
