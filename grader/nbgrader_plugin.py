"""
What nbgrader's own commands call of ours, by the course's configuration.

`SubmissionExporter` meets files that can't be read, `RebuildOnRelease` puts the submission back on
the released notebook, `Judge` stands in place of running the notebook and writes each verdict
into the output of its grade cell, where nbgrader's `SaveAutoGrades` finds it, and `SaveMessages`
puts the first line of the report beside the score in the gradebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from grader.judging import fresh_seed
from grader.submission import judge_submission, read_submission, rebuild
from testcases import report
from testcases.catalogue import EXERCISES
from testcases.judge import Verdict

_VERDICTS = "verdicts"


class SubmissionExporter(NotebookExporter):
    """Reads a submitted file so that no state of it stops the grading."""

    def from_filename(
        self, filename: str, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """Read the file, which may be damaged, and convert it."""
        converter = self.parent
        if not getattr(converter, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kwargs)
        submitted = read_submission(Path(filename))
        resources = self._init_resources(resources)
        resources["metadata"]["name"] = Path(filename).stem
        resources["released"] = _released(converter.coursedir, resources["nbgrader"])
        return self.from_notebook_node(submitted, resources, **kwargs)


def _released(coursedir: Any, nbgrader: dict[str, str]) -> NotebookNode:
    """Read the released notebook that a submission belongs to."""
    folder = coursedir.format_path(coursedir.release_directory, ".", nbgrader["assignment"])
    path = Path(folder) / f"{nbgrader['notebook']}.ipynb"
    if not path.exists():
        raise FileNotFoundError(
            f"There is no released notebook at {path}, which the submission is to be put on. "
            f"Run: nbgrader generate_assignment {nbgrader['assignment']}"
        )
    return nbformat.read(path, as_version=4)


class RebuildOnRelease(NbGraderPreprocessor):
    """Puts the submission back on the released notebook."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Take the released notebook with the student's solutions in it."""
        name = resources["nbgrader"]["notebook"]
        return rebuild(resources["released"], nb, name), resources


class Judge(NbGraderPreprocessor):
    """Writes the verdict on each exercise into the output of its grade cell."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the whole submission, or recall its verdicts, and write down this notebook's."""
        verdicts = _verdicts_on(self.parent.parent.coursedir, resources["nbgrader"])
        written = {}
        for cell in nb.cells:
            if is_grade(cell) and not is_solution(cell):
                name = cell.metadata["nbgrader"]["grade_id"].removeprefix("check_")
                points = cell.metadata["nbgrader"]["points"]
                if name in verdicts:
                    written[name] = verdicts[name]
                    cell.outputs = _outputs(verdicts[name], points)
                else:
                    cell.outputs = _no_exercise(name)
        resources[_VERDICTS] = written
        return nb, resources


# The submission that was judged last, since nbgrader converts its notebooks one by one.
_last: tuple[Any, dict[str, Verdict]] = (None, {})


def _verdicts_on(coursedir: Any, nbgrader: dict[str, str]) -> dict[str, Verdict]:
    """Judge a submission with all of its notebooks, once."""
    global _last
    student, assignment = nbgrader["student"], nbgrader["assignment"]
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    files = sorted([*submitted.glob("*.ipynb"), *release.glob("*.ipynb")])
    key = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    if _last[0] != key:
        _last = key, judge_submission(release, submitted, fresh_seed())
    return _last[1]


def _outputs(verdict: Verdict, points: float) -> list[NotebookNode]:
    """Write the report, then the score; nbgrader takes the first execute_result as the score."""
    shown = {"text/plain": report.as_text(verdict), "text/html": report.as_html(verdict)}
    score = points * verdict.points / verdict.max_points
    return [
        new_output("display_data", shown),
        new_output("execute_result", {"text/plain": f"{score:g}"}, execution_count=1),
    ]


def _no_exercise(name: str) -> list[NotebookNode]:
    """Give no points for a grade cell that isn't ours, rather than nbgrader's full marks."""
    text = f"There is no exercise called {name} in the catalogue, so this cell can't be judged."
    return [
        new_output("display_data", {"text/plain": text}),
        new_output("execute_result", {"text/plain": "0"}, execution_count=1),
    ]


class SaveMessages(NbGraderPreprocessor):
    """Puts what is wrong into the comment of the solution cell; after `SaveAutoGrades`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save one comment for each exercise that was judged."""
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            for name, verdict in resources[_VERDICTS].items():
                if EXERCISES[name].together:
                    continue
                comment = gradebook.find_comment(
                    name, where["notebook"], where["assignment"], where["student"]
                )
                comment.auto_comment = report.summary(verdict)
            gradebook.db.commit()
        return nb, resources
