"""
What nbgrader's own commands call of ours, by the course's configuration.

`SubmissionExporter` meets files that can't be read, `RebuildOnRelease` puts the submission back on
the released notebook, `Judge` stands in place of running the notebook and writes each verdict
into the output of its grade cell, where nbgrader's `SaveAutoGrades` finds it, and `SaveMessages`
puts the first line of the report beside the score in the gradebook.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
)

from grader.authoring.hand_out import HandOut
from grader.course.open import content_of
from grader.course.released import has_exercises, released_notebooks
from grader.course.state import CourseState
from grader.course.student_folders import link_among, refusal, student_folders
from grader.errors import CourseError
from grader.grading import answers_elsewhere, comments, judge_submission, write_verdicts
from grader.judging.alarm import time_limit
from grader.submissions.locate import find_notebooks
from grader.submissions.reader import read_file, reader
from grader.submissions.rebuild import exercises_in, rebuild, rebuild_all
from testcases.judging._judge import Verdict
from testcases.record import Course

__all__ = ["HandOut", "Judge", "RebuildOnRelease", "SaveMessages", "SubmissionExporter"]

_VERDICTS, _BY_HAND = "verdicts", "by_hand"


class SubmissionExporter(NotebookExporter):
    """
    Reads submitted files so that no state of them stops the grading.

    It is made once for a run of nbgrader's autograding, which has listed by then what it will
    convert. What was submitted in place of a notebook is added to that: a notebook under another
    name or in a folder below, a Python file.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coursedir = self.parent.coursedir
        released = released_notebooks(coursedir, coursedir.assignment_id)
        self._course = content_of(self.config)
        self._released = released if has_exercises(self._course, released) else None
        if self._released:
            step = coursedir.submitted_directory
            for student, folder in student_folders(coursedir, step, coursedir.assignment_id):
                if fnmatchcase(student, coursedir.student_id) and not student.startswith("."):
                    self._add_notebooks(student, folder)

    def _add_notebooks(self, student: str, folder: Path) -> None:
        """Have nbgrader convert what a student has submitted in place of notebooks, too."""
        coursedir = self.parent.coursedir
        try:
            found = _submitted(
                self._course, coursedir, student, coursedir.assignment_id, self._released
            )
        except Exception as error:  # it is met again, and told, when this one is graded
            self.log.warning("%s: %s", folder, error)
            return
        wanted = [name for name in found if fnmatchcase(name, coursedir.notebook_id)]
        if wanted:
            files = self.parent.assignments.setdefault(str(folder), [])
            files += sorted({str(folder / f"{name}.ipynb") for name in wanted} - {*files})

    def from_filename(
        self, filename: str, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """Read the file, which may be damaged, and convert it."""
        resources["released"], resources["course"] = self._released, self._course
        if self._released is None or not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        files = _files(self.parent.coursedir, resources)
        resources = self._init_resources(resources)
        resources["metadata"]["name"] = Path(filename).stem
        name = resources["nbgrader"]["notebook"]
        submitted = reader().call(read_file, files[name])
        return self.from_notebook_node(submitted, resources, **kwargs)


class _OrAsNbgraderDoes(NbGraderPreprocessor):
    """A preprocessor that leaves other assignments than the course's to nbgrader's own."""

    stock: tuple[type[NbGraderPreprocessor], ...] = ()

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Do what is done with the course's notebooks, or what nbgrader does with others."""
        if resources["released"] is not None:
            return self.preprocess_ours(nb, resources)
        for kind in self.stock:
            nb, resources = kind(parent=self.parent).preprocess(nb, resources)
        return nb, resources

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Do what is done with the course's notebooks."""
        raise NotImplementedError


class RebuildOnRelease(_OrAsNbgraderDoes):
    """Puts the submission back on the released notebook."""

    stock = (ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata)

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Take the released notebook with the student's solutions in it."""
        name = resources["nbgrader"]["notebook"]
        return rebuild(resources["course"], resources["released"][name], nb, name), resources


class Judge(_OrAsNbgraderDoes):
    """Writes the verdict on each exercise into the output of its grade cell."""

    stock = (Execute, IgnorePattern, LimitOutput)

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the whole submission, or recall its verdicts, and write down this notebook's."""
        verdicts = _verdicts_on(self.parent.parent.coursedir, resources)
        here = exercises_in(
            resources["course"], resources["released"][resources["nbgrader"]["notebook"]]
        )
        resources[_VERDICTS] = {name: verdicts[name] for name in here}
        resources[_BY_HAND] = write_verdicts(nb, resources[_VERDICTS])
        for grade_id in resources[_BY_HAND]:
            self.log.warning("Grade the cell %s by hand", grade_id)
        return nb, resources


def _files(coursedir: Any, resources: dict) -> dict[str, Path]:
    where = resources["nbgrader"]
    return _submitted(
        resources["course"], coursedir, where["student"], where["assignment"], resources["released"]
    )


def _submitted(
    course: Course, coursedir: Any, student: str, assignment: str, released: dict[str, NotebookNode]
) -> dict[str, Path]:
    """Find the notebooks that a student has submitted, but behind no link."""
    step = coursedir.submitted_directory
    link = link_among(coursedir, step, student, assignment)
    if link:
        raise CourseError(refusal(link))
    folder = Path(coursedir.format_path(step, student, assignment))
    return reader().call(find_notebooks, course, folder, released).files


# The submission that was judged last, since nbgrader converts its notebooks one by one.
_last: tuple[Any, dict[str, Verdict]] = (None, {})


def _verdicts_on(coursedir: Any, resources: dict) -> dict[str, Verdict]:
    """Judge a submission with all of its notebooks, once."""
    global _last
    where = resources["nbgrader"]
    files = _files(coursedir, resources)
    contents = {name: reader().call(read_file, path) for name, path in files.items()}
    key = coursedir.root, where["student"], where["assignment"], contents
    if _last[0] != key:
        course, released = resources["course"], resources["released"]
        seed = CourseState(coursedir, where["assignment"], released).seed()
        with time_limit():
            _last = (
                key,
                judge_submission(course, released, rebuild_all(course, released, contents), seed),
            )
    return _last[1]


class SaveMessages(NbGraderPreprocessor):
    """Puts what is wrong into the comment of the solution cell; after `SaveAutoGrades`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save one comment for each exercise that was judged."""
        if resources["released"] is None:
            return nb, resources
        where = resources["nbgrader"]
        place = where["notebook"], where["assignment"], where["student"]
        with Gradebook(where["db_url"]) as gradebook:
            said = answers_elsewhere(nb) | comments(resources["course"], resources[_VERDICTS])
            for name, text in said.items():
                gradebook.find_comment(name, *place).auto_comment = text
            for grade_id in resources[_BY_HAND]:
                grade = gradebook.find_grade(grade_id, *place)
                grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        return nb, resources
