"""The bar beside a training loop: where it is shown, what it shows, and what it leaves behind."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from contextlib import redirect_stderr, redirect_stdout, suppress

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from kernels import WIDGET, printed, run_cells
from nbconvert import HTMLExporter
from tqdm.std import TMonitor

from dnn_utils import progress, progress_bar
from testcases.execution.call import quiet

pytestmark = pytest.mark.slow


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """A terminal, for `redirect_stderr`, in which the bar is drawn after each round."""
    monkeypatch.setattr(progress, "EVERY", 0)
    return Terminal()


def lines(terminal):
    """Give what stood in the terminal's line, one time after the other."""
    return [text.rstrip() for text in terminal.getvalue().split("\r") if text.strip()]


def screen(terminal):
    """Give what is seen in the end: what comes after a return goes over what was there."""
    rows = []
    for line in terminal.getvalue().split("\n"):
        seen = ""
        for text in line.split("\r"):
            seen = text + seen[len(text) :]
        rows.append(seen.rstrip())
    return rows


@pytest.mark.parametrize("count", [0, 1, 7, np.int64(3), True, -1])
def test_it_counts_like_range(count, capsys):
    bar = progress_bar(count)
    assert list(bar) == list(range(count))
    assert list(bar) == list(range(count))
    assert len(bar) == len(range(count))
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("count", [2.5, "3", None])
def test_no_whole_number(count):
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        progress_bar(count)


def test_without_a_display_nothing_is_said(capsys):
    bar = progress_bar(1000)
    for i in bar:
        bar.cost = i
    assert bar.cost == 999
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("stderr", [None, io.StringIO()])
def test_a_program_without_a_terminal(stderr, monkeypatch):
    monkeypatch.setattr(sys, "stderr", stderr)
    assert list(progress_bar(3)) == [0, 1, 2]
    assert stderr is None or stderr.getvalue() == ""


SHELL = """
import contextlib, io
from IPython.core.interactiveshell import InteractiveShell
from dnn_utils import progress_bar
InteractiveShell.instance()
print(*progress_bar(3))
stderr = io.StringIO()
stderr.isatty = lambda: True
with contextlib.redirect_stderr(stderr):
    print(*progress_bar(3))
print("of 3" in stderr.getvalue())
"""


def test_a_shell_of_ipython_that_is_neither_a_terminal_nor_a_kernel(tmp_path):
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", SHELL], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("0 1 2\n0 1 2\nTrue\n", "")


def test_a_terminal_shows_rate_time_and_cost(terminal):
    bar = progress_bar(4)
    with redirect_stderr(terminal):
        for i in bar:
            time.sleep(0.001)
            bar.cost = 0.5 / (i + 1)
    first, *_, last = lines(terminal)
    assert first.startswith("  0%|")
    assert "| 0 of 4, ?it/s, ? left" in first
    assert "cost" not in first
    assert last.startswith("100%|")
    assert "| 4 of 4, " in last
    assert last.endswith("it/s, 00:00 left, cost 0.125000")


class Odd:
    def __array__(self, *args, **kwargs):
        raise RuntimeError("no array of this")


COSTS = [
    (np.array([[0.25]]), "cost 0.250000"),
    (np.float32(0.25), "cost 0.250000"),
    (1, "cost 1.000000"),
    (np.nan, "cost nan"),
    (np.inf, "cost inf"),
    ([0.25, 0.5], ""),
    ("low", ""),
    (None, ""),
    (1j, ""),
    (Odd(), ""),
]


@pytest.mark.parametrize(("cost", "words"), COSTS)
def test_costs_of_any_kind(cost, words, terminal):
    bar = progress_bar(2)
    with redirect_stderr(terminal):
        for _ in bar:
            bar.cost = cost
    assert lines(terminal)[-1].endswith(f" left, {words}" if words else " left")


def stopped_by(stop):
    """Loop, and stop in the middle in one of several ways."""
    for i in progress_bar(9):
        if i == 4:
            if stop is None:
                break
            raise stop


@pytest.mark.parametrize("stop", [None, ValueError("mine"), KeyboardInterrupt()])
def test_however_the_loop_ends_the_line_is_empty(stop, terminal):
    with redirect_stderr(terminal), suppress(ValueError, KeyboardInterrupt):
        stopped_by(stop)
    assert lines(terminal)[-1].startswith(" 44%|")
    assert screen(terminal) == [""]


def test_a_bar_within_the_loop_of_another_only_counts(terminal):
    with redirect_stderr(terminal):
        for _ in progress_bar(2):
            assert list(progress_bar(7)) == [*range(7)]
    assert [line for line in lines(terminal) if " of 2, " not in line] == []
    with redirect_stderr(terminal), suppress(ValueError):
        stopped_by(ValueError("mine"))
    with redirect_stderr(terminal):
        assert list(progress_bar(3)) == [0, 1, 2]
    assert " of 3, " in lines(terminal)[-1]


