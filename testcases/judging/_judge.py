"""
From the outcome of each test to a verdict.

The check and the grading share this. They differ in who calls the function, and in whether the
expected results are recorded or computed afresh.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from testcases.execution.outcome import Answer, Missing, Outcome, Raised, TimedOut, goes_on
from testcases.judging._compare import ASSERTED, STRUCTURE, VALUES, Difference
from testcases.judging._differences import differences, to_be_written
from testcases.judging.causes import always_true, kept_list, only_with, unread
from testcases.judging.edge import guarded, half_kept, is_edge
from testcases.judging.edits import (
    EditTable,
    Explanation,
    either,
    explain,
    holding,
    joined,
    unasked,
    with_own_names,
)
from testcases.judging.explain import KnownMistake, fingerprint, name_mistake
from testcases.judging.failing import (
    FailingTest,
    asked_with,
    count_numbers,
    failing_test,
    in_all_tests,
)
from testcases.judging.projection import WHOLE
from testcases.judging.status import Status
from testcases.record import Case, Exercise, Group, Many
from testcases.words import hints, wording
from testcases.words.error_causes import SEEN, error_cause, observed
from testcases.words.error_hints import error_hints, missing_name


@dataclass(frozen=True)
class Verdict:
    """
    The verdict on one function.

    Attributes
    ----------
    exercise : the exercise's name
    verdict : the Status
    parts, max_parts : for each part of the result, the points earned and the points it is worth
    problem : the first problem, in one or two sentences; empty if right
    asked : the test input that shows it
    hints : a question; the idea behind it; what to change, and where. May be empty
    misconception : the short name of the common mistake that it is, or None
    explanation : a stable identifier of what explains the result: that short name, that of an edit
        of the solution such as "edit:dW-not-divided-by-m", several with " + ", the cause of an
        error such as "error:f-missing", what was seen where it stopped such as "seen:no-such-key",
        or None
    sentence : the likely cause, or an empty string
    by_part : for parts that are explained one by one, their explanations
    inherited : earlier exercises that it calls and that are not right; they cost nothing here
    notes : what costs nothing and is worth knowing
    seed : the seed of the test inputs; None for the recorded ones
    tests : the version of the tests in a grading, or an empty string
    failing : the smallest test input that fails, if there is one
    fails : the numbers of all test inputs that are known to fail
    drawn : the seed of these test inputs, if a further run of a grading counts; else None
    insight : for a right function, a sentence to go on with
    computed : for a wrong result that nothing explains, in a grading: for each wrong part, numbers
        that are the same for everybody who makes this mistake, and how near they have to be
    unread : whether it is missing because no cell of its file could be read
    """

    exercise: str
    verdict: Status
    parts: dict[str, int]
    max_parts: dict[str, int]
    problem: str = ""
    asked: str = ""
    hints: tuple[str, ...] = ()
    misconception: str | None = None
    explanation: str | None = None
    sentence: str = ""
    by_part: Mapping[str, Explanation] = field(default_factory=dict)
    inherited: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    seed: int | None = None
    tests: str = ""
    failing: FailingTest | None = None
    fails: tuple[int, ...] = ()
    drawn: int | None = None
    insight: str = ""
    computed: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    unread: bool = False

    @property
    def is_explained(self) -> bool:
        """Whether more is known of it than what could be seen where it stopped."""
        return self.explanation is not None and not self.explanation.startswith(SEEN)

    @property
    def points(self) -> int:
        """The points earned."""
        return sum(self.parts.values())

    @property
    def max_points(self) -> int:
        """The points that there are."""
        return sum(self.max_parts.values())


def judge(
    exercise: Exercise,
    cases: Iterable[Case],
    run: Callable[[Case], Outcome],
    exercises: Mapping[str, Exercise],
    seed: int | None = None,
    known: Callable[[], Iterable[KnownMistake]] = tuple,
    edits: Callable[[], EditTable | None] = lambda: None,
    code: Callable[[], ast.FunctionDef | None] | None = None,
) -> Verdict:
    """
    Judge one function on all cases.

    A part of the result is right if it is right in every case. An error in any case costs all
    points. In an end-to-end exercise, a part counts only if the parts before it are right.

    Parameters
    ----------
    exercise : the exercise
    cases : the test inputs, with the expected results
    run : calls the function with one test input; called in the order of the cases
    exercises : the exercises of the course
    seed : the seed of the test inputs, for the record
    known : gives the misconceptions' results for these test inputs; called only for a wrong result
    edits : gives the edits' results for them; called only if no misconception fits
    code : gives the function's code, which an explanation is held against; called only then

    Returns
    -------
    verdict : Verdict
    """
    asked: list[Case] = []
    outcomes: list[Outcome] = []
    for case in cases:
        asked.append(case)
        outcomes.append(run(case))
        if not goes_on(outcomes[-1]):
            number = len(asked) - 1
            return _no_answer(exercise, outcomes[-1], number, case, seed, exercises)
    verdict = _from_outcomes(exercise, asked, outcomes, seed, exercises)
    if verdict.verdict != Status.RIGHT and exercise.edge:
        verdict = _less_at_the_edge(exercise, verdict, asked, outcomes, exercises)
    if verdict.verdict == Status.RIGHT or verdict.hints == hints.HINTS[ASSERTED]:
        return verdict
    pairs = zip(asked, outcomes, strict=True)
    mistake = name_mistake([fingerprint(exercise, *pair) for pair in pairs], known())
    if mistake is None:
        told = verdict.is_explained or not all(isinstance(o, (Answer, Raised)) for o in outcomes)
        table = None if told else edits()
        as_written = exercises.get(exercise.mends, exercise)
        lost = lost_parts(as_written, verdict)
        function = code() if code and not told else None
        holds = holding(as_written, function) if code else unasked
        found = always_true(function)
        if not found and table:
            found = explain(as_written, asked, outcomes, lost, table, holds=holds)
        found = found or never_used(verdict, function, asked[0])
        return with_explanations(exercise, verdict, found, function)
    named = replace(verdict, misconception=mistake.slug, explanation=mistake.slug)
    if exercise.mends:  # what it is, is the question
        nudge, _, line = mistake.hints
        return replace(named, hints=(wording.READ_IT, nudge, line))
    return replace(named, sentence=mistake.sentence, hints=mistake.hints)


def never_used(
    verdict: Verdict, function: ast.FunctionDef | None, case: Case
) -> dict[str, tuple[Explanation, ...]]:
    """Explain by an argument that is never used what has no explanation of its own otherwise."""
    told = verdict.verdict == Status.ERROR or verdict.hints in (hints.INFINITE, hints.NAN)
    lost = [part for part, most in verdict.max_parts.items() if verdict.parts.get(part, 0) < most]
    return {} if told else unread(function, case, only_printed=lost == ["printed"])


def lost_parts(as_written: Exercise, verdict: Verdict) -> list[str]:
    """Name the parts of a result that are wrong; of a function to fix, all of them may be."""
    points, most = verdict.parts, verdict.max_parts
    return [part for part in as_written.parts if points.get(part, 0) < most.get(part, 1)]


def with_explanations(
    exercise: Exercise,
    verdict: Verdict,
    found: Mapping[str, Sequence[Explanation]],
    function: ast.FunctionDef | None = None,
) -> Verdict:
    """
    Add to a verdict what edits of the solution explain of it.

    Parameters
    ----------
    exercise : the exercise; what the bug is in a function to fix is the question, and not told
    verdict : of a function that is not right
    found : as `explain` gives them
    function : the function's code, if it is known; variables are called as they are there
    """
    if not found:
        return verdict
    found = {
        part: tuple(with_own_names(one, function) for one in says) for part, says in found.items()
    }
    by_part = {part: either(says) for part, says in found.items()}
    told = list({one.slug: one for one in by_part.values()}.values())
    # The question is about the part that the report shows.
    shown = [part for part in exercise.parts if re.search(rf"`{part}\d*`", verdict.problem)]
    parts = sorted(found, key=lambda part: part not in shown)
    _, *further = joined(itertools.chain.from_iterable(found[part] for part in parts))
    hints = (joined(found[parts[0]])[0], *further)
    if verdict.verdict == Status.ERROR:  # what the error means comes first
        hints = (*verdict.hints[:1], *hints[1:])
    explanation = " + ".join(one.slug for one in told)
    if exercise.mends:
        return replace(verdict, explanation=explanation, hints=(wording.READ_IT, *hints[:2]))
    return replace(
        verdict,
        explanation=explanation,
        sentence=" ".join([*_said_once([one.sentence for one in told]), *_of_others(shown, found)]),
        by_part=by_part if WHOLE not in by_part else {},
        hints=hints,
    )


def _of_others(shown: Collection[str], found: Collection[str]) -> tuple[str, ...]:
    """Say what is explained, if the part that the report shows isn't."""
    is_it = not shown or WHOLE in found or any(part in found for part in shown)
    if is_it:
        return ()
    parts, more = wording.listed(list(found)), wording.listed(list(shown))
    return (wording.ONLY_OF.format(parts=parts, shown=more),)


