"""The numbers in the notebooks' prose, computed anew; and what their prose may look like."""

from __future__ import annotations

import contextlib
import functools
import io
import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from recipe import COST_TABLE, ORIGINAL_TEST_ACCURACY, ORIGINAL_TRAIN_ACCURACY

import solutions
from dnn_utils import load_data, progress_bar, relu, relu_backward, sigmoid, sigmoid_backward
from dnn_utils.cat_network import cat_probability
from dnn_utils.data import OWN
from dnn_utils.plots.backward import _steps
from grader.authoring.directives import guesses_in
from grader.authoring.notebooks import build_instructor, source_files
from grader.authoring.self_study import with_solutions
from grader.this_course import COURSE

TEXTS = {path.stem[:2]: path.read_text(encoding="utf-8") for path in source_files(COURSE)}
DEEP, SHALLOW = [12288, 20, 7, 5, 1], [12288, 7, 1]
# JupyterLab sets code in 13 pixels, of which a character is 0.602 wide: 71 are less than 560.
WIDEST = 71


def says(notebook: str, *phrases: str) -> None:
    """Hold phrases against the prose of a notebook, whatever its line breaks."""
    text = " ".join(TEXTS[notebook].split())
    for phrase in phrases:
        assert phrase in text, f"{notebook} does not say {phrase!r}"


def answer(name: str):
    """Give the answer to a prediction."""
    for number, text in TEXTS.items():
        for guess, (value, _) in guesses_in(text, number).items():
            if guess == name:
                return value
    raise AssertionError(name)


def cross_entropy(a: float, y: int) -> float:
    return solutions.compute_cost(np.array([[a]]), np.array([[y]]))


def entropy(p: float) -> float:
    return float(-(p * np.log(p) + (1 - p) * np.log(1 - p)))


def test_counts_of_parameters():
    sizes = solutions.initialize_parameters_deep(DEEP)
    count = sum(array.size for array in sizes.values())
    says("04", f"has {count:,} parameters", f"take {count:,} forward passes")
    says("04", f"would take {2 * count * 0.005 / 60:.0f} minutes")
    weights = [sizes[f"W{layer}"].size for layer in (1, 2, 3, 4)]
    says("01", f"{weights[0]:,} weights", f"have {sum(weights[1:])} weights between them")
    assert answer("count-parameters") == sum(
        array.size for array in solutions.initialize_parameters(3, 2, 1).values()
    )
    assert answer("shape-in-the-cat-network") == sizes["W3"].shape
    assert answer("recall-parameters") == 4 * 5 + 4
    assert answer("how-many-numbers") == 64 * 64 * 3


def test_a_backward_pass_takes_two_products_for_one(monkeypatch):
    """Products of the same size as those of the forward pass, which has one in each layer."""
    counts, dot = [], np.dot

    def counting(one, other):
        counts.append(one.shape[0] * one.shape[1] * other.shape[1])
        return dot(one, other)

    monkeypatch.setattr(np, "dot", counting)
    _, cache = solutions.linear_forward(np.ones((3, 6)), np.ones((4, 3)), np.ones((4, 1)))
    assert counts == [4 * 3 * 6]
    solutions.linear_backward(np.ones((4, 6)), cache)
    assert counts == [4 * 3 * 6] * 3
    says("04", "about twice the price of a forward pass", '"twice the price" from the beginning')


def test_worked_examples_of_the_forward_pass():
    W, A, b = np.array([[1, 2]]), np.array([[3, 0], [1, 1]]), np.array([[4]])
    Z, _ = solutions.linear_forward(A, W, b)
    assert Z.tolist() == [[9, 6]]
    both, biases = np.array([[1, 2], [0, -1]]), np.array([4, 10])
    right, _ = solutions.linear_forward(A, both, biases.reshape(2, 1))
    wrong = both @ A + biases
    for Z in (right, wrong):
        (p, q), (r, s) = Z.tolist()
        says("02", f"\\begin{{pmatrix}} {p} & {q} \\\\ {r} & {s} \\end{{pmatrix}}")
    off, (_, Z) = solutions.linear_activation_forward(A, W, b - 11, "relu")
    assert (Z.tolist(), off.tolist()) == ([[-2, -5]], [[0, 0]])
    says("02", "bias were $-7$ instead of 4, you would have $Z = (-2, \\ -5)$")
    assert answer("largest-sigmoid") == pytest.approx(sum(sigmoid(np.array([2.0, -2.0]))[0]))
    assert answer("recall-relu-layer") == relu(np.array(2 * 4 - 1 * 1 - 3))[0]


def small_network():
    """Give the network of one unit a layer that the notebooks work out by hand."""
    parameters = {"W1": [[2]], "b1": [[-1]], "W2": [[0.2]], "b2": [[-1]]}
    return {name: np.array(value, float) for name, value in parameters.items()}


