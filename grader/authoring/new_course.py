"""A new nbgrader course, with our judging plugged in by its configuration file."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.authoring.new_folder import complete_folder
from grader.authoring.notebooks import write_instructor_notebooks
from grader.errors import CourseError
from testcases.record import Course

# What nbgrader takes for a pattern in the path of a course.
_GLOB = frozenset("[]*?")
# Where a system names open folders, so that any folder has a path without those (CONFIGURATION).
_OTHER_PATHS = Path("/proc/self/fd")

CONFIGURATION = '''"""
nbgrader's configuration of this course. Everything in it is nbgrader's own; only what decides a
score is replaced. The options are described at https://nbgrader.readthedocs.io.
"""

import os
import sys

c = get_config()

c.CourseDirectory.course_id = "dnn"

# nbgrader takes the characters [ ] * ? in the path of a course for a pattern. Where this path has
# one of them, nbgrader is told another path to the same folder.
here = os.path.dirname(os.path.abspath(__file__))
if set("[]*?") & set(here) and os.path.isdir("/proc/self/fd"):
    c.CourseDirectory.root = f"/proc/{os.getpid()}/fd/{os.open(here, os.O_RDONLY)}"

# The gradebook: a file here by default. For PostgreSQL, for instance:
# c.CourseDirectory.db_url = "postgresql+psycopg://user:password@host/gradebook"

# What students are given of the solutions: a stub, or a faulty function that they are to mend.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "grader.nbgrader_plugin.HandOut",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Read any file that is handed in, put it back on the released notebook, judge it from outside.
c.Autograde.exporter_class = "grader.nbgrader_plugin.SubmissionExporter"
c.Autograde.sanitize_preprocessors = ["grader.nbgrader_plugin.RebuildOnRelease"]
c.Autograde.autograde_preprocessors = [
    "grader.nbgrader_plugin.Judge",
    "nbgrader.preprocessors.SaveAutoGrades",
    "grader.nbgrader_plugin.SaveMessages",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader makes a new gradebook with the command alembic, which stands beside Python.
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
'''


def check_new_folder(folder: Path) -> None:
    """
    Make sure that a course can be made in a folder.

    Raises
    ------
    CourseError
        If it is not empty, or is a file, or nbgrader can't work in it.
    """
    if folder.is_file():
        raise CourseError(f"{folder} is a file. Name a new folder for the course.")
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty. Name a new folder for the course.")
    if _GLOB.intersection(str(folder.absolute())) and not _OTHER_PATHS.is_dir():
        raise CourseError(
            "On this system nbgrader finds nothing in a folder whose path has one of [ ] * ?, such "
            f"as {folder.absolute()}. Name another folder for the course."
        )


def init_course(course: Course, folder: Path, optional: bool = False) -> None:
    """
    Make an nbgrader course.

    Parameters
    ----------
    course : whose notebooks and files
    folder : where to make it; it must not hold anything yet
    optional : whether the optional notebook is part of the assignment

    Raises
    ------
    CourseError
        If the folder is not empty, or is a file, or nbgrader can't work in it.
    """
    check_new_folder(folder)
    with complete_folder(folder) as place:
        source = place / "source" / course.name
        source.mkdir(parents=True)
        for name in ("release", "submitted"):
            (place / name).mkdir()
        (place / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
        write_instructor_notebooks(course, source, optional)
        for name, path in course.files().items():
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
