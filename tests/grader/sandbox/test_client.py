"""Student code in a process of its own: what it is asked, what it can't do, how it ends."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT
from functions import SETUP, judge_cells, right_cells

from grader.judging import trials
from grader.judging.cases import draw_cases, fresh_seed
from grader.judging.sources import reference_source
from grader.kept import Kept
from grader.misconceptions import MISCONCEPTIONS
from grader.sandbox import client, launcher
from grader.sandbox.claims import outcome_of
from grader.sandbox.client import StudentProcess
from grader.this_course import COURSE
from testcases.execution.call import MOST_PRINTED
from testcases.execution.cells import Cell
from testcases.execution.lookup import MOST_KEYS, Lookup
from testcases.execution.outcome import Answer, Crashed, Missing, Raised, TimedOut
from testcases.exercises import EXERCISES
from testcases.record import Case

pytestmark = pytest.mark.slow


def ask(source: str, name: str = "linear_forward", seconds: float = 10.0, earlier=(), answer=None):
    """Put one question, with no arguments, to a function that the source defines."""
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}, seconds) as student:
        student.start_clock()
        return next(student.evaluate(name, [Case({}, {})], earlier, answer))


def ask_cells(cells: list[Cell], name: str = "linear_forward"):
    """Put one question, with no arguments, to a function that the cells define."""
    with StudentProcess(COURSE, {"nb": [SETUP, *cells]}) as student:
        student.start_clock()
        yield from student.evaluate(name, [Case({}, {})], (), None)


def test_right_functions_earn_everything():
    verdicts = judge_cells(right_cells(), EXERCISES, seed=1)
    assert {v.verdict for v in verdicts.values()} == {"right"}
    assert {v.exercise: v.points for v in verdicts.values()} == {
        name: exercise.points for name, exercise in EXERCISES.items()
    }


def test_a_seed_gives_the_same_questions_and_another_gives_others():
    first, again, other = (
        draw_cases(COURSE, EXERCISES["compute_cost"], seed) for seed in (7, 7, 8)
    )
    assert first[0].expected == again[0].expected
    assert first[0].expected != other[0].expected


def test_there_are_too_many_seeds_to_try():
    """Student code sees what NumPy is seeded with, and could find the seed from there."""
    seeds = {fresh_seed() for _ in range(20)}
    assert len(seeds) == 20
    assert 2**40 < max(seeds) < 2**53  # JSON holds no more


def test_an_answer_comes_back():
    outcome = ask("def linear_forward():\n    return 1.5, (np.arange(3), 'x', None)")
    assert isinstance(outcome, Answer)
    assert outcome.value[0] == 1.5
    assert outcome.value[1][0].tolist() == [0, 1, 2]


def test_an_endless_loop_ends_in_time():
    assert ask("def linear_forward():\n    while True: pass", seconds=1.5) == TimedOut(1.5)


def test_an_endless_definition_ends_in_time():
    source = "class A:\n    while True: pass\ndef linear_forward(): return 1"
    assert ask(source, seconds=1.5) == TimedOut(1.5)


def test_an_endless_definition_is_not_run_again_for_the_next_function(monkeypatch):
    source = "class A:\n    while True: pass\ndef compute_cost(): return 1"
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}, 1.5) as student:
        student.start_clock()
        assert next(student.evaluate("linear_forward", [Case({}, {})], (), None)) == TimedOut(1.5)
        monkeypatch.setattr(student, "_start", lambda: pytest.fail("a new process was started"))
        student.start_clock()
        assert next(student.evaluate("compute_cost", [Case({}, {})], (), None)) == TimedOut(1.5)


def test_a_dead_process_is_a_crash_and_the_next_function_gets_a_new_one():
    source = "import os\ndef linear_forward(): os._exit(0)\ndef compute_cost(AL, Y): return 2.0\n"
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}) as student:
        student.start_clock()
        assert next(student.evaluate("linear_forward", [Case({}, {})], (), None)) == Crashed()
        student.start_clock()
        [outcome] = student.evaluate("compute_cost", [Case({"AL": 1, "Y": 1}, {})], (), None)
        assert outcome == Answer(2.0)


@pytest.mark.parametrize(
    ("definition", "error", "count"),
    [
        ("def linear_forward(eps=EPS): return 1", "NameError", 3),
        ("@np.nothing\ndef linear_forward(): return 1", "AttributeError", 3),
        ("def linear_forward() return 1", "SyntaxError", 1),
    ],
)
def test_a_definition_that_fails_is_not_waited_for(definition, error, count):
    cells = [SETUP, Cell("nb, cell 2", definition), Cell("nb, cell 3", "def predict(): return 7")]
    with StudentProcess(COURSE, {"nb": cells}) as student:
        cases = [Case({}, {})] * 3
        student.start_clock()
        outcomes = [*student.evaluate("linear_forward", cases, (), None)]
        assert [one.type_name for one in outcomes] == [error] * count
        student.start_clock()
        assert [*student.evaluate("predict", cases, (), None)] == [Answer(7)] * 3


def test_a_syntax_error_is_the_functions_own():
    outcome = ask("def linear_forward()\n    return 1")
    assert outcome == Raised("SyntaxError", "expected ':'", "nb, cell 2", 1, "def linear_forward()")


def test_nothing_is_waited_for_after_an_error_that_is_final():
    source = "def linear_forward()\n    return 1"
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}, 1) as student:
        student.start_clock()
        cases = [Case({}, {}), Case({}, {}), Case({}, {})]
        (outcome,) = student.evaluate("linear_forward", cases, (), None)
    assert outcome.is_final


def test_a_missing_function_is_missing():
    assert ask("x = 1") == Missing()


def test_more_code_than_goes_into_a_message_is_a_crash():
    assert ask("def linear_forward(): return 1\n" + "#" * 5_000_000) == Crashed()


def test_demonstrations_are_not_run():
    source = "def linear_forward(): return calls\ncalls = 0\nprint(linear_forward())\nwhile True: 1"
    assert ask(source, seconds=3) == Answer(0, outside=("calls",))


def test_an_earlier_exercise_is_answered_from_outside():
    asked = []

    def answer(name, args, kwargs):
        asked.append((name, args, kwargs))
        return np.array([4.0])

    source = (
        "def linear_forward(x): return 'own'\n"
        "def linear_activation_forward(): return linear_forward(np.ones(2), b=3)"
    )
    outcome = ask(source, "linear_activation_forward", 10, ("linear_forward",), answer)
    assert outcome.value.tolist() == [4.0]
    [(name, args, kwargs)] = asked
    assert (name, args[0].tolist(), kwargs) == ("linear_forward", [1, 1], {"b": 3})


def test_what_was_answered_for_one_exercise_is_not_for_another():
    source = "def NAME(): return linear_forward(7)"
    names = ("linear_activation_forward", "compute_cost", "linear_forward")
    sources = [source.replace("NAME", name) for name in names[:2]]
    with StudentProcess(
        COURSE, {"nb": [SETUP, *(Cell("nb, cell 2", s) for s in sources)]}
    ) as student:
        given = []

        def answer(name, args, kwargs):
            given.append(args)
            return 3.0

        for _ in range(2):
            student.start_clock()
            [outcome] = student.evaluate(names[0], [Case({}, {})], names[2:], answer)
            assert outcome == Answer(3.0)
            assert student.asked == {"linear_forward"}
        assert given == [(7,)]
        [refused] = student.evaluate(names[1], [Case({}, {})], (), answer)
        assert refused.text == "NameError: name 'linear_forward' is not defined"
        assert given == [(7,)]


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [("initialize_parameters", [(1.0, 2.0), (3.0, 4.0)]), ("linear_forward", [(1.0, 1.0)] * 2)],
)
def test_weights_are_drawn_again_each_time_and_other_answers_are_kept(
    earlier, expected, monkeypatch
):
    monkeypatch.setattr(client, "_answers", Kept(100))
    source = f"def linear_activation_forward(): return {earlier}(7), {earlier}(7)"
    drawn = itertools.count(1)
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}) as student:
        student.start_clock()
        outcomes = student.evaluate(
            "linear_activation_forward",
            [Case({}, {})] * 2,
            [earlier],
            lambda name, args, kwargs: float(next(drawn)),
        )
        assert [outcome.value for outcome in outcomes] == expected


def test_a_result_is_read_once_and_a_verdict_found_once(monkeypatch):
    monkeypatch.setattr(client, "_results", Kept(100))
    monkeypatch.setattr(trials, "_verdicts", {})
    read, judged = [], []
    monkeypatch.setattr(client, "outcome_of", lambda *a: read.append(a) or outcome_of(*a))
    judge = trials.judge
    monkeypatch.setattr(trials, "judge", lambda *a, **k: judged.append(a) or judge(*a, **k))
    first = judge_cells(right_cells(), ["linear_forward"], 3)
    assert (len(read), len(judged)) == (len(draw_cases(COURSE, EXERCISES["linear_forward"], 3)), 1)
    assert judge_cells(right_cells(), ["linear_forward"], 3) == first
    assert len(judged) == 1 and len(read) == len(draw_cases(COURSE, EXERCISES["linear_forward"], 3))
    wrong = right_cells(linear_forward="def linear_forward(A, W, b): return W @ A, (A, W, b)")
    assert judge_cells(wrong, ["linear_forward"], 3)["linear_forward"].verdict == "partly"
    assert judge_cells(right_cells(), ["linear_forward"], 4) != first
    assert judge_cells(right_cells(), ["linear_forward"], 3) == first


def test_an_error_is_judged_by_the_code_that_raised_it(monkeypatch):
    """The same message, from two submissions: what is said of it is each one's own."""
    monkeypatch.setattr(client, "_results", Kept(100))
    source = "def linear_forward(): return depth"
    told = [
        ask(source),
        next(iter(ask_cells([Cell("nb, cell 2", source), Cell("nb, cell 9", "depth = train()")]))),
    ]
    assert [one.elsewhere for one in told] == ["", "nb, cell 9"]