def test_what_the_loop_prints_stays_whole(terminal):
    with redirect_stderr(terminal), redirect_stdout(terminal):  # one screen for both
        for i in progress_bar(3):
            print(f"Cost after iteration {i}")
        assert sys.stdout is terminal
    assert screen(terminal) == [*(f"Cost after iteration {i}" for i in range(3)), ""]


def test_it_is_drawn_a_few_times_a_second_however_often_the_cost_is_set(terminal, monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0.25)
    bar = progress_bar(100_000)
    began = time.perf_counter()
    with redirect_stderr(terminal):
        for i in bar:
            bar.cost = i
    assert len(lines(terminal)) <= 2 + (time.perf_counter() - began) / 0.25


def test_no_thread_is_started(terminal):
    monitors = {t for t in threading.enumerate() if isinstance(t, TMonitor)}  # of other tests
    with redirect_stderr(terminal):
        for _ in progress_bar(2):
            assert {t for t in threading.enumerate() if isinstance(t, TMonitor)} <= monitors
    assert lines(terminal)


def test_it_is_hidden_while_a_check_runs(terminal):
    with quiet():
        with quiet():
            pass
        with redirect_stderr(terminal):
            assert list(progress_bar(3)) == [0, 1, 2]
    assert terminal.getvalue() == ""
    with redirect_stderr(terminal):
        assert list(progress_bar(3)) == [0, 1, 2]
    assert lines(terminal)


def test_without_tqdm(terminal, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with redirect_stderr(terminal):
        assert list(progress_bar(3)) == [0, 1, 2]
    assert terminal.getvalue() == ""


LOOP = """
from dnn_utils import progress_bar
bar = progress_bar(300)
for i in bar:
    bar.cost = 0.5
    if i % 100 == 0:
        print(f"Cost after iteration {i}")
"""
SAID = "".join(f"Cost after iteration {i}\n" for i in (0, 100, 200))
ENDS = """
from dnn_utils import progress_bar
def train():
    for i in progress_bar(9):
        1 / (4 - i)
try:
    train()
except ZeroDivisionError:
    print("stopped")
for i in progress_bar(9):
    break
import threading
print([thread.name for thread in threading.enumerate() if "monitor" in repr(thread).lower()])
import ipywidgets.widgets.widget as all_of_them
print(all_of_them._instances)
import tqdm.std
print(hasattr(tqdm.std.TqdmDefaultWriteLock, "mp_lock"))
"""


def test_a_notebook_with_somebody_in_front_of_it():
    notebook, displayed = run_cells(LOOP, ENDS, attended=True)
    shown = [data for data in displayed if WIDGET in data]
    assert len(shown) == 3
    left = [o.data for cell in notebook.cells for o in cell.outputs if "data" in o]
    assert left == [{"text/html": "", "text/plain": ""}] * 3
    assert printed(notebook) == f"{SAID}stopped\n[]\n{{}}\nFalse\n"
    assert printed(notebook, "stderr") == ""
    # The file shows what was printed, and no trace of the bars.
    del notebook.metadata["widgets"]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "Cost after iteration 200" in page
    assert not [trace for trace in ("it/s", "IntProgress", "HBox", "cost 0.5") if trace in page]


CHECK = """
import numpy as np
from dnn_utils import progress_bar, relu, sigmoid
from testcases import check
def linear_forward(A_prev, W, b):
    for _ in progress_bar(3):
        Z = W @ A_prev + b
    return Z, (A_prev, W, b)
check(linear_forward)
"""
NO_WIDGETS = "import sys; sys.modules['ipywidgets'] = None"
NO_TQDM = "import sys; sys.modules['tqdm'] = None"


@pytest.mark.parametrize(
    ("cells", "attended"),
    [((LOOP,), False), ((NO_WIDGETS, LOOP), True), ((NO_TQDM, LOOP), True), ((CHECK,), True)],
    ids=["run by a program", "no ipywidgets", "no tqdm", "in a check"],
)
def test_a_notebook_where_nobody_would_see_it(cells, attended):
    notebook, displayed = run_cells(*cells, attended=attended)
    assert [data for data in displayed if WIDGET in data or not data.get("text/html")] == []
    assert printed(notebook) == (SAID if LOOP in cells else "")
    assert printed(notebook, "stderr") == ""
    assert "widgets" not in notebook.metadata
    nbformat.validate(notebook)
    said = [data["text/html"] for data in displayed if "text/html" in data]
    assert len(said) == (CHECK in cells)
    assert all("<b>linear_forward</b>: all tests pass" in text for text in said)