def _said_once(sentences: Sequence[str]) -> list[str]:
    """Leave out what another of these says as well."""
    return [
        one for one in sentences if not any(one in other and one != other for other in sentences)
    ]


def _less_at_the_edge(
    exercise: Exercise,
    verdict: Verdict,
    cases: list[Case],
    outcomes: list[Outcome],
    exercises: Mapping[str, Exercise],
) -> Verdict:
    """Give half of what a function loses only at rare sizes."""
    numbers = [number for number, case in enumerate(cases) if not is_edge(exercise, case)]
    if not numbers or len(numbers) == len(cases):
        return verdict
    others = [cases[n] for n in numbers], [outcomes[n] for n in numbers]
    usual = _from_outcomes(exercise, *others, verdict.seed, exercises)
    parts = half_kept(verdict.parts, usual.parts)
    if parts == verdict.parts:
        return verdict
    told = verdict
    if usual.verdict != Status.RIGHT:
        failing = usual.failing
        failing = failing and replace(failing, number=numbers[failing.number])
        told = replace(usual, failing=failing, fails=verdict.fails)
    sizes = " and ".join(f"{size} is {number}" for size, number in exercise.edge.items())
    notes = (wording.AT_THE_EDGE.format(sizes=sizes), *told.notes)
    return replace(told, verdict=Status.PARTLY, parts=parts, notes=notes)


