"""
Grading one submission: its verdicts, written into notebooks as nbgrader keeps them, and its scores.

`grader autograde` and nbgrader's own command both use this module, so they give the same grades.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from grader.cells import exercise_of, grade_id_of, marks_of, points_in
from grader.judging.policy import judge_notebooks
from grader.judging.test_cells import NOTE, TestCell, Tested, run_test_cells
from grader.judging.version import version_of_tests
from grader.kept import Kept
from grader.submissions.read import PROBLEM
from grader.submissions.rebuild import (
    ANSWER_ELSEWHERE,
    CALLS_CHECK,
    HIDDEN_TESTS,
    UNREAD,
    code_before_tests,
    code_to_judge,
    defined_again,
    exercises_in,
    is_test,
    rebuild_all,
)
from grader.submissions.sanitize import one_line
from testcases.judging import report
from testcases.judging._judge import Verdict
from testcases.judging.status import Status
from testcases.record import Course
from testcases.words import wording

LOST_ANSWERS = (
    "{notebook}.ipynb: the cells for these answers are missing, so grade them by hand: {names}. "
    "Some editors remove the ids of cells; look for the answers in the student's text cells."
)
ELSEWHERE = (
    "The cell for this answer is missing from your file. Your instructor looks for the answer in "
    "your other text cells."
)
# Reports on right functions, by all that they tell.
_MOST_REPORTS = 500
_reports: Kept[str, dict[str, str]] = Kept(_MOST_REPORTS)
# A process has one server for student code, and that has one child.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Graded:
    """
    The result of grading one submission.

    Attributes
    ----------
    notebooks : the text of each submitted notebook, as it goes to ``autograded``
    scores : the score of each notebook's grade cells; None for those to grade by hand
    comments : the comment beside each notebook's solution cells, or None
    problems : sentences on files that need a look
    findings : for each exercise, what the report on the class needs to know: see `finding`
    tests : how many test cells of the instructor's own were run
    """

    notebooks: dict[str, str] = field(default_factory=dict)
    scores: dict[str, dict[str, float | None]] = field(default_factory=dict)
    comments: dict[str, dict[str, str | None]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)
    tests: int = 0

    @property
    def by_hand(self) -> int:
        """How many written answers wait to be graded by hand."""
        return sum(score is None for scores in self.scores.values() for score in scores.values())


def grade_submission(
    course: Course,
    released: Mapping[str, NotebookNode],
    submitted: Mapping[str, NotebookNode | bytes | str],
    seed: int,
    earlier: Mapping[str, NotebookNode | None] = MappingProxyType({}),
) -> Graded:
    """
    Grade a whole submission.

    Parameters
    ----------
    course : whose exercises
    released : for each notebook's name, what the students were given
    submitted : for each notebook that was submitted, what `read_notebook` or `read_bytes` gave
    seed : the seed of the test inputs
    earlier : the notebooks of earlier assignments, from `rebuild_earlier`

    Returns
    -------
    graded : as nbgrader's own command writes it, notebook for notebook
    """
    graded = Graded()
    problems = []
    rebuilt = rebuild_all(course, released, submitted)
    with _one_at_a_time:
        verdicts = judge_submission(course, released, rebuilt, seed, earlier)
        tested = test_submission(course, released, rebuilt, earlier)
    for name, notebook in released.items():
        if name not in rebuilt:
            problems.append(f"{name}.ipynb was not submitted.")
            continue
        made = rebuilt[name]
        if PROBLEM in made["metadata"]:
            problems.append(f"{name}.ipynb: {made['metadata'][PROBLEM]}")
        lost = answers_elsewhere(made)
        if lost:
            problems.append(LOST_ANSWERS.format(notebook=name, names=", ".join(lost)))
        here = exercises_in(course, notebook)
        by_hand = write_verdicts(made, {one: verdicts[one] for one in here}, tested[name])
        # On one line, which nbformat reads as well and which is written ten times as fast.
        graded.notebooks[name] = json.dumps(made, ensure_ascii=False)
        graded.scores[name], graded.comments[name] = _entries(course, made, verdicts, here, by_hand)
    tests = sum(map(len, tested.values()))
    findings = findings_of(course, verdicts, tested)
    return replace(graded, problems=tuple(problems), findings=findings, tests=tests)


def findings_of(
    course: Course,
    verdicts: Mapping[str, Verdict],
    tested: Mapping[str, Mapping[str, Tested]],
) -> dict[str, dict[str, Any]]:
    """Give what is remembered of a submission: of each exercise, and of each test cell."""
    of_tests = {one.name: finding_of_test(one) for here in tested.values() for one in here.values()}
    return {name: finding(course, verdict) for name, verdict in verdicts.items()} | of_tests


def finding(course: Course, verdict: Verdict) -> dict[str, Any]:
    """
    Give what is remembered of a verdict, as plain values for JSON.

    It has the "status", the "points" and "max_points" before the instructor's scaling, the ids of
    the "misconception" and the "explanation", and the "sentence" of these. For a wrong result that
    nothing explains it has "computed", and "drawn", the seed of the test inputs that it is for, and
    for an error the sentence on this "error". It is "unread" if no cell of its file could be read.
    """
    known = course.misconceptions.get(verdict.misconception)
    found = {
        "status": verdict.verdict,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "misconception": verdict.misconception,
        "explanation": verdict.explanation,
        "sentence": verdict.sentence or (known.sentence if known else ""),
    }
    if verdict.computed:
        found |= {"computed": verdict.computed, "drawn": verdict.drawn}
        if verdict.verdict == Status.ERROR:
            found["error"] = verdict.problem
    return found | ({"unread": True} if verdict.unread else {})


def finding_of_test(tested: Tested) -> dict[str, Any]:
    """
    Give what is remembered of a test cell.

    It has the "points" and "max_points", the "report" in brief, and the "cause", which quotes
    nothing of the student's.
    """
    return {
        "points": tested.points,
        "max_points": tested.cell.points,
        "report": tested.in_brief,
        "cause": tested.cause,
    }


def judge_submission(
    course: Course,
    released: Mapping[str, NotebookNode],
    rebuilt: Mapping[str, NotebookNode],
    seed: int,
    earlier: Mapping[str, NotebookNode | None] = MappingProxyType({}),
) -> dict[str, Verdict]:
    """
    Judge a whole submission.

    The functions that were submitted to earlier assignments are judged too, because later ones call
    them. In place of a notebook that was not submitted to an earlier assignment, the solution
    stands.

    Parameters
    ----------
    course : whose exercises
    released : for each notebook's name, what the students were given
    rebuilt : what `rebuild` made of each submitted notebook
    seed : the seed of the test inputs
    earlier : the notebooks of earlier assignments, from `rebuild_earlier`

    Returns
    -------
    verdicts : for each exercise that has a grade cell in a released notebook, its Verdict
    """
    before = {name: notebook for name, notebook in earlier.items() if notebook is not None}
    notebooks = {name: code_to_judge(course, notebook) for name, notebook in before.items()}
    problems, again, names, unread = {}, {}, [], set()
    for name, notebook in released.items():
        here = exercises_in(course, notebook)
        names += here
        if name in rebuilt:
            notebooks[name] = code_to_judge(course, rebuilt[name])
            found = defined_again(course, rebuilt[name])
            again |= {one: found[one] for one in here if one in found}
            if PROBLEM in rebuilt[name]["metadata"]:
                problems |= dict.fromkeys(here, rebuilt[name]["metadata"][PROBLEM])
            if rebuilt[name]["metadata"].get(UNREAD):
                unread |= {*here}
        else:
            problems |= dict.fromkeys(here, f"{name}.ipynb was not submitted.")
    judged = {*names, *(name for one in before.values() for name in exercises_in(course, one))}
    judged = [name for name in course.exercises if name in judged]
    notebooks = {name: notebooks[name] for name in sorted(notebooks)}
    verdicts = judge_notebooks(course, notebooks, judged, seed)
    tests = version_of_tests(course, names)
    judged = {name: replace(verdicts[name], tests=tests) for name in verdicts if name in names}
    return {
        name: replace(verdict, problem=problems[name], unread=name in unread)
        if name in problems and verdict.verdict == Status.MISSING
        else _with_place(verdict, *again[name])
        if name in again
        else verdict
        for name, verdict in judged.items()
    }


def _with_place(verdict: Verdict, where: str, others: list[str]) -> Verdict:
    """Say which of several definitions was judged."""
    note = wording.DEFINED_AGAIN.format(
        name=verdict.exercise, where=where, others=" and ".join(others)
    )
    return replace(verdict, notes=(*verdict.notes, note))


def test_submission(
    course: Course,
    released: Mapping[str, NotebookNode],
    rebuilt: Mapping[str, NotebookNode],
    earlier: Mapping[str, NotebookNode | None] = MappingProxyType({}),
) -> dict[str, dict[str, Tested]]:
    """
    Run the instructor's own test cells on a submission.

    The parameters are those of `judge_submission`.

    Returns
    -------
    tested : for each submitted notebook, the result of each of its test cells by the cell's id
    """
    tests = [one for name in rebuilt for one in _test_cells(course, name, released[name])]
    tested: dict[str, dict[str, Tested]] = {name: {} for name in rebuilt}
    for one in tests:
        if rebuilt[one.notebook]["metadata"].get(UNREAD):
            problem = rebuilt[one.notebook]["metadata"][PROBLEM]
            tested[one.notebook][one.grade_id] = Tested(one, 0.0, problem)
    tests = [one for one in tests if one.grade_id not in tested[one.notebook]]
    if tests:
        there = {name: one for name, one in earlier.items() if one is not None} | {**rebuilt}
        cells = {name: code_to_judge(course, there[name]) for name in sorted(there)}
        around = {name: code_before_tests(notebook) for name, notebook in rebuilt.items()}
        for one in run_test_cells(course, cells, around, tests):
            tested[one.cell.notebook][one.cell.grade_id] = one
    return tested


def _test_cells(course: Course, name: str, notebook: NotebookNode) -> Iterator[TestCell]:
    """Give the test cells of a released notebook that check none of the course's exercises."""
    for cell in notebook["cells"]:
        if not is_test(cell) or cell["cell_type"] != "code" or CALLS_CHECK.search(cell["source"]):
            continue
        if exercise_of(cell) not in exercises_in(course, notebook):
            grade_id = grade_id_of(cell)
            source = notebook["metadata"].get(HIDDEN_TESTS, {}).get(grade_id, cell["source"])
            yield TestCell(grade_id, name, source, cell["source"], float(marks_of(cell)["points"]))


