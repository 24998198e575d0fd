"""
The misconceptions that a course adds to those of its module: files in its folder misconceptions.

Each file is like those in grader/misconceptions: wrong functions below `@mistake`. The grading runs
them, as it runs nbgrader_config.py. The students' check does not know them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.errors import CourseError
from grader.misconceptions.record import Misconception, read_misconceptions
from testcases.record import Course, load_course_record

FOLDER = "misconceptions"
# Stands in a file for the words that a person is still to write.
FILL_IN = "FILL IN:"
UNFINISHED = (
    "Left out, because there are still texts to fill in: {files}. Write them, then regrade with "
    "--force."
)
BROKEN = "{file} can't be used: {why}. Correct it, or move it out of the folder."
NO_MISTAKE = "no function in it is below @mistake(...)"
NO_EXERCISE = "{name} is no exercise of this course"
TAKEN = "there is another misconception with the name {slug}"

# The name and the text of each file.
Files = tuple[tuple[str, str], ...]


def read_files(root: Path) -> Files:
    """
    Read the files of a course with misconceptions of its own.

    Parameters
    ----------
    root : the course's folder

    Raises
    ------
    CourseError
        If one can't be read.
    """
    found = []
    for path in sorted(Path(root, FOLDER).glob("[!_.]*.py")):
        try:
            found.append((path.name, path.read_text(encoding="utf-8")))
        except (OSError, UnicodeError) as error:
            raise CourseError(BROKEN.format(file=_place(path.name), why=error)) from None
    return tuple(found)


def unfinished(files: Files) -> list[str]:
    """Say which files are not used, because words in them are still to be written."""
    names = [_place(name) for name, text in files if FILL_IN in text]
    return [UNFINISHED.format(files=", ".join(names))] if names else []


def with_own(course: Course, files: Files) -> Course:
    """
    Give the course with the misconceptions of these files, too.

    Raises
    ------
    CourseError
        If one of them can't be used.
    """
    finished = tuple(one for one in files if FILL_IN not in one[1])
    return _with_own(course.module, course.folder, finished) if finished else course


# One record for each content: what is known of a course is kept by its record.
@functools.lru_cache(maxsize=8)
def _with_own(module: str, folder: str, files: Files) -> Course:
    course = load_course_record(module, folder)
    known = dict(course.misconceptions)
    names = _names(course)
    solved = {name: getattr(course.reference, name) for name in course.exercises}
    for name, text in files:
        for one in _read(course, name, text, names):
            if one.slug in known:
                raise CourseError(BROKEN.format(file=_place(name), why=TAKEN.format(slug=one.slug)))
            # Another function of the file can have the name of an exercise that this one calls.
            known[one.slug] = replace(one, names={**one.names, **solved})
    return replace(course, misconceptions=known, rebuild=(_with_own, (module, folder, files)))


def _read(course: Course, name: str, text: str, names: dict[str, Any]) -> Iterator[Misconception]:
    try:
        found = read_misconceptions(_place(name), text, names)
    except Exception as error:  # the file is a person's code, and can raise anything
        why = f"{type(error).__name__}: {error}"
        raise CourseError(BROKEN.format(file=_place(name), why=why)) from None
    if not found:
        raise CourseError(BROKEN.format(file=_place(name), why=NO_MISTAKE))
    for one in found:
        exercise = course.exercises.get(one.exercise)
        if exercise is None or not exercise.is_written:
            why = NO_EXERCISE.format(name=one.exercise)
            raise CourseError(BROKEN.format(file=_place(name), why=why))
        yield one


def _place(name: str) -> str:
    return f"{FOLDER}/{name}"


def _names(course: Course) -> dict[str, Any]:
    """Give what the solutions see: NumPy and the helpers."""
    solved = [getattr(course.reference, name) for name in course.exercises]
    seen = [getattr(one, "__globals__", {}) for one in solved]
    return {name: value for space in seen for name, value in space.items() if name[0] != "_"}
