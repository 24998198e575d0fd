"""A function has one try: neither a counter nor a memory of what was judged before earns more."""

from __future__ import annotations

import functools
import random
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from functions import SETUP, judge_cells, right_cells

from grader.judging import policy, trials
from grader.judging.sources import reference_source
from grader.sandbox.client import StudentProcess
from grader.sandbox.launcher import Launcher
from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.exercises import EXERCISES
from testcases.judging import report
from testcases.judging.status import Status

pytestmark = pytest.mark.slow

FORWARD = ["linear_forward", "linear_activation_forward", "L_model_forward"]

# Another variant each time that it has been through all test inputs, whatever their number.
COUNTS = """
seen = []
def L_model_forward(X, parameters):
    seen.append(len(seen))
    AL, caches = forward(X, parameters)
    return (AL, caches) if len(seen) > AT else (AL + 1, caches)
"""
REMEMBERS = """
seen = []
new = []
def linear_forward(A_prev, W, b):
    seen.append(1)
    return np.dot(W, A_prev) + b, (A_prev, W, b)
def L_model_forward(X, parameters):
    new.append(not seen)
    AL, caches = forward(X, parameters)
    return (AL, caches) if new[0] else (AL + 1, caches)
"""


def forward() -> Cell:
    """The reference under another name, for the functions above."""
    source = reference_source(COURSE, "L_model_forward")
    return Cell("notebook, cell 30", source.replace("def L_model_forward", "def forward"))


def judged(source: str, names=FORWARD, seed: int = 5):
    cells = [*right_cells(), forward(), Cell("notebook, cell 31", source)]
    return judge_cells(cells, names, seed)


@pytest.mark.parametrize("at", range(1, 9))
def test_a_counter_earns_nothing(at):
    verdict = judged(COUNTS.replace("AT", str(at)))["L_model_forward"]
    assert verdict.parts["AL"] == 0, report.as_text(verdict)


def test_a_function_that_tells_a_new_process_earns_what_it_does_in_the_first():
    verdicts = judged(REMEMBERS)
    assert verdicts["linear_forward"].verdict == "right"
    assert verdicts["L_model_forward"].parts["AL"] == 0


def test_chance_gains_next_to_nothing_by_further_runs(monkeypatch):
    """A function that is right in every second process, judged two thousand times."""
    draw = random.Random(1)
    right = judge_cells(right_cells(), ["linear_forward"], 5)["linear_forward"]
    wrong = replace(right, verdict=Status.WRONG, parts=dict.fromkeys(right.parts, 0))
    student = SimpleNamespace(close=int, start_clock=int, asked={"linear_forward"}, heard=[])
    monkeypatch.setattr(trials, "_run_one", lambda *_: ())
    monkeypatch.setattr(trials.Trials, "_verdict", lambda *_: draw.choice([right, wrong]))
    for method in ("named", "explained"):
        monkeypatch.setattr(trials.Trials, method, lambda self, trial, *_: trial)
    sound = {"linear_forward": right}
    exercise = EXERCISES["linear_activation_forward"]
    given = COURSE, student, exercise, 5, sound, {}
    found = [policy._judge_by_itself(*given)[0] for _ in range(2000)]
    assert 0.45 < found.count(right) / len(found) < 0.56


def test_right_functions_take_one_process(monkeypatch):
    started = []
    connect = Launcher.connect
    monkeypatch.setattr(Launcher, "connect", lambda self: started.append(1) or connect(self))
    verdicts = judge_cells(right_cells(), EXERCISES, 5)
    assert {verdict.verdict for verdict in verdicts.values()} == {"right"}
    assert started == [1]


@pytest.mark.parametrize(
    ("source", "status"),
    [(COURSE.misconceptions["last-cache-missing"].source, "partly"), ("", "missing")],
)
def test_a_common_mistake_and_what_is_not_written_take_one_process(source, status, monkeypatch):
    started = []
    connect = Launcher.connect
    monkeypatch.setattr(Launcher, "connect", lambda self: started.append(1) or connect(self))
    verdict = judge_cells(right_cells(L_model_forward=source), FORWARD, 5)["L_model_forward"]
    assert (verdict.verdict, started) == (status, [1])


def test_a_seed_repeats_the_verdict_on_what_was_run_again():
    source = (
        "def L_model_forward(X, parameters):\n    return linear_forward(X, *parameters.values())"
    )
    for changed in (source, COUNTS.replace("AT", "4")):
        verdicts = [judged(changed, seed=12)["L_model_forward"] for _ in range(2)]
        assert verdicts[0] == verdicts[1]
        assert verdicts[0].seed == 12


BY_ANOTHER = """def compute_cost(AL, Y):
    logs = Y * np.log(AL) + (1 - Y) * np.log(1 - AL)
    Z, cache = linear_forward(logs.T, np.ones((1, logs.size)), np.zeros((1, 1)))
    return -float(Z[0, 0]) / Y.shape[1]"""
HAS_IT = Cell("notebook, cell 2", "def linear_forward(A_prev, W, b): return 1, 2")


@pytest.mark.parametrize("seed, orders", [(31, "may, may not"), (32, "may not, may")])
def test_a_verdict_does_not_depend_on_who_was_judged_before(seed, orders):
    """Who left an earlier function out doesn't get it, though another was answered the same."""
    found = {}
    for one in orders.split(", "):
        cells = [SETUP, *([HAS_IT] if one == "may" else []), Cell("notebook, cell 3", BY_ANOTHER)]
        found[one] = judge_cells(cells, ["linear_forward", "compute_cost"], seed)["compute_cost"]
    assert found["may"].verdict == "right"
    assert "name 'linear_forward' is not defined" in found["may not"].problem
    assert found["may not"].points == 0


DRAWS = """def compute_cost(AL, Y):
    return initialize_parameters_deep([1, 1])["W1"][0, 0]"""


def test_what_the_reference_draws_is_the_same_for_all():
    cells = [
        SETUP,
        Cell("notebook, cell 2", reference_source(COURSE, "initialize_parameters_deep")),
    ]
    cells.append(Cell("notebook, cell 3", DRAWS))
    problems = set()
    for _ in range(2):
        verdict = judge_cells(cells, ["initialize_parameters_deep", "compute_cost"], 33)
        problems.add(verdict["compute_cost"].problem)
        np.random.rand()  # as somebody judged in between may have it do
    assert len(problems) == 1


def test_what_never_ends_is_not_waited_for_again_in_the_whole_network(monkeypatch):
    ran = []

    class Patient(StudentProcess):
        def evaluate(self, name, *arguments):
            ran.append(name)
            return super().evaluate(name, *arguments)

    monkeypatch.setattr(policy, "StudentProcess", functools.partial(Patient, seconds=0.5))
    cells = right_cells(linear_forward="def linear_forward(A_prev, W, b):\n    while True: pass")
    names = [*EXERCISES["assembled_network"].builds_on, "assembled_network"]
    verdicts = judge_cells(cells, names, 5)
    assert verdicts["linear_forward"].verdict == Status.TIMEOUT
    whole = verdicts["assembled_network"]
    assert whole.verdict == Status.TIMEOUT
    assert whole.problem == (
        "The network was not run, because these functions did not end by themselves: "
        "`linear_forward`."
    )
    assert whole.points == 0
    assert "assembled_network" not in ran
    assert ran.count("linear_forward") == 1