def write_verdicts(
    notebook: NotebookNode, verdicts: Mapping[str, Verdict], tested: Mapping[str, Tested]
) -> list[str]:
    """
    Write each verdict, and the result of each test, into the output of its grade cell.

    Returns
    -------
    by_hand : grade ids of the cells to grade by hand: checks that name no exercise, and answers
        that may be in another cell
    """
    by_hand = [*answers_elsewhere(notebook)]
    for cell in notebook["cells"]:
        if is_test(cell):
            name = exercise_of(cell)
            if name in verdicts:
                cell["outputs"] = _outputs(verdicts[name], marks_of(cell)["points"])
            elif grade_id_of(cell) in tested:
                cell["outputs"] = _outputs_of_test(tested[grade_id_of(cell)])
            else:
                cell["outputs"] = _of_the_courses_own()
                by_hand.append(grade_id_of(cell))
    return by_hand


def answers_elsewhere(notebook: NotebookNode) -> dict[str, str]:
    """Give the comment on each answer that may be in one of the student's own text cells."""
    return {
        grade_id_of(cell): ELSEWHERE
        for cell in notebook["cells"]
        if cell["metadata"].get(ANSWER_ELSEWHERE)
    }


def comments(course: Course, verdicts: Mapping[str, Verdict]) -> dict[str, str]:
    """Write the comment on the solution cell of each judged exercise."""
    return {
        name: one_line(report.summary(verdict))
        for name, verdict in verdicts.items()
        if not course.exercises[name].end_to_end
    }


