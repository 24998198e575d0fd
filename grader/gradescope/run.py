"""
Grading one submission in Gradescope's container; the script ``run_autograder`` starts this.

Student code runs in the sandbox. If the sandbox can't work in the container, student code runs as
another user, who can read neither the solutions nor the results, with the sandbox's filter on its
system calls. Nothing is graded if that fails too. The results are written when no student code
runs any more, in the form of Gradescope's documentation, "Autograder Specifications".
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from grader.authoring.new_folder import write_whole
from grader.errors import FileError, GraderError, SandboxError
from grader.gradescope.pack import RELEASED, SETTINGS, Assignment
from grader.grading import scaled
from grader.judging.cases import fresh_seed
from grader.judging.own_misconceptions import read_files, with_own
from grader.sandbox.launcher import close_launchers, launcher
from grader.sandbox.unconfined import UNCONFINED, is_unconfined, student_user
from grader.standalone import judge_folder
from testcases.judging import report
from testcases.judging._judge import Verdict
from testcases.judging.status import Status
from testcases.record import Course, load_course_record

# The folder that Gradescope lays out. Tests set another.
FOLDER = "AUTOGRADER"
# What student code in a process of another user may not read, nor write.
_PRIVATE = ("source", "submission", "submission_metadata.json", "results")

CONFINED = "Student code is confined: it runs in the sandbox."
AS_USER = (
    "Student code is not in the sandbox. It runs as the user {user}, with a filter on its system "
    "calls: it has no network, no other process, and can't read the solutions or write the "
    "results. It can read what every user of this container can."
)
UNPROTECTED = (
    "Student code is not confined: it can read the solutions and write the results. To confine "
    "it, remove {variable} from run_autograder."
)
NO_NOTEBOOK = "Nothing was graded. {why} Upload the notebooks as .ipynb files, then submit again."
TOTAL = "{points:g} of {most:g} points."


def main() -> int:
    """
    Grade the submission and write the results.

    Returns
    -------
    status : 0, or 1 if it can't be graded through no fault of the student's. Gradescope then says
        that the autograder failed, and gives no score.
    """
    folder = Path(os.environ.get(FOLDER, "/autograder"))
    begun = time.monotonic()
    source = folder / "source"
    assignment = Assignment(**json.loads((source / SETTINGS).read_text(encoding="utf-8")))
    try:
        course = with_own(load_course_record(assignment.module), read_files(source))
        released = {
            path.stem: nbformat.read(path, 4) for path in (source / RELEASED).glob("*.ipynb")
        }
        confinement = confine(course, folder)
        print(confinement, flush=True)
        results = grade(course, assignment, folder / "submission", fresh_seed(), released)
    except GraderError as error:
        print(f"Not graded: {error}")
        return 1
    finally:
        close_launchers()
    results["execution_time"] = round(time.monotonic() - begun, 1)
    results["extra_data"] |= {"confinement": confinement}
    (folder / "results").mkdir(exist_ok=True)
    write_whole(folder / "results" / "results.json", json.dumps(results, indent=1).encode())
    print(results["output"])
    return 0


def confine(course: Course, folder: Path) -> str:
    """
    Find out how student code can be confined here, and prepare it.

    Returns
    -------
    confinement : how it is confined, in sentences for the instructor

    Raises
    ------
    SandboxError
        If it can't be confined.
    """
    if not is_unconfined():
        try:
            launcher(course.packages).start()
            return CONFINED
        except SandboxError as error:
            if student_user() is None:
                raise
            print(str(error).partition(" docs/")[0])
        os.environ[UNCONFINED] = "1"
    user = student_user()
    if user is None:
        return UNPROTECTED.format(variable=UNCONFINED)
    for name in _PRIVATE:
        path = folder / name
        if path.exists():
            path.chmod(path.stat().st_mode & 0o700)
    launcher(course.packages).start()
    return AS_USER.format(user=user.pw_name)


def grade(
    course: Course,
    assignment: Assignment,
    submission: Path,
    seed: int,
    released: Mapping[str, NotebookNode],
) -> dict[str, Any]:
    """
    Grade a submission and give the results in Gradescope's form.

    Parameters
    ----------
    course : whose exercises
    assignment : which of them, and their points
    submission : the folder with the notebooks
    seed : the seed of the test inputs
    released : what the students were given, if not the course's own notebooks

    Raises
    ------
    Unreadable, NotGraded
        If it can't be graded, through no fault of the student's.
    """
    base = {
        "visibility": assignment.visibility,
        "stdout_visibility": "hidden",  # it is for the instructor
        "output_format": "text",  # so that nothing of a student's is read as HTML
        "test_output_format": "text",
        "test_name_format": "text",
    }
    try:
        verdicts, problem = judge_folder(course, submission, seed, released)
    except FileError as error:
        output = NO_NOTEBOOK.format(why=error)
        return {**base, "score": 0.0, "output": output, "tests": [], "extra_data": {}}
    verdicts = {
        name: scaled(verdicts[name], most)
        for name, most in assignment.points.items()
        if name in verdicts
    }
    score = sum(verdict.points for verdict in verdicts.values())
    lines = [TOTAL.format(points=score, most=assignment.total), *filter(None, [problem])]
    return {
        **base,
        "score": score,
        "output": report.readable("\n".join(lines)),
        "tests": [test_of(verdict) for verdict in verdicts.values()],
        "extra_data": {"seed": seed, "tests": _tests(verdicts)},
    }


def test_of(verdict: Verdict) -> dict[str, Any]:
    """Write one exercise's verdict as one of Gradescope's tests."""
    return {
        "name": verdict.exercise,
        "score": verdict.points,
        "max_score": verdict.max_points,
        "status": "passed" if verdict.verdict == Status.RIGHT else "failed",
        "output": report.readable(report.as_text(verdict, hint=2)),
        "extra_data": {"verdict": verdict.verdict, "explanation": verdict.explanation},
    }


def _tests(verdicts: Mapping[str, Verdict]) -> str:
    """Give the version of the tests, which `grader judge` prints too."""
    return next((verdict.tests for verdict in verdicts.values()), "")


if __name__ == "__main__":
    sys.exit(main())