def _from_outcomes(
    exercise: Exercise,
    cases: list[Case],
    outcomes: list[Outcome],
    seed: int | None,
    exercises: Mapping[str, Exercise],
) -> Verdict:
    found: list[tuple[Difference, int]] = []
    changed: dict[str, None] = {}
    ended = [n for n, outcome in enumerate(outcomes) if not isinstance(outcome, Answer)]
    if ended:
        number = min(ended, key=lambda n: count_numbers(cases[n]))
        verdict = _no_answer(exercise, outcomes[number], number, cases[number], seed, exercises)
        only = only_with(cases, outcomes)
        verdict = replace(verdict, fails=tuple(ended) if verdict.fails else ())
        think = (f"{only} {verdict.hints[0]}", *verdict.hints[1:]) if verdict.hints else ()
        return replace(verdict, hints=think) if only else verdict
    for number, (case, outcome) in enumerate(zip(cases, outcomes, strict=True)):
        meant = to_be_written(exercise, case)
        changed.update({name: None for name in outcome.changed if name not in meant})
        found += [(one, number) for one in differences(exercise, case, outcome)]
        found += [(one, number) for one in guarded(exercise, outcome.failed)]
    lost = {difference.part for difference, _ in found}
    if lost and exercise.mends:
        lost.update(exercise.parts)
    if exercise.end_to_end:  # a trained network's wrong weights give right predictions by luck
        lost.update(itertools.dropwhile(lambda part: part not in lost, exercise.parts))
    parts = {part: 0 if part in lost else points for part, points in exercise.parts.items()}
    notes = _changed(changed, wording.CHANGED)
    if not found:
        worth, insight = dict(exercise.parts), exercise.insight
        return Verdict(
            exercise.name, Status.RIGHT, parts, worth, notes=notes, seed=seed, insight=insight
        )
    difference, number = min(found, key=lambda one: (one[0].rank, count_numbers(cases[one[1]])))
    case = cases[number]
    notes = _changed(changed, wording.CHANGED_AND_WRONG)
    notes = (*_read_outside(outcomes[-1]), *notes)
    asserts = [one.text for one, _ in found if one.rank == ASSERTED]
    notes = (*asserts[: difference.rank != ASSERTED], *notes)
    kept = kept_list(exercise, cases, outcomes)
    return Verdict(
        exercise.name,
        Status.PARTLY if any(parts.values()) else Status.WRONG,
        parts,
        dict(exercise.parts),
        problem=kept or in_all_tests(difference, number, found, cases),
        explanation="cause:list-kept-between-calls" if kept else None,
        asked=asked_with(case),
        hints=_hints(exercise, difference),
        notes=notes,
        seed=seed,
        failing=failing_test(case, number, difference),
        fails=tuple(sorted({number for _, number in found})),
    )