def test_the_small_network_forward_back_and_after_a_step():
    X, Y, parameters = np.array([[3.0]]), np.array([[1]]), small_network()
    AL, caches = solutions.L_model_forward(X, parameters)
    assert (caches[0][1].item(), caches[1][1].item(), AL.item()) == (5, 0, 0.5)
    grads = solutions.L_model_backward(AL, Y, caches)
    expected = {"dW2": -2.5, "db2": -0.5, "dA1": -0.1, "dW1": -0.3, "db1": -0.1, "dA0": -0.2}
    assert {name: round(grads[name].item(), 12) for name in expected} == expected
    says("04", "= -2.5, \\quad db^{[2]} = -0.5, \\quad da^{[1]} = 0.2 \\cdot (-0.5) = -0.1")
    says("04", "= -0.3, \\quad db^{[1]} = -0.1, \\quad da^{[0]} = 2 \\cdot (-0.1) = -0.2")
    before = solutions.compute_cost(AL, Y)
    assert max(gradient.item() for gradient in grads.values()) < 0
    assert min(expected, key=expected.get) == "dW2"
    nudged = {**parameters, "W2": parameters["W2"] + 0.01}
    says("04", f"falls by about $2.5 \\cdot 0.01 = {before - cost_of(X, Y, nudged):.3f}$")
    parameters = solutions.update_parameters(parameters, grads, 0.1)
    W1, b1, W2, b2 = (parameters[name].item() for name in ("W1", "b1", "W2", "b2"))
    says("05", f"$W^{{[1]}} = {W1:.2f}$, $b^{{[1]}} = {b1:.2f}$, $W^{{[2]}} = {W2:.2f}$")
    says("05", f"$b^{{[2]}} = {b2:.2f}$")
    AL, caches = solutions.L_model_forward(X, parameters)
    z1, z2 = caches[0][1].item(), caches[1][1].item()
    says("05", f"$z^{{[1]}} = {z1:.1f}$, $z^{{[2]}} = {z2:.3f}$, $a^{{[2]}} = {AL.item():.3f}$")
    after = solutions.compute_cost(AL, Y)
    says("05", f"lowered the loss from {before:.3f} to {after:.3f}")


def test_losses():
    says("03", f"-\\log 0.5 = {cross_entropy(0.5, 1):.3f}$")
    says("03", f"-\\log(1 - 0.25) = {cross_entropy(0.25, 0):.3f}$")
    cost = solutions.compute_cost(np.array([[0.5, 0.25]]), np.array([[1, 0]]))
    says("03", f"= {cost:.3f}$.")
    assert answer("loss-of-one-half") == pytest.approx(cross_entropy(0.5, 1), abs=1e-6)
    assert answer("recall-loss-of-a-quarter") == pytest.approx(cross_entropy(0.25, 1), abs=1e-6)
    assert answer("best-constant-answer") == pytest.approx(72 / 209, abs=1e-6)
    assert answer("what-to-expect") == round(entropy(72 / 209), 3)
    says("03", f"here {entropy(72 / 209):.3f}", f"a cost of {entropy(72 / 209):.3f} means")
    assert entropy(0.5) == pytest.approx(answer("recall-constant-network"), abs=1e-6)
    q = 72 / 209
    assert -q / q + (1 - q) / (1 - q) == 0
    costs = [-(q * np.log(p) + (1 - q) * np.log(1 - p)) for p in (q - 0.01, q, q + 0.01)]
    assert min(costs) == costs[1] == pytest.approx(entropy(q))
    assert 1 / (1 + np.exp(-40.0)) == 1
    says("03", f"The true loss is {np.log1p(np.exp(40.0)):.3f}")


def test_a_weight_that_is_nudged():
    def forward(w):
        z = w * 3 - 0.2
        a = 1 / (1 + np.exp(-z))
        return w, z, a, -np.log(a)

    one, other = np.array(forward(0.2)), np.array(forward(0.21))
    for name, *row in zip("wza", one, other, other - one, strict=False):
        before, after, change = row
        says("04", f"| ${name}$ | {before:.4f} | {after:.4f} | ${change:+.4f}$ |")
    says("04", f"| {one[3]:.4f} | {other[3]:.4f} | ${other[3] - one[3]:+.4f}$ |")
    says("04", f"fell by {(one[3] - other[3]) / 0.01:.2f} times the nudge")
    a = one[2]
    says("04", f"-(1 - {a:.4f}) \\cdot 3 = {-(1 - a) * 3:.3f}$")
    assert answer("steepest-sigmoid") == sigmoid_backward(np.ones(1), np.zeros(1)).item() ** 3


def test_the_network_that_a_gradient_is_followed_through():
    """The example of the sliders is the one that is worked out further below."""
    given = re.search(r"explore_backward\((.*?)\);", TEXTS["04"], re.DOTALL)[1]
    parameters, X, Y = eval(f"(lambda p, X, Y: (p, X, Y))({given})")
    for name, value in parameters.items():
        says("04", f"${name[0]}^{{[{name[1]}]}} = {value}$")
    arrays = {name: np.array([[float(value)]]) for name, value in parameters.items()}
    assert X[1] * parameters["W1"] + parameters["b1"] == -0.6
    for x, y in zip(X, Y, strict=True):
        AL, caches = solutions.L_model_forward(np.array([[float(x)]]), arrays)
        grads = solutions.L_model_backward(AL, np.array([[y]]), caches)
        shown = {
            step.result.split(" = ")[0]: float(step.result.split(" = ")[-1])
            for step in _steps(parameters, x, y)
        }
        for name, gradient in grads.items():
            assert shown[name] == pytest.approx(gradient.item(), rel=1e-3), name
        assert shown["dA2"] == pytest.approx((AL - y).item() / (AL * (1 - AL)).item(), rel=1e-3)
    assert (X[0], Y[0]) == (3, 1)


