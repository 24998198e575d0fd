"""How a run over a class went, as data and as text."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.course.escape import counted, shown
from grader.course.table import outdated_note
from grader.sandbox.unconfined import is_unconfined, whose

# Why submissions are regraded that have not changed themselves.
WHY = {
    "tests": "graded before with other tests",
    "release": "graded before with other points or cells",
}


@dataclass
class Summary:
    """
    How a run went.

    Attributes
    ----------
    graded : how many submissions were graded
    before : how many were skipped, because they had been graded before and have not changed
    seconds : how long the run took
    workers : how many submissions were graded at once
    seed : the seed of the test inputs; None if nothing was graded
    new : the students whom the run added to a gradebook with a roster
    by_hand : how many written answers of these submissions wait for manual grading
    tests_inside : how many test cells of the instructor's own ran on these submissions; each ran in
        the same process as the student's code, which can fool it
    problems : for each student, sentences on files that need a look, whether the submission was
        graded in this run or before
    failed : for each student whose submission was not graded, the reason
    assignment : the assignment's name
    tests : the version of the tests
    changed : how many submissions were regraded because the "tests" or the "release" changed
    outdated : the students whose submissions were graded with other tests or another release
    notes : sentences on the course that need attention
    stopped : whether the run was interrupted
    forced : whether the run regraded what had been graded before
    """

    graded: int = 0
    before: int = 0
    seconds: float = 0.0
    workers: int = 0
    seed: int | None = None
    new: list[str] = field(default_factory=list)
    by_hand: int = 0
    tests_inside: int = 0
    problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    assignment: str = ""
    tests: str = ""
    changed: dict[str, int] = field(default_factory=dict)
    outdated: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped: bool = False
    forced: bool = False

    @property
    def status(self) -> int:
        """The exit status of the command: 0 all graded, 1 some not graded, 130 interrupted."""
        if self.stopped:
            return 130
        return 1 if self.failed else 0


def format_json(summary: Summary) -> str:
    """
    Write the summary as a JSON object, with one field more.

    Returns
    -------
    unconfined : whether submissions were graded without the sandbox
    """
    fields = dataclasses.asdict(summary)
    return json.dumps({**fields, "unconfined": is_unconfined() and summary.graded > 0})


def format_summary(summary: Summary, quiet: bool = False) -> str:
    """
    Say how a run went, and which submissions need a look.

    Parameters
    ----------
    summary : of the run
    quiet : whether to say only what needs attention
    """
    lines = [] if quiet else _progress(summary)
    if summary.stopped:
        again = "the same command without --force" if summary.forced else "the same command"
        lines.append(f"Interrupted. To continue, run {again}.")
    lines += [shown(note) for note in summary.notes]
    if summary.outdated:
        lines.append(outdated_note(summary.outdated, summary.assignment))
    failed = {name: (why,) for name, why in summary.failed.items()}
    lines += _section("Graded, but some files need a look:", summary.problems)
    lines += _section("Not graded:", failed)
    return "\n".join(lines).lstrip("\n")


def _progress(summary: Summary) -> list[str]:
    lines = [_counts(summary)]
    if summary.graded and is_unconfined():
        reach = f"student code could read and write what {whose()} can"
        lines.append(f"Graded without the sandbox: {reach}.")
    if summary.seed is not None:
        lines.append(f"Seed of the test inputs: {summary.seed}.")
        lines.append(f"Version of the tests: {summary.tests}.")
    lines += [
        f"{counted(count, 'submission')} {WHY[reason]}."
        for reason, count in summary.changed.items()
    ]
    if summary.by_hand:
        lines.append(
            f"{counted(summary.by_hand, 'written answer')} to grade in formgrader, under Manual "
            "Grading."
        )
    if summary.tests_inside:
        lines.append(
            f"{counted(summary.tests_inside, 'test cell')} of your own ran in the same process as "
            "the submitted code, which can fool them."
        )
    if summary.new:
        lines.append(f"Added to the gradebook: {', '.join(map(shown, summary.new))}.")
    return lines


def _counts(summary: Summary) -> str:
    before = f"{counted(summary.before, 'submission')} unchanged since the last grading."
    if not summary.workers:
        return f"Nothing to grade: {before}" if summary.before else "Nothing was graded."
    rate = f", {_rate(summary.graded / summary.seconds)}" if summary.graded else ""
    text = (
        f"Graded {counted(summary.graded, 'submission')} in {summary.seconds:.1f} s{rate}, "
        f"{summary.workers} at a time."
    )
    return f"{text} {before}" if summary.before else text


def _rate(per_second: float) -> str:
    slow = per_second < 1
    return f"{60 * per_second:.1f} per minute" if slow else f"{per_second:.1f} per second"


def _section(title: str, entries: Mapping[str, Sequence[str]]) -> list[str]:
    lines = [f"  {shown(name)}: {shown(' '.join(entries[name]))}" for name in sorted(entries)]
    return ["", title, *lines] if lines else []