def test_matplotlib_is_loaded_beforehand_once_code_names_it(monkeypatch):
    monkeypatch.setattr(launcher, "_launchers", {})
    asks = "import sys\ndef linear_forward(): return {} in sys.modules"
    assert ask(asks.format("'mat' 'plotlib.pyplot'")).value is False
    assert ask(asks.format("'matplotlib.pyplot'")).value is True
    assert ask(asks.format("'mat' 'plotlib.pyplot'")).value is True  # it is there by now
    launcher.close_launchers()


def test_the_judged_function_itself_is_never_answered_for():
    source = "def compute_cost(): return L_model_backward(1, 2, 3)"
    outcome = ask(source, "compute_cost", 10, ("linear_forward",), lambda *a: 1)
    assert isinstance(outcome, Raised)
    assert "'L_model_backward' is not defined" in outcome.message


def test_what_the_reference_says_of_bad_arguments_is_shown_at_the_students_line():
    source = (
        "def L_model_forward(X, parameters):\n"
        "    return linear_activation_forward(X.T, parameters['W1'], parameters['b1'], 'relu')"
    )
    verdict = judge_cells(right_cells(L_model_forward=source), ["L_model_forward"], 3)[
        "L_model_forward"
    ]
    assert verdict.verdict == "error"
    assert "`L_model_forward` raised ValueError: shapes" in verdict.problem
    assert verdict.problem.endswith(
        "`return linear_activation_forward(X.T, parameters['W1'], parameters['b1'], 'relu')`"
    )


