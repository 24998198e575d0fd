"""Where the course's figures are shown, and how often."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import matplotlib.pyplot as plt
import pytest
from conftest import ROOT

from dnn_utils import plot_costs
from dnn_utils.figure import CourseFigure

COSTS = [0.75, 0.5, 0.625, 0.25]
pytestmark = pytest.mark.usefixtures("silent_backend")


def test_the_file_carries_the_words():
    figure = plot_costs(COSTS, 0.1)
    assert b"Description\0" + figure.alt.encode() in figure.as_png()


def test_a_screen_gets_a_window(monkeypatch):
    shown = []
    monkeypatch.setattr(plt, "get_backend", lambda: "TkAgg")
    monkeypatch.setattr(plt, "show", lambda: shown.append(plt.gcf()))
    figure = plot_costs(COSTS, 0.1)
    assert shown == [figure]
    plt.close(figure)


def test_without_a_screen_nothing_is_shown_and_nothing_piles_up(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: pytest.fail("shown"))
    for _ in range(25):
        assert isinstance(plot_costs(COSTS, 0.1), CourseFigure)


CELLS = """\
from dnn_utils import plot_costs; costs = [0.75, 0.5]
plot_costs(costs, 1)
print("before"); plot_costs(costs, 2); print("after")
figure = plot_costs(costs, 3)
figure
figure = plot_costs(costs, 4); figure
plot_costs(costs, 5); plot_costs(costs, 6)
import matplotlib.pyplot as plt; plt.plot([1, 2]); plot_costs(costs, 7); print(plt.get_fignums())
plt.switch_backend("agg"); figure = plot_costs(costs, 8)
figure
"""
NOTEBOOK = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
shown = []
for source in json.load(sys.stdin):
    with capture_output() as captured:
        shell.run_cell(source, store_history=True).raise_error()
    shown.append([(output.data, output.metadata) for output in captured.outputs if output.data])
json.dump(shown, sys.stdout)
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Run CELLS as a notebook does, with its backend, and give the outputs of each."""
    backend = "module://matplotlib_inline.backend_inline"
    folder = tmp_path_factory.mktemp("ipython")
    environment = {**os.environ, "MPLBACKEND": backend, "IPYTHONDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", NOTEBOOK],
        input=json.dumps(CELLS.splitlines()),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outputs = json.loads(done.stdout)
    assert len(outputs) == len(CELLS.splitlines())
    return outputs


def rates(outputs):
    """Give the learning rates of the course's pictures, None for another figure."""
    words = [data["text/plain"] for data, _ in outputs]
    return [int(w.split("rate ")[1].split(":")[0]) if "rate" in w else None for w in words]


@pytest.mark.slow
def test_a_notebook_shows_each_figure_once(shown):
    expected = [[], [1], [2], [3], [3], [4], [5, 6], [7, None], [], [8]]
    assert [rates(outputs) for outputs in shown] == expected


def test_a_notebook_gets_the_words_and_the_width(shown):
    ((data, metadata),) = shown[1]
    words = "The cost at learning rate 1: 0.75 at iteration 0, 0.5 at 100; highest 0.75, "
    words += "lowest 0.5."
    assert data["text/plain"] == words
    assert metadata == {"image/png": {"alt": words, "width": 600}}
    assert data["text/html"] == (
        '<div style="overflow-x: auto">'
        f'<img src="data:image/png;base64,{data["image/png"]}" alt="{words}" width="600" '
        'style="max-width: 100%; min-width: 330px; height: auto"></div>'
    )
