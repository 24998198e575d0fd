"""
The classes of ours that nbgrader's own commands call, as the course's configuration says.

- `SubmissionExporter` handles files that can't be read.
- `RebuildOnRelease` puts the submission's cells into the released notebook.
- `Judge` replaces running the notebook. It writes each verdict into the output of its grade cell,
  where nbgrader's `SaveAutoGrades` finds it.
- `SaveMessages` puts the first line of the report beside the score in the gradebook, and keeps what
  the report on the class needs.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from grader.authoring.hand_out import HandOut
from grader.course.earlier import (
    digest_of_work,
    earlier_assignments,
    earlier_submissions,
    released_in,
)
from grader.course.open import content_of
from grader.course.own_mistakes import marks_of_own
from grader.course.released import exercises_of, released_notebooks
from grader.course.state import CourseState
from grader.course.student_folders import link_among, refusal, student_folders
from grader.errors import CourseError
from grader.grading import (
    answers_elsewhere,
    comments,
    findings_of,
    judge_submission,
    test_submission,
    write_verdicts,
)
from grader.judging.alarm import time_limit
from grader.judging.test_cells import Tested
from grader.judging.version import version_of_tests
from grader.submissions.locate import Found, find_notebooks
from grader.submissions.read import PROBLEM
from grader.submissions.reader import read_earlier, read_found, reader
from grader.submissions.rebuild import (
    code_before_tests,
    code_to_judge,
    exercises_in,
    rebuild,
    rebuild_all,
    rebuild_earlier,
)
from testcases.judging._judge import Verdict

__all__ = ["HandOut", "Judge", "RebuildOnRelease", "SaveMessages", "SubmissionExporter"]

_VERDICTS, _BY_HAND = "verdicts", "by_hand"
_AUTOGRADE = Autograde.autograde_preprocessors.default()


class SubmissionExporter(NotebookExporter):
    """
    Reads each submitted file once, and so that no state of a file stops the grading.

    nbgrader creates it once for a run of autograding, after listing the notebooks to convert. To
    these it adds files submitted in place of a notebook: a Python file, or a notebook under another
    name or in a subfolder.

    Attributes
    ----------
    course : whose exercises
    released : for each notebook's name, what the students were given; None for an assignment that
        has no exercises of the course
    earlier : the same for each earlier assignment
    submission : the submission whose notebooks nbgrader is converting
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coursedir = self.parent.coursedir
        released = released_notebooks(coursedir, coursedir.assignment_id)
        self.course = content_of(self.config, coursedir.root)
        self.released = released if exercises_of(self.course, released) else None
        self.earlier = earlier_assignments(
            coursedir, self.course, coursedir.assignment_id, released
        )
        self.submission: Conversion | None = None
        self._found: dict[str, Found] = {}
        if self.released:
            step = coursedir.submitted_directory
            for student, folder in student_folders(coursedir, step, coursedir.assignment_id):
                if fnmatchcase(student, coursedir.student_id) and not student.startswith("."):
                    self._add_notebooks(student, folder)

    def _add_notebooks(self, student: str, folder: Path) -> None:
        """Have nbgrader convert the files that a student submitted in place of notebooks, too."""
        coursedir = self.parent.coursedir
        try:
            found = self._found[student] = self._find(self._folder(student))
        except Exception as error:  # grading it reports the error
            self.log.warning("%s: %s", folder, error)
            return
        wanted = [name for name in found.files if fnmatchcase(name, coursedir.notebook_id)]
        if wanted:
            files = self.parent.assignments.setdefault(str(folder), [])
            files += sorted({str(folder / f"{name}.ipynb") for name in wanted} - {*files})

    def _folder(self, student: str) -> Path:
        """Give the folder of a student's submission, unless it is behind a link."""
        coursedir = self.parent.coursedir
        place = coursedir.submitted_directory, student, coursedir.assignment_id
        link = link_among(coursedir, *place)
        if link:
            raise CourseError(refusal(link))
        return Path(coursedir.format_path(*place))

    def _find(self, folder: Path) -> Found:
        return reader().call(find_notebooks, self.course, folder, self.released)

    def from_filename(
        self, filename: str, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """Read the file, which may be damaged, and convert it."""
        if self.released is None or not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        student, name = (resources["nbgrader"][key] for key in ("student", "notebook"))
        if self.submission is None or self.submission.student != student:
            self.submission = None
            folder = self._folder(student)
            found = self._found.pop(student, None) or self._find(folder)
            self.submission = Conversion(self, student, reader().call(read_found, found))
        resources = self._init_resources(resources)
        resources["metadata"]["name"] = Path(filename).stem
        return self.from_notebook_node(self.submission.read[name], resources, **kwargs)


class Conversion:
    """
    A student's submission, of which nbgrader converts one notebook after another.

    Attributes
    ----------
    student : the student's id
    read : for each notebook that was submitted, what could be read of it
    """

    def __init__(
        self, exporter: SubmissionExporter, student: str, read: dict[str, NotebookNode]
    ) -> None:
        self.student, self.read = student, read
        self._exporter = exporter
        self._rebuilt = rebuild_all(exporter.course, exporter.released, read)
        self._earlier = self._read_earlier()
        self._verdicts: dict[str, Verdict] = {}
        self._tested: dict[str, dict[str, Tested]] = {}
        coursedir, released = exporter.parent.coursedir, exporter.released
        here = exercises_of(exporter.course, released)
        tests, marks = version_of_tests(exporter.course, here), marks_of_own(exporter.course, here)
        self._state = CourseState(coursedir, coursedir.assignment_id, released, tests, marks)
        self._seed = self._state.seed()

    def results(
        self, name: str, notebook: NotebookNode
    ) -> tuple[dict[str, Verdict], dict[str, Tested]]:
        """
        Judge the submission, and run its tests, with the present state of one of its notebooks.

        This happens once, unless another preprocessor of the course changes the code of a notebook
        before it is graded.

        Parameters
        ----------
        name : the notebook's name
        notebook : the notebook, as nbgrader passes it
        """
        if not self._verdicts or self._facts(notebook) != self._facts(self._rebuilt[name]):
            self._rebuilt[name] = notebook
            course, released = self._exporter.course, self._exporter.released
            with time_limit():
                self._verdicts = judge_submission(
                    course, released, self._rebuilt, self._seed, self._earlier
                )
                self._tested = test_submission(course, released, self._rebuilt, self._earlier)
        return self._verdicts, self._tested[name]

    def keep_findings(self) -> None:
        """Keep what the report on the class needs to know of the submission."""
        findings = findings_of(self._exporter.course, self._verdicts, self._tested)
        self._state.keep_findings(self.student, lambda: self._digest, self._seed, findings)

    @functools.cached_property
    def _digest(self) -> str:
        coursedir, earlier = self._exporter.parent.coursedir, self._exporter.earlier
        assignment = coursedir.assignment_id
        return digest_of_work(self._state, coursedir, self.student, assignment, earlier)

    def _read_earlier(self) -> dict[str, NotebookNode | None]:
        """Read what the student submitted to the earlier assignments."""
        course, earlier = self._exporter.course, self._exporter.earlier
        folders = earlier_submissions(self._exporter.parent.coursedir, self.student, earlier)
        read = reader().call(read_earlier, course, folders)
        return rebuild_earlier(course, released_in(earlier), read)

    def _facts(self, notebook: NotebookNode) -> tuple:
        """Give the parts of a notebook that the verdicts depend on."""
        cells = code_to_judge(self._exporter.course, notebook), code_before_tests(notebook)
        return *cells, notebook.metadata.get(PROBLEM)


class _OrAsNbgraderDoes(NbGraderPreprocessor):
    """A preprocessor that leaves assignments without the course's exercises to nbgrader."""

    stock: Sequence[type[Preprocessor]] = ()

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Process one of the course's notebooks here; leave any other to nbgrader."""
        if self.parent.released is not None:
            return self.preprocess_ours(nb, resources)
        for kind in self.stock:
            nb, resources = kind(parent=self.parent)(nb, resources)
        return nb, resources

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Process one of the course's notebooks."""
        raise NotImplementedError


class RebuildOnRelease(_OrAsNbgraderDoes):
    """Puts the submission's cells into the released notebook."""

    stock = Autograde.sanitize_preprocessors.default()

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Take the released notebook with the student's solutions in it."""
        name = resources["nbgrader"]["notebook"]
        return rebuild(self.parent.course, self.parent.released[name], nb, name), resources


class Judge(_OrAsNbgraderDoes):
    """Writes the verdict on each exercise into the output of its grade cell."""

    # The course's configuration lists the steps after that.
    stock = [*takewhile(lambda one: one is not SaveAutoGrades, _AUTOGRADE)]

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the whole submission, or recall its verdicts, and write down this notebook's."""
        name = resources["nbgrader"]["notebook"]
        verdicts, tested = self.parent.submission.results(name, nb)
        here = exercises_in(self.parent.course, self.parent.released[name])
        resources[_VERDICTS] = {one: verdicts[one] for one in here}
        resources[_BY_HAND] = write_verdicts(nb, resources[_VERDICTS], tested)
        for grade_id in resources[_BY_HAND]:
            self.log.warning("Grade the cell %s by hand", grade_id)
        return nb, resources


class SaveMessages(NbGraderPreprocessor):
    """Writes the problem into the solution cell's comment; runs after `SaveAutoGrades`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save one comment for each judged exercise."""
        if self.parent.released is None:
            return nb, resources
        where = resources["nbgrader"]
        place = where["notebook"], where["assignment"], where["student"]
        with Gradebook(where["db_url"]) as gradebook:
            said = answers_elsewhere(nb) | comments(self.parent.course, resources[_VERDICTS])
            for name, text in said.items():
                gradebook.find_comment(name, *place).auto_comment = text
            for grade_id in resources[_BY_HAND]:
                grade = gradebook.find_grade(grade_id, *place)
                grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        self.parent.submission.keep_findings()
        return nb, resources