def test_the_two_products_that_share_their_first_factors():
    parameters, (x, y) = small_network(), (3.0, 1)
    AL, caches = solutions.L_model_forward(np.array([[x]]), parameters)
    grads = solutions.L_model_backward(AL, np.array([[y]]), caches)
    a1, a2, one = caches[1][0][0], AL, np.ones((1, 1))
    shared = (-y / a2 + (1 - y) / (1 - a2)) * sigmoid_backward(one, caches[1][1])
    assert grads["dW2"] == pytest.approx(shared * a1)
    slope = relu_backward(one, caches[0][1])
    assert grads["dW1"] == pytest.approx(shared * parameters["W2"] * slope * x)
    says(
        "04", "_{dz^{[2]}} \\cdot \\, a^{[1]}$$", "W^{[2]} \\cdot \\text{relu}'(z^{[1]}) \\cdot x$$"
    )


def test_the_worked_example_of_the_linear_part_backward():
    dZ, A, W = np.array([[2, 4]]), np.array([[1, 0], [3, 1]]), np.array([[5, 6]])
    dA, dW, db = solutions.linear_backward(dZ, (A, W, np.zeros((1, 1))))
    assert (dA.tolist(), dW.tolist(), db.tolist()) == ([[10, 20], [12, 24]], [[1, 5]], [[3]])
    dZ = relu_backward(np.array([[3, 5]]), np.array([[-1, 2]]))
    assert dZ.tolist() == [[0, 5]]


def test_divided_draws():
    one, other = factor_on_draws(100), factor_on_draws(4)
    says("05", f"| $(4, 100)$ | {1 / one:.0f} |", f"| $(1, 4)$ | {1 / other:.0f} |")
    says("05", f"$1.5 / 10 = {1.5 * one:.2f}$ in layer 1, and $1.5 / 2 = {1.5 * other:.2f}$")
    says("05", f"$2 - 0.1 \\cdot 0.5 = {step(2.0, 0.5):.2f}$")


def test_two_iterations_by_hand():
    X = Y = np.ones((1, 1))
    parameters, rows = {"W1": np.zeros((1, 1)), "b1": np.zeros((1, 1))}, []
    for t in (0, 1):
        AL, caches = solutions.L_model_forward(X, parameters)
        cost, grads = solutions.compute_cost(AL, Y), solutions.L_model_backward(AL, Y, caches)
        old, z = parameters["W1"].item(), caches[0][1].item()
        parameters = solutions.update_parameters(parameters, grads, 1)
        assert parameters["W1"] == parameters["b1"]
        new, a = parameters["W1"].item(), AL.item()
        rows.append(f"| {t} | {old:.3g} | {z:.3g} | {a:.3g} | {cost:.3f} |")
        rows.append(f"| ${grads['dW1'].item():.3g}$ | {new:.3g} |")
    says("05", *rows)


@functools.cache
def ring():
    X = np.random.default_rng(0).uniform(-1, 1, (2, 200))
    return X, inside(X)


def inside(X):
    return (np.abs(np.hypot(X[0], X[1]) - 0.6) < 0.2).astype(int).reshape(1, -1)


def train(X, Y, sizes, rate, iterations, initialize, seed=1):
    np.random.seed(seed)
    return solutions.L_layer_model(X, Y, sizes, rate, iterations, initialize=initialize)


def cost_of(X, Y, parameters):
    return solutions.compute_cost(solutions.L_model_forward(X, parameters)[0], Y)


