"""
nbgrader's configuration of this course. Everything in it is nbgrader's own; only what decides a
score is replaced. The options are described at https://nbgrader.readthedocs.io.
"""

import os
import sys

c = get_config()

# nbgrader's exchange tells courses apart by this name, which is that of the folder at first.
c.CourseDirectory.course_id = "dnn"

# The module that says which exercises, solutions and files this course has. It may lie in this
# folder.
c.Grader.course = "grader.this_course"
here = os.path.dirname(os.path.abspath(__file__))
sys.path.append(here)
# To add exercises of your own, write them into the file own_exercises.py in this folder, and remove
# the # in front of the next line. docs/own-exercises.md shows how.
# c.Grader.course = "own_exercises"

# nbgrader reads the characters [ ] * ? in the path of a course as a pattern. If this path has one
# of them, nbgrader gets another path to the same folder.
if set("[]*?") & set(here) and os.path.isdir("/proc/self/fd"):
    c.CourseDirectory.root = f"/proc/{os.getpid()}/fd/{os.open(here, os.O_RDONLY)}"

# The gradebook: a file here by default. For PostgreSQL, for instance:
# c.CourseDirectory.db_url = "postgresql+psycopg://user:password@host/gradebook"

# What students get in place of a solution: a stub, or starter code with a bug to fix.
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

# Read any submitted file, put its cells into the released notebook, and judge it from outside.
c.Autograde.exporter_class = "grader.nbgrader_plugin.SubmissionExporter"
c.Autograde.sanitize_preprocessors = ["grader.nbgrader_plugin.RebuildOnRelease"]
c.Autograde.autograde_preprocessors = [
    "grader.nbgrader_plugin.Judge",
    "nbgrader.preprocessors.SaveAutoGrades",
    "grader.nbgrader_plugin.SaveMessages",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader creates a gradebook with the command alembic, which is in the same folder as Python.
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
