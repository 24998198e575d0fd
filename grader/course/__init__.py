"""An nbgrader course on disk: configuration, folders, state, gradebook, table."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "folders": ["find_submissions"],
        "gradebook": ["Writer"],
        "open": ["load_course", "run_nbgrader", "upgrade_course"],
        "released": ["released_notebooks"],
        "state": ["CourseState"],
        "table": ["Row", "Table", "read_gradebook"],
    },
)