@pytest.mark.exhaustive
def test_the_ring():
    (X, Y), sizes = ring(), [2, 20, 10, 5, 1]
    deep, scaled = solutions.initialize_parameters_deep, solutions.initialize_parameters_scaled
    stalled = cost_of(X, Y, train(X, Y, sizes, 0.5, 2000, deep))
    assert stalled == pytest.approx(entropy(Y.mean()), abs=1e-6)
    says("05", f"stuck at the entropy, {entropy(Y.mean()):.3f}")
    few = X[:, :5], Y[:, :5]
    assert few[1].sum() == 3
    says("05", f"The cost is {cost_of(*few, train(*few, sizes, 0.5, 500, deep)):.3f}, the entropy")
    assert entropy(3 / 5) == pytest.approx(0.673, abs=5e-4)
    says("05", f"becomes {cost_of(*few, train(*few, sizes, 0.5, 500, scaled)):.6f}")
    np.random.seed(1)
    _, caches = solutions.L_model_forward(X, deep(sizes))
    spreads = [X.std(), *(Z.std() for _, Z in caches)]
    factors = [one / other for one, other in itertools.pairwise(spreads)]
    says("05", f"factors from {min(factors):.0f} to {max(factors):.0f}")
    says("05", f"deviation of about {spreads[0]:.1f}")
    says("05", f"is about {2**0.5 * 0.01 * 0.6:.4f}")
    np.random.seed(1)
    AL, _ = solutions.L_model_forward(X, scaled(sizes))
    says("05", f"The first cost is {solutions.compute_cost(AL, Y):.3f}, not 0.693")
    says("05", f"range from {AL.min():.2f} to {AL.max():.2f}")
    learned = train(X, Y, sizes, 0.5, 2000, scaled)
    AL, _ = solutions.L_model_forward(X, learned)
    assert ((AL > 0.5) == Y).all()
    new = np.random.default_rng(7).uniform(-1, 1, (2, 5000))
    right = np.mean((solutions.L_model_forward(new, learned)[0] > 0.5) == inside(new))
    says("05", f"{right:.0%} of the new ones")
    line = train(X, Y, [2, 1], 0.5, 2000, scaled)
    right = np.mean((solutions.L_model_forward(X, line)[0] > 0.5) == Y)
    assert right < max(Y.mean(), 1 - Y.mean()) + 0.02
    assert answer("straight-line") == "b"
    assert answer("divisor-in-the-cat-network") == pytest.approx(12288**0.5, abs=0.005)


@functools.cache
def cats():
    x, y, t, u, _ = load_data(OWN)
    x, t = (pixels.reshape(len(pixels), -1).T / 255 for pixels in (x, t))
    return x, y, t, u


@functools.cache
def trained(sizes, seed, iterations):
    """Train on the cats, the fast way; a single unit has no layers above the first."""
    x, y, _, _ = cats()
    np.random.seed(seed)
    if len(sizes) > 2:
        start = solutions.initialize_parameters_scaled
        out = io.StringIO()
        with contextlib.redirect_stdout(out), pytest.MonkeyPatch.context() as patch:
            patch.setattr("solutions.fast.plot_costs", lambda costs, learning_rate: None)
            parameters = solutions.L_layer_model_fast(
                x, y, [*sizes], 0.0075, iterations, True, start
            )
        return parameters, [float(line.split()[-1]) for line in out.getvalue().splitlines()]
    parameters = solutions.initialize_parameters_scaled([*sizes])
    WX, G, S, b = parameters["W1"] @ x, x.T @ x, np.zeros(y.shape), parameters["b1"]
    Z = WX + b
    for _ in range(iterations):
        S, b, Z = solutions.gram_step(S, b, sigmoid(Z)[0] - y, 0.0075, WX, G)
    return {"W1": parameters["W1"] - S @ x.T, "b1": b}, []


def accuracy(parameters, X, Y):
    return float(np.mean((solutions.L_model_forward(X, parameters)[0] > 0.5) == Y))


@pytest.mark.exhaustive
def test_the_cat_classifier():
    x, y, t, u = cats()
    assert "num_iterations = 300" in TEXTS["06"]
    deep, costs = trained(tuple(DEEP), 1, 300)
    longer, more_costs = trained(tuple(DEEP), 1, 2500)
    np.random.seed(1)
    AL, _ = solutions.L_model_forward(x, solutions.initialize_parameters_scaled(DEEP))
    says("06", f"The first cost is {costs[0]:.3f}, not", f"the cost is {costs[1]:.3f}, already")
    says("06", f"between {AL.min():.2f} and {AL.max():.2f} for each of them")
    assert len(trained(tuple(DEEP), 1, 1200)[1]) == answer("recall-first-costs")
    assert len(more_costs) == answer("how-many-costs")
    shallow, _ = trained(tuple(SHALLOW), 1, 300)
    one, other = accuracy(deep, t, u), accuracy(shallow, t, u)
    says("06", f"with {accuracy(deep, x, y):.2f} and {one:.2f}. This is the overfitting")
    says(
        "06", f"gets {accuracy(shallow, x, y):.2f} of its training pictures right, and {other:.2f}"
    )
    says("06", f"The deep network gets {one:.2f} on the test set")
    assert round(50 * (one - other)) == 6
    says("06", "The difference is six pictures of 50")
    one_more, _ = trained(tuple(DEEP), 1, 301)
    says("06", f"The cost rises from {cost_of(x, y, deep):.3f} to {cost_of(x, y, one_more):.3f}")
    says("06", f"the test accuracy drops to {accuracy(one_more, t, u):.2f}")
    others = [trained(tuple(DEEP), seed, 300)[0] for seed in range(2, 13)]
    for iterations, words in ((300, "gets anything from {} to {}"), (1200, "with {} to {}, much")):
        networks = (trained(tuple(DEEP), seed, iterations)[0] for seed in range(2, 13))
        right = [accuracy(parameters, t, u) for parameters in networks]
        says("06", words.format(f"{min(right):.2f}", f"{max(right):.2f}"))
    unit = accuracy(trained((12288, 1), 1, 300)[0], t, u)
    says("06", f"Even a single unit, `[12288, 1]`, gets {unit:.2f}")
    says("06", f"falls from {costs[-1]:.2f} to {more_costs[-1]:.2f}")
    right = [accuracy(p, t, u) for p in (deep, longer, trained(tuple(DEEP), 1, 1200)[0])]
    says("06", f"is {right[1]:.2f}, one picture", f"(After 1200 it is {right[2]:.2f}, one more.)")
    assert [round(50 * (other - right[0])) for other in right[1:]] == [-1, 1]
    says("06", f'always predicting "cat" gets {u.mean():.2f} on the test set')
    noise = np.random.default_rng(1).uniform(0, 1, (12288, 100))
    called = [int(np.sum(solutions.L_model_forward(noise, p)[0] > 0.5)) for p in others]
    says("06", f"anything from {min(called)} to {max(called)}")
    assert np.sum(solutions.L_model_forward(noise, deep)[0] > 0.5) > 90
    assert max(called) - min(called) > 50 and answer("noise") == "c"
    moved = np.roll(load_data(OWN)[2], 8, axis=1).reshape(50, -1).T / 255
    assert accuracy(deep, moved, u) < 0.5


