"""
Writing an autograder for Gradescope: a zip file with two scripts, the course, and what it needs.

The layout is that of Gradescope's documentation, "Autograder Specifications".
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import distribution, requires, version
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from packaging.requirements import Requirement

from grader.authoring.bundle import build_date
from grader.authoring.new_folder import write_whole
from grader.authoring.notebooks import as_file
from grader.authoring.split import notebooks_of, read_split
from grader.cells import exercise_of, marks_of
from grader.course.open import content_of, load_course
from grader.course.released import assignment_names, released_notebooks
from grader.errors import CourseError
from grader.judging.own_misconceptions import FOLDER as MISCONCEPTIONS
from grader.judging.own_misconceptions import read_files
from grader.sandbox.staging import with_requirements
from testcases.record import Course, load_course_record

# The names under which pip has installed this project.
PROJECTS = ("dnn-course", "dnn-course-student")
# When students see the results of a test, in the words of Gradescope.
VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
# In the zip file: what is graded, and the folder with the course's packages.
SETTINGS, PACKAGES, RELEASED = "assignment.json", "course", "released"
_SCRIPTS = ("setup.sh", "run_autograder")
_OURS = ("grader", "solutions", "notebooks", "data")
_NO_EXERCISE = "{text} names no exercise and its points. Write, for example: linear_forward=8"
_NO_ASSIGNMENT = "The course has no assignment {name}. Choose one with --assignment: {names}."
_NOT_GRADED = "{name} is in none of the notebooks that are graded. They have: {names}."


@dataclass(frozen=True)
class Assignment:
    """
    What an autograder grades.

    Attributes
    ----------
    points : what each exercise is worth; others are not graded
    visibility : when students see the results
    module : the module that binds the course
    files : what a course of the instructor's own adds: path within the zip file, and content
    """

    points: dict[str, float] = field(default_factory=dict)
    visibility: str = VISIBILITIES[0]
    module: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, Any]:
        """What the zip file says of it, as plain values for JSON."""
        return {"points": self.points, "visibility": self.visibility, "module": self.module}

    @property
    def total(self) -> float:
        """The most that can be earned."""
        return sum(self.points.values())


def chosen_assignment(
    course: Course,
    folder: Path | None = None,
    name: str = "",
    notebooks: Sequence[str] = (),
    points: Sequence[str] = (),
    visibility: str = VISIBILITIES[0],
) -> Assignment:
    """
    Find out what an autograder is to grade.

    Parameters
    ----------
    course : whose exercises, unless `folder` says so
    folder : an nbgrader course, whose assignment has the notebooks and points; None for no course
    name : of the assignment there
    notebooks : the only notebooks to grade, by the beginnings of their names
    points : other points for an exercise, such as "linear_forward=8"
    visibility : when students see the results

    Raises
    ------
    CourseError
        If there is no such assignment, notebook or exercise.
    """
    files: dict[str, bytes] = {}
    if folder is not None:
        course, found, files = _of_course(folder, name)
    else:
        graded = notebooks_of(course, optional=bool(notebooks))
        found = {
            name: {one.name: float(one.points) for one in course.exercises.values()
                   if one.notebook == name}
            for name in graded
        }  # fmt: skip
    if notebooks:
        names = read_split(course, [f"chosen={','.join(notebooks)}"])["chosen"]
        found = {name: found.get(name, {}) for name in names}
    worth = {name: most for here in found.values() for name, most in here.items()}
    worth |= _read_points(points, worth)
    if not worth:
        raise CourseError("These notebooks have no exercises. Name others with --notebook.")
    return Assignment(worth, visibility, course.module, files)


def _of_course(
    folder: Path, name: str
) -> tuple[Course, dict[str, dict[str, float]], dict[str, bytes]]:
    """Give a course's record, the points in each notebook of an assignment, and its own files."""
    app = load_course(folder)
    course = content_of(app.config, app.coursedir.root)
    name = name or course.name
    with contextlib.chdir(app.coursedir.root):
        names = assignment_names(app.coursedir)
        released = {one: released_notebooks(app.coursedir, one) for one in names}
    if not released.get(name):
        raise CourseError(_NO_ASSIGNMENT.format(name=name, names=", ".join(names) or "none"))
    # Those of earlier assignments, too: students may submit them again.
    files = {
        f"{RELEASED}/{one}.ipynb": as_file(book).encode()
        for books in released.values()
        for one, book in books.items()
    }
    for file, text in read_files(Path(app.coursedir.root)):
        files[f"{MISCONCEPTIONS}/{file}"] = text.encode()
    return course, {one: _points_in(course, book) for one, book in released[name].items()}, files


