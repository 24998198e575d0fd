"""
How many wrong results are explained, and how many wrongly, with hand-written names off and on.

An explanation is wrong where the edit that it names doesn't give the same result as the function
with other, fresh test inputs. Where the edit can be found in the function itself, it is undone
there, and what was explained has to pass. What is neither found nor undone is read by a person.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in (".", "tests", "tests/support", "bench")]

from functions import define  # noqa: E402
from mutants import EQUIVALENT, mutants, twice_mutated  # noqa: E402
from undo import FAILS, NOT_FOUND, PASSES, undone  # noqa: E402
from wrong_functions import ENDLESS, wrong_functions  # noqa: E402

from grader.judging.cases import cases_of  # noqa: E402
from grader.judging.edits import confirmed  # noqa: E402
from grader.this_course import COURSE  # noqa: E402
from testcases.execution.call import run_here  # noqa: E402
from testcases.exercises import EXERCISES  # noqa: E402
from testcases.judging._judge import Verdict, judge, lost_parts  # noqa: E402
from testcases.judging.recorded import read_cases, read_edits, read_mistakes  # noqa: E402

# How many mutants with one change, and with two, are sampled for each exercise.
SAMPLE = 12
FRESH = (7, 8)


@dataclass
class Explained:
    """Figures on some wrong functions: how many there are, and how they are explained."""

    total: int = 0
    names: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    not_undone: list[str] = field(default_factory=list)

    @property
    def explained(self) -> int:
        """How many are explained; what was seen where a function stopped does not count."""
        return self.total - len(self.unexplained) - len(self.seen)


def wrong() -> Iterator[tuple[str, str, str]]:
    """Give the wrong functions that students write: exercise, name, source."""
    for name, source in wrong_functions().items():
        if name != ENDLESS:
            yield name.split("~")[0], name, source


def from_text() -> Iterator[tuple[str, str, str]]:
    """Give those that were written from the exercises' text alone."""
    for name, source in wrong_functions("from_text").items():
        yield name.split("~")[0], name, source


def changed_once(sample: int) -> Iterator[tuple[str, str, str]]:
    """Give a sample of the solutions' mutants."""
    yield from _sampled(lambda name, rng: _some(mutants(name), sample, rng))


def changed_twice(sample: int) -> Iterator[tuple[str, str, str]]:
    """Give a sample of the mutants of the solutions' mutants."""
    yield from _sampled(lambda name, rng: twice_mutated(name, sample, rng))


def _sampled(
    draw: Callable[[str, random.Random], Mapping[str, str]],
) -> Iterator[tuple[str, str, str]]:
    for name, exercise in EXERCISES.items():
        if exercise.is_written:
            same = EQUIVALENT.get(name, {})
            for line, source in draw(name, random.Random(name)).items():
                if line not in same:
                    yield name, f"{name}: {line}", source


def _some(found: Mapping[str, str], count: int, rng: random.Random) -> dict[str, str]:
    lines = sorted(found)
    return {line: found[line] for line in rng.sample(lines, min(count, len(lines)))}


def measure(functions: Iterator[tuple[str, str, str]], with_names: bool) -> dict[str, Explained]:
    """Explain functions as the check does; by exercise."""
    found: dict[str, Explained] = {}
    for name, what, source in functions:
        function = define(source, name)
        verdict = _checked(name, function, with_names)
        if verdict.verdict in ("right", "missing", "timeout"):
            continue
        one = found.setdefault(name, Explained())
        one.total += 1
        if verdict.misconception:
            one.names.append(f"{what}: {verdict.misconception}")
        elif verdict.explanation is None:
            one.unexplained.append(what)
        elif not verdict.is_explained:
            one.seen.append(f"{what}: {verdict.hints[0]}")
        elif verdict.explanation.startswith("edit:"):
            one.edits.append(f"{what}: {verdict.sentence}")
            if not all(_holds(name, function, verdict, seed) for seed in FRESH):
                one.false.append(f"{what}: {verdict.sentence}")
            outcome = undone(name, source, verdict, partial(_checked, name, with_names=False))
            if outcome == FAILS:
                one.not_undone.append(f"{what}: {verdict.sentence}")
            elif outcome != NOT_FOUND:
                (one.undone if outcome == PASSES else one.line).append(what)
        else:
            one.causes.append(f"{what}: {verdict.explanation}")
    return found


def _run(name: str, function: Callable) -> Callable[[Any], Any]:
    return lambda case: run_here(function, case, stands_for=EXERCISES[name].stands_for)


def _checked(name: str, function: Callable, with_names: bool) -> Verdict:
    return judge(
        EXERCISES[name],
        read_cases(name, COURSE.record),
        _run(name, function),
        EXERCISES,
        known=lambda: read_mistakes(name, COURSE.record) if with_names else [],
        edits=lambda: read_edits(EXERCISES[name].mends or name, COURSE.record),
    )


def _holds(name: str, function: Callable, verdict: Verdict, seed: int) -> bool:
    """Say whether the explanation is also true with fresh test inputs."""
    exercise, run = EXERCISES[EXERCISES[name].mends or name], _run(name, function)
    lost = lost_parts(exercise, verdict)
    cases = cases_of(COURSE, name, seed)
    found = confirmed(COURSE, exercise, cases, lost, lambda asked: list(map(run, asked)))
    fits = {one.slug for says in found.values() for one in says}
    told = [one.split("|") for one in verdict.explanation.split(" + ")]
    return all(fits.intersection(ways) for ways in told)


def report(sample: int) -> str:
    """Write the figures."""
    sets = {
        "(a) students' functions": wrong,
        "(b) one change": lambda: changed_once(sample),
        "(b) two changes": lambda: changed_twice(sample),
        "(c) from the text alone": from_text,
    }
    lines = []
    for what, functions in sets.items():
        for with_names in (False, True):
            found = measure(functions(), with_names)
            lines += _written(f"{what}, names {'on' if with_names else 'off'}", found)
    return "\n".join(lines)


_COLUMNS = ("name", "edit", "error", "only seen", "false", "undone", "its line", "still wrong")


def _written(what: str, found: Mapping[str, Explained]) -> list[str]:
    """Write a table with one line an exercise, the sum at its top, and below it what is missing."""
    lines = [f"{what:36}explained  share  " + "  ".join(f"{one:>9}" for one in _COLUMNS)]
    for name, some in {"all": [*found.values()], **{n: [one] for n, one in found.items()}}.items():
        total, explained = sum(one.total for one in some), sum(one.explained for one in some)
        counts = [
            sum(len(getattr(one, kind)) for one in some)
            for kind in (
                "names",
                "edits",
                "causes",
                "seen",
                "false",
                "undone",
                "line",
                "not_undone",
            )
        ]
        lines.append(
            f"  {name:34}{explained:4} of {total:3}{explained / max(total, 1):7.2f}  "
            + "  ".join(f"{count:9}" for count in counts)
        )
    for kind in ("unexplained", "seen", "false", "not_undone"):
        texts = [text for one in found.values() for text in getattr(one, kind)]
        lines += [f"    {kind.replace('_', ' ')}: {text}" for text in texts]
    return lines
