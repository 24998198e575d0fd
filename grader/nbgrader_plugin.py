"""
What nbgrader's own commands call of ours, by the course's configuration.

`SubmissionExporter` meets files that can't be read, `RebuildOnRelease` puts the submission back on
the released notebook, `Judge` stands in place of running the notebook and writes each verdict
into the output of its grade cell, where nbgrader's `SaveAutoGrades` finds it, and `SaveMessages`
puts the first line of the report beside the score in the gradebook.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
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
from nbgrader.utils import is_grade, is_solution

from grader.judging import fresh_seed
from grader.submission import exercises_in, judge_submission, read_submission, rebuild
from testcases import report
from testcases.catalogue import EXERCISES
from testcases.judge import Verdict

_VERDICTS, _BY_HAND = "verdicts", "by_hand"


class SubmissionExporter(NotebookExporter):
    """Reads a submitted file so that no state of it stops the grading."""

    def from_filename(
        self, filename: str, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """Read the file, which may be damaged, and convert it."""
        converter = self.parent
        released = released_notebooks(converter.coursedir, resources["nbgrader"]["assignment"])
        resources["released"] = released if _is_ours(released) else None
        if resources["released"] is None or not converter._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        submitted = read_submission(Path(filename))
        resources = self._init_resources(resources)
        resources["metadata"]["name"] = Path(filename).stem
        return self.from_notebook_node(submitted, resources, **kwargs)


def released_notebooks(coursedir: Any, assignment: str) -> dict[str, NotebookNode]:
    """
    Read what students were given of an assignment, by the notebooks' names.

    Where there is no release (nbgrader takes it away when it can't make it anew) the same is made
    from the source.
    """
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    if list(release.glob("*.ipynb")):
        return {p.stem: nbformat.read(p, as_version=4) for p in sorted(release.glob("*.ipynb"))}
    from grader.notebooks import build_student

    return {
        p.stem: build_student(nbformat.read(p, as_version=4))
        for p in sorted(source.glob("*.ipynb"))
    }


def _is_ours(released: dict[str, NotebookNode]) -> bool:
    """Say whether an assignment has exercises of the course; others are graded as nbgrader does."""
    return any(exercises_in(notebook) for notebook in released.values())


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
        return rebuild(resources["released"][name], nb, name), resources


class Judge(_OrAsNbgraderDoes):
    """Writes the verdict on each exercise into the output of its grade cell."""

    stock = (Execute, IgnorePattern, LimitOutput)

    def preprocess_ours(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the whole submission, or recall its verdicts, and write down this notebook's."""
        verdicts = _verdicts_on(self.parent.parent.coursedir, resources)
        here = exercises_in(resources["released"][resources["nbgrader"]["notebook"]])
        resources[_VERDICTS] = {name: verdicts[name] for name in here}
        resources[_BY_HAND] = []
        for cell in nb.cells:
            if is_grade(cell) and not is_solution(cell):
                grade_id = cell.metadata["nbgrader"]["grade_id"]
                name = grade_id.removeprefix("check_")
                if name in here:
                    cell.outputs = _outputs(verdicts[name], cell.metadata["nbgrader"]["points"])
                else:
                    cell.outputs = _no_exercise(name)
                    resources[_BY_HAND].append(grade_id)
                    self.log.warning(
                        "The cell %s checks no exercise of the catalogue: grade it by hand",
                        grade_id,
                    )
        return nb, resources


# The submission that was judged last, since nbgrader converts its notebooks one by one.
_last: tuple[Any, dict[str, Verdict]] = (None, {})


def _verdicts_on(coursedir: Any, resources: dict) -> dict[str, Verdict]:
    """Judge a submission with all of its notebooks, once."""
    global _last
    where = resources["nbgrader"]
    folder = coursedir.format_path(
        coursedir.submitted_directory, where["student"], where["assignment"]
    )
    files = sorted(Path(folder).glob("*.ipynb"))
    key = [(str(path.resolve()), path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    if _last[0] != key:
        _last = key, judge_submission(resources["released"], Path(folder), fresh_seed())
    return _last[1]


def _outputs(verdict: Verdict, points: float) -> list[NotebookNode]:
    """Write the report, then the score; nbgrader takes the first execute_result as the score."""
    scaled = _scaled(verdict, points)
    # What isn't written needs no hint any more when it is graded.
    hint = 0 if verdict.verdict == "missing" else 1
    shown = {
        "text/plain": report.as_text(scaled, hint),
        "text/html": report.as_html(scaled, hint),
    }
    return [
        new_output("display_data", shown),
        new_output("execute_result", {"text/plain": f"{scaled.points:g}"}, execution_count=1),
    ]


def _scaled(verdict: Verdict, points: float) -> Verdict:
    """Give the verdict in the points that the instructor set for the cell."""
    factor = points / verdict.max_points
    if factor == 1:
        return verdict
    return replace(
        verdict,
        parts={part: factor * earned for part, earned in verdict.parts.items()},
        max_parts={part: factor * worth for part, worth in verdict.max_parts.items()},
    )


def _no_exercise(name: str) -> list[NotebookNode]:
    """Leave a grade cell that isn't ours to be graded by hand."""
    text = f"There is no exercise called {name} in the catalogue; this cell is graded by hand."
    return [
        new_output("display_data", {"text/plain": text}),
        new_output("execute_result", {"text/plain": "0"}, execution_count=1),
    ]


class SaveMessages(NbGraderPreprocessor):
    """Puts what is wrong into the comment of the solution cell; after `SaveAutoGrades`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save one comment for each exercise that was judged."""
        if resources["released"] is None:
            return nb, resources
        where = resources["nbgrader"]
        place = where["notebook"], where["assignment"], where["student"]
        with Gradebook(where["db_url"]) as gradebook:
            for name, verdict in resources[_VERDICTS].items():
                if not EXERCISES[name].together:
                    gradebook.find_comment(name, *place).auto_comment = report.summary(verdict)
            for grade_id in resources[_BY_HAND]:
                grade = gradebook.find_grade(grade_id, *place)
                grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        return nb, resources
