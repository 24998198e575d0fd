"""
How many wrong results are explained, and how many wrongly, with hand-written names off and on.

An explanation is false where the edit or the misconception that it names doesn't give the same
result as the function with other, fresh test inputs. Where the edit can be found in the function
itself, it is undone there, and what was explained has to pass. What is neither found nor undone is
read by a person: `python bench/explanations.py --read 60` prints functions with their reports.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
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

from grader.judging.cases import cases_of, mistakes_of  # noqa: E402
from grader.judging.edits.confirm import Tried  # noqa: E402
from grader.this_course import COURSE  # noqa: E402
from testcases.execution.call import run_here  # noqa: E402
from testcases.execution.own_code import definition_of  # noqa: E402
from testcases.exercises import EXERCISES  # noqa: E402
from testcases.judging._judge import Verdict, judge  # noqa: E402
from testcases.judging.projection import WHOLE, project  # noqa: E402
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


def changed_once(sample: int, seed: str) -> Iterator[tuple[str, str, str]]:
    """Give a sample of the solutions' mutants."""
    yield from _sampled(seed, lambda name, rng: _some(mutants(name), sample, rng))


def changed_twice(sample: int, seed: str) -> Iterator[tuple[str, str, str]]:
    """Give a sample of the mutants of the solutions' mutants."""
    yield from _sampled(seed, lambda name, rng: twice_mutated(name, sample, rng))


def _sampled(
    seed: str,
    draw: Callable[[str, random.Random], Mapping[str, str]],
) -> Iterator[tuple[str, str, str]]:
    for name, exercise in EXERCISES.items():
        if exercise.is_written:
            same = EQUIVALENT.get(name, {})
            for line, source in draw(name, random.Random(seed + name)).items():
                if line not in same and _can_be_defined(source, name):
                    yield name, f"{name}: {line}", source


def _can_be_defined(source: str, name: str) -> bool:
    """Say whether its `def` line runs; a mutant's default argument may be `~-0.5`."""
    try:
        define(source, name)
    except AssertionError:
        return False
    return True


def _some(found: Mapping[str, str], count: int, rng: random.Random) -> dict[str, str]:
    lines = sorted(found)
    return {line: found[line] for line in rng.sample(lines, min(count, len(lines)))}


def measure(functions: Iterable[tuple[str, str, str]], with_names: bool) -> dict[str, Explained]:
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
            if not all(_is_named(name, function, verdict, seed) for seed in FRESH):
                one.false.append(f"{what}: {verdict.sentence}")
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
        code=lambda: definition_of(function),
    )


def _holds(name: str, function: Callable, verdict: Verdict, seed: int) -> bool:
    """Say whether the explanation is also true with fresh test inputs."""
    exercise, run = EXERCISES[EXERCISES[name].mends or name], _run(name, function)
    cases = cases_of(COURSE, name, seed)
    tried = Tried(COURSE, exercise, tuple(cases), project(exercise, cases, list(map(run, cases))))
    by_part = {part: one.slug for part, one in verdict.by_part.items()}
    told = by_part or {WHOLE: verdict.explanation}
    return all(
        any(tried.holds(part, way) for way in slug.split("|")) for part, slug in told.items()
    )


def _is_named(name: str, function: Callable, verdict: Verdict, seed: int) -> bool:
    """Say whether the misconception is also named with fresh test inputs."""
    fresh = judge(
        EXERCISES[name],
        cases_of(COURSE, name, seed),
        _run(name, function),
        EXERCISES,
        known=lambda: mistakes_of(COURSE, name, seed),
    )
    return fresh.misconception == verdict.misconception


# What is measured: the letter of the set, what it holds, and its functions for a size of sample and
# a seed.
SETS: dict[str, tuple[str, Callable[[int, str], Iterator[tuple[str, str, str]]]]] = {
    "(a)": ("students' functions", lambda sample, seed: wrong()),
    "(b1)": ("one change by cosmic-ray", changed_once),
    "(b2)": ("two changes by cosmic-ray", changed_twice),
    "(c)": ("written from the text alone", lambda sample, seed: from_text()),
}
NAMES = ("off", "on")

