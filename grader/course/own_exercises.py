"""Putting an instructor's own exercises into the notebooks, and recording them for the check."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from dnn_utils.notebook import unwatched
from grader.authoring.build import PUBLIC_SEED, is_same_value, recorded_answers
from grader.authoring.directives import with_nbgrader
from grader.authoring.new_course import write_files
from grader.authoring.new_folder import write_whole
from grader.authoring.notebooks import as_file
from grader.cells import CHECK, grade_id_of, marks_of
from grader.course.open import content_of, load_course
from grader.course.released import assignment_names
from grader.errors import CourseError, SandboxError
from grader.judging.cases import draw_cases
from grader.judging.policy import judge_notebooks
from grader.judging.sources import reference_source
from grader.submissions.rebuild import code_to_judge, is_test
from testcases.execution.call import run_here
from testcases.execution.cells import definitions_in
from testcases.execution.outcome import Answer, Outcome, Raised
from testcases.judging._judge import Verdict, judge
from testcases.judging.own_exercises import read_exercises, write_exercises
from testcases.judging.recorded import read_cases
from testcases.judging.report import plain
from testcases.judging.status import Status
from testcases.record import Case, Course, Exercise
from testcases.words.wording import listed

FILE = "own_exercises.py"
NONE = (
    "nbgrader_config.py names the course {module}, which has no exercises of your own. Write them "
    f'into {FILE} beside it, and set c.Grader.course = "own_exercises" there.'
)
UNKNOWN = "There is no exercise {name} in {file}. Its exercises: {names}."
NO_NOTEBOOK = (
    "{name} belongs to the notebook {notebook}, and no assignment has a file {notebook}.ipynb in "
    "source. The notebooks there: {there}."
)
DEFINED_ELSEWHERE = (
    "{path} defines {name} in another cell, too: cell {number}. A student's work in that cell "
    "could be graded in place of the exercise. Give the exercise another name, or rename the "
    "function in that cell."
)
NO_SOLUTION = (
    "{name} has no lines ### BEGIN SOLUTION and ### END SOLUTION, so students would get its "
    "solution. Put them around what students are to write."
)
SAME = (
    'The mistake "{sentence}" gives the same results as the solution of {name} for all test '
    "inputs. Correct the mistake, or draw test inputs that tell them apart."
)
RANDOM = (
    "The solution of {name} gives different results for the same test input, which can't be "
    "compared. Draw random numbers in the test inputs, or with np.random in the solution."
)
NOT_FINITE = (
    "The solution of {name} returns nan or infinity for {what}, which can't be compared. Correct "
    "the solution, or draw other test inputs."
)
OTHER_POINTS = (
    "{name} is worth {now:g} points in source/{assignment}, and {points:g} in {file}. To change the"
    " notebook, run: grader points {name} {points:g}"
)
STOPS = (
    'The mistake "{sentence}" in {name} stops with an error for every test input, so it explains '
    "nothing. Correct it: {error}."
)
NO_CELLS = "{name} has no cells in a notebook, so nobody is graded on it. Run: grader exercise add"
CHANGED = (
    "{file} has changed since {names} went into the notebooks, so a student's check can differ "
    "from the grading. Run: grader exercise add"
)
ADDED = "Put {name} into {place}. Write its text there."
UPDATED = "Brought {name} up to date in {place}."
NOT_RIGHT = (
    "The solution of {name} fails in {stem}: {problem}. What it needs there, such as imports and "
    "helpers, must stand in read-only cells (Create Assignment > Read-only)."
)
NOT_TRIED = "The grading of {names} was not tried out: {error}"
# The most time for the edits of one solution, most of which take a second or two.
_SECONDS = 120.0
_ANY_SEED = 1
_IMPORTS_CHECK = re.compile(r"^from \w+ import .*\bcheck\b", re.MULTILINE)
_SECTION = re.compile(r"##? ")
_SETUP = "setup_check"
_IMPORT = "import numpy as np\n\nfrom {package} import check"


@dataclass
class Added:
    """
    What was put into the notebooks.

    Attributes
    ----------
    places : for each exercise, the assignment and the notebook, and whether the cells are new
    notes : sentences that need attention
    """

    places: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def add_exercises(course: Path, names: Sequence[str] = ()) -> Added:
    """
    Put the exercises of the course's own file into their notebooks, and record them.

    Parameters
    ----------
    course : the course's folder
    names : the exercises; all of the file by default

    Raises
    ------
    CourseError
        If there is no such file or exercise, an exercise has no notebook, another cell of it
        defines the function, or it can't be checked. The course is then as it was.
    """
    app = load_course(course)
    content, coursedir = content_of(app.config), app.coursedir
    if not content.own:
        raise CourseError(NONE.format(module=content.module))
    file = _file(content)
    for name in names:
        if name not in content.own:
            there = ", ".join(content.own)
            raise CourseError(UNKNOWN.format(name=name, file=file.name, names=there))
    chosen = [content.exercises[name] for name in names or content.own]
    places = {one.name: _place(coursedir, one) for one in chosen}
    for one in content.own:
        _check(content, content.exercises[one])
    added, notebooks = Added(), {}
    for one in chosen:
        assignment, path = places[one.name]
        notebook = notebooks.setdefault(path, nbformat.read(path, as_version=4))
        _refuse_others(one.name, notebook, f"source/{assignment}/{path.name}")
        new, points = _put_cells(content, one, notebook)
        added.places[one.name] = assignment, path.stem, new
        if points != one.points:
            added.notes.append(
                OTHER_POINTS.format(
                    name=one.name,
                    now=points,
                    assignment=assignment,
                    points=one.points,
                    file=file.name,
                )
            )
    for path, notebook in notebooks.items():
        names = [one.name for one in chosen if places[one.name][1] == path]
        added.notes += _try_out(content, names, notebook, path.stem)
    _record(content, file)
    for path, notebook in notebooks.items():
        write_whole(path, as_file(notebook).encode())
    for name in assignment_names(coursedir, coursedir.source_directory):
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", name))
        write_files(content, folder)
    return added


def _try_out(
    course: Course, names: Sequence[str], notebook: NotebookNode, stem: str
) -> Iterator[str]:
    """
    Grade the solutions where they stand, as a student's functions are graded.

    Yields
    ------
    note : what could not be done
    """
    notebook = nbformat.from_dict({**notebook, "metadata": {"notebook_name": stem}})
    cells = {stem: code_to_judge(course, notebook)}
    try:
        verdicts = judge_notebooks(course, cells, names, _ANY_SEED)
    except SandboxError as error:
        yield NOT_TRIED.format(names=", ".join(names), error=error)
        return
    for name, verdict in verdicts.items():
        if verdict.verdict != Status.RIGHT:
            raise CourseError(NOT_RIGHT.format(name=name, stem=stem, problem=_first(verdict)))


def _first(verdict: Verdict) -> str:
    """Give the first line of what is wrong."""
    return plain(verdict.problem.partition("\n")[0]).rstrip(".")


def notes_on_own(coursedir: Any, course: Course) -> list[str]:
    """Say which of the course's own exercises no notebook checks, or have changed since."""
    texts = [path.read_text(encoding="utf-8") for _, path in _notebooks(coursedir)]
    lost = [name for name in course.own if not any(f"check({name})" in text for text in texts)]
    notes = [NO_CELLS.format(name=name) for name in lost]
    changed = [name for name in course.own if name not in lost and not _is_recorded(course, name)]
    if changed:
        notes.append(CHANGED.format(file=_file(course).name, names=listed(changed)))
    return notes


