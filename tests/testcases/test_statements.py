"""Which statements of a notebook are run once more, and for how long."""

from __future__ import annotations

import ast
import sys

import numpy as np
import pytest
from functions import SETUP
from notebook_styles import STYLES

import dnn_utils
from grader.this_course import COURSE
from testcases.execution import budget, statements
from testcases.execution.budget import TooLong
from testcases.execution.call import quiet
from testcases.execution.cells import Cell
from testcases.execution.own_code import written
from testcases.execution.statements import run_cells
from testcases.exercises import EXERCISES
from testcases.notebook._check import verdict_on


def loaded(*sources: str, exercises=EXERCISES) -> tuple[dict, list]:
    space, failures = {"__name__": "__main__"}, []
    cells = [Cell(f"notebook, cell {n}", source) for n, source in enumerate(sources, start=1)]
    with quiet():
        run_cells(cells, space, exercises, failures.append)
    return space, failures


PYTHON = [style for style, source in STYLES.items() if "%%" not in source]


@pytest.mark.parametrize("style", PYTHON)
def test_what_all_of_it_gives_is_what_is_needed_of_it(style):
    sources = [SETUP.source, *STYLES[style].split("\n---\n")]
    everything: dict = {"__name__": "__main__"}
    with quiet():
        for source in sources:
            exec(source, everything)
    name = style.split(":")[0]
    space, _ = loaded(*sources)
    with quiet():
        verdicts = [verdict_on(COURSE, one[name], name) for one in (everything, space)]
    assert verdicts[0].parts == verdicts[1].parts


@pytest.mark.slow
@pytest.mark.parametrize("style", PYTHON)
def test_leaving_out_the_effects_of_definitions_changes_nothing(style, monkeypatch):
    sources = [SETUP.source, *STYLES[style].split("\n---\n")]
    sources.append("print(linear_forward)\nsys.path.append('..')\nplt.figure()")
    ran: list[list[str]] = []

    def run_kept(kept, *_: object) -> None:
        ran.append([ast.unparse(one.statement) for one in kept])

    monkeypatch.setattr(statements, "run_kept", run_kept)
    loaded(*sources)
    monkeypatch.setattr(statements, "_are_enough", lambda *_: False)
    loaded(*sources)
    assert ran[0] == ran[1] != []


def test_effects_of_definitions_are_found_only_where_something_else_changes_names(monkeypatch):
    found = []
    monkeypatch.setattr(statements, "_Selection", lambda *_: found.append(1) or 1 / 0)
    loaded("import sys\nsys.path.append('..')", RIGHT, "print(linear_forward(1, 2, 3))")
    assert not found
    with pytest.raises(ZeroDivisionError):
        loaded(RIGHT, "table = []\ntable.append(1)")


RIGHT = "def linear_forward(A_prev, W, b):\n    return W @ A_prev + b, (A_prev, W, b)"
DEMONSTRATIONS = [
    "ran.append(linear_forward(1, 2, 3))",
    "Z, cache = linear_forward(ran.append(1), 2, 3)",
    "for step in range(3):\n    Z, cache = linear_forward(ran.append(1), 2, 3)",
    "def train():\n    ran.append(1)\n    linear_forward(1, 2, 3)\ntrain()",
    "plt.plot(ran.append(1))",
    "print(ran.append(1))",
    "parameters = train(ran.append(1))",
    "with open('x', 'w') as file:\n    file.write(str(ran.append(1)))",
    "while not ran:\n    ran.append(1)",
    "if not ran:\n    ran.append(1)",
]


@pytest.mark.parametrize("demonstration", DEMONSTRATIONS)
def test_demonstrations_training_and_plots_are_not_run(demonstration):
    """None of them changes what the function reads; `ran` is a list that it does not know."""
    space, failures = loaded("import numpy as np\nran = []", RIGHT, demonstration)
    assert (space["ran"], failures) == ([], [])


def test_what_an_exercise_leaves_behind_is_not_run_for():
    """A list that every call fills: its training runs stay out, what fills it elsewhere doesn't."""
    fills = RIGHT.replace("    return", "    log.append(A_prev)\n    return")
    space, _ = loaded("log = []", fills, "linear_forward(1, 2, 3)", "log.append(5)")
    assert space["log"] == [5]


def test_what_takes_too_long_is_stopped_and_the_rest_is_run(monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", 0.05)
    monkeypatch.setattr(budget.Budget, "__init__", lambda self: setattr(self, "left", 0.05))
    before = sys.gettrace()
    endless = "n = 0\nwhile True:\n    try:\n        n += 1\n    except Exception:\n        pass"
    space, failures = loaded("n = 7", endless, "def linear_forward():\n    return n")
    assert [type(one.error) for one in failures] == [TooLong]
    assert space["linear_forward"]() > 7
    assert sys.gettrace() is before


def test_what_fails_is_told_with_its_names_and_the_rest_is_run():
    space, failures = loaded("a, linear_forward = 1 / 0, 2\nb = 3", "import sys\nsys.exit()\nc = 4")
    assert [(sorted(one.names), type(one.error)) for one in failures] == [
        (["a", "linear_forward"], ZeroDivisionError)
    ]
    assert (space["b"], space["c"]) == (3, 4)
    _, failures = loaded("import sys\nlinear_forward = [sys.exit()]")
    assert [type(one.error) for one in failures] == [SystemExit]


def test_the_function_that_somebody_wrote_is_found_below_what_was_made_of_it():
    space, _ = loaded(SETUP.source, *STYLES["linear_forward: a partial"].split("\n---\n"))
    assert written(space["linear_forward"]) is space["forward"]
    space, _ = loaded(SETUP.source, *STYLES["compute_cost: decorated"].split("\n---\n"))
    assert written(space["compute_cost"]).__code__.co_name == "compute_cost"
    space, _ = loaded(SETUP.source, *STYLES["linear_forward: a method"].split("\n---\n"))
    assert written(space["linear_forward"]) is space["Layer"].forward
    assert written(np.vectorize(len)) is len
    assert written(dnn_utils.relu) is dnn_utils.relu
    looped = space["Layer"].forward
    looped.__wrapped__ = looped
    assert written(looped) is looped