def demo_with(number: str, code: str, **space) -> dict:
    """Run the part of a notebook's demo cells that a pattern finds; give its names."""
    space |= {one: getattr(solutions, one) for one in solutions.__all__}
    space |= {"np": np, "progress_bar": progress_bar}
    exec(re.search(code, TEXTS[number], re.DOTALL)[0], space)
    return space


def test_the_pieces_in_which_06_trains_are_one_training(capsys):
    (X, Y), plotted = ring(), []
    given = {"train_x": X, "train_y": Y, "num_iterations": 210}
    given["plot_costs"] = lambda costs, learning_rate, every: plotted.append((len(costs), every))
    in_pieces = demo_with("06", r"def train\(sizes\):.*?return now", **given)["train"]([2, 3, 1])
    printed = capsys.readouterr().out
    np.random.seed(1)
    scaled = solutions.initialize_parameters_scaled
    whole = solutions.L_layer_model(X, Y, [2, 3, 1], 0.0075, 210, True, scaled)
    assert {name: array.tolist() for name, array in in_pieces.items()} == {
        name: array.tolist() for name, array in whole.items()
    }
    assert printed == capsys.readouterr().out != ""
    assert plotted == [(9, 25)]


def test_each_stage_of_05_is_a_training_from_the_beginning():
    X, Y = ring()
    shown = {}
    given = {"X": X, "Y": Y, "layers_dims": [2, 3, 1]}
    given["explore_boundary"] = lambda stages, X, Y: shown.update(stages)
    demo_with("05", r"def predictor\(.*?explore_boundary\(stages, X, Y\);", **given)
    scaled = solutions.initialize_parameters_scaled
    for count in (0, 50, 400):
        whole = train(X, Y, [2, 3, 1], 0.5, count, scaled)
        assert np.array_equal(
            shown[f"{count} iterations"](X), solutions.L_model_forward(X, whole)[0]
        )


def test_what_is_said_of_the_photographs():
    """Its numbers are those of the specification, which the tests of the solutions reproduce."""
    first, last = COST_TABLE[0], COST_TABLE[-1]
    says("06", f"the first printed cost is then {first} and the last one {last}")
    says("06", f"{ORIGINAL_TRAIN_ACCURACY:.4f} on the training set and {ORIGINAL_TEST_ACCURACY}")
    says("07", f"begins with {first} and ends with {last}, and all {len(COST_TABLE)} rows")


def test_pixels_that_are_not_divided_by_255():
    x, y, _, _ = cats()
    np.random.seed(1)
    AL, _ = solutions.L_model_forward(255 * x, solutions.initialize_parameters_scaled(DEEP))
    with np.errstate(all="ignore"):
        cost = solutions.compute_cost(AL, y)
    assert AL.max() == 1 and np.isnan(cost)
    says("06", "rounded to exactly 0 or 1, and the cost would be `nan`")


@pytest.mark.slow
def test_a_network_learns_shuffled_labels():
    x, y, _, _ = cats()
    shuffled = np.random.default_rng(0).permutation(y[0]).reshape(1, -1)
    np.random.seed(1)
    parameters = solutions.L_layer_model_fast(
        x, shuffled, DEEP, 0.0075, 2500, initialize=solutions.initialize_parameters_scaled
    )
    assert accuracy(parameters, x, shuffled) > 0.95


@pytest.mark.slow
def test_what_notebook_00_says_of_six_pictures():
    """Its network is that of notebook 06, and the six pictures are as the text has them."""
    _, _, t, u = cats()
    AL, _ = solutions.L_model_forward(t, trained(tuple(DEEP), 1, 1200)[0])
    given = np.array([cat_probability(picture) for picture in load_data(OWN)[2]])
    assert given == pytest.approx(AL[0], abs=1e-3)
    shown = [int(n) for n in re.search(r"numbers = \[(.*)\]", TEXTS["00"])[1].split(",")]
    wrong = [n for n in shown if (given[n] > 0.5) != u[0, n]]
    assert (len(shown), len(wrong), u[0, wrong].tolist()) == (6, 2, [0, 1])
    assert answer("fooled-network") == wrong[0]
    says("00", "gets four of these six", f"is {given[wrong[0]]:.0%} sure of that")
    says("00", f"gets {np.sum((given > 0.5) == u[0])} of the {len(given)} pictures right")
    says("00", f"through all {len(given)} test pictures", f"from {len(cats()[0][0])} labeled")


