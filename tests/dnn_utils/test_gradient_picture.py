"""The picture of a gradient check: which entries are off, and that it says so in words."""

from __future__ import annotations

import re

import numpy as np
import pytest
from networks import draw_network

import solutions
from dnn_utils import gradient_check, plot_gradient_check
from grader.misconceptions import MISCONCEPTIONS

pytestmark = pytest.mark.usefixtures("silent_backend")


def draw_open_network():
    """Give parameters, gradients and cost of a network whose ReLUs let everything through."""
    rng = np.random.default_rng(0)
    sizes = {"W1": (3, 4), "b1": (3, 1), "W2": (2, 3), "b2": (2, 1), "W3": (1, 2), "b3": (1, 1)}
    parameters = {name: rng.uniform(0.1, 0.5, shape) for name, shape in sizes.items()}
    X, Y = rng.uniform(0, 1, (4, 5)), np.array([[1, 0, 1, 1, 0]])

    def gradients():
        AL, caches = solutions.L_model_forward(X, parameters)
        return solutions.backward.L_model_backward(AL, Y, caches)

    def cost(changed):
        return solutions.compute_cost(solutions.L_model_forward(X, changed)[0], Y)

    return parameters, gradients, cost


def maps_of(figure):
    return {axes.get_title(): axes for axes in figure.axes if axes.get_title()}


def signs(axes):
    """Give the sign in each entry of a map as rows of text, a dot where there is none."""
    grid = [["·"] * int(axes.get_xlim()[1]) for _ in range(int(axes.get_ylim()[0]))]
    for text in axes.texts:
        x, y = text.get_position()
        grid[int(y)][int(x)] = text.get_text()
    return ["".join(row) for row in grid]


def verdicts(figure):
    """Give what the words say of each gradient, without its shape and error."""
    return dict(re.findall(r"(d\w+) of shape .*?: relative error \S+, ([^.]*)\.", figure.alt))


def test_right_gradients_are_quiet():
    parameters, gradients, cost = draw_open_network()
    figure = plot_gradient_check(parameters, gradients(), cost)
    maps = maps_of(figure)
    assert list(maps) == ["d" + name for name in parameters]
    assert len(figure.axes) == len(maps) + 1  # and the key
    for name, axes in maps.items():
        rows, columns = parameters[name[1:]].shape
        assert signs(axes) == ["·" * columns] * rows
        assert axes.get_xlabel() == "right"
        (mesh,) = axes.collections
        assert mesh.to_rgba(mesh.get_array())[..., :3].min() > 0.9
    assert verdicts(figure) == dict.fromkeys(maps, "right")


def flipped(*place):
    """Give a function that turns the sign of some entries."""

    def change(gradient):
        gradient[place] *= -1
        return gradient

    return change


EVERY = slice(None)
FOUND = [
    ("dW1", flipped(0, 1), ["·×··", "····", "····"], "wrong in 1 of 12 entries: [0, 1]"),
    ("dW1", flipped([0, 1], [3, 0]), ["···×", "×···", "····"],
     "wrong in 2 of 12 entries: [0, 3], [1, 0]"),
    ("dW1", flipped(1, EVERY), ["····", "××××", "····"], "wrong in row 1"),
    ("dW1", flipped([0, 2], EVERY), ["××××", "····", "××××"], "wrong in rows 0 and 2"),
    ("dW1", flipped(EVERY, 2), ["··×·", "··×·", "··×·"], "wrong in column 2"),
    ("dW1", lambda g: 7 * g, ["××××"] * 3, "wrong in every entry"),
    ("db1", lambda g: -g, ["×"] * 3, "wrong in every entry"),
    ("db1", flipped(2, 0), ["·", "·", "×"], "wrong in row 2"),
    ("dW3", lambda g: g * [[np.nan, 1]], ["×·"], "wrong in column 0"),
    ("db3", lambda g: g + np.inf, ["×"], "wrong in every entry"),
    ("db3", lambda g: g * (1 + 2e-6), ["?"], "doubtful in every entry"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "change", "shown", "words"), FOUND)
def test_it_shows_where_the_difference_is(name, change, shown, words):
    parameters, gradients, cost = draw_open_network()
    given = gradients()
    given[name] = change(given[name])
    figure = plot_gradient_check(parameters, given, cost)
    maps = maps_of(figure)
    assert signs(maps[name]) == shown
    assert maps[name].get_xlabel() == words.split()[0]
    assert verdicts(figure) == {**dict.fromkeys(maps, "right"), name: words}


def test_it_agrees_with_what_the_check_prints(capsys):
    parameters, gradients, cost = draw_open_network()
    given = gradients()
    given["dW2"] = given["dW2"] + 1e-6
    given["db3"] = given["db3"] * 2
    errors = gradient_check(parameters, given, cost)
    lines = [line.split(": relative error ") for line in capsys.readouterr().out.splitlines()]
    figure = plot_gradient_check(parameters, given, cost)
    assert capsys.readouterr().out == ""
    assert [name for name, _ in lines] == list(maps_of(figure)) == list(errors)
    for name, said in lines:
        assert maps_of(figure)[name].get_xlabel() == said.split(", ")[1]
        assert f"{name} of shape {given[name].shape}: relative error {said}" in figure.alt


