"""Pictures with a slider, and what is shown in their place where none runs."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from kernels import WIDGET, printed, run_cells
from nbconvert import HTMLExporter
from points import X, Y, drawn, step

from dnn_utils import explore_boundary, explore_learning_rate, plot_costs, plot_decision_boundary
from dnn_utils.figure import CourseFigure
from dnn_utils.plots.style import BLUE, PALE

pytestmark = [pytest.mark.usefixtures("silent_backend"), pytest.mark.slow]


def at(edge):
    """Say 1 right of an edge."""
    return lambda x: (x[:1] > edge) * 0.8 + 0.1


def snapshots(count):
    return {f"after {n} steps": at(n / 10) for n in range(count)}


@pytest.mark.parametrize(
    ("count", "chosen"), [(1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (4, [0, 2, 3]), (11, [0, 5, 10])]
)
def test_the_first_the_middle_and_the_last_side_by_side(count, chosen):
    figure = explore_boundary(snapshots(count), X, Y)
    assert isinstance(figure, CourseFigure)
    titles = [axes.get_title().split("\n")[0] for axes in drawn(figure)]
    assert titles == [f"after {n} steps" for n in chosen]


def test_the_static_picture_is_that_of_plot_decision_boundary():
    shown = explore_boundary(snapshots(3), X, Y)
    expected = plot_decision_boundary(snapshots(3), X, Y)
    assert shown.alt == expected.alt
    assert shown.as_png() == expected.as_png()


def test_each_network_is_asked_once():
    asked = []
    networks = {n: lambda x, n=n: asked.append(n) or step(x) for n in range(5)}
    explore_boundary(networks, X, Y)
    assert asked == [0, 1, 2, 3, 4]


def test_what_plot_decision_boundary_refuses_is_refused():
    with pytest.raises(ValueError, match="predict is an empty dictionary"):
        explore_boundary({}, X, Y)
    with pytest.raises(ValueError, match="predict should give probabilities, which are from 0"):
        # Also of one that only the slider would show.
        explore_boundary({0: step, 1: lambda x: step(x) * 9, 2: step, 3: step}, X, Y)


COURSES = {0.001: [0.75, 0.5], 0.1: [0.75, 0.25], 1: [0.75, 2.0]}


def test_each_rate_is_trained_with_once():
    asked = []
    figure = explore_learning_rate(lambda r: asked.append(r) or COURSES[r], iter(COURSES), every=10)
    assert asked == list(COURSES)
    expected = plot_costs({f"learning rate {r:g}": c for r, c in COURSES.items()}, every=10)
    assert figure.alt == expected.alt
    assert figure.as_png() == expected.as_png()


def test_rates_and_costs_that_are_none():
    with pytest.raises(ValueError) as error:
        explore_learning_rate(COURSES.get, [])
    assert str(error.value) == "There is nothing to show: rates is empty."
    with pytest.raises(ValueError, match="The costs should be a list of numbers"):
        explore_learning_rate(lambda rate: None, [0.1])


def test_many_curves_all_look_different():
    figure = explore_learning_rate(lambda rate: [rate, 0.5], np.arange(1, 26))
    looks = {(line.get_color(), line.get_marker()) for line in figure.axes[0].lines}
    assert len(looks) == 25


def test_one_curve_stands_out():
    from dnn_utils.plots.explore import _one_of

    curves = {"0.001": np.array([0.75, 0.5]), "0.1": np.array([0.75, 0.25])}
    figure = _one_of(curves, "0.1", 20)
    pale, strong = figure.axes[0].lines
    assert (pale.get_color(), strong.get_color()) == (PALE, BLUE)
    assert strong.get_linewidth() > 2 * pale.get_linewidth()
    assert strong.get_xdata().tolist() == [0, 20]
    assert figure.axes[0].get_title() == "Learning rate 0.1"
    assert figure.alt == (
        "The cost at learning rate 0.1: 0.75 at iteration 0, 0.25 at 20; highest 0.75, lowest "
        "0.25. Pale, the curves at 0.001."
    )
    plt.close(figure)


EXPLORE = """
import numpy as np
from dnn_utils import explore_boundary, explore_learning_rate
rng = np.random.default_rng(0)
X = rng.uniform(-1, 1, (2, 20)); Y = (X[:1] > 0.25).astype(int)
def at(edge):
    return lambda x: (x[:1] > edge) * 0.8 + 0.1
