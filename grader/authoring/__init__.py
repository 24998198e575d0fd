"""Making a course: notebooks, folders to give away, a sample class."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "bundle": ["bundle_files", "write_folder", "write_zip"],
        "new_course": ["init_course"],
        "notebooks": ["build_instructor", "build_student", "student_files"],
        "sample_class": ["write_sample_class"],
    },
)
