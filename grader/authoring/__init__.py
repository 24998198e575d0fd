"""Making a course: notebooks, folders to give away, a sample class."""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "build_instructor": "notebooks",
        "build_student": "notebooks",
        "bundle_files": "bundle",
        "init_course": "new_course",
        "student_files": "notebooks",
        "write_folder": "bundle",
        "write_sample_class": "sample_class",
        "write_zip": "bundle",
    },
)
