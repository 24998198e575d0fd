"""
How good the judging is: what it catches, what it names, whom it blames, what it wrongly rejects.

``make quality`` prints it in some ten minutes, and how much is explained
(`bench/explanations.py`). tests/grader/judging/test_quality.py keeps the figures where they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.this_course import COURSE

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT),
    str(ROOT / "tests"),
    str(ROOT / "tests" / "support"),
    str(ROOT / "bench"),
]

import explanations  # noqa: E402
from functions import SETUP, define  # noqa: E402
from mutants import EQUIVALENT, mutants  # noqa: E402
from right_variants_backward import RIGHT as BACKWARD  # noqa: E402
from right_variants_fast import RIGHT as FAST  # noqa: E402
from right_variants_forward import RIGHT as FORWARD  # noqa: E402
from right_variants_styles import RIGHT as STYLES  # noqa: E402

from grader.judging.cases import draw_cases, known_mistakes  # noqa: E402
from grader.judging.policy import judge_notebooks  # noqa: E402
from grader.judging.sources import reference_source  # noqa: E402
from grader.misconceptions import MISCONCEPTIONS, Misconception  # noqa: E402
from testcases.execution.call import run_here  # noqa: E402
from testcases.execution.cells import Cell  # noqa: E402
from testcases.exercises import EXERCISES  # noqa: E402
from testcases.judging._judge import Verdict, judge  # noqa: E402
from testcases.judging.explain import fingerprint, only_stopped  # noqa: E402
from testcases.judging.recorded import read_cases  # noqa: E402
from testcases.judging.status import Status  # noqa: E402
from testcases.notebook._check import verdict_on  # noqa: E402

# Those that never return a result: errors alone name no mistake.
_UNNAMED = {
    one.slug
    for one in MISCONCEPTIONS.values()
    if all(
        only_stopped(fingerprint(EXERCISES[one.exercise], case, run_here(one.function, case)))
        for case in read_cases(one.exercise, COURSE.record)
    )
}

VARIANTS = {**FORWARD, **BACKWARD, **FAST, **STYLES}


@dataclass
class Quality:
    """
    The figures.

    Each list holds the slugs (or slug and seed) that fail; `total` is how many misconceptions
    there are, `variants` how many right functions, `mutants` how many mutants of the reference, and
    `blamed` for each misconception the exercises that lost points.
    """

    total: int = 0
    variants: int = len(VARIANTS)
    mutants: int = 0
    seeds: int = 0
    variant_seeds: int = 0
    missed_public: list[str] = field(default_factory=list)
    missed_hidden: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    named_wrongly: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    survived: list[str] = field(default_factory=list)
    blamed: dict[str, list[str]] = field(default_factory=dict)


def measure(seeds: range, blame: bool = True, for_variants: range | None = None) -> Quality:
    """
    Judge every misconception, mutant and right variant by the public check and with each seed.

    Parameters
    ----------
    seeds : of the fresh questions
    blame : whether misconceptions are also graded among right functions
    for_variants : further seeds, for the right variants alone
    """
    more = for_variants or seeds
    quality = Quality(len(MISCONCEPTIONS), seeds=len(seeds), variant_seeds=len(more))
    questions = _questions(seeds)
    for one in MISCONCEPTIONS.values():
        public = verdict_on(COURSE, one.function)
        if public.verdict == Status.RIGHT:
            quality.missed_public.append(one.slug)
        _note_name(quality, one, public, "public")
        for seed in seeds:
            verdict = _judge(one.exercise, one.function, seed, questions)
            if verdict.verdict == Status.RIGHT:
                quality.missed_hidden.append(f"{one.slug} ({seed})")
            _note_name(quality, one, verdict, f"seed {seed}")
        if blame:
            quality.blamed[one.slug] = _blamed(one)
    for_all = _questions(more)
    for variant, source in VARIANTS.items():
        quality.rejected += [
            f"{variant} ({where})"
            for where, verdict in _verdicts(variant.split(":")[0], source, for_all)
            if verdict != Status.RIGHT
        ]
    for name in {misconception.exercise: 0 for misconception in MISCONCEPTIONS.values()}:
        same = EQUIVALENT.get(name, {})
        wrong = {line: text for line, text in mutants(name).items() if line not in same}
        quality.mutants += len(wrong)
        for line, source in wrong.items():
            quality.survived += [
                f"{name}: {line} ({where})"
                for where, verdict in _verdicts(name, source, questions)
                if verdict == Status.RIGHT
            ]
    return quality


def _questions(seeds: range) -> dict:
    """Draw the questions of all exercises, with what misconceptions answer."""
    found = {}
    for exercise in EXERCISES.values():
        for seed in seeds:
            cases = draw_cases(COURSE, exercise, seed)
            found[exercise.name, seed] = cases, known_mistakes(COURSE, exercise, cases)
    return found


def _verdicts(name: str, source: str, questions: dict) -> Iterator[tuple[str, Status]]:
    """Judge a function by the public check and on each set of test inputs."""
    function = define(source, name)
    yield "public", verdict_on(COURSE, function, name).verdict
    for exercise, seed in questions:
        if exercise == name:
            yield f"seed {seed}", _judge(name, function, seed, questions).verdict


def _judge(name: str, function: Callable, seed: int, questions: dict) -> Verdict:
    cases, known = questions[name, seed]
    run = partial(run_here, function, stands_for=EXERCISES[name].stands_for)
    return judge(EXERCISES[name], cases, run, EXERCISES, seed, known=lambda: known)


def _note_name(quality: Quality, one: Misconception, verdict: Verdict, where: str) -> None:
    if verdict.misconception is None and one.slug not in _UNNAMED:
        quality.unnamed.append(f"{one.slug} ({where})")
    elif verdict.misconception not in (None, one.slug, *one.equals):
        quality.named_wrongly.append(f"{one.slug} as {verdict.misconception} ({where})")


def _blamed(one: Misconception) -> list[str]:
    """Name the functions that lose points where one has the mistake and all others are right."""
    sources = {name: reference_source(COURSE, name) for name in EXERCISES}
    sources[one.exercise] = one.source
    cells = [SETUP, *(Cell(f"file, cell {n}", s) for n, s in enumerate(sources.values()))]
    names = [name for name, exercise in EXERCISES.items() if not exercise.end_to_end]
    verdicts = judge_notebooks(COURSE, {"file": cells}, names, seed=1)
    return [name for name, verdict in verdicts.items() if verdict.verdict != Status.RIGHT]


def report(quality: Quality) -> str:
    """Write the figures, and what fails by its name."""
    tries = quality.total * (quality.seeds + 1)
    blamed = sum(map(len, quality.blamed.values())) / max(1, len(quality.blamed))
    figures = {
        "misconceptions": quality.total,
        "sets of questions": f"the public one and {quality.seeds} fresh ones",
        "caught by the public check": _share(quality.missed_public, quality.total),
        "caught by fresh questions": _share(quality.missed_hidden, tries - quality.total),
        "named as themselves or an equal": _share(quality.unnamed, tries),
        "named as another": f"{len(quality.named_wrongly)} of {tries}",
        "right variants": quality.variants,
        "right variants rejected": f"{len(quality.rejected)} of "
        f"{quality.variants * (quality.variant_seeds + 1)}",
        "sets of questions for them": f"the public one and {quality.variant_seeds} fresh ones",
        "mutants that are no equivalents": quality.mutants,
        "mutants that pass": f"{len(quality.survived)} of {quality.mutants * (quality.seeds + 1)}",
    }
    if quality.blamed:
        figures["functions blamed for a mistake"] = f"{blamed:.2f}"
    lines = [f"{what:34}{figure}" for what, figure in figures.items()]
    lists = "missed_public missed_hidden unnamed named_wrongly rejected survived"
    for what in lists.split():
        lines += [f"  {what}: {entry}" for entry in getattr(quality, what)]
    for slug, names in quality.blamed.items():
        if names != [MISCONCEPTIONS[slug].exercise]:
            lines.append(f"  blamed for {slug}: {', '.join(names)}")
    return "\n".join(lines)


def _share(failing: list[str], total: int) -> str:
    return f"{(total - len(failing)) / total:.3f} ({total - len(failing)} of {total})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--seeds", type=int, default=3, help="sets of fresh questions (3)")
    parser.add_argument(
        "--variant-seeds", type=int, default=20, help="the same for right variants (20)"
    )
    parser.add_argument(
        "--sample",
        type=int,
        default=explanations.SAMPLE,
        help=(
            f"changed solutions of each kind an exercise, to be explained ({explanations.SAMPLE})"
        ),
    )
    parser.add_argument("--explained", action="store_true", help="how much is explained alone")
    options = parser.parse_args()
    if not options.explained:
        found = measure(range(options.seeds), for_variants=range(options.variant_seeds))
        print(report(found), flush=True)
    for text in explanations.report(options.sample):
        print(text, flush=True)
