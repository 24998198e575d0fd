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
from grader.authoring.notebooks import as_file, build_instructor, source_files
from grader.authoring.split import notebooks_of, read_split
from grader.cells import points_in
from grader.course.open import content_of, load_course
from grader.course.released import assignment_names, choose_assignment, released_notebooks
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
_NO_NOTEBOOKS = "The assignment {name} has no notebooks. Release it first: {command}"
LEFT_OUT = (
    "Not in the autograder: {names}, {points:g} points in all. Grade them on Gradescope with a "
    "question in the rubric."
)
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
    left_out : the points of the cells that it doesn't grade: written answers and other tests
    """

    points: dict[str, float] = field(default_factory=dict)
    visibility: str = VISIBILITIES[0]
    module: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    left_out: dict[str, float] = field(default_factory=dict)

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
        course, books, files = _of_course(folder, name)
    else:
        graded = notebooks_of(course, optional=bool(notebooks))
        books = {
            source.stem: build_instructor(course, source)
            for source in source_files(course)
            if source.stem in graded
        }
    if notebooks:
        names = read_split(course, [f"chosen={','.join(notebooks)}"])["chosen"]
        books = {name: books[name] for name in names if name in books}
    points_of = {name: float(most) for name, most in points_in(books.values()).items()}
    worth = {name: most for name, most in points_of.items() if name in course.exercises}
    left_out = {name: most for name, most in points_of.items() if name not in worth}
    worth |= _read_points(points, worth)
    if not worth:
        raise CourseError("These notebooks have no exercises. Name others with --notebook.")
    return Assignment(worth, visibility, course.module, files, left_out)


def _of_course(folder: Path, name: str) -> tuple[Course, dict[str, NotebookNode], dict[str, bytes]]:
    """Give a course's record, the notebooks of an assignment, and its own files."""
    app = load_course(folder)
    course = content_of(app.config, app.coursedir.root)
    with contextlib.chdir(app.coursedir.root):
        name = choose_assignment(app.coursedir, course, name)
        names = assignment_names(app.coursedir)
        released = {one: released_notebooks(app.coursedir, one) for one in names}
    if not released.get(name):
        command = f"nbgrader generate_assignment {name}"
        raise CourseError(_NO_NOTEBOOKS.format(name=name, command=command))
    # Those of earlier assignments, too: students may submit them again.
    files = {
        f"{RELEASED}/{one}.ipynb": as_file(book).encode()
        for books in released.values()
        for one, book in books.items()
    }
    for file, text in read_files(Path(app.coursedir.root)):
        files[f"{MISCONCEPTIONS}/{file}"] = text.encode()
    return course, released[name], files


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
    left_out = {name: most for name, most in assignment.left_out.items() if most}
    names = ", ".join(f"{name} ({most:g})" for name, most in left_out.items())
    note = "\n" + LEFT_OUT.format(names=names, points=sum(left_out.values())) if left_out else ""
    return (
        f"Wrote {target}: {len(assignment.points)} exercises. It contains the solutions, so keep "
        f"it private.\nOn Gradescope, set the autograder points to {assignment.total:g}.{note}"
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