# By set, and by whether names are on: what was found, by exercise.
Figures = dict[tuple[str, str], dict[str, Explained]]


def report(sample: int, seed: str = "") -> Iterator[str]:
    """Write the figures, set by set as they are ready, and at the end the table of all."""
    figures: Figures = {}
    for letter, (what, functions) in SETS.items():
        some = list(functions(sample, seed))
        for names in NAMES:
            found = measure(some, with_names=names == "on")
            figures[letter, names] = found
            yield "\n".join([f"{letter} {what}, names {names}:", *_details(found)])
    yield table(figures)


def table(figures: Figures) -> str:
    """Write for each exercise and set how many there are, and the shares explained and false."""
    columns = list(dict.fromkeys(letter for letter, _ in figures))
    exercises = dict.fromkeys(name for found in figures.values() for name in found)
    head = "  ".join(f"{letter:>4}  {'names off':>11}  {'names on':>11}" for letter in columns)
    below = "  ".join(["   n  expl. false  expl. false"] * len(columns))
    lines = [f"{'':33}{head}", f"{'':33}{below}"]
    for name in ("all", *exercises):
        cells = []
        for letter in columns:
            rows = [_some_of(figures[letter, names], name) for names in NAMES]
            shares = [f"{_share(n, total)} {_share(wrong, total)}" for total, n, wrong in rows]
            cells.append("  ".join([f"{rows[0][0]:4}", *shares]))
        lines.append(f"{name:33}{'  '.join(cells)}")
    return "\n".join(lines)


def _some_of(found: Mapping[str, Explained], name: str) -> tuple[int, int, int]:
    """Count an exercise's functions, those explained, and those explained wrongly; or of all."""
    some = list(found.values()) if name == "all" else [found.get(name, Explained())]
    counts = [(one.total, one.explained, len(one.false)) for one in some]
    total, explained, false = map(sum, zip(*counts, strict=True))
    return total, explained, false


def _share(count: int, total: int) -> str:
    return f"{count / total:5.0%}" if total else "    -"


_KINDS = {
    "names": "misconceptions named",
    "edits": "edits named",
    "causes": "causes of errors named",
    "seen": "told only what was seen where it stopped",
    "unexplained": "not explained",
    "false": "explained wrongly",
    "undone": "edits undone in the function, which then passes",
    "line": "edits undone by their whole line, with which it passes",
    "not_undone": "edits undone, and still wrong",
}


def _details(found: Mapping[str, Explained]) -> Iterator[str]:
    """Write the counts, and what is missing or false one by one."""
    for kind, what in _KINDS.items():
        texts = [text for one in found.values() for text in getattr(one, kind)]
        yield f"  {len(texts):4}  {what}"
        if kind in ("unexplained", "seen", "false", "not_undone"):
            yield from (f"          {text}" for text in texts)


def reading(count: int, sample: int, seed: str = "") -> Iterator[str]:
    """Give some functions with the explanations of their reports, names off, to read by hand."""
    sets = [list(functions(sample, seed)) for _, functions in SETS.values()]
    for some in sets:
        random.Random(f"{seed}{count}").shuffle(some)
    left = count
    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*sets))
    for name, what, source in filter(None, in_turn):
        if not left:
            return
        verdict = _checked(name, define(source, name), with_names=False)
        if verdict.is_explained:
            left -= 1
            said = [verdict.problem, verdict.sentence, *verdict.hints]
            yield "\n".join([f"## {what}: {verdict.explanation}", source, *said, ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"mutants each ({SAMPLE})")
    parser.add_argument("--read", type=int, default=0, help="print so many explanations to read")
    parser.add_argument("--seed", default="", help="draws other mutants, and others to read")
    options = parser.parse_args()
    sampled = options.sample, options.seed
    for text in reading(options.read, *sampled) if options.read else report(*sampled):
        print(text, flush=True)