def _entries(
    course: Course,
    notebook: NotebookNode,
    verdicts: Mapping[str, Verdict],
    here: list[str],
    by_hand: list[str],
) -> tuple[dict[str, float | None], dict[str, str | None]]:
    """Give the scores and comments that nbgrader's `SaveAutoGrades` reads off a notebook."""
    scores, said = {}, {}
    for cell in notebook["cells"]:
        grade_id = grade_id_of(cell)
        if is_grade(cell):
            scores[grade_id] = None if grade_id in by_hand else determine_grade(cell)[0]
        if is_solution(cell) or is_task(cell):
            same = marks_of(cell).get("checksum") == compute_checksum(cell)
            said[grade_id] = "No response." if same and not is_task(cell) else None
    said |= answers_elsewhere(notebook)
    return scores, said | comments(course, {name: verdicts[name] for name in here})


def _outputs(verdict: Verdict, points: float) -> list[NotebookNode]:
    """Write the report, then the score; nbgrader takes the first execute_result as the score."""
    worth = scaled(verdict, points)
    # The feedback names the likely cause. A missing function needs no hint once it is graded.
    hint = 0 if verdict.verdict == Status.MISSING else 2
    return [
        _output("display_data", _shown(worth, hint)),
        _output("execute_result", {"text/plain": f"{worth.points:g}"}, execution_count=1),
    ]