figure = explore_boundary({f"edge {n}": at(n / 10) for n in range(5)}, X, Y)
figure
"""
RATES = "explore_learning_rate(lambda rate: [0.7, rate], [0.1, 0.2])"
MOVE = """
import json
from ipywidgets import HTML, SelectionSlider
from ipywidgets.widgets.widget import _instances
widgets = list(_instances.values())
sliders = [one for one in widgets if isinstance(one, SelectionSlider)]
pictures = [one for one in widgets if isinstance(one, HTML)]
seen = []
for slider, picture in zip(sliders, pictures):
    for label in (*slider.options, slider.options[1]):
        slider.value = label
        seen.append([slider.description, label, picture.value])
print(json.dumps(seen))
import matplotlib.pyplot as plt
assert plt.get_fignums() == []
"""
NO_WIDGETS = "import sys; sys.modules['ipywidgets'] = None"


@pytest.fixture(scope="module")
def attended():
    return run_cells(EXPLORE, RATES, MOVE, attended=True)


@pytest.mark.exhaustive
def test_the_slider_and_the_static_picture_are_one_output(attended):
    notebook, (boundary, bar, curves) = attended
    assert bar.keys() == {WIDGET, "text/html", "text/plain"}
    assert bar["text/html"] == bar["text/plain"] == ""
    for data, words in (boundary, "Decision boundary, edge 0: "), (curves, "2 cost curves"):
        assert set(data) == {WIDGET, "text/html", "image/png", "text/plain"}
        assert data["text/plain"].startswith(words)
        assert f'alt="{words}' in data["text/html"]
        assert data["image/png"] in data["text/html"]
    assert boundary["text/plain"].count("Decision boundary, edge") == 3
    assert [o for cell in notebook.cells for o in cell.outputs if o.output_type == "error"] == []


def test_the_slider_goes_through_all(attended):
    notebook, _ = attended
    seen = json.loads(printed(notebook))
    stops = [f"edge {n}" for n in range(5)]
    assert [(name, label) for name, label, _ in seen] == [
        *(("Network", label) for label in [*stops, stops[1]]),
        *(("Learning rate", label) for label in ("0.1", "0.2", "0.2")),
    ]
    for _, label, picture in seen:
        words = picture.split('alt="')[1].split('"')[0]
        assert words.startswith(
            (f"Decision boundary, {label}:", f"The cost at learning rate {label}")
        )
        assert words.count("Decision boundary") <= 1
    assert len({picture for _, _, picture in seen}) == 7


@pytest.mark.parametrize(
    ("cells", "attended"),
    [((EXPLORE, RATES), False), ((NO_WIDGETS, EXPLORE, RATES), True)],
    ids=["run by a program", "no ipywidgets"],
)
def test_without_a_slider_there_is_the_static_picture(cells, attended):
    notebook, displayed = run_cells(*cells, attended=attended)
    assert [set(data) for data in displayed] == [{"text/html", "image/png", "text/plain"}] * 2
    assert printed(notebook, "stderr") == ""
    assert "widgets" not in notebook.metadata


def test_nothing_to_move_needs_no_slider():
    one = EXPLORE.replace("range(5)", "range(1)")
    _, displayed = run_cells(one, attended=True)
    assert [set(data) for data in displayed] == [{"text/html", "image/png", "text/plain"}]


def test_nbconvert_shows_the_static_picture_of_a_saved_notebook(attended):
    notebook = nbformat.from_dict(attended[0])
    del notebook.metadata["widgets"]  # as JupyterLab saves it
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert page.count('<img alt="') + page.count('" alt="') == 2
    assert "widget-view" not in page


def test_where_figures_are_silent_nothing_is_published():
    silent = "import matplotlib; matplotlib.use('agg')"
    _, displayed = run_cells(silent, EXPLORE.rsplit("\n", 2)[0], attended=True)
    assert displayed == []