def _file(course: Course) -> Path:
    """Give the instructor's file."""
    return Path(inspect.getfile(inspect.unwrap(course.exercises[course.own[0]].draw)))


def _is_recorded(course: Course, name: str) -> bool:
    """Say whether students' checks know an exercise as it is now."""
    file, exercise = _file(course), course.exercises[name]
    try:
        known = {one.name: one for one in read_exercises(file.with_suffix(".json"))}
        cases = read_cases(name, file.with_suffix(".h5"))
    except (OSError, ValueError, KeyError):
        return False
    now = draw_cases(course, exercise, PUBLIC_SEED)
    return (
        name in known
        and write_exercises([known[name]]) == write_exercises([exercise])
        and is_same_value([*map(_content, cases)], [*map(_content, now)])
    )


def _content(case: Case) -> list[Any]:
    return [dict(case.inputs), case.expected]


def _notebooks(coursedir: Any) -> Iterator[tuple[str, Path]]:
    """List the notebooks of all assignments in source."""
    for name in assignment_names(coursedir, coursedir.source_directory):
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", name))
        for path in sorted(folder.glob("*.ipynb")):
            yield name, path


def _place(coursedir: Any, exercise: Exercise) -> tuple[str, Path]:
    """Find the notebook of an exercise in source: the assignment's name, and the path."""
    there = list(_notebooks(coursedir))
    for assignment, path in there:
        if path.stem == exercise.notebook:
            return assignment, path
    names = ", ".join(sorted({path.stem for _, path in there})) or "none"
    raise CourseError(
        NO_NOTEBOOK.format(name=exercise.name, notebook=exercise.notebook, there=names)
    )


def _refuse_others(name: str, notebook: NotebookNode, path: str) -> None:
    """Make sure that no other cell of a notebook defines an exercise's function."""
    for number, cell in enumerate(notebook.cells, start=1):
        other = cell.cell_type == "code" and grade_id_of(cell) != name
        if other and definitions_in(cell.source, [name]):
            raise CourseError(DEFINED_ELSEWHERE.format(name=name, path=path, number=number))