def test_a_closed_relu_shows_as_zeros():
    """Behind a unit that lets nothing through all gradients are 0, however they are computed."""
    parameters, gradients, cost = draw_open_network()
    parameters["b1"][1] = -10
    given = gradients()
    figure = plot_gradient_check(parameters, {**given, "dW1": 2 * given["dW1"]}, cost)
    assert signs(maps_of(figure)["dW1"]) == ["××××", "0000", "××××"]
    assert signs(maps_of(figure)["dW2"]) == ["·0·", "·0·"]
    assert verdicts(figure)["dW1"] == "wrong in rows 0 and 2; the other rows are 0"
    assert verdicts(figure)["dW2"] == "right"
    both = plot_gradient_check(parameters, {**given, "dW2": 2 * given["dW2"]}, cost)
    assert verdicts(both)["dW2"] == "wrong in every entry that is not 0"


SEEN = {
    "dw-not-averaged": {"dW1", "dW2", "dW3"},
    "db-not-averaged": {"db1", "db2", "db3"},
    "da-averaged-too": {"dW1", "db1", "dW2", "db2"},
    "dal-to-every-layer": {"dW1", "db1", "dW2", "db2"},
    "dal-sign": {"dW1", "db1", "dW2", "db2", "dW3", "db3"},
    "backward-always-sigmoid": {"dW1", "db1", "dW2", "db2"},
}


@pytest.mark.slow
@pytest.mark.parametrize("slug", SEEN)
def test_real_mistakes_leave_their_mark(slug, monkeypatch):
    """Where the maps are dark tells which step is wrong, layer by layer."""
    mistake = MISCONCEPTIONS[slug]
    parameters, gradients, cost = draw_open_network()
    monkeypatch.setattr(solutions.backward, mistake.exercise, mistake.function)
    figure = plot_gradient_check(parameters, gradients(), cost)
    seen = {name for name, axes in maps_of(figure).items() if axes.get_xlabel() != "right"}
    assert seen == SEEN[slug]


def test_large_maps_have_no_room_for_signs():
    parameters, gradients, cost = draw_network([90, 4, 1])
    figure = plot_gradient_check(parameters, {**gradients, "dW1": -gradients["dW1"]}, cost)
    axes = maps_of(figure)["dW1"]
    assert len(axes.texts) == 0
    assert axes.get_xticks().tolist() == [0.5, 89.5]
    assert figure.get_figwidth() <= 9.4


def test_words_for_many_entries_stop_somewhere():
    t = np.ones((1, 20))
    given = 2 * t + (np.arange(20) % 2)
    figure = plot_gradient_check({"t": t}, {"dt": given}, lambda p: np.sum(p["t"] ** 2))
    assert verdicts(figure)["dt"] == (
        "wrong in 10 of 20 entries: [0, 1], [0, 3], [0, 5], [0, 7], [0, 9], [0, 11], [0, 13], "
        "[0, 15], "
    )


@pytest.mark.slow
def test_many_small_differences_add_up():
    given = np.full(9, 2e-7) + [2, 0, 0, 0, 0, 0, 0, 0, 0]
    figure = plot_gradient_check({"t": np.ones(9)}, {"dt": given}, lambda p: p["t"][0] ** 2)
    assert signs(maps_of(figure)["dt"]) == ["·" * 9]
    assert verdicts(figure)["dt"] == "doubtful as a whole, though no single entry is"


@pytest.mark.parametrize("shape", [(), (5,), (2, 2, 3)])
def test_arrays_of_other_shapes(shape):
    t = np.ones(shape)
    figure = plot_gradient_check({"t": t}, {"dt": 2 * t}, lambda p: np.sum(p["t"] ** 2))
    assert verdicts(figure) == {"dt": "right"}
    figure = plot_gradient_check({"t": t}, {"dt": 3 * t}, lambda p: np.sum(p["t"] ** 2))
    assert set("".join(signs(maps_of(figure)["dt"]))) == {"×"}


def test_what_is_given_stays():
    parameters, gradients, cost = draw_open_network()
    given = gradients()
    for array in [*parameters.values(), *given.values()]:
        array.flags.writeable = False
    kept = dict(given)
    plot_gradient_check(parameters, given, cost)
    assert all(given[name] is array for name, array in kept.items())


ONE = {"b1": np.ones((3, 1))}
NOTHING = "There is nothing to check: parameters should hold arrays of numbers."
NO_CHECK = [
    ((ONE, {}, lambda p: 0.0), "The gradients have no db1; each parameter needs one."),
    (
        (ONE, {"db1": np.ones(3)}, lambda p: 0.0),
        "db1 has the shape (3,) and b1 (3, 1); they should be the same.",
    ),
    ((ONE, {"db1": ONE["b1"]}, lambda p: None), "The cost should be one number; it is None."),
    (({}, {}, lambda p: 0.0), NOTHING),
    (({"W1": np.ones((0, 2))}, {"dW1": np.ones((0, 2))}, lambda p: 0.0), NOTHING),
]


@pytest.mark.parametrize(("arguments", "words"), NO_CHECK)
def test_no_check(arguments, words):
    with pytest.raises(ValueError) as error:
        plot_gradient_check(*arguments)
    assert str(error.value) == words
