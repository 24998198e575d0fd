"""Opening a course as nbgrader does, and running nbgrader's own commands in it."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.course.released import assignment_names, exercises_of, released_notebooks
from grader.errors import CourseError, GraderError
from grader.judging.own_misconceptions import read_files, with_own
from testcases.record import Course, load_course_record


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
    from nbgrader.apps.baseapp import NbGrader

    if not (folder / "nbgrader_config.py").is_file():
        raise CourseError(
            f"{folder.resolve()} is not a course: it has no nbgrader_config.py. Go to your "
            "course's folder, or create a course with: grader init DIR"
        )
    with contextlib.chdir(folder):
        app = NbGrader()
        app.log_level = logging.WARNING
        app.raise_config_file_errors = True
        try:
            app.initialize([])
        except Exception as error:
            raise CourseError(
                f"{folder / 'nbgrader_config.py'} can't be loaded. Fix this error in it: "
                f"{type(error).__name__}: {error}"
            ) from None
    _use_real_path(app.coursedir, folder)
    return app


def content_of(config: Any, root: str | Path = "") -> Course:
    """
    Give the course whose exercises are graded, by nbgrader's configuration.

    Parameters
    ----------
    config : nbgrader's configuration
    root : the course's folder, whose own misconceptions are added; empty where they don't matter

    Raises
    ------
    CourseError
        If the module that the configuration names has none, or a misconception can't be used.
    """
    module = config.get("Grader", {}).get("course", "grader.this_course")
    try:
        course = load_course_record(module)
    except ImportError as error:
        raise CourseError(
            f"nbgrader_config.py sets c.Grader.course to {module}, which can't be loaded: {error}. "
            "Correct the name, or install the module."
        ) from None
    except GraderError:
        raise
    except Exception as error:
        raise CourseError(
            f"{_place(error, module)}: {type(error).__name__}: {_message(error)}. Fix this line: "
            "nothing can be graded without the file."
        ) from None
    return with_own(course, read_files(Path(root))) if root else course


def course_in(folder: Path) -> tuple[Course, dict[str, NotebookNode]]:
    """Give the course in a folder, and all its released notebooks."""
    app = load_course(folder)
    coursedir = app.coursedir
    with contextlib.chdir(coursedir.root):
        names = assignment_names(coursedir)
        released = [released_notebooks(coursedir, name) for name in names]
    notebooks = {name: one for found in released for name, one in found.items()}
    return content_of(app.config, coursedir.root), notebooks


def _place(error: Exception, module: str) -> str:
    """Name the line of a module that an error comes from, as far as it is known."""
    file = f"{module.rpartition('.')[2]}.py"
    lines = [
        one.lineno for one in traceback.extract_tb(error.__traceback__) if file in one.filename
    ]
    line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
    return f"{file}, line {line}" if line else file


def _message(error: Exception) -> str:
    return error.msg if isinstance(error, SyntaxError) else str(error).strip().rstrip(".")


def _use_real_path(coursedir: Any, folder: Path) -> None:
    """Name the course's files by the path that people know, not by the one that nbgrader gets."""
    if coursedir.root.startswith(f"/proc/{os.getpid()}/fd/"):
        if "?" in str(folder.absolute()):  # a URL can't have this in its path
            coursedir.db_url = coursedir.db_url
        coursedir.root = str(folder.absolute())


def upgrade_course(folder: Path) -> int:
    """
    Bring the helpers in all source and release folders up to date; see `write_files`.

    Returns
    -------
    count : how many files were written or removed

    Raises
    ------
    CourseError
        If the folder is no course.
    """
    from grader.authoring.new_course import write_files  # takes long to load

    app = load_course(folder)
    content, coursedir = content_of(app.config), app.coursedir
    steps = (coursedir.source_directory, coursedir.release_directory)
    return sum(
        write_files(content, Path(coursedir.root, coursedir.format_path(step, ".", name)))
        for step in steps
        for name in assignment_names(coursedir, step)
        if exercises_of(content, released_notebooks(coursedir, name))
    )


def path_with_commands() -> str:
    """Give the PATH with this environment's commands: nbgrader runs alembic by its name."""
    own, path = str(Path(sys.executable).parent), os.environ.get("PATH", "")
    return path if own in path.split(os.pathsep) else f"{own}{os.pathsep}{path}"


def run_nbgrader(course: Path, *arguments: str, log: Path) -> None:
    """
    Run one of nbgrader's commands in a course, its output going to a log file.

    Raises
    ------
    CourseError
        If the command fails; the message ends with its last lines.
    """
    command = [sys.executable, "-m", "nbgrader", *arguments]
    with log.open("a", encoding="utf-8") as out:
        done = subprocess.run(
            command,
            cwd=course,
            env={**os.environ, "PATH": path_with_commands(), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        last = "\n".join(log.read_text(encoding="utf-8").splitlines()[-12:])
        raise CourseError(f"nbgrader {' '.join(arguments)} failed. The end of {log}:\n{last}")