def _check(course: Course, exercise: Exercise) -> None:
    """Make sure that an exercise can be released and checked."""
    source = reference_source(course, exercise.name)
    if "### BEGIN SOLUTION" not in source or "### END SOLUTION" not in source:
        raise CourseError(NO_SOLUTION.format(name=exercise.name))
    cases, again = (draw_cases(course, exercise, _ANY_SEED) for _ in range(2))
    for number, case in enumerate(cases, start=1):
        if not _is_finite(case.expected):
            what = f"test input {number} of {len(cases)}"
            raise CourseError(NOT_FINITE.format(name=exercise.name, what=what))
    if not _passes(
        exercise, cases, [Answer(case.expected, printed=case.printed) for case in again]
    ):
        raise CourseError(RANDOM.format(name=exercise.name))
    for one in course.misconceptions.values():
        if one.exercise == exercise.name:
            said = {"name": exercise.name, "sentence": one.sentence}
            with unwatched():
                outcomes = [run_here(one.function, case) for case in cases]
            if _passes(exercise, cases, outcomes):
                raise CourseError(SAME.format(**said))
            stopped = [outcome for outcome in outcomes if isinstance(outcome, Raised)]
            if len(stopped) == len(cases):
                raise CourseError(STOPS.format(error=stopped[0].text, **said))


def _is_finite(value: Any) -> bool:
    """Say whether a result has no nan and no infinity."""
    if isinstance(value, (dict, tuple, list)):
        return all(map(_is_finite, value.values() if isinstance(value, dict) else value))
    array = np.asarray(value)
    return array.dtype.kind != "f" or bool(np.isfinite(array).all())


def _passes(exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Say whether these outcomes are right."""
    waiting = iter(outcomes)
    verdict = judge(exercise, cases, lambda case: next(waiting), {exercise.name: exercise})
    return verdict.verdict == Status.RIGHT


def _record(course: Course, file: Path) -> None:
    """Record what students' checks need, beside the instructor's file."""
    record = recorded_answers(course, names=course.own, seconds=_SECONDS)
    write_whole(file.with_suffix(".h5"), record)
    text = write_exercises([course.exercises[name] for name in course.own])
    write_whole(file.with_suffix(".json"), text.encode())


def _put_cells(course: Course, exercise: Exercise, notebook: NotebookNode) -> tuple[bool, float]:
    """
    Put an exercise's cells into a notebook, or bring them up to date.

    Returns
    -------
    new, points : whether the cells are new, and the points in the notebook
    """
    cells = {grade_id_of(cell): cell for cell in notebook.cells if grade_id_of(cell)}
    check = f"{CHECK}{exercise.name}"
    source = reference_source(course, exercise.name)
    if exercise.name in cells and check in cells:
        cells[exercise.name].source = source
        cells[check].source = f"check({exercise.name})"
        points = marks_of(cells[check]).get("points", 0)
    else:
        for name in (exercise.name, check):  # one of the two was deleted
            notebook.cells = [cell for cell in notebook.cells if grade_id_of(cell) != name]
        place = _end_of_exercises(notebook)
        known = {cell.id for cell in notebook.cells}
        new = [cell for cell in _new_cells(exercise, source) if cell.id not in known]
        notebook.cells[place:place] = new
        _import_check(course, notebook)
        points = exercise.points
    return not {exercise.name, check} <= cells.keys(), points


def _new_cells(exercise: Exercise, source: str) -> list[NotebookNode]:
    """Make the text, which ends up the instructor's own, the solution, and the check."""
    name, check = exercise.name, f"{CHECK}{exercise.name}"
    docstring = ast.get_docstring(ast.parse(source).body[0]) or ""
    task = docstring.partition("\n\n")[0].replace("\n", " ")
    made = [
        new_markdown_cell(f"### Exercise: `{name}`\n\n{task}".rstrip(), id=_id(f"text-{name}")),
        new_code_cell(source, id=_id(name)),
        new_code_cell(f"check({name})", id=_id(check)),
    ]
    with_nbgrader(made[1], name, solution=True)
    with_nbgrader(made[2], check, grade=True, locked=True, points=exercise.points)
    return made


def _id(name: str) -> str:
    return name[:64]


def _end_of_exercises(notebook: NotebookNode) -> int:
    """Give the place behind the section with the last check of a notebook, or its end."""
    last = max((n for n, cell in enumerate(notebook.cells) if is_test(cell)), default=-1)
    begins = (
        n
        for n, cell in enumerate(notebook.cells)
        if n > last >= 0 and cell.cell_type == "markdown" and _SECTION.match(cell.source)
    )
    return next(begins, len(notebook.cells))


def _import_check(course: Course, notebook: NotebookNode) -> None:
    """
    See to it that a notebook imports `check` in a cell that students can't change.

    The grading runs the locked cells, and no others of those that students are given.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and _IMPORTS_CHECK.search(cell.source):
            if not marks_of(cell):
                with_nbgrader(cell, _SETUP, locked=True)
            return
    package = course.record.parent.name
    cell = new_code_cell(_IMPORT.format(package=package), id=_SETUP)
    notebook.cells.insert(0, with_nbgrader(cell, _SETUP, locked=True))


def format_added(added: Added, quiet: bool = False) -> str:
    """Say what was put where, and what to run next."""
    lines = []
    for name, (assignment, notebook, new) in added.places.items():
        place = f"source/{assignment}/{notebook}.ipynb"
        form = ADDED if new else UPDATED
        lines.append(form.format(name=name, place=place))
    names = dict.fromkeys(assignment for assignment, _, _ in added.places.values())
    lines += [f"To release, run: nbgrader generate_assignment {name} --force" for name in names]
    return "\n".join([*([] if quiet else lines), *added.notes])
