"""How a run over a class went, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.course.escape import shown
from grader.sandbox.unconfined import is_unconfined


@dataclass
class Summary:
    """
    How a run went.

    Attributes
    ----------
    graded : how many submissions were graded
    before : how many had been graded before
    seconds : how long it took
    workers : how many graded at once
    seed : what the questions were drawn with; None where nothing was graded
    new : the students who were not in the gradebook before, where others were
    by_hand : how many answers of these submissions wait for a person to grade them
    problems : for each student what is wrong with the files, in sentences; of those too that had
        been graded before
    failed : for each student who could not be graded, why
    stopped : whether it was interrupted
    forced : whether it graded again what had been graded before
    """

    graded: int = 0
    before: int = 0
    seconds: float = 0.0
    workers: int = 0
    seed: int | None = None
    new: list[str] = field(default_factory=list)
    by_hand: int = 0
    problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: bool = False
    forced: bool = False


def as_text(summary: Summary) -> str:
    """Say how a run went, and which submissions want a look."""
    lines = [_what_was_done(summary)]
    if summary.graded and is_unconfined():
        lines.append("Graded unconfined: student code could read and write what you can.")
    if summary.seed is not None:
        lines.append(f"The questions were drawn with seed {summary.seed}.")
    if summary.by_hand:
        lines.append(
            f"{_many(summary.by_hand, 'answer')} to be graded by a person, in formgrader under "
            "Manual Grading."
        )
    if summary.new:
        lines.append(f"Not in the gradebook before: {', '.join(map(shown, summary.new))}.")
    if summary.stopped:
        again = "The same command without --force" if summary.forced else "The same command"
        lines.append(f"Stopped. {again} goes on from here.")
    lines += _section("Graded, but not all could be read as it was meant:", summary.problems)
    failed = {name: (why,) for name, why in summary.failed.items()}
    return "\n".join([*lines, *_section("Not graded:", failed)])


def _what_was_done(summary: Summary) -> str:
    before = f"{_many(summary.before, 'submission')} had been graded before."
    if not summary.workers:
        return f"Nothing to grade: {before}" if summary.before else "Nothing was graded."
    rate = f", {_rate(summary.graded / summary.seconds)}" if summary.graded else ""
    text = (
        f"Graded {_many(summary.graded, 'submission')} in {summary.seconds:.1f} s{rate}, "
        f"{summary.workers} at once."
    )
    return f"{text} {before}" if summary.before else text


def _rate(each_second: float) -> str:
    slow = each_second < 1
    return f"{60 * each_second:.1f} a minute" if slow else f"{each_second:.1f} a second"


def _many(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"


def _section(title: str, entries: Mapping[str, Sequence[str]]) -> list[str]:
    lines = [f"  {shown(name)}: {shown(' '.join(entries[name]))}" for name in sorted(entries)]
    return ["", title, *lines] if lines else []
