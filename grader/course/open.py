"""An ordinary nbgrader course, with our judging plugged in by its configuration file."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from grader.authoring.bundle import shared_files
from grader.authoring.new_folder import complete_folder
from grader.authoring.notebooks import write_instructor_notebooks

ASSIGNMENT = "dnn"
# Set in the environment, student code runs without confinement; these values are as good as none.
UNCONFINED = "GRADER_UNCONFINED"
_NOT_SET = ("", "0", "false", "no", "off")

# What nbgrader takes for a pattern in the path of a course.
_GLOB = frozenset("[]*?")

CONFIGURATION = '''"""
nbgrader's configuration of this course. Everything in it is nbgrader's own; only what decides a
score is replaced. The options are described at https://nbgrader.readthedocs.io.
"""

import os
import sys

c = get_config()

c.CourseDirectory.course_id = "dnn"

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


class CourseError(Exception):
    """A course can't be made or used; the message says why and what to do."""


def is_unconfined() -> bool:
    """Say whether student code is to run without confinement, by the environment."""
    return os.environ.get(UNCONFINED, "").strip().lower() not in _NOT_SET


def init_course(folder: Path, optional: bool = False) -> None:
    """
    Make an nbgrader course.

    Parameters
    ----------
    folder : where to make it; it must not hold anything yet
    optional : whether the optional notebook is part of the assignment

    Raises
    ------
    CourseError
        If the folder is not empty, or is a file, or nbgrader can't work in it.
    """
    if folder.is_file():
        raise CourseError(f"{folder} is a file. Name a new folder for the course.")
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty. Name a new folder for the course.")
    if _GLOB.intersection(str(folder.absolute())):
        raise CourseError(
            f"nbgrader finds nothing in a folder whose path has one of [ ] * ?, such as "
            f"{folder.absolute()}. Name another folder for the course."
        )
    with complete_folder(folder) as place:
        source = place / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        for name in ("release", "submitted"):
            (place / name).mkdir()
        (place / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
        write_instructor_notebooks(source, optional)
        for name, path in shared_files().items():
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def load_course(folder: Path) -> Any:
    """
    Read a course's configuration as nbgrader does.

    Parameters
    ----------
    folder : the course's folder, with nbgrader_config.py

    Returns
    -------
    app : with nbgrader's CourseDirectory as `coursedir`, and the `config`

    Raises
    ------
    CourseError
        If the folder is no course, or its configuration can't be read.
    """
    from nbgrader.apps import NbGrader

    if not (folder / "nbgrader_config.py").is_file():
        raise CourseError(
            f"{folder.resolve()} is no course: it has no nbgrader_config.py. Go to the course's "
            "folder first; grader init makes one."
        )
    with contextlib.chdir(folder):
        app = NbGrader()
        app.log_level = logging.WARNING
        app.raise_config_file_errors = True
        try:
            app.initialize([])
        except Exception as error:
            raise CourseError(
                f"{folder / 'nbgrader_config.py'} can't be read: {type(error).__name__}: {error}"
            ) from None
    return app


def run_nbgrader(course: Path, *arguments: str, log: Path) -> None:
    """
    Run one of nbgrader's commands in a course, its output going to a log file.

    Raises
    ------
    CourseError
        If the command fails; the message ends with its last lines.
    """
    command = [sys.executable, "-m", "nbgrader", *arguments]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with log.open("a", encoding="utf-8") as out:
        done = subprocess.run(
            command,
            cwd=course,
            env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        last = "\n".join(log.read_text(encoding="utf-8").splitlines()[-12:])
        raise CourseError(f"nbgrader {' '.join(arguments)} failed. The end of {log}:\n{last}")