def test_an_answer_of_the_reference_that_cant_be_sent_is_an_error_at_the_students_line():
    source = "def compute_cost(): return linear_forward()"
    outcome = ask(source, "compute_cost", 10, ("linear_forward",), lambda *a: ["x"] * 20_000)
    assert isinstance(outcome, Raised)
    assert outcome.line == "def compute_cost(): return linear_forward()"


def test_what_nothing_can_be_done_with_is_a_crash_and_not_the_graders(monkeypatch):
    monkeypatch.setattr(client, "outcome_of", None)
    monkeypatch.setattr(client, "_results", Kept(100))
    assert ask("def linear_forward(): return 1") == Crashed()


LONG = """
import json, os, struct
def linear_forward():
    texts = dict.fromkeys(("type_name", "where", "line", "message"), "a \\n\\t" * 10_000)
    names = dict.fromkeys(("names", "outside"), ["b\\r\\n" * 1_000] * 100)
    head = json.dumps({"said": "raised", "number": 10**4000, **texts, **names}).encode()
    os.write(3, struct.pack("<IIQ", len(head), 0, 0))
    while head:
        head = head[os.write(3, head):]
"""


def test_what_a_report_quotes_is_short_and_on_one_line():
    outcome = ask(LONG)
    assert isinstance(outcome, Raised)
    assert outcome.type_name == outcome.where == ("a " * 30)
    assert outcome.line == "a " * 60
    assert outcome.number == 0
    assert len(outcome.message) <= 2000
    assert all(len(name) <= 60 and len(name.split()) <= 30 for name in outcome.names)
    assert len(outcome.outside) == 20


