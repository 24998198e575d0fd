"""An nbgrader course on disk: configuration, folders, state, gradebook, table."""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "CourseState": "state",
        "Row": "table",
        "Table": "table",
        "Writer": "gradebook",
        "find_submissions": "folders",
        "load_course": "open",
        "read_gradebook": "table",
        "released_notebooks": "released",
        "run_nbgrader": "open",
        "upgrade_course": "open",
    },
)