def _shown(verdict: Verdict, hint: int) -> dict[str, str]:
    """Write a report; that on a right function is the same for most of a class."""
    key = repr((verdict, hint)) if verdict.verdict == Status.RIGHT else ""
    if key in _reports:
        return {**_reports[key]}
    shown = {
        "text/plain": report.as_text(verdict, hint),
        "text/html": report.as_html(verdict, hint),
    }
    if key:
        _reports[key] = shown
    return {**shown}


def _outputs_of_test(tested: Tested) -> list[NotebookNode]:
    """Write the report, a note to the instructor that the feedback leaves out, and the score."""
    shown = {"text/plain": tested.text, "text/html": tested.html}
    return [
        _output("display_data", shown),
        _output("display_data", {"text/plain": NOTE}),
        _output("execute_result", {"text/plain": repr(tested.points)}, execution_count=1),
    ]


def _output(kind: str, data: dict[str, str], **others: int) -> NotebookNode:
    """Make an output; nbformat's own function validates it against a schema first."""
    return NotebookNode(
        output_type=kind, data=NotebookNode(data), metadata=NotebookNode(), **others
    )


def scaled(verdict: Verdict, points: float) -> Verdict:
    """Scale the verdict to the points that the instructor set for the cell."""
    factor = points / verdict.max_points
    if factor == 1:
        return verdict
    return replace(
        verdict,
        parts={part: factor * earned for part, earned in verdict.parts.items()},
        max_parts={part: factor * worth for part, worth in verdict.max_parts.items()},
    )


def with_points(
    released: Mapping[str, NotebookNode], verdicts: Mapping[str, Verdict]
) -> dict[str, Verdict]:
    """Scale verdicts to the points that the instructor set in the released notebooks."""
    points = points_in(released.values())
    return {
        name: scaled(verdict, points[name]) if name in points else verdict
        for name, verdict in verdicts.items()
    }


def _of_the_courses_own() -> list[NotebookNode]:
    """Leave a grade cell that checks none of our exercises for manual grading."""
    text = "This cell was not run: it checks none of the course's exercises. Grade it by hand."
    return [
        _output("display_data", {"text/plain": text}),
        _output("execute_result", {"text/plain": "0"}, execution_count=1),
    ]