def test_what_a_process_says_of_an_answer_is_bounded():
    said = {"said": "answer", "printed": "x" * 10**6, "changed": ["a\nb"] * 100}
    answer = outcome_of(EXERCISES["linear_forward"], EXERCISES, said, None)
    assert (len(answer.printed), answer.changed) == (MOST_PRINTED, ("a b",) * 20)
    for number in (-1, 10**7, 1.5, "1", None, True):
        assert (
            outcome_of(
                EXERCISES["predict"], EXERCISES, {"said": "raised", "number": number}, None
            ).number
            == 0
        )
    for other in ("", "<b>", "relu"):
        assert (
            outcome_of(EXERCISES["predict"], EXERCISES, {"said": "missing", "is": other}, None)
            == Missing()
        )
    assert outcome_of(
        EXERCISES["predict"], EXERCISES, {"said": "missing", "is": "compute_cost"}, None
    ).reason


SECRETS = {
    "solutions": "def linear_forward():\n    import solutions",
    "grader": "def linear_forward():\n    import grader.judging",
    "recorded answers": "def linear_forward():\n"
    "    from testcases.judging.recorded import read_cases\n"
    "    from testcases.this_course import COURSE\n"
    "    return read_cases('linear_forward', COURSE.record)",
}


@pytest.mark.parametrize("what", SECRETS)
def test_nothing_to_import_tells_an_answer(what):
    outcome = ask(SECRETS[what])
    assert isinstance(outcome, Raised)
    assert outcome.type_name in ("ModuleNotFoundError", "FileNotFoundError")


@pytest.mark.parametrize(
    "source",
    [
        "import sys\ndef linear_forward(): sys.exit()",
        "def linear_forward(): raise KeyboardInterrupt",
        "def linear_forward(): return np.zeros((3000, 4000))",
        "def linear_forward():\n    a = []\n    a.append(a)\n    return a",
        "import os\ndef linear_forward():\n    for fd in (3, 4, 5): os.write(fd, b'nonsense' * 20)",
    ],
    ids=["exit", "interrupt", "huge", "endless", "nonsense on the wire"],
)
def test_strange_endings_are_no_answers(source):
    assert isinstance(ask(source, seconds=5), (Crashed, Raised, TimedOut))


def test_an_answer_can_be_anything_and_is_judged_wrong():
    verdicts = judge_cells(
        right_cells(compute_cost="class compute_cost:\n    def __init__(self, AL, Y): pass\n"
                    "    def __eq__(self, other): return True"),
        ["compute_cost"],
        1,
    )  # fmt: skip
    assert verdicts["compute_cost"].verdict in ("wrong", "missing")
    assert verdicts["compute_cost"].points == 0


def test_global_random_state_is_seeded_the_same_each_time():
    source = "def linear_forward(): return np.random.rand()"
    first, again = ask(source), ask(source)
    assert isinstance(first, Answer)
    assert 0 < first.value < 1
    assert again == first
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}) as student:
        student.start_clock()
        cases = [Case({}, {}), Case({}, {}, seed=7), Case({}, {})]
        one, other, last = student.evaluate("linear_forward", cases, (), None)
    assert one == last == first
    assert other != one


