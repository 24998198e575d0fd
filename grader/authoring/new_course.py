"""A new nbgrader course, with our judging plugged in by its configuration file."""

from __future__ import annotations

import re
from pathlib import Path

from grader.authoring.new_folder import complete_folder, copy_files
from grader.authoring.notebooks import write_instructor_notebooks
from grader.authoring.split import Assignments, in_one
from grader.errors import CourseError
from testcases.record import Course

# The characters that nbgrader reads as a pattern in the path of a course.
_GLOB = frozenset("[]*?")
# nbgrader puts a course's id into paths and patterns.
_NOT_IN_IDS = re.compile(r"[^\w.-]+")
# Where the system lists open folders: so any folder has a path without those characters.
_OTHER_PATHS = Path("/proc/self/fd")


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
            f"nbgrader can't work in {folder.absolute()} on this system, because the path contains "
            "one of [ ] * ?. Name another folder for the course."
        )


def next_steps(course: Course, folder: Path, assignments: Assignments) -> str:
    """Say what to do in a new course, command by command."""
    if [*assignments] != [course.name]:
        return _next_steps_of_each(folder, assignments)
    return (
        f"Created an nbgrader course in {folder}. Go there and run:\n"
        f"  nbgrader generate_assignment {course.name}   writes release/{course.name}, the files "
        "to give to students\n"
        f"  grader autograde                   grades submitted/STUDENT/{course.name}\n"
        f"  grader feedback                    writes feedback/STUDENT/{course.name}\n"
        "  nbgrader export                    writes grades.csv\n"
        "  jupyter lab                        opens Jupyter; choose Nbgrader > Formgrader"
    )


def _next_steps_of_each(folder: Path, assignments: Assignments) -> str:
    """Say what to do in a course of several assignments, with the first as the example."""
    lines = [f"  {name}: {', '.join(notebooks)}" for name, notebooks in assignments.items()]
    first = next(iter(assignments))
    steps = [
        f"  nbgrader generate_assignment {first}",
        f"  grader autograde --assignment {first}",
        f"  grader feedback --assignment {first}",
    ]
    made = f"Created an nbgrader course in {folder}. Its assignments, with their notebooks:"
    return "\n".join([made, *lines, "Go there and run for each one, when its time comes:", *steps])


def _configuration(course: Course, folder: Path) -> str:
    """Give nbgrader's configuration, with the name of the folder and the course's module in it."""
    text = Path(__file__).with_name("nbgrader_config.py").read_text(encoding="utf-8")
    text = text.replace('course_id = "dnn"', f'course_id = "{_course_id(course, folder)}"')
    return text.replace('"grader.this_course"', f'"{course.module}"')


def _course_id(course: Course, folder: Path) -> str:
    """Name the course like its folder: the exchange tells courses apart by this name."""
    return _NOT_IN_IDS.sub("-", folder.resolve().name).strip("-.") or course.name


def init_course(course: Course, folder: Path, assignments: Assignments | None = None) -> None:
    """
    Make an nbgrader course.

    Parameters
    ----------
    course : whose notebooks and files
    folder : where to make it; it must not hold anything yet
    assignments : the notebooks of each assignment, from `grader.authoring.split`; by default one
        assignment with all notebooks that aren't optional

    Raises
    ------
    CourseError
        If the folder is not empty, or is a file, or nbgrader can't work in it.
    """
    check_new_folder(folder)
    with complete_folder(folder) as place:
        for name in ("release", "submitted"):
            (place / name).mkdir()
        (place / "nbgrader_config.py").write_text(_configuration(course, folder), encoding="utf-8")
        for name, notebooks in (assignments or in_one(course)).items():
            source = place / "source" / name
            source.mkdir(parents=True)
            write_instructor_notebooks(course, source, notebooks)
            write_files(course, source)


def write_files(course: Course, folder: Path) -> int:
    """
    Update the files beside an assignment's notebooks: helpers, checks, data and pages.

    Notebooks and other files stay as they are. Modules that the course's packages no longer have
    are removed.

    Parameters
    ----------
    course : whose files
    folder : with the notebooks

    Returns
    -------
    count : how many files were written or removed
    """
    files, count = course.files(), 0
    for package in course.packages:
        for path in sorted((folder / package).rglob("*.py")):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
                count += 1
    return count + copy_files({**files, **course.pages()}, folder)