def _changed(names: Iterable[str], form: str) -> tuple[str, ...]:
    found = list(names)
    return (form.format(names=wording.listed(found)),) if found else ()


def _hints(exercise: Exercise, difference: Difference) -> tuple[str, ...]:
    if exercise.end_to_end:
        return hints.END_TO_END
    if difference.where and not np.isfinite(difference.got).all():
        return hints.INFINITE if np.isinf(difference.got).any() else hints.NAN
    if exercise.hints and difference.rank == VALUES:
        return exercise.hints
    if difference.rank == STRUCTURE:
        return _of_structure(exercise, difference)
    drawn = exercise.weight_scale is not None and difference.rank == VALUES
    return hints.DRAWN if drawn else hints.HINTS[difference.rank]


def _of_structure(exercise: Exercise, difference: Difference) -> tuple[str, ...]:
    if not isinstance(exercise.returns, Group):
        return hints.ONE_RESULT
    lists = [item.name for item in exercise.returns.items if isinstance(item, Many)]
    is_list = difference.part in lists and difference.text.startswith(f"`{difference.part}`")
    return hints.LIST_OF_LAYERS if is_list else hints.HINTS[STRUCTURE]


def _read_outside(outcome: Outcome) -> tuple[str, ...]:
    """Say which variables of the notebook a wrong function reads, or misses; a right one may."""
    names = outcome.outside if isinstance(outcome, (Answer, Raised)) else ()
    notes = (wording.OUTSIDE.format(names=wording.listed(list(names))),) if names else ()
    if isinstance(outcome, Raised):
        name = missing_name(outcome.message)
        for form, where in (
            (wording.MADE_ELSEWHERE, outcome.elsewhere),
            (wording.IMPORT_FAILED, outcome.imported),
        ):
            notes += (form.format(name=name, where=where),) if where else ()
    return notes


def _no_answer(
    exercise: Exercise,
    outcome: Outcome,
    number: int,
    case: Case,
    seed: int | None,
    exercises: Mapping[str, Exercise],
) -> Verdict:
    """Give the verdict if there is no result to compare."""
    kind, problem = _problem(exercise.name, outcome)
    raised = isinstance(outcome, Raised) and kind == Status.ERROR
    stopped = isinstance(outcome, TimedOut)
    think = error_hints(outcome, case, exercises) if raised else hints.ENDLESS * stopped
    think = hints.END_TO_END if exercise.end_to_end else think
    told = raised and not exercise.end_to_end
    cause = (error_cause(outcome, exercises)[0] or observed(outcome)[0]) if told else ""
    called = stopped or raised and not outcome.is_unreadable
    return Verdict(
        exercise.name,
        kind,
        dict.fromkeys(exercise.parts, 0),
        dict(exercise.parts),
        problem=problem,
        asked=asked_with(case) if called else "",
        hints=wording.FILL_IN if kind == Status.MISSING else think,
        explanation=cause or None,
        notes=_read_outside(outcome) if kind == Status.ERROR else (),
        seed=seed,
        failing=failing_test(case, number) if called else None,
        fails=(number,) if called else (),
    )


def _problem(name: str, outcome: Outcome) -> tuple[Status, str]:
    """Give the kind of verdict, and the sentence."""
    if isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError":
        return Status.MISSING, wording.NOT_WRITTEN.format(name=name)
    if isinstance(outcome, Raised):
        form = wording.RAISED_AT if outcome.line else wording.RAISED
        place = {"where": outcome.where, "number": outcome.number, "line": outcome.line}
        error = outcome.text if outcome.line else outcome.text.removesuffix(".")
        return Status.ERROR, form.format(name=name, error=error, **place)
    if isinstance(outcome, TimedOut):
        return Status.TIMEOUT, wording.TIMED_OUT.format(name=name, seconds=outcome.seconds)
    if isinstance(outcome, Missing):
        return Status.MISSING, outcome.reason or wording.NOT_DEFINED.format(name=name)
    return Status.ERROR, wording.NO_ANSWER.format(name=name)