def test_an_ordinary_user_can_confine_it_too(confined, tmp_path):
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs the command unshare, of util-linux")
    file = tmp_path / "one.py"
    file.write_text("def compute_cost(AL, Y):\n    return open('/etc/passwd').read()\n")
    done = subprocess.run(
        [unshare, "--user", "--map-user=1000", "--map-group=1000"]
        + [sys.executable, "-m", "grader", "judge", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "`compute_cost` raised FileNotFoundError: [Errno" in done.stdout, done.stderr


@pytest.mark.exhaustive
def test_where_it_cant_be_confined_the_grader_says_so_and_refuses(confined, tmp_path):
    file = tmp_path / "one.py"
    file.write_text("def compute_cost(AL, Y):\n    return 1\n")
    command = f"{sys.executable} -m grader judge {file}"
    done = without_user_namespaces(command)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "grader: The sandbox for student code can't start: user namespaces are not allowed for "
        "this user (No space left on device). docs/sandbox.md lists the usual causes. To run "
        "student code without it, able to read and write whatever you can, add --unconfined or set "
        "GRADER_UNCONFINED=1.\n"
    )
    done = without_user_namespaces(f"{command} --unconfined")
    assert done.returncode == 0
    assert "compute_cost: not right yet" in done.stdout


def without_user_namespaces(command: str) -> subprocess.CompletedProcess:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs the command unshare, of util-linux")
    none = "echo 0 > /proc/sys/user/max_user_namespaces"
    return subprocess.run(
        [unshare, "--user", "--map-root-user", "sh", "-c", f"{none} && {command}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


IN_PLACE = """def update_parameters(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters"""
NOT_KEPT = """def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000,
                  print_cost=False, initialize=initialize_parameters_deep):
    parameters = initialize(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if print_cost and i % 100 == 0:
            print(f"Cost after iteration {i}: {compute_cost(AL, Y):f}")
        update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters"""


def test_what_counts_on_the_students_own_right_functions_is_right():
    names = list(EXERCISES)[: list(EXERCISES).index("L_layer_model") + 1]
    own = judge_cells(right_cells(update_parameters=IN_PLACE, L_layer_model=NOT_KEPT), names, 3)
    assert own["L_layer_model"].verdict == "right"
    other = judge_cells(right_cells(L_layer_model=NOT_KEPT), names, 3)["L_layer_model"]
    assert other.misconception == "training-without-update"
    assert other.points == 0


def test_right_functions_are_asked_of_nobody_and_wrong_ones_of_the_reference(monkeypatch):
    asked = []
    ours = trials._answer

    def answer(course, name, args, kwargs):
        asked.append(name)
        return ours(course, name, args, kwargs)

    monkeypatch.setattr(trials, "_answer", answer)
    verdicts = judge_cells(right_cells(), EXERCISES, seed=21)
    assert {verdict.verdict for verdict in verdicts.values()} == {"right"}
    assert asked == []
    wrong = "def linear_backward(dZ, cache): return dZ, dZ, dZ"
    verdicts = judge_cells(right_cells(linear_backward=wrong), EXERCISES, seed=21)
    assert {name for name, verdict in verdicts.items() if verdict.verdict != "right"} == {
        "linear_backward",
        "assembled_network",
    }
    assert set(asked) == {
        "linear_backward",
        "linear_activation_backward",
        "L_model_backward",
        "parameter_gradients",
    }


def test_a_wrong_function_is_described_as_it_stands_in_the_notebook():
    """Its cache holds the parameters themselves, which it writes over too early."""
    one = MISCONCEPTIONS["written-over-too-early"]
    cells = right_cells(train_step=one.source)
    assert judge_cells(cells, EXERCISES, 8)["train_step"].misconception == one.slug
    stops = "def L_model_forward(X, parameters):\n    return linear_activation_forward(X, 1, 2, 3)"
    verdict = judge_cells(right_cells(L_model_forward=stops), EXERCISES, 8)["L_model_forward"]
    assert "return linear_activation_forward(X, 1, 2, 3)" in verdict.problem


def test_slow_earlier_functions_cost_a_later_one_nothing():
    slow = reference_source(COURSE, "linear_forward").replace(
        "    Z = ", "    time.sleep(0.03)\n    Z = "
    )
    cells = [Cell("notebook, cell 1", "import time"), *right_cells(linear_forward=slow)]
    names = list(EXERCISES)[: list(EXERCISES).index("L_layer_model") + 1]
    verdicts = judge_cells(cells, names, seed=3)
    assert {name: v.verdict for name, v in verdicts.items()} == dict.fromkeys(names, "right")


LOOKUPS = {
    ("caches", "3", (), 3): Lookup("caches", "3", (), 3),
    ("grads", "'dA1'", ("'dW1'",), 1): Lookup("grads", "'dA1'", ("'dW1'",), 1),
}


def test_what_was_looked_up_is_read_as_it_was_sent():
    for sent, read in LOOKUPS.items():
        container, asked, keys, length = sent
        said = {"said": "raised", "lookup": [container, asked, list(keys), length]}
        assert outcome_of(EXERCISES["compute_cost"], EXERCISES, said, None).lookup == read


@pytest.mark.parametrize(
    "sent",
    [
        "caches",
        ["caches", "3", []],
        ["caches", "3", "keys", 3],
        ["caches", 3, [], 3],
        [["caches"], "3", [], 3],
        ["caches", "3", [], -1],
        ["caches", "3", [], True],
        ["caches", "3", [], 10**9],
    ],
)
def test_a_lookup_that_nobody_sends_is_none(sent):
    said = {"said": "raised", "lookup": sent}
    assert outcome_of(EXERCISES["compute_cost"], EXERCISES, said, None).lookup is None


def test_a_long_lookup_is_cut():
    said = {"said": "raised", "lookup": ["c\n" * 500, "a" * 500, ["k" * 500] * 500, 500]}
    found = outcome_of(EXERCISES["compute_cost"], EXERCISES, said, None).lookup
    assert max(map(len, (found.container, found.asked, *found.keys))) < 200
    assert "\n" not in found.container and len(found.keys) == MOST_KEYS