def test_how_much_is_multiplied():
    products = 20 * 12288 * 209
    says("07", f"| {products / 1e6:.0f} million |")
    upper = 3 * 209 * sum(n * k for n, k in itertools.pairwise(DEEP[1:]))
    says("07", f"| {upper / 1e6:.1f} million |")
    assert answer("multiplications-of-s-g") == round(20 * 209 * 209 / 1e6, 2)
    says("07", f"about 1/{products / (20 * 209 * 209):.0f} of a product with X")
    says("07", f"{12288 * 209 * 8 / 1e6 // 10 * 10:.0f} megabytes")
    says("07", f"for {5000 * 5000 * 8 / 1e6:.0f} megabytes")
    assert round(2 * 12288 / 5000) == 5
    says("07", "a fifth of the multiplications")
    says(
        "07", f"({60000**2 * 8 / 1e9:.0f} GB)", f"In {2500 * 32 * 209 / 1e6:.0f} million decisions"
    )


@pytest.mark.exhaustive
def test_what_rounding_does(capsys):
    """In float64 no decision comes near tipping; in float32 the costs agree until one tips."""
    x, y, _, _ = cats()
    np.random.seed(1)
    start = solutions.initialize_parameters_scaled(DEEP)
    plain, fast = (
        train(x, y, DEEP, 0.0075, 300, lambda sizes: dict(start), 1),
        solutions.L_layer_model_fast(x, y, DEEP, 0.0075, 300, initialize=lambda _: dict(start)),
    )
    apart = max(np.abs(plain[name] - fast[name]).max() for name in plain)
    says("07", "the plain and the fast training differ by some $10^{-15}$")
    assert 1e-17 < apart < 1e-14
    (code,) = re.findall(
        r":tags: \[demo\]\n(def training\(dtype\):.*?)^```", TEXTS["07"], re.S | re.M
    )
    space = {"np": np, "start": start, "train_x": x, "train_y": y, "rate": 0.0075}
    space["progress_bar"] = range
    space["plot_cost_difference"] = lambda *given: None
    exec(code, space)
    assert "float64 made 16720000 decisions" in capsys.readouterr().out
    says("07", "closest to 0 was still millions of times as large")
    assert space["nearest"] > 2e6 * 1e-15
    first, *_ = space["first"]
    costs = zip(space["costs64"][:first], space["costs32"][:first], strict=True)
    assert max(abs(one - other) for one, other in costs) < 1e-6
    assert 0 < first < 2500 and space["differing"][-1] > 0


def test_the_worked_example_of_the_gram_step():
    X, W, dZ = np.array([[1, 0], [0, 1], [1, 1]]), np.array([[1, 2, 0]]), np.array([[2, 4]])
    WX, G = W @ X, X.T @ X
    assert (WX.tolist(), G.tolist()) == ([[1, 2]], [[2, 1], [1, 2]])
    S, b, Z = solutions.gram_step(np.zeros((1, 2)), np.zeros((1, 1)), dZ, 1, WX, G)
    assert (S.tolist(), b.item(), Z.tolist()) == ([[1, 2]], -3, [[-6, -6]])
    assert (S @ G).tolist() == [[4, 5]]
    assert (W - S @ X.T).tolist() == [[0, 0, -3]]


def mirrored(X):
    pictures = X.T.reshape(-1, 64, 64, 3)[:, :, ::-1]
    return pictures.reshape(len(pictures), -1).T


def softmax(Z):
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)


def initialize_parameters_he(layer_dims):
    scaled = solutions.initialize_parameters_scaled(layer_dims)
    return {name: array * 2**0.5 for name, array in scaled.items()}


def cost_from_logits(Z, Y):
    return np.mean(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z))))