def _points_in(course: Course, notebook: NotebookNode) -> dict[str, float]:
    return {
        exercise_of(cell): float(marks_of(cell)["points"])
        for cell in notebook.cells
        if marks_of(cell).get("grade") and exercise_of(cell) in course.exercises
    }


def _read_points(texts: Sequence[str], worth: Mapping[str, float]) -> dict[str, float]:
    """Read points as they are written on the command line."""
    points = {}
    for text in texts:
        name, _, number = text.partition("=")
        try:
            points[name] = float(number)
        except ValueError:
            raise CourseError(_NO_EXERCISE.format(text=text)) from None
        if not 0 <= points[name] < 10**6:
            raise CourseError(_NO_EXERCISE.format(text=text))
        if name not in worth:
            raise CourseError(_NOT_GRADED.format(name=name, names=", ".join(worth)))
    return points


def write_autograder(assignment: Assignment, target: Path) -> str:
    """
    Write the zip file; the same files give the same bytes.

    Returns
    -------
    done : what was written, and what to set on Gradescope, in sentences
    """
    packages = _package_files(load_course_record(assignment.module))
    scripts = {name: Path(__file__).with_name("container") / name for name in _SCRIPTS}
    date = build_date([*packages.values(), *scripts.values()])
    contents = {name: path.read_bytes() for name, path in scripts.items()}
    contents[SETTINGS] = json.dumps(assignment.settings, indent=1).encode()
    contents |= assignment.files
    contents |= {name: text.encode() for name, text in _requirements().items()}
    contents |= {f"{PACKAGES}/{name}": path.read_bytes() for name, path in packages.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name in _SCRIPTS else 0o644) << 16
            archive.writestr(entry, content)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, written.getvalue())
    return (
        f"Wrote {target}: {len(assignment.points)} exercises. It contains the solutions, so keep "
        f"it private.\nOn Gradescope, set the autograder points to {assignment.total:g}."
    )


def _package_files(course: Course) -> dict[str, Path]:
    """List the files of the course's packages: path within their folder, and the file."""
    named = (course.module, course.reference.__name__, *course.packages)
    tops = dict.fromkeys([*_OURS, *(name.partition(".")[0] for name in named)])
    files = {}
    for top in tops:
        module = importlib.import_module(top)
        for place in getattr(module, "__path__", [module.__file__]):
            for path in sorted(_within(Path(place))):
                files[path.relative_to(Path(place).parent).as_posix()] = path
    return files


def _within(place: Path) -> Iterable[Path]:
    if place.is_file():  # with what is recorded for it
        return place.parent.glob(f"{place.stem}.*")
    return (
        path
        for path in place.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(place).parts)
    )


def _requirements() -> dict[str, str]:
    """Pin the packages that this project needs to the versions that are installed here."""
    wanted = [Requirement(line) for project in PROJECTS for line in requires(project) or ()]
    direct = {
        one.name for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})
    } - {*PROJECTS}
    pinned = {distribution(name).name: version(name) for name in with_requirements(direct)}
    return {
        "requirements.txt": "".join(f"{name}\n" for name in sorted(direct)),
        "constraints.txt": "".join(f"{name}=={pinned[name]}\n" for name in sorted(pinned)),
    }
