"""
The instructor's side: building the course, judging, and grading through nbgrader.

From Python, `grade_path` grades a file or one student's folder, `grade_class` a class into its
gradebook, and `read_gradebook` gives the scores; docs/python.md shows how. The command ``grader``
does the same and more.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "classroom.run": ["Options", "grade_class"],
        "classroom.summary": ["Summary"],
        "course.table": ["Table", "read_gradebook"],
        "errors": ["CourseError", "FileError", "GraderError", "SandboxError"],
        "standalone": ["Judged", "grade_path"],
    },
)