# What a student writes in the exercises for the curious, and what the cell below then prints.
CURIOUS = {
    "01": (
        lambda n, n_prev, std: np.random.uniform(-1, 1, (n, n_prev)) * std * 3**0.5,
        r"yours: .*, largest 0\.017\d\n *standard deviation 0\.0(10|099)\d*\n"
        r"normal: .*, largest 0\.0[34]\d+\n *standard deviation 0\.0(10|099)\d*\n",
    ),
    "02": (softmax, r"column sums:\n\[1\. 1\. 1\.\]\n.*\n\[0\.8807\d+ +0\.5 +0\.2689\d+\]\n"),
    "03": (
        cost_from_logits,
        r"z = 0\.5, y = 1: yours (\S+), plain \1\nz = -2\.0, y = 0: yours (\S+), plain \2\n"
        r"z = 40\.0, y = 0: yours 40\.000000, plain inf\n"
        r"z = -800\.0, y = 1: yours 800\.000000, plain inf\n",
    ),
    "04": (lambda dA, Z: dA * (1 - np.tanh(Z) ** 2), r"relative error: \de-1\d\n"),
    "05": (
        initialize_parameters_he,
        r"divided by the root: cost 0\.661\d+ after .*\nHe: cost 0\.000\d+ after .*\n",
    ),
    "06": (mirrored, r"flipped correctly: True\ntwice is the original: True\n"),
    "07": (
        lambda X_new, W_0, S, b, X: W_0 @ X_new - S @ (X.T @ X_new) + b,
        r"largest difference: \de-1[34]\n",
    ),
}


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, marks=pytest.mark.exhaustive if number == "05" else pytest.mark.slow)
        for number in CURIOUS
    ],
)
def test_the_exercise_for_the_curious(number, capsys):
    """Left as it is, it says so; solved, its cell prints what the text says."""
    section = TEXTS[number].partition("## For the curious")[2]
    stub, comparison = re.findall(r"^```{code-cell} python\n(.*?)^```", section, re.S | re.M)
    comparison = comparison.removeprefix(":tags: [demo]\n")
    space = {name: getattr(solutions, name) for name in solutions.__all__}
    space |= {"np": np, "sigmoid": sigmoid, "plot_spread": lambda spreads: None}
    space |= {"train_x": cats()[0], "train_x_orig": load_data(OWN)[0]}
    space["X"], space["Y"] = ring()
    exec("from dnn_utils import progress_bar, relative_error", space)
    exec(stub, space)
    exec(comparison, space)
    name = re.search(r"def (\w+)", stub)[1]
    assert capsys.readouterr().out == f"{name} is not written yet.\n"
    wanted, printed = CURIOUS[number]
    space[name] = wanted
    np.random.seed(3)
    exec(comparison, space)
    assert re.search(printed, capsys.readouterr().out)


def backward_of(a: float, y: int, x: float) -> tuple[float, float]:
    """Give dz and dw of a sigmoid unit with the input x, the output a and the label y."""
    z = np.array([[np.log(a / (1 - a))]])
    dA = np.array([[-y / a + (1 - y) / (1 - a)]])
    cache = (np.array([[x]]), np.ones((1, 1)), np.zeros((1, 1))), z
    _, dW, db = solutions.linear_activation_backward(dA, cache, "sigmoid")
    return db.item(), dW.item()


def relu_unit(dA: float, z: float) -> float:
    return relu_backward(np.array([[dA]]), np.array([[z]])).item()


def step(W: float, dW: float) -> float:
    one = {"W1": np.array([[W]]), "b1": np.zeros((1, 1))}
    grads = {"dW1": np.array([[dW]]), "db1": np.zeros((1, 1))}
    return solutions.update_parameters(one, grads, 0.1)["W1"].item()


def different_units() -> int:
    """Train a layer of 20 units that start alike, and count those that are different then."""
    X, Y = ring()
    start = solutions.initialize_parameters_deep([2, 20, 1])
    alike = {name: np.full(array.shape, 0.5 * (name[0] == "W")) for name, array in start.items()}
    parameters = solutions.L_layer_model(X, Y, [2, 20, 1], 0.5, 50, initialize=lambda sizes: alike)
    assert not np.allclose(parameters["W1"], 0.5)
    return len(np.unique(parameters["W1"].round(9), axis=0))


def largest_layer() -> int:
    """Give the layer of the cat network that has more parameters than all the others together."""
    parameters = solutions.initialize_parameters_deep(DEEP)
    counts = [parameters[f"W{n}"].size + parameters[f"b{n}"].size for n in (1, 2, 3, 4)]
    (layer,) = [n for n, count in enumerate(counts, 1) if count > sum(counts) / 2]
    return layer


def owner_of_the_cache_at(index: int) -> int:
    parameters = solutions.initialize_parameters_deep([4, 3, 3, 1])
    _, caches = solutions.L_model_forward(np.ones((4, 2)), parameters)
    (name,) = [name for name, array in parameters.items() if array is caches[index][0][1]]
    assert name[0] == "W"
    return int(name[1:])


def first_predictions() -> np.ndarray:
    np.random.seed(1)
    parameters = solutions.initialize_parameters_deep([3, 4, 1])
    return solutions.L_model_forward(np.random.randn(3, 5), parameters)[0]


def spread_of_layer_1() -> str:
    """Give the choice that is nearest to the standard deviation of Z in layer 1."""
    X, _ = ring()
    np.random.seed(1)
    Z, _ = solutions.linear_forward(X, 0.01 * np.random.randn(20, 2), np.zeros((20, 1)))
    choices = {"a": 0.8, "b": 0.08, "c": 0.008, "d": 0.0008}
    return min(choices, key=lambda name: abs(np.log(choices[name] / Z.std())))


def names_with_one_half() -> int:
    code = re.search(r"one = {\"W1\": np.ones.*?(?=print)", TEXTS["07"], re.DOTALL)[0]
    space = {"np": np}
    exec(code, space)
    names = ("one", "two", "three", "four")
    return sum(bool((space[name]["W1"] == 0.5).all()) for name in names)


def sizes(dims: list[int], name: str) -> tuple[int, ...]:
    return solutions.initialize_parameters_deep(dims)[name].shape


