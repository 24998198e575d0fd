"""Starting a misconception of a course's own from a cluster of wrong results."""

from __future__ import annotations

import ast
from pathlib import Path

from grader.authoring.new_folder import write_whole
from grader.classroom.report.clusters import Cluster
from grader.classroom.report.gather import read_class
from grader.course.escape import counted, shown
from grader.errors import CourseError
from grader.judging.own_misconceptions import FILL_IN, FOLDER
from testcases.record import Course

NO_CLUSTER = "{exercise} has no cluster {number} in {assignment}. {there}"
NO_EXERCISE = "The course has no exercise {name}. Its exercises: {names}."
THERE = "It has these: {numbers}."
NONE_THERE = "Every wrong result of it has an explanation."
NO_CODE = "The code of cluster {number} of {exercise} can't be read from the graded notebooks."

_FILE = '''\
"""
A common mistake in {exercise}: {count} made it in {assignment}.

Write the texts below, and shorten the code to the mistake itself. Read every line of it: the
grading runs this file. Then run: grader autograde --force --assignment {assignment}
"""

import numpy as np

from grader.misconceptions import mistake


@mistake(
    "{slug}",
    "{mark} the likely cause, in one sentence. The second hint says this.",
    "{mark} a question that doesn't name the cause. The first hint asks this.",
    "{mark} the idea behind it, in a sentence or two.",
    "{mark} what to change, and where, without the corrected line.",
)
{code}
'''


def write_misconception(course: Path, exercise: str, number: int, assignment: str = "") -> Path:
    """
    Write a file to start from, with the code of a cluster.

    Parameters
    ----------
    course : the course's folder
    exercise : the exercise's name
    number : the cluster's number in the report
    assignment : its name; the newest with something graded if empty

    Returns
    -------
    path : the new file, in the course's folder misconceptions

    Raises
    ------
    CourseError
        If there is no such cluster, or the file can't be written.
    """
    work = read_class(course, assignment)
    if exercise not in work.course.exercises:
        names = ", ".join(work.exercises)
        raise CourseError(NO_EXERCISE.format(name=shown(exercise), names=names))
    there = {one.number: one for one in work.clusters if one.exercise == exercise}
    if number not in there:
        numbers = THERE.format(numbers=", ".join(map(str, there))) if there else NONE_THERE
        where = {"exercise": exercise, "number": number, "assignment": work.table.assignment}
        raise CourseError(NO_CLUSTER.format(there=numbers, **where))
    cluster = there[number]
    if not cluster.code:
        raise CourseError(NO_CODE.format(exercise=exercise, number=number))
    folder = course / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        path, slug = _new(work.course, folder, _written(work.course, cluster))
        text = _text(work.course, cluster, slug, work.table.assignment)
        write_whole(path, text.encode())
    except OSError as error:
        raise CourseError(f"{error.filename} can't be written: {error.strerror}.") from None
    return path


def _written(course: Course, cluster: Cluster) -> str:
    """Name the exercise that a cluster's misconception is about: of a bug to fix, its original."""
    return course.exercises[cluster.exercise].mends or cluster.exercise


def _new(course: Course, folder: Path, exercise: str) -> tuple[Path, str]:
    """Find a name that no file and no misconception has."""
    number = 1
    while True:
        slug = f"{exercise.replace('_', '-')}-{number}"
        path = folder / f"{exercise}_{number}.py"
        if not path.exists() and slug not in course.misconceptions:
            return path, slug
        number += 1


def _text(course: Course, cluster: Cluster, slug: str, assignment: str) -> str:
    name = _written(course, cluster)
    function = ast.parse(cluster.code).body[0]
    function.name = name
    return _FILE.format(
        exercise=name,
        count=counted(len(cluster.students), "student"),
        assignment=assignment,
        mark=FILL_IN,
        slug=slug,
        code=ast.unparse(function),
    )