def backward_shapes(n: int, n_prev: int, m: int) -> tuple[tuple[int, ...], ...]:
    cache = np.zeros((n_prev, m)), np.zeros((n, n_prev)), np.zeros((n, 1))
    return tuple(array.shape for array in solutions.linear_backward(np.zeros((n, m)), cache))


def factor_on_draws(n: int) -> float:
    """Give the factor that the scaled initialization puts on the draws of a layer of n inputs."""
    np.random.seed(1)
    W = solutions.initialize_parameters_scaled([n, 3])["W1"]
    np.random.seed(1)
    return (W / np.random.randn(3, n)).mean()


# The answers to the predictions, computed. A number counts as right if it is this near.
ANSWERS = {
    "shape-of-a-row": lambda: sizes([5, 4], "W1"),
    "equal-units": different_units,
    "most-parameters": largest_layer,
    "recall-shape-of-b": lambda: sizes([5, 4], "b1"),
    "recall-number-of-layers": lambda: len(solutions.initialize_parameters_deep([6, 3, 3, 1])) / 2,
    "recall-shape-of-x": lambda: cats()[2].shape,
    "shape-of-z": lambda: solutions.linear_forward(cats()[0], np.zeros((20, 12288)), 0)[0].shape,
    "relu-of-minus-three": lambda: relu(np.array(-3.0))[0].item(),
    "number-of-caches": lambda: len(
        solutions.L_model_forward(cats()[2], solutions.initialize_parameters_deep(DEEP))[1]
    ),
    "answers-of-the-ignorant": lambda: first_predictions().mean(),
    "recall-sigmoid-of-zero": lambda: sigmoid(np.array(0.0))[0].item(),
    "cost-of-twice-the-data": lambda: (
        solutions.compute_cost(np.array([[0.5, 0.25] * 2]), np.array([[1, 0] * 2]))
        / solutions.compute_cost(np.array([[0.5, 0.25]]), np.array([[1, 0]]))
    ),
    "recall-whose-cache": lambda: owner_of_the_cache_at(2),
    "recall-shape-of-w2": lambda: sizes([5, 4, 3], "W2"),
    "one-unit": lambda: backward_of(0.75, 1, 2.0)[1],
    "shape-of-da-prev": lambda: backward_shapes(7, 20, 209)[0],
    "relu-blocks": lambda: relu_unit(5.0, -0.3),
    "who-gets-blamed": lambda: backward_of(0.9, 0, 1.0)[0],
    "recall-dz": lambda: backward_of(0.3, 1, 1.0)[0],
    "recall-shape-of-dw": lambda: backward_shapes(7, 20, 209)[1],
    "step-by-hand": lambda: step(2.0, -3.0),
    "first-cost": lambda: cost_of(*ring(), solutions.initialize_parameters_deep([2, 20, 10, 5, 1])),
    "shrinking": spread_of_layer_1,
    "recall-divisor": lambda: 1 / factor_on_draws(25),
    "recall-relu-passes": lambda: relu_unit(7.0, 2.0),
    "flattened": lambda: cats()[0].shape,
    "always-no-cat": lambda: 1 - cats()[3].mean(),
    "recall-always-cat": lambda: cats()[3].mean(),
    "recall-one-step": lambda: step(1.0, 2.0),
    "recall-shape-of-da0": lambda: cats()[0].shape,
    "how-many-hold-one-half": names_with_one_half,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_to_a_prediction(name):
    computed = ANSWERS[name]()
    if isinstance(computed, float):
        assert answer(name) == pytest.approx(computed, abs=1e-3)
    else:
        assert answer(name) == computed


def test_every_prediction_has_an_answer_that_is_computed():
    code = Path(__file__).read_text(encoding="utf-8")
    computed = set(ANSWERS) | set(re.findall(r'\banswer\("([\w-]+)"\)', code))
    asked = [name for number, text in TEXTS.items() for name in guesses_in(text, number)]
    assert set(asked) == computed


@pytest.mark.parametrize("source", source_files(COURSE), ids=lambda path: path.stem)
def test_no_code_that_a_reader_sees_is_wide(source):
    """Neither in the class edition nor in the self-study edition's solutions."""
    cells = with_solutions(COURSE, build_instructor(COURSE, source)).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code += re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert [line for part in code for line in part.splitlines() if len(line) > WIDEST] == []


def test_each_notebook_begins_and_ends_as_readers_expect():
    for number, text in TEXTS.items():
        assert "**You need**" in text and "Further reading" in text, number
        if number > "00":
            for part in ("**In this notebook you will**", "**Time:**", "## Summary",
                         "**In practice.**", "## For the curious"):  # fmt: skip
                assert part in text, f"{number} has no {part}"
        if number > "01":
            asked = [name for name in guesses_in(text, number) if name.startswith("recall-")]
            assert len(asked) in (2, 3), number
            said = [int(one) for one in re.findall(r"\(Notebook (\d\d)\.\)", text)]
            assert max(said) == int(number) - 1 and min(said) < int(number) - 1, number


def test_nothing_below_an_exercise_claims_that_it_is_done():
    for number, text in TEXTS.items():
        for claim in ("You now have", "you now have", "You have built"):
            assert claim not in text, (number, claim)
